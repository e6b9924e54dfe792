"""The plans of the design's pictures: seven stages (14, 15, 16) and ten stages (17)."""

from __future__ import annotations

import datetime as dt

from lifecycle_desktop.core.model.plan import MonthCount, Move, Plan, PlanStage, Tactic, YearGoal

PRINTED_ON = dt.date(2026, 4, 14)
JUNE = dt.date(2026, 6, 30)


def _april(value: str, change: int | None) -> tuple[MonthCount, ...]:
    return (MonthCount(dt.date(2026, 4, 1), value, change),)


def _stage(number: int, name: str, label: str, **more) -> PlanStage:
    return PlanStage(stage_id=number, number=number, name=name, label=label, measure="counted", **more)


def sample_plan() -> Plan:
    """The Perfect Customer Lifecycle of picture 14."""
    stages = (
        _stage(
            1, "Attract Traffic", "Attract", purpose="Be the first name in four streets.",
            goal_number="90", goal_unit="enquiries", goal_due_on=JUNE,
            tactics=(
                Tactic("Farm postcards", "monthly", "letter", 40000), Tactic("Open house", "2 a month"),
                Tactic("Neighbourhood video", "Fridays"), Tactic("Home-value link on every sign"),
            ),
            month_counts=_april("31", 9),
        ),
        _stage(
            2, "Capture Leads", "Capture", purpose="A name, a number and a yes.",
            goal_number="60", goal_unit="new contacts", goal_due_on=JUNE,
            tactics=(
                Tactic("Open-house sign-in page"), Tactic("Home-value form", "same day"),
                Tactic("First answer in 5 minutes"), Tactic("Paper cards in by 6 pm", "daily"),
            ),
            offer="the street price guide", trigger="says yes to a follow-up", month_counts=_april("22", 6),
        ),
        _stage(
            3, "Nurture Prospects", "Nurture", purpose="Warm people hear from me.",
            goal_number="35", goal_unit="kept warm, none quiet 14 days",
            tactics=(
                Tactic("Welcome plan, 10 touches"), Tactic("Call block, 9 to 10", "Tue + Thu"),
                Tactic("Market letter", "monthly", "letter", 3000), Tactic("Invite to one open house"),
            ),
            trigger="asks for a tour or a price", month_counts=_april("33", 2),
        ),
        _stage(
            4, "Convert Sales", "Convert", purpose="Make the yes easy.",
            goal_number="8", goal_unit="signed agreements", goal_due_on=JUNE,
            tactics=(
                Tactic("Consult within 48 hours"), Tactic("Lender letter before tours"),
                Tactic("Three comps, same day"), Tactic("Next step before hanging up"),
            ),
            trigger="lender letter is in", month_counts=_april("3", 1),
        ),
        _stage(
            5, "Deliver & Satisfy", "Deliver", purpose="No surprises, one delight.",
            goal_number="6", goal_unit="closings, rated 9 or 10",
            tactics=(
                Tactic("Friday update call", "weekly"), Tactic("Trusted-trades list at signing"),
                Tactic("Closing gift", "", "visit", 6000), Tactic("30-day check-in"),
            ),
            wow="framed front-door photo", trigger="30 days after the keys", month_counts=_april("2", 2),
        ),
        _stage(
            6, "Upsell/Repeat Customers", "Repeat", purpose="What else could they need?",
            goal_number="2", goal_unit="repeat deals", goal_due_on=JUNE, month_counts=_april("0", None),
        ),
        _stage(
            7, "Get Referrals", "Refer", purpose="Ask, thank, repeat.",
            goal_number="5", goal_unit="referrals", goal_due_on=JUNE,
            tactics=(
                Tactic("Ask at day 30 and month 6"), Tactic("Thank-you by hand", "same day"),
                Tactic("Client picnic", "13 June", "visit", 35000), Tactic("Lunch with a partner", "monthly"),
            ),
            trigger="a 9 or 10, or a thank-you", month_counts=_april("1", 1),
        ),
    )  # fmt: skip
    return _plan(
        "Customer lifecycle plan 2026", "Perfect Customer Lifecycle", stages, ("Repeat", "Refer", "Attract")
    )


