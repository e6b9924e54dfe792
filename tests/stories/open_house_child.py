"""The program in a process of its own, with a hand that opens the sign-in page, signs in, and tells what is seen.

python -m tests.stories.open_house_child DATABASE open|look|end
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.ui.app import Program, make_application


def tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Hand:
    """What is done, step by step, as soon as the program is ready for it."""

    def __init__(self, program: Program, what: str) -> None:
        self.program, self.what, self.step = program, what, 0
        self.timer = QTimer()
        self.timer.timeout.connect(self.act)
        self.timer.start(20)

    @property
    def window(self) -> Any:
        return self.program.window

    def act(self) -> None:
        page = self.window.visitors.page if self.window.is_built else None
        if self.what == "open" and self.step == 0 and self.window.page_key:
            self.window.navigate("sign_in:1")
            self.step = 1
        elif page is None:
            return
        elif self.what == "open" and self.step == 1:
            form = page.form
            for name, text in (
                ("first_name", "Priya"),
                ("last_name", "Natarajan"),
                ("email", "priya@example.com"),
            ):
                form.lines[name].setText(text)
            form.choices["agent"].buttons["no"].click()
            form.ticks["email"].click()
            form.button.click()
            self.step = 2
        elif self.what == "open" and page.stack.currentWidget() is page.thanks:
            tell(page.thanks.words.text())
            os.kill(os.getpid(), signal.SIGKILL)
        elif self.what in ("look", "end"):
            self.step += 1
            if self.step == 40:  # well after all that comes behind the first page
                tell(
                    ",".join(
                        sorted(
                            type(each).__name__ for each in QApplication.topLevelWidgets() if each.isVisible()
                        )
                    )
                )
                tell(f"desk page: {self.window.page_key!r}")
                if self.what == "end":
                    self.window.end()
                else:
                    os.kill(os.getpid(), signal.SIGTERM)


def main() -> int:
    from lifecycle_desktop.ui.app import _end_on_signals

    application = make_application()
    program = Program(application, Path(sys.argv[1]))
    _end_on_signals(program.window)
    program.open()
    hand = Hand(program, sys.argv[2])
    code = int(application.exec())
    hand.timer.stop()
    return code


if __name__ == "__main__":
    sys.exit(main())
