"""An insight as question, sentence and table: what the command line prints, key T shows and a CSV file holds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.insight import Share
from lifecycle_desktop.core.model.money import Money
from lifecycle_desktop.core.model.plan_words import currency_digits, price

DASH = "–"


class Cell(NamedTuple):
    """One figure: as it is read, as JSON holds it, and as a spreadsheet takes it."""

    text: str
    value: Any
    plain: str


class Column(NamedTuple):
    """A column: the key that files keep, and the heading for people."""

    key: str
    heading: str


class Fact(NamedTuple):
    """A figure beside the table."""

    key: str
    heading: str
    cell: Cell


@dataclass(frozen=True)
class InsightTable:
    """One card: its key, its question, the sentence that answers it, its figures."""

    key: str
    question: str
    reading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    facts: tuple[Fact, ...] = ()

    def document(self) -> dict[str, Any]:
        """As JSON: money as minor units of the own currency with what has no rate beside it, shares from 0 to 1."""
        keys = [column.key for column in self.columns]
        return {
            "key": self.key,
            "question": self.question,
            "reading": self.reading,
            "facts": {fact.key: fact.cell.value for fact in self.facts},
            "rows": [dict(zip(keys, (cell.value for cell in row), strict=True)) for row in self.rows],
        }

    def csv_rows(self) -> list[list[str]]:
        """As a spreadsheet takes it: the headings, then numbers without signs and separators."""
        return [
            [column.heading for column in self.columns],
            *([cell.plain for cell in row] for row in self.rows),
        ]


def words(text: str) -> Cell:
    """A text."""
    return Cell(text, text, text)


def number(count: float | None, unit: str = "") -> Cell:
    """A number, rounded to one decimal where it is not whole; a dash for none."""
    if count is None:
        return Cell(DASH, None, "")
    near: float = round(count, 1)
    shown = f"{int(near):,}" if near == int(near) else f"{near:,}"
    return Cell(f"{shown} {unit}".rstrip(), int(near) if near == int(near) else near, f"{near:g}")


def amount(minor: int | None, currency: str) -> Cell:
    """An amount in minor units; a dash for none."""
    if minor is None:
        return Cell(DASH, None, "")
    return Cell(price(minor, currency), minor, major(minor, currency))


def money(told: Money, currency: str) -> Cell:
    """An amount with what stands beside it in other currencies."""
    plain = major(told.minor, currency)
    plain += "".join(f" + {other} {major(minor, other)}" for other, minor in told.others)
    return Cell(told.words(currency), {"minor": told.minor, "others": dict(told.others)}, plain)


def share(told: Share | None) -> Cell:
    """A share with its count: "66 % (141 of 214)"."""
    if told is None or told.value is None:
        return Cell(DASH, None, "")
    text = _("{percent} % ({part} of {whole})").format(
        percent=round(100 * told.value), part=f"{told.part:,}", whole=f"{told.whole:,}"
    )
    low, high = told.interval or (0.0, 0.0)
    value = {
        "part": told.part,
        "whole": told.whole,
        "share": round(told.value, 4),
        "low": round(low, 4),
        "high": round(high, 4),
    }
    return Cell(text, value, f"{told.value:.4f}")


def back(ratio: Fraction | None, currency: str) -> Cell:
    """What comes back for one unit of the currency; a dash where nothing was spent."""
    if ratio is None:
        return Cell(DASH, None, "")
    near = round(float(ratio), 2)
    return Cell(price(round(ratio * 10 ** currency_digits(currency)), currency), near, f"{near:g}")


def major(minor: int, currency: str) -> str:
    """An amount in whole units without separators: "-12.50"."""
    digits = currency_digits(currency)
    whole, part = divmod(abs(minor), 10**digits)
    return f"{'-' if minor < 0 else ''}{whole}" + (f".{part:0{digits}d}" if digits else "")


def plain_number(whole: int) -> Cell:
    """A year or a contact's number: without separators."""
    return Cell(str(whole), whole, str(whole))


def two_decimals(value: float | None) -> Cell:
    """A small rate with two decimals; a dash for none."""
    return number(None) if value is None else Cell(f"{value:.2f}", round(value, 4), f"{value:.4f}")
