"""The timeline of a contact: every kind of event, edits from the journal, pages that neither skip nor double."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.draft import Address, KeyDate
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.timeline import EVENT_KINDS, TimelineEvent, timeline_filters
from lifecycle_desktop.core.operations import (
    activities,
    contacts,
    details,
    follow_ups,
    purchases,
    qualification,
    referrals,
    relations,
)
from lifecycle_desktop.core.operations.merging import merge_contacts
from lifecycle_desktop.core.operations.purchases import NewPurchase
from lifecycle_desktop.core.operations.stage_answers import answer_questions
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.queries.timeline import timeline
from tests.core.desk import Desk


def events(desk: Desk, contact_id: int, *kinds: str) -> list[TimelineEvent]:
    return list(desk.read(timeline, contact_id, desk.moment, kinds).events)


def titles(desk: Desk, contact_id: int, *kinds: str) -> list[str]:
    return [event.title for event in events(desk, contact_id, *kinds)]


def test_a_contact_that_is_gone_has_an_empty_timeline(desk: Desk) -> None:
    found = desk.read(timeline, 99, desk.moment)
    assert (found.events, found.has_more, found.last) == ((), False, None)


def test_every_kind_of_event_is_told_newest_first(desk: Desk) -> None:
    ann, bob = desk.add("Ann", source="Postcard", is_captured=True), desk.add("Bob")
    steps = [
        desk.do(follow_ups.add_follow_up, NewFollowUp(ann, dt.date(2026, 4, 15), what=what))
        for what in ("Send it", "Ask her", "Write")
    ]
    desk.clock.advance(minutes=4, seconds=30)
    desk.do(activities.log_activity, NewActivity(ann, "call", text="She is glad.", outcome="reached"))
    for operation, values in (
        (move_contacts, ([ann], desk.stage("Nurture"))),
        (follow_ups.complete_follow_up, (steps[0],)),
        (follow_ups.skip_follow_up, (steps[1],)),
        (contacts.set_permission, (ann, "email", "given")),
        (qualification.answer_question, (ann, "need", "yes")),
    ):
        desk.clock.advance(hours=1)
        desk.do(operation, *values)
    desk.do(purchases.log_purchase, NewPurchase(ann, "Buyer side", "3 Elm", dt.date(2026, 4, 20), 40_000_000))
    desk.do(referrals.add_referral, bob, referred_id=ann, given_on=dt.date(2026, 4, 1))
    found = events(desk, ann)
    assert [event.title for event in found] == [
        "Purchase: 3 Elm",
        "1 question asked, 1 known",
        "Email: permission given",
        "Let go: Ask her",
        "Done: Send it",
        "Moved to Nurture",
        "First answer in 4 minutes",
        "Captured",
        "Sent by Bob",
    ] or titles(desk, ann)[7] == "Added by hand"
    first = found[6]
    assert (first.kind, first.is_first_answer) == ("call", True)
    assert first.text == "She is glad. Aim is under 5 minutes."
    assert first.time == "10:04"
    assert found[5].stage is not None
    assert found[5].stage.label == "Nurture"
    assert found[0].time == ""
    assert {event.kind for event in found} <= set(EVENT_KINDS)


def test_a_follow_up_whose_doing_was_logged_is_told_once(desk: Desk) -> None:
    ann = desk.add("Ann")
    number = desk.do(
        follow_ups.add_follow_up, NewFollowUp(ann, desk.moment.today, what="Call her", channel="call")
    )
    desk.clock.advance(minutes=1)
    desk.do(follow_ups.complete_follow_up, number, outcome="reached")
    assert titles(desk, ann) == ["Call, reached", "Added by hand"]


def test_edits_say_what_changed_and_into_what(desk: Desk) -> None:
    ann = desk.add("Ann Hill", phones=(("", "555-0101"),), value_minor=100_00, currency="USD")
    [(phone,)] = desk.rows("SELECT id FROM contact_phone")
    acts: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (contacts.change_phone, (phone, "555-0115")),
        (contacts.change_contact, (ann, {"want": "A one-level home"})),
        (contacts.change_contact, (ann, {"last_name": "Hillary"})),
        (contacts.change_contact, (ann, {"value_minor": 200_00})),
        (contacts.add_email, (ann, "ann@x.example")),
        (contacts.add_tag, ([ann], "garden")),
        (contacts.add_date, (ann, KeyDate("birthday", None, 6, 9))),
        (contacts.add_address, (ann, Address(street="1 Elm", city="Guelph"))),
        (details.set_own_value, (ann, "Dog", "Rex")),
        (relations.add_relation, (ann, "lender")),
        (contacts.change_contact, (ann, {"source": "Postcard"})),
        (contacts.remove_tag, ([ann], "garden")),
        (contacts.remove_phone, (phone,)),
        (contacts.delete_contacts, ([ann],)),
        (contacts.bring_back_contacts, ([ann],)),
        (contacts.set_temperature, ([ann], "hot")),
    ]
    for operation, values in acts:
        desk.clock.advance(minutes=1)
        desk.do(operation, *values, **({"name": "Lee"} if operation is relations.add_relation else {}))
    told = [(event.title, event.text) for event in reversed(events(desk, ann, "edit"))]
    assert told == [
        ("Phone changed", "555-0101 → 555-0115"),
        ("Looking for added", "A one-level home"),
        ("Name changed", "Ann Hill → Ann Hillary"),
        ("Value changed", "$100 → $200"),
        ("Email added", "ann@x.example"),
        ("Tag added", "garden"),
        ("Date added", "birthday –-06-09"),
        ("Address added", "1 Elm, Guelph"),
        ("Dog added", "Rex"),
        ("Relation added", "lender Lee"),
        ("Source added", "Postcard"),
        ("Tag removed", "garden"),
        ("Phone removed", "555-0115"),
        ("Put into the trash", ""),
        ("Brought back from the trash", ""),
        ("Temperature added", "hot"),
    ]


def test_what_an_event_says_already_is_no_edit(desk: Desk) -> None:
    ann = desk.add("Ann")
    desk.clock.advance(minutes=1)
    number = desk.do(activities.log_activity, NewActivity(ann, "note", text="One."))
    desk.do(move_contacts, [ann], desk.stage("Nurture"))
    desk.do(purchases.log_purchase, NewPurchase(ann, "", "3 Elm"))
    desk.do(follow_ups.add_follow_up, NewFollowUp(ann, dt.date(2026, 5, 1)))
    assert titles(desk, ann, "edit") == []
    desk.clock.advance(minutes=1)
    desk.do(activities.delete_activity, number)
    assert [(each.title, each.text) for each in events(desk, ann, "edit")] == [("Note removed", "One.")]


def test_a_step_that_is_undone_is_not_told(desk: Desk) -> None:
    ann = desk.add("Ann")
    desk.clock.advance(minutes=1)
    desk.do(contacts.change_contact, ann, {"want": "A house"})
    assert titles(desk, ann, "edit") == ["Looking for added"]
    desk.database.undo()
    assert titles(desk, ann, "edit") == []
    desk.database.redo()
    assert titles(desk, ann, "edit") == ["Looking for added"]


def test_several_changes_in_one_step_are_one_event_under_its_label(desk: Desk) -> None:
    ann = desk.add("Ann", emails=(("", "a@x.example"),))
    desk.clock.advance(minutes=1)
    with desk.database.write("Import people", moment=desk.moment) as written:
        contacts.change_contact(written.connection, ann, {"want": "A house", "company": "Mill"}, desk.moment)
        contacts.add_phone(written.connection, ann, "555-0101", desk.moment)
    [event] = events(desk, ann, "edit")
    assert event.title == "Import people"
    assert event.text == "Company added: Mill; Looking for added: A house; Phone added: 555-0101"


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_pages_of_any_size_make_up_the_whole(desk: Desk, limit: int) -> None:
    ann = desk.add("Ann")
    for turn in range(9):
        if turn % 3:
            desk.clock.advance(minutes=1)  # some events stand at the same instant
        desk.do(activities.log_activity, NewActivity(ann, "note", text=str(turn)))
        desk.do(contacts.set_permission, ann, "call", "given", wording=str(turn))
        desk.do(contacts.change_contact, ann, {"want": str(turn)})
    whole = events(desk, ann)
    assert len(whole) > 20
    assert len({event.place for event in whole}) == len(whole)
    found: list[TimelineEvent] = []
    part = desk.read(timeline, ann, desk.moment, (), None, limit)
    while True:
        found += part.events
        if not part.has_more:
            break
        assert len(part.events) == limit
        part = desk.read(timeline, ann, desk.moment, (), part.last, limit)
    assert found == whole


def test_each_filter_shows_its_kinds_only(desk: Desk) -> None:
    ann = desk.add("Ann")
    desk.clock.advance(minutes=1)
    for kind in ("call", "text", "note", "showing"):
        desk.do(activities.log_activity, NewActivity(ann, kind))
    desk.do(move_contacts, [ann], desk.stage("Nurture"))
    by_filter = {
        each.key: [event.kind for event in events(desk, ann, *each.kinds)] for each in timeline_filters()
    }
    assert by_filter["everything"] == ["stage_move", "showing", "note", "text", "call", "created"]
    assert by_filter["touches"] == ["showing", "text", "call"]
    assert by_filter["calls"] == ["call"]
    assert by_filter["meetings"] == ["showing"]
    assert by_filter["stages"] == ["stage_move", "created"]
    assert by_filter["business"] == []
    assert set().union(*(each.kinds for each in timeline_filters())) <= set(EVENT_KINDS)


def test_hostile_text_is_told_as_it_is(desk: Desk) -> None:
    text = "<b>x</b>'; DROP TABLE activity;-- {n} %s \u202e"
    ann = desk.add("Ann")
    desk.clock.advance(minutes=1)
    desk.do(activities.log_activity, NewActivity(ann, "note", text=text))
    desk.clock.advance(minutes=1)
    desk.do(contacts.change_contact, ann, {"want": text})
    found = events(desk, ann)
    assert found[1].text == text
    assert found[0].text == text


def test_an_import_is_named_by_its_file(desk: Desk) -> None:
    from lifecycle_desktop.core.model.draft import ContactDraft
    from lifecycle_desktop.core.model.import_report import ImportPolicy
    from lifecycle_desktop.core.operations.imports import import_contacts
    from lifecycle_desktop.core.progress import Progress

    drafts = [ContactDraft(line=2, first="Ann", last="Hill", emails=(("", "ann@x.example"),))]
    with desk.database.write("Import", moment=desk.moment) as written:
        import_contacts(
            written.connection, drafts, ImportPolicy(), desk.moment, Progress(), file_name="phone.csv",
            file_format="google",
        )  # fmt: skip
    [(ann,)] = desk.rows("SELECT id FROM contact")
    assert titles(desk, ann) == ["Came in by import of phone.csv"]


def test_an_entry_is_corrected_and_the_timeline_says_so(desk: Desk) -> None:
    ann = desk.add("Ann")
    desk.clock.advance(minutes=1)
    number = desk.do(activities.log_activity, NewActivity(ann, "call", text="She is glad."))
    desk.clock.advance(minutes=1)
    earlier = desk.moment.at - dt.timedelta(days=1)
    changes = {
        "text": "She is sad.",
        "outcome": "reached",
        "minutes": 12,
        "happened_at": earlier,
        "direction": "in",
    }
    assert desk.do(activities.change_activity, number, changes)
    assert not desk.do(activities.change_activity, number, {"text": " She is sad. "})
    call = events(desk, ann, "call")[0]
    assert (call.title, call.text, call.happened_on) == (
        "Call from them, 12 min, reached",
        "She is sad.",
        dt.date(2026, 4, 13),
    )
    assert [(each.title, each.text) for each in events(desk, ann, "edit")] == [
        ("Call changed", "She is glad. → She is sad.")
    ]
    desk.database.undo()
    assert events(desk, ann, "call")[0].text == "She is glad."


@pytest.mark.parametrize("wrong", [{"kind": "shout"}, {"direction": "up"}, {"minutes": -1}])
def test_an_entry_cannot_become_what_cannot_be(desk: Desk, wrong: dict[str, object]) -> None:
    ann = desk.add("Ann")
    number = desk.do(activities.log_activity, NewActivity(ann, "call"))
    with pytest.raises(NotUnderstood, match=r"\."):
        desk.do(activities.change_activity, number, wrong)
    with pytest.raises(NotFound, match="not there any more"):
        desk.do(activities.change_activity, number + 1, {"text": "x"})


def test_a_merge_is_told_with_whom_until_it_is_taken_back(desk: Desk) -> None:
    ann = desk.add("Ann Hill", phones=(("", "416 555 0111"),))
    twin = desk.add("Anne Hill", emails=(("", "ann@x.example"),), company="Mill")
    desk.clock.advance(minutes=1)
    desk.do(merge_contacts, ann, twin)
    [event] = events(desk, ann, "edit")
    assert event.title == "Merged with Anne Hill"
    assert "Company added: Mill" in event.text
    desk.database.undo()
    assert events(desk, ann, "edit") == []


def test_what_was_answered_on_leaving_a_stage_is_told(desk: Desk) -> None:
    ann, nurture = desk.add("Ann", is_captured=True), desk.stage("Nurture")
    desk.do(move_contacts, [ann], desk.stage("Convert"))
    desk.clock.advance(minutes=1)
    desk.do(
        answer_questions, ann, nurture, {"What did they ask for?": "A survey", "When?": "", "Who?": "Ann"}
    )
    told = events(desk, ann)[0]
    assert (told.kind, told.title) == ("stage_answer", "Answered on leaving Nurture")
    assert told.text == "What did they ask for? A survey\nWho? Ann"
    assert [event.kind for event in events(desk, ann, "stage_answer")] == ["stage_answer"]


def test_a_stage_left_on_the_day_it_was_entered_is_not_left_after_no_days(desk: Desk) -> None:
    ann = desk.add("Ann")
    desk.do(move_contacts, [ann], desk.stage("Convert"))
    desk.do(move_contacts, [ann], desk.stage("Deliver"))
    assert events(desk, ann)[0].text.startswith("From Convert, the same day.")


def test_the_aim_stands_behind_a_whole_sentence(desk: Desk) -> None:
    ann = desk.add("Ann", is_captured=True)
    desk.clock.advance(minutes=4)
    desk.do(activities.log_activity, NewActivity(ann, "call", text="Left a message, call back Monday 9"))
    assert events(desk, ann)[0].text == "Left a message, call back Monday 9. Aim is under 5 minutes."


def test_a_question_that_was_not_asked_is_not_counted_as_asked(desk: Desk) -> None:
    ann = desk.add("Ann")
    for question, answer in (("need", "yes"), ("financing", "unknown"), ("budget", "partly")):
        desk.do(qualification.answer_question, ann, question, answer)
    told = events(desk, ann, "qualification")[0]
    assert told.title == "2 questions asked, 1 known"
    assert told.text == "Need: known; Budget: partly known"
