"""A draft made ready for the database: addresses and numbers in normal form, names to show and to sort by."""

from __future__ import annotations

import functools
from typing import NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.draft import Address, ContactDraft, RowProblem
from lifecycle_desktop.core.model.likeness import NameKey, canonical_given, name_key
from lifecycle_desktop.core.model.person_text import display_name, fold, sort_name, words
from lifecycle_desktop.core.store.email_address import normal_email
from lifecycle_desktop.core.store.phone import normal_phone


class PreparedDraft(NamedTuple):
    """A draft that can be taken. `emails` are (label, text, normal), `phones` (label, text, normal, extension)."""

    draft: ContactDraft
    emails: tuple[tuple[str, str, str], ...]
    phones: tuple[tuple[str, str, str, str], ...]
    key: NameKey
    display: str
    sort: str
    kind: str


def prepared(draft: ContactDraft, region: str) -> PreparedDraft | RowProblem:
    """The draft made ready, or why it cannot be taken."""
    if draft.problems:
        return draft.problems[0]
    first, middle, last, full, company = draft.first, draft.middle, draft.last, draft.full, draft.company
    emails: tuple[tuple[str, str, str], ...] = ()
    for label, text in draft.emails:
        normal = normal_email(text)
        if not normal:
            return RowProblem("email", text if len(text) < 60 else text[:59] + "…")
        if not emails:
            emails = ((label, text, normal),)
        elif all(normal != known[2] for known in emails):
            emails = (*emails, (label, text, normal))
    phones: tuple[tuple[str, str, str, str], ...] = ()
    for label, text in draft.phones:
        normal, extension = normal_phone(text, region)
        if not phones:
            phones = ((label, text, normal, extension),)
        elif all((normal or text, extension) != (known[2] or known[1], known[3]) for known in phones):
            phones = (*phones, (label, text, normal, extension))
    if not (first or last or full or middle or draft.nickname or emails or phones):
        return RowProblem("identity")
    kind = "person"
    if company and not (first or last or middle or draft.nickname) and full in ("", company):
        kind = "firm"
    if first and last and not (full or middle or draft.suffix) and (plain := f"{first} {last}").isascii():
        display, sort = plain, f"{last} {first}".lower() if "  " not in plain else sort_name(first, "", last)
    else:
        display = full or display_name(first, middle, last, draft.suffix)
        if not display:
            display = company or draft.nickname or (emails[0][1] if emails else phones[0][1])
        sort = sort_name(first, middle, last, display) or display
    if first or last:
        left, right = squeezed(first), squeezed(last)
        key = tuple.__new__(NameKey, (left, right, left + right))
    else:
        key = name_key("", "", full or company or draft.nickname)
    return tuple.__new__(  # a third of what the named constructor costs
        PreparedDraft,
        (draft, emails, phones, key, display, sort, kind),
    )


@functools.lru_cache(maxsize=32768)
def squeezed(name: str) -> str:
    """A part of a name as `NameKey` compares it."""
    return "".join(words(name))


def address_key(address: Address) -> str:
    """An address as two are compared: the street and where it is; empty without a street."""
    if not address.street:
        return ""
    return fold(f"{address.street}|{address.postal_code or address.city}")


def firm_key(company: str, key: NameKey) -> str:
    """A firm and a name in it, pet names and accents aside."""
    return f"{folded(company)}|{key.last}|{canonical_given(key.first)}"


@functools.lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A firm's name folded; there are few of them."""
    return fold(text)


def next_step_text(draft: ContactDraft) -> str:
    """What is to be done, where the file tells a day but not what."""
    return draft.next_step or _("Follow up")
