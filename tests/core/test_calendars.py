"""Calendar files: entries become follow-ups and key dates, the same one never twice; what goes out is read again."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import FileProblem, UserError
from lifecycle_desktop.core.exchange.icalendar_events import is_calendar, open_calendar, write_calendar
from lifecycle_desktop.core.model.draft import KeyDate
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.operations.follow_ups import add_follow_up, complete_follow_up
from lifecycle_desktop.core.operations.import_events import import_events, plan_events
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.queries.calendar_rows import calendar_days, calendar_follow_ups
from lifecycle_desktop.core.recurrence import next_due
from tests.core.desk import Desk
from tests.fuzzing import many

ZONE = """BEGIN:VTIMEZONE
TZID:Office Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0200
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE
"""


def calendar(*components: str) -> str:
    return (
        "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *components, "END:VCALENDAR", ""])
        .replace("\n", "\r\n")
        .replace("\r\r", "\r")
    )


def event(*lines: str, kind: str = "VEVENT") -> str:
    return "\n".join([f"BEGIN:{kind}", *lines, f"END:{kind}"])


def file_of(folder: Path, text: str | bytes, name: str = "c.ics"):
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return open_calendar(path)


def bring(desk: Desk, file):
    with desk.database.write("Import c.ics", moment=desk.moment, cause="import") as written:
        return import_events(written, file.entries(desk.moment), desk.moment, Progress(), file_name=file.name)


def told(desk: Desk, folder: Path, *components: str) -> dict[str, int]:
    """The fates of these components, which a dry run tells first."""
    file = file_of(folder, calendar(*components))
    with desk.database.read() as connection:
        planned = plan_events(connection, file.entries(desk.moment), desk.moment, Progress())
    done = bring(desk, file)
    assert [row[:2] for row in planned.rows] == [row[:2] for row in done.rows]
    assert desk.faults() == []
    return {name: n for name, n in vars(done.counts).items() if n and name != "rows"}


SHOWN = "SELECT what, contact_id, due_on, due_time, rule, reason FROM follow_up ORDER BY id"


def test_events_become_follow_ups_of_those_who_take_part(desk, tmp_path):
    ana = desk.add("Ana López", emails=(("", "ana@lopez.example"),))
    ben = desk.add("Ben Okoro")
    desk.add("Eva Lee"), desk.add("Eva Lee")
    parts = (
        ZONE.strip(),
        event("UID:1", "SUMMARY:Showing\\, lake house", "DTSTART:20260501T150000Z", "ATTENDEE;CN=Ana:mailto:Ana@Lopez.example",
              "ORGANIZER:mailto:me@agency.example", "LOCATION:1 Lake Rd", "DESCRIPTION:Bring keys"),
        event("UID:2", "SUMMARY:Coffee with Ben Okoro", "DTSTART;TZID=Office Time:20260502T100000"),
        event("UID:3", "SUMMARY:Eva Lee", "DTSTART;VALUE=DATE:20260503"),
        event("UID:4", "SUMMARY:Taxes", "DUE;VALUE=DATE:20260410", kind="VTODO"),
        event("UID:5", "SUMMARY:Sometime", kind="VTODO"),
        event("UID:6", "SUMMARY:Team", "DTSTART;TZID=America/New_York:20250106T090000", "RRULE:FREQ=WEEKLY;BYDAY=MO"),
        event("UID:7", "SUMMARY:Hourly", "DTSTART:20260601T090000", "RRULE:FREQ=HOURLY"),
    )  # fmt: skip
    assert told(desk, tmp_path, *parts) == {"new": 7}
    assert desk.rows(SHOWN) == [
        ("Showing, lake house", ana, "2026-05-01", "11:00", "",
         "Bring keys\nPlace: 1 Lake Rd\nWith: Ana, me@agency.example"),
        ("Coffee with Ben Okoro", ben, "2026-05-02", "04:00", "", ""),
        ("Eva Lee", None, "2026-05-03", None, "", ""),
        ("Taxes", None, "2026-04-10", None, "", ""),
        ("Sometime", None, "2026-04-14", None, "", ""),
        ("Team", None, "2026-04-20", "09:00", "FREQ=WEEKLY;BYDAY=MO", ""),
        ("Hourly", None, "2026-06-01", "09:00", "", "Repeats: FREQ=HOURLY"),
    ]  # fmt: skip
    assert told(desk, tmp_path, *parts) == {"unchanged": 7}
    assert desk.rows("SELECT next_step_on FROM contact WHERE id = ?", ana) == [("2026-05-01",)]
    assert desk.database.undo().label == "Import c.ics"
    assert (
        desk.rows("SELECT count(*) FROM follow_up")
        == desk.rows("SELECT count(*) FROM calendar_entry")
        == [(0,)]
    )


def test_what_is_over_done_or_broken_is_told_and_harms_no_other(desk, tmp_path):
    parts = (
        event("UID:1", "SUMMARY:Past", "DTSTART:20260101T090000"),
        event("UID:2", "SUMMARY:Off", "STATUS:CANCELLED", "DTSTART:20270101T090000"),
        event("UID:3", "SUMMARY:Done", "STATUS:COMPLETED", kind="VTODO"),
        event("UID:4", "SUMMARY:Broken", "DTSTART:tomorrow"),
        event("UID:5", "SUMMARY:" + "x" * 300_000, "DTSTART:20270101T090000"),
        event("UID:6", "SUMMARY:Good", "DTSTART:20270101T090000"),
        "BEGIN:VEVENT\nUID:7\nSUMMARY:No end",
    )
    assert told(desk, tmp_path, *parts) == {"new": 1, "skipped": 3, "failed": 3}
    assert [row[0] for row in desk.rows(SHOWN)] == ["Good"]


def test_a_series_of_long_ago_is_found_at_once(desk, tmp_path):
    parts = (
        event("UID:1", "SUMMARY:a", "DTSTART;VALUE=DATE:00010102", "RRULE:FREQ=DAILY;INTERVAL=3"),
        event("UID:2", "SUMMARY:b", "DTSTART;VALUE=DATE:19000105", "RRULE:FREQ=WEEKLY;INTERVAL=2"),
        event("UID:3", "SUMMARY:c", "DTSTART;VALUE=DATE:19510131", "RRULE:FREQ=MONTHLY;INTERVAL=5"),
        event("UID:4", "SUMMARY:d", "DTSTART;VALUE=DATE:18960229", "RRULE:FREQ=YEARLY;INTERVAL=3"),
        event("UID:5", "SUMMARY:e", "DTSTART;VALUE=DATE:20200106", "RRULE:FREQ=WEEKLY;COUNT=400"),
    )
    assert told(desk, tmp_path, *parts) == {"new": 5}
    found = {row[0]: row[2] for row in desk.rows(SHOWN)}
    for name, rule, first in (
        ("b", "FREQ=WEEKLY;INTERVAL=2", dt.date(1900, 1, 5)),
        ("c", "FREQ=MONTHLY;INTERVAL=5", dt.date(1951, 1, 31)),
        ("d", "FREQ=YEARLY;INTERVAL=3", dt.date(1896, 2, 29)),
    ):
        assert found[name] == next_due(rule, first, after=dt.date(2026, 4, 13)).on.isoformat()
    assert (dt.date.fromisoformat(found["a"]) - dt.date(1, 1, 2)).days % 3 == 0
    assert found["a"] in ("2026-04-14", "2026-04-15", "2026-04-16")
    assert found["e"] == "2026-04-20"


def test_birthdays_become_key_dates(desk, tmp_path):
    ana, ben, eva = (
        desk.add("Ana López"),
        desk.add("Ben Okoro"),
        desk.add("Eva Groß", emails=(("", "e@g.example"),)),
    )
    parts = (
        event("UID:1", "SUMMARY:Ana López's Birthday", "DTSTART;VALUE=DATE:19850512", "RRULE:FREQ=YEARLY"),
        event("UID:2", "SUMMARY:Cumpleaños de Ben Okoro", "DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY"),
        event(
            "UID:3",
            "SUMMARY:Hochzeitstag",
            "DTSTART;VALUE=DATE:20100620",
            "RRULE:FREQ=YEARLY",
            "ATTENDEE:mailto:e@g.example",
        ),
        event(
            "UID:4", "SUMMARY:Geburtstag von Tante Emma", "DTSTART;VALUE=DATE:19500101", "RRULE:FREQ=YEARLY"
        ),
        event("UID:5", "SUMMARY:Ana López's birthday", "DTSTART;VALUE=DATE:19850512", "RRULE:FREQ=YEARLY"),
    )
    assert told(desk, tmp_path, *parts[:4]) == {"new": 4}
    assert told(desk, tmp_path, *parts) == {"unchanged": 5}
    assert desk.rows("SELECT contact_id, kind, year, month, day FROM contact_date ORDER BY id") == [
        (ana, "birthday", 1985, 5, 12),
        (ben, "birthday", None, 2, 29),
        (eva, "anniversary", 2010, 6, 20),
    ]
    assert desk.rows(SHOWN) == [("Geburtstag von Tante Emma", None, "2027-01-01", None, "FREQ=YEARLY", "")]


def test_what_changes_in_the_calendar_changes_what_is_open(desk, tmp_path):
    def at(day: str) -> str:
        return event("UID:1", "SUMMARY:Call", f"DTSTART;VALUE=DATE:{day}")

    assert told(desk, tmp_path, at("20260501")) == {"new": 1}
    assert told(desk, tmp_path, at("20260601")) == {"updated": 1}
    assert told(desk, tmp_path, at("20260601")) == {"unchanged": 1}
    assert [row[2] for row in desk.rows(SHOWN)] == ["2026-06-01"]
    desk.do(complete_follow_up, desk.rows("SELECT id FROM follow_up")[0][0])
    assert told(desk, tmp_path, at("20260701")) == {"unchanged": 1}
    with desk.database.write("Delete", moment=desk.moment) as written:
        written.driver.execute("DELETE FROM follow_up")
    assert told(desk, tmp_path, at("20260701")) == {"unchanged": 1}
    assert desk.rows("SELECT count(*) FROM follow_up") == [(0,)]


def exported(desk: Desk) -> bytes:
    out = io.BytesIO()
    with desk.database.read() as connection:
        write_calendar(out, calendar_follow_ups(connection), calendar_days(connection), desk.moment)
    return out.getvalue()


def test_what_goes_out_is_read_by_others_and_known_again_here(desk, tmp_path):
    ana = desk.add(
        "Ana López",
        phones=(("", "+1 416 555 0134"),),
        dates=(KeyDate("birthday", None, 2, 29), KeyDate("closing", 2024, 6, 1)),
    )
    desk.do(
        add_follow_up,
        NewFollowUp(
            ana, dt.date(2026, 7, 1), dt.time(9, 30), what="Call about the lake; price", rule="FREQ=MONTHLY"
        ),
    )
    desk.do(add_follow_up, NewFollowUp(None, dt.date(2026, 5, 5), what="Order cards"))
    content = exported(desk)
    read = icalendar.Calendar.from_ical(content)
    events = read.walk("VEVENT")
    assert [str(each["SUMMARY"]) for each in events] == [
        "Order cards", "Call about the lake; price – Ana López", "Birthday: Ana López", "Closing anniversary: Ana López",
    ]  # fmt: skip
    assert events[1]["DTSTART"].dt.isoformat() == "2026-07-01T09:30:00-04:00"
    assert events[1]["RRULE"].to_ical() == b"FREQ=MONTHLY"
    assert "+1 416 555 0134" in str(events[1]["DESCRIPTION"])
    assert events[0]["DTSTART"].dt == dt.date(2026, 5, 5)
    assert events[2]["RRULE"].to_ical() == b"FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2"
    assert all(len(each.walk("VALARM")) == 1 for each in events)
    assert [zone["TZID"] for zone in read.walk("VTIMEZONE")] == ["America/Toronto"]
    assert exported(desk) == content  # the UIDs are stable
    before = desk.everything()
    done = bring(desk, file_of(tmp_path, content))
    assert (done.counts.unchanged, done.counts.rows) == (4, 4)
    assert desk.everything() == before


def test_another_database_takes_it_all(desk, tmp_path):
    for name in ("Ana López", "Ben Okoro"):
        someone = desk.add(name, dates=(KeyDate("birthday", 2020, 3, 1), KeyDate("Moved in", None, 4, 2)))
        desk.do(
            add_follow_up,
            NewFollowUp(
                someone, dt.date(2026, 7, 1), dt.time(9, 30), what=f"Call {name}", rule="FREQ=MONTHLY"
            ),
        )
    content = exported(desk)
    other = Desk(tmp_path / "other.db")
    other.clock.advance(seconds=5)  # no two databases make their rows in the same thousandth of a second
    for name in ("Ana López", "Ben Okoro"):
        other.add(name)
    assert bring(other, file_of(tmp_path, content)).counts.new == 6
    assert bring(other, file_of(tmp_path, content)).counts.unchanged == 6
    for sql in (
        "SELECT kind, year, month, day, contact_id FROM contact_date ORDER BY contact_id, month",
        "SELECT what, due_on, due_time, zone, rule, contact_id FROM follow_up ORDER BY id",
    ):
        assert other.rows(sql) == desk.rows(sql)
    assert exported(other).count(b"@lifecycle-desktop") == 6
    other.database.close()
    empty = Desk(tmp_path / "empty.db")
    assert bring(empty, file_of(tmp_path, content)).counts.skipped == 4  # the days of nobody
    empty.database.close()


def test_what_is_no_calendar_is_refused(tmp_path):
    for content in (b"", b"\0" * 50, b"BEGIN:VCARD\r\nEND:VCARD"):
        path = tmp_path / "x.ics"
        path.write_bytes(content)
        assert not is_calendar(path)
        with pytest.raises(FileProblem):
            open_calendar(path)
    assert not is_calendar(tmp_path)
    with pytest.raises(FileProblem):
        open_calendar(tmp_path / "missing.ics")


PIECES = st.sampled_from(
    [
        "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTODO", "END:VTODO", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:X", "DTSTART", ";TZID=X",
        ";VALUE=DATE", ":", "20260501", "T100000", "Z", "\r\n", "\n ", "RRULE:FREQ=YEARLY", ";INTERVAL=0", ";UNTIL=2", "UID:1", "UID:2",
        "SUMMARY:Birthday", "X-LD-KIND:x", "X-LD-VERSION:1", 'ATTENDEE;CN="a":mailto:a@x.example', "EXDATE:20260508", "DUE:", "é",
        "RECURRENCE-ID:20260501", "STATUS:CANCELLED", "99999999", "00010101", "COMPLETED:1", "BEGIN:VALARM", "END:VALARM", "\0", "P1D",
        "99991231T235959Z", "DTSTART:99991231T235959Z\r\n", "DTSTART:00010101T000000Z\r\n", ";RRULE:", "follow_up-1-1@lifecycle-desktop",
    ]
)  # fmt: skip


LINES = st.sampled_from(
    [
        "UID:1", "UID:2", "UID:é", "SUMMARY:Birthday of Ann Hill", "SUMMARY:", "SUMMARY:Call\\, then", "DTSTART:99991231T235959Z",
        "DTSTART:00010101T000000Z", "DTSTART;VALUE=DATE:20240229", "DTSTART;TZID=X:20260501T100000", "DTSTART;TZID=Europe/Berlin:20261025T023000",
        "DTSTART;VALUE=DATE:99991231", "DTSTART;VALUE=DATE:00010101", "DTSTART:20260501T100000", "DUE:20260501T250000", "DTSTART:P1D",
        "DTSTART;VALUE=PERIOD:20260501T100000Z/PT1H", "RRULE:FREQ=YEARLY", "RRULE:FREQ=DAILY;COUNT=9999", "RRULE:FREQ=SECONDLY", "RRULE:",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=WEEKLY;UNTIL=20200101", "RRULE:FREQ=MONTHLY;BYDAY=5FR", "EXDATE:20260501",
        "RECURRENCE-ID:20260501", "ATTENDEE:x", "ATTENDEE;CN=Ann Hill:mailto:", "ORGANIZER:mailto:a@x.example", "STATUS:COMPLETED", "CATEGORIES:a,b",
        "X-LD-KIND:closing", "X-LD-NAME:Ann Hill", "X-LD-VERSION:1", "X-LD-NO-YEAR:TRUE", "junk", "DESCRIPTION:\0", "LOCATION:a\n b", "DUE:20260501",
    ]
)  # fmt: skip
FILES = st.one_of(
    st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=40),
    st.lists(
        st.tuples(st.sampled_from(["VEVENT", "VTODO"]), st.lists(LINES, max_size=8, unique=True)), max_size=4
    ).map(lambda made: [event(*lines, kind=kind) + "\r\n" for kind, lines in made]),
)


def bring_anything(desk: Desk, tmp_path: Path, parts: list[str]) -> None:
    try:
        file = file_of(tmp_path, ("BEGIN:VCALENDAR\r\n" + "".join(parts)).encode("utf-8", "replace"))
        entries = list(file.entries(desk.moment))
    except UserError:
        return
    if not desk.rows("SELECT 1 FROM contact"):
        desk.add("Ann Hill")
    with desk.database.read() as connection:
        planned = plan_events(connection, iter(entries), desk.moment, Progress())
    assert planned.counts.rows == len(entries)
    assert bring(desk, file).counts.rows == len(entries)
    again = bring(desk, file).counts
    assert (
        (again.new, again.updated) == (0, 0)
        or any(not entry.uid for entry in entries)
        or len({e.uid for e in entries}) < len(entries)
    )


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(parts=FILES)
def test_anything_is_read_or_refused(desk, tmp_path, parts):
    bring_anything(desk, tmp_path, parts)


@pytest.mark.slow
@settings(
    max_examples=many(1000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(parts=FILES)
def test_anything_at_all_is_read_or_refused(desk, tmp_path, parts):
    bring_anything(desk, tmp_path, parts)
