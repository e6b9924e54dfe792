"""The lines of the Details card: each with what it shows, the fields it turns into and what can be done with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.lists import Reach
from lifecycle_desktop.core.model.permission import PERMISSION_CHANNELS
from lifecycle_desktop.ui.asks import channel_icon
from lifecycle_desktop.ui.contact import detail_checks as checks
from lifecycle_desktop.ui.contact.detail_fields import Fault, Part, Values
from lifecycle_desktop.ui.contact.editable_line import LineSpec, Then
from lifecycle_desktop.ui.contact.line_face import Look
from lifecycle_desktop.ui.contact_words import date_text

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.contact_page import ContactDate, ContactPage, OwnValue, PostalAddress
    from lifecycle_desktop.ui.contact.writes import ContactWrites

Check = Callable[[Values], Fault | None]
CAPTION = 64  # px at 100 % text of what a line is about
SOON_DAYS = 60  # a day to remember is told with its distance when it is that near
_ADDRESS_ROWS = {
    "street": 0, "extended": 1, "city": 2, "region": 2, "postal_code": 3, "country": 3, "po_box": 4, "label": 4,
}  # fmt: skip


@dataclass(frozen=True)
class AddChoice:
    """Something that can be added: the key of its empty line, its words and icon."""

    key: str
    words: str
    icon: str


def add_choices(page: ContactPage) -> list[AddChoice]:
    """What can be added to this contact, ways to reach them first."""
    details = page.details
    head = page.head
    choices = [
        AddChoice("phone:new", _("Phone"), "phone"),
        AddChoice("email:new", _("Email"), "mail"),
        AddChoice("address:new", _("Address"), "map-pin"),
        AddChoice("link:new", _("Link"), "link"),
        AddChoice("date:new", _("Date to remember"), "cake"),
        AddChoice("tag:new", _("Tag"), "tag"),
        AddChoice("own:new", _("Own field"), "list-plus"),
    ]
    for key, words, icon, there in (
        ("preferred", _("Preferred channel"), "message-square", details.preferred_channel),
        ("quiet", _("Quiet hours"), "moon", details.quiet_from or details.quiet_until),
        ("company", _("Company and job"), "briefcase", head.company or head.job_title or head.department),
        ("language", _("Language"), "languages", details.language),
        ("source", _("Source"), "megaphone", head.source or head.source_detail),
        ("note", _("Note"), "sticky-note", head.note),
    ):
        if not there:
            choices.append(AddChoice(key, words, icon))
    return choices


class DetailLines:
    """Makes the lines of one contact as it is kept now."""

    def __init__(self, page: ContactPage, writes: ContactWrites, today: dt.date) -> None:
        self.page, self.writes, self.today = page, writes, today

    def shown(self) -> list[LineSpec]:
        """The lines with something in them, in the order of the card; permissions and tags stand apart."""
        details, head = self.page.details, self.page.head
        lines = [self._phone(each, place) for place, each in enumerate(details.phones)]
        lines += [self._email(each, place) for place, each in enumerate(details.emails)]
        lines += [self._address(each, place) for place, each in enumerate(details.addresses)]
        lines += [self._link(each) for each in details.links]
        if details.preferred_channel:
            lines.append(self.preferred())
        if details.quiet_from or details.quiet_until:
            lines.append(self.quiet())
        lines += [self._date(each) for each in details.dates]
        lines += [self._own(each) for each in details.own_values]
        for spec, there in (
            (self.company(), head.company or head.job_title or head.department),
            (self.language(), details.language),
            (self.source(), head.source or head.source_detail),
            (self.note(), head.note),
        ):
            if there:
                lines.append(spec)
        return lines

    def line(self, key: str) -> LineSpec | None:
        """The line of a key that is not shown yet: an empty one for something more."""
        makers: dict[str, Callable[[], LineSpec]] = {
            "phone:new": self._phone, "email:new": self._email, "address:new": self._address, "link:new": self._link,
            "date:new": self._date, "own:new": self._own, "tag:new": self.tag, "preferred": self.preferred,
            "quiet": self.quiet, "company": self.company, "language": self.language, "source": self.source,
            "note": self.note,
        }  # fmt: skip
        return makers[key]() if key in makers else None

    # --- ways to reach them ---

    def _reach(
        self, kind: str, reach: Reach | None, place: int, icon: str, name: str, example: str
    ) -> LineSpec:
        row_id = reach.row_id if reach is not None else 0
        text, label = (reach.text, reach.label) if reach is not None else ("", "")
        saves: dict[str, Callable[[int, str, str, Then], None]] = {
            "phone": self.writes.save_phone,
            "email": self.writes.save_email,
            "link": self.writes.save_link,
        }
        faults: dict[str, Check] = {
            "phone": checks.phone_fault,
            "email": checks.email_fault,
            "link": checks.filled("value", _("The link is empty. Example: example.com/42-orchard")),
        }
        copies = {
            "phone": _("Copy the phone number"),
            "email": _("Copy the email address"),
            "link": _("Copy the link"),
        }

        def remove() -> None:
            self.writes.remove(kind, row_id, name)

        def keep(values: Values, then: Then) -> None:
            if row_id and not values["value"].strip():  # emptied: taken away
                then()
                remove()
            else:
                saves[kind](row_id, values["value"], values["label"], then)

        def keep_anew(values: Values, then: Then) -> None:
            saves[kind](0, values["value"], values["label"], then)

        def checked(values: Values) -> Fault | None:
            return None if row_id and not values["value"].strip() else faults[kind](values)

        return LineSpec(
            key=f"{kind}:{row_id or 'new'}",
            name=name,
            icon=icon,
            text=text,
            note=label,
            parts=(
                Part("value", name, text, example, stretch=3),
                Part("label", _("Kind"), label, _("home, work"), stretch=2),
            ),
            check=checked,
            save=keep,
            save_anew=keep_anew,
            remove=remove if row_id else None,
            make_first=(lambda: self.writes.make_first(kind, row_id, name))
            if place and kind != "link"
            else None,
            copies=copies[kind] if row_id else "",
            look=Look(most_lines=3),
        )

    def _phone(self, reach: Reach | None = None, place: int = 0) -> LineSpec:
        return self._reach("phone", reach, place, "phone", _("Phone"), "555-0134")

    def _email(self, reach: Reach | None = None, place: int = 0) -> LineSpec:
        return self._reach("email", reach, place, "mail", _("Email"), "hal@example.com")

    def _link(self, reach: Reach | None = None) -> LineSpec:
        return self._reach("link", reach, 0, "link", _("Link"), "example.com")

    def _address(self, address: PostalAddress | None = None, place: int = 0) -> LineSpec:
        from lifecycle_desktop.core.model.draft import Address

        row_id = address.row_id if address is not None else 0
        name = _("Address")
        names = {
            "street": _("Street and number"), "extended": _("Flat, floor"), "city": _("City"),
            "region": _("Province or state"), "postal_code": _("Postal code"), "country": _("Country"),
            "po_box": _("PO box"), "label": _("Kind, such as home"),
        }  # fmt: skip
        parts = [
            Part(key, names[key], getattr(address, key, "") if address else "", row=_ADDRESS_ROWS[key])
            for key in names
        ]
        if address is not None and address.formatted:
            parts.append(Part("formatted", _("As it was written"), address.formatted, row=5))

        def keep(row: int, values: Values, then: Then) -> None:
            self.writes.save_address(row, Address(**{key: values[key].strip() for key in values}), then)

        return LineSpec(
            key=f"address:{row_id or 'new'}",
            name=name,
            icon="map-pin",
            text=address.text if address is not None else "",
            note=address.label if address is not None else "",
            parts=tuple(parts),
            check=checks.address_fault,
            save=lambda values, then: keep(row_id, values, then),
            save_anew=lambda values, then: keep(0, values, then),
            remove=(lambda: self.writes.remove("address", row_id, name)) if row_id else None,
            make_first=(lambda: self.writes.make_first("address", row_id, name)) if place else None,
            copies=_("Copy the address") if row_id else "",
        )

    # --- days and own fields ---

    def _date(self, date: ContactDate | None = None) -> LineSpec:
        row_id = date.row_id if date is not None else 0
        name = date_kind_words(date.kind) if date is not None else _("Date")
        text = day_words(date) if date is not None else ""

        def keep(row: int, values: Values, then: Then) -> None:
            read = checks.read_date(kept_date_kind(values["kind"]), values["value"])
            if read is not None:
                self.writes.save_date(row, read, then)

        days = (date.next_on - self.today).days if date is not None else SOON_DAYS + 1
        soon = _("today") if days == 0 else ngettext("in {n} day", "in {n} days", days).format(n=days)
        return LineSpec(
            key=f"date:{row_id or 'new'}",
            name=name,
            icon="cake",
            text=f"{name}, {text}" if text else "",
            note=soon if days <= SOON_DAYS else "",
            parts=(
                Part("kind", _("What day"), name if date is not None else _("Birthday"), _("Birthday")),
                Part("value", _("Day"), text, _("9 June 1980")),
            ),
            check=checks.date_fault,
            save=lambda values, then: keep(row_id, values, then),
            save_anew=lambda values, then: keep(0, values, then),
            remove=(lambda: self.writes.remove("date", row_id, name)) if row_id else None,
        )

    def _own(self, own: OwnValue | None = None) -> LineSpec:
        row_id = own.row_id if own is not None else 0
        value = Part("value", own.name if own is not None else _("Value"), own.value if own else "", row=1)
        field = Part("field", _("Name of the field"), "", _("e.g. Dog’s name"))
        name = own.name if own is not None else _("Own field")

        def check(values: Values) -> Fault | None:
            if own is None and not values["field"].strip():
                return "field", _("The field needs a name. Example: Dog’s name")
            return checks.filled("value", _("The field is empty."))(values)

        return LineSpec(
            key=f"own:{row_id or 'new'}",
            name=name,
            icon="notebook-pen",
            caption=name if own is not None else "",
            text=own.value if own is not None else "",
            look=Look(caption_width=CAPTION),
            parts=(value,) if own is not None else (field, value),
            check=check,
            save=lambda values, then: self.writes.save_own_value(
                row_id, own.name if own is not None else values["field"].strip(), values["value"], then
            ),
            save_anew=lambda values, then: self.writes.save_own_value(0, name, values["value"], then),
            remove=(lambda: self.writes.remove("own", row_id, name)) if row_id else None,
        )

    def tag(self) -> LineSpec:
        """An empty line for one more tag."""
        return LineSpec(
            key="tag:new",
            name=_("Tag"),
            icon="tag",
            parts=(Part("value", _("Tag"), "", _("e.g. downsizing")),),
            check=checks.filled("value", _("The tag is empty. Example: downsizing")),
            save=lambda values, then: self.writes.add_tag(" ".join(values["value"].split()), then),
        )

    # --- what there is one of ---

    def _plain(self, key: str, name: str, icon: str, text: str, parts: tuple[Part, ...]) -> LineSpec:
        """A line about columns of the contact; emptied, it is not shown any more."""

        def check(values: Values) -> Fault | None:
            long = (checks.too_long(part.key, values[part.key]) for part in parts if not part.many_lines)
            return next((fault for fault in long if fault is not None), None)

        def remove() -> None:
            self.writes.change({part.key: "" for part in parts}, name)

        return LineSpec(
            key=key,
            name=name,
            icon=icon,
            text=text,
            parts=parts,
            check=check,
            save=lambda values, then: self.writes.change(dict(values), name, then),
            remove=remove if text else None,
        )

    def preferred(self) -> LineSpec:
        """How they like to be reached."""
        channel = self.page.details.preferred_channel
        choices = (("", _("No preference")), *((each, Channel(each).words) for each in PERMISSION_CHANNELS))
        part = Part("preferred_channel", _("Preferred channel"), channel, choices=choices)
        text = prefers_words(channel)
        return self._plain(
            "preferred", _("Preferred channel"), channel_icon(channel or "text"), text, (part,)
        )

    def quiet(self) -> LineSpec:
        """The hours in which they are not to be disturbed."""
        details = self.page.details
        begin, end = details.quiet_from, details.quiet_until
        name = _("Quiet hours")

        def keep(values: Values, then: Then) -> None:
            read = {key: checks.clock_of(values[key]) for key in ("from", "until")}
            changes: dict[str, object] = {
                f"quiet_{key}": dt.time.fromisoformat(clock) if clock else None for key, clock in read.items()
            }
            self.writes.change(changes, name, then)

        return LineSpec(
            key="quiet",
            name=name,
            icon="moon",
            text=quiet_words(begin, end),
            parts=(Part("from", _("From"), begin, "21:00"), Part("until", _("Until"), end, "08:00")),
            check=checks.quiet_fault,
            save=keep,
            remove=(lambda: self.writes.change({"quiet_from": None, "quiet_until": None}, name))
            if begin or end
            else None,
        )

    def company(self) -> LineSpec:
        """Where they work and as what."""
        head = self.page.head
        text = ", ".join(part for part in (head.job_title, head.department, head.company) if part)
        parts = (
            Part("company", _("Company"), head.company),
            Part("job_title", _("Job"), head.job_title, row=1),
            Part("department", _("Department"), head.department, row=1),
        )
        return self._plain("company", _("Company"), "briefcase", text, parts)

    def language(self) -> LineSpec:
        """The language they speak."""
        text = self.page.details.language
        part = Part("language", _("Language"), text, _("e.g. Spanish"))
        line = self._plain("language", _("Language"), "languages", text, (part,))
        return replace(line, caption=_("Language"), look=Look(caption_width=CAPTION))

    def source(self) -> LineSpec:
        """Where they came from."""
        head = self.page.head
        text = ", ".join(part for part in (head.source, head.source_detail) if part)
        parts = (
            Part("source", _("Source"), head.source, _("e.g. Open house")),
            Part("source_detail", _("More about it"), head.source_detail, _("e.g. 118 Alder Court"), row=1),
        )
        line = self._plain("source", _("Source"), "megaphone", text, parts)
        return replace(line, caption=_("Source"), look=Look(caption_width=CAPTION))

    def note(self) -> LineSpec:
        """The note that stays."""
        text = self.page.head.note
        part = Part("note", _("Note"), text, _("What else is good to know"), many_lines=True)
        return replace(self._plain("note", _("Note"), "sticky-note", text, (part,)), look=Look(most_lines=8))


def prefers_words(channel: str) -> str:
    """How somebody likes to be reached; empty where it is not known."""
    return {
        "call": _("Prefers a call"),
        "text": _("Prefers text"),
        "email": _("Prefers email"),
        "letter": _("Prefers a letter"),
    }.get(channel, _("Prefers: {channel}").format(channel=channel) if channel else "")


def date_kind_words(kind: str) -> str:
    """A kind of day for people; the owner's own word as it is."""
    return {
        "birthday": _("Birthday"),
        "anniversary": _("Anniversary"),
        "closing": _("Closing"),
    }.get(kind.lower(), kind)


def kept_date_kind(words: str) -> str:
    """The kind that is kept for what was typed."""
    typed = words.strip()
    known = {date_kind_words(kind).lower(): kind for kind in ("birthday", "anniversary", "closing")}
    return known.get(typed.lower(), typed)


def day_words(date: ContactDate) -> str:
    """A day to remember as it is read, and as it can be typed again: "9 June", "9 June 1980"."""
    day = dt.date(date.year or 2000, date.month, date.day)
    return date_text(day, "d MMMM yyyy" if date.year else "d MMMM")


def quiet_words(begin: str, end: str) -> str:
    """The hours in which somebody is not to be disturbed: "Quiet from 21:00 to 08:00", or the one end that is known."""
    if begin and end:
        return _("Quiet from {begin} to {end}").format(begin=begin, end=end)
    if end:
        return _("Quiet until {end}").format(end=end)
    return _("Quiet from {begin}").format(begin=begin) if begin else ""
