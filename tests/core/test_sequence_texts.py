"""The seven sequences that ship: the same steps in both languages, every text whole with and without a name."""

from __future__ import annotations

import re

import pytest

from lifecycle_desktop.core.i18n import LANGUAGES
from lifecycle_desktop.core.merge_text import merge
from lifecycle_desktop.core.model.mail_link import mail_link
from lifecycle_desktop.core.model.sequence import MERGE_FIELDS, StepChannel, checked_plan
from lifecycle_desktop.core.model.sequence_file import FOLDER, SHIPPED_SEQUENCES, shipped_sequences
from lifecycle_desktop.core.paths import resources

NOBODY = dict.fromkeys(MERGE_FIELDS, "")
SOMEBODY = NOBODY | {
    "first_name": "Ana",
    "last_name": "Ruiz",
    "name": "Ana Ruiz",
    "purchase": "42 Orchard Lane",
    "owner_name": "Dana Whitaker",
    "business_name": "Whitaker Homes",
}
_DANGLING = re.compile(r" [,.:;?]|  |[{}!]|^[,.:]|, [,.:]|\. \.", re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ready_text_is_whole_for_somebody_and_for_nobody(language: str) -> None:
    for plan in shipped_sequences(language):
        assert checked_plan(plan).language == language
        assert plan.purpose
        for step in plan.steps:
            for template in (step.text, step.subject):
                told, untold = merge(template, SOMEBODY), merge(template, NOBODY)
                for merged in (told, untold):
                    assert not _DANGLING.search(merged.text.strip()), (plan.key, step.what, merged.text)
                assert set(untold.empty) <= {"first_name", "owner_name", "business_name"}, step.what
            assert merge(step.text, SOMEBODY).text.strip()
            if step.channel is StepChannel.EMAIL:
                link = mail_link("ana@example.com", step.subject, merge(step.text, SOMEBODY).text)
                assert link.has_body, (plan.key, step.what)
            if step.channel is StepChannel.TEXT:
                assert len(merge(step.text, SOMEBODY).text) <= 306, step.what  # two text messages, joined
            written = step.channel in (StepChannel.EMAIL, StepChannel.LETTER)
            assert bool(step.subject) == written, (plan.key, step.what)


def test_both_languages_have_the_same_steps_in_their_own_words() -> None:
    english, spanish = shipped_sequences("en"), shipped_sequences("es")
    for one, other in zip(english, spanish, strict=True):
        assert (one.key, one.pauses_on_reply, one.pauses_on_purchase) == (
            other.key, other.pauses_on_reply, other.pauses_on_purchase,
        )  # fmt: skip
        assert [(s.after, s.at, s.channel) for s in one.steps] == [
            (s.after, s.at, s.channel) for s in other.steps
        ], one.key
        said = [(s.what, s.text) for s in one.steps]
        assert not set(said) & {(s.what, s.text) for s in other.steps}
        assert one.name != other.name


def test_the_sets_hold_what_their_names_promise() -> None:
    plans = {plan.key: plan for plan in shipped_sequences("en")}
    weeks, days, year = 7 * 1_440, 1_440, 525_600
    assert tuple(plans) == SHIPPED_SEQUENCES
    spans = {key: plan.steps[-1].after.minutes for key, plan in plans.items()}
    assert len(plans["new-contact"].steps) == 8
    assert spans["new-contact"] < 8 * weeks
    assert len({step.after.minutes // weeks for step in plans["new-contact"].steps}) == 8  # one each week
    assert len(plans["sphere-year"].steps) == 33
    assert spans["sphere-year"] < year
    assert spans["post-closing"] == year
    assert spans["open-house"] == 14 * days
    assert spans["long-nurture"] == 5 * year
    assert all(len({step.channel for step in plan.steps}) >= 3 for plan in plans.values())


def test_no_file_lies_there_that_nobody_reads() -> None:
    files = {path.name for path in resources(FOLDER).iterdir()}
    assert files == {f"{key}.{language}.toml" for key in SHIPPED_SEQUENCES for language in LANGUAGES}