def ten_stage_plan() -> Plan:
    """Customers for Life: the Ten Key Stages, of picture 17."""
    stages = (
        _stage(
            1, "Lead", "Lead", purpose="Keep the bucket full.", goal_number="90", goal_unit="enquiries",
            goal_due_on=JUNE,
            tactics=(
                Tactic("Farm postcards", "monthly", "letter", 40000), Tactic("Open houses", "2 a month"),
                Tactic("Neighbourhood video", "Fridays"),
            ),
            trigger="a name and a way to reach them", month_counts=_april("31", 9),
        ),
        _stage(
            2, "Capture", "Capture", purpose="Every detail, at once.", goal_number="60", goal_unit="new contacts",
            goal_due_on=JUNE,
            tactics=(Tactic("Sign-in page at each open house"), Tactic("First answer in 5 minutes")),
            offer="price guide", trigger="says yes", month_counts=_april("22", 6),
        ),
        _stage(
            3, "Qualify", "Qualify", purpose="Interest and authority.", goal_number="30",
            goal_unit="five questions answered",
            tactics=(Tactic("Need, budget, who decides, when, loan"), Tactic("Lender introduction")),
            trigger="all five are known", month_counts=_april("11", 4),
        ),
        _stage(
            4, "Convert", "Convert", purpose="Help them over the line.", goal_number="12",
            goal_unit="buyer consults", goal_due_on=JUNE,
            tactics=(Tactic("Consult within 48 hours"), Tactic("Checklist by email first")),
            trigger="agrees to a tour", month_counts=_april("5", 2),
        ),
        _stage(
            5, "Trial", "Trial", purpose="Proof before the promise.", goal_number="10",
            goal_unit="tours or valuations",
            tactics=(Tactic("Tour of three, coffee after"), Tactic("Free valuation, three comps")),
            trigger="“we like this one”", month_counts=_april("6", 3),
        ),
        _stage(
            6, "Purchase", "Purchase", purpose="Close it well.", goal_number="6", goal_unit="closings",
            goal_due_on=JUNE,
            tactics=(Tactic("Friday update call", "weekly"), Tactic("30-day check-in")),
            wow="door photo", trigger="keys", month_counts=_april("2", 2),
        ),
        _stage(
            7, "Re-Purchase", "Re-Purchase", purpose="Once more.", goal_number="2", goal_unit="repeat deals",
            goal_due_on=JUNE, trigger="second closing", month_counts=_april("0", None),
        ),
        _stage(
            8, "Cross-Purchase", "Cross", purpose="What else?", goal_number="3", goal_unit="second services",
            tactics=(Tactic("Rental set-up for investors"), Tactic("Staging for sellers")),
            trigger="second service", month_counts=_april("1", 1),
        ),
        _stage(
            9, "Loyalty", "Loyalty", purpose="They speak for me.", goal_number="5", goal_unit="referrals",
            goal_due_on=JUNE,
            tactics=(Tactic("Ask at day 30 and month 6"), Tactic("Client picnic", "13 June", "visit", 35000)),
            trigger="a 9 or 10", month_counts=_april("1", 1),
        ),
        _stage(
            10, "Retention", "Retention", purpose="Stay in touch.", goal_number="95%",
            goal_unit="heard from me in 90 days",
            tactics=(
                Tactic("Home anniversary card", "yearly", "letter", 200),
                Tactic("Market letter", "monthly", "letter", 3000), Tactic("Home review call", "yearly"),
            ),
            trigger="silent for 60 days", month_counts=_april("71%", 9),
        ),
    )  # fmt: skip
    name = "Customers for Life: the Ten Key Stages"
    return _plan("Customers for Life 2026", name, stages, ("Re-Purchase", "Loyalty", "Lead"))


def _plan(title: str, lifecycle: str, stages: tuple[PlanStage, ...], labels: tuple[str, str, str]) -> Plan:
    return Plan(
        title=title,
        business="Whitaker Homes",
        owner="Dana Whitaker",
        lifecycle_name=lifecycle,
        period_start=dt.date(2026, 4, 1),
        period_end=JUNE,
        stages=stages,
        year_goals=(
            YearGoal("24", "closings"),
            YearGoal("10", "by referral"),
            YearGoal("5 min", "first answer"),
        ),
        moves=(
            Move("Write the yearly home-review letter", labels[0], dt.date(2026, 4, 30)),
            Move("Order 40 thank-you cards", labels[1], dt.date(2026, 5, 8)),
            Move("Door-knock Elm Street before the open house", labels[2], dt.date(2026, 5, 16)),
        ),
        leaky_bucket="22 in, 9 out since January.",
        best_source="referrals, $112 back per $1.",
        review_on=dt.date(2026, 7, 1),
    )
