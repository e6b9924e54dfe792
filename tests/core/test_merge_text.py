"""Ready text: fields filled in, nothing else carried out; and the link that hands it to the mail program."""

from __future__ import annotations

import contextlib
import time
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import NotUnderstood, UserError
from lifecycle_desktop.core.merge_text import LONGEST_OUTPUT, check_template, merge
from lifecycle_desktop.core.model.mail_link import LONGEST_LINK, mail_link

FIELDS = {"first_name": "Ann", "my_name": "Rosa", "property": ""}


def test_fields_are_filled_in_and_an_empty_one_leaves_no_hole() -> None:
    text = "Hi {{ first_name }},\n{% if property %}\nabout {{ property }}\n{% endif %}\n{{ my_name|upper }}"
    assert merge(text, FIELDS).text == "Hi Ann,\nROSA"
    assert merge(text, FIELDS | {"property": "4 Elm"}).text == "Hi Ann,\nabout 4 Elm\nROSA"
    assert merge("{{ property or 'your home' }}", FIELDS) == merge(
        "{{ property|default('your home', true) }}", FIELDS
    )
    assert merge("{{ property }} {{ my_name }}", FIELDS).empty == ("property",)


def test_what_a_field_holds_is_never_read_as_a_template() -> None:
    hostile = "{{ my_name }}{% for a in b %}<b>"
    assert merge("{{ first_name }}", FIELDS | {"first_name": hostile}).text == hostile


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("a\n{{ nobody }}", 2),
        ("a\n\n{% if property %}", 3),
        ("{{ first_name", 1),
        ("{{ 'x' * 10 ** 9 }}", 1),
        ("{{ '%999999999d' % 1 }}", 1),
        ("{{ first_name ~ first_name }}", 1),
        ("{% for a in range(10 ** 9) %}{% endfor %}", 1),
        ("{% for a in first_name %}{% for b in first_name %}x{% endfor %}{% endfor %}", 1),
        ("\n{{ first_name.__class__.__mro__ }}", 2),
        ("{{ first_name['__class__'] }}", 1),
        ("{{ first_name.format(1) }}", 1),
        ("{{ lipsum() }}", 1),
        ("{{ first_name|attr('__class__') }}", 1),
        ("{{ first_name|center(999999999) }}", 1),
        ("{{ first_name|default('x', boolean=true) }}", 1),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", 1),
        ("{% set a = first_name %}", 1),
        ("{% include 'x' %}", 1),
        ("{% filter upper %}a{% endfilter %}", 1),
        ("{% if first_name %}" * 500 + "{% endif %}" * 500, 1),
        ("{{ " + "(" * 9_000 + "first_name" + ")" * 9_000 + " }}", 1),
        ("{{ " + "not " * 4_000 + "first_name }}", 1),
    ],
)
def test_whatever_loops_explodes_or_reaches_out_is_refused_with_its_line_at_once(
    template: str, line: int
) -> None:
    began = time.process_time()
    with pytest.raises(NotUnderstood, match=rf"line {line}, "):
        check_template(template, FIELDS)
    assert time.process_time() - began < 1


def test_a_text_too_long_is_refused_before_and_after_it_is_filled_in() -> None:
    with pytest.raises(NotUnderstood):
        check_template("x" * 20_001, FIELDS)
    assert len(merge("{{ first_name }}", {"first_name": "x" * LONGEST_OUTPUT}).text) == LONGEST_OUTPUT
    with pytest.raises(UserError, match="longer"):
        merge("{{ first_name }}" * 1_000, {"first_name": "x" * 1_000_000})


@given(st.text(alphabet="{}%# \nifelsndr_'\"|()[]+-*~.,a1", max_size=60))
def test_any_template_is_filled_in_or_refused_in_a_sentence(template: str) -> None:
    with contextlib.suppress(UserError):
        assert len(merge(template, FIELDS).text) <= LONGEST_OUTPUT


@given(st.text(max_size=40), st.text(max_size=60))
@example("Hi\r\nBcc: all@x.org", "a\r\nb&bcc=all@x.org#?")
def test_a_mail_link_has_one_address_one_subject_and_one_body(subject: str, body: str) -> None:
    link = mail_link("ann+b?cc=x&y%41@example.org", subject, body)
    parts = urlsplit(link.url)
    assert parts.scheme == "mailto"
    assert unquote(parts.path) == "ann+b?cc=x&y%41@example.org"
    assert "?" not in parts.path
    assert not parts.fragment
    asked = parse_qs(parts.query)
    assert asked.keys() <= {"subject", "body"}
    assert "\n" not in "".join(asked.get("subject", []))
    assert "\r" not in "".join(asked.get("subject", []))


def test_a_body_too_long_for_a_link_is_left_to_be_copied_and_two_addresses_are_refused() -> None:
    link = mail_link("ann@example.org", "Hello", "x" * LONGEST_LINK)
    assert (link.url, link.has_body) == ("mailto:ann@example.org?subject=Hello", False)
    assert mail_link("ann@example.org", body="a\nb").url == "mailto:ann@example.org?body=a%0D%0Ab"
    for wrong in ("a@x.org,b@x.org", "a@x.org\nBcc:b@x.org", "a@b@c", "", "Ann <a@x.org>"):
        with pytest.raises(NotUnderstood):
            mail_link(wrong)
