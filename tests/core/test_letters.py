"""Letters, envelopes and postcards: read back from their PDFs, with hostile words, templates and pictures."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from lifecycle_desktop.core.errors import FileProblem, NotFound, NotUnderstood, Stopped
from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.letter import (
    LETTER_FIELDS,
    BlockKind,
    LetterTemplate,
    Sender,
    blocks_of,
    find_letter,
    read_template,
    shipped_letters,
    template_of_file,
)
from lifecycle_desktop.core.model.mail_paper import Envelope, Postcard
from lifecycle_desktop.core.model.postal import Household, MailPerson, Recipient, recipients
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.reports.envelopes import write_envelopes
from lifecycle_desktop.core.reports.labels import Label
from lifecycle_desktop.core.reports.letter_text import check_letter
from lifecycle_desktop.core.reports.letters import LetterNotes, write_letters
from lifecycle_desktop.core.reports.logo import read_logo
from lifecycle_desktop.core.reports.pdf_page import DrawnText
from lifecycle_desktop.core.reports.postcards import write_postcards

TODAY = dt.date(2026, 4, 14)
HOSTILE = '<img src="x.png"><b>x&y</b>{{7*7}}{0}$\\bad$ **not bold** # no - no'
SENDER = Sender(
    "Dana Whitfield", "Whitfield Homes", "9 Main St", "Springfield", "IL", "62701", "(217) 555-0134"
)
HOME = Address(street="12 Elm Street", city="Springfield", region="IL", postal_code="62704")


def people(*names: str, **more: Any) -> list[Recipient]:
    return recipients(
        [MailPerson(at, f"{name} Hill", name, "Hill", address=HOME, **more) for at, name in enumerate(names)],
        {},
    )


def letter(body: str, language: str = "en") -> dict[str, LetterTemplate]:
    return {language: read_template(body, "own", language)}


def written(
    found: list[Recipient], templates: dict[str, LetterTemplate], **more: Any
) -> tuple[PdfReader, LetterNotes]:
    stream = io.BytesIO()
    notes = write_letters(stream, found, templates, more.pop("sender", SENDER), TODAY, **more)
    return PdfReader(io.BytesIO(stream.getvalue())), notes


def text_of(reader: PdfReader, page: int = 0) -> str:
    return reader.pages[page].extract_text()


def test_every_shipped_letter_is_there_in_both_languages_and_can_be_filled_in() -> None:
    letters = shipped_letters()
    keys = {
        language: {each.key for each in letters if each.language == language} for language in ("en", "es")
    }
    assert keys["en"] == keys["es"]
    assert {
        "just-listed",
        "home-anniversary",
        "market-note",
        "referral-thanks",
        "review-ask",
        "holiday-greeting",
    } <= keys["en"]
    for each in letters:
        check_letter(each.body)
        assert each.name != each.key
        assert set(re.findall(r"\{\{ (\w+)", each.body)) <= set(LETTER_FIELDS)
        for found in (people("Ann", language=each.language), people("", language=each.language)):
            reader, notes = written(found, {each.language: each}, sender=Sender("Dana", "Homes"))
            assert len(reader.pages) == 1, each.key
            assert not notes.pages.lines()
            assert "{" not in text_of(reader)


def test_a_letter_greets_in_its_own_language_and_tells_which_field_is_empty() -> None:
    found = recipients(
        [
            MailPerson(1, "Ann Hill", "Ann", "Hill", household_id=3, address=HOME),
            MailPerson(2, "Bob Hill", "Bob", "Hill", household_id=3, address=HOME),
            MailPerson(3, "Inés Ruiz", "Inés", "Ruiz", language="es", address=HOME, more={"want": "Un piso"}),
            MailPerson(4, "Hill Ltd", company="Hill Ltd", is_firm=True, address=HOME),
        ],
        {3: Household(3, "Hill")},
    )
    reader, notes = written(found, find_letter("Just listed", "en"))
    assert len(reader.pages) == notes.pages.pages == 3
    assert "Dear Ann and Bob," in text_of(reader)
    assert "Ann and Bob Hill\n12 Elm Street\nSPRINGFIELD, IL 62704" in text_of(reader)
    assert "April 14, 2026" in text_of(reader)
    assert "Hola, Inés:" in text_of(reader, 1)
    assert "14 de abril de 2026" in text_of(reader, 1)
    assert "Hello," in text_of(reader, 2)
    _reader, told = written(
        found, letter("{{ salutation }},\n\nYou look for {{ want }}. {% if city %}{{ city }}{% endif %}")
    )
    assert "Dear Inés," in text_of(_reader, 1)
    assert told.lines() == ("{{ want }} is empty in 2 letters",)
    with pytest.raises(NotFound, match="just-listed"):
        find_letter("nothing", "en")


def test_what_people_are_called_is_data_and_stays_inside_the_page() -> None:
    drawn: list[DrawnText] = []
    body = (
        "# {{ name }}\n\n{{ name }}\n- {{ want }}\n\n"
        "Long word " + "x" * 300 + "\n\n" + "שלום {{ name }} **דנה**"
    )
    found = people(HOSTILE, "Ω" * 700, "יוסי", more={"want": "line\nbreak\n# x"})
    reader, _notes = written(found, letter(body), drawn=drawn)
    everything = "".join(page.extract_text() for page in reader.pages).replace("\n", "").replace(" ", "")
    assert HOSTILE.replace(" ", "") in everything
    assert "linebreak#x" in everything
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    for text in drawn:
        assert text.ink.x >= 71
        assert text.ink.right <= width - 71
        assert text.ink.bottom <= height - 36


def test_a_long_letter_takes_more_pages_and_the_same_bytes_come_twice() -> None:
    body = "\n\n".join(f"{number} " + "words of a long letter " * 25 for number in range(12))
    streams = [io.BytesIO(), io.BytesIO()]
    for stream in streams:
        write_letters(stream, people("Ann", "Bob"), letter(body), SENDER, TODAY)
    assert streams[0].getvalue() == streams[1].getvalue()
    reader = PdfReader(io.BytesIO(streams[0].getvalue()))
    assert len(reader.pages) == 6
    assert "Bob Hill" in text_of(reader, 3)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{% for x in range(9**9) %}{{ x }}{% endfor %}", "only fields, conditions"),
        ("{{ nobody }}", "there is no field “nobody”"),
        ("Hello {{ name", "do not fit together"),
        ("{{ name.__class__.__mro__ }}", "only fields"),
        ("{{ 'x' * 999999999 }}", "only fields"),
        ("{% if name %}" * 200 + "{% endif %}" * 200, "too many conditions"),
        ("x" * 20_001, "at most"),
    ],
)
def test_a_template_that_loops_or_explodes_is_refused_before_anything_is_drawn(body: str, words: str) -> None:
    with pytest.raises(NotUnderstood, match=re.escape(words)):
        written(people("Ann"), letter(body))
    with pytest.raises(NotUnderstood, match=re.escape(words)):
        write_postcards(io.BytesIO(), people("Ann"), letter(body), SENDER, TODAY)


def test_paragraphs_headings_points_and_room_to_sign() -> None:
    found = blocks_of("# Head\n\nOne **bold**, two\nthree\n- point\n\n\nName")
    assert [(each.kind, each.is_close) for each in found] == [
        (BlockKind.HEADING, False), (BlockKind.TEXT, False), (BlockKind.TEXT, True), (BlockKind.POINT, True),
        (BlockKind.SPACE, False), (BlockKind.TEXT, False),
    ]  # fmt: skip
    assert [(run.text, run.is_bold) for run in found[1].runs] == [
        ("One", False),
        ("bold,", True),
        ("two", False),
    ]
    blocks_of("**a " * 5000)  # in no time


def test_a_logo_is_drawn_or_refused_in_words(tmp_path: Path) -> None:
    good, huge, text = tmp_path / "logo.png", tmp_path / "huge.png", tmp_path / "text.png"
    Image.new("RGBA", (900, 300), (200, 0, 0, 128)).save(good)
    Image.new("1", (10_000, 10_000)).save(huge)
    text.write_bytes(b"<svg onload=alert(1)>")
    reader, _notes = written(people("Ann", "Bob"), letter("Hello"), logo=read_logo(good))
    assert len(reader.pages[0].images) == 1
    for path, words in (
        (huge, "more than 40 megapixels"),
        (text, "not a picture"),
        (tmp_path / "gone.png", "does not exist"),
        (tmp_path, "it is a folder"),
    ):
        with pytest.raises(FileProblem, match=words) as told:
            read_logo(path)
        assert "print without one" in told.value.hint
    whole = good.read_bytes()
    good.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileProblem, match="damaged"):
        read_logo(good)


def test_a_template_file_is_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "spring.txt"
    path.write_bytes("\ufeffname: Spring\r\n\r\nHola, {{ name }}".encode())
    assert template_of_file(path) == LetterTemplate("spring", "Spring", "", "Hola, {{ name }}")
    path.write_bytes("Hello".encode("utf-16"))
    assert template_of_file(path).body == "Hello"
    for raw, words in ((b"PK\x03\x04\0\0\xff\xfe", "not plain text"), (b"x" * 90_000, "too long")):
        path.write_bytes(raw)
        with pytest.raises(FileProblem, match=words):
            template_of_file(path)
    with pytest.raises(FileProblem, match="does not exist"):
        template_of_file(tmp_path / "gone.txt")


def test_a_thousand_letters_can_be_stopped() -> None:
    progress = Progress()

    class Asked(list[Recipient]):
        def __iter__(self) -> Any:
            for at, each in enumerate(super().__iter__()):
                if at == 30:
                    progress.stop()
                yield each

    with pytest.raises(Stopped):
        write_letters(
            io.BytesIO(), Asked(people("Ann") * 1000), letter("Hello"), SENDER, TODAY, progress=progress
        )
    assert progress.total == 1000
    assert progress.done == 31


@pytest.mark.parametrize("envelope", list(Envelope))
def test_envelopes_have_their_size_and_leave_room_for_the_post(envelope: Envelope) -> None:
    drawn: list[DrawnText] = []
    stream = io.BytesIO()
    labels = [
        Label("Ann Hill", ("12 Elm Street", "SPRINGFIELD, IL 62704")),
        Label(HOSTILE * 9, ("y" * 500,) * 12),
    ]
    notes = write_envelopes(stream, labels, envelope, SENDER, drawn=drawn)
    reader = PdfReader(io.BytesIO(stream.getvalue()))
    width, height = envelope.size
    assert [float(side) for side in reader.pages[1].mediabox[2:]] == pytest.approx([width, height], abs=0.1)
    assert len(reader.pages) == notes.pages == 2
    assert "9 Main St" in reader.pages[1].extract_text()
    assert len(notes.not_fitting) == 1
    for text in drawn:
        assert 17 <= text.ink.x < text.ink.right <= width - 17
        assert text.ink.bottom <= height - 45


@pytest.mark.parametrize("card", list(Postcard))
def test_postcards_lie_on_their_sheets_and_a_long_message_is_told(card: Postcard) -> None:
    drawn: list[DrawnText] = []
    stream = io.BytesIO()
    found = people("Ann", "Bob", "Cy", "Di", "Ed")
    body = (
        "{{ salutation }},\n\nThe open house is on Sunday.{% if name == 'Ed Hill' %}"
        + " Long words." * 200
        + "{% endif %}"
    )
    notes = write_postcards(stream, found, letter(body), SENDER, TODAY, card=card, drawn=drawn)
    sheet = card.sheet
    reader = PdfReader(io.BytesIO(stream.getvalue()))
    assert len(reader.pages) == -(-5 // sheet.per_sheet)
    assert notes.lines() == ("Does not fit, shown in part: the message to Ed Hill",)
    left, top = sheet.corner(0)
    assert left >= -0.1
    assert top >= -0.1
    for text in drawn:
        assert any(
            x + 7 <= text.ink.x < text.ink.right <= x + sheet.card_width - 7
            and y + 7 <= text.ink.y < text.ink.bottom <= y + sheet.card_height - 7
            for x, y in map(sheet.corner, range(sheet.per_sheet))
        ), text
