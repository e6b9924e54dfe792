"""A table of purchases or activities, recognised by its heading, and its rows as what they tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from lifecycle_desktop.core.clock import UTC, Moment, instant_text, zone_info
from lifecycle_desktop.core.errors import FileProblem, NotUnderstood
from lifecycle_desktop.core.exchange.cells import unguarded
from lifecycle_desktop.core.exchange.day_text import DAY_FIRST, MONTH_FIRST, order_of, read_day
from lifecycle_desktop.core.exchange.delimited import MOST_COLUMNS, Table, open_table
from lifecycle_desktop.core.exchange.draft_reader import DraftReader
from lifecycle_desktop.core.exchange.encoding import assure_file
from lifecycle_desktop.core.exchange.excel_table import ExcelTable, is_workbook, open_workbook
from lifecycle_desktop.core.exchange.failed_rows import write_failed_rows
from lifecycle_desktop.core.exchange.mapping import ColumnMapping
from lifecycle_desktop.core.exchange.past_cells import (
    Amount,
    clock_of,
    currency_of,
    direction_of,
    grade_of,
    instant_of,
    kind_of,
    minor_of,
    minutes_of,
    taken_apart,
)
from lifecycle_desktop.core.exchange.past_mapping import KEPT, PastMapping, is_own_purchases, past_mapping
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.core.model.draft import ContactDraft
from lifecycle_desktop.core.model.import_report import problem_text
from lifecycle_desktop.core.model.plain_text import many_lines, one_line, shortened
from lifecycle_desktop.core.model.told_past import PURCHASES, ToldActivity, ToldPurchase

_MOST_MINUTES = 60 * 24 * 31
_HEAD = 4096  # bytes in which the heading of our own file ends


@dataclass(frozen=True)
class PastFile:
    """A table of one kind: the table, what its columns hold, and the order of its dates."""

    table: Table | ExcelTable
    mapping: PastMapping
    order: str

    @property
    def name(self) -> str:
        """The file's name, as reports and the journal tell it."""
        return self.table.path.name

    @property
    def kind(self) -> str:
        """What it holds: "purchases" or "activities"."""
        return self.mapping.kind

    @property
    def lines(self) -> int:
        """About how many lines there are."""
        return self.table.lines

    def mapped(self, mapping: PastMapping) -> PastFile:
        """The same file read by another mapping. Raises `FileProblem` where no column says whose a row is."""
        if not mapping.speaks_of_people:
            raise _nobody(self.table)
        return PastFile(self.table, mapping, _order(self.table, mapping))

    def rows(self, currency: str, moment: Moment) -> Iterator[ToldPurchase | ToldActivity]:
        """What each row tells; `currency` is of amounts that name none. Reads the file anew each time."""
        reader = _Rows(self, currency, moment)
        told = reader.purchase if self.kind == PURCHASES else reader.activity
        for line, row in self.table.rows():
            yield told(line, row)

    def write_failed(self, reasons: Mapping[int, str], stream: IO[bytes]) -> int:
        """Write the rows on these lines in the file's own columns, each with its line and reason; how many."""
        return write_failed_rows(self.table, reasons, stream)


def open_past(path: Path, kind: str, *, encoding: str = "", delimiter: str = "") -> PastFile:
    """Recognise a table of purchases or activities by its heading.

    Raises `FileProblem` in one sentence for what is no table, or one in which no column says whose a row is or
    what it tells.
    """
    assure_file(path)

    def is_heading(heading: tuple[str, ...], is_first: bool) -> bool:
        known = past_mapping(heading, kind) if len(heading) <= MOST_COLUMNS else None
        if known is None or is_first:
            return known is not None
        return sum(one != KEPT for one in known.past) >= max(2, 0.6 * sum(map(bool, heading)))

    table: Table | ExcelTable
    if is_workbook(path):
        table = open_workbook(path, is_heading)
    else:
        table = open_table(path, encoding=encoding, delimiter=delimiter, is_heading=is_heading)
    mapping = past_mapping(table.heading, kind)
    if mapping is None:
        raise _nobody(table) if kind == PURCHASES else _untold(table)
    return PastFile(table, mapping, _order(table, mapping))


