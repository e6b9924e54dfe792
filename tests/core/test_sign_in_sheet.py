"""The sign-in sheet on paper: read back from its PDF, on both papers, in both languages, with hostile words."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from pypdf import PdfReader

from lifecycle_desktop.core.model.paper import Paper
from lifecycle_desktop.core.model.sign_in import CHANNELS, OpenHouse, SignInSetup, Wording
from lifecycle_desktop.core.queries.sign_in_sheet import sheet_of
from lifecycle_desktop.core.reports.pdf_page import DrawnText
from lifecycle_desktop.core.reports.sign_in_sheet import sign_in_sheet_bytes

HOSTILE = '<img src="x.png"><b>x&y</b>{{7*7}}{0}$\\bad$'
SETUP = SignInSetup("13:00", "16:00", languages=("en", "es"))


def an_event(address: str = "118 Alder Court", offer: str = "the street price guide") -> OpenHouse:
    return OpenHouse(1, address, dt.date(2026, 4, 19), offer, 0, 0, "", None, SETUP)


def wordings(text: str = "Dana may write. I can say stop.", **other: str) -> dict[tuple[str, str], Wording]:
    return {
        (channel, language): Wording(channel, language, 3, other.get(channel, text))
        for channel in CHANNELS
        for language in ("en", "es")
    }


def text_of(pdf: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


@pytest.mark.parametrize(("paper", "size"), [(Paper.LETTER, (792, 612)), (Paper.A4, (842, 595))])
def test_the_sheet_is_one_landscape_page_with_title_wording_and_lines(
    paper: Paper, size: tuple[int, int]
) -> None:
    pdf = sign_in_sheet_bytes(sheet_of(an_event(), wordings()), paper)
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == size
    text = text_of(pdf)
    for words in ("118 Alder Court", "Open house, Sunday 1 to 4 pm", "We will send you the street price guide, free.",
                  "First name", "Last name", "Phone", "Email", "Dana may write. I can say stop.", "email en 3"):  # fmt: skip
        assert words in text
    assert text.count("Text me") >= 12  # one on each line to write on, and once over them


def test_wordings_that_differ_are_each_printed_at_their_box() -> None:
    differing = wordings()
    differing["text", "en"] = Wording("text", "en", 1, "Only texts. STOP ends them.")
    text = text_of(sign_in_sheet_bytes(sheet_of(an_event(), differing), Paper.LETTER))
    assert "Email me: Dana may write. I can say stop." in text
    assert "Text me: Only texts. STOP ends them." in text


def test_the_sheet_speaks_spanish_and_needs_no_event() -> None:
    text = text_of(sign_in_sheet_bytes(sheet_of(None, wordings(), "es"), Paper.A4))
    for words in ("Casa abierta", "Nombre", "Apellido", "Correo electrónico", "¿Trabaja ya con un agente?"):
        assert words in text


@pytest.mark.parametrize(
    "address", [HOSTILE, "Long Street " * 60, "ул. Ленина 5", "שדרות רוטשילד 1", "x" * 2000]
)
def test_hostile_words_stay_words_and_inside_the_page(address: str) -> None:
    drawn: list[DrawnText] = []
    event = an_event(address, offer=address[:500])
    pdf = sign_in_sheet_bytes(sheet_of(event, wordings(text=address)), Paper.LETTER, drawn)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    for text in drawn:
        assert text.ink.x >= 35
        assert text.ink.right <= 792 - 30
        assert text.ink.bottom <= 612 - 30
    if address == HOSTILE:
        assert HOSTILE.replace(" ", "") in text_of(pdf).replace(" ", "")
