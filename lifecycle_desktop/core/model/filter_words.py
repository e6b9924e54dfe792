"""A smart list in words: "Area: Maple Hollow", "Quiet for 30 days", "Stage: Convert or Nurture"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.day_words import date_words
from lifecycle_desktop.core.model.filter_fields import FIELDS, OWN, TAKES, Kind, Takes, day_of, field_of
from lifecycle_desktop.core.model.permission import PermissionStatus
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.plan_words import currency_digits
from lifecycle_desktop.core.model.smart_list import Condition, ContactFilter, Group, Part, Value

Naming = Callable[
    [str, Value], str
]  # (what it is chosen from, the value) → its name now; empty when it is gone

_MOST_NAMES = 3
_CURRENCY = "USD"
_LONGEST_NAME = 60


def no_names(_chosen_from: str, _value: Value) -> str:
    """For where the names of today are not at hand: the conditions' own are told."""
    return ""


def part_words(part: Part, names: Naming, today: dt.date, currency: str = _CURRENCY) -> str:
    """A condition or a group as its chip says it."""
    if isinstance(part, Condition):
        return condition_words(part, names, today, currency)
    words = [
        f"({part_words(each, names, today, currency)})"
        if isinstance(each, Group)
        else part_words(each, names, today, currency)
        for each in part.parts
    ]
    return (_(" and ") if part.how == "all" else _(" or ")).join(words)


def filter_words(wanted: ContactFilter, names: Naming, today: dt.date, currency: str = _CURRENCY) -> str:
    """A whole filter in one line, as a tool tip says it."""
    words = [part_words(part, names, today, currency) for part in wanted.group.parts]
    if wanted.text.strip():
        words.append(_("“{text}”").format(text=shortened(wanted.text)))
    return " · ".join(words) or _("Everyone")


def condition_words(condition: Condition, names: Naming, today: dt.date, currency: str = _CURRENCY) -> str:
    """One condition as its chip says it."""
    field = field_of(condition)
    if field is None:
        return condition.title or condition.field
    title = condition.title or field.words if field is OWN else field.words
    if field.kind is Kind.FLAG:
        return _flag_words(condition)
    if field.kind is Kind.CHOICE and TAKES[condition.operator] is Takes.CHOICES:
        return _choice_words(condition, title, names)
    if field.kind is Kind.DAY and (special := _day_words(condition, title, today)):
        return special
    template = _TEMPLATES[condition.operator]()
    value = condition.values[0] if condition.values else ""
    if TAKES[condition.operator] is Takes.AMOUNT and isinstance(value, int):
        value = amount_words(value, currency)
    return template.format(field=title, value=shortened(str(value), _LONGEST_NAME))


def amount_words(minor: int, currency: str = _CURRENCY) -> str:
    """An amount without the name of its currency: "350,000" or "350,000.50"."""
    digits = currency_digits(currency)
    whole, part = divmod(abs(minor), 10**digits)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole:,}" + (f".{part:0{digits}d}" if part else "")


def value_name(condition: Condition, value: Value, names: Naming) -> str:
    """What a chosen value is called now, else what it was called when it was chosen."""
    field = field_of(condition)
    chosen_from = field.chosen_from if field is not None else ""
    fixed = fixed_name(chosen_from, value)
    return fixed or names(chosen_from, value) or condition.name_of(value) or str(value)


def fixed_name(chosen_from: str, value: Value) -> str:
    """The words of a key that never changes: a temperature, a channel, a permission; empty for any other."""
    if chosen_from == "temperature":
        return {"hot": _("Hot"), "warm": _("Warm"), "cold": _("Cold")}.get(str(value), "")
    if chosen_from == "channel" and value in tuple(Channel):
        return Channel(value).words
    if chosen_from == "permission" and value in tuple(PermissionStatus):
        return PermissionStatus(value).words
    return ""


def joined(words: Sequence[str], how: str) -> str:
    """Names as one says them: "Convert or Nurture", "Convert, Nurture and Deliver"; more than three are counted."""
    told = [shortened(word, _LONGEST_NAME) for word in words]
    if len(told) > _MOST_NAMES:
        told = [*told[: _MOST_NAMES - 1], _("{n} more").format(n=len(told) - _MOST_NAMES + 1)]
    if len(told) <= 1:
        return "".join(told)
    last = _("{one} and {other}") if how == "all" else _("{one} or {other}")
    return last.format(one=", ".join(told[:-1]), other=told[-1])