def is_purchases(path: Path) -> bool:
    """Whether a file is one of purchases that this program wrote."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            head = stream.read(_HEAD).decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return False
    cells = [cell.strip('"') for cell in head[0].split(",")] if head else []
    return is_own_purchases(tuple(cells))


def _nobody(table: Table | ExcelTable) -> FileProblem:
    return FileProblem(
        _(
            "The columns of “{name}” do not say whose the purchases are and when or how much they were."
        ).format(name=table.path.name),
        _("Name the columns in the first line, for example name, email, date, price."),
        line=table.heading_line,
    )


def _untold(table: Table | ExcelTable) -> FileProblem:
    return FileProblem(
        _("The columns of “{name}” do not say with whom and when something happened.").format(
            name=table.path.name
        ),
        _("Name the columns in the first line, for example name, email, date, kind, text."),
        line=table.heading_line,
    )


def _order(table: Table | ExcelTable, mapping: PastMapping) -> str:
    """Whether days or months come first, as the first rows prove; semicolons hint at Europe."""
    column = mapping.column("date")
    if column is None:
        return MONTH_FIRST
    texts = (row[column] for row in table.sample() if column < len(row) and row[column])
    return order_of(texts, DAY_FIRST if table.delimiter == ";" else MONTH_FIRST)


class _Untold(Exception):
    """A row that cannot be taken; its text says why."""


class _Rows:
    """Reads the rows of one file."""

    def __init__(self, file: PastFile, currency: str, moment: Moment) -> None:
        mapping = file.mapping
        self._mapping = mapping
        self._order = file.order
        self._own_currency = currency
        self._moment = moment
        self._is_decimal = mapping.is_ours or isinstance(file.table, ExcelTable)
        self._people = DraftReader(
            ColumnMapping("generic", mapping.heading, mapping.people, guarded=mapping.guarded), file.order
        )
        self._columns = {what: n for n, what in enumerate(mapping.past) if what and what != KEPT}
        self._kept = [n for n, what in enumerate(mapping.past) if what == KEPT]

    def purchase(self, line: int, row: list[str]) -> ToldPurchase:
        """What a row of purchases tells."""
        cells, whose, number, rest = self._begun(line, row)
        try:
            if whose.problems:
                raise _Untold(problem_text(*whose.problems[0]))
            on, _time = self._day(cells)
            amounts = {name: self._amount(cells, name) for name in ("price", "revenue", "cost")}
            currency = self._currency(cells, amounts)
            minor = {name: self._minor(cells, name, one, currency) for name, one in amounts.items()}
            grade_text = self._cell(cells, "satisfaction")
            grade = grade_of(grade_text) if grade_text else None
            if grade_text and grade is None:
                rest.append((self._heading("satisfaction"), grade_text))
            what, service = one_line(self._cell(cells, "what")), one_line(self._cell(cells, "line"))
            return ToldPurchase(
                line, whose, number,
                remark=_("a refund") if minor["price"] < 0 else "",
                service_line=service, what=what or ("" if service or self._mapping.is_ours else _("Purchase")),
                on=on.isoformat(), price_minor=minor["price"], revenue_minor=minor["revenue"],
                cost_minor=minor["cost"], currency=currency, satisfaction=grade,
                note=_with_rest(self._cell(cells, "note"), rest),
            )  # fmt: skip
        except (_Untold, NotUnderstood) as error:
            return ToldPurchase(line, whose, number, str(error))

    def activity(self, line: int, row: list[str]) -> ToldActivity:
        """What a row of activities tells."""
        cells, whose, number, rest = self._begun(line, row)
        try:
            if whose.problems:
                raise _Untold(problem_text(*whose.problems[0]))
            at, has_time = self._instant(cells)
            kind_text = self._cell(cells, "kind")
            kind, way = kind_of(kind_text)
            remark = ""
            if kind_text and not kind:
                rest.append((self._heading("kind"), kind_text))
                remark = _("“{text}” is no kind of activity and came in as a note").format(
                    text=shortened(kind_text)
                )
            way_text = self._cell(cells, "direction")
            told_way = direction_of(way_text) if way_text else way
            if way_text and not told_way:
                rest.append((self._heading("direction"), way_text))
            minutes = self._minutes(cells, rest)
            cost, currency = self._cost(cells, rest)
            return ToldActivity(
                line, whose, number, remark=remark, kind=kind or ActivityKind.NOTE, direction=told_way or None,
                at=instant_text(at), on=Moment(at, self._moment.zone).today.isoformat(), has_time=has_time,
                outcome=one_line(self._cell(cells, "outcome")), text=_with_rest(self._cell(cells, "text"), rest),
                minutes=minutes, cost_minor=cost, currency=currency,
            )  # fmt: skip
        except (_Untold, NotUnderstood) as error:
            return ToldActivity(line, whose, number, str(error))

    # -- cells ----------------------------------------------------------------------------------------------

    def _begun(
        self, line: int, row: list[str]
    ) -> tuple[list[str], ContactDraft, int | None, list[tuple[str, str]]]:
        """The cells, the person, the number of the contact, and what has no place but the note."""
        draft = self._people.draft(line, list(row))
        cells = [unguarded(cell) for cell in row] if self._mapping.guarded else row
        rest = [
            (self._mapping.heading[n] or _("Column {n}").format(n=n + 1), cells[n].strip())
            for n in self._kept
            if n < len(cells) and cells[n].strip()
        ]
        rest += draft.own
        number_text = self._cell(cells, "contact_id")
        number = (
            int(number_text)
            if number_text.isascii() and number_text.isdigit() and len(number_text) < 16
            else None
        )
        if number_text and not self._mapping.is_ours and (draft.name or draft.emails or draft.phones):
            rest.append((self._heading("contact_id"), number_text))  # it may be another program's
        return cells, draft._replace(own=()), number, rest

    def _cell(self, cells: list[str], what: str) -> str:
        column = self._columns.get(what)
        return cells[column].strip() if column is not None and column < len(cells) else ""

    def _heading(self, what: str) -> str:
        return self._mapping.heading[self._columns[what]]

    def _day(self, cells: list[str]) -> tuple[dt.date, dt.time | None]:
        text = self._cell(cells, "date")
        if not text:
            raise _Untold(_("no day is told"))
        found = read_day(text, self._order)
        if not found.iso:
            raise _Untold(_("“{text}” is no day").format(text=shortened(text)))
        return dt.date.fromisoformat(found.iso), clock_of(text)

    def _instant(self, cells: list[str]) -> tuple[dt.datetime, bool]:
        """When it happened, and whether a time was told; noon on the wall where none is, but not after now."""
        text, zone = self._cell(cells, "date"), zone_info(self._moment.zone)
        exact = instant_of(text) if len(text) > len("2024-01-01") else None
        if exact is not None:
            at, has_time = exact, True
        else:
            day, time = self._day(cells)
            time_text = self._cell(cells, "time")
            if time_text:
                time = clock_of(time_text)
                if time is None:
                    raise _Untold(_("“{text}” is no time of day").format(text=shortened(time_text)))
            has_time = time is not None
            at = dt.datetime.combine(day, time or dt.time(12), zone).astimezone(UTC)
            if not has_time and day == self._moment.today:
                at = min(at, self._moment.at)
        if Moment(at, self._moment.zone).today > self._moment.today:
            raise _Untold(_("“{text}” is still to come").format(text=shortened(text)))
        return at, has_time

    def _amount(self, cells: list[str], name: str) -> Amount:
        return taken_apart(self._cell(cells, name), self._own_currency)

    def _currency(self, cells: list[str], amounts: Mapping[str, Amount]) -> str:
        text = self._cell(cells, "currency")
        if text:
            found = currency_of(text)
            if not found:
                raise _Untold(
                    _("“{text}” is no currency; write it as three letters").format(text=shortened(text))
                )
            return found
        told = {one.currency for one in amounts.values() if one.currency}
        if len(told) > 1:
            raise _Untold(_("its amounts are in more than one currency"))
        return told.pop() if told else self._own_currency

    def _minor(self, cells: list[str], name: str, amount: Amount, currency: str) -> int:
        text = self._cell(cells, name)
        if not text:
            return 0
        minor = minor_of(amount, currency, is_decimal=self._is_decimal)
        if minor is None:
            raise _Untold(_("“{text}” is no amount").format(text=shortened(text)))
        if amount.currency and amount.currency != currency:
            raise _Untold(_("its amounts are in more than one currency"))
        return minor

    def _minutes(self, cells: list[str], rest: list[tuple[str, str]]) -> int | None:
        text = self._cell(cells, "minutes")
        minutes = minutes_of(text) if text else None
        if text and (minutes is None or minutes > _MOST_MINUTES):
            rest.append((self._heading("minutes"), text))
            return None
        return minutes

    def _cost(self, cells: list[str], rest: list[tuple[str, str]]) -> tuple[int | None, str]:
        text = self._cell(cells, "cost")
        if not text:
            if self._cell(cells, "currency"):
                rest.append((self._heading("currency"), self._cell(cells, "currency")))
            return None, ""
        amount = self._amount(cells, "cost")
        currency = self._currency(cells, {"cost": amount})
        minor = minor_of(amount, currency, is_decimal=self._is_decimal)
        if minor is None or minor < 0:
            raise _Untold(_("“{text}” is no amount").format(text=shortened(text)))
        return minor, currency


def _with_rest(text: str, rest: list[tuple[str, str]]) -> str:
    """The text, and below it what no column of ours holds, each under its heading."""
    return many_lines("\n".join((*([text] if text else ()), *(f"{name}: {value}" for name, value in rest))))
