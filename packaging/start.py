"""The first file of the frozen program."""

from __future__ import annotations

import multiprocessing
import sys

from lifecycle_desktop.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
