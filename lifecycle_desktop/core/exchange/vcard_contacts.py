"""A card as a person: every property finds a field, a second value, a tag, an own field or the note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar
from urllib.parse import unquote

from lifecycle_desktop.core.exchange import vcard_words as known
from lifecycle_desktop.core.exchange.cells import permission_of
from lifecycle_desktop.core.exchange.day_text import BLANK, GIVEN, IMPOSSIBLE, read_day
from lifecycle_desktop.core.exchange.pictures import picture_of
from lifecycle_desktop.core.exchange.vcard import Property, fields, parts, plain, read_property
from lifecycle_desktop.core.exchange.vcard_cards import Card, Line
from lifecycle_desktop.core.exchange.vcard_gathered import GatheredCard, Others
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.draft import Address, ContactDraft, KeyDate, RowProblem
from lifecycle_desktop.core.model.permission import PERMISSION_CHANNELS
from lifecycle_desktop.core.model.person_text import fold, words

_LONGEST_NAME = 20_000
_IMAGES = frozenset({"PHOTO", "LOGO", "X-MS-CARDPICTURE"})
_CODED = frozenset({"SOUND", "KEY"})


def properties_of(lines: Sequence[Line], *, is_bytes: bool) -> list[Property] | RowProblem:
    """The properties of a card, or the first line that is none."""
    found = []
    for number, text, is_cut in lines:
        each = read_property(text, number, is_bytes=is_bytes)
        if each is None:
            return RowProblem("vcard_line", str(number))
        found.append(each._replace(value="") if is_cut else each)
    return found


def contact_of(card: Card, others: Others, *, is_bytes: bool) -> ContactDraft:
    """The person of a card; a broken one is a draft with its problem."""
    if card.problem is not None:
        return ContactDraft(card.line, problems=(card.problem,))
    lines, agent = _without_agent(card.lines)
    told = properties_of(lines, is_bytes=is_bytes)
    if isinstance(told, RowProblem):
        return ContactDraft(card.line, full=_name_in(lines, is_bytes=is_bytes), problems=(told,))
    reading = _CardReading(told, others, {line.number for line in lines if line.is_cut})
    if agent:
        reading.read_agent(properties_of(agent, is_bytes=is_bytes))
    return reading.draft(card.line)


def uid_of(text: str) -> str:
    """A UID as two are compared."""
    return plain(text).lower().removeprefix("urn:uuid:")


def _name_in(lines: Sequence[Line], *, is_bytes: bool) -> str:
    """What the person of a broken card is called, as far as it can be read."""
    for number, text, _is_cut in lines:
        each = read_property(text, number, is_bytes=is_bytes) if text[:2].upper() == "FN" else None
        if each is not None and each.name == "FN":
            return plain(each.value)[:100]
    return ""


def _without_agent(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The card's own lines, and those of the card that lies in it."""
    at = next((n for n, line in enumerate(lines) if line.text[:6].strip().upper() == "BEGIN:"), -1)
    if at < 0:
        return lines, []
    end = next((n for n in range(at, len(lines)) if lines[n].text.strip().upper() == "END:VCARD"), len(lines))
    return lines[: at - 1] + lines[end + 1 :], lines[at + 1 : end]


