"""Open houses: what an entry keeps, the silent match, versions of wordings, follow-ups, the summary, the PIN."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.model import pin as pins
from lifecycle_desktop.core.model.kiosk_words import KIOSK_LANGUAGES, kiosk_words
from lifecycle_desktop.core.model.sign_in import (
    CHANNELS,
    OPTIONAL,
    REQUIRED,
    NewEvent,
    SignIn,
    SignInSetup,
    Wording,
    faults,
    setup_from_json,
)
from lifecycle_desktop.core.operations import kiosk, open_houses
from lifecycle_desktop.core.operations.merging import merge_contacts
from lifecycle_desktop.core.operations.settings import set_settings
from lifecycle_desktop.core.operations.sign_ins import PAPER, due_within_a_day, sign_in
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle
from lifecycle_desktop.core.queries.sign_ins import (
    event_summary,
    kiosk_state,
    offer_names,
    open_house,
    wordings,
)
from lifecycle_desktop.core.queries.sign_ins import open_houses as listed
from tests.core.desk import Desk

HOSTILE = '<img src="x.png"><b>x&y</b>{{7*7}}{0}$\\bad$=1+1'
EVENT = NewEvent("118 Alder Court", dt.date(2026, 4, 19), "Street price guide", SignInSetup("13:00", "16:00"))


def add_event(desk: Desk, new: NewEvent = EVENT) -> int:
    return int(desk.do(open_houses.add_event, new))


def visit(desk: Desk, event_id: int, first: str = "Priya", last: str = "Natarajan", **more: object):  # type: ignore[no-untyped-def]
    agent = more.pop("agent", "no")
    channels = more.pop("channels", ("email",))
    kept = desk.read(wordings)
    given_ = tuple(kept[channel, "en"] for channel in channels)  # type: ignore[attr-defined]
    entry = SignIn(first, last, agent=str(agent), given=given_, **more)  # type: ignore[arg-type]
    with desk.database.write("Sign in", moment=desk.moment) as written:
        return sign_in(written.connection, event_id, entry, desk.moment)


# -- an entry -------------------------------------------------------------------------------------------------


def test_a_new_visitor_is_a_lead_that_waits_with_everything_that_was_written(desk: Desk) -> None:
    event_id = add_event(desk)
    done = visit(
        desk,
        event_id,
        email="priya@example.com",
        phone="416 555 0142",
        timing="three_months",
        note="Two dogs",
    )
    assert done.is_new
    row = desk.rows(
        "SELECT c.first_name, c.last_name, s.name, c.source_detail, c.captured_at, c.first_answer_at, t.key "
        "FROM contact c JOIN source s ON s.id = c.source_id JOIN stage t ON t.id = c.stage_id WHERE c.id = ?",
        done.contact_id,
    )
    assert row[0][:6] == ("Priya", "Natarajan", "Open house", "118 Alder Court", desk.moment.text, None)
    assert row[0][6] == desk.read(active_lifecycle).stages[1].key  # reachable, with permission
    assert desk.rows("SELECT kind, direction, campaign_id, text FROM activity") == [
        ("open_house", "in", event_id, "118 Alder Court, no agent, moving in 3 months\nTwo dogs")
    ]


def test_who_allows_nothing_stays_a_name_and_nobody_is_told_to_call_them(desk: Desk) -> None:
    done = visit(desk, add_event(desk), email="a@example.com", phone="416 555 0142", channels=())
    stage = desk.rows("SELECT t.position FROM contact c JOIN stage t ON t.id = c.stage_id")
    assert stage == [(1,)]
    assert desk.rows("SELECT count(*) FROM permission") == [(0,)]
    assert desk.rows("SELECT channel, what, is_promise FROM follow_up WHERE id = ?", done.follow_up_id) == [
        ("other", "Look at the sign-in: no permission to write or call", 0)
    ]


@pytest.mark.parametrize(
    ("channels", "more", "wanted"),
    [
        (("email", "text", "call"), {"email": "a@example.com", "phone": "416 555 0142"}, "text"),
        (("email", "call"), {"email": "a@example.com", "phone": "416 555 0142"}, "call"),
        (("email", "call"), {"email": "a@example.com"}, "email"),
        (("text",), {"email": "a@example.com"}, "other"),
    ],
)
def test_the_follow_up_takes_a_way_that_was_allowed_and_can_be_used(
    desk: Desk, channels: tuple[str, ...], more: dict[str, str], wanted: str
) -> None:
    done = visit(desk, add_event(desk), channels=channels, **more)
    assert desk.rows("SELECT channel FROM follow_up WHERE id = ?", done.follow_up_id) == [(wanted,)]


def test_a_known_visitor_is_answered_in_the_channel_they_prefer(desk: Desk) -> None:
    known = desk.add("Priya Natarajan", emails=(("", "priya@example.com"),), preferred_channel="email")
    done = visit(
        desk,
        add_event(desk),
        email="priya@example.com",
        phone="416 555 0142",
        channels=("text", "call", "email"),
    )
    assert done.contact_id == known
    assert desk.rows("SELECT channel, what, is_promise FROM follow_up") == [
        ("email", "Send Street price guide", 1)
    ]


@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_follow_ups_are_due_within_24_hours(hour: int, minute: int) -> None:
    from lifecycle_desktop.core.clock import Moment

    moment = Moment(dt.datetime(2026, 4, 19, hour, minute, tzinfo=dt.UTC))
    on, at = due_within_a_day(moment)
    due = dt.datetime.combine(on, at, dt.UTC)
    assert dt.timedelta(0) < due - moment.at <= dt.timedelta(hours=24)


# -- the silent match -----------------------------------------------------------------------------------------


def test_a_returning_visitor_is_found_silently_and_nothing_of_theirs_is_overwritten(desk: Desk) -> None:
    stage = desk.stage("Convert")
    known = desk.add("Priya Natarajan", phones=(("", "(416) 555-0142"),), note="Old note", stage_id=stage)
    done = visit(desk, add_event(desk), "PRIYA", "Natarajan", phone="416.555.0142", email="new@example.com")
    assert (done.contact_id, done.is_new) == (known, False)
    assert desk.rows("SELECT display_name, note, stage_id FROM contact") == [
        ("Priya Natarajan", "Old note", stage)
    ]
    assert desk.rows("SELECT email FROM contact_email") == [("new@example.com",)]
    assert desk.rows("SELECT count(*) FROM contact_phone") == [(1,)]


def test_what_is_only_likely_makes_somebody_new(desk: Desk) -> None:
    desk.add("Arjun Natarajan", phones=(("", "416 555 0142"),))
    assert visit(desk, add_event(desk), phone="416 555 0142").is_new
    assert desk.rows("SELECT count(*) FROM contact") == [(2,)]


def test_who_signs_in_twice_is_there_once_with_one_follow_up(desk: Desk) -> None:
    event_id = add_event(desk)
    first = visit(desk, event_id, email="priya@example.com", channels=())
    again = visit(desk, event_id, email="priya@example.com", timing="now", channels=("email",))
    assert again.contact_id == first.contact_id
    assert again.follow_up_id == first.follow_up_id
    summary = desk.read(event_summary, event_id)
    assert len(summary.visitors) == 1
    assert summary.visitors[0].answers["timing"] == "now"
    assert summary.visitors[0].given == ("email",)
    assert not summary.visitors[0].was_known
    assert desk.rows("SELECT count(*) FROM follow_up") == [(1,)]


def test_an_entry_is_one_step_and_its_undo_takes_all_of_it_back(desk: Desk) -> None:
    event_id = add_event(desk)
    before = desk.everything()
    visit(desk, event_id, email="priya@example.com", channels=("email", "text"))
    desk.database.undo()
    after = desk.everything()
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}


@pytest.mark.parametrize("fault", [{"email": "nobody"}, {"phone": "none"}])
def test_an_entry_that_cannot_be_kept_leaves_nothing(desk: Desk, fault: dict[str, str]) -> None:
    event_id = add_event(desk)
    before = desk.everything()
    with pytest.raises(NotUnderstood):
        visit(desk, event_id, **fault)
    assert desk.everything() == before


def test_hostile_text_is_kept_as_it_is(desk: Desk) -> None:
    event_id = add_event(desk, NewEvent(HOSTILE, None, HOSTILE, SignInSetup(facts=HOSTILE)))
    visit(desk, event_id, HOSTILE, HOSTILE, email="a@example.com", note=HOSTILE)
    summary = desk.read(event_summary, event_id)
    assert summary.visitors[0].name == f"{HOSTILE} {HOSTILE}"
    assert summary.visitors[0].answers["note"] == HOSTILE
    assert (summary.event.address, summary.event.offer, summary.event.setup.facts) == (HOSTILE,) * 3


# -- permissions ----------------------------------------------------------------------------------------------


def test_each_permission_keeps_the_exact_words_the_place_who_when_and_the_version(desk: Desk) -> None:
    event_id = add_event(desk)
    texts = {("email", "en"): "Write me.", ("text", "en"): "Text me, up to 4 a month."}
    desk.do(open_houses.set_wordings, texts)
    first = visit(desk, event_id, email="priya@example.com", phone="416 555 0142", channels=("email", "text"))
    assert desk.do(open_houses.set_wordings, {**texts, ("email", "en"): "Write me about homes."}) == 1
    visit(desk, event_id, "Ada", "Abbott", email="ada@example.com", channels=("email",))
    assert desk.rows("SELECT channel, status, wording, recorded_by, recorded_at, place FROM permission ORDER BY id") == [
        ("email", "given", "Write me.", "the visitor on the sign-in page", desk.moment.text,
         "Open house, 118 Alder Court: “Email me”, wording 1 (en)"),
        ("text", "given", "Text me, up to 4 a month.", "the visitor on the sign-in page", desk.moment.text,
         "Open house, 118 Alder Court: “Text me”, wording 1 (en)"),
        ("email", "given", "Write me about homes.", "the visitor on the sign-in page", desk.moment.text,
         "Open house, 118 Alder Court: “Email me”, wording 2 (en)"),
    ]  # fmt: skip
    assert first.is_new


def test_the_shipped_words_become_version_1_when_they_are_first_agreed_to(desk: Desk) -> None:
    desk.do(lambda c, m: set_settings(c, {"owner_name": "Dana Whitaker"}, m))
    shown = desk.read(wordings)["email", "es"]
    assert shown.version == 0
    assert "Dana puede" in shown.text
    entry = SignIn("Ana", "Ruiz", "ana@example.com", agent="no", language="es", given=(shown,))
    event_id = add_event(desk)
    for first in ("Ana", "Eva"):
        with desk.database.write("Sign in", moment=desk.moment) as written:
            sign_in(written.connection, event_id, SignIn(**{**vars(entry), "first_name": first, "email": f"{first}@example.com"}), desk.moment, how=PAPER)  # fmt: skip
    assert desk.rows("SELECT channel, language, version, text FROM permission_wording") == [
        ("email", "es", 1, shown.text)
    ]
    assert {row[0] for row in desk.rows("SELECT recorded_by FROM permission")} == {
        "you, from the paper sheet"
    }
    assert desk.rows("SELECT DISTINCT language FROM contact") == [("es",)]


def test_wordings_that_are_the_same_make_no_version_and_empty_ones_are_refused(desk: Desk) -> None:
    texts = {(channel, "en"): f"Words for {channel}" for channel in CHANNELS}
    assert desk.do(open_houses.set_wordings, texts) == 3
    assert desk.do(open_houses.set_wordings, texts) == 0
    for bad in ({("email", "en"): "  "}, {("fax", "en"): "x"}):
        with pytest.raises(NotUnderstood):
            desk.do(open_houses.set_wordings, bad)


# -- events ---------------------------------------------------------------------------------------------------


def test_an_event_keeps_its_set_up_its_counts_and_its_end(desk: Desk) -> None:
    event_id = add_event(desk)
    assert desk.read(open_house, event_id).setup == EVENT.setup
    assert not desk.do(open_houses.change_event, event_id, EVENT)
    changed = NewEvent(
        "9 Elm",
        None,
        "street PRICE guide",
        SignInSetup(asked={"note": REQUIRED}, languages=("es",), offer_words={"es": "la guía"}),
    )
    assert desk.do(open_houses.change_event, event_id, changed)
    assert desk.read(offer_names) == ["Street price guide"]
    assert desk.read(open_house, event_id).setup == changed.setup
    assert desk.read(open_house, event_id).offer_in("es") == "la guía"
    assert desk.read(open_house, event_id).offer_in("en") == "Street price guide"
    for by in (3, -1, -9):
        desk.do(open_houses.count_seen, event_id, by)
    visit(desk, event_id, email="a@example.com")
    assert desk.do(open_houses.count_seen, event_id, -5) == 1  # who signed in was seen
    desk.do(open_houses.set_event_note, event_id, "Rain until two")
    desk.do(open_houses.end_event, event_id)
    event = desk.read(open_house, event_id)
    assert (event.seen, event.signed, event.note, event.ended_on) == (
        1,
        1,
        "Rain until two",
        desk.moment.today,
    )
    desk.do(open_houses.reopen_event, event_id)
    assert desk.read(open_house, event_id).ended_on is None
    desk.do(open_houses.delete_event, event_id)
    assert desk.read(listed) == []
    assert desk.rows("SELECT count(*) FROM contact") == [(1,)]
    for operation in (open_houses.end_event, open_houses.delete_event):
        with pytest.raises(NotFound):
            desk.do(operation, event_id)


def test_the_summary_counts_answers_permissions_follow_ups_and_costs(desk: Desk) -> None:
    event_id = add_event(desk)
    desk.add("Known Person", emails=(("", "known@example.com"),))
    visit(desk, event_id, "Known", "Person", email="known@example.com", agent="yes", channels=())
    visit(
        desk,
        event_id,
        "Ada",
        "Abbott",
        email="ada@example.com",
        phone="416 555 0111",
        channels=("email", "text"),
    )
    visit(desk, event_id, "Bo", "Cole", phone="416 555 0112", agent="looking", channels=("call",))
    desk.do(open_houses.count_seen, event_id, 2)
    desk.do(open_houses.add_event_cost, event_id, "Cookies", 1850, "USD")
    cost_id = desk.do(open_houses.add_event_cost, event_id, "Signs", 4000, "USD")
    summary = desk.read(event_summary, event_id)
    assert (summary.event.seen, summary.event.signed, summary.new_people) == (5, 3, 2)
    assert summary.agents() == {"no": 1, "yes": 1, "looking": 1}
    assert summary.permissions() == {"email": 1, "text": 1, "call": 1}
    assert (summary.follow_ups, summary.follow_ups_done) == (3, 0)
    assert summary.cost_totals() == {"USD": 5850}
    desk.do(open_houses.remove_event_cost, cost_id)
    assert desk.read(event_summary, event_id).cost_totals() == {"USD": 1850}
    with pytest.raises(NotUnderstood):
        desk.do(open_houses.add_event_cost, event_id, "Nothing", 0, "USD")


def test_two_entries_that_turn_out_to_be_one_person_count_once(desk: Desk) -> None:
    event_id = add_event(desk)
    first = visit(desk, event_id, "Priya", "Natarajan", email="priya@example.com")
    other = visit(desk, event_id, "P.", "Raj", phone="416 555 0142", channels=("call",))
    visit(desk, event_id, "Ada", "Abbott", email="ada@example.com")
    desk.do(merge_contacts, first.contact_id, other.contact_id)
    summary = desk.read(event_summary, event_id)
    assert [one.name for one in summary.visitors] == ["Priya Natarajan", "Ada Abbott"]
    assert summary.event.signed == 2
    assert desk.rows("SELECT count(*) FROM permission WHERE contact_id = ?", first.contact_id)[0][0] >= 2


@given(text=st.text(max_size=200))
def test_any_stored_set_up_can_be_read(text: str) -> None:
    assert setup_from_json(text).languages


def test_faults_are_told_in_the_order_of_the_page() -> None:
    setup = SignInSetup(asked=dict.fromkeys(OPTIONAL, REQUIRED))
    assert list(faults(SignIn("", ""), setup, bool)) == [
        "first_name", "last_name", "phone", "agent", "timing", "financing", "heard", "note",
    ]  # fmt: skip
    wrong = SignIn("A", "B", "x", "12", agent="no")
    assert faults(wrong, SignInSetup(), lambda text: "@" in text) == {
        "phone": "wrong_phone",
        "email": "wrong_email",
    }
    for reach, missing in (("email", {"email": "missing_email"}), ("phone", {"phone": "missing_phone"})):
        assert faults(SignIn("A", "B", agent="no"), SignInSetup(reach=reach), bool) == missing


def test_every_language_has_all_words_with_the_same_places() -> None:
    import string

    english = kiosk_words("en")
    for language in KIOSK_LANGUAGES:
        words = kiosk_words(language)
        assert words.words.keys() == english.words.keys()
        assert words.days.keys() == english.days.keys()
        for key, text in words.words.items():
            fields = {part[1] for part in string.Formatter().parse(text)}
            assert fields == {part[1] for part in string.Formatter().parse(english.words[key])}, key
    assert english.when(dt.date(2026, 4, 19), "13:00", "16:00") == "Open house, Sunday 1 to 4 pm"
    assert (
        kiosk_words("es").when(dt.date(2026, 4, 19), "11:30", "13:00")
        == "Casa abierta, domingo de 11:30 am a 1 pm"
    )


# -- the PIN --------------------------------------------------------------------------------------------------


def test_a_pin_is_kept_as_a_salted_hash_only(desk: Desk) -> None:
    one, other = pins.hashed_pin("4711"), pins.hashed_pin("4711")
    assert one != other
    assert "4711" not in one.split("$")[-1][:8]
    assert pins.is_pin("4711", one)
    assert pins.is_pin(" 4711 ", other)
    assert not pins.is_pin("4712", one)
    for broken in ("", "x", "scrypt$1$8$1$00$00", one[:-2], "scrypt$14$8$1$zz$zz"):
        assert not pins.is_pin("4711", broken)


@pytest.mark.parametrize("bad", ["", "123", "12a4", "1" * 13, "١٢٣٤", "12 34"])
def test_what_is_no_pin_is_refused(bad: str) -> None:
    with pytest.raises(NotUnderstood):
        pins.checked_pin(bad)


@given(tries=st.integers(0, 1000))
def test_waits_grow_and_end_at_a_quarter_of_an_hour(tries: int) -> None:
    assert pins.wait_after(tries) <= pins.wait_after(tries + 1) <= 900
    assert (pins.wait_after(tries) == 0) == (tries <= 2)


def test_wrong_tries_cost_a_growing_wait_that_a_restart_does_not_end(desk: Desk) -> None:
    with desk.database.write("", moment=desk.moment) as written:
        kiosk.set_pin(written.connection, "4711")

    def attempt(pin: str):  # type: ignore[no-untyped-def]
        with desk.database.write("", moment=desk.moment) as written:
            return kiosk.try_pin(written.connection, pin, desk.moment)

    assert [attempt("0000").wait_seconds for _each in range(3)] == [0, 0, 5]
    refused = attempt("4711")  # right, but too soon
    assert not refused.is_right
    assert refused.wait_seconds == 5
    assert desk.read(kiosk_state, desk.moment).wait_seconds == 5  # kept in the database
    desk.clock.advance(seconds=3)
    assert desk.read(kiosk_state, desk.moment).wait_seconds == 2
    desk.clock.advance(days=-1)  # the clock set back does not lock the host out for a day
    assert attempt("4711").wait_seconds == 5
    desk.clock.advance(seconds=5)
    assert attempt("0000").wait_seconds == 10
    desk.clock.advance(seconds=10)
    assert attempt("4711").is_right
    assert desk.read(kiosk_state, desk.moment).wait_seconds == 0
    assert desk.rows("SELECT count(*) FROM journal_step WHERE label = ''") == [(0,)]


def test_the_page_opens_for_an_event_with_a_pin_only_and_is_remembered(desk: Desk) -> None:
    event_id = add_event(desk)

    def act(operation, *arguments):  # type: ignore[no-untyped-def]
        with desk.database.write("", moment=desk.moment) as written:
            return operation(written.connection, *arguments)

    with pytest.raises(NotUnderstood):
        act(kiosk.open_kiosk, event_id)
    act(kiosk.set_pin, "4711")
    with pytest.raises(NotFound):
        act(kiosk.open_kiosk, 99)
    act(kiosk.open_kiosk, event_id)
    assert desk.read(kiosk_state, desk.moment).event_id == event_id
    act(kiosk.set_pin, "4712")
    assert desk.read(kiosk_state, desk.moment).event_id == event_id
    act(kiosk.close_kiosk)
    assert desk.read(kiosk_state, desk.moment).event_id is None
    desk.do(open_houses.end_event, event_id)
    with pytest.raises(NotUnderstood):
        act(kiosk.open_kiosk, event_id)


def test_the_pin_leaves_with_no_export(desk: Desk) -> None:
    from lifecycle_desktop.core.store.everything import every_table

    with desk.database.write("", moment=desk.moment) as written:
        kiosk.set_pin(written.connection, "4711")
    with desk.database.read() as connection:
        assert "kiosk" not in {table.name for table in every_table(connection)}


def test_words_of_an_older_version_are_kept_as_they_were_shown(desk: Desk) -> None:
    event_id = add_event(desk)
    entry = SignIn("A", "B", "a@example.com", agent="no", given=(Wording("email", "en", 3, "x"),))
    with desk.database.write("Sign in", moment=desk.moment) as written:
        sign_in(written.connection, event_id, entry, desk.moment)
    assert desk.rows("SELECT wording FROM permission") == [("x",)]
