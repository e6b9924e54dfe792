"""The first schema: every table, index and search table. The journal is made beside, by its own code."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """CREATE TABLE activity_search (
    id INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (id)
)""",
    """CREATE TABLE column_mapping (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    signature TEXT NOT NULL,
    mapping_json TEXT DEFAULT '' NOT NULL,
    CONSTRAINT uq_column_mapping_signature UNIQUE (signature)
)""",
    """CREATE TABLE contact_opened (
    id INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    PRIMARY KEY (id)
)""",
    """CREATE INDEX ix_contact_opened_at
ON contact_opened (opened_at)""",
    """CREATE TABLE contact_search (
    id INTEGER NOT NULL,
    name_folded TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    phone_digits TEXT DEFAULT '' NOT NULL,
    more TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
)""",
    """CREATE TABLE day_sheet_number (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    printed_on TEXT NOT NULL,
    number INTEGER DEFAULT 0 NOT NULL,
    follow_up_id INTEGER,
    contact_id INTEGER
)""",
    """CREATE UNIQUE INDEX ix_day_sheet_number_printed_on
ON day_sheet_number (printed_on, number)""",
    """CREATE TABLE erasure (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_number INTEGER DEFAULT 0 NOT NULL,
    erased_at TEXT NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    counts_json TEXT DEFAULT '' NOT NULL,
    swept_at TEXT
)""",
    """CREATE TABLE household (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    salutation TEXT DEFAULT '' NOT NULL,
    created_at TEXT
)""",
    """CREATE TABLE import_run (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    file_name TEXT NOT NULL,
    format TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    new_count INTEGER DEFAULT 0 NOT NULL,
    updated_count INTEGER DEFAULT 0 NOT NULL,
    unchanged_count INTEGER DEFAULT 0 NOT NULL,
    skipped_count INTEGER DEFAULT 0 NOT NULL,
    failed_count INTEGER DEFAULT 0 NOT NULL
)""",
    """CREATE TABLE kiosk (
    id INTEGER NOT NULL,
    event_id INTEGER,
    pin TEXT DEFAULT '' NOT NULL,
    wrong_tries INTEGER DEFAULT 0 NOT NULL,
    wrong_at TEXT,
    PRIMARY KEY (id)
)""",
    """CREATE TABLE label_stock (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    paper TEXT NOT NULL,
    columns INTEGER DEFAULT 1 NOT NULL,
    rows INTEGER DEFAULT 1 NOT NULL,
    label_width INTEGER DEFAULT 0 NOT NULL,
    label_height INTEGER DEFAULT 0 NOT NULL,
    left_edge INTEGER DEFAULT 0 NOT NULL,
    top_edge INTEGER DEFAULT 0 NOT NULL,
    column_gap INTEGER DEFAULT 0 NOT NULL,
    row_gap INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_label_stock_name UNIQUE (name)
)""",
    """CREATE TABLE letter_template (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    updated_at TEXT NOT NULL
)""",
    """CREATE TABLE lifecycle (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    name TEXT NOT NULL,
    is_active INTEGER DEFAULT 0 NOT NULL,
    definition TEXT DEFAULT '' NOT NULL,
    CONSTRAINT uq_lifecycle_key UNIQUE ("key")
)""",
    """CREATE TABLE offer (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    description TEXT DEFAULT '' NOT NULL,
    created_at TEXT
)""",
    """CREATE TABLE own_field (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL
)""",
    """CREATE INDEX ix_own_field_name_folded
ON own_field (name_folded)""",
    """CREATE TABLE permission_wording (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    text TEXT NOT NULL,
    made_at TEXT NOT NULL
)""",
    """CREATE INDEX ix_permission_wording_channel
