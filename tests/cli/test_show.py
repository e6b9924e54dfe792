"""`show` tells a contact whole, in words and as JSON, with the facts of its page."""

from __future__ import annotations

from tests.cli.conftest import CommandLine

OLD_KEYS = {
    "contact_id", "name", "kind", "company", "job_title", "want", "note", "stage", "days_in_stage", "temperature",
    "source", "preferred_channel", "waits_since", "next_step", "emails", "phones", "addresses", "links", "dates",
    "tags", "own_fields", "permissions", "value_minor", "currency", "created_at", "is_archived",
    "is_do_not_contact", "timeline",
}  # fmt: skip
NEW_KEYS = {
    "stage_path", "suggested_stage", "missing", "open_follow_ups", "qualification", "score", "permission_history",
    "quiet_from", "quiet_until", "language", "household", "relations", "purchases", "came_from", "sent",
}  # fmt: skip


def test_a_contact_of_the_sample_is_told_whole(line: CommandLine) -> None:
    line.ok("sample", "add")
    told = line.json("show", "Ingrid Solberg")
    assert set(told) >= OLD_KEYS | NEW_KEYS
    assert [each["state"] for each in told["stage_path"]] == ["past"] * 6 + ["now"]
    assert [each["what"] for each in told["purchases"]] == ["11 Orchard Lane", "11 Orchard Lane"]
    assert next((each["name"], each["thanked_on"]) for each in told["sent"]) == ("Peter Lindgren", None)
    assert told["score"] == {
        "known": 0,
        "of": 6,
        "why": "Not asked yet: Interest, Need, Budget, Decides, When, Loan.",
    }
    words = line.ok("show", "Ingrid Solberg")
    assert "Sent you:     Peter Lindgren (Contacted, thank-you owed)" in words
    closed_on = told["purchases"][0]["closed_on"]
    assert f"Purchase:     11 Orchard Lane, Seller side, {closed_on}, $498,000" in words
    assert "Missing:      Thank-you sent" in words


def test_what_is_known_of_readiness_is_told_with_its_reasons(line: CommandLine) -> None:
    line.ok("sample", "add")
    told = line.json("show", "Marcus & Jo Bellamy")
    assert told["qualification"]["need"]["answer"] == "yes"
    assert told["qualification"]["financing"]["answer"] == "partly"
    assert [each["name"] for each in told["came_from"]] == ["Ingrid Solberg"]
    assert [each["status"] for each in told["permission_history"]] == ["given", "given"]
    words = line.ok("show", "Marcus & Jo Bellamy")
    assert (
        "Ready:        4 of 6. Known: Need, Budget, Decides, When. Partly known: Loan. Not asked yet: Interest."
        in words
    )
    assert "Came from:    Ingrid Solberg (Met)" in words


def test_a_bare_name_says_no_more_than_is_known(line: CommandLine) -> None:
    line.ok("add", "--name", "Ann Hill")
    told = line.json("show", "1")
    assert set(told) >= NEW_KEYS
    assert (told["household"], told["relations"], told["purchases"], told["suggested_stage"]) == (
        None,
        [],
        [],
        None,
    )
    words = line.ok("show", "1")
    assert "Household" not in words
    assert "Ready" not in words
    assert "Missing:" in words
