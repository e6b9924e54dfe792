"""`purchase`, `insights` and `clv`: what was bought goes in, the figures behind each screen come out."""

from __future__ import annotations

from lifecycle_desktop.cli.reckoning import NAMES
from lifecycle_desktop.core.queries.insights import INSIGHTS
from tests.cli.conftest import CommandLine


def test_a_purchase_and_its_refund_are_told_apart(line: CommandLine) -> None:
    line.ok("add", "--name", "Ann Hill")
    told = line.json(
        "purchase",
        "Ann Hill",
        "--line",
        "Buyer side",
        "--price",
        "420,000",
        "--revenue",
        "10,500",
        "--date",
        "2026-04-01",
    )
    assert told == {"purchase_id": 1, "contact_id": 1, "closed_on": "2026-04-01"}
    assert (
        line.ok("purchase", "1", "--line", "Buyer side", "--price", "-500", "--revenue", "-500.25")
        == "OK 2\n"
    )
    assert [row["price_minor"] for row in line.json("show", "1")["purchases"]] in (
        [42_000_000, -50_000],
        [-50_000, 42_000_000],
    )
    worth = line.json("clv", "1", "--set", "winning=0", "--set", "service=0", "--set", "lifespan=0")
    assert worth["facts"]["total"] == {"minor": 1_050_000 - 50_025, "others": {}}
    assert "not an amount" in line.refused("purchase", "1", "--line", "x", "--price", "lots")
    assert "not an amount" in line.refused("purchase", "1", "--line", "x", "--price", "--5")


def test_the_calculator_works_on_an_empty_database(line: CommandLine) -> None:
    told = line.json("clv")
    assert {row["origin"] for row in told["rows"]} == {"assumed"}
    sets = ("value=9,400", "purchases=1.8", "kept=62%", "referrals=0.6", "winning=610")
    worth = line.json("clv", *(word for each in sets for word in ("--set", each)))
    facts = worth["facts"]
    assert (facts["own"], facts["referred"], facts["total"]) == (1_049_040, 349_680, 1_337_720)
    assert len(worth["by_year"]) == 14
    assert "$13,377.20" in line.ok("clv", *(word for each in sets for word in ("--set", each)))
    assert "0 to 100 %" in line.refused("clv", "--set", "kept=101%")
    assert "kept" in line.refused("clv", "--set", "age=3")


def test_every_insight_of_the_sample_is_told(line: CommandLine) -> None:
    line.ok("sample", "add")
    assert tuple(each.name for each in INSIGHTS) == NAMES
    told = line.json("insights", "--period", "all")
    assert (told["begin"], told["end"], told["currency"]) == (None, "2026-04-14", "USD")
    tables = {table["key"]: table for each in told["insights"] for table in each["tables"]}
    assert tables["second_purchase"]["reading"] == "Too few to compare (< 10)"
    assert tables["forecast"]["rows"] == []
    assert all(table["question"].endswith("?") and table["reading"] for table in tables.values())
    overview = line.ok("insights")
    for name in NAMES:
        assert f"\n{name} " in f"\n{overview}"
        assert line.ok("insights", name)
    assert line("insights", "weather").code == 2
