"""The view and the filter in force, remembered over restarts: in the database, for a filter can name people."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.model.filter_json import filter_from_json, filter_json
from lifecycle_desktop.core.model.smart_list import ContactFilter
from lifecycle_desktop.core.queries.saved_views import living_filter
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.typed_text import TypedText

EVERYONE = "everyone"


class FilterMemory(QObject):
    """What is in force at one place, such as "contacts:view"; written after a rest, and when `owner` is hidden."""

    def __init__(self, runner: Runner, place: str, owner: QWidget) -> None:
        super().__init__(owner)
        self._runner = runner
        self._text = TypedText(runner, place, owner)

    def recall(self, then: Callable[[str, ContactFilter], object]) -> None:
        """Ask for the view and the filter that were left; `then` is called where there are any that can be read."""

        def take(text: str) -> None:
            try:
                told = json.loads(text)
                view, filter_text = str(told["view"]), json.dumps(told["filter"])
            except (ValueError, KeyError, TypeError):
                return
            wanted, _notes = filter_from_json(filter_text)
            self._runner.read(lambda living: then(view, living[0]), living_filter, wanted)

        self._text.recall(take)

    def keep(self, wanted: ContactFilter, view: str = EVERYONE) -> None:
        """Remember what is in force now; everyone without a filter needs no memory."""
        told = {"view": view, "filter": json.loads(filter_json(wanted))}
        is_plain = view == EVERYONE and not wanted
        self._text.keep("" if is_plain else json.dumps(told, ensure_ascii=False))
