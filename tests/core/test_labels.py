"""Labels: where they lie, read back from the PDF; what fits; who is on them and how each country is written to."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
import pytest
from pypdf import PdfReader

from lifecycle_desktop.core.errors import NotFound, NotUnderstood, Stopped
from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.label_stock import STOCKS, LabelStock, PrinterOffset, find_stock
from lifecycle_desktop.core.model.paper import Orientation, paper_size
from lifecycle_desktop.core.model.postal import (
    Household,
    MailBar,
    MailPerson,
    by_postal_code,
    recipients,
)
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.reports.labels import Label, write_labels
from lifecycle_desktop.core.reports.pdf_page import DrawnText
from lifecycle_desktop.core.reports.postal_layout import AddressFault, laid_out

MM = 72 / 25.4
HOSTILE = '<img src="x.png"><b>x&y</b>{{7*7}}{0}$\\bad$'
# The middle of the first and the last label from the upper left corner, in millimetres: half an inch of edge and
# whole sixteenths of an inch for the American ones, the arithmetic of the table of stocks for the others.
CENTRES = {
    "5160": ((38.1, 25.4), (177.8, 254.0)),
    "5161": ((54.769, 25.4), (161.131, 254.0)),
    "5162": ((54.769, 38.1), (161.131, 241.3)),
    "5163": ((54.769, 38.1), (161.131, 241.3)),
    "5164": ((54.769, 55.033), (161.131, 224.367)),
    "L7160": ((39.0, 34.2), (171.0, 262.8)),
    "L7163": ((54.2, 34.2), (155.8, 262.8)),
}


def outlines(pdf: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """The boxes drawn on a page as (left, top, right, bottom) in millimetres from its upper left corner."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        height = sheet.get_height()
        boxes = []
        for each in sheet.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = each.get_bounds()
            boxes.append((left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
        return boxes
    finally:
        document.close()


def written_boxes(pdf: bytes, page: int = 0) -> Iterator[tuple[float, float]]:
    """The middle of every letter of a page in millimetres from its upper left corner."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        text = sheet.get_textpage()
        for index in range(text.count_chars()):
            if text.get_text_range(index, 1).strip():
                left, bottom, right, top = text.get_charbox(index)
                yield (left + right) / 2 / MM, (sheet.get_height() - (top + bottom) / 2) / MM
        text.close()
    finally:
        document.close()


def sheet_of(labels: list[Label], stock: LabelStock, **options: object) -> bytes:
    stream = io.BytesIO()
    write_labels(stream, labels, stock, **options)  # type: ignore[arg-type]
    return stream.getvalue()


SOMEBODY = Label("Ann and Bob Hill", ("12 Elm Street", "Apt 4", "SPRINGFIELD, IL 62704"))


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.key)
def test_every_label_lies_where_the_stock_has_it(stock: LabelStock) -> None:
    pdf = sheet_of([SOMEBODY] * stock.per_sheet, stock, outlines=True)
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    width, height = paper_size(stock.paper, Orientation.PORTRAIT)
    assert float(page.mediabox.width) == pytest.approx(width, abs=0.1)
    assert float(page.mediabox.height) == pytest.approx(height, abs=0.1)
    boxes = outlines(pdf)
    assert len(boxes) == stock.per_sheet
    for (left, top, right, bottom), centre in zip((boxes[0], boxes[-1]), CENTRES[stock.key], strict=True):
        assert (left + right) / 2 == pytest.approx(centre[0], abs=0.5)
        assert (top + bottom) / 2 == pytest.approx(centre[1], abs=0.5)
        assert right - left == pytest.approx(stock.width, abs=0.5)
        assert bottom - top == pytest.approx(stock.height, abs=0.5)
    assert max(box[2] for box in boxes) <= width / MM
    letters = list(written_boxes(pdf))
    assert len(letters) > 30 * stock.per_sheet
    for x, y in letters:
        assert any(left + 1 < x < right - 1 and top < y < bottom for left, top, right, bottom in boxes)


def test_printing_starts_at_a_label_and_follows_the_printer() -> None:
    stock = find_stock("Avery 5160")
    plain = outlines(sheet_of([SOMEBODY] * 31, stock, start=5, outlines=True))
    assert len(plain) == 26
    assert plain[0][0] == pytest.approx(4.76 + 66.675 + 3.175, abs=0.5)
    assert plain[0][1] == pytest.approx(12.7 + 25.4, abs=0.5)
    moved = sheet_of([SOMEBODY] * 31, stock, start=5, outlines=True, offset=PrinterOffset(1.5, -2))
    assert len(PdfReader(io.BytesIO(moved)).pages) == 2
    assert len(outlines(moved, 1)) == 5
    for before, after in zip(plain, outlines(moved), strict=True):
        assert after[0] - before[0] == pytest.approx(1.5, abs=0.05)
        assert after[1] - before[1] == pytest.approx(-2, abs=0.05)
    for start in (0, 31):
        with pytest.raises(NotUnderstood, match="has no label"):
            sheet_of([SOMEBODY], stock, start=start)
    with pytest.raises(NotUnderstood, match="20 mm"):
        sheet_of([SOMEBODY], stock, offset=PrinterOffset(0, float("nan")))
    with pytest.raises(NotUnderstood, match="nothing to print"):
        sheet_of([], stock)


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("a4 3x8 70x36 left 0 top 4.5 gap 0x0", None, ""),
        ("A4 3×8 70×36", None, ""),
        ("a4 4x8 70x36", NotUnderstood, "more than A4 has"),
        ("letter 3x10 3x3", NotUnderstood, "at least 8 mm"),
        ("letter 1x1 1.2.3x40", NotUnderstood, "not a label stock"),
        ("9999", NotFound, "5160, 5161"),
    ],
)
def test_own_stock_is_measured_before_it_is_used(name: str, kind: type[Exception] | None, words: str) -> None:
    if kind is None:
        assert (find_stock(name).per_sheet, find_stock(name).width) == (24, 70)
    else:
        with pytest.raises(kind, match=words):
            find_stock(name)


def test_long_and_strange_names_stay_inside_and_what_does_not_fit_is_told() -> None:
    stock = find_stock("5160")
    labels = [
        Label("Wolfeschlegelsteinhausenbergerdorff-" * 2, ("12 Elm Street", "SPRINGFIELD, IL 62704")),
        Label(HOSTILE, (HOSTILE, "SPRINGFIELD, IL 62704")),
        Label("יוסי כהן", ("שדרות רוטשילד 1", "6688101 תל אביב")),
        Label("x" * 2000, ("y" * 900,) * 9),
        Label("Tofu 🜸", ("12 Elm\x00\x1b[31m Street",)),
        Label("", ()),
    ]
    drawn: list[DrawnText] = []
    stream = io.BytesIO()
    notes = write_labels(stream, labels, stock, outlines=True, drawn=drawn)
    boxes = outlines(stream.getvalue())
    for x, y in written_boxes(stream.getvalue()):
        assert any(left < x < right and top < y < bottom for left, top, right, bottom in boxes)
    assert [text[:4] for text in notes.not_fitting] == ["xxxx"]
    told = notes.lines()
    assert told[0].startswith("Does not fit, shown in part: xxxx")
    assert any("U+" in line or "ALCHEMICAL" in line for line in told[1:])
    assert min(text.size for text in drawn) >= 7
    texts = [text.text for text in drawn]
    assert HOSTILE in "".join(texts)
    hebrew = next(text for text in drawn if text.text == "יוסי כהן")
    assert hebrew.ink.right == pytest.approx(boxes[2][2] * MM - 3 * MM, abs=1)


def test_the_same_labels_make_the_same_bytes_with_fonts_inside() -> None:
    stock = find_stock("L7160")
    pdf = sheet_of([SOMEBODY] * 3, stock)
    assert pdf == sheet_of([SOMEBODY] * 3, stock)
    fonts = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert text.split("\n")[:4] == ["Ann and Bob Hill", "12 Elm Street", "Apt 4", "SPRINGFIELD, IL 62704"]


def test_ten_thousand_labels_tell_how_far_they_are_and_can_be_stopped() -> None:
    class Stopping(Progress):
        def advance(self, count: int = 1) -> None:
            if self.done + count == 40:
                self.stop()
            super().advance(count)

    progress = Stopping()
    with pytest.raises(Stopped):
        sheet_of([SOMEBODY] * 10_000, find_stock("5160"), progress=progress)
    assert (progress.done, progress.total) == (40, 10_000)
    assert sheet_of([SOMEBODY], find_stock("5160"))  # the faces are free again


HOME = Address(
    street="12 Elm Street", extended="Apt 4", city="Springfield", region="Illinois", postal_code="62704"
)


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (HOME, ["12 Elm Street", "Apt 4", "SPRINGFIELD, IL 62704"]),
        (HOME._replace(country="usa"), ["12 Elm Street", "Apt 4", "SPRINGFIELD, IL 62704"]),
        (Address(street="1 St Clair", city="Toronto", region="Ontario", postal_code="m5v 1k4", country="Canada"),
         ["1 St Clair", "TORONTO ON M5V 1K4", "CANADA"]),
        (Address(street="616 Birch Crescent", city="Guelph", region="ON", postal_code="N1H 3A1"),
         ["616 Birch Crescent", "GUELPH ON N1H 3A1", "CANADA"]),
        (Address(street="10 Downing St", city="London", postal_code="SW1A 2AA", country="UK"),
         ["10 Downing St", "LONDON", "SW1A 2AA", "UNITED KINGDOM"]),
        (Address(street="Calle Mayor 5", city="Madrid", region="Madrid", postal_code="28013", country="España"),
         ["Calle Mayor 5", "28013 MADRID", "ESPAÑA"]),
        (Address(street="Hauptstr. 5", city="Köln", postal_code="50667", country="DE"),
         ["Hauptstr. 5", "50667 KÖLN", "GERMANY"]),
        (Address(street="5 rue Cler", city="Paris", postal_code="75007", country="France"),
         ["5 rue Cler", "75007 PARIS", "FRANCE"]),
        (Address(po_box="55", city="Ciudad de México", region="CDMX", postal_code="06500", country="México"),
         ["Apartado 55", "06500 CIUDAD DE MÉXICO, CDMX", "MÉXICO"]),
        (Address(formatted="12 Elm Street\n\n Springfield  62704 "), ["12 Elm Street", "Springfield 62704"]),
    ],
)  # fmt: skip
def test_an_address_is_written_as_its_country_does(address: Address, lines: list[str]) -> None:
    found = laid_out(address, "US")
    assert list(found.lines) == lines
    assert not found.faults


@pytest.mark.parametrize(
    ("address", "faults"),
    [
        (Address(), [AddressFault.NONE]),
        (HOME._replace(postal_code=""), [AddressFault.POSTAL_CODE]),
        (HOME._replace(region="", street="", extended=""), [AddressFault.STREET, AddressFault.REGION]),
        (HOME._replace(postal_code="6270"), [AddressFault.WRONG_CODE]),
        (HOME._replace(region="CA"), [AddressFault.OTHER_REGION]),
        (Address(formatted="Springfield"), [AddressFault.CITY]),
    ],
)
def test_what_an_address_lacks_is_named(address: Address, faults: list[AddressFault]) -> None:
    assert list(laid_out(address, "US").faults) == faults
    assert all(fault.words for fault in faults)


def a_person(number: int, first: str, last: str, household: int | None = None, **more: object) -> MailPerson:
    name = f"{first} {last}".strip()
    return MailPerson(number, name, first, last, household_id=household, address=HOME, **more)  # type: ignore[arg-type]


def test_a_household_gets_one_piece_with_the_names_of_those_who_want_mail() -> None:
    people = [
        a_person(1, "Ann", "Hill", 7),
        a_person(2, "Zoe", "Cole"),
        a_person(3, "Bob", "Hill", 7),
        a_person(4, "Cy", "Hill", 7, bar=MailBar.REFUSED),
        a_person(5, "Inés", "Ruiz", 8, language="es"),
        a_person(6, "Iván", "Sol", 8, language="es"),
        a_person(7, "A", "Kay", 9),
        a_person(8, "B", "Kay", 9),
        a_person(9, "C", "Kay", 9),
    ]
    households = {7: Household(7, "Hill", "Dear Ann & Bob"), 8: Household(8, "Ruiz"), 9: Household(9, "Kay")}
    found = recipients(people, households)
    assert [(each.contact_ids, each.name, each.salutation(each.language)) for each in found] == [
        ((1, 3), "Ann and Bob Hill", "Dear Ann & Bob"),
        ((2,), "Zoe Cole", "Dear Zoe"),
        ((4,), "Cy Hill", "Dear Cy"),
        ((5, 6), "Inés Ruiz e Iván Sol", "Hola, Inés e Iván"),
        ((7, 8, 9), "The Kay family", "Dear A, B and C"),
    ]
    assert [each.bar for each in found if each.bar] == [MailBar.REFUSED]
    alone = recipients(people, households, by_household=False)
    assert len(alone) == len(people)
    elsewhere = MailPerson(10, "Al", "Al", address=HOME._replace(postal_code="01001"))
    assert by_postal_code(recipients([people[0], elsewhere], {}))[0].name == "Al"
