"""Every table of the database file: the whole product's nouns, as SQLAlchemy Core tables.

Conventions: `id INTEGER PRIMARY KEY`; `*_at` UTC instants as text, `*_on` days as ISO text,
`*_minor` money in minor units with a `currency` beside it, `is_`/`has_` 0 or 1. The columns of
`contact` that end a line with "derived" are kept by `derive.py` and never written by operations.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)


def _table(name: str, *parts: Any) -> Table:
    """A table whose ids are never given twice, so that an old step cannot meet another row under its id."""
    return Table(name, metadata, *parts, sqlite_autoincrement=True)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _text(name: str, *, required: bool = False, **options: Any) -> Column[str]:
    """A text that is empty, never NULL, where nothing is known."""
    if required:
        return Column(name, Text, nullable=False, **options)
    return Column(name, Text, nullable=False, server_default="", **options)


def _maybe(name: str) -> Column[str | None]:
    """A text, day or instant that may be unknown: NULL."""
    return Column(name, Text)


def _number(name: str) -> Column[int | None]:
    return Column(name, Integer)


def _count(name: str, default: int = 0) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text(str(default)))


def _of(table: str, *, required: bool = True, on_delete: str = "CASCADE", name: str = "") -> Column[Any]:
    """A reference to another table; a child goes with its parent unless said otherwise."""
    return Column(
        name or f"{table}_id", Integer, ForeignKey(f"{table}.id", ondelete=on_delete), nullable=not required
    )


def _perhaps(table: str, name: str = "") -> Column[Any]:
    """A reference that is emptied when what it names goes."""
    return _of(table, required=False, on_delete="SET NULL", name=name)


def _one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


ACTIVITY_KINDS = (
    "call",
    "text",
    "email",
    "letter",
    "meeting",
    "showing",
    "open_house",
    "note",
    "review",
    "complaint",
    "gift",
)

# -- the business -------------------------------------------------------------------------------------------

setting = _table("setting", _id(), _text("name", required=True, unique=True), _text("value"))

lifecycle = _table(
    "lifecycle",
    _id(),
    _text("key", required=True, unique=True),
    _text("name", required=True),
    _count("is_active"),
    _text("definition"),  # the whole file of a model of the owner's own; empty for a shipped one
)

stage = _table(
    "stage",
    _id(),
    _of("lifecycle"),
    _count("position"),  # 1 is the first
    _text("key", required=True),
    _text("name", required=True),
    _text("label", required=True),
    _number("stuck_after_days"),
    _count("keep_in_touch_days", 30),
    _count("is_retired"),  # taken out of its lifecycle; kept for the history that names it
)
Index("ix_stage_lifecycle", stage.c.lifecycle_id, stage.c.position)

source = _table("source", _id(), _text("name", required=True), _text("name_folded", required=True))
Index("ix_source_name_folded", source.c.name_folded)

tag = _table("tag", _id(), _text("name", required=True), _text("name_folded", required=True))
Index("ix_tag_name_folded", tag.c.name_folded)

service_line = _table("service_line", _id(), _text("name", required=True), _count("is_retired"))

offer = _table("offer", _id(), _text("name", required=True), _text("description"), _maybe("created_at"))

saved_view = _table(
    "saved_view",
    _id(),
    _text("name", required=True),
    _count("position"),
    _text("filter_json"),
    _text("columns_json"),
    _text("sort"),
)

household = _table(
    "household", _id(), _text("name", required=True), _text("salutation"), _maybe("created_at")
)

# -- people -------------------------------------------------------------------------------------------------

contact = _table(
    "contact",
    _id(),
    Column("kind", Text, nullable=False, server_default="person"),
    _text("first_name"),
    _text("middle_name"),
    _text("last_name"),
    _text("prefix"),
    _text("suffix"),
    _text("nickname"),
    _text("phonetic_name"),
    _text("company"),
    _text("department"),
    _text("job_title"),
    _text("display_name", required=True),
    _text("sort_name", required=True),  # folded, last name first
    _text("want"),  # what they are looking for, the two lines on the card
    _text("note"),
    _of("stage", on_delete="RESTRICT"),
    _text("stage_since_at", required=True),
    _text("temperature"),  # hot, warm, cold or empty
    _text("kept_rank"),  # the fact whose stage the owner turned down when it was suggested
    _perhaps("source"),
    _text("source_detail"),
    _perhaps("household"),
    _text("preferred_channel"),
    _maybe("quiet_from"),  # HH:MM, the hours in which they are not to be disturbed
    _maybe("quiet_until"),
    _text("language"),
    _count("is_do_not_contact"),
    _count("is_core"),
    _count("is_archived"),  # off the board: set aside or in the trash
    _maybe("deleted_at"),  # in the trash since
    _maybe("parked_until_on"),
    _number("board_position"),
    _number("value_minor"),
    _text("currency"),
    _count("is_sample"),
    _text("created_at", required=True),
    _text("updated_at", required=True),
    _maybe(
        "captured_at"
    ),  # came in as a lead that waits for an answer; NULL for people brought from elsewhere
    _maybe("touched_on"),  # last contact as told by an imported file
    _maybe("first_answer_at"),  # derived
    _maybe("last_activity_at"),  # derived
    _number("next_step_id"),  # derived
    _maybe("next_step_on"),  # derived
    _number("rhythm_days"),  # derived: median gap of two-way touches, NULL with too few
    _maybe("slips_on"),  # derived: the day from which silence is too long, NULL with a next step
    _one_of("kind", "person", "firm"),
    _one_of("temperature", "hot", "warm", "cold", ""),
)
Index("ix_contact_sort_name", contact.c.sort_name, contact.c.id, sqlite_where=text("is_archived = 0"))
Index(
    "ix_contact_board",
    contact.c.stage_id,
    contact.c.next_step_on,
    contact.c.sort_name,
    contact.c.id,
    sqlite_where=text("is_archived = 0"),
)
Index(
    "ix_contact_stage_name",
    contact.c.stage_id,
    contact.c.sort_name,
    contact.c.id,
    sqlite_where=text("is_archived = 0"),
)
Index(
    "ix_contact_stage_since",
    contact.c.stage_id,
    contact.c.stage_since_at,
    contact.c.id,
    sqlite_where=text("is_archived = 0"),
)
Index(
    "ix_contact_next_step",
    contact.c.next_step_on,
    contact.c.sort_name,
    contact.c.id,
    sqlite_where=text("is_archived = 0"),
)
Index("ix_contact_last_activity", contact.c.last_activity_at, contact.c.id)
Index(
    "ix_contact_slips",
    contact.c.slips_on,
    contact.c.stage_id,
    contact.c.id,
    sqlite_where=text("slips_on IS NOT NULL AND is_archived = 0"),
)
Index(
    "ix_contact_unanswered",
    contact.c.captured_at,
    contact.c.slips_on,
    sqlite_where=text("captured_at IS NOT NULL AND first_answer_at IS NULL AND is_archived = 0"),
)
Index(
    "ix_contact_captured",
    contact.c.captured_at,
    contact.c.first_answer_at,
    sqlite_where=text("captured_at IS NOT NULL"),
)
Index("ix_contact_archived", contact.c.deleted_at, sqlite_where=text("is_archived = 1"))
Index(
    "ix_contact_parked",
    contact.c.parked_until_on,
    contact.c.stage_id,
    contact.c.id,
    sqlite_where=text("parked_until_on IS NOT NULL AND is_archived = 0"),
)
Index(
    "ix_contact_value",
    contact.c.stage_id,
    contact.c.value_minor.desc(),
    contact.c.id,
    sqlite_where=text("value_minor IS NOT NULL AND is_archived = 0"),
)
Index(
    "ix_contact_quiet",
    contact.c.stage_id,
    contact.c.last_activity_at,
    contact.c.id,
    sqlite_where=text("last_activity_at IS NOT NULL AND is_archived = 0"),
)
Index(  # the order by hand: only who was put in a place takes room here
    "ix_contact_by_hand",
    contact.c.stage_id,
    contact.c.board_position,
    contact.c.id,
    sqlite_where=text("board_position IS NOT NULL AND is_archived = 0"),
)
Index("ix_contact_household", contact.c.household_id, sqlite_where=text("household_id IS NOT NULL"))
Index("ix_contact_source", contact.c.source_id, sqlite_where=text("source_id IS NOT NULL"))
Index("ix_contact_do_not_contact", contact.c.id, sqlite_where=text("is_do_not_contact = 1"))
Index("ix_contact_sample", contact.c.is_sample, sqlite_where=text("is_sample = 1"))

contact_email = _table(
    "contact_email",
    _id(),
    _of("contact"),
    _count("position"),
    _text("label"),
    _text("email", required=True),
    _text("email_normal", required=True),
    _count("is_relay"),  # a portal's forwarding address, not the person's own
)
Index("ix_contact_email_contact", contact_email.c.contact_id, contact_email.c.position)
Index("ix_contact_email_normal", contact_email.c.email_normal, contact_email.c.contact_id)

contact_phone = _table(
    "contact_phone",
    _id(),
    _of("contact"),
    _count("position"),
    _text("label"),
    _text("phone", required=True),
    _text("phone_normal"),  # E.164 digits where they can be known, else the digits
    _text("extension"),
)
Index("ix_contact_phone_contact", contact_phone.c.contact_id, contact_phone.c.position)
Index(
    "ix_contact_phone_normal",
    contact_phone.c.phone_normal,
    contact_phone.c.contact_id,
    sqlite_where=text("phone_normal <> ''"),
)

contact_address = _table(
    "contact_address",
    _id(),
    _of("contact"),
    _count("position"),
    _text("label"),
    _text("street"),
    _text("extended"),
    _text("po_box"),
    _text("city"),
    _text("region"),
    _text("postal_code"),
    _text("country"),
    _text("formatted"),  # as given, where the parts do not say it all
)
Index("ix_contact_address_contact", contact_address.c.contact_id, contact_address.c.position)

contact_date = _table(
    "contact_date",
    _id(),
    _of("contact"),
    _text("kind", required=True),  # birthday, anniversary, closing or the owner's own word
    _number("year"),  # NULL where only day and month are known
    _count("month"),
    _count("day"),
)
Index("ix_contact_date_contact", contact_date.c.contact_id)
Index("ix_contact_date_day", contact_date.c.month, contact_date.c.day)

contact_link = _table(
    "contact_link",
    _id(),
    _of("contact"),
    _count("position"),
    _text("label"),
    _text("url", required=True),
)
Index("ix_contact_link_contact", contact_link.c.contact_id)

contact_picture = _table(  # what they look like: the first is shown, those that differ are kept behind it
    "contact_picture",
    _id(),
    _of("contact"),
    _count("position"),
    _text("media_type", required=True),
    _text("digest", required=True),  # SHA-256 of the bytes, by which the same picture is known again
    Column("picture", LargeBinary, nullable=False),
)
Index("ix_contact_picture_contact", contact_picture.c.contact_id, contact_picture.c.position)

contact_tag = _table("contact_tag", _id(), _of("contact"), _of("tag"))
Index("ix_contact_tag_contact", contact_tag.c.contact_id, contact_tag.c.tag_id)
Index("ix_contact_tag_tag", contact_tag.c.tag_id, contact_tag.c.contact_id)

own_field = _table("own_field", _id(), _text("name", required=True), _text("name_folded", required=True))
Index("ix_own_field_name_folded", own_field.c.name_folded)

contact_own_value = _table("contact_own_value", _id(), _of("contact"), _of("own_field"), _text("value"))
Index("ix_contact_own_value_contact", contact_own_value.c.contact_id)
Index("ix_contact_own_value_field", contact_own_value.c.own_field_id)

relation = _table(
    "relation",
    _id(),
    _of("contact"),
    _of("contact", required=False, on_delete="CASCADE", name="other_contact_id"),
    _text("other_name"),  # where the other is not a contact
    _text("kind", required=True),
)
Index("ix_relation_contact", relation.c.contact_id)
Index("ix_relation_other", relation.c.other_contact_id)

kept_apart = _table(  # two contacts that look like one person and are two
    "kept_apart",
    _id(),
    _of("contact"),
    _of("contact", name="other_contact_id"),
    _text("decided_at", required=True),
)
Index("ix_kept_apart_contact", kept_apart.c.contact_id, kept_apart.c.other_contact_id)
Index("ix_kept_apart_other", kept_apart.c.other_contact_id)

permission = _table(
    "permission",
    _id(),
    _of("contact"),
    _text("channel", required=True),
    _text("status", required=True),
    _text("wording"),
    _text("place"),
    _text("recorded_by"),
    _text("recorded_at", required=True),
    _one_of("channel", "call", "text", "email", "letter"),
    _one_of("status", "unknown", "given", "refused", "withdrawn"),
)
Index("ix_permission_contact", permission.c.contact_id, permission.c.channel)

qualification = _table(
    "qualification",
    _id(),
    _of("contact"),
    _text("question", required=True),
    _text("answer", required=True),
    _text("detail"),
    _text("answered_at", required=True),
    _one_of("question", "interest", "authority", "need", "budget", "time_frame", "financing"),
    _one_of("answer", "yes", "partly", "no", "unknown"),
)
Index("ix_qualification_contact", qualification.c.contact_id)

# -- stages, follow-ups, what happened ------------------------------------------------------------------------

stage_move = _table(
    "stage_move",
    _id(),
    _of("contact"),
    _perhaps("stage", name="from_stage_id"),
    _of("stage", name="to_stage_id"),
    _text("moved_at", required=True),
    _text("moved_on", required=True),
    _number("days_in_from"),
    _text("cause", required=True),
    _text("reason"),
    _one_of("cause", "hand", "rule", "import", "capture", "model", "sample"),
)
Index("ix_stage_move_contact", stage_move.c.contact_id, stage_move.c.moved_at)
Index("ix_stage_move_to", stage_move.c.to_stage_id, stage_move.c.contact_id, stage_move.c.moved_on)
Index(
    "ix_stage_move_from",
    stage_move.c.from_stage_id,
    stage_move.c.to_stage_id,
    stage_move.c.moved_on,
    stage_move.c.days_in_from,
    sqlite_where=text("from_stage_id IS NOT NULL"),
)

stage_answer = _table(  # an exit question of a stage, answered when somebody left it
    "stage_answer",
    _id(),
    _of("contact"),
    _of("stage"),
    _text("question", required=True),
    _text("answer", required=True),
    _text("answered_at", required=True),
)
Index("ix_stage_answer_contact", stage_answer.c.contact_id)
Index("ix_stage_answer_stage", stage_answer.c.stage_id)

stage_standing = _table(  # where a contact stood in a lifecycle when the owner turned to another
    "stage_standing",
    _id(),
    _of("contact"),
    _of("lifecycle"),
    _of("stage"),
    _text("since_at", required=True),
    _text("left_at", required=True),
)
Index("ix_stage_standing_contact", stage_standing.c.contact_id, stage_standing.c.lifecycle_id)

sequence = _table(
    "sequence",
    _id(),
    _text("key"),  # the same for every version of it
    _text("language"),
    _text("name", required=True),
    _text("purpose"),
    _count("pauses_on_reply", 1),
    _count("pauses_on_purchase", 1),
    _count("is_retired"),  # out of use: nobody new comes into it
    _maybe("replaced_at"),  # an earlier version, kept for those who run through it to its end
)
Index("ix_sequence_key", sequence.c.key, sequence.c.language)

sequence_step = _table(
    "sequence_step",
    _id(),
    _of("sequence"),
    _count("position"),
    _text("channel", required=True),
    _text("after", required=True),  # "3 weeks" after the start
    _maybe("at_time"),  # HH:MM
    _text("what", required=True),
    _text("subject"),
    _text("text"),
)
Index("ix_sequence_step_sequence", sequence_step.c.sequence_id, sequence_step.c.position)

enrolment = _table(
    "enrolment",
    _id(),
    _of("sequence"),
    _of("contact"),
    _perhaps("sequence_step"),  # the step that is next while it is running or paused
    _text("start_on", required=True),  # the day from which its steps are counted
    _maybe("start_time"),  # HH:MM, from which minutes and hours are counted
    _count("shift_days"),  # by how many days its steps were put off
    _text("started_at", required=True),
    _text("state", required=True),
    _text("reason"),  # why it was paused or stopped, a word of the program
    _text("kept_json"),  # the follow-up of the next step, withdrawn while it is paused
    _maybe("paused_at"),
    _maybe("ended_at"),
    _one_of("state", "running", "paused", "stopped", "finished"),
)
Index("ix_enrolment_contact", enrolment.c.contact_id, enrolment.c.state)
Index("ix_enrolment_sequence", enrolment.c.sequence_id, enrolment.c.state)
Index("ix_enrolment_step", enrolment.c.sequence_step_id, sqlite_where=text("sequence_step_id IS NOT NULL"))

follow_up = _table(
    "follow_up",
    _id(),
    _of("contact", required=False),  # NULL: a task of the plan that is about nobody in particular
    _text("what", required=True),
    _text("reason"),  # why it is there, in the owner's words
    _text("occasion"),  # the day of theirs that it sees to: "birthday 2026-04-16"
    _text("channel"),
    _text("due_on", required=True),
    _maybe("due_time"),  # HH:MM on the wall where `zone` is; NULL: any time that day
    _text("zone"),
    _text("first_due_on", required=True),  # before any snooze
    _text("rule"),  # RFC 5545 RRULE of a recurring one
    _count("is_promise"),
    _perhaps("enrolment"),
    _perhaps("sequence_step"),
    _perhaps("plan_tactic"),
    _maybe("done_at"),
    _text("outcome"),  # of a done one; "skipped" when it was let go
    _count("snooze_count"),
    _text("created_at", required=True),
    _count("is_sample"),
)
Index(
    "ix_follow_up_open",
    follow_up.c.due_on,
    follow_up.c.due_time,
    follow_up.c.contact_id,
    sqlite_where=text("done_at IS NULL"),
)
Index(
    "ix_follow_up_contact", follow_up.c.contact_id, follow_up.c.due_on, sqlite_where=text("done_at IS NULL")
)
Index(
    "ix_follow_up_promise",
    follow_up.c.due_on,
    follow_up.c.due_time,
    sqlite_where=text("done_at IS NULL AND is_promise = 1"),
)
Index("ix_follow_up_done", follow_up.c.done_at, sqlite_where=text("done_at IS NOT NULL"))
Index("ix_follow_up_contact_all", follow_up.c.contact_id)
# Rarely filled references: without an index, taking one parent away would read the whole table.
for _column in ("enrolment_id", "sequence_step_id", "plan_tactic_id"):
    Index(f"ix_follow_up_{_column}", follow_up.c[_column], sqlite_where=text(f"{_column} IS NOT NULL"))

activity = _table(
    "activity",
    _id(),
    _of("contact"),
    _text("kind", required=True),
    _text("direction"),  # out, in, both or empty
    _text("happened_at", required=True),
    _text("happened_on", required=True),
    _text("outcome"),
    _text("text"),
    _number("minutes"),
    _number("cost_minor"),
    _text("currency"),
    _perhaps("follow_up"),
    _perhaps("campaign"),
    _maybe("closed_at"),  # of a complaint: when it was settled
    _text("created_at", required=True),
    _one_of("kind", *ACTIVITY_KINDS),
    _one_of("direction", "out", "in", "both", ""),
)
Index("ix_activity_contact", activity.c.contact_id, activity.c.happened_at)
Index(  # with what touches cost, which insights add up along it
    "ix_activity_day",
    activity.c.happened_on,
    activity.c.kind,
    activity.c.currency,
    activity.c.minutes,
    activity.c.cost_minor,
)
Index(
    "ix_activity_complaint",
    activity.c.contact_id,
    sqlite_where=text("kind = 'complaint' AND closed_at IS NULL"),
)
Index(  # how long such a touch takes, of those where somebody said it
    "ix_activity_minutes",
    activity.c.kind,
    activity.c.happened_at,
    activity.c.minutes,
    sqlite_where=text("minutes IS NOT NULL"),
)
for _column in ("follow_up_id", "campaign_id"):
    Index(f"ix_activity_{_column}", activity.c[_column], sqlite_where=text(f"{_column} IS NOT NULL"))

# -- purchases, referrals, campaigns --------------------------------------------------------------------------

purchase = _table(
    "purchase",
    _id(),
    _of("contact"),
    _perhaps("service_line"),
    _text("what"),
    _text("closed_on", required=True),
    _count("price_minor"),
    _count("revenue_minor"),
    _count("cost_minor"),
    _text("currency"),
    _perhaps("offer"),
    _number("satisfaction"),
    _text("note"),
    _text("created_at", required=True),
)
Index(  # with the amounts: what insights add up for everybody is read along it alone
    "ix_purchase_contact",
    purchase.c.contact_id,
    purchase.c.closed_on,
    purchase.c.currency,
    purchase.c.price_minor,
    purchase.c.revenue_minor,
    purchase.c.cost_minor,
)
Index("ix_purchase_closed", purchase.c.closed_on)

referral = _table(
    "referral",
    _id(),
    _of("contact", name="referrer_id"),
    _of("contact", required=False, on_delete="CASCADE", name="referred_id"),
    _text("referred_name"),  # where the one sent is not a contact yet
    _text("referrer_name"),
    _text("given_on", required=True),
    _text("direction", required=True),
    _text("status", required=True),
    _number("fee_minor"),
    _number("fee_basis_points"),
    _text("currency"),
    _maybe("paid_on"),
    _maybe("thanked_on"),
    _one_of("direction", "in", "out"),
    _one_of("status", "given", "contacted", "met", "signed", "paid", "lost"),
)
Index("ix_referral_referrer", referral.c.referrer_id)
Index("ix_referral_referred", referral.c.referred_id)
Index(  # the thank-yous owed
    "ix_referral_thanks",
    referral.c.given_on,
    sqlite_where=text("thanked_on IS NULL AND direction = 'in'"),
)

campaign = _table(
    "campaign",
    _id(),
    _text("name", required=True),
    _text("kind", required=True),
    _perhaps("source"),
    _perhaps("offer"),
    _maybe("starts_on"),
    _maybe("ends_on"),
    _text("place"),
    _number("minutes_spent"),
    _number("visitors_seen"),
    _text("note"),
    _text("sign_in_json"),  # of an event: its hours and how its sign-in page is set up
    _one_of("kind", "campaign", "event"),
)

campaign_cost = _table(
    "campaign_cost",
    _id(),
    _of("campaign"),
    _text("what"),
    _text("paid_on", required=True),
    _count("amount_minor"),
    _text("currency"),
    _text("rule"),
)
Index("ix_campaign_cost_campaign", campaign_cost.c.campaign_id)

campaign_contact = _table(
    "campaign_contact",
    _id(),
    _of("campaign"),
    _of("contact"),
    _text("joined_at", required=True),
    _text("answers_json"),
)
Index("ix_campaign_contact_campaign", campaign_contact.c.campaign_id)
Index("ix_campaign_contact_contact", campaign_contact.c.contact_id)

permission_wording = _table(  # what visitors are asked: every version that was ever shown, the newest holds
    "permission_wording",
    _id(),
    _text("channel", required=True),
    _text("language", required=True),
    _count("version", 1),
    _text("text", required=True),
    _text("made_at", required=True),
)
Index("ix_permission_wording_channel", permission_wording.c.channel, permission_wording.c.language)

trigger_rule = _table(
    "trigger_rule",
    _id(),
    _text("key"),  # of a shipped one; empty for one of the owner's own
    _text("name", required=True),
    _count("is_on", 1),
    _text("when_json"),
    _text("then_json"),
    _text("created_at", required=True),
)
trigger_firing = _table(  # what a rule has done, or asks to do, for whom and why: once for each occasion
    "trigger_firing",
    _id(),
    _of("trigger_rule"),
    _of("contact"),
    _text("fired_at", required=True),
    _text("occasion", required=True),  # the fact that set it off, by its row or day
    _text("reason"),
    _text("did", required=True),
    _perhaps("follow_up"),
    _perhaps("enrolment"),
    _perhaps("stage"),
    _text(
        "answer"
    ),  # to what it asked: accepted or declined; empty while it waits, or where it asked nothing
    _one_of("answer", "", "accepted", "declined"),
)
Index("ix_trigger_firing_rule", trigger_firing.c.trigger_rule_id, trigger_firing.c.contact_id)
Index("ix_trigger_firing_contact", trigger_firing.c.contact_id)
Index(
    "ix_trigger_firing_asks",
    trigger_firing.c.contact_id,
    sqlite_where=text("did = 'asks' AND answer = ''"),
)
for _column in ("follow_up_id", "enrolment_id", "stage_id"):
    Index(
        f"ix_trigger_firing_{_column}",
        trigger_firing.c[_column],
        sqlite_where=text(f"{_column} IS NOT NULL"),
    )

# -- the plan -------------------------------------------------------------------------------------------------

plan = _table(
    "plan",
    _id(),
    _of("lifecycle"),
    _text("title", required=True),
    _text("period_start_on", required=True),
    _text("period_end_on", required=True),
    _maybe("review_on"),
    _maybe("posted_on"),
    _text("created_at", required=True),
    _text("updated_at", required=True),
)
Index("ix_plan_lifecycle", plan.c.lifecycle_id, plan.c.period_start_on)

plan_goal = _table(  # the goals of the year in the head of the sheet
    "plan_goal", _id(), _of("plan"), _count("position"), _text("number"), _text("words")
)
Index("ix_plan_goal_plan", plan_goal.c.plan_id)

plan_stage = _table(
    "plan_stage",
    _id(),
    _of("plan"),
    _of("stage"),
    _text("purpose"),
    _text("goal_number"),
    _text("goal_unit"),
    _maybe("goal_due_on"),
    _text("measure"),  # key of the measure that is counted; empty: typed by hand
    _text("offer"),
    _text("wow"),
    _text("move_on"),  # the trigger: what makes people move on
)
Index("ix_plan_stage_plan", plan_stage.c.plan_id)
Index("ix_plan_stage_stage", plan_stage.c.stage_id)

plan_tactic = _table(
    "plan_tactic",
    _id(),
    _of("plan_stage"),
    _count("position"),
    _text("what", required=True),
    _text("rhythm"),
    _text("channel"),
    _number("cost_minor"),
    _text("currency"),
    _text("who"),
    _count("makes_follow_ups"),
    _perhaps("sequence"),  # the one that does it
)
Index("ix_plan_tactic_stage", plan_tactic.c.plan_stage_id, plan_tactic.c.position)
Index("ix_plan_tactic_sequence", plan_tactic.c.sequence_id, sqlite_where=text("sequence_id IS NOT NULL"))

plan_move = _table(
    "plan_move",
    _id(),
    _of("plan"),
    _count("position"),
    _text("what", required=True),
    _perhaps("stage"),
    _maybe("due_on"),
    _maybe("done_at"),
)
Index("ix_plan_move_plan", plan_move.c.plan_id)

plan_number = _table(  # a month's number typed by hand, where nothing can be counted
    "plan_number", _id(), _of("plan_stage"), _text("month", required=True), _text("value")
)
Index("ix_plan_number_stage", plan_number.c.plan_stage_id)

plan_print = _table(
    "plan_print",
    _id(),
    _of("plan"),
    _text("printed_on", required=True),
    _text("printed_at", required=True),
    _text("paper"),
    _text("orientation"),
    _count("is_grey"),
    _text("sheet"),  # JSON: the whole sheet as it left the program
)
Index("ix_plan_print_plan", plan_print.c.plan_id, plan_print.c.printed_at)

plan_print_number = _table(
    "plan_print_number",
    _id(),
    _of("plan_print"),
    _of("stage"),
    _text("month", required=True),
    _text("value"),
)
Index("ix_plan_print_number_print", plan_print_number.c.plan_print_id)

# -- the print room -------------------------------------------------------------------------------------------

letter_template = _table(  # a letter of the owner's own, with merge fields
    "letter_template",
    _id(),
    _text("name", required=True),
    _text("language"),
    _text("body"),
    _text("updated_at", required=True),
)

label_stock = _table(  # sheets of labels of the owner's own; lengths in hundredths of a millimetre
    "label_stock",
    _id(),
    _text("name", required=True, unique=True),
    _text("paper", required=True),
    _count("columns", 1),
    _count("rows", 1),
    _count("label_width"),
    _count("label_height"),
    _count("left_edge"),
    _count("top_edge"),
    _count("column_gap"),
    _count("row_gap"),
)

printer_offset = _table(  # how far a printer prints from where it should; hundredths of a millimetre
    "printer_offset",
    _id(),
    _text("printer", required=True, unique=True),
    _count("to_the_right"),
    _count("down"),
)

# -- files brought in -----------------------------------------------------------------------------------------

import_run = _table(
    "import_run",
    _id(),
    _text("file_name", required=True),
    _text("format", required=True),
    _text("imported_at", required=True),
    _count("new_count"),
    _count("updated_count"),
    _count("unchanged_count"),
    _count("skipped_count"),
    _count("failed_count"),
)

calendar_entry = _table(  # what came from a calendar file: by its UID the same entry never comes twice
    "calendar_entry",
    _id(),
    _text("uid", required=True),
    _text("digest"),  # of what the entry told when it was last read
    _of("contact", required=False),
    _perhaps("follow_up"),
    _perhaps("contact_date"),
)
Index("ix_calendar_entry_uid", calendar_entry.c.uid)
for _column in ("contact_id", "follow_up_id", "contact_date_id"):
    Index(
        f"ix_calendar_entry_{_column}",
        calendar_entry.c[_column],
        sqlite_where=text(f"{_column} IS NOT NULL"),
    )

column_mapping = _table(  # how the owner matched the headings of a kind of file
    "column_mapping", _id(), _text("signature", required=True, unique=True), _text("mapping_json")
)

# -- outside the journal: what is no step of the owner's, or must not come back by one -----------------------------
# No references: an undo may take away what these rows name; who reads them joins, and passes over what is gone.

contact_opened = Table(  # when a person's page or pane was opened last, for "recent ones first"
    "contact_opened", metadata, _id(), _text("opened_at", required=True)
)
Index("ix_contact_opened_at", contact_opened.c.opened_at)

typed_text = _table(  # what was typed somewhere and not saved yet; the place is the program's own key
    "typed_text",
    _id(),
    _text("place", required=True, unique=True),
    _text("text"),
    _text("kept_at", required=True),
)

reminder_told = Table(  # the follow-ups of which a reminder was told, and for which day and time
    "reminder_told", metadata, _id(), _text("due", required=True)
)

slipping_shown = Table(  # on which day somebody who slips was last on Today, and on which before that one
    "slipping_shown", metadata, _id(), _text("shown_on", required=True), _maybe("before_on")
)

# One row: the last day on which the program was in use, and the pause of which Today tells what came due in it.
presence = Table(
    "presence", metadata, _id(), _text("seen_on", required=True), _maybe("away_since_on"), _maybe("back_on")
)

day_sheet_number = (
    _table(  # which number on a printed day sheet is which follow-up, or whom it names without one
        "day_sheet_number",
        _id(),
        _text("printed_on", required=True),
        _count("number"),
        _number("follow_up_id"),
        _number("contact_id"),
    )
)
Index("ix_day_sheet_number_printed_on", day_sheet_number.c.printed_on, day_sheet_number.c.number, unique=True)

# One row: the event whose sign-in page is open, and the PIN that leaves it; no undo brings an old one back.
kiosk = Table(
    "kiosk",
    metadata,
    _id(),
    _number("event_id"),  # NULL: the page is not open
    _text("pin"),  # salted hash
    _count("wrong_tries"),
    _maybe("wrong_at"),
)

erasure = _table(  # that a person was erased on request: no name, only the number, the day and what went
    "erasure",
    _id(),
    _count("contact_number"),
    _text("erased_at", required=True),
    _text("reason"),
    _text("counts_json"),
    _maybe("swept_at"),  # when the free space of the file was overwritten after it
)

# -- search: derived from the tables above, outside the journal -------------------------------------------------

contact_search = Table(
    "contact_search",
    metadata,
    _id(),
    _text("name_folded"),
    _text("email"),
    _text("phone_digits"),
    _text("more"),  # job, tags, own fields, addresses, want, note; folded
)

activity_search = Table(  # the activities that have a text, folded
    "activity_search", metadata, _id(), _text("words", required=True)
)

# Nothing is ranked by how often a word stands in how long a text, so the lengths are not kept (columnsize=0).
SEARCH_DDL = (
    # Every word of a name once: what a typing mistake may have meant.
    "CREATE TABLE search_term (term TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID",
    """CREATE VIRTUAL TABLE contact_fts USING fts5(
    name_folded, email, phone_digits, content='contact_search', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='1 2 3', detail=column, columnsize=0
)""",
    """CREATE VIRTUAL TABLE contact_more_fts USING fts5(
    more, content='contact_search', content_rowid='id', tokenize='unicode61 remove_diacritics 2', detail=none,
    columnsize=0
)""",
    """CREATE VIEW contact_text AS
SELECT id, name_folded || ' ' || email || ' ' || phone_digits AS t FROM contact_search""",
    """CREATE VIRTUAL TABLE contact_trigram USING fts5(
    t, content='contact_text', content_rowid='id', tokenize='trigram', detail=none, columnsize=0
)""",
    """CREATE VIRTUAL TABLE activity_fts USING fts5(
    words, content='activity_search', content_rowid='id', tokenize='unicode61 remove_diacritics 2',
    prefix='3 4', detail=none, columnsize=0
)""",
)