ON permission_wording (channel, language)""",
    """CREATE TABLE presence (
    id INTEGER NOT NULL,
    seen_on TEXT NOT NULL,
    away_since_on TEXT,
    back_on TEXT,
    PRIMARY KEY (id)
)""",
    """CREATE TABLE printer_offset (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    printer TEXT NOT NULL,
    to_the_right INTEGER DEFAULT 0 NOT NULL,
    down INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT uq_printer_offset_printer UNIQUE (printer)
)""",
    """CREATE TABLE reminder_told (
    id INTEGER NOT NULL,
    due TEXT NOT NULL,
    PRIMARY KEY (id)
)""",
    """CREATE TABLE saved_view (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    filter_json TEXT DEFAULT '' NOT NULL,
    columns_json TEXT DEFAULT '' NOT NULL,
    sort TEXT DEFAULT '' NOT NULL
)""",
    """CREATE TABLE sequence (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    name TEXT NOT NULL,
    purpose TEXT DEFAULT '' NOT NULL,
    pauses_on_reply INTEGER DEFAULT 1 NOT NULL,
    pauses_on_purchase INTEGER DEFAULT 1 NOT NULL,
    is_retired INTEGER DEFAULT 0 NOT NULL,
    replaced_at TEXT
)""",
    """CREATE INDEX ix_sequence_key
ON sequence ("key", language)""",
    """CREATE TABLE service_line (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    is_retired INTEGER DEFAULT 0 NOT NULL
)""",
    """CREATE TABLE setting (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    CONSTRAINT uq_setting_name UNIQUE (name)
)""",
    """CREATE TABLE slipping_shown (
    id INTEGER NOT NULL,
    shown_on TEXT NOT NULL,
    before_on TEXT,
    PRIMARY KEY (id)
)""",
    """CREATE TABLE source (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL
)""",
    """CREATE INDEX ix_source_name_folded
ON source (name_folded)""",
    """CREATE TABLE tag (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL
)""",
    """CREATE INDEX ix_tag_name_folded
