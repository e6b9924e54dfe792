"""What contacts hold already, and what a row adds: blanks are filled, what differs is kept beside, nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Protocol

from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.draft import Address, ContactDraft, KeyDate, Picture
from lifecycle_desktop.core.model.person_text import display_name, fold, sort_name, words
from lifecycle_desktop.core.operations.import_prepared import PreparedDraft, next_step_text
from lifecycle_desktop.core.store.driver import ReadConnection

# Column of contact, part of the draft, and what a second value of it is called.
_PLAIN = (
    ("prefix", "prefix", mark("Prefix")),
    ("suffix", "suffix", mark("Suffix")),
    ("nickname", "nickname", mark("Nickname")),
    ("phonetic_name", "phonetic", mark("Phonetic name")),
    ("company", "company", mark("Company")),
    ("department", "department", mark("Department")),
    ("job_title", "job_title", mark("Job title")),
    ("want", "want", mark("Looking for")),
)
ALSO_WRITTEN = mark("Also written")
# Of these the owner may let the file's value show first.
CHOOSABLE = frozenset(
    {"name", "email", "phone", "stage", "temperature", *(column for column, _part, _title in _PLAIN)}
)
_COLUMNS = (
    "id", "first_name", "middle_name", "last_name", "prefix", "suffix", "nickname", "phonetic_name", "company",
    "department", "job_title", "display_name", "want", "note", "temperature", "touched_on", "source_id", "stage_id",
)  # fmt: skip
_AMONG = "IN (SELECT value FROM json_each(?))"
_TOUCHED = (
    "SELECT contact_id, max(happened_on) FROM activity WHERE kind NOT IN ('note', 'complaint') "  # noqa: S608
    f"AND contact_id {_AMONG} GROUP BY contact_id"
)
_CONTACTS = f"SELECT {', '.join(_COLUMNS)} FROM contact WHERE id {_AMONG}"  # noqa: S608  names of columns
_REFERRERS = (
    "SELECT r.referred_id, c.display_name, r.referrer_name "  # noqa: S608
    f"FROM referral r JOIN contact c ON c.id = r.referrer_id WHERE r.referred_id {_AMONG}"
)


class Additions(Protocol):
    """Where rows for a contact are added: `ImportRows`, or nowhere in a dry run."""

    def make_room(self, table: str, contact_id: int) -> None: ...
    def add_email(self, contact_id: int, position: int, email: tuple[str, str, str]) -> None: ...
    def add_phone(self, contact_id: int, position: int, phone: tuple[str, str, str, str]) -> None: ...
    def add_address(self, contact_id: int, position: int, address: Address) -> None: ...
    def add_date(self, contact_id: int, date: KeyDate) -> None: ...
    def add_link(self, contact_id: int, position: int, label: str, url: str) -> None: ...
    def add_picture(self, contact_id: int, position: int, picture: Picture) -> None: ...
    def add_tag(self, contact_id: int, name: str) -> None: ...
    def add_own_value(self, contact_id: int, field: str, value: str) -> None: ...
    def add_relation(self, contact_id: int, kind: str, name: str) -> None: ...
    def add_permission(self, contact_id: int, channel: str, status: str, place: str) -> None: ...
    def add_follow_up(self, contact_id: int, what: str, due_on: str) -> int: ...


class Held:
    """One contact with all it holds, and the columns that rows of the file changed."""

    def __init__(self, columns: dict[str, Any]) -> None:
        self.columns = columns
        self.updates: dict[str, Any] = {}
        self.source = ""
        self.touched_on = ""  # the day of the last touch that is logged here
        self.emails: set[str] = set()
        self.phones: set[tuple[str, str]] = set()
        self.addresses: list[frozenset[str]] = []
        self.dates: set[tuple[str, int | None, int, int]] = set()
        self.links: set[str] = set()
        self.pictures: set[str] = set()  # their digests
        self.tags: set[str] = set()
        self.own: set[str] = set()
        self.relations: set[str] = set()
        self.permissions: dict[str, str] = {}
        self.follow_ups: set[tuple[str, str]] = set()
        self.stages: set[int] = set()

    @property
    def contact_id(self) -> int:
        """The contact's id."""
        return int(self.columns["id"])


