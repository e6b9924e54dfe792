"""What the head of a contact's page says: the name and what they want as lines, signs, and the channels on offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lifecycle_desktop.core.clock import zone_info
from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.permission import PermissionStatus
from lifecycle_desktop.core.model.quiet_hours import is_quiet_at
from lifecycle_desktop.ui.contact.detail_checks import too_long
from lifecycle_desktop.ui.contact.detail_fields import Fault, Part, Values
from lifecycle_desktop.ui.contact.editable_line import LineSpec, Then
from lifecycle_desktop.ui.contact.line_face import Look
from lifecycle_desktop.ui.contact_words import date_text, short_day

if TYPE_CHECKING:
    import datetime as dt

    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.contact_page import ContactPage
    from lifecycle_desktop.ui.contact.writes import ContactWrites

LOG_KINDS = {
    "call": (mark("Log call"), "phone", "C"),
    "text": (mark("Text"), "message-square", "T"),
    "email": (mark("Email"), "mail", "E"),
    "letter": (mark("Letter"), "file-text", ""),
}
_USUAL = ("call", "text", "email")
_NAME_LINES = 3


@dataclass(frozen=True)
class Tell:
    """A few words with their icon and tone, worn as a tag."""

    text: str
    icon: str
    tone: str = "ink2"
    ground: str = "hover"


def name_spec(page: ContactPage, writes: ContactWrites) -> LineSpec:
    """The name as a line, in parts when it is edited."""
    head = page.head
    firm = head.kind == "firm"
    kinds = (("person", _("Person")), ("firm", _("Firm")))
    parts = [
        Part("first_name", _("First name"), head.first_name, row=1),
        Part("last_name", _("Last name"), head.last_name, row=1),
        Part("middle_name", _("Middle name"), head.middle_name, row=2),
        Part("nickname", _("Nickname"), head.nickname, row=2),
        Part("prefix", _("Title, such as Dr."), head.prefix, row=3),
        Part("suffix", _("After the name, such as Jr."), head.suffix, row=3),
    ]
    company = Part("company", _("Company"), head.company, row=0 if firm else 4)
    parts.insert(0 if firm else len(parts), company)
    parts.append(Part("kind", _("Person or firm"), head.kind, row=4, choices=kinds))
    kept = {part.key: part.text for part in parts}

    def check(values: Values) -> Fault | None:
        # Of a name that was typed as a whole only the parts that are changed count.
        named = ("first_name", "middle_name", "last_name", "company")
        if not any(values[key].strip() for key in named):
            return "company" if firm else "first_name", _("A contact needs a name. Example: Maria Lopez")
        return next((fault for key in values if (fault := too_long(key, values[key]))), None)

    def save(values: Values, then: Then) -> None:
        different: dict[str, object] = {key: text for key, text in values.items() if text != kept[key]}
        writes.change(different, _("Name"), then)

    return LineSpec(
        key="name",
        name=_("Name"),
        text=head.name,
        parts=tuple(parts),
        check=check,
        save=save,
        look=Look(face="title", most_lines=_NAME_LINES, widest=760),
    )


def want_spec(page: ContactPage, writes: ContactWrites) -> LineSpec:
    """What they are looking for."""
    want = page.head.want
    part = Part("want", _("What they want"), want, _("e.g. 3 bed near a school, $420k"))
    return LineSpec(
        key="want",
        name=_("What they want"),
        icon="house",
        text=want,
        hint=_("What do they want?"),
        parts=(part,),
        save=lambda values, then: writes.change(dict(values), _("What they want"), then),
        look=Look(tone="ink2", most_lines=3, widest=760),
    )


def offered_channels(page: ContactPage) -> list[str]:
    """The channels to be offered: the preferred one first, those that were refused left out."""
    if page.head.is_do_not_contact or page.head.is_in_trash:
        return []
    preferred = page.details.preferred_channel
    order = [preferred, *_USUAL] if preferred in LOG_KINDS else list(_USUAL)
    barred = _barred(page)
    return [channel for channel in dict.fromkeys(order) if channel not in barred]


def _barred(page: ContactPage) -> dict[str, str]:
    """The channels that must not be used, with what was said of them."""
    no = (PermissionStatus.REFUSED, PermissionStatus.WITHDRAWN)
    return {each.channel: each.status for each in page.details.permissions if each.status in no}


def signs(page: ContactPage, moment: Moment) -> tuple[Tell, ...]:
    """What stands below the name: a firm, do not contact, refused channels with their day, quiet hours, parked."""
    head, found = page.head, []
    if head.kind == "firm":
        found.append(Tell(_("Firm"), "building-2"))
    if head.is_do_not_contact:
        found.append(Tell(_("Do not contact"), "ban", "danger", "dangersoft"))
    for each in page.details.permissions:
        word = each.newest
        if each.channel in _barred(page) and word is not None:
            day = word.recorded_at.astimezone(zone_info(moment.zone)).date()
            said = _("{channel} {status} {day}").format(
                channel=Channel(each.channel).words,
                status=PermissionStatus(each.status).words,
                day=_day(day, moment),
            )
            found.append(Tell(said, "ban", "danger", "dangersoft"))
    if is_quiet_now(page.details.quiet_from, page.details.quiet_until, moment):
        said = _("Quiet hours until {time}").format(time=page.details.quiet_until)
        found.append(Tell(said, "moon", "warn", "warnsoft"))
    if head.parked_until_on is not None and head.parked_until_on > moment.today:
        until = short_day(head.parked_until_on, moment.today)
        found.append(Tell(_("Parked until {day}").format(day=until), "circle-pause"))
    return tuple(found)


def _day(day: dt.date, moment: Moment) -> str:
    return date_text(day, "d MMM" if day.year == moment.today.year else "d MMM yyyy")


def is_quiet_now(begin: str, end: str, moment: Moment) -> bool:
    """Whether the wall clock is within the quiet hours, which may run over midnight."""
    return is_quiet_at(begin, end, moment.local.strftime("%H:%M"))
