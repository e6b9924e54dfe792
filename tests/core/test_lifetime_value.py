"""What a customer is worth: the worked examples to the cent, the forms against each other, typed inputs, money."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.model.lifetime_value import (
    InputName,
    Inputs,
    Origin,
    assumed_inputs,
    retention_form,
    simple_form,
    typed_input,
    worth_of,
    yearly_form,
)
from lifecycle_desktop.core.model.money import Money, Rates, read_rates, rounded


def told(*assignments: str, currency: str = "USD") -> Inputs:
    inputs = assumed_inputs(currency)
    for each in assignments:
        inputs = typed_input(inputs, each)
    return inputs


def test_the_worked_example_of_the_calculator_to_the_cent() -> None:
    """9,400 a deal, 1.8 deals, 62 % kept, 0.6 sent, 610 to win: 10,490.40 + 3,496.80 - 610.00 = 13,377.20."""
    inputs = told("value=9,400", "purchases=1.8", "kept=62%", "referrals=0.6", "winning=610", "service=0")
    worth = worth_of(inputs)
    assert inputs.purchases == Fraction("1.8")
    assert (worth.own_minor, worth.referred_minor, worth.winning_minor) == (1_049_040, 349_680, 61_000)
    assert worth.total_minor == 1_337_720
    assert worth.one_in_ten_more_minor == 58_280
    assert worth.simple_minor == worth.own_minor


def test_the_worked_examples_of_the_three_forms_to_the_cent() -> None:
    assert rounded(simple_form(Fraction(30_000), Fraction(4), Fraction(5), Fraction(1, 4))) == 150_000
    endless = retention_form(Fraction(10_000), Fraction(8, 10), Fraction(1, 10))
    assert endless is not None
    assert rounded(endless) == 26_667  # 100 x 0.8 / 0.3 = 266.67
    years = yearly_form(Fraction(10_000), Fraction(8, 10), Fraction(1, 10), Fraction(3))
    # 80 / 1.1 = 72.73; 64 / 1.21 = 52.89; 51.2 / 1.331 = 38.47
    assert [rounded(amount) for _retained, _factor, amount in years] == [7_273, 5_289, 3_847]


@pytest.mark.parametrize(("retention", "discount"), [("0.8", "0.1"), ("0.95", "0.03"), ("0", "0.1")])
def test_the_form_by_year_grows_into_the_retention_form(retention: str, discount: str) -> None:
    margin, r, d = Fraction(1_000_000), Fraction(retention), Fraction(discount)
    summed = sum((row[2] for row in yearly_form(margin, r, d, Fraction(100))), Fraction(0))
    endless = retention_form(margin, r, d)
    assert endless is not None
    assert float(summed) == pytest.approx(float(endless), rel=1e-3)
    part = yearly_form(margin, r, d, Fraction(5, 2))
    assert len(part) == 3
    assert part[2][2] * 2 == yearly_form(margin, r, d, Fraction(3))[2][2]


def test_a_sum_without_an_end_is_none() -> None:
    worth = worth_of(told("retention=100%", "discount=0"))
    assert worth.retention_minor is None
    assert worth.by_year_minor == worth.simple_minor


def test_each_input_a_tenth_lower_and_higher() -> None:
    worth = worth_of(
        told("value=1000", "frequency=2", "lifespan=5", "kept=50%", "referrals=0", "winning=100")
    )
    found = {each.name: (each.low_minor, each.high_minor) for each in worth.sensitivities}
    assert worth.total_minor == 490_000
    for name in (InputName.VALUE, InputName.FREQUENCY, InputName.LIFESPAN, InputName.KEPT):
        assert found[name] == (440_000, 540_000)
    assert found[InputName.WINNING] == (491_000, 489_000)
    assert found[InputName.REFERRALS] == (490_000, 490_000)
    spreads = [each.spread for each in worth.sensitivities]
    assert spreads == sorted(spreads, reverse=True)
    whole = worth_of(told("kept=100%"))
    assert {each.name: each.high_minor for each in whole.sensitivities}[InputName.KEPT] == whole.total_minor


def test_what_is_typed_is_yours_and_the_rest_assumed() -> None:
    inputs = told("kept=62")
    assert inputs.told(InputName.KEPT).origin is Origin.YOURS
    assert inputs[InputName.KEPT] == Fraction(62, 100)
    assert inputs.told(InputName.VALUE).origin is Origin.ASSUMED
    assert told("kept=0.62")[InputName.KEPT] == told("kept=62%")[InputName.KEPT]
    assert told("value=500", currency="JPY")[InputName.VALUE] == 500


@pytest.mark.parametrize(
    "wrong", ["kept=101%", "kept=-1", "value=lots", "age=3", "value", "frequency=1e3", "lifespan=101"]
)
def test_what_cannot_be_is_refused_in_words(wrong: str) -> None:
    with pytest.raises(NotUnderstood):
        told(wrong)


def test_currencies_are_never_added_without_a_rate() -> None:
    apart = Rates("USD").money({"USD": 100, "EUR": 250, "": 11})
    assert apart == Money(111, (("EUR", 250),))
    assert apart + Money(9, (("EUR", -250), ("CAD", 3))) == Money(120, (("CAD", 3),))
    assert apart - apart == Money()
    rates = Rates("USD", read_rates("EUR 1.08, JPY=0.0067"))
    assert rates.money({"EUR": 250, "JPY": 1000, "GBP": 5}) == Money(270 + 670, (("GBP", 5),))
    assert Rates("JPY", read_rates("USD 150")).money([("USD", 199), ("USD", 1)]) == Money(300)
    assert apart.words("USD") == "$1.11 and €2.50"
    assert Money().words("USD") == "$0"
    assert read_rates("") == ()
    for wrong in ("EUR", "EUR 0", "euro 1.2", "EUR -1"):
        with pytest.raises(NotUnderstood):
            read_rates(wrong)


def test_half_a_unit_goes_away_from_zero() -> None:
    assert [rounded(Fraction(n, 2)) for n in (-3, -1, 0, 1, 3)] == [-2, -1, 0, 1, 2]
    assert rounded(Fraction(149, 100)) == 1
