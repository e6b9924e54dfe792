"""What the words of a file come to in this database: stages of the active lifecycle, temperatures, tags."""

from __future__ import annotations

from typing import NamedTuple

from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.draft import ContactDraft
from lifecycle_desktop.core.model.facts import Rank
from lifecycle_desktop.core.model.lifecycle import folded
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.standing import rung
from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle
from lifecycle_desktop.core.store.driver import ReadConnection

OTHER_CONTACTS = mark("Other contacts")
HEAT = {  # folded words that are temperatures
    "hot": "hot", "warm": "warm", "cold": "cold", "caliente": "hot", "tibio": "warm", "templado": "warm",
    "frio": "cold", "heiss": "hot", "kalt": "cold", "chaud": "hot", "tiede": "warm", "froid": "cold",
}  # fmt: skip


class Told(NamedTuple):
    """A row's own words: the stage it names in the active model, its tags, and its temperature."""

    stage_id: int | None
    tags: tuple[str, ...]
    heat: str


def stages_by_rank(connection: ReadConnection) -> dict[str, str]:
    """The name of the stage of the active lifecycle that each rank comes to."""
    lifecycle = active_lifecycle(connection).lifecycle
    return {rank.value: rung(lifecycle, rank).name for rank in Rank}


class ImportWords:
    """The words of one database."""

    def __init__(self, connection: ReadConnection) -> None:
        kept = active_lifecycle(connection)
        self._stage_ids: dict[str, int] = {}
        for stage in kept.lifecycle.stages:
            for name in (stage.name, stage.label, stage.key):
                self._stage_ids.setdefault(folded(name), kept.stage_ids[stage.key])
        self._nameless_stage = kept.stage_of_new(is_reachable=False)
        self._reachable_stage = kept.stage_of_new(is_reachable=True, has_permission=True)
        self._kept = kept
        self._by_rank: dict[str, int] = {}

    def settled(self, draft: ContactDraft) -> tuple[ContactDraft, Told]:
        """What the row's words come to; a temperature that is none becomes an own value of the draft."""
        if not draft.stage and not draft.temperature and not draft.is_correspondent:
            return draft, tuple.__new__(Told, (None, draft.tags, ""))
        stage_id, tags = self._stage(draft)
        heat = HEAT.get(fold(draft.temperature), "") if draft.temperature else ""
        if draft.temperature and not heat:
            draft = draft._replace(own=(*draft.own, (_("Temperature"), draft.temperature)), temperature="")
        if draft.is_correspondent:
            tags = (*tags, _(OTHER_CONTACTS))
        return draft, Told(stage_id, tags, heat)

    def stage_for(self, draft: ContactDraft, told: Told, *, is_reachable: bool) -> int:
        """Where somebody new stands: as the file says, else as the facts prove."""
        if told.stage_id is not None:
            return told.stage_id
        if (
            draft.permissions
            and is_reachable
            and any(status == "given" for _channel, status in draft.permissions)
        ):
            return self._reachable_stage
        return self._nameless_stage

    def _stage(self, draft: ContactDraft) -> tuple[int | None, tuple[str, ...]]:
        """A stage of the active model, by its name or by what it proves; of another system it becomes a tag.

        It becomes none where the draft keeps it beside as a value of its own.
        """
        text, tags = draft.stage, draft.tags
        if not text:
            return None, tags
        stage_id = self._stage_ids.get(folded(text))
        if stage_id is None and draft.rank:
            stage_id = self._stage_of_rank(draft.rank)
        if stage_id is not None or any(fold(tag) == fold(text) for tag in tags):
            return stage_id, tags
        if any(value == text for _field, value in draft.own):
            return None, tags
        return None, (*tags, text)

    def _stage_of_rank(self, rank: str) -> int:
        stage_id = self._by_rank.get(rank)
        if stage_id is None:
            stage_id = self._kept.stage_ids[rung(self._kept.lifecycle, Rank(rank)).key]
            self._by_rank[rank] = stage_id
        return stage_id
