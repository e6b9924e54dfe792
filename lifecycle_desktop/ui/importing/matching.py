"""How the columns of a table are matched now, and what is still unclear: kept beside the page, without widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lifecycle_desktop.core.exchange.column_facts import ColumnFacts
from lifecycle_desktop.core.exchange.corrections import CorrectedFile
from lifecycle_desktop.core.exchange.day_text import DAY_FIRST, MONTH_FIRST
from lifecycle_desktop.core.exchange.formats import ContactFile
from lifecycle_desktop.core.exchange.target_choices import LEFT_OUT, OWN, says_who, with_choice
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.desk import BoardStage
from lifecycle_desktop.core.model.person_text import fold

WORD_KINDS = ("stage", "temperature")
DAYS = frozenset({"date", "last_contact", "next_step_on"})
_GRADES = {"a": "hot", "b": "warm", "c": "cold", "1": "hot", "2": "warm", "3": "cold"}


@dataclass
class Matching:
    """The choices made so far for one table, and what was found in it."""

    file: CorrectedFile
    facts: ColumnFacts
    stages: Sequence[BoardStage]
    heats: frozenset[str]  # folded words that are temperatures already
    is_remembered: bool = False
    chosen: set[int] = field(default_factory=set)  # columns that the owner matched
    order_chosen: bool = False
    answered: set[int] = field(default_factory=set)  # columns whose words the owner said

    @property
    def table(self) -> ContactFile:
        """The table."""
        found = self.file.table_file
        if found is None:
            raise TypeError("only tables have columns")
        return found

    @property
    def columns(self) -> list[int]:
        """The columns that have something in them, in the file's order."""
        return [number for number, count in enumerate(self.facts.filled) if count]

    @property
    def says_who(self) -> bool:
        """Whether some column says who a person is."""
        return says_who(self.table.mapping)

    def what(self, column: int) -> str:
        """The kind of thing a column goes to."""
        return self.table.mapping.targets[column].what

    def choose(self, column: int, key: str) -> None:
        """Let a column go elsewhere."""
        mapping = with_choice(self.table.mapping, column, key)
        self.file = replace(self.file, file=replace(self.table, mapping=mapping))
        self.chosen.add(column)

    def set_order(self, order: str) -> None:
        """Say whether the day or the month comes first."""
        self.file = replace(self.file, file=replace(self.table, order=order))
        self.order_chosen = True

    def mean(self, kind: str, word: str, meaning: str) -> None:
        """Say what a folded word stands for; "" leaves it as it is."""
        words = {**self.file.words.get(kind, {})}
        words.pop(word, None)
        if meaning:
            words[word] = meaning
        self.file = replace(self.file, words={**self.file.words, kind: words})

    def guess_words(self) -> None:
        """Take grades (A, B, C) for temperatures, where a column has nothing else."""
        for column, words in self.facts.words.items():
            folded = {fold(word) for word, _count in words}
            if self.what(column) == "temperature" and folded and folded <= set(_GRADES):
                for word in folded - set(self.file.words.get("temperature", {})):
                    self.mean("temperature", word, _GRADES[word])

    def take_ranks(self, by_rank: Mapping[str, str]) -> None:
        """Take the stages of another program for those of the active lifecycle that they come to."""
        ranks = self.table.mapping.stage_ranks
        told = {
            fold(word)
            for column in self.columns
            if self.what(column) == "stage"
            for word, _count in self._told(column)
        }
        for word in told & set(ranks):
            self.mean("stage", word, by_rank[ranks[word]])

    def _told(self, column: int) -> Sequence[tuple[str, int]]:
        return self.facts.words.get(column, ())

    def unknown_words(self, column: int) -> list[tuple[str, int]]:
        """The words of a column that are no stage or temperature by themselves, with their rows."""
        kind = self.what(column)
        if kind not in WORD_KINDS:
            return []
        known = self.heats if kind == "temperature" else self._stage_words()
        return [each for each in self.facts.words.get(column, ()) if fold(each[0]) not in known]

    def unclear_words(self, column: int) -> list[tuple[str, int]]:
        """Those of them that the owner has not said yet."""
        if column in self.answered:
            return []
        meant = self.file.words.get(self.what(column), {})
        return [each for each in self.unknown_words(column) if fold(each[0]) not in meant]

    def unread_words(self) -> list[int]:
        """Columns of words that have not been counted yet."""
        return [n for n in self.columns if self.what(n) in WORD_KINDS and n not in self.facts.words]

    def unread_days(self) -> list[int]:
        """Columns of days; they are read anew when another becomes one."""
        return [number for number in self.columns if self.what(number) in DAYS]

    def asks_order(self, column: int) -> str:
        """A day of this column that can be read in two ways, while the file proves neither; else ""."""
        if self.what(column) not in DAYS or self.facts.order:
            return ""
        return self.facts.days.get(column, "")

    def how(self, column: int) -> tuple[str, str, str]:
        """How a column was matched: icon, tone, words."""
        what = self.what(column)
        if self.unclear_words(column):
            return "circle-help", "warn", _("Say what the words mean")
        if self.asks_order(column) and not self.order_chosen:
            return "calendar", "warn", _("Day first or month first?")
        if what == LEFT_OUT:
            return "circle-minus", "ink3", _("Column is left out")
        if column in self.chosen:
            return "circle-check", "accenttext", _("As you chose")
        if self.is_remembered:
            return "circle-check", "accenttext", _("As the last time")
        if what == OWN:
            return "notebook", "ink2", _("Kept as a field of your own")
        return "circle-check", "accenttext", _("Matched by name")

    def samples(self, column: int) -> tuple[str, str]:
        """The first two values of a column that are not empty, else what the first rows have."""
        found = [row[column] for _line, row in self.facts.sample if column < len(row) and row[column].strip()]
        first, second = [*found[:2], "", ""][:2]
        return first, second

    def _stage_words(self) -> set[str]:
        return {fold(name) for stage in self.stages for name in (stage.name, stage.label, stage.key)}


def order_titles(text: str) -> tuple[tuple[str, str], ...]:
    """The two ways to read a day, as (order, day in words)."""
    from lifecycle_desktop.core.exchange.day_text import read_day

    found = []
    for order in (DAY_FIRST, MONTH_FIRST):
        day = read_day(text, order)
        found.append((order, f"{day.day} {_month(day.month)}"))
    return tuple(found)


def _month(month: int) -> str:
    from PySide6.QtCore import QLocale

    return QLocale().standaloneMonthName(max(month, 1))
