"""Saved views: saved, renamed, changed, moved, deleted and undone; what is gone is told and the rest works."""

from __future__ import annotations

import pytest

from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.model.saved_view import BUILT_IN_FILTERS, SavedView
from lifecycle_desktop.core.model.smart_list import NO_NEXT_STEP, Condition, ContactFilter, any_of
from lifecycle_desktop.core.operations import saved_views as operations
from lifecycle_desktop.core.operations.lifecycles import switch_lifecycle
from lifecycle_desktop.core.queries.contacts import contact_count
from lifecycle_desktop.core.queries.saved_views import living_filter, saved_views, view_named
from tests.core.desk import Desk

HOT = ContactFilter.of(Condition("temperature", "any", ("hot",)))


def names(desk: Desk) -> list[str]:
    return [view.name for view in desk.read(saved_views)]


def test_a_view_is_kept_whole(desk: Desk) -> None:
    wanted = ContactFilter.of(any_of(HOT.group.parts[0], NO_NEXT_STEP), text="elm")
    made = desk.do(operations.save_view, "  Elm   people ", wanted, columns=("name", "own:3"), sort="-value")
    assert desk.read(saved_views) == (SavedView(made, "Elm people", wanted, ("name", "own:3"), "-value"),)
    assert desk.read(view_named, "ELM people").view_id == made
    assert desk.rows("SELECT filter_json, columns_json, sort FROM saved_view") == [
        (
            '{"version": 1, "text": "elm", "all": [{"any": [{"field": "temperature", "is": "any", "values": '
            '["hot"]}, {"field": "next_step", "is": "none"}]}]}',
            '["name", "own:3"]',
            "-value",
        )
    ]


def test_each_act_is_one_step_that_can_be_undone(desk: Desk) -> None:
    first = desk.do(operations.save_view, "One", HOT)
    second = desk.do(operations.save_view, "Two", ContactFilter())
    desk.do(operations.save_view, "Three", ContactFilter())
    for act, values, order in (
        (operations.rename_view, (first, "Uno"), ["Uno", "Two", "Three"]),
        (operations.move_view, (first, 2), ["Two", "Three", "One"]),
        (operations.move_view, (first, 99), ["Two", "Three", "One"]),
        (operations.move_view, (second, -5), ["Two", "One", "Three"]),
        (operations.delete_view, (second,), ["One", "Three"]),
    ):
        before = desk.everything()
        desk.do(act, *values)
        assert names(desk) == order
        desk.database.undo()
        assert desk.everything() == before
    desk.do(operations.change_view, first, ContactFilter("x"), columns=("name",), sort="stage")
    assert desk.read(saved_views)[0] == SavedView(first, "One", ContactFilter("x"), ("name",), "stage")
    desk.database.undo()
    assert desk.read(saved_views)[0].wanted == HOT
    desk.database.redo()
    assert desk.read(saved_views)[0].wanted == ContactFilter("x")


@pytest.mark.parametrize("name", ["", "   ", "\n", "x" * 61, "one", "ÖNE", "Everyone", "TRASH"])
def test_a_name_that_will_not_do_is_refused_in_words(desk: Desk, name: str) -> None:
    desk.do(operations.save_view, "One", HOT)
    desk.do(operations.save_view, "Öne 2", HOT)
    if name == "ÖNE":
        name = "öNE 2"
    other = desk.do(operations.save_view, "Other", HOT)
    before = desk.everything()
    for act, values in ((operations.save_view, (name, HOT)), (operations.rename_view, (other, name))):
        with pytest.raises(NotUnderstood):
            desk.do(act, *values)
    assert desk.everything() == before
    desk.do(operations.rename_view, other, "OTHER")
    assert "OTHER" in names(desk), "its own name in other letters is no twin"


def test_a_view_that_is_gone_is_told(desk: Desk) -> None:
    for act, values in (
        (operations.rename_view, (7, "x")),
        (operations.move_view, (7, 0)),
        (operations.delete_view, (7,)),
        (operations.change_view, (7, HOT)),
    ):
        with pytest.raises(NotFound, match="There is no view with the number 7"):
            desk.do(act, *values)
    with pytest.raises(NotFound, match=r"There is no view “nobody”\. Use one of: Everyone, No next step"):
        desk.read(view_named, "nobody")