class Merger:
    """Puts rows into contacts that are there. `place` tells where permissions come from."""

    def __init__(self, additions: Additions, place: str) -> None:
        self._to = additions
        self._place = place
        self._changed = False
        self._first: frozenset[str] = frozenset()
        self.moves: dict[int, int] = {}  # the stage that the owner lets the file set, by contact

    def merge(
        self,
        held: Held,
        person: PreparedDraft,
        stage_id: int | None,
        tags: Iterable[str],
        heat: str,
        first: frozenset[str] = frozenset(),
    ) -> bool:
        """Add what the row tells and the contact does not hold; whether there was anything.

        `stage_id`, `tags` and `heat` are what the row's own words come to in this database. `first` are words of
        `CHOOSABLE`: there the row's value shows first and what was here is kept beside.
        """
        self._changed = False
        self._first = first
        draft = person.draft
        self._merge_names(held, person)
        for column, part, title in _PLAIN:
            value = getattr(draft, part)
            if value:
                self._merge_column(held, column, value, title)
        if draft.note:
            self._merge_note(held, draft.note)
        if draft.source:
            self._merge_source(held, draft.source)
        self._merge_reaches(held, person)
        self._merge_dates(held, draft)
        self._merge_sets(held, draft, tags)
        self._merge_progress(held, draft, stage_id, heat)
        return self._changed

    def add_permission(self, contact_id: int, channel: str, status: str) -> None:
        """What somebody new said of a channel, as the file tells."""
        self._to.add_permission(contact_id, channel, status, self._place)

    def _keep_beside(self, held: Held, field: str, value: str) -> None:
        """A second value goes into an own field, once."""
        folded = fold(value)
        if folded and folded not in held.own:
            held.own.add(folded)
            self._to.add_own_value(held.contact_id, field, value)
            self._changed = True

    def _set(self, held: Held, column: str, value: Any) -> None:
        held.columns[column] = held.updates[column] = value
        self._changed = True

    def _merge_column(self, held: Held, column: str, value: str, title: str) -> None:
        there = held.columns[column]
        if not there:
            self._set(held, column, value)
        elif there != value and fold(there) != fold(value):
            if column in self._first:
                self._set(held, column, value)
                value = there
            self._keep_beside(held, _(title), value)

    def _take_name(self, held: Held, person: PreparedDraft) -> None:
        """The row's name in place of the one that was here, which is kept beside."""
        draft, before = person.draft, held.columns["display_name"]
        for column, value in (
            ("first_name", draft.first), ("middle_name", draft.middle), ("last_name", draft.last),
            ("display_name", person.display), ("sort_name", person.sort),
        ):  # fmt: skip
            self._set(held, column, value)
        self._keep_beside(held, _(ALSO_WRITTEN), before)

    def _merge_names(self, held: Held, person: PreparedDraft) -> None:
        draft, columns = person.draft, held.columns
        is_told = draft.first or draft.middle or draft.last or draft.full
        if "name" in self._first and is_told and fold(person.display) != fold(columns["display_name"]):
            self._take_name(held, person)
            return
        if not (draft.first or draft.middle or draft.last):
            if (
                draft.full
                and fold(draft.full) != fold(columns["display_name"])
                and draft.full != columns["company"]
            ):
                self._keep_beside(held, _(ALSO_WRITTEN), draft.full)
            return
        nameless = not (columns["first_name"] or columns["middle_name"] or columns["last_name"])
        if nameless and not columns["company"]:
            for column, value in (
                ("first_name", draft.first), ("middle_name", draft.middle), ("last_name", draft.last),
                ("display_name", person.display), ("sort_name", person.sort),
            ):  # fmt: skip
                self._set(held, column, value)
            return
        if draft.middle and not columns["middle_name"] and _same(columns, draft):
            self._set(held, "middle_name", draft.middle)
            plain = display_name(columns["first_name"], "", columns["last_name"], columns["suffix"])
            if columns["display_name"] == plain:
                self._set(held, "display_name", person.display)
            self._set(held, "sort_name", sort_name(columns["first_name"], draft.middle, columns["last_name"]))
        told = words(f"{draft.first} {draft.middle} {draft.last}")
        there = words(f"{columns['first_name']} {columns['middle_name']} {columns['last_name']}")
        if not set(told) <= set(there):
            self._keep_beside(held, _(ALSO_WRITTEN), person.display)
        elif draft.full and not set(words(draft.full)) <= {*there, *words(columns["display_name"])}:
            self._keep_beside(held, _(ALSO_WRITTEN), draft.full)

    def _merge_note(self, held: Held, note: str) -> None:
        there = held.columns["note"]
        if not there:
            self._set(held, "note", note)
        elif note not in there:
            self._set(held, "note", f"{there}\n\n{note}")

    def _merge_source(self, held: Held, source: str) -> None:
        """The first source stays."""
        if not held.source:
            held.source = source
            held.updates["source"] = source
            self._changed = True
        elif fold(held.source) != fold(source):
            self._keep_beside(held, _("Source"), source)

    def _merge_reaches(self, held: Held, person: PreparedDraft) -> None:
        for email in person.emails:
            if email[2] not in held.emails:
                place = self._place_for(
                    "email", "contact_email", held, len(held.emails), email is person.emails[0]
                )
                self._to.add_email(held.contact_id, place, email)
                held.emails.add(email[2])
                self._changed = True
        for phone in person.phones:
            key = (phone[2] or phone[1], phone[3])
            if key not in held.phones:
                place = self._place_for(
                    "phone", "contact_phone", held, len(held.phones), phone is person.phones[0]
                )
                self._to.add_phone(held.contact_id, place, phone)
                held.phones.add(key)
                self._changed = True
        for address in person.draft.addresses:
            parts = address_parts(address)
            if not any(parts <= there for there in held.addresses):
                self._to.add_address(held.contact_id, len(held.addresses), address)
                held.addresses.append(parts)
                self._changed = True

    def _place_for(self, word: str, table: str, held: Held, last: int, is_first: bool) -> int:
        """Where a further address or number stands: behind the others, or before them where the owner chose so."""
        if not last or not is_first or word not in self._first:
            return last
        self._to.make_room(table, held.contact_id)
        return 0

    def _merge_dates(self, held: Held, draft: ContactDraft) -> None:
        for date in draft.dates:
            if (date.kind, date.year, date.month, date.day) in held.dates or (
                date.year is None
                and any(d[0] == date.kind and d[2:] == (date.month, date.day) for d in held.dates)
            ):
                continue
            if date.kind == "birthday" and any(there[0] == "birthday" for there in held.dates):
                self._keep_beside(held, _("Birthday"), date_text(date))
                continue
            self._to.add_date(held.contact_id, date)
            held.dates.add((date.kind, date.year, date.month, date.day))
            self._changed = True

    def _merge_sets(self, held: Held, draft: ContactDraft, tags: Iterable[str]) -> None:
        for label, url in draft.links:
            if url not in held.links:
                self._to.add_link(held.contact_id, len(held.links), label, url)
                held.links.add(url)
                self._changed = True
        for picture in draft.pictures:
            if picture.digest not in held.pictures:
                self._to.add_picture(held.contact_id, len(held.pictures), picture)
                held.pictures.add(picture.digest)
                self._changed = True
        for tag in tags:
            if fold(tag) not in held.tags:
                self._to.add_tag(held.contact_id, tag)
                held.tags.add(fold(tag))
                self._changed = True
        for field, value in draft.own:
            self._keep_beside(held, field, value)
        for kind, name in draft.relations:
            self._merge_relation(held, kind, name)
        if draft.referred_by:
            self._merge_relation(held, REFERRED_BY, draft.referred_by)

    def _merge_relation(self, held: Held, kind: str, name: str) -> None:
        if fold(name) not in held.relations:
            self._to.add_relation(held.contact_id, kind, name)
            held.relations.add(fold(name))
            self._changed = True

    def _merge_progress(self, held: Held, draft: ContactDraft, stage_id: int | None, heat: str) -> None:
        """Where they stand, how warm they are, what is next: what the owner set since is left alone."""
        if stage_id is not None and "stage" in self._first:
            if stage_id != held.columns["stage_id"]:
                self.moves[held.contact_id] = stage_id
                held.columns["stage_id"] = stage_id
                held.stages.add(stage_id)
                self._changed = True
        elif stage_id is not None and stage_id not in held.stages:
            self._keep_beside(held, _("Stage"), draft.stage)
        if heat:
            if not held.columns["temperature"]:
                self._set(held, "temperature", heat)
            elif held.columns["temperature"] != heat:
                kept = draft.temperature
                if "temperature" in self._first:
                    kept = held.columns["temperature"]
                    self._set(held, "temperature", heat)
                self._keep_beside(held, _("Temperature"), kept)
        if draft.last_contact > max(held.columns["touched_on"] or "", held.touched_on):
            self._set(held, "touched_on", draft.last_contact)
        if draft.next_step_on:
            step = (next_step_text(draft), draft.next_step_on)
            if step not in held.follow_ups:
                self._to.add_follow_up(held.contact_id, *step)
                held.follow_ups.add(step)
                self._changed = True
        for channel, status in draft.permissions:
            there = held.permissions.get(channel, "unknown")
            if there == status:
                continue
            if status == "given" and there != "unknown":  # a file never takes a refusal back
                self._keep_beside(held, _("Permission ({channel})").format(channel=channel), status)
                continue
            self._to.add_permission(held.contact_id, channel, status, self._place)
            held.permissions[channel] = status
            self._changed = True


