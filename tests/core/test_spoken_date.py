"""Spoken dates as a table, English and Spanish; what is not a date; days and hours that do not exist."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desktop.core.clock import UTC, Moment
from lifecycle_desktop.core.model.spoken_date import (
    every_when,
    find_when,
    is_skipped,
    parse_when,
    wall_instant,
)

# Tuesday 14 April 2026, 09:52 in Toronto.
NOW = Moment(dt.datetime(2026, 4, 14, 13, 52, tzinfo=UTC), "America/Toronto")

ENGLISH = """
today                        | 2026-04-14
Today.                       | 2026-04-14
TOMORROW                     | 2026-04-15
tmrw                         | 2026-04-15
tonight                      | 2026-04-14 19:00
tonight 8                    | 2026-04-14 20:00
tonight at 8:30              | 2026-04-14 20:30
this morning                 | 2026-04-14 09:00
this afternoon               | 2026-04-14 14:00
this evening                 | 2026-04-14 19:00
now                          | 2026-04-14 09:52
day after tomorrow           | 2026-04-16
the day after tomorrow at 2  | 2026-04-16 14:00
tomorrow 10                  | 2026-04-15 10:00
tomorrow 3                   | 2026-04-15 15:00
tomorrow 7                   | 2026-04-15 07:00
tomorrow 12                  | 2026-04-15 12:00
tomorrow at 10               | 2026-04-15 10:00
tomorrow at 10:30am          | 2026-04-15 10:30
tomorrow at 10:30 AM         | 2026-04-15 10:30
tomorrow, 10.30              | 2026-04-15 10:30
tomorrow 10 a.m.             | 2026-04-15 10:00
tomorrow at 3 p.m.           | 2026-04-15 15:00
tomorrow 12am                | 2026-04-15 00:00
tomorrow 12pm                | 2026-04-15 12:00
tomorrow 15:45               | 2026-04-15 15:45
tomorrow 03:45               | 2026-04-15 03:45
tomorrow 3:45                | 2026-04-15 15:45
tomorrow 14h30               | 2026-04-15 14:30
tomorrow 9 o'clock           | 2026-04-15 09:00
tomorrow 9 o’clock           | 2026-04-15 09:00
tomorrow at noon             | 2026-04-15 12:00
tomorrow morning             | 2026-04-15 09:00
tomorrow afternoon           | 2026-04-15 14:00
tomorrow evening             | 2026-04-15 18:00
tomorrow morning at 6        | 2026-04-15 06:00
tomorrow evening at 7:15     | 2026-04-15 19:15
tomorrow at half past 3      | 2026-04-15 15:30
tomorrow at quarter to 10    | 2026-04-15 09:45
tomorrow at ten              | 2026-04-15 10:00
tomorrow at 8 in the morning | 2026-04-15 08:00
10 tomorrow                  | 2026-04-15 10:00
at 10 tomorrow               | 2026-04-15 10:00
3pm tomorrow                 | 2026-04-15 15:00
10:30 on friday              | 2026-04-17 10:30
today 3                      | 2026-04-14 15:00
today 8                      | 2026-04-14 20:00
today at 08:00               | 2026-04-14 08:00
today 11                     | 2026-04-14 11:00
at 3                         | 2026-04-14 15:00
3pm                          | 2026-04-14 15:00
9:30                         | 2026-04-15 09:30
at 8                         | 2026-04-15 08:00
noon                         | 2026-04-14 12:00
tue                          | 2026-04-21
tuesday 3pm                  | 2026-04-21 15:00
this tue                     | 2026-04-14
wed                          | 2026-04-15
mon                          | 2026-04-20
Mon.                         | 2026-04-20
on friday                    | 2026-04-17
by friday                    | 2026-04-17
this friday                  | 2026-04-17
friday night                 | 2026-04-17 18:00
next tue                     | 2026-04-21
next tue 3pm                 | 2026-04-21 15:00
next friday                  | 2026-04-24
next fri at 9                | 2026-04-24 09:00
monday 9                     | 2026-04-20 09:00
fri 4                        | 2026-04-17 16:00
wed 22                       | 2026-04-22
wed 22 10:30                 | 2026-04-22 10:30
sat 2 may                    | 2026-05-02
tuesday, 21 april            | 2026-04-21
Tuesday 14 April             | 2026-04-14
fri 22:00                    | 2026-04-17 22:00
next week                    | 2026-04-20
next week friday             | 2026-04-24
friday next week             | 2026-04-24
this week                    | 2026-04-17
end of week                  | 2026-04-17
weekend                      | 2026-04-18
next weekend                 | 2026-04-25
next month                   | 2026-05-01
end of month                 | 2026-04-30
by end of month              | 2026-04-30
eom                          | 2026-04-30
end of next month            | 2026-05-31
mid next month               | 2026-05-15
next quarter                 | 2026-07-01
end of quarter               | 2026-06-30
next year                    | 2027-01-01
end of year                  | 2026-12-31
in 5 weeks                   | 2026-05-19
in 5 weeks at 10             | 2026-05-19 10:00
in a week                    | 2026-04-21
in a fortnight               | 2026-04-28
in two days                  | 2026-04-16
in a couple of days          | 2026-04-16
in a few days                | 2026-04-17
in 3 d                       | 2026-04-17
in 1 month                   | 2026-05-14
in 6 months                  | 2026-10-14
in a year                    | 2027-04-14
in an hour                   | 2026-04-14 10:52
in 2 h                       | 2026-04-14 11:52
in 2h                        | 2026-04-14 11:52
in 30 min                    | 2026-04-14 10:22
in half an hour              | 2026-04-14 10:22
in 20 hours                  | 2026-04-15 05:52
+3d                          | 2026-04-17
+ 2 weeks                    | 2026-04-28
5 weeks                      | 2026-05-19
2w                           | 2026-04-28
1h                           | 2026-04-14 10:52
2 weeks from now             | 2026-04-28
a week from friday           | 2026-04-24
2 weeks from tomorrow        | 2026-04-29
15 jan                       | 2027-01-15
jan 15                       | 2027-01-15
15 may                       | 2026-05-15
may 15th                     | 2026-05-15
May 15, 2027                 | 2027-05-15
15th of may 2027             | 2027-05-15
15 may 10:30                 | 2026-05-15 10:30
may 15 at 3                  | 2026-05-15 15:00
april 14                     | 2026-04-14
april 13                     | 2027-04-13
5 Sept.                      | 2026-09-05
29 feb                       | 2028-02-29
29 feb 2028                  | 2028-02-29
the 15th                     | 2026-04-15
on the 3rd                   | 2026-05-03
the 31st                     | 2026-05-31
31st at 9am                  | 2026-05-31 09:00
end of june                  | 2026-06-30
early june                   | 2026-06-01
mid june                     | 2026-06-15
2026-01-15                   | 2026-01-15
2026-06-01                   | 2026-06-01
2026/6/1                     | 2026-06-01
2026-06-01 10:30             | 2026-06-01 10:30
2026-06-01T10:30             | 2026-06-01 10:30
2026-06-01T03:05             | 2026-06-01 03:05
1/15                         | 2027-01-15
15/1                         | 2027-01-15
5/4                          | 2026-05-04
5/4/27                       | 2027-05-04
5/4/2027 9am                 | 2027-05-04 09:00
15.1.2027                    | 2027-01-15
15-01-2027                   | 2027-01-15
"""

SPANISH = """
hoy                          | 2026-04-14
hoy a las 3                  | 2026-04-14 15:00
mañana                       | 2026-04-15
manana                       | 2026-04-15
mañana a las 10              | 2026-04-15 10:00
mañana a las 10:30           | 2026-04-15 10:30
mañana por la mañana         | 2026-04-15 09:00
mañana por la tarde          | 2026-04-15 14:00
mañana por la noche          | 2026-04-15 18:00
mañana por la tarde a las 5  | 2026-04-15 17:00
mañana a mediodía            | 2026-04-15 12:00
mañana a las 3 y media       | 2026-04-15 15:30
mañana a las 9 y cuarto      | 2026-04-15 09:15
mañana a las 10 menos cuarto | 2026-04-15 09:45
mañana a las 8 de la mañana  | 2026-04-15 08:00
mañana a las 8 de la noche   | 2026-04-15 20:00
mañana a la una              | 2026-04-15 13:00
mañana a las diez            | 2026-04-15 10:00
pasado mañana                | 2026-04-16
pasado mañana a las 9        | 2026-04-16 09:00
esta tarde                   | 2026-04-14 14:00
esta noche                   | 2026-04-14 19:00
el martes                    | 2026-04-21
martes                       | 2026-04-21
este martes                  | 2026-04-14
el próximo martes            | 2026-04-21
el próximo martes a las 3    | 2026-04-21 15:00
el próximo viernes           | 2026-04-17
el viernes que viene         | 2026-04-17
miércoles 10                 | 2026-04-15 10:00
el miércoles 22              | 2026-04-22
sábado                       | 2026-04-18
el lunes 20 de abril         | 2026-04-20
la próxima semana            | 2026-04-20
la semana que viene          | 2026-04-20
el próximo mes               | 2026-05-01
el mes que viene             | 2026-05-01
fin de mes                   | 2026-04-30
a fin de mes                 | 2026-04-30
fin de semana                | 2026-04-18
fin de año                   | 2026-12-31
el próximo año               | 2027-01-01
en 5 semanas                 | 2026-05-19
dentro de 5 semanas          | 2026-05-19
dentro de dos días           | 2026-04-16
en una semana                | 2026-04-21
en un mes                    | 2026-05-14
en quince días               | 2026-04-29
en una hora                  | 2026-04-14 10:52
en media hora                | 2026-04-14 10:22
en 2 horas                   | 2026-04-14 11:52
un par de semanas            | 2026-04-28
15 de enero                  | 2027-01-15
el 15 de enero               | 2027-01-15
15 de enero de 2028          | 2028-01-15
el 15 de mayo a las 10       | 2026-05-15 10:00
el 20                        | 2026-04-20
el 3                         | 2026-05-03
a finales de junio           | 2026-06-30
a mediados de junio          | 2026-06-15
"""


def _rows(table):
    for line in table.strip().splitlines():
        said, _bar, meant = line.partition("|")
        day, _blank, time = meant.strip().partition(" ")
        yield said.strip(), dt.date.fromisoformat(day), dt.time.fromisoformat(time) if time else None


EVERY_ROW = [*_rows(ENGLISH), *_rows(SPANISH)]


@pytest.mark.parametrize(("said", "on", "at"), EVERY_ROW, ids=[row[0] for row in EVERY_ROW])
def test_what_is_said_is_understood(said, on, at):
    found = parse_when(said, NOW)
    assert found is not None
    assert (found.on, found.at) == (on, at)
    assert said[found.start : found.end].rstrip(".") == said.rstrip(".")


def test_the_table_is_long_enough():
    assert len(EVERY_ROW) >= 120
    assert len({row[0] for row in EVERY_ROW}) == len(EVERY_ROW)


@pytest.mark.parametrize(
    "said",
    [
        "", " ", ".", "soon", "later", "10", "june", "in june", "30 feb", "31 april", "feb 30", "31/4", "0/5", "13/13",
        "2026-02-30", "2026-13-01", "2026-00-10", "29 feb 2027", "wed 14 april", "tomorrow 25", "tomorrow 10:75",
        "tomorrow 13pm", "32nd", "the 0th", "0 jan", "in 9999 years", "in 99999 days", "3 listings", "next", "in",
        "mañana a las", "30 de febrero", "el 32", "tomorrow 12 at night", "555-0142", "24 elm st", "1/2/3/4",
        "monday 3 listings", "yesterday at", "x" * 3000, "15.1", "1.5 hours",
    ],
)  # fmt: skip
def test_what_is_no_date_or_does_not_exist_is_none(said):
    assert parse_when(said, NOW) is None


@pytest.mark.parametrize(
    ("said", "on"),
    [("15/1", "2027-01-15"), ("5/4", "2027-04-05"), ("4/15", "2026-04-15"), ("1/5/26", "2026-05-01")],
)
def test_the_order_of_day_and_month_follows_the_setting(said, on):
    assert str(parse_when(said, NOW, day_first=True).on) == on


def test_mar_is_a_month_in_english_and_a_weekday_in_spanish():
    assert parse_when("mar 3", NOW).on == dt.date(2027, 3, 3)
    assert parse_when("3 mar", NOW, "es").on == dt.date(2027, 3, 3)
    found = parse_when("mar 3", NOW, "es")
    assert (found.on, found.at) == (dt.date(2026, 4, 21), dt.time(15))
    assert parse_when("mar", NOW) is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("call tomorrow 10", "tomorrow 10"),
        ("call tomorrow 10, hot", "tomorrow 10"),
        ("call her on friday about the roof", "on friday"),
        ("tomorrow 10 about the roof", "tomorrow 10"),
        ("monday 3 listings to send", "monday"),
        ("meet next tue 3pm at the house", "next tue 3pm"),
        ("llamar pasado mañana a las 9 para la casa", "pasado mañana a las 9"),
        ("send it the 15th", "the 15th"),
        ("Friday or next tue 3pm", "next tue 3pm"),
    ],
)
def test_the_longest_date_in_a_line_is_found_where_it_stands(line, said):
    found = find_when(line, NOW)
    assert line[found.start : found.end] == said


@pytest.mark.parametrize(
    "line",
    [
        "relocating in June", "lease of 2 years", "3 bed 2 bath", "may downsize", "asked a price", "call 31 april",
        "wants 2 weeks notice", "42 Orchard Lane", "he said no", "10", "she is a sun lover at 10 Elm St",
    ],
)  # fmt: skip
def test_lines_without_a_date_have_none(line):
    found = find_when(line, NOW)
    assert found is None or line[found.start : found.end] == "sun"


def test_every_date_of_a_line_is_found_in_order():
    assert [str(w.on) for w in every_when("tour wed 10:30, then call friday", NOW)] == [
        "2026-04-15",
        "2026-04-17",
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_accents_are_one(form):
    accents = unicodedata.normalize(form, "mañana a las 10")
    line = f"llamar {accents} y ya"
    found = find_when(line, NOW)
    assert line[found.start : found.end] == accents


@pytest.mark.parametrize(
    ("zone", "on", "at", "is_gap"),
    [
        ("America/Toronto", "2026-03-08", "02:30", True),
        ("America/Toronto", "2026-03-08", "03:00", False),
        ("America/Toronto", "2026-11-01", "01:30", False),
        ("Europe/Madrid", "2026-03-29", "02:15", True),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", True),
        ("Africa/Cairo", "2026-04-24", "00:30", True),
        ("Asia/Kolkata", "2026-03-29", "02:15", False),
        ("America/Santiago", "2026-09-06", "00:10", True),
        ("Pacific/Apia", "2011-12-30", "12:00", True),
        ("UTC", "2026-03-29", "02:15", False),
    ],
)
def test_times_that_the_clocks_jump_over_are_noted(zone, on, at, is_gap):
    day, time = dt.date.fromisoformat(on), dt.time.fromisoformat(at)
    assert is_skipped(day, time, zone) is is_gap
    before = Moment(wall_instant(day - dt.timedelta(5), dt.time(12), zone), zone)
    found = parse_when(f"{on} {at}", before)
    assert (found.on, found.at, found.is_skipped) == (day, time, is_gap)


def test_a_length_of_hours_counts_real_hours_over_a_jump():
    night = Moment(dt.datetime(2026, 3, 8, 6, 30, tzinfo=UTC), "America/Toronto")
    found = parse_when("in 2 hours", night)
    assert (found.on, found.at) == (dt.date(2026, 3, 8), dt.time(4, 30))


def test_the_day_is_that_of_the_person_and_not_of_greenwich():
    late = Moment(dt.datetime(2026, 4, 15, 2, 0, tzinfo=UTC), "America/Toronto")
    assert parse_when("today", late).on == dt.date(2026, 4, 14)
    assert parse_when("today", Moment(late.at, "Pacific/Auckland")).on == dt.date(2026, 4, 15)


SAFE_WORDS = "today tomorrow next tue in 5 weeks at 10 3pm : / . , may mar 15 31 2026-02-30 el de las mañana 29 feb the th"


@given(st.lists(st.sampled_from(SAFE_WORDS.split()), max_size=9), st.booleans())
def test_any_mix_of_date_words_ends_in_a_day_not_far_or_none(pieces, day_first):
    text = " ".join(pieces)
    found = parse_when(text, NOW, day_first=day_first)
    assert found is None or 1900 <= found.on.year <= 2199
    for each in every_when(text, NOW, day_first=day_first):
        assert 0 <= each.start < each.end <= len(text)


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text):
    for each in every_when(text, NOW):
        assert 0 <= each.start < each.end <= len(text)
    parse_when(text, NOW)


@given(
    st.datetimes(dt.datetime(2001, 1, 1), dt.datetime(2098, 12, 31)),
    st.sampled_from([row[0] for row in EVERY_ROW]),
)
def test_what_has_no_year_of_its_own_is_never_in_the_past(at, said):
    moment = Moment(at.replace(tzinfo=UTC), "America/Toronto")
    found = parse_when(said, moment)
    if found is not None and "202" not in said and "/27" not in said:
        assert found.on >= moment.today
