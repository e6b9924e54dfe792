"""All that Today shows, read at once, and what is said over its lists."""

from __future__ import annotations

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.desk import ActiveLifecycle, Business, DayList
from lifecycle_desktop.core.model.today import FIRST_LINES
from lifecycle_desktop.core.queries import lifecycle as lifecycles
from lifecycle_desktop.core.queries import today as queries
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.ui.today.side_cards import LEADS_SHOWN

ROWS_SHOWN = 100
PEOPLE_SHOWN = max(LEADS_SHOWN, FIRST_LINES)
DayDesk = tuple[DayList, ActiveLifecycle, Business, int]


def day_desk(connection: ReadConnection, moment: Moment, coming_limit: int) -> DayDesk:
    """All that Today shows, from one snapshot; last, on an idle day, how many people have no next step."""
    day = queries.day_list(
        connection, moment, ROWS_SHOWN, coming_limit=coming_limit, people_limit=PEOPLE_SHOWN
    )
    idle = not (day.due_count or day.withheld)
    return (
        day,
        lifecycles.active_lifecycle(connection),
        lifecycles.business(connection),
        _without_next_step(connection, moment) if idle and day.people else 0,
    )


def _without_next_step(connection: ReadConnection, moment: Moment) -> int:
    from lifecycle_desktop.core.queries.contacts import view_counts  # seldom needed

    return view_counts(connection, moment).without_next_step


def cut_words(count: int, shown: int) -> str:
    """What is said where a list is longer than what is shown of it."""
    return _("the first {n} are shown").format(n=shown) if count > shown else ""


def fit_words(due: int, fitting: int) -> str:
    """How much of what is due fits the day: "38 due, 12 fit your day"."""
    fit = ngettext("{n} fits your day", "{n} fit your day", fitting).format(n=fitting)
    return _("{due} due, {fit}").format(due=due, fit=fit)


def subtitle(day: DayList) -> str:
    """The one line under the date."""
    due = ngettext("{n} follow-up today", "{n} follow-ups today", day.due_count).format(n=day.due_count)
    late = ngettext(", {n} is late.", ", {n} are late.", day.late_count).format(n=day.late_count)
    words = due + (late if day.late_count else ".")
    if day.lead_count:
        words += " " + ngettext(
            "{n} new lead is waiting for a first answer.",
            "{n} new leads are waiting for a first answer.",
            day.lead_count,
        ).format(n=day.lead_count)
    return words


def people_of(day: DayList) -> tuple[int, ...]:
    """Everybody of the day, each once, in the order in which they are read."""
    steps = (*(day.away.lines if day.away else ()), *day.late, *day.today, *day.coming, *day.withheld)
    ids = [line.contact_id for line in steps if line.contact_id is not None]
    ids += [lead.contact_id for lead in day.leads]
    ids += [date.contact_id for date in day.dates]
    ids += [slipping.contact_id for slipping in day.slipping]
    ids += [thanks.contact_id for thanks in day.thanks]
    return tuple(dict.fromkeys(ids))
