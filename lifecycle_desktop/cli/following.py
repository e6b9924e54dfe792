"""`followup`, `due`, `today`, `done`, `snooze`, `log`: what to do next, and what was done."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lifecycle_desktop.cli.desk import now, reading, region, writing
from lifecycle_desktop.cli.output import say, say_json, say_now, say_table
from lifecycle_desktop.cli.words import day_words, line_document, line_row, stage_document
from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _, language, ngettext
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.core.model.channel import Channel

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.desk import DateLine, DayList, FollowUpLine, SlippingLine, ThanksLine
    from lifecycle_desktop.core.model.spoken_date import Understood

_WHEN = "WHEN"


def register(commands: Any) -> None:
    """Add the commands of this group."""
    when = _("a day in ISO form or in words, such as “next tue 3pm” or “in 5 weeks”")
    step = commands.add_parser("followup", help=_("add a follow-up to a contact"))
    step.add_argument("key", metavar="KEY", help=_("number, e-mail, phone or exact name"))
    step.add_argument("--due", metavar=_WHEN, required=True, help=when)
    step.add_argument("--what", metavar="T", default="", help=_("what is to be done"))
    step.add_argument("--channel", metavar="C", default="", choices=[each.value for each in Channel])
    step.add_argument(
        "--every",
        metavar="RULE",
        default="",
        help=_("again and again: day, week, month, year or an iCalendar RRULE"),
    )
    step.add_argument("--until", metavar="DATE", default="", help=_("the last day of a recurring one"))
    step.set_defaults(act=_follow_up)

    due = commands.add_parser("due", help=_("list the follow-ups that are due"))
    due.add_argument("--until", metavar="DATE", default="", help=_("up to this day instead of today"))
    due.set_defaults(act=_due)

    today = commands.add_parser("today", help=_("the Today list with its reasons"))
    today.set_defaults(act=_today)

    done = commands.add_parser("done", help=_("tick a follow-up off"))
    done.add_argument("number", metavar="ID", type=int)
    done.add_argument("--outcome", metavar="T", default="", help=_("what came of it"))
    done.add_argument("--next", metavar=_WHEN, default="", help=_("when the next one is due"))
    done.set_defaults(act=_done)

    snooze = commands.add_parser("snooze", help=_("put a follow-up off"))
    snooze.add_argument("number", metavar="ID", type=int)
    snooze.add_argument("when", metavar=_WHEN, nargs="+", help=when)
    snooze.set_defaults(act=_snooze)

    log = commands.add_parser("log", help=_("log what happened with a contact"))
    log.add_argument("key", metavar="KEY", help=_("number, e-mail, phone or exact name"))
    log.add_argument("--kind", required=True, choices=[each.value for each in ActivityKind])
    log.add_argument("--text", metavar="T", default="")
    log.add_argument("--minutes", metavar="N", type=int, default=None)
    log.add_argument("--cost", metavar="M", default="", help=_("an amount of money, such as 12.50"))
    log.set_defaults(act=_log)


def _follow_up(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.model.follow_up import NewFollowUp
    from lifecycle_desktop.core.operations.follow_ups import add_follow_up
    from lifecycle_desktop.core.queries.keys import contact_of_key
    from lifecycle_desktop.core.recurrence import checked_rule

    moment = now()
    when = said_when(options.due, moment)
    until = said_when(options.until, moment).on if options.until else None
    if until and not options.every:
        raise NotUnderstood(_("A last day needs a rule."), _("Add --every, for example --every month."))
    rule = checked_rule(options.every, when.on, until) if options.every else ""
    with writing(options) as database:
        with database.read() as connection:
            contact_id = contact_of_key(connection, options.key, region=region(connection))
        new = NewFollowUp(contact_id, when.on, when.at, what=options.what, channel=options.channel, rule=rule)
        with database.write(_("Add a follow-up"), moment=moment) as written:
            number = add_follow_up(written.connection, new, moment)
    _say_due(options, number, when, moment, contact_id=contact_id, rule=rule)


def _due(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.queries.follow_up_lines import withheld
    from lifecycle_desktop.core.queries.today import follow_ups_until

    moment = now()
    until = said_when(options.until, moment).on if options.until else moment.today
    with reading(options) as connection:
        lines = follow_ups_until(connection, moment, until)
        aside, aside_count = withheld(connection, moment, until, 100)
    if options.json:
        say_json(
            {
                "until": until,
                "follow_ups": [line_document(line) for line in lines],
                "not_to_be_contacted": [line_document(line) for line in aside],
            }
        )
        return
    if lines:
        say_table(line_row(line, moment.today) for line in lines)
    else:
        say(_("Nothing is due."))
    if aside:
        say(f"{_('Not to be contacted')}: {aside_count}")
        say_table((line_row(line, moment.today) for line in aside), indent=2)


def _today(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.queries.today import day_list

    moment = now()
    with reading(options) as connection:
        day = day_list(connection, moment)
    if options.json:
        say_json(_day_document(day))
    else:
        _say_day(day, moment)


def _done(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.model.follow_up import NewFollowUp
    from lifecycle_desktop.core.operations.follow_ups import add_follow_up, complete_follow_up

    moment = now()
    when = said_when(options.next, moment) if options.next else None
    with writing(options) as database, database.write(_("Done"), moment=moment) as written:
        done = complete_follow_up(written.connection, options.number, moment, outcome=options.outcome)
        next_id = done.next_follow_up_id
        if when is not None:
            new = NewFollowUp(done.contact_id, when.on, when.at, what=done.what, channel=done.channel)
            next_id = add_follow_up(written.connection, new, moment)
    if options.json:
        say_json(
            asdict(done)
            | {"next_follow_up_id": next_id, "next_due_on": when.on if when else done.next_due_on}
        )
    elif next_id is not None:
        say_now(_("OK {number}, next {next}").format(number=options.number, next=next_id))
    else:
        say_now(_("OK {number}").format(number=options.number))


def _snooze(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.operations.follow_ups import snooze_follow_ups

    moment = now()
    when = said_when(" ".join(options.when), moment)
    with writing(options) as database, database.write(_("Snooze"), moment=moment) as written:
        snooze_follow_ups(written.connection, [options.number], when.on, when.at, moment)
    _say_due(options, options.number, when, moment)


def _log(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.model.activity import NewActivity
    from lifecycle_desktop.core.model.plan_entry import read_cost
    from lifecycle_desktop.core.operations.activities import log_activity
    from lifecycle_desktop.core.queries.keys import contact_of_key
    from lifecycle_desktop.core.queries.lifecycle import business

    moment = now()
    with writing(options) as database:
        with database.read() as connection:
            told = business(connection)
            contact_id = contact_of_key(connection, options.key, region=told.region)
        new = NewActivity(
            contact_id,
            options.kind,
            text=options.text,
            minutes=options.minutes,
            cost_minor=read_cost(options.cost, told.currency),
            currency=told.currency if options.cost else "",
        )
        label = _("Log {kind}").format(kind=ActivityKind(options.kind).words.lower())
        with database.write(label, moment=moment) as written:
            activity_id = log_activity(written.connection, new, moment)
    if options.json:
        say_json({"activity_id": activity_id, "contact_id": contact_id})
    else:
        say_now(_("OK {number}").format(number=activity_id))


def said_when(text: str, moment: Moment) -> Understood:
    """The day and time that were typed; `NotUnderstood` in words for what is none."""
    from lifecycle_desktop.core.model.spoken_date import parse_when

    found = parse_when(text, moment, language())
    if found is None:
        raise NotUnderstood(
            _("“{text}” is not a day that could be understood.").format(text=text.strip()[:60]),
            _("Write 2026-05-01, tomorrow 10, next tue 3pm or in 5 weeks."),
        )
    return found


def _say_due(
    options: argparse.Namespace,
    number: int,
    when: Understood,
    moment: Moment,
    **more: object,
) -> None:
    at = when.at.strftime("%H:%M") if when.at else None
    if options.json:
        say_json({"follow_up_id": number, "due_on": when.on, "due_time": at, **more})
    else:
        due = day_words(when.on, at, moment.today)
        say_now(_("OK {number}, due {due}").format(number=number, due=due))


def _day_document(day: DayList) -> dict[str, Any]:
    away = day.away
    return {
        "day": day.day,
        "late_count": day.late_count,
        "today_count": day.today_count,
        "coming_count": day.coming_count,
        "lead_count": day.lead_count,
        "slipping_count": day.slipping_count,
        "date_count": day.date_count,
        "thanks_count": day.thanks_count,
        "not_to_be_contacted_count": day.withheld_count,
        "done_count": day.done_count,
        "minutes": day.minutes,
        "day_minutes": day.day_minutes,
        "fitting": day.fitting,
        "while_away": {
            "since": away.since_on,
            "back": away.back_on,
            "due_count": away.due_count,
            "follow_ups": [line_document(line) for line in away.lines],
        }
        if away
        else None,
        "late": [line_document(line) for line in day.late],
        "today": [line_document(line) for line in day.today],
        **_people_documents(day),
        "coming": [line_document(line) for line in day.coming],
        "not_to_be_contacted": [line_document(line) for line in day.withheld],
    }


def _people_documents(day: DayList) -> dict[str, Any]:
    return {
        "answer_now": [
            {
                "contact_id": lead.contact_id,
                "name": lead.name,
                "reach": lead.reach,
                "source": lead.source,
                "captured_at": lead.captured_at,
                "stage": stage_document(lead.stage),
            }
            for lead in day.leads
        ],
        "dates": [line._asdict() | {"stage": stage_document(line.stage)} for line in day.dates],
        "slipping": [
            {
                "contact_id": line.contact_id,
                "name": line.name,
                "reason": line.reason,
                "temperature": line.temperature,
                "quiet_days": line.quiet_days,
                "usual_days": line.usual_days,
                "last_touch_on": line.last_touch_on,
                "stage": stage_document(line.stage),
            }
            for line in day.slipping
        ],
        "thanks_owed": [line._asdict() | {"stage": stage_document(line.stage)} for line in day.thanks],
    }


def _say_day(day: DayList, moment: Moment) -> None:
    say(day.day.isoformat())
    if day.fitting < day.due_count:
        say(_("{due} due, {fit} fit your day").format(due=day.due_count, fit=day.fitting))
    sections = _sections(day, moment)
    for title, count, rows in sections:
        if count:
            say(f"{title}: {count}")
            say_table(rows, indent=2)
            if count > len(rows):
                say(_("  and {n} more").format(n=count - len(rows)))
    if not any(count for _title, count, _rows in sections):
        say(_("Nothing is late and no one is waiting."))


def _sections(day: DayList, moment: Moment) -> list[tuple[str, int, list[tuple[object, ...]]]]:
    """What Today lists, in its order: the title, how many there are, and the rows."""

    def steps(lines: Iterable[FollowUpLine]) -> list[tuple[object, ...]]:
        return [line_row(line, moment.today) for line in lines]

    def people(lines: Iterable[DateLine | SlippingLine | ThanksLine]) -> list[tuple[object, ...]]:
        return [(line.contact_id, line.name, line.stage.label, line.reason) for line in lines]

    leads: list[tuple[object, ...]] = [
        (
            lead.contact_id,
            lead.name,
            lead.reach,
            lead.stage.label,
            lead.source,
            _waiting(lead.captured_at, moment),
        )
        for lead in day.leads
    ]
    away_count = day.away.due_count if day.away else 0
    return [
        (_("While you were away"), away_count, steps(day.away.lines) if day.away else []),
        (_("Late"), day.late_count - away_count, steps(day.late)),
        (_("Answer now"), day.lead_count, leads),
        (_("Today"), day.today_count, steps(day.today)),
        (_("Dates"), day.date_count, people(day.dates)),
        (_("Slipping through"), day.slipping_count, people(day.slipping)),
        (_("Thank-yous owed"), day.thanks_count, people(day.thanks)),
        (_("Next 7 days"), day.coming_count, steps(day.coming)),
        (_("Not to be contacted"), day.withheld_count, steps(day.withheld)),
    ]


def _waiting(since: dt.datetime, moment: Moment) -> str:
    minutes = max(0, int((moment.at - since).total_seconds() // 60))
    return ngettext("waits for {n} minute", "waits for {n} minutes", minutes).format(n=minutes)
