"""Purchases written as the program's own CSV: safe in a spreadsheet, and the same again when it is imported."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import IO

from lifecycle_desktop.core.exchange.cells import guarded
from lifecycle_desktop.core.exchange.own_csv import PART
from lifecycle_desktop.core.exchange.past_mapping import OWN_HEADING, SIGNATURE
from lifecycle_desktop.core.model.plan_words import currency_digits
from lifecycle_desktop.core.model.told_past import PurchaseRow
from lifecycle_desktop.core.progress import Progress


def write_purchases(
    stream: IO[bytes], purchases: Iterable[PurchaseRow], progress: Progress | None = None
) -> int:
    """Write purchases, a row each with whose it is, in UTF-8 with a mark; how many."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*OWN_HEADING, SIGNATURE])
    count = 0
    for row in purchases:
        writer.writerow([guarded(cell) for cell in _cells(row)])
        count += 1
        if progress is not None and count % PART == 0:
            progress.advance(PART)
    text.flush()
    text.detach()
    return count


def _cells(row: PurchaseRow) -> list[str]:
    amounts = (
        _decimal(minor, row.currency) for minor in (row.price_minor, row.revenue_minor, row.cost_minor)
    )
    grade = "" if row.satisfaction is None else str(row.satisfaction)
    return [
        str(row.contact_id), row.name, row.email, row.phone, row.on, row.service_line, row.what, *amounts, row.currency,
        grade, row.note, "",
    ]  # fmt: skip


def _decimal(minor: int, currency: str) -> str:
    """An amount as a plain number: "420000.00", "-12.50"; empty for none."""
    if not minor:
        return ""
    digits = currency_digits(currency)
    whole, part = divmod(abs(minor), 10**digits)
    return ("-" if minor < 0 else "") + str(whole) + (f".{part:0{digits}d}" if digits else "")
