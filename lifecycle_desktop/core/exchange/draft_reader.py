"""Rows to drafts, by a mapping: every cell finds a place, or its column is named as left out.

Written for speed: a hundred thousand rows must not cost a second. Columns are looked up once, cells
that are empty cost nothing, and what repeats (tags, days) is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.exchange.cells import (
    permission_of,
    plain_label,
    split_emails,
    split_phones,
    split_values,
    tags_of,
    unguarded,
)
from lifecycle_desktop.core.exchange.day_text import BLANK, GIVEN, IMPOSSIBLE, MONTH_FIRST, DayText, read_day
from lifecycle_desktop.core.exchange.mapping import ADDRESS, NAMES, SINGLE, ColumnMapping
from lifecycle_desktop.core.exchange.names import split_name
from lifecycle_desktop.core.model.draft import Address, ContactDraft, KeyDate, RowProblem
from lifecycle_desktop.core.model.person_text import fold, initials, looks_like_firm, words
from lifecycle_desktop.core.model.plain_text import one_line

Pairs = list[tuple[str, str]]
_REMEMBERED = 30_000  # different cells of a kind that are remembered
_SHORT = 16  # no text so short holds two numbers
_KIND_OF_DATE = {"birthday": "birthday", "anniversary": "anniversary", "closing": "closing"}


class DraftReader:
    """Makes drafts of the rows of one file.

    `order` says how the file writes 3/4/2024 (`day_text.MONTH_FIRST` or `DAY_FIRST`).
    """

    def __init__(self, mapping: ColumnMapping, order: str = MONTH_FIRST) -> None:
        self.mapping = mapping
        self.order = order
        self.width = len(mapping.heading)
        self._is_distinct = mapping.format == "own"
        self._fixed = [target.label for target in mapping.targets]
        self._columns = {
            (target.what, target.group): number
            for number, target in reversed(list(enumerate(mapping.targets)))
        }
        self._names = itemgetter(*(self._at(what) for what in SINGLE[:NAMES]))
        self._single = itemgetter(*(self._at(what) for what in SINGLE[NAMES:]))
        self._known = {"": ""}
        self._emails = self._valued("email", "email_label", "email_type", "email_name")
        self._phones = self._valued("phone", "phone_label")
        self._links = self._valued("link", "link_label")
        self._dates = self._valued("date", "date_label")
        self._relations = self._valued("relation", "relation_label")
        self._own_pairs = [columns for columns in self._valued("own", "own_label") if columns[1] < self.width]
        self._permissions = self._valued("permission")
        self._taken_back = {c for (c,) in self._permissions if fold(mapping.heading[c]) == UNSUBSCRIBED}
        phonetic = [columns[0] for columns in self._valued("phonetic")]
        self._phonetic = itemgetter(*phonetic, self.width) if phonetic else None
        self._addresses = self._address_columns()
        self._own = [
            (number, target.label or name or f"Column {number + 1}", mapping.empty.get(number, frozenset()))
            for number, (name, target) in enumerate(zip(mapping.heading, mapping.targets, strict=True))
            if target.what == "own" and not target.group
        ]
        self._reads_own = bool(self._own or self._own_pairs)
        self._notes = [columns[0] for columns in self._valued("note")]
        self._tags: dict[str, tuple[tuple[str, ...], bool]] = {"": ((), False)}
        self._labels: dict[str, str] = {"": ""}
        self._days: dict[tuple[str, int, str], KeyDate] = {}
        self._rare = {what: self._at(what) for what in ("file_as", "initials") if (what, 0) in self._columns}

    def drafts(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[ContactDraft]:
        """A draft for each row, in their order."""
        for line, row in rows:
            yield self.draft(line, row)

    def draft(self, line: int, row: list[str]) -> ContactDraft:
        """The draft of one row; cells beyond the heading are kept under the number of their column."""
        own: Pairs = []
        problems: list[RowProblem] = []
        cells = row
        if len(row) == self.width and not self.mapping.guarded:
            row.append("")
        else:
            cells = self._fitted(row, own)
        try:
            prefix, first, middle, last, suffix, full, nickname, company, department, job_title = map(
                self._known.__getitem__, self._names(cells)
            )
        except KeyError:
            prefix, first, middle, last, suffix, full, nickname, company, department, job_title = (
                self._cleaned(self._names(cells), problems)
            )
        (
            note, tag_text, source, stage, temperature, last_contact, next_step, next_step_on, referred_by, want,
        ) = self._single(cells)  # fmt: skip
        if full and not first and not last:
            prefix, first, middle, last, suffix, company = self._split(full, prefix, middle, suffix, company)
        tags, is_correspondent = self._tags.get(tag_text) or self._read_tags(tag_text)
        if last_contact:
            last_contact = self._day(last_contact, "last_contact", own, problems)
        if next_step_on:
            next_step_on = self._day(next_step_on, "next_step_on", own, problems)
        if next_step and not next_step_on:
            own.append((self._heading("next_step"), next_step.strip()))
            next_step = ""
        emails = self._read_emails(cells, own)
        dates = self._read_dates(cells, own, problems) if self._dates else ()
        if self._reads_own:
            self._read_own(cells, own)
        if self._notes:
            note = self._joined_notes(cells, note)
        rank = self._read_rank(stage, own) if self.mapping.stage_ranks and stage else ""
        permissions = self._read_permissions(cells, own) if self._permissions else ()
        if self._rare:
            self._read_rare(cells, own, (first, middle, last, full, company))
        return tuple.__new__(  # a third of what the named constructor costs
            ContactDraft,
            (
                line, prefix, first, middle, last, suffix, full, nickname,
                self._joined_phonetic(cells) if self._phonetic else "",
                company, department, job_title,
                emails, self._read_pairs(cells, self._phones, split_phones),
                self._read_addresses(cells), dates,
                self._read_pairs(cells, self._links, None) if self._links else (),
                self._read_pairs(cells, self._relations, None) if self._relations else (),
                tags, _lines(note) if note else "", tuple(own), source.strip(), stage.strip(), temperature.strip(),
                last_contact, next_step.strip(), next_step_on, referred_by.strip(),
                permissions,
                is_correspondent, tuple(problems), self._is_distinct, _lines(want) if want else "",
                (), "", rank, False, "",
            ),
        )  # fmt: skip

    # -- columns --------------------------------------------------------------------------------------------

    def _at(self, what: str, group: int = 0) -> int:
        """Where a target's column is; a missing one is the empty cell that every row gets at its end."""
        return self._columns.get((what, group), self.width)

    def _valued(self, what: str, *beside: str) -> list[tuple[int, ...]]:
        """For each group of a target: its column and those of the targets beside it; a missing one is empty."""
        groups = sorted(group for name, group in self._columns if name == what and group)
        return [
            (
                self._columns[what, group],
                *(self._columns.get((other, group), self.width) for other in beside),
            )
            for group in groups
        ]

    def _address_columns(self) -> list[tuple[Callable[[list[str]], tuple[str, ...]], int, str]]:
        groups = sorted(
            {group for what, group in self._columns if what in ADDRESS and what != "address_label"}
        )
        found = []
        for group in groups:
            columns = [self._at(what, group) for what in ADDRESS[1:]]
            label = next((self.mapping.targets[n].label for n in columns if n < self.width), "")
            parts: Callable[[list[str]], tuple[str, ...]] = itemgetter(*columns)
            found.append((parts, self._at("address_label", group), label))
        return found

    def _heading(self, what: str) -> str:
        column = self._at(what)
        return self.mapping.heading[column] if column < self.width else what

    # -- cells ----------------------------------------------------------------------------------------------

    def _fitted(self, row: list[str], own: Pairs) -> list[str]:
        """The row as wide as the heading, with the empty cell behind it."""
        if len(row) <= self.width:
            row.extend([""] * (self.width - len(row) + 1))
        else:
            own.extend((f"Column {n + 1}", row[n]) for n in range(self.width, len(row)) if row[n].strip())
            row = [*row[: self.width], ""]
        if self.mapping.guarded:
            row = [unguarded(cell) for cell in row]
        return row

    def _cleaned(self, names: tuple[str, ...], problems: list[RowProblem]) -> list[str]:
        """Names without space around them and without line breaks; one longer than can be kept fails the row.

        Names come again and again; each is looked at once.
        """
        found = []
        for name in names:
            clean = self._known.get(name)
            if clean is None:
                try:
                    clean = one_line(name)
                except NotUnderstood:
                    problems.append(RowProblem("long"))
                    clean = name[:100]
                if len(self._known) < _REMEMBERED and len(name) < 100:
                    self._known[name] = clean
            found.append(clean)
        return found

    def _read_tags(self, text: str) -> tuple[tuple[str, ...], bool]:
        """The tags of a cell; the few sets of tags of a file come again and again."""
        found = tags_of(text, self.mapping.separator, starred=self.mapping.starred)
        if len(self._tags) < _REMEMBERED:
            self._tags[text] = found
        return found

    def _label(self, text: str) -> str:
        """A label as it is kept, remembered likewise."""
        found = plain_label(text)
        if len(self._labels) < _REMEMBERED:
            self._labels[text] = found
        return found

    def _split(
        self, full: str, prefix: str, middle: str, suffix: str, company: str
    ) -> tuple[str, str, str, str, str, str]:
        """Parts for a name that came whole; a firm's name is its company."""
        if full == company or (not company and looks_like_firm(full)):
            return prefix, "", middle, "", suffix, full
        parts = split_name(full)
        return (
            prefix or parts.prefix, parts.first, middle or parts.middle, parts.last, suffix or parts.suffix, company,
        )  # fmt: skip

    def _read_emails(self, cells: list[str], own: Pairs) -> tuple[tuple[str, str], ...]:
        found: tuple[tuple[str, str], ...] = ()
        for column, label_column, type_column, name_column in self._emails:
            text = cells[column]
            if not text:
                continue
            label = self._labels.get(cells[label_column])
            if label is None:
                label = self._label(cells[label_column])
            label = label or self._fixed[column]
            if text.count("@") == 1 and " " not in text and text[-1].isalnum() and text[:7] != "mailto:":
                found = (*found, (label, text))
            elif text[:3].lower() == "/o=" or cells[type_column].strip().upper() == "EX":
                own.append((f"{self.mapping.heading[column]} (Exchange)", text))
                continue
            elif not text.isspace():
                found = (*found, *((label, address) for address in self._several_emails(text.strip())))
            if name_column != self.width and (name := cells[name_column].strip()):
                self._keep_display_name(cells, name, text, name_column, own)
        return found

    def _several_emails(self, text: str) -> list[str]:
        separator = self.mapping.separator
        several = split_values(text, separator) if separator and separator in text else [text]
        return [address for one in several for address in split_emails(one)]

    def _keep_display_name(self, cells: list[str], name: str, address: str, column: int, own: Pairs) -> None:
        """Outlook repeats the name and the address here; only what is new is kept."""
        told = words(" ".join(self._names(cells)) + " " + address)
        if not set(words(name)) <= set(told):
            own.append((self.mapping.heading[column], name))

    def _read_pairs(
        self, cells: list[str], columns: list[tuple[int, ...]], parted: Callable[[str], list[str]] | None
    ) -> tuple[tuple[str, str], ...]:
        found: tuple[tuple[str, str], ...] = ()
        for column, label_column in columns:
            text = cells[column].strip()
            if text:
                label = self._labels.get(cells[label_column])
                if label is None:
                    label = self._label(cells[label_column])
                label = label or self._fixed[column]
                if len(text) < _SHORT or (parted is None and ":::" not in text):
                    found = (*found, (label, text))
                elif self.mapping.separator == ":::" and ":::" in text:
                    found = (*found, *((label, one) for one in split_values(text, ":::")))
                else:
                    found = (*found, *((label, one) for one in (parted(text) if parted else (text,))))
        return found

    def _read_addresses(self, cells: list[str]) -> tuple[Address, ...]:
        found: tuple[Address, ...] = ()
        for parts_of, label_column, fixed in self._addresses:
            parts = parts_of(cells)
            if not any(parts):
                continue
            street, street2, street3, extended, po_box, city, region, postal, country, formatted = parts
            if formatted and formatted == f"{street}\n{city}, {region} {postal}\n{country}":
                formatted = ""
            if street2 or street3:
                street = "\n".join([part.strip() for part in (street, street2, street3) if part.strip()])
            label = self._labels.get(cells[label_column])
            if label is None:
                label = self._label(cells[label_column])
            told = (street, extended, po_box, city, region, postal, country, formatted)
            address = tuple.__new__(Address, (label or fixed, *map(str.strip, told)))
            if formatted and _says_no_more(address):
                address = address._replace(formatted="")
            if street or any(address[1:]):
                found = (*found, address)
        return found

    def _read_dates(self, cells: list[str], own: Pairs, problems: list[RowProblem]) -> tuple[KeyDate, ...]:
        found: tuple[KeyDate, ...] = ()
        for column, label_column in self._dates:
            text = cells[column]
            if not text:
                continue
            known = self._days.get((text, column, cells[label_column]))
            if known is not None:
                found = (*found, known)
                continue
            kind = plain_label(cells[label_column]) or self._fixed[column]
            kind = _KIND_OF_DATE.get(kind.lower(), kind) or self.mapping.heading[column]
            for one in split_values(text, ":::") if ":::" in text else (text,):
                day = read_day(one, self.order)
                if day.state == GIVEN:
                    date = KeyDate(kind, day.year, day.month, day.day)
                    found = (*found, date)
                    if one is text and len(self._days) < _REMEMBERED:
                        self._days[text, column, cells[label_column]] = date
                else:
                    self._keep_unread_day(day, one, self.mapping.heading[column], own, problems)
        return found

    def _day(self, text: str, what: str, own: Pairs, problems: list[RowProblem]) -> str:
        day = read_day(text, self.order)
        if not day.iso:
            self._keep_unread_day(day, text, self._heading(what), own, problems)
        return day.iso

    def _keep_unread_day(
        self, day: DayText, text: str, heading: str, own: Pairs, problems: list[RowProblem]
    ) -> None:
        if day.state == IMPOSSIBLE:
            problems.append(RowProblem("date", heading))
        elif day.state != BLANK:
            own.append((heading, text.strip()))

    def _read_own(self, cells: list[str], own: Pairs) -> None:
        for column, name, silent in self._own:
            text = cells[column]
            if text and not text.isspace() and not (silent and fold(text) in silent):
                own.append((name, _lines(text)))
        for column, label_column in self._own_pairs:
            text = cells[column]
            if text and not text.isspace():
                own.append((plain_label(cells[label_column]) or self.mapping.heading[column], _lines(text)))

    def _read_rare(self, cells: list[str], own: Pairs, names: tuple[str, ...]) -> None:
        """Columns that mostly repeat the name: kept where they do not."""
        for what, column in self._rare.items():
            text = cells[column].strip()
            if not text:
                continue
            said = words(" ".join(names))
            repeats = (
                set(words(text)) <= set(said)
                if what == "file_as"
                else "".join(words(text))
                in (fold(initials(" ".join(names[:3]))), "".join(w[0] for w in said))
            )
            if not repeats:
                own.append((self.mapping.heading[column], text))

    def _joined_notes(self, cells: list[str], note: str) -> str:
        """The note with those of further columns, each under its label."""
        further = [(self._fixed[n] or self.mapping.heading[n], cells[n].strip()) for n in self._notes]
        told = [note.strip(), *(f"{label}: {text}" for label, text in further if text)]
        return "\n\n".join(part for part in told if part)

    def _read_rank(self, stage: str, own: Pairs) -> str:
        """What a stage of another program comes to; its own word is kept beside."""
        own.append((self._heading("stage"), stage.strip()))
        return self.mapping.stage_ranks.get(fold(stage.strip()), "")

    def _joined_phonetic(self, cells: list[str]) -> str:
        """The phonetic name of several columns on one line."""
        texts = self._phonetic(cells) if self._phonetic else ()
        return " ".join(" ".join(texts).split()) if any(texts) else ""

    def _read_permissions(self, cells: list[str], own: Pairs) -> tuple[tuple[str, str], ...]:
        found: Pairs = []
        for (column,) in self._permissions:
            text = cells[column].strip()
            if text:
                status = permission_of(text)
                if column in self._taken_back:
                    status = {"given": "withdrawn", "withdrawn": "withdrawn"}.get(status, "")
                if status and status != "unknown":
                    found.append((self._fixed[column], status))
                elif not status:
                    own.append((self.mapping.heading[column], text))
        return tuple(found)


UNSUBSCRIBED = "unsubscribed from all email"  # a heading of HubSpot: yes takes the permission back


def _lines(text: str) -> str:
    """A text of several lines as it is kept."""
    return (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text).strip()


def _says_no_more(address: Address) -> bool:
    """Whether the formatted address only repeats the parts."""
    _label, street, extended, po_box, city, region, postal, country, formatted = address
    told = set(words(f"{street} {extended} {po_box} {city} {region} {postal} {country}"))
    return bool(told) and set(words(formatted)) <= told
