"""Capture lines as people type them; marks that cover the whole text; nothing typed is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lifecycle_desktop.core.clock import UTC, Moment
from lifecycle_desktop.core.model.capture_line import LONGEST_READ, SaidStep, propose_next_step, read_line
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.lifecycle_file import shipped_lifecycles

NOW = Moment(dt.datetime(2026, 4, 14, 13, 52, tzinfo=UTC), "America/Toronto")
SEPARATORS = " \t\r\n,;|.!?-–—•·<>()[]/:"


def read(line, **options):
    return read_line(line, NOW, **options)


def test_the_line_of_the_product():
    draft = read("Maria Lopez 555-0134 maria@lopez.example open house Elm St")
    assert (draft.name, draft.phones, draft.emails) == (
        "Maria Lopez",
        ("555-0134",),
        ("maria@lopez.example",),
    )
    assert (draft.source, draft.source_detail) == ("Open house", "Elm St")
    assert draft.is_savable
    assert draft.note == ""


def test_the_line_of_the_picture_with_its_marks():
    line = "Priya Natarajan 555-0142, open house 118 Alder, hot, relocating in June, call tomorrow 10"
    draft = read(line)
    assert draft.name == "Priya Natarajan"
    assert draft.temperature == "hot"
    assert draft.note == "Relocating in June"
    assert draft.next_step == SaidStep("Call", Channel.CALL, dt.date(2026, 4, 15), dt.time(10))
    assert [(line[mark.start : mark.end], mark.kind) for mark in draft.marks] == [
        ("Priya Natarajan", "name"),
        ("555-0142", "phone"),
        ("open house 118 Alder", "source"),
        ("hot", "temperature"),
        ("relocating in June", "note"),
        ("call tomorrow 10", "next_step"),
    ]


NAMES = [
    ("maria lopez 555-0134", "maria lopez"),
    ("555-0134 Maria Lopez hot", "Maria Lopez"),
    ("555-0134, Maria Lopez, hot", "Maria Lopez"),
    ("Marcus & Jo Bellamy 555-0115", "Marcus & Jo Bellamy"),
    ("Juan de la Cruz 612 345 678", "Juan de la Cruz"),
    ("Dr. Helen Moss, helen@x.example", "Dr. Helen Moss"),
    ("Kate O'Leary 555-0100 wants a yard", "Kate O'Leary"),
    ("Kate O’Leary wants a yard 555-0100", "Kate O’Leary"),
    ("Mei-Ling Tan 555-0100", "Mei-Ling Tan"),
    ("met Kate O'Leary at open house 9 Quarry Road 555-0100", "Kate O'Leary"),
    ("new lead from website, Wei Zhang wei@zhang.example", "Wei Zhang"),
    ("call Maria Lopez tomorrow 10, 555-0134", "Maria Lopez"),
    ("王小明 555-0134", "王小明"),
    ("محمد علي 555-0134", "محمد علي"),
    ("April Jones 555-0134", "April Jones"),
    ("Sun Li 555-0134", "Sun Li"),
    ("Mill Street Lending, 555-0134", "Mill Street Lending"),
    ("J. R. Smith 555-0134", "J. R. Smith"),
    ("Lopez", "Lopez"),
    ("555-0134", ""),
    ("works at Facebook, hot tub wanted", ""),
    ("asked about the listing 555-0134", ""),
    ("", ""),
    ("   ,,, ", ""),
]


@pytest.mark.parametrize(("line", "name"), NAMES)
def test_names(line, name):
    assert read(line).name == name


@pytest.mark.parametrize(
    ("line", "phones"),
    [
        ("A 555-0134 555-0135", ("555-0134", "555-0135")),
        ("A (416) 555-0134 x12", ("(416) 555-0134 x12",)),
        ("A +44 20 7946 0958", ("+44 20 7946 0958",)),
        ("A 416 555 0134 42 Elm St", ("416 555 0134",)),
        ("A cell: 416.555.0134, home 4165550135", ("416.555.0134", "4165550135")),
        ("A 555-0134 555-0134", ("555-0134",)),
        ("A budget 420000-510000, 2026-01-15 10:30, 12345-6789, mls 1234567, $1200000, 250.000", ()),
        ("A 15-01-2027", ()),
    ],
)
def test_phones_are_told_from_days_prices_and_numbers_of_other_kinds(line, phones):
    assert read(line).phones == phones


def test_emails_in_all_their_dress():
    draft = read(
        "Tom Okafor <tom@okafor.example>; mailto:t.o+x@sub.okafor.example. E-mail: third@okafor.example, a@b"
    )
    assert draft.emails == ("tom@okafor.example", "t.o+x@sub.okafor.example", "third@okafor.example")
    assert draft.note == "A@b"


def test_tags():
    draft = read("Maria Lopez 555-0134 #buyer #first-time #école #1 #buyer")
    assert draft.tags == ("buyer", "first-time", "école")
    assert draft.note == "#1"


@pytest.mark.parametrize(
    ("line", "temperature", "note"),
    [
        ("A 555-0134 hot", "hot", ""),
        ("A 555-0134, Warm lead.", "warm", ""),
        ("A 555-0134, frío, busca casa", "cold", "Busca casa"),
        ("Hot lead Maria Lopez 555-0134", "hot", ""),
        ("A 555-0134 hot call friday", "hot", ""),
        ("A 555-0134, hot tub wanted", "", "Hot tub wanted"),
        ("A 555-0134, the water was cold", "", "The water was cold"),
        ("A 555-0134, hot, was warm", "hot", "Was warm"),
    ],
)
def test_temperatures_are_told_from_the_weather(line, temperature, note):
    draft = read(line)
    assert (draft.temperature, draft.note) == (temperature, note)


@pytest.mark.parametrize(
    ("line", "source", "detail"),
    [
        ("A 555-0134 zillow", "Zillow", ""),
        ("A 555-0134, from Realtor.com, hot", "Realtor.com", ""),
        ("Wei Zhang facebook 555-0123", "Facebook", ""),
        ("A 555-0134, home-value page", "Home value page", ""),
        ("A 555-0134, cold call", "Cold call", ""),
        ("A 555-0134, referred by Ingrid Solberg, hot", "Referral", "Ingrid Solberg"),
        ("A 555-0134 referral from the Okonkwos wants a yard", "Referral", "the Okonkwos"),
        ("A 555-0134, referral", "Referral", ""),
        ("A 555-0134 met at the open house 9 Quarry Road relocating in June", "Open house", "9 Quarry Road"),
        ("a 555-0134 open house 118 alder", "Open house", "118 alder"),
        ("A 555-0134, casa abierta Calle Mayor", "Open house", "Calle Mayor"),
        ("A 555-0134, recomendada por Rosa Delgado", "Referral", "Rosa Delgado"),
        ("A 555-0134, wants a referral to a lender", "", ""),
        ("A 555-0134, works at Facebook in sales", "", ""),
        ("A 555-0134, saw the sign on Mill Street", "", ""),
    ],
)
def test_sources(line, source, detail):
    draft = read(line)
    assert (draft.source, draft.source_detail) == (source, detail)


def test_own_sources_are_known_and_keep_their_spelling():
    own = ["Rotary Club", "ZILLOW", "Café Ünique"]
    assert read("A 555-0134, rotary club", sources=own).source == "Rotary Club"
    assert read("A 555-0134, from zillow", sources=own).source == "ZILLOW"
    assert read("A 555-0134, cafe unique", sources=own).source == "Café Ünique"


STEPS = [
    ("A 555-0134 call tomorrow 10", "Call", Channel.CALL, "2026-04-15", "10:00"),
    (
        "A 555-0134, text friday 3pm about the tour",
        "Text about the tour",
        Channel.TEXT,
        "2026-04-17",
        "15:00",
    ),
    ("A 555-0134, send listings next tue", "Send listings", Channel.EMAIL, "2026-04-21", None),
    ("A 555-0134, meet wed 22 at the house", "Meet at the house", Channel.MEETING, "2026-04-22", None),
    ("A 555-0134. Call on Friday about the roof.", "Call about the roof", Channel.CALL, "2026-04-17", None),
    ("A 555-0134, friday call", "Call", Channel.CALL, "2026-04-17", None),
    ("A 555-0134, call tuesday, 21 april at 3", "Call", Channel.CALL, "2026-04-21", "15:00"),
    ("A 555-0134, llamar mañana a las 10", "Llamar", Channel.CALL, "2026-04-15", "10:00"),
    ("A 555-0134, enviar el informe en 2 semanas", "Enviar el informe", Channel.EMAIL, "2026-04-28", None),
    ("A 555-0134, follow-up in 5 weeks", "Follow-up", Channel.CALL, "2026-05-19", None),
    ("A 555-0134, tomorrow 10", "Call", Channel.CALL, "2026-04-15", "10:00"),
    ("A a@b.example, tomorrow 10", "Email", Channel.EMAIL, "2026-04-15", "10:00"),
    ("A 555-0134 wants a yard call tomorrow 10am wants a dog", "Call", Channel.CALL, "2026-04-15", "10:00"),
    (
        "call Maria Lopez tomorrow 10 about the roof",
        "Call about the roof",
        Channel.CALL,
        "2026-04-15",
        "10:00",
    ),
]


@pytest.mark.parametrize(("line", "what", "channel", "on", "at"), STEPS)
def test_dated_actions(line, what, channel, on, at):
    step = read(line).next_step
    assert step == SaidStep(
        what, channel, dt.date.fromisoformat(on), dt.time.fromisoformat(at) if at else None
    )


@pytest.mark.parametrize(
    "line",
    [
        "A 555-0134, relocating in June",
        "A 555-0134, call about the roof",
        "A 555-0134, closing friday at the bank",
        "A 555-0134, call 31 april",
    ],
)
def test_what_is_no_dated_action_stays_in_the_note(line):
    draft = read(line)
    assert draft.next_step is None
    assert draft.note.casefold() == line.partition(", ")[2].casefold()


def test_a_second_dated_action_stays_in_the_note():
    draft = read("A 555-0134, call tomorrow, text friday")
    assert draft.next_step.on == dt.date(2026, 4, 15)
    assert draft.note == "Text friday"


def test_the_order_of_day_and_month_is_the_owners():
    assert read("A 555-0134, call 5/6", day_first=True).next_step.on == dt.date(2026, 6, 5)
    assert read("A 555-0134, call 5/6").next_step.on == dt.date(2026, 5, 6)


@pytest.mark.parametrize(
    ("line", "savable"),
    [
        ("Maria 555-0134", True),
        ("Maria m@x.example", True),
        ("Maria", False),
        ("555-0134", False),
        ("", False),
    ],
)
def test_what_is_enough_to_save(line, savable):
    assert read(line).is_savable is savable


def test_a_next_step_is_proposed_that_the_person_can_be_reached_by():
    attract, capture = shipped_lifecycles()[0].stages[:2]
    said = read("A 555-0134, call tomorrow 10")
    assert propose_next_step(said, capture, NOW) == said.next_step
    with_phone, with_email = read("Maria 555-0134"), read("Maria m@x.example")
    assert propose_next_step(with_phone, attract, NOW) == SaidStep(
        "Answer the enquiry", Channel.CALL, NOW.today
    )
    assert propose_next_step(with_email, attract, NOW).channel is Channel.EMAIL
    assert propose_next_step(with_phone, capture, NOW).channel is Channel.CALL
    assert propose_next_step(with_email, capture, NOW).channel is Channel.EMAIL


def _check_nothing_is_lost(line, draft):
    covered = set()
    for mark in draft.marks:
        assert 0 <= mark.start < mark.end <= len(line)
        span = set(range(mark.start, mark.end))
        assert not span & covered
        covered |= span
    lost = {line[place] for place in range(len(line)) if place not in covered}
    assert all(letter in SEPARATORS or letter.isspace() for letter in lost)
    kept = "".join(line[mark.start : mark.end] for mark in draft.marks if mark.kind == "note")
    assert (
        "".join(kept.split()).casefold() in "".join(draft.note.split()).replace(",", "").casefold()
        or "," in kept
    )
    for kind, values in (("phone", draft.phones), ("email", draft.emails), ("tag", draft.tags)):
        spans = [line[mark.start : mark.end] for mark in draft.marks if mark.kind == kind]
        assert all(any(value in span for span in spans) for value in values)
        assert len(values) <= len(spans)
    told = "".join(line[mark.start : mark.end] for mark in draft.marks if mark.kind == "name")
    assert "".join(told.split()) == "".join(draft.name.split())


PIECES = [
    "Maria Lopez", "maria lopez", "de la", "555-0134", "m@x.example", "open house", "118 Alder St", "zillow", "from", "hot",
    "cold", "call", "text", "tomorrow 10", "friday", "in 5 weeks", "#buyer", ",", ";", ".", "-", "wants a yard", "referred by",
    "Ingrid", "(", ")", "é", "mañana", "1,500", "Dr.", "re:", "2026-02-30", "王小明", "\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
@example("call Maria Lopez tomorrow 10 about the roof, 555-0134")
def test_nothing_of_a_likely_line_is_lost(line):
    _check_nothing_is_lost(line, read(line))


@given(st.text(max_size=80))
def test_nothing_of_any_line_is_lost(line):
    _check_nothing_is_lost(line, read(line))


def test_a_very_long_line_is_kept_whole():
    line = "Maria Lopez 555-0134 " + "wants a yard " * 1000
    draft = read(line)
    assert draft.name == "Maria Lopez"
    assert len(line) > LONGEST_READ
    assert draft.note.lower().count("yard") == 1000


def test_hostile_text_is_only_text():
    draft = read("<b>Eve</b> =cmd|' /C calc'!A0 555-0134 \x00 \u202e")
    assert draft.phones == ("555-0134",)
    assert "=cmd" in draft.note