def operator_words(key: str, operator: str) -> str:
    """What an operator is called where it is chosen."""
    special = {
        ("next_step", "none"): _("there is none"),
        ("next_step", "filled"): _("there is one"),
        ("next_step", "next"): _("is within the next days"),
        ("last_touch", "quiet"): _("was quiet for days"),
        ("created", "quiet"): _("was more than days ago"),
    }
    if words := special.get((key, operator)):
        return words
    return {
        "has": _("contains"), "lacks": _("does not contain"), "is": _("is exactly"), "begins": _("begins with"),
        "any": _("is any of"), "all": _("is all of"), "none_of": _("is none of"),
        "before": _("is before"), "after": _("is after"),
        "last": _("is within the last days"), "quiet": _("is not within the last days"),
        "next": _("comes within the next days"),
        "at_least": _("is at least"), "at_most": _("is at most"),
        "worth_least": _("is at least"), "worth_most": _("is at most"),
        "empty": _("is not known"), "filled": _("is known"), "yes": _("yes"), "no": _("no"),
        "none": _("there is none"), "late": _("is late"), "today": _("is today"),
    }.get(operator, operator)  # fmt: skip


def _choice_words(condition: Condition, title: str, names: Naming) -> str:
    told = [value_name(condition, value, names) for value in condition.values]
    how = "all" if condition.operator == "all" else "any"
    if condition.field == "temperature" and condition.operator == "any":
        return joined(told[:1] + [word.lower() for word in told[1:]], how)
    words = joined(told, how)
    if condition.operator == "none_of":
        return _("{field}: not {value}").format(field=title, value=words)
    return _("{field}: {value}").format(field=title, value=words)


def _flag_words(condition: Condition) -> str:
    yes = condition.operator == "yes"
    if not yes:
        said = {
            "has_email": _("No email"), "has_phone": _("No phone"), "has_address": _("No address"),
            "do_not_contact": _("May be contacted"), "trash": _("Not in the trash"),
        }.get(condition.field)  # fmt: skip
        return said or _("Not {what}").format(what=FIELDS[condition.field].words.lower())
    return FIELDS[condition.field].words


def _day_words(condition: Condition, title: str, today: dt.date) -> str:
    field, operator = condition.field, condition.operator
    if field == "next_step" and operator in ("none", "late", "today", "filled"):
        return {
            "none": _("No next step"), "late": _("Next step late"), "today": _("Next step today"),
            "filled": _("Has a next step"),
        }[operator]  # fmt: skip
    if operator in ("last", "quiet", "next"):
        count = int(condition.values[0])
        if operator == "quiet" and field == "last_touch":
            return ngettext("Quiet for {n} day", "Quiet for {n} days", count).format(n=count)
        template = {
            "last": ngettext("{field}: in the last {n} day", "{field}: in the last {n} days", count),
            "quiet": ngettext("{field}: not in the last {n} day", "{field}: not in the last {n} days", count),
            "next": ngettext("{field}: in the next {n} day", "{field}: in the next {n} days", count),
        }[operator]
        return template.format(field=title, n=count)
    if operator in ("before", "after"):
        day = day_of(condition.values[0])
        words = date_words(day, today) if day is not None else str(condition.values[0])
        template = _("{field}: before {value}") if operator == "before" else _("{field}: after {value}")
        return template.format(field=title, value=words)
    return ""


# Spoken when they are asked for, in the language then in force.
_TEMPLATES: dict[str, Callable[[], str]] = {
    "has": lambda: _("{field}: {value}"),
    "lacks": lambda: _("{field}: not {value}"),
    "is": lambda: _("{field} is {value}"),
    "begins": lambda: _("{field}: {value}…"),
    "filled": lambda: _("{field} is known"),
    "empty": lambda: _("{field} is not known"),
    "at_least": lambda: _("{field}: {value} or more"),
    "at_most": lambda: _("{field}: {value} or fewer"),
    "worth_least": lambda: _("{field}: {value} or more"),
    "worth_most": lambda: _("{field}: {value} or less"),
}