class _CardReading(GatheredCard):
    """One card, read property by property."""

    def draft(self, line: int) -> ContactDraft:
        """The person."""
        for each in self._told:
            if each.line in self._cut:
                self._remarks.append(_("{name} is too large and was left out").format(name=each.name))
            elif each.value:
                self._read(each)
        return self._gathered(line)

    def read_agent(self, told: list[Property] | RowProblem) -> None:
        """Somebody who acts for them, as a card within the card: the name as a relation, the rest as a text."""
        if isinstance(told, RowProblem):
            self._problems.append(told)
            return
        name = next((plain(each.value) for each in told if each.name == "FN"), "")
        for each in told if not name else ():
            if each.name == "N":
                last, first, *_rest = fields(each.value, 2)
                name = f"{first} {last}".strip()
        if name:
            self._relations.append((_("Agent"), self._line(name)))
        rest = [f"{each.name}: {plain(each.value)}" for each in told if each.name not in known.SILENT]
        if rest:
            self._own.append((_("Agent"), "\n".join(rest)))

    # -- one property ---------------------------------------------------------------------------------------

    def _read(self, each: Property) -> None:
        name = each.name
        read = self.readers.get(name)
        if read is not None:
            read(self, each)
        elif name in known.SILENT:
            return
        elif name in known.DATES:
            self._add_date(known.DATES[name], each, each.value)
        elif name in known.PHONETIC:
            self._phonetic[known.PHONETIC[name]] = self._line(plain(each.value))
        elif name in known.RELATIVES:
            self._relations.append((known.RELATIVES[name], self._line(plain(each.value))))
        elif name in known.MESSENGERS:
            self._keep(known.MESSENGERS[name], plain(each.value))
        elif name in _IMAGES:
            self._read_picture(each)
        elif name in known.OURS:
            self._read_ours(each, known.OURS[name])
        elif name.startswith("X-LD-PERMISSION-"):
            self._read_permission(each)
        else:
            self._read_unknown(each)

    def _read_unknown(self, each: Property) -> None:
        is_coded = each.head.is_base64 or each.value[:5].lower() == "data:"
        if is_coded and (each.name in _CODED or len(each.value) > _LONGEST_NAME):
            self._remarks.append(_("{name} is no picture and was left out").format(name=each.name))
            return
        name = self._labels.get(each.head.group, "") if each.head.group else ""
        self._keep(name or known.field_name(each.name), self._text(each.value))

    def _read_name(self, each: Property) -> None:
        told = [self._line(part) for part in fields(each.value, 5)]
        if self._name:
            self._keep(_("Also written"), " ".join(told[at] for at in (3, 1, 2, 0, 4) if told[at]))
            return
        self._name = told[:5]
        for part in told[5:]:
            self._keep(_("Also written"), part)

    def _read_full(self, each: Property) -> None:
        text = self._line(plain(each.value))
        if not self._full:
            self._full = text
        elif fold(text) != fold(self._full):
            self._keep(_("Also written"), text)

    def _read_nickname(self, each: Property) -> None:
        told = plain(each.value) if self._is_ours else ", ".join(parts(each.value))
        if "nickname" in self._one:
            self._keep(_("Nickname"), told)
        else:
            self._one["nickname"] = self._line(told)

    def _read_firm(self, each: Property) -> None:
        company, *units = fields(each.value, 1, ", ")
        unit = ", ".join(part for part in units if part)
        if "company" in self._one:
            self._keep(_("Company"), ", ".join(part for part in (company, unit) if part))
            return
        self._one["company"] = self._line(company)
        if unit:
            self._one["department"] = self._line(unit)

    def _read_title(self, each: Property) -> None:
        text = self._line(plain(each.value))
        if "job_title" not in self._one:
            self._one["job_title"] = text
        elif fold(text) != fold(self._one["job_title"]):
            self._keep(_("Job title"), text)

    def _read_role(self, each: Property) -> None:
        text = self._line(plain(each.value))
        if text and all(
            other.name != "TITLE" or fold(plain(other.value)) != fold(text) for other in self._told
        ):
            self._keep(_("Role"), text)

    def _read_email(self, each: Property) -> None:
        text = _without_scheme(plain(each.value), "mailto:")
        if text[:3].lower() == "/o=" or "x400" in each.head.types or "ex" in each.head.types:
            self._keep(_("Exchange"), text)
        elif text:
            self._emails.append((_is_preferred(each), (self._label_of(each), text)))

    def _read_phone(self, each: Property) -> None:
        text = plain(each.value)
        if text[:4].lower() == "tel:":
            text, *more = unquote(text[4:]).split(";")
            for part in more:
                key, _equals, value = part.partition("=")
                text += f" x{value}" if key.lower() == "ext" else f";{part}"
        if text:
            self._phones.append((_is_preferred(each), (self._label_of(each), self._line(text))))

    def _read_address(self, each: Property) -> None:
        po_box, extended, street, city, region, postal, country, *more = fields(each.value, 7, ", ")
        written = each.parameter("LABEL").replace("\\n", "\n").replace("^n", "\n")
        for part in more:
            self._keep(_("Address"), part)
        if place := each.parameter("GEO"):
            self._keep(_("Location"), place)
        told = (street, extended, po_box, city, region, postal)
        if not country and any(told):
            country = next((plain(other.value).upper() for other in self._of_group(each, "X-ABADR")), "")
        is_written = self._of_group(each, "LABEL") or self._of_group(each, "X-LD-FORMATTED")
        if any(told) or country or written or is_written:
            address = Address(self._label_of(each), *told, country, written.strip())
            self._addresses.add(address, each.head.group, is_first=_is_preferred(each))

    def _read_formatted(self, each: Property) -> None:
        if text := self._text(each.value):
            self._addresses.add_written(text, each.head.group, self._label_of(each))

    def _read_link(self, each: Property) -> None:
        text = plain(each.value)
        if not self._is_ours:
            text = text.replace("\\:", ":")
        label = self._label_of(each)
        if each.name != "URL":
            label = label or known.label_of_types((each.parameter("X-SERVICE-TYPE").lower(),))
        if (user := each.parameter("X-USER")) and fold(user) not in fold(text):
            self._keep(label or known.field_name(each.name), user)
        if text and "\n" not in text and len(text) < _LONGEST_NAME:
            self._links.append((label, text))
        elif text:
            self._keep(label or known.field_name(each.name), text)

    def _read_date(self, each: Property) -> None:
        label = self._label_of(each) or ("" if self._is_ours else _("Date"))
        kind = label if self._is_ours else known.KINDS_OF_DATE.get(fold(label), label)
        self._add_date(kind, each, each.value)

    def _add_date(self, kind: str, each: Property, value: str) -> None:
        text = self._line(plain(value))
        day, _t, time = text.partition("T") if text[:1].isdigit() or text[:2] == "--" else (text, "", "")
        if any("1" <= sign <= "9" for sign in time):  # an hour of birth is told too
            self._keep(known.field_name(each.name), text)
        read = read_day(day)
        if read.state == GIVEN:
            no_year = each.parameter("X-APPLE-OMIT-YEAR")
            year = None if no_year and str(read.year) == no_year else read.year
            self._dates.append(KeyDate(kind, year, read.month, read.day))
        elif read.state == IMPOSSIBLE:
            self._problems.append(RowProblem("date", each.name))
        elif read.state != BLANK:
            self._keep(known.field_name(each.name) if each.name == "BDAY" else kind, text)

    def _read_tags(self, each: Property) -> None:
        for text in parts(each.value):
            tag = self._line(text)
            if self._is_ours or fold(tag) not in ("mycontacts", "my contacts"):
                self._tags.setdefault(fold(tag), tag)

    def _read_note(self, each: Property) -> None:
        text = self._text(each.value)
        if text and text not in self._notes:
            self._notes.append(text)

    def _read_relation(self, each: Property) -> None:
        text = plain(each.value)
        if self._is_ours:
            self._relations.append((self._label_of(each), self._line(text)))
            return
        kind = self._label_of(each) or _("Related")
        name = self._others.names.get(uid_of(text), "") if ":" in text else ""
        if not name and text[:4].lower() in ("urn:", "http", "data"):
            self._keep(kind, text)
        elif name or text:
            self._relations.append((kind, self._line(name or text)))

    def _read_own(self, each: Property) -> None:
        self._own.append(
            (self._labels.get(each.head.group) or known.field_name(each.name), self._text(each.value))
        )

    def _read_ours(self, each: Property, field: str) -> None:
        text = self._text(each.value)
        if field in ("last_contact", "next_step_on") and not read_day(text).iso:
            self._keep(each.name, text)
        else:
            self._one[field] = read_day(text).iso if field in ("last_contact", "next_step_on") else text

    def _read_permission(self, each: Property) -> None:
        channel, status = each.name.removeprefix("X-LD-PERMISSION-").lower(), permission_of(plain(each.value))
        if channel in PERMISSION_CHANNELS and status:
            if status != "unknown":
                self._permissions.append((channel, status))
        else:
            self._keep(each.name, plain(each.value))

    def _read_picture(self, each: Property) -> None:
        value = plain(each.value) if "\\" in each.value else each.value
        if not each.head.is_base64 and value[:5].lower() != "data:":
            self._links.append((_("Photo"), self._line(value)))
            return
        found = picture_of(value)
        if isinstance(found, str):
            self._remarks.append(found)
        else:
            self._pictures.setdefault(found.content, found)

    def _read_android(self, each: Property) -> None:
        """Android's own: the kind, then its columns: data1 the value, data2 a code, data3 a label of the owner's."""
        kind, value, code, label, *_rest = fields(each.value, 4)
        kind = kind.rpartition("/")[2].lower()
        if kind == "nickname" and value and "nickname" not in self._one:
            self._one["nickname"] = self._line(value)
        elif kind == "contact_event":
            event = label or known.ANDROID_EVENTS.get(code, _("Date"))
            self._add_date(known.KINDS_OF_DATE.get(fold(event), event), each, value)
        elif kind == "relation" and value:
            self._relations.append(
                (label or known.ANDROID_RELATIONS.get(code, _("Related")), self._line(value))
            )
        elif value:
            self._keep(kind.replace("_", " ").capitalize() or each.name, value)

    def _read_kind(self, each: Property) -> None:
        if each.value.strip().lower() not in ("individual", "org", "organization", "group"):
            self._keep(known.field_name(each.name), plain(each.value))

    def _read_uid(self, each: Property) -> None:
        self._uid = uid_of(each.value)

    def _read_class(self, each: Property) -> None:
        if each.value.strip().upper() != "PUBLIC":
            self._keep(known.field_name(each.name), plain(each.value))

    def _read_file_as(self, each: Property) -> None:
        """What a list is sorted by mostly repeats the name; kept where it does not."""
        names = " ".join(plain(other.value) for other in self._told if other.name in ("N", "FN", "ORG"))
        text = plain(each.value)
        if not set(words(text)) <= set(words(names)):
            self._keep(known.field_name(each.name), text)

    readers: ClassVar[dict[str, Callable[[_CardReading, Property], None]]] = {
        "N": _read_name, "FN": _read_full, "NICKNAME": _read_nickname,
        "ORG": _read_firm, "TITLE": _read_title, "ROLE": _read_role,
        "EMAIL": _read_email, "TEL": _read_phone, "X-MS-TEL": _read_phone,
        "ADR": _read_address, "LABEL": _read_formatted,
        "X-LD-FORMATTED": _read_formatted, "URL": _read_link, "IMPP": _read_link,
        "X-SOCIALPROFILE": _read_link, "X-ABDATE": _read_date,
        "CATEGORIES": _read_tags, "X-CATEGORIES": _read_tags,
        "NOTE": _read_note,
        "X-ABRELATEDNAMES": _read_relation, "RELATED": _read_relation,
        "X-LD-OWN": _read_own, "X-ANDROID-CUSTOM": _read_android,
        "KIND": _read_kind, "UID": _read_uid, "CLASS": _read_class,
        "X-EVOLUTION-FILE-AS": _read_file_as, "SORT-STRING": _read_file_as,
        "NAME": _read_file_as,
    }  # fmt: skip


def _is_preferred(each: Property) -> bool:
    return "pref" in each.head.types or each.parameter("PREF") == "1"


def _without_scheme(text: str, scheme: str) -> str:
    return text[len(scheme) :].strip() if text[: len(scheme)].lower() == scheme else text
