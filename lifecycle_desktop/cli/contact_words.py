"""What `show` tells of a contact beyond its summary: stages, qualification, household, purchases, referrals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lifecycle_desktop.cli.words import stage_document, step_document, told
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.contact_page import ContactPage, PurchaseLine, ReferralLine
from lifecycle_desktop.core.model.plan_words import price
from lifecycle_desktop.core.model.qualification import Answer
from lifecycle_desktop.core.model.referral import ReferralStatus


def page_document(page: ContactPage) -> dict[str, Any]:
    """The further keys of a contact's JSON."""
    details, suggested, head = page.details, page.suggestion, page.head
    return {
        "name_parts": {
            "prefix": head.prefix,
            "first": head.first_name,
            "middle": head.middle_name,
            "last": head.last_name,
            "suffix": head.suffix,
            "nickname": head.nickname,
        },
        "department": head.department,
        "stage_path": [
            {
                "stage": stage_document(each.stage),
                "state": each.state,
                "entered_on": each.entered_on,
                "days": each.days,
            }
            for each in page.path
        ],
        "suggested_stage": {"stage": stage_document(suggested.stage), "reason": suggested.reason}
        if suggested
        else None,
        "missing": [each.text for each in page.missing],
        "open_follow_ups": [
            {**(step_document(each.step) or {}), "reason": each.reason, "rule": each.rule}
            for each in page.steps
        ],
        "qualification": {
            each.question.value: {
                "answer": each.answer.value,
                "detail": each.detail,
                "answered_at": each.answered_at,
            }
            for each in page.answers
        },
        "score": {"known": page.readiness.score, "of": page.readiness.of, "why": page.readiness.explanation},
        "permission_history": [
            {
                "channel": word.channel,
                "status": word.status,
                "wording": word.wording,
                "place": word.place,
                "recorded_by": word.recorded_by,
                "recorded_at": word.recorded_at,
            }
            for each in details.permissions
            for word in each.history
        ],
        "quiet_from": details.quiet_from,
        "quiet_until": details.quiet_until,
        "language": details.language,
        "household": {
            "name": page.household.name,
            "salutation": page.household.salutation,
            "members": [
                {"contact_id": each.contact_id, "name": each.name} for each in page.household.members
            ],
        }
        if page.household
        else None,
        "relations": [
            {
                "kind": each.kind,
                "name": each.name,
                "contact_id": each.other_contact_id,
                "is_from_other": each.is_from_other,
            }
            for each in page.relations
        ],
        "purchases": [_purchase_document(each) for each in page.purchases],
        "came_from": [_referral_document(each) for each in page.came_from],
        "sent": [_referral_document(each) for each in page.sent],
    }


def _purchase_document(line: PurchaseLine) -> dict[str, Any]:
    return {
        "purchase_id": line.purchase_id,
        "service_line": line.service_line,
        "what": line.what,
        "closed_on": line.closed_on,
        "price_minor": line.price_minor,
        "revenue_minor": line.revenue_minor,
        "cost_minor": line.cost_minor,
        "currency": line.currency,
        "satisfaction": line.satisfaction,
        "note": line.note,
    }


def _referral_document(line: ReferralLine) -> dict[str, Any]:
    return {
        "referral_id": line.referral_id,
        "contact_id": line.other_contact_id,
        "name": line.name,
        "given_on": line.given_on,
        "direction": line.direction,
        "status": line.status,
        "thanked_on": line.thanked_on,
    }


def page_lines(page: ContactPage) -> Iterator[str]:
    """The further lines of a contact for people; what is empty is left out."""
    for title, text in (
        (_("Title"), page.head.prefix),
        (_("Nickname"), page.head.nickname),
        (_("Department"), page.head.department),
    ):
        if text:
            yield told(title, text)
    if page.suggestion is not None:
        suggested = _("{stage}, {reason}").format(
            stage=page.suggestion.stage.name, reason=page.suggestion.reason
        )
        yield told(_("Suggested"), suggested)
    if any(each.answer is not Answer.UNKNOWN for each in page.answers):
        yield told(_("Ready"), f"{page.readiness.words}. {page.readiness.explanation}")
    for each in page.answers:
        if each.detail:
            yield told(each.question.words, each.detail)
    if page.missing:
        yield told(_("Missing"), "; ".join(each.text for each in page.missing))
    if page.details.quiet_from or page.details.quiet_until:
        hours = f"{page.details.quiet_from or '00:00'} – {page.details.quiet_until or '24:00'}"
        yield told(_("Quiet hours"), hours)
    if page.household is not None:
        others = ", ".join(each.name for each in page.household.members if not each.is_this)
        yield told(_("Household"), f"{page.household.name}: {others}" if others else page.household.name)
    for relation in page.relations:
        yield told(_("Relation"), f"{relation.name} ({relation.kind})")
    for purchase in page.purchases:
        yield told(_("Purchase"), _purchase_words(purchase))
    for line in page.came_from:
        yield told(_("Came from"), f"{line.name} ({ReferralStatus(line.status).words})")
    for line in page.sent:
        thanks = f", {_('thank-you owed')}" if line.is_thanks_owed else ""
        yield told(_("Sent you"), f"{line.name} ({ReferralStatus(line.status).words}{thanks})")
    if len(page.steps) > 1:
        more = len(page.steps) - 1
        yield told(_("And then"), ngettext("{n} more step", "{n} more steps", more).format(n=more))


def _purchase_words(line: PurchaseLine) -> str:
    money = price(line.price_minor, line.currency) if line.price_minor else ""
    what = line.what or line.service_line
    service = line.service_line if line.what else ""
    told_of = [what, service, line.closed_on.isoformat(), money]
    for words, amount in (
        (_("revenue {amount}"), line.revenue_minor),
        (_("costs {amount}"), line.cost_minor),
    ):
        if amount:
            told_of.append(words.format(amount=price(amount, line.currency)))
    if line.satisfaction is not None:
        told_of.append(_("satisfied {n} of 10").format(n=line.satisfaction))
    told_of.append(" ".join(line.note.split()))
    return ", ".join(part for part in told_of if part)