ON tag (name_folded)""",
    """CREATE TABLE trigger_rule (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT DEFAULT '' NOT NULL,
    name TEXT NOT NULL,
    is_on INTEGER DEFAULT 1 NOT NULL,
    when_json TEXT DEFAULT '' NOT NULL,
    then_json TEXT DEFAULT '' NOT NULL,
    created_at TEXT NOT NULL
)""",
    """CREATE TABLE typed_text (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    place TEXT NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    kept_at TEXT NOT NULL,
    CONSTRAINT uq_typed_text_place UNIQUE (place)
)""",
    """CREATE TABLE campaign (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    source_id INTEGER,
    offer_id INTEGER,
    starts_on TEXT,
    ends_on TEXT,
    place TEXT DEFAULT '' NOT NULL,
    minutes_spent INTEGER,
    visitors_seen INTEGER,
    note TEXT DEFAULT '' NOT NULL,
    sign_in_json TEXT DEFAULT '' NOT NULL,
    CONSTRAINT ck_campaign_kind CHECK (kind IN ('campaign', 'event')),
    CONSTRAINT fk_campaign_source_id FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE SET NULL,
    CONSTRAINT fk_campaign_offer_id FOREIGN KEY(offer_id) REFERENCES offer (id) ON DELETE SET NULL
)""",
    """CREATE TABLE "plan" (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    lifecycle_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    period_start_on TEXT NOT NULL,
    period_end_on TEXT NOT NULL,
    review_on TEXT,
    posted_on TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CONSTRAINT fk_plan_lifecycle_id FOREIGN KEY(lifecycle_id) REFERENCES lifecycle (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_plan_lifecycle
ON "plan" (lifecycle_id, period_start_on)""",
    """CREATE TABLE sequence_step (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sequence_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    channel TEXT NOT NULL,
    "after" TEXT NOT NULL,
    at_time TEXT,
    what TEXT NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_sequence_step_sequence_id FOREIGN KEY(sequence_id) REFERENCES sequence (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_sequence_step_sequence
ON sequence_step (sequence_id, position)""",
    """CREATE TABLE stage (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    lifecycle_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    "key" TEXT NOT NULL,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    stuck_after_days INTEGER,
    keep_in_touch_days INTEGER DEFAULT 30 NOT NULL,
    is_retired INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT fk_stage_lifecycle_id FOREIGN KEY(lifecycle_id) REFERENCES lifecycle (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_stage_lifecycle
ON stage (lifecycle_id, position)""",
    """CREATE TABLE campaign_cost (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    campaign_id INTEGER NOT NULL,
    what TEXT DEFAULT '' NOT NULL,
    paid_on TEXT NOT NULL,
    amount_minor INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT '' NOT NULL,
    rule TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_campaign_cost_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_campaign_cost_campaign
ON campaign_cost (campaign_id)""",
    """CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT DEFAULT 'person' NOT NULL,
    first_name TEXT DEFAULT '' NOT NULL,
    middle_name TEXT DEFAULT '' NOT NULL,
    last_name TEXT DEFAULT '' NOT NULL,
    prefix TEXT DEFAULT '' NOT NULL,
    suffix TEXT DEFAULT '' NOT NULL,
    nickname TEXT DEFAULT '' NOT NULL,
    phonetic_name TEXT DEFAULT '' NOT NULL,
    company TEXT DEFAULT '' NOT NULL,
    department TEXT DEFAULT '' NOT NULL,
    job_title TEXT DEFAULT '' NOT NULL,
    display_name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    want TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    stage_id INTEGER NOT NULL,
    stage_since_at TEXT NOT NULL,
    temperature TEXT DEFAULT '' NOT NULL,
    kept_rank TEXT DEFAULT '' NOT NULL,
    source_id INTEGER,
    source_detail TEXT DEFAULT '' NOT NULL,
    household_id INTEGER,
    preferred_channel TEXT DEFAULT '' NOT NULL,
    quiet_from TEXT,
    quiet_until TEXT,
    language TEXT DEFAULT '' NOT NULL,
    is_do_not_contact INTEGER DEFAULT 0 NOT NULL,
    is_core INTEGER DEFAULT 0 NOT NULL,
    is_archived INTEGER DEFAULT 0 NOT NULL,
    deleted_at TEXT,
    parked_until_on TEXT,
    board_position INTEGER,
    value_minor INTEGER,
    currency TEXT DEFAULT '' NOT NULL,
    is_sample INTEGER DEFAULT 0 NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    captured_at TEXT,
    touched_on TEXT,
    first_answer_at TEXT,
    last_activity_at TEXT,
    next_step_id INTEGER,
    next_step_on TEXT,
    rhythm_days INTEGER,
    slips_on TEXT,
    CONSTRAINT ck_contact_kind CHECK (kind IN ('person', 'firm')),
    CONSTRAINT ck_contact_temperature CHECK (temperature IN ('hot', 'warm', 'cold', '')),
    CONSTRAINT fk_contact_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id) ON DELETE RESTRICT,
    CONSTRAINT fk_contact_source_id FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE SET NULL,
    CONSTRAINT fk_contact_household_id FOREIGN KEY(household_id) REFERENCES household (id) ON DELETE SET NULL
)""",
    """CREATE INDEX ix_contact_archived
ON contact (deleted_at)
WHERE is_archived = 1""",
    """CREATE INDEX ix_contact_board
ON contact (stage_id, next_step_on, sort_name, id)
WHERE is_archived = 0""",
    """CREATE INDEX ix_contact_by_hand
ON contact (stage_id, board_position, id)
WHERE board_position IS NOT NULL AND is_archived = 0""",
    """CREATE INDEX ix_contact_captured
ON contact (captured_at, first_answer_at)
WHERE captured_at IS NOT NULL""",
    """CREATE INDEX ix_contact_do_not_contact
ON contact (id)
WHERE is_do_not_contact = 1""",
    """CREATE INDEX ix_contact_household
ON contact (household_id)
WHERE household_id IS NOT NULL""",
    """CREATE INDEX ix_contact_last_activity
ON contact (last_activity_at, id)""",
    """CREATE INDEX ix_contact_next_step
ON contact (next_step_on, sort_name, id)
WHERE is_archived = 0""",
    """CREATE INDEX ix_contact_parked
ON contact (parked_until_on, stage_id, id)
WHERE parked_until_on IS NOT NULL AND is_archived = 0""",
    """CREATE INDEX ix_contact_quiet
ON contact (stage_id, last_activity_at, id)
WHERE last_activity_at IS NOT NULL AND is_archived = 0""",
    """CREATE INDEX ix_contact_sample
ON contact (is_sample)
WHERE is_sample = 1""",
    """CREATE INDEX ix_contact_slips
ON contact (slips_on, stage_id, id)
WHERE slips_on IS NOT NULL AND is_archived = 0""",
    """CREATE INDEX ix_contact_sort_name
ON contact (sort_name, id)
WHERE is_archived = 0""",
    """CREATE INDEX ix_contact_source
ON contact (source_id)
WHERE source_id IS NOT NULL""",
    """CREATE INDEX ix_contact_stage_name
ON contact (stage_id, sort_name, id)
WHERE is_archived = 0""",
    """CREATE INDEX ix_contact_stage_since
ON contact (stage_id, stage_since_at, id)
WHERE is_archived = 0""",
    """CREATE INDEX ix_contact_unanswered
ON contact (captured_at, slips_on)
WHERE captured_at IS NOT NULL AND first_answer_at IS NULL AND is_archived = 0""",
    """CREATE INDEX ix_contact_value
ON contact (stage_id, value_minor DESC, id)
WHERE value_minor IS NOT NULL AND is_archived = 0""",
    """CREATE TABLE plan_goal (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    words TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_plan_goal_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_plan_goal_plan
ON plan_goal (plan_id)""",
    """CREATE TABLE plan_move (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    what TEXT NOT NULL,
    stage_id INTEGER,
    due_on TEXT,
    done_at TEXT,
    CONSTRAINT fk_plan_move_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE,
    CONSTRAINT fk_plan_move_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id) ON DELETE SET NULL
)""",
    """CREATE INDEX ix_plan_move_plan
ON plan_move (plan_id)""",
    """CREATE TABLE plan_print (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    printed_on TEXT NOT NULL,
    printed_at TEXT NOT NULL,
    paper TEXT DEFAULT '' NOT NULL,
    orientation TEXT DEFAULT '' NOT NULL,
    is_grey INTEGER DEFAULT 0 NOT NULL,
    sheet TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_plan_print_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_plan_print_plan
ON plan_print (plan_id, printed_at)""",
    """CREATE TABLE plan_stage (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    stage_id INTEGER NOT NULL,
    purpose TEXT DEFAULT '' NOT NULL,
    goal_number TEXT DEFAULT '' NOT NULL,
    goal_unit TEXT DEFAULT '' NOT NULL,
    goal_due_on TEXT,
    measure TEXT DEFAULT '' NOT NULL,
    offer TEXT DEFAULT '' NOT NULL,
    wow TEXT DEFAULT '' NOT NULL,
    move_on TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_plan_stage_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE,
    CONSTRAINT fk_plan_stage_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_plan_stage_plan
ON plan_stage (plan_id)""",
    """CREATE INDEX ix_plan_stage_stage
ON plan_stage (stage_id)""",
    """CREATE TABLE campaign_contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    campaign_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    joined_at TEXT NOT NULL,
    answers_json TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_campaign_contact_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE CASCADE,
    CONSTRAINT fk_campaign_contact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_campaign_contact_campaign
ON campaign_contact (campaign_id)""",
    """CREATE INDEX ix_campaign_contact_contact
ON campaign_contact (contact_id)""",
    """CREATE TABLE contact_address (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    street TEXT DEFAULT '' NOT NULL,
    extended TEXT DEFAULT '' NOT NULL,
    po_box TEXT DEFAULT '' NOT NULL,
    city TEXT DEFAULT '' NOT NULL,
    region TEXT DEFAULT '' NOT NULL,
    postal_code TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL,
    formatted TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_contact_address_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_contact_address_contact
ON contact_address (contact_id, position)""",
    """CREATE TABLE contact_date (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER,
    month INTEGER DEFAULT 0 NOT NULL,
    day INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT fk_contact_date_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_contact_date_contact
ON contact_date (contact_id)""",
    """CREATE INDEX ix_contact_date_day
ON contact_date (month, day)""",
    """CREATE TABLE contact_email (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    email TEXT NOT NULL,
    email_normal TEXT NOT NULL,
    is_relay INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT fk_contact_email_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_contact_email_contact
ON contact_email (contact_id, position)""",
    """CREATE INDEX ix_contact_email_normal
ON contact_email (email_normal, contact_id)""",
    """CREATE TABLE contact_link (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    url TEXT NOT NULL,
    CONSTRAINT fk_contact_link_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_contact_link_contact
ON contact_link (contact_id)""",
    """CREATE TABLE contact_own_value (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    own_field_id INTEGER NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_contact_own_value_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_contact_own_value_own_field_id FOREIGN KEY(own_field_id) REFERENCES own_field (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_contact_own_value_contact
ON contact_own_value (contact_id)""",
    """CREATE INDEX ix_contact_own_value_field
ON contact_own_value (own_field_id)""",
    """CREATE TABLE contact_phone (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    phone TEXT NOT NULL,
    phone_normal TEXT DEFAULT '' NOT NULL,
    extension TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_contact_phone_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_contact_phone_contact
ON contact_phone (contact_id, position)""",
    """CREATE INDEX ix_contact_phone_normal
ON contact_phone (phone_normal, contact_id)
WHERE phone_normal <> ''""",
    """CREATE TABLE contact_picture (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    media_type TEXT NOT NULL,
    digest TEXT NOT NULL,
    picture BLOB NOT NULL,
    CONSTRAINT fk_contact_picture_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_contact_picture_contact
ON contact_picture (contact_id, position)""",
    """CREATE TABLE contact_tag (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    tag_id INTEGER NOT NULL,
    CONSTRAINT fk_contact_tag_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_contact_tag_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_contact_tag_contact
ON contact_tag (contact_id, tag_id)""",
    """CREATE INDEX ix_contact_tag_tag
ON contact_tag (tag_id, contact_id)""",
    """CREATE TABLE enrolment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sequence_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    sequence_step_id INTEGER,
    start_on TEXT NOT NULL,
    start_time TEXT,
    shift_days INTEGER DEFAULT 0 NOT NULL,
    started_at TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    kept_json TEXT DEFAULT '' NOT NULL,
    paused_at TEXT,
    ended_at TEXT,
    CONSTRAINT ck_enrolment_state CHECK (state IN ('running', 'paused', 'stopped', 'finished')),
    CONSTRAINT fk_enrolment_sequence_id FOREIGN KEY(sequence_id) REFERENCES sequence (id) ON DELETE CASCADE,
    CONSTRAINT fk_enrolment_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_enrolment_sequence_step_id FOREIGN KEY(sequence_step_id) REFERENCES sequence_step (id) ON DELETE SET NULL
)""",
    """CREATE INDEX ix_enrolment_contact
ON enrolment (contact_id, state)""",
    """CREATE INDEX ix_enrolment_sequence
ON enrolment (sequence_id, state)""",
    """CREATE INDEX ix_enrolment_step
ON enrolment (sequence_step_id)
WHERE sequence_step_id IS NOT NULL""",
    """CREATE TABLE kept_apart (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    other_contact_id INTEGER NOT NULL,
    decided_at TEXT NOT NULL,
    CONSTRAINT fk_kept_apart_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_kept_apart_other_contact_id FOREIGN KEY(other_contact_id) REFERENCES contact (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_kept_apart_contact
ON kept_apart (contact_id, other_contact_id)""",
    """CREATE INDEX ix_kept_apart_other
ON kept_apart (other_contact_id)""",
    """CREATE TABLE permission (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    channel TEXT NOT NULL,
    status TEXT NOT NULL,
    wording TEXT DEFAULT '' NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    recorded_by TEXT DEFAULT '' NOT NULL,
    recorded_at TEXT NOT NULL,
    CONSTRAINT ck_permission_channel CHECK (channel IN ('call', 'text', 'email', 'letter')),
    CONSTRAINT ck_permission_status CHECK (status IN ('unknown', 'given', 'refused', 'withdrawn')),
    CONSTRAINT fk_permission_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_permission_contact
ON permission (contact_id, channel)""",
    """CREATE TABLE plan_number (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_stage_id INTEGER NOT NULL,
    month TEXT NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_plan_number_plan_stage_id FOREIGN KEY(plan_stage_id) REFERENCES plan_stage (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_plan_number_stage
ON plan_number (plan_stage_id)""",
    """CREATE TABLE plan_print_number (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_print_id INTEGER NOT NULL,
    stage_id INTEGER NOT NULL,
    month TEXT NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_plan_print_number_plan_print_id FOREIGN KEY(plan_print_id) REFERENCES plan_print (id) ON DELETE CASCADE,
    CONSTRAINT fk_plan_print_number_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_plan_print_number_print
ON plan_print_number (plan_print_id)""",
    """CREATE TABLE plan_tactic (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_stage_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    what TEXT NOT NULL,
    rhythm TEXT DEFAULT '' NOT NULL,
    channel TEXT DEFAULT '' NOT NULL,
    cost_minor INTEGER,
    currency TEXT DEFAULT '' NOT NULL,
    who TEXT DEFAULT '' NOT NULL,
    makes_follow_ups INTEGER DEFAULT 0 NOT NULL,
    sequence_id INTEGER,
    CONSTRAINT fk_plan_tactic_plan_stage_id FOREIGN KEY(plan_stage_id) REFERENCES plan_stage (id) ON DELETE CASCADE,
    CONSTRAINT fk_plan_tactic_sequence_id FOREIGN KEY(sequence_id) REFERENCES sequence (id) ON DELETE SET NULL
)""",
    """CREATE INDEX ix_plan_tactic_sequence
ON plan_tactic (sequence_id)
WHERE sequence_id IS NOT NULL""",
    """CREATE INDEX ix_plan_tactic_stage
ON plan_tactic (plan_stage_id, position)""",
    """CREATE TABLE purchase (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    service_line_id INTEGER,
    what TEXT DEFAULT '' NOT NULL,
    closed_on TEXT NOT NULL,
    price_minor INTEGER DEFAULT 0 NOT NULL,
    revenue_minor INTEGER DEFAULT 0 NOT NULL,
    cost_minor INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT '' NOT NULL,
    offer_id INTEGER,
    satisfaction INTEGER,
    note TEXT DEFAULT '' NOT NULL,
    created_at TEXT NOT NULL,
    CONSTRAINT fk_purchase_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_purchase_service_line_id FOREIGN KEY(service_line_id) REFERENCES service_line (id) ON DELETE SET NULL,
    CONSTRAINT fk_purchase_offer_id FOREIGN KEY(offer_id) REFERENCES offer (id) ON DELETE SET NULL
)""",
    """CREATE INDEX ix_purchase_closed
ON purchase (closed_on)""",
    """CREATE INDEX ix_purchase_contact
ON purchase (contact_id, closed_on, currency, price_minor, revenue_minor, cost_minor)""",
    """CREATE TABLE qualification (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    detail TEXT DEFAULT '' NOT NULL,
    answered_at TEXT NOT NULL,
    CONSTRAINT ck_qualification_question CHECK (question IN ('interest', 'authority', 'need', 'budget', 'time_frame', 'financing')),
    CONSTRAINT ck_qualification_answer CHECK (answer IN ('yes', 'partly', 'no', 'unknown')),
    CONSTRAINT fk_qualification_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_qualification_contact
ON qualification (contact_id)""",
    """CREATE TABLE referral (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    referrer_id INTEGER NOT NULL,
    referred_id INTEGER,
    referred_name TEXT DEFAULT '' NOT NULL,
    referrer_name TEXT DEFAULT '' NOT NULL,
    given_on TEXT NOT NULL,
    direction TEXT NOT NULL,
    status TEXT NOT NULL,
    fee_minor INTEGER,
    fee_basis_points INTEGER,
    currency TEXT DEFAULT '' NOT NULL,
    paid_on TEXT,
    thanked_on TEXT,
    CONSTRAINT ck_referral_direction CHECK (direction IN ('in', 'out')),
    CONSTRAINT ck_referral_status CHECK (status IN ('given', 'contacted', 'met', 'signed', 'paid', 'lost')),
    CONSTRAINT fk_referral_referrer_id FOREIGN KEY(referrer_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_referral_referred_id FOREIGN KEY(referred_id) REFERENCES contact (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_referral_referred
ON referral (referred_id)""",
    """CREATE INDEX ix_referral_referrer
ON referral (referrer_id)""",
    """CREATE INDEX ix_referral_thanks
ON referral (given_on)
WHERE thanked_on IS NULL AND direction = 'in'""",
    """CREATE TABLE relation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    other_contact_id INTEGER,
    other_name TEXT DEFAULT '' NOT NULL,
    kind TEXT NOT NULL,
    CONSTRAINT fk_relation_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_relation_other_contact_id FOREIGN KEY(other_contact_id) REFERENCES contact (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_relation_contact
ON relation (contact_id)""",
    """CREATE INDEX ix_relation_other
ON relation (other_contact_id)""",
    """CREATE TABLE stage_answer (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    stage_id INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at TEXT NOT NULL,
    CONSTRAINT fk_stage_answer_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_stage_answer_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_stage_answer_contact
ON stage_answer (contact_id)""",
    """CREATE INDEX ix_stage_answer_stage
ON stage_answer (stage_id)""",
    """CREATE TABLE stage_move (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    from_stage_id INTEGER,
    to_stage_id INTEGER NOT NULL,
    moved_at TEXT NOT NULL,
    moved_on TEXT NOT NULL,
    days_in_from INTEGER,
    cause TEXT NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    CONSTRAINT ck_stage_move_cause CHECK (cause IN ('hand', 'rule', 'import', 'capture', 'model', 'sample')),
    CONSTRAINT fk_stage_move_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_stage_move_from_stage_id FOREIGN KEY(from_stage_id) REFERENCES stage (id) ON DELETE SET NULL,
    CONSTRAINT fk_stage_move_to_stage_id FOREIGN KEY(to_stage_id) REFERENCES stage (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_stage_move_contact
ON stage_move (contact_id, moved_at)""",
    """CREATE INDEX ix_stage_move_from
ON stage_move (from_stage_id, to_stage_id, moved_on, days_in_from)
WHERE from_stage_id IS NOT NULL""",
    """CREATE INDEX ix_stage_move_to
ON stage_move (to_stage_id, contact_id, moved_on)""",
    """CREATE TABLE stage_standing (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    lifecycle_id INTEGER NOT NULL,
    stage_id INTEGER NOT NULL,
    since_at TEXT NOT NULL,
    left_at TEXT NOT NULL,
    CONSTRAINT fk_stage_standing_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_stage_standing_lifecycle_id FOREIGN KEY(lifecycle_id) REFERENCES lifecycle (id) ON DELETE CASCADE,
    CONSTRAINT fk_stage_standing_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_stage_standing_contact
ON stage_standing (contact_id, lifecycle_id)""",
    """CREATE TABLE follow_up (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER,
    what TEXT NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    occasion TEXT DEFAULT '' NOT NULL,
    channel TEXT DEFAULT '' NOT NULL,
    due_on TEXT NOT NULL,
    due_time TEXT,
    zone TEXT DEFAULT '' NOT NULL,
    first_due_on TEXT NOT NULL,
    rule TEXT DEFAULT '' NOT NULL,
    is_promise INTEGER DEFAULT 0 NOT NULL,
    enrolment_id INTEGER,
    sequence_step_id INTEGER,
    plan_tactic_id INTEGER,
    done_at TEXT,
    outcome TEXT DEFAULT '' NOT NULL,
    snooze_count INTEGER DEFAULT 0 NOT NULL,
    created_at TEXT NOT NULL,
    is_sample INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT fk_follow_up_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_follow_up_enrolment_id FOREIGN KEY(enrolment_id) REFERENCES enrolment (id) ON DELETE SET NULL,
    CONSTRAINT fk_follow_up_sequence_step_id FOREIGN KEY(sequence_step_id) REFERENCES sequence_step (id) ON DELETE SET NULL,
    CONSTRAINT fk_follow_up_plan_tactic_id FOREIGN KEY(plan_tactic_id) REFERENCES plan_tactic (id) ON DELETE SET NULL
)""",
    """CREATE INDEX ix_follow_up_contact
ON follow_up (contact_id, due_on)
WHERE done_at IS NULL""",
    """CREATE INDEX ix_follow_up_contact_all
ON follow_up (contact_id)""",
    """CREATE INDEX ix_follow_up_done
ON follow_up (done_at)
WHERE done_at IS NOT NULL""",
    """CREATE INDEX ix_follow_up_enrolment_id
ON follow_up (enrolment_id)
WHERE enrolment_id IS NOT NULL""",
    """CREATE INDEX ix_follow_up_open
ON follow_up (due_on, due_time, contact_id)
WHERE done_at IS NULL""",
    """CREATE INDEX ix_follow_up_plan_tactic_id
ON follow_up (plan_tactic_id)
WHERE plan_tactic_id IS NOT NULL""",
    """CREATE INDEX ix_follow_up_promise
ON follow_up (due_on, due_time)
WHERE done_at IS NULL AND is_promise = 1""",
    """CREATE INDEX ix_follow_up_sequence_step_id
ON follow_up (sequence_step_id)
WHERE sequence_step_id IS NOT NULL""",
    """CREATE TABLE activity (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    direction TEXT DEFAULT '' NOT NULL,
    happened_at TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    minutes INTEGER,
    cost_minor INTEGER,
    currency TEXT DEFAULT '' NOT NULL,
    follow_up_id INTEGER,
    campaign_id INTEGER,
    closed_at TEXT,
    created_at TEXT NOT NULL,
    CONSTRAINT ck_activity_kind CHECK (kind IN ('call', 'text', 'email', 'letter', 'meeting', 'showing', 'open_house', 'note', 'review', 'complaint', 'gift')),
    CONSTRAINT ck_activity_direction CHECK (direction IN ('out', 'in', 'both', '')),
    CONSTRAINT fk_activity_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_activity_follow_up_id FOREIGN KEY(follow_up_id) REFERENCES follow_up (id) ON DELETE SET NULL,
    CONSTRAINT fk_activity_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE SET NULL
)""",
    """CREATE INDEX ix_activity_campaign_id
ON activity (campaign_id)
WHERE campaign_id IS NOT NULL""",
    """CREATE INDEX ix_activity_complaint
ON activity (contact_id)
WHERE kind = 'complaint' AND closed_at IS NULL""",
    """CREATE INDEX ix_activity_contact
ON activity (contact_id, happened_at)""",
    """CREATE INDEX ix_activity_day
ON activity (happened_on, kind, currency, minutes, cost_minor)""",
    """CREATE INDEX ix_activity_follow_up_id
ON activity (follow_up_id)
WHERE follow_up_id IS NOT NULL""",
    """CREATE INDEX ix_activity_minutes
ON activity (kind, happened_at, minutes)
WHERE minutes IS NOT NULL""",
    """CREATE TABLE calendar_entry (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    digest TEXT DEFAULT '' NOT NULL,
    contact_id INTEGER,
    follow_up_id INTEGER,
    contact_date_id INTEGER,
    CONSTRAINT fk_calendar_entry_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_calendar_entry_follow_up_id FOREIGN KEY(follow_up_id) REFERENCES follow_up (id) ON DELETE SET NULL,
    CONSTRAINT fk_calendar_entry_contact_date_id FOREIGN KEY(contact_date_id) REFERENCES contact_date (id) ON DELETE SET NULL
)""",
    """CREATE INDEX ix_calendar_entry_contact_date_id
ON calendar_entry (contact_date_id)
WHERE contact_date_id IS NOT NULL""",
    """CREATE INDEX ix_calendar_entry_contact_id
ON calendar_entry (contact_id)
WHERE contact_id IS NOT NULL""",
    """CREATE INDEX ix_calendar_entry_follow_up_id
ON calendar_entry (follow_up_id)
WHERE follow_up_id IS NOT NULL""",
    """CREATE INDEX ix_calendar_entry_uid
ON calendar_entry (uid)""",
    """CREATE TABLE trigger_firing (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    trigger_rule_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    fired_at TEXT NOT NULL,
    occasion TEXT NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    did TEXT NOT NULL,
    follow_up_id INTEGER,
    enrolment_id INTEGER,
    stage_id INTEGER,
    answer TEXT DEFAULT '' NOT NULL,
    CONSTRAINT ck_trigger_firing_answer CHECK (answer IN ('', 'accepted', 'declined')),
    CONSTRAINT fk_trigger_firing_trigger_rule_id FOREIGN KEY(trigger_rule_id) REFERENCES trigger_rule (id) ON DELETE CASCADE,
    CONSTRAINT fk_trigger_firing_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_trigger_firing_follow_up_id FOREIGN KEY(follow_up_id) REFERENCES follow_up (id) ON DELETE SET NULL,
    CONSTRAINT fk_trigger_firing_enrolment_id FOREIGN KEY(enrolment_id) REFERENCES enrolment (id) ON DELETE SET NULL,
    CONSTRAINT fk_trigger_firing_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id) ON DELETE SET NULL
)""",
    """CREATE INDEX ix_trigger_firing_asks
ON trigger_firing (contact_id)
WHERE did = 'asks' AND answer = ''""",
    """CREATE INDEX ix_trigger_firing_contact
ON trigger_firing (contact_id)""",
    """CREATE INDEX ix_trigger_firing_enrolment_id
ON trigger_firing (enrolment_id)
WHERE enrolment_id IS NOT NULL""",
    """CREATE INDEX ix_trigger_firing_follow_up_id
ON trigger_firing (follow_up_id)
WHERE follow_up_id IS NOT NULL""",
    """CREATE INDEX ix_trigger_firing_rule
ON trigger_firing (trigger_rule_id, contact_id)""",
    """CREATE INDEX ix_trigger_firing_stage_id
ON trigger_firing (stage_id)
WHERE stage_id IS NOT NULL""",
    """CREATE TABLE search_term (term TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID""",
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


def upgrade() -> None:
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