REFERRED_BY = "referred by"


def held_contacts(connection: ReadConnection, contact_ids: Iterable[int]) -> dict[int, Held]:
    """What these contacts hold."""
    listed = (json.dumps(list(contact_ids)),)
    found: dict[int, Held] = {}
    for row in connection.execute(_CONTACTS, listed):
        held = found[row[0]] = Held(dict(zip(_COLUMNS, row, strict=True)))
        held.stages.add(held.columns["stage_id"])

    def rows(columns: str, table: str) -> Iterable[tuple[Held, tuple[Any, ...]]]:
        sql = f"SELECT contact_id, {columns} FROM {table} WHERE contact_id {_AMONG}"  # noqa: S608  words of this module
        for row in connection.execute(sql, listed):
            yield found[row[0]], row[1:]

    for held, (email,) in rows("email_normal", "contact_email"):
        held.emails.add(email)
    for held, (text, normal, extension) in rows("phone, phone_normal, extension", "contact_phone"):
        held.phones.add((normal or text, extension))
    for held, row in rows(
        "label, street, extended, po_box, city, region, postal_code, country, formatted", "contact_address"
    ):
        held.addresses.append(address_parts(Address(*row)))
    for held, row in rows("kind, year, month, day", "contact_date"):
        held.dates.add(row)
    for held, (url,) in rows("url", "contact_link"):
        held.links.add(url)
    for held, (digest,) in rows("digest", "contact_picture"):
        held.pictures.add(digest)
    for held, (tag,) in rows("name_folded", "contact_tag JOIN tag ON tag.id = tag_id"):
        held.tags.add(tag)
    for held, (value,) in rows("value", "contact_own_value"):
        held.own.add(fold(value))
    for held, (name,) in rows("other_name", "relation"):
        held.relations.add(fold(name))
    for held, (channel, status) in rows("channel, status", "permission"):
        held.permissions[channel] = status
    for held, (what, first_due_on, due_on) in rows("what, first_due_on, due_on", "follow_up"):
        held.follow_ups |= {(what, first_due_on), (what, due_on)}
    for held, (stage_id,) in rows("to_stage_id", "stage_move"):
        held.stages.add(stage_id)
    sources = dict(connection.execute("SELECT id, name FROM source"))
    for held in found.values():
        held.source = sources.get(held.columns["source_id"], "")
    for contact_id, day in connection.execute(_TOUCHED, listed):
        found[contact_id].touched_on = day
    for contact_id, shown, told in connection.execute(_REFERRERS, listed):
        found[contact_id].relations.update((fold(shown), fold(told)))
    return found


