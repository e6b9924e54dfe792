"""What of reminding belongs to this computer, as the window's state keeps it: notices and the calendar file."""

from __future__ import annotations

CHOICE = "notices"
NAMES, TASKS, NONE = "names", "tasks", "none"
CALENDAR_FOLDER = "calendar_folder"  # empty: no calendar file is kept up to date
