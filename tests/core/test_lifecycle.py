"""The six shipped lifecycle models, own files with their mistakes, and finding a stage."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import FileProblem, NotFound, UserError
from lifecycle_desktop.core.model.facts import RANKS
from lifecycle_desktop.core.model.lifecycle import find_lifecycle, find_stage
from lifecycle_desktop.core.model.lifecycle_file import (
    all_lifecycles,
    load_lifecycle,
    read_lifecycle,
    shipped_lifecycles,
)
from lifecycle_desktop.core.paths import resources

# PRODUCT.md, section 3: the exact names.
NAMES = {
    "Perfect Customer Lifecycle": (
        "Attract Traffic|Capture Leads|Nurture Prospects|Convert Sales|Deliver & Satisfy|"
        "Upsell/Repeat Customers|Get Referrals"
    ),
    "Customers for Life: the Ten Key Stages": (
        "Lead|Capture|Qualify|Convert|Trial|Purchase|Re-Purchase|Cross-Purchase|Loyalty|Retention"
    ),
    "Roadmap for Success": (
        "Prospecting|Lead Conversion|Customer Acquisition|Customer Onboarding|Customer Engagement|"
        "Customer Retention|Customer Advocacy"
    ),
    "Suspect to Advocate": "Suspect|Prospect|New Customer|Repeat Customer|Advocate",
    "CRM Cycle": "Reach|Acquisition|Conversion|Retention|Loyalty",
    "Buyer Ladder": "Prospects|First time buyers|Early repeat buyers|Core Customers",
}
ACTIVITIES = [
    ("Targeting", "Outreach"),
    ("Qualifying Leads", "Nurturing"),
    ("Proposal and Negotiation", "Closing"),
    ("Welcome Process", "Initial Support"),
    ("Continuous Communication", "Feedback Collection"),
    ("Loyalty Programs", "Proactive Support"),
    ("Encouraging Reviews and Referrals", "Building a Community"),
]
COMPLETED = {"CRM Cycle": {"Reach", "Acquisition", "Loyalty"}, "Buyer Ladder": {"Prospects"}}
EVERY_STAGE = [(model, stage) for model in shipped_lifecycles() for stage in model.stages]


def test_names_and_order_are_those_of_the_product():
    assert {m.name: "|".join(s.name for s in m.stages) for m in shipped_lifecycles()} == NAMES
    assert [m.name for m in shipped_lifecycles()] == list(NAMES)


def test_one_model_is_recommended_and_is_first():
    assert [m.key for m in shipped_lifecycles() if m.is_recommended] == ["perfect"]
    assert shipped_lifecycles()[0].key == "perfect"


def test_labels_of_the_default_model():
    assert [s.label for s in shipped_lifecycles()[0].stages] == [
        "Attract", "Capture", "Nurture", "Convert", "Deliver", "Repeat", "Refer",
    ]  # fmt: skip


def test_every_stage_of_the_roadmap_has_its_two_activities():
    assert [s.activities for s in find_lifecycle(shipped_lifecycles(), "roadmap").stages] == ACTIVITIES


def test_completed_stages_are_marked_and_the_model_says_so():
    for model in shipped_lifecycles():
        marked = {s.name for s in model.stages if s.is_completed}
        assert marked == COMPLETED.get(model.name, set())
        assert bool(model.source_note) == bool(marked)
        assert all(name in model.source_note for name in marked)


def test_every_model_covers_the_eleven_ranks_once_and_in_order():
    for model in shipped_lifecycles():
        assert tuple(rank for stage in model.stages for rank in stage.proofs) == RANKS


@pytest.mark.parametrize(("model", "stage"), EVERY_STAGE, ids=lambda each: each.key)
def test_every_stage_is_complete(model, stage):
    assert 1 <= len(stage.label) <= 10
    assert stage.question.endswith("?")
    assert 10 <= len(stage.purpose) <= 40
    assert len(stage.long_purpose) > 60
    assert len(stage.ideas) >= 3
    assert all(1 <= len(idea.what) <= 40 for idea in stage.ideas)
    assert all(idea.rhythm for idea in stage.ideas)
    assert stage.follow_ups
    assert stage.measure is not None
    assert stage.unit
    assert stage.prompts.goal.endswith("?")
    assert stage.prompts.trigger.endswith("?")
    assert stage.exit_questions
    assert stage.missing_prompts
    assert "!" not in str(dataclasses.asdict(stage))


def test_each_model_prompts_for_an_offer_where_details_are_asked_for_and_for_a_wow():
    for model in shipped_lifecycles():
        assert any(stage.prompts.offer for stage in model.stages)
        assert any(stage.prompts.wow for stage in model.stages)


@pytest.mark.parametrize("text", ["Deliver & Satisfy", "  deliver  &  SATISFY ", "DELIVER", "deliver", "5"])
def test_a_stage_is_found_by_name_label_key_and_number_in_any_case(text):
    assert find_stage(shipped_lifecycles()[0], text).number == 5


@given(st.sampled_from(EVERY_STAGE), st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_every_stage_is_found_by_each_of_its_names(pair, change):
    model, stage = pair
    for text in (stage.name, stage.label, stage.key, str(stage.number)):
        assert find_stage(model, change(text)) == stage


@pytest.mark.parametrize("text", ["", "  ", "0", "8", "-1", "Attract Traffi", "9" * 5000])
def test_an_unknown_stage_is_refused_with_the_names(text):
    with pytest.raises(NotFound) as caught:
        find_stage(shipped_lifecycles()[0], text)
    assert "Nurture Prospects" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("perfect", "perfect"),
        ("CRM cycle", "crm-cycle"),
        ("customers for life", "ten-key"),
        ("Buyer", "buyer-ladder"),
    ],
)
def test_a_model_is_found_by_key_name_or_beginning(text, key):
    assert find_lifecycle(shipped_lifecycles(), text).key == key


@pytest.mark.parametrize("text", ["", "c", "nothing"])
def test_an_unknown_or_unclear_model_is_refused(text):
    with pytest.raises(NotFound):
        find_lifecycle(shipped_lifecycles(), text)


SMALL = """
name = "Mine"
[[stage]]
name = "One"
[[stage]]
name = "Two"
[[stage]]
name = "Three"
"""


def test_an_own_model_needs_no_more_than_names():
    mine = read_lifecycle(SMALL.encode(), "my ladder.toml")
    assert mine.key == "my-ladder"
    assert [(s.key, s.label, s.number) for s in mine.stages] == [
        ("one", "One", 1),
        ("two", "Two", 2),
        ("three", "Three", 3),
    ]


def _more_stages(count):
    return 'name = "M"\n' + "".join(f'[[stage]]\nname = "Stage {n}"\n' for n in range(count))


MISTAKES = [
    ("", "“x.toml”: the field “name” is missing"),
    ("name = 3" + SMALL.replace('name = "Mine"', ""), "“name” must be text"),
    (_more_stages(2), "has 2 stages"),
    (_more_stages(11), "has 11 stages"),
    (
        SMALL.replace('"Two"', '"A long name for this one"'),
        "stage 2 (A long name for this one): the field “label”",
    ),
    (SMALL.replace('"Two"', '"Two"\nlabel = "Elevenchars"'), "stage 2 (Two): the field “label”"),
    (SMALL.replace('"Two"', '"one"'), "stage 2 (one): the field “name” is the same as that of stage 1"),
    (SMALL.replace('"Two"', '"Two"\nlabel = "ONE"'), "“label” is the same as that of stage 1"),
    (SMALL.replace('"Two"', '"Two"\nkey = "three"'), "stage 3 (Three): the field “key”"),
    (SMALL.replace('"Two"', '""'), "stage 2: the field “name” is missing"),
    (SMALL.replace('"Two"', f'"{"x" * 61}"'), "“name” may have at most 60 letters"),
    (SMALL.replace('"Two"', '"Two"\nlable = "T"'), "stage 2 (Two): the field “lable” is not known here"),
    (SMALL.replace('"Two"', '"Two"\nproofs = ["wealth"]'), "“proofs” says “wealth”"),
    (SMALL.replace('"Two"', '"Two"\nproofs = ["core", "name"]'), "“proofs” names “name” out of order"),
    (SMALL.replace('"Two"', '"Two"\nproofs = "core"'), "“proofs” must be a list"),
    (SMALL.replace('"Two"', '"Two"\nmeasure = "luck"'), "“measure” says “luck”"),
    (SMALL.replace('"Two"', '"Two"\nstuck_after_days = 0'), "“stuck_after_days” must be a whole number"),
    (SMALL.replace('"Two"', '"Two"\nstuck_after_days = true'), "“stuck_after_days” must be a whole number"),
    (SMALL.replace('"Two"', '"Two"\nis_completed = "yes"'), "“is_completed” must be true or false"),
    (
        SMALL.replace('"Two"', '"Two"\n[[stage.idea]]\nrhythm = "daily"'),
        "stage 2 (Two): the field “what” is missing",
    ),
    (SMALL.replace('"Two"', '"Two"\n[[stage.idea]]\nwhat = "a"\nchannel = "fax"'), "“channel” says “fax”"),
    (
        SMALL.replace('"Two"', '"Two"\n[stage.follow_up]\nwhat = "a"'),
        "“follow_up” must be written as [[follow_up]]",
    ),
    (SMALL.replace('"Two"', '"Two"\nplan = 3'), "“plan” must be written as [stage.plan]"),
    (SMALL.replace('"Two"', '"Two\\u0007"'), "“name” holds a character"),
    (SMALL + "[[stage]\n", "not correct TOML at line 9"),
    ('name = "never closed', "not correct TOML"),
    ("a = " + "[" * 5000, "not correct TOML"),
    ("#" * 1_000_001, "too large"),
]


@pytest.mark.parametrize(("text", "said"), MISTAKES)
def test_each_mistake_is_told_with_file_stage_and_field(text, said):
    with pytest.raises(UserError) as caught:
        read_lifecycle(text.encode(), "x.toml")
    assert said in caught.value.message
    assert "“x.toml”" in caught.value.message
    assert caught.value.hint


def test_a_file_that_is_not_utf8_is_told():
    with pytest.raises(FileProblem, match="UTF-8"):
        read_lifecycle(SMALL.replace("One", "Één").encode("latin-1"), "x.toml")


def test_a_byte_order_mark_and_windows_line_ends_are_fine():
    assert read_lifecycle(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode(), "x.toml").name == "Mine"


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(FileProblem, match="does not exist"):
        load_lifecycle(tmp_path / "none.toml")


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_model_or_a_sentence(content):
    with pytest.raises(UserError) as caught:
        read_lifecycle(content, "x.toml")
    assert "x.toml" in caught.value.message


def test_own_models_shadow_shipped_ones_and_a_broken_one_is_told(tmp_path):
    folder = tmp_path / "lifecycles"
    folder.mkdir()
    text = resources("lifecycles", "perfect.toml").read_text(encoding="utf-8")
    (folder / "perfect.toml").write_text(
        text.replace("Get Referrals", "Friends of Friends"), encoding="utf-8"
    )
    (folder / "mine.toml").write_text(SMALL, encoding="utf-8")
    (folder / "twice.toml").write_text('key = "mine"\n' + SMALL, encoding="utf-8")
    (folder / "broken.toml").write_text("name = ", encoding="utf-8")
    shelf = all_lifecycles(tmp_path)
    assert [m.key for m in shelf.lifecycles][:2] == ["perfect", "ten-key"]
    assert shelf.lifecycles[-1].key == "mine"
    assert shelf.lifecycles[0].stages[-1].name == "Friends of Friends"
    assert len(shelf.lifecycles) == 7
    assert ["broken.toml" in p.message for p in shelf.problems] == [True, False]
    assert "“mine.toml”" in shelf.problems[1].message
    assert all_lifecycles(tmp_path / "nothing").lifecycles == shipped_lifecycles()
