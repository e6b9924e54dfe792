"""Tables of purchases and activities as they come: no cell is lost, nothing comes twice, no fault but our own."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.exchange.past_file import open_past
from lifecycle_desktop.core.exchange.past_mapping import past_mapping
from lifecycle_desktop.core.model.import_report import ImportPolicy
from lifecycle_desktop.core.model.person_text import words
from lifecycle_desktop.core.model.plain_text import many_lines
from lifecycle_desktop.core.operations.import_past import import_past, plan_past
from lifecycle_desktop.core.progress import Progress
from tests.core.desk import Desk
from tests.fuzzing import many

HEADINGS = {
    "purchases": (
        "Client", "Email", "Phone", "Closing date", "Property", "Service line", "Sale price", "Commission", "Costs",
        "Currency", "Satisfaction", "Notes", "MLS", "Contact id", "Address", "City",
    ),
    "activities": (
        "Name", "E-mail", "Mobile", "Date", "Time", "Type", "Direction", "Outcome", "Notes", "Subject", "Duration",
        "Cost", "Campaign", "City",
    ),
}  # fmt: skip
# Read as what they are; a row in which one of them cannot be read fails whole and is saved with it.
READ = {"Closing date", "Sale price", "Commission", "Costs", "Currency", "Date", "Time", "Cost", "Contact id"}
CELL = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.sampled_from(
        ["", "", "2024-05-13", "5/6/2024", "31.12.2023 14:30", "$1,250.50", "(12)", "-3", "1.250,00 €", "EUR", "9/10",
         "Phone call", "in", "15 min", "2:30 pm", "Ann Lee", "ann@lee.example", "=1+1", "'x", "0", "1e400", "²", "٣"]
    ),
)  # fmt: skip


def table(heading: tuple[str, ...], cells: list[str], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(heading)
    for start in range(0, len(cells), len(heading)):
        writer.writerow(cells[start : start + len(heading)])
    return out.getvalue().encode("utf-8", "replace")


def told_in(row) -> str:
    return " ".join(
        str(each) for each in (*row, *row.whose, *sum((*row.whose.emails, *row.whose.phones), ()))
    )


def try_rows(folder, moment, kind: str, cells: list[str], raw: bytes) -> None:
    heading = HEADINGS[kind]
    path = folder / "fuzz-past.csv"
    path.write_bytes(table(heading, cells) + raw)
    try:
        file = open_past(path, kind)
        rows = list(file.rows("USD", moment))
        given = dict(file.table.rows())
    except UserError:
        return
    for row in rows:
        if row.problem:
            continue
        told = set(words(many_lines(told_in(row))))
        for name, cell in zip(heading, given[row.line], strict=False):
            if name not in READ and name not in ("Type", "Direction", "Satisfaction", "Duration"):
                assert set(words(many_lines(cell))) <= told, f"{name}: {cell!r} is lost"


@pytest.mark.slow
@pytest.mark.parametrize("kind", HEADINGS)
@settings(max_examples=many(2000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(CELL, min_size=1, max_size=40), raw=st.binary(max_size=40))
def test_no_cell_of_any_row_is_lost(tmp_path_factory, world, kind, cells, raw):
    try_rows(tmp_path_factory.getbasetemp(), world.moment, kind, cells, raw)


@pytest.fixture
def world(tmp_path):
    desk = Desk(tmp_path / "past.db")
    yield desk
    desk.database.close()


@pytest.mark.parametrize("kind", HEADINGS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["Ann Lee", "Ben Fox", "Cy Roe", ""]),
            st.sampled_from(["ann@lee.example", "ben@fox.example", ""]),
            st.sampled_from(["2024-05-13", "2024-05-14", "x"]),
            st.sampled_from(["", "Elm", "Oak"]),
            st.sampled_from(["", "100", "200.50", "-5"]),
            st.sampled_from(["", "9"]),
        ),
        max_size=12,
    )
)
def test_what_came_in_once_never_comes_again(tmp_path_factory, world, kind, rows):
    names = {
        "purchases": ("Name", "Email", "Date", "Property", "Price", "Satisfaction"),
        "activities": ("Name", "Email", "Date", "Notes", "Minutes", "Outcome"),
    }[kind]
    path = tmp_path_factory.getbasetemp() / "twice.csv"
    path.write_bytes(table(names, [cell for row in rows for cell in row]) if rows else table(names, []))
    file = open_past(path, kind)
    policy = ImportPolicy()

    def read():
        return file.rows("USD", world.moment)

    with world.database.read() as connection:
        planned = plan_past(connection, read, kind, policy, world.moment, Progress())
    with world.database.write("Import", moment=world.moment) as written:
        done = import_past(written, read, kind, policy, world.moment, Progress())
    assert [row.fate for row in planned.rows] == [row.fate for row in done.rows]
    with world.database.read() as connection:
        again = plan_past(connection, read, kind, policy, world.moment, Progress())
    assert (again.counts.new, again.counts.updated) == (0, 0)
    assert again.counts.failed == done.counts.failed


def test_headings_of_four_languages_are_known() -> None:
    known = past_mapping(
        ("Cliente", "Fecha de cierre", "Inmueble", "Precio de venta", "Comisión"), "purchases"
    )
    assert known is not None
    assert known.past == ("", "date", "what", "price", "revenue")
    known = past_mapping(("Kunde", "Abschlussdatum", "Objekt", "Kaufpreis", "Währung"), "purchases")
    assert known is not None
    assert known.past == ("", "date", "what", "price", "currency")
    known = past_mapping(("Nom", "Date", "Heure", "Type", "Résultat", "Durée"), "activities")
    assert known is not None
    assert known.past == ("", "date", "time", "kind", "outcome", "minutes")
    assert past_mapping(("Name", "Email", "Phone"), "purchases") is None
    assert past_mapping(("Date", "Price"), "purchases") is None
