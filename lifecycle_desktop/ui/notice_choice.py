"""How much a notice on the desktop tells, as the window's state keeps it: it belongs to this computer."""

from __future__ import annotations

CHOICE = "notices"
NAMES, TASKS, NONE = "names", "tasks", "none"
