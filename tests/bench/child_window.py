"""A process that opens a window and ends at once when it is painted; run as a script by the bench.

child_window.py bare                 a bare QMainWindow, first paint: the floor
child_window.py painted DATABASE     the program, first paint of its window
child_window.py filled DATABASE      the program, Today's list painted
child_window.py settled DATABASE     the program, when all that waits for the paint is done too
"""

from __future__ import annotations

import gc
import os
import sys


def bare() -> None:
    """What every PySide6 program pays: the libraries, an application, an empty window."""
    from PySide6.QtCore import QEvent, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def event(self, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, lambda: os._exit(0))
            return super().event(event)

    application = QApplication([])
    window = Window()
    window.resize(1280, 800)
    window.show()
    application.exec()


def opened(until: str, database: str) -> None:
    """The program as `__main__` starts it, ended at a point."""
    gc.disable()  # as `__main__` does before it loads what is loaded here ahead of it
    from lifecycle_desktop.ui import main_window

    if until == "painted":

        class Window(main_window.MainWindow):
            def event(self, event: object) -> bool:
                done = super().event(event)  # type: ignore[arg-type]
                if self._painted:
                    os._exit(0)
                return done

        main_window.MainWindow = Window  # type: ignore[misc]
    elif until == "filled":
        end_when_filled()
    else:
        end_when_settled()
    sys.argv = ["lifecycle-desktop", "--database", database]
    from lifecycle_desktop.__main__ import main

    main()


def end_when_filled() -> None:
    """End with the paint that follows Today's list."""
    from PySide6.QtCore import QEvent

    from lifecycle_desktop.ui import main_window
    from lifecycle_desktop.ui.today import page

    shown, handled = page.TodayPage._on_loaded, main_window.MainWindow.event
    has_list: list[bool] = []

    def loaded(self: page.TodayPage, *arguments: object) -> None:
        shown(self, *arguments)  # type: ignore[arg-type]
        if not self._list.people:
            raise SystemExit("Today is empty")
        has_list.append(True)

    def event(self: main_window.MainWindow, what: QEvent) -> bool:
        done = handled(self, what)
        if has_list and what.type() == QEvent.Type.UpdateRequest:
            os._exit(0)
        return done

    page.TodayPage._on_loaded = loaded  # type: ignore[method-assign]
    main_window.MainWindow.event = event  # type: ignore[method-assign]


def end_when_settled() -> None:
    """End when the side bar is fed and the writing thread stands ready."""
    from lifecycle_desktop.ui import app

    after = app.Program._after_paint

    def done(self: app.Program) -> None:
        after(self)
        assert self.runner is not None
        self.runner.on_writer(lambda _nothing: print_and_end(), lambda: None)

    def print_and_end() -> None:
        os._exit(0)

    app.Program._after_paint = done  # type: ignore[method-assign]


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else opened(*sys.argv[1:3])
