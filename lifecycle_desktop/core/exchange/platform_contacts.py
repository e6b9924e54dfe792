"""Files of LinkedIn, HubSpot and Follow Up Boss, known by what stands in their headings."""

from __future__ import annotations

import functools
import re
import tomllib
from typing import Any

from lifecycle_desktop.core.exchange.draft_reader import UNSUBSCRIBED
from lifecycle_desktop.core.exchange.generic_contacts import generic_targets
from lifecycle_desktop.core.exchange.mapping import ColumnMapping, Target, one_each, target_of
from lifecycle_desktop.core.model.permission import PERMISSION_CHANNELS
from lifecycle_desktop.core.model.person_text import fold, words
from lifecycle_desktop.core.paths import resources


def platform_mapping(heading: tuple[str, ...]) -> ColumnMapping | None:
    """How to read a file with this heading, or None if it is of none of the platforms."""
    names = [" ".join(words(name.replace("_", " "))) for name in heading]
    for key, platform in _platforms().items():
        stages = _stages_entered(heading, platform.get("pattern", ""))
        if len(set(names) & set(platform["marks"])) < platform["least"] and not stages:
            continue
        targets = list(generic_targets(heading))
        columns = platform["columns"]
        for number, name in enumerate(names):
            if name in columns:
                targets[number] = target_of(columns[name])
            elif number in stages:
                targets[number] = Target("own", 0, f"Entered {stages[number]}")
            elif name == UNSUBSCRIBED:
                targets[number] = Target("permission", PERMISSION_CHANNELS.index("email") + 1, "email")
        ranks = {fold(stage): rank for stage, rank in platform.get("stages", {}).items()}
        return ColumnMapping(
            key, heading, one_each(_named_first(targets, names, columns)), separator=";", stage_ranks=ranks
        )
    return None


def _stages_entered(heading: tuple[str, ...], pattern: str) -> dict[int, str]:
    """The stages whose dates stand in columns of their own, by the column's number."""
    if not pattern:
        return {}
    found = ((number, re.fullmatch(pattern, name)) for number, name in enumerate(heading))
    return {number: match[1] for number, match in found if match}


def _named_first(targets: list[Target], names: list[str], columns: dict[str, str]) -> list[Target]:
    """What is read by guess gives way to a column of the platform's own that holds the same."""
    own = {target[:2] for target, name in zip(targets, names, strict=True) if name in columns}
    return [
        target
        if name in columns or target[:2] not in own or target.what in ("own", "left_out")
        else Target("own")
        for target, name in zip(targets, names, strict=True)
    ]


@functools.cache
def _platforms() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources("formats", "platforms.toml").read_text(encoding="utf-8"))