def test_no_more_than_a_hundred(desk: Desk) -> None:
    with desk.database.write("Views", moment=desk.moment) as written:
        for number in range(100):
            operations.save_view(written.connection, f"View {number}", HOT, desk.moment)
    with pytest.raises(NotUnderstood, match="100 views can be saved"):
        desk.do(operations.save_view, "One more", HOT)


def test_what_is_gone_is_left_out_and_told_and_the_rest_works(desk: Desk) -> None:
    desk.add("Ann", tags=("buyer", "seller"), source="Fair", temperature="hot")
    desk.add("Bob", tags=("seller",), temperature="hot")
    ids = {
        name: row_id
        for table in ("tag", "source")
        for row_id, name in desk.rows(f"SELECT id, name FROM {table}")
    }
    wanted = ContactFilter.of(
        Condition("tag", "any", (ids["buyer"], ids["seller"]), ("buyer", "seller")),
        any_of(Condition("source", "any", (ids["Fair"],), ("Fair",)), Condition("household", "any", (77,))),
        Condition("own:5", "has", ("red",), (), "Colour"),
        HOT.group.parts[0],
    )
    desk.do(operations.save_view, "All sorts", wanted)
    with desk.database.write("Gone", moment=desk.moment) as written:
        written.connection.exec_driver_sql("DELETE FROM tag WHERE name = 'buyer'")
        written.connection.exec_driver_sql("UPDATE tag SET name = 'Vendor' WHERE name = 'seller'")
        written.connection.exec_driver_sql("UPDATE contact SET source_id = NULL")
        written.connection.exec_driver_sql("DELETE FROM source")
    view = desk.read(view_named, "all sorts")
    assert view.notes == (
        "The tag “buyer” is gone; it is left out.",
        "The source “Fair” is gone; it is left out.",
        "The household “77” is gone; it is left out.",
        "The own field “Colour” is gone; it is left out.",
    )
    tag, hot = view.wanted.group.parts
    assert (tag, hot) == (Condition("tag", "any", (ids["seller"],)), HOT.group.parts[0])
    assert isinstance(tag, Condition)
    assert tag.names == ("Vendor",), "it is called what it is called now"
    assert desk.read(contact_count, view.wanted, desk.moment) == 2
    desk.database.undo()
    assert desk.read(view_named, "all sorts").notes[0] == "The household “77” is gone; it is left out."


def test_a_stage_of_another_lifecycle_is_told(desk: Desk) -> None:
    from lifecycle_desktop.core.model.lifecycle import find_lifecycle
    from lifecycle_desktop.core.model.lifecycle_file import shipped_lifecycles

    wanted = ContactFilter.of(Condition("stage", "any", (desk.stage("Convert"),), ("Convert",)))
    desk.do(operations.save_view, "Closing", wanted)
    desk.do(switch_lifecycle, find_lifecycle(shipped_lifecycles(), "Ten"))
    (view,) = desk.read(saved_views)
    assert view.notes == ("The stage “Convert” is not in the lifecycle in use; it is left out.",)
    assert view.wanted == ContactFilter()


@pytest.mark.parametrize(
    "kept", ["", "{", "[1, 2]", '{"all": 3}', '{"version": 99, "all": [{"x": 1}]}', "\x00"]
)
@pytest.mark.parametrize("columns", ["", "{", "7", '{"a": 1}', '["name", 5]'])
def test_a_row_that_was_broken_is_still_a_view(desk: Desk, kept: str, columns: str) -> None:
    with desk.database.write("Break", moment=desk.moment) as written:
        written.connection.exec_driver_sql(
            "INSERT INTO saved_view (name, position, filter_json, columns_json, sort) VALUES ('Odd', 0, ?, ?, '-x')",
            (kept, columns),
        )
    (view,) = desk.read(saved_views)
    assert view.wanted == ContactFilter()
    assert view.columns in ((), ("name",))


def test_the_built_in_views_have_names(desk: Desk) -> None:
    for name, key in (
        ("no next step", "no_next_step"),
        ("Slipping", "slipping"),
        ("trash", "trash"),
        ("everyone", "everyone"),
    ):
        assert desk.read(view_named, name).wanted == BUILT_IN_FILTERS[key]
    assert desk.read(living_filter, HOT) == (HOT, ())