def held_of(contact_id: int, person: PreparedDraft, tags: Iterable[str], stage_id: int) -> Held:
    """What somebody holds who is not in the database yet: for looking only."""
    draft = person.draft
    held = Held(dict.fromkeys(_COLUMNS, ""))
    held.columns.update(
        id=contact_id, first_name=draft.first, middle_name=draft.middle, last_name=draft.last, prefix=draft.prefix,
        suffix=draft.suffix, nickname=draft.nickname, phonetic_name=draft.phonetic, company=draft.company,
        department=draft.department, job_title=draft.job_title, display_name=person.display, want=draft.want,
        note=draft.note, temperature=fold(draft.temperature), touched_on=draft.last_contact, stage_id=stage_id,
    )  # fmt: skip
    held.source = draft.source
    held.emails = {email[2] for email in person.emails}
    held.phones = {(phone[2] or phone[1], phone[3]) for phone in person.phones}
    held.addresses = [address_parts(address) for address in draft.addresses]
    held.dates = set(draft.dates)
    held.links = {url for _label, url in draft.links}
    held.tags = {fold(tag) for tag in tags}
    held.own = {fold(value) for _field, value in draft.own}
    held.relations = {fold(name) for _kind, name in draft.relations} | {fold(draft.referred_by)}
    held.permissions = dict(draft.permissions)
    held.follow_ups = {(next_step_text(draft), draft.next_step_on)}
    held.stages = {stage_id}
    return held


def address_parts(address: Address) -> frozenset[str]:
    """What an address tells, as it is compared: its folded parts, without the label."""
    return frozenset(fold(part) for part in address[1:] if part)


def date_text(date: KeyDate) -> str:
    """A date of one's own as text."""
    return (
        f"{date.year:04d}-{date.month:02d}-{date.day:02d}"
        if date.year
        else f"--{date.month:02d}-{date.day:02d}"
    )


def _same(columns: dict[str, Any], draft: ContactDraft) -> bool:
    return fold(columns["first_name"]) == fold(draft.first) and fold(columns["last_name"]) == fold(draft.last)
