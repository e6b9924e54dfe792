"""vCards of every program: each value of a sample finds its place, a broken card harms no other, nothing hurts."""

from __future__ import annotations

import binascii
import io
import os
import re
import tracemalloc
from pathlib import Path

import pytest
import vobject
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import FileProblem, UserError
from lifecycle_desktop.core.exchange import vcard_cards
from lifecycle_desktop.core.exchange.formats import open_people
from lifecycle_desktop.core.exchange.people_file import save_failed
from lifecycle_desktop.core.exchange.vcard import folded_line, read_property
from lifecycle_desktop.core.exchange.vcard_file import VCardFile
from lifecycle_desktop.core.exchange.vcard_words import SILENT, TYPES_OF_LABEL, label_of_types
from lifecycle_desktop.core.model.draft import Address, ContactDraft, KeyDate, Picture
from lifecycle_desktop.core.model.import_report import problem_text
from lifecycle_desktop.core.model.person_text import words
from tests.core.vcard_samples import (
    ANDROID,
    APPLE,
    GIF,
    GOOGLE,
    JPEG,
    OLD,
    OUTLOOK,
    PNG,
    SAMPLES,
    THUNDERBIRD,
    folded,
)
from tests.fuzzing import many


def opened(folder: Path, text: str | bytes, name: str = "people.vcf") -> VCardFile:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    file = open_people(path)
    assert isinstance(file, VCardFile)
    return file


def drafts_of(folder: Path, text: str | bytes) -> list[ContactDraft]:
    return list(opened(folder, text).drafts())


def one(folder: Path, *lines: str, version: str = "3.0") -> ContactDraft:
    (draft,) = drafts_of(folder, "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]))
    return draft


def texts_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, KeyDate):
        return [value.kind, f"{value.year or ''} {value.month:02d} {value.day:02d}"]
    if isinstance(value, Picture):
        return [binascii.b2a_base64(value.content).decode()]
    return [text for part in value for text in texts_in(part)] if isinstance(value, tuple) else []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_property_of_a_sample_is_found_again(tmp_path, name):
    """vobject, asked without us, says what stands in the file; each word of it is looked for in what we read."""
    encoding = "cp1252" if name == "outlook" else "utf-8"
    file = opened(tmp_path, SAMPLES[name].encode(encoding))
    drafts = list(file.drafts())
    assert not [draft.problems for draft in drafts if draft.problems]
    everything = [text for draft in drafts for text in texts_in(tuple(draft))]
    told = set(words(" ".join(everything)))
    digits = re.sub(r"\D", "", " ".join(everything)) + re.sub(r"\D+", " ", " ".join(everything))
    packed = re.sub(r"\s|=", "", "".join(everything))
    missing, seen = [], 0
    text = re.sub(r"X-CUSTOM\(.*\)", "", SAMPLES[name])  # which vobject cannot read
    for card in vobject.readComponents(text, transform=False, allowQP=True):
        for line in lines_below(card):
            if line.name in SILENT or line.name == "KEY" or line.value in ("FALSE", "individual", "group"):
                continue
            seen += 1
            if isinstance(line.value, bytes):
                assert any(line.value in [p.content for p in draft.pictures] for draft in drafts)
                continue
            if line.name in ("PHOTO", "X-MS-CARDPICTURE") and "http" not in line.value:
                if re.sub(r"\s|=", "", line.value) not in packed:
                    missing.append((line.name, line.value[:40]))
                continue
            value = line.value if isinstance(line.value, str) else ",".join(line.value)
            plain = re.sub(r"\\[nN]", " ", value).replace("\\", "").removeprefix("mailto:")
            plain = re.sub(
                r"vnd\.android\.cursor\.item/\w+|;\d{1,2};|urn:uuid:|_\$!<|>!\$_|^tel:|;ext=", " ", plain
            )
            for word in words(plain):
                number = re.sub(r"\D", "", word)
                if (
                    word not in told
                    and not (number and number in digits)
                    and word not in ("mycontacts", "public")
                ):
                    missing.append((line.name, word))
    assert seen >= 10
    assert missing == ([("BDAY", "1604")] if name == "apple" else [])  # which is no year


def lines_below(component):
    for child in component.getChildren():
        if isinstance(child, vobject.base.Component):
            yield from lines_below(child)
        else:
            yield child


def test_what_an_iphone_writes(tmp_path):
    ana, firm = drafts_of(tmp_path, APPLE)
    assert ana[:13] == (
        1, "Dr.", "Ana", "María", "López", "Jr.", "", "Anita", "Ah-na Lo-pez", "Lake Homes", "Sales, West", "Broker",
        (("Work", "ana@work.example"), ("Home", "ana@lopez.example"), ("Lake house", "ana@lake.example")),
    )  # fmt: skip
    assert ana.phones == (
        ("Mobile", "+1 (415) 555-0134"),
        ("iPhone mobile", "+1 415 555 0135"),
        ("Work fax", "+1 415 555 0136"),
        ("Zürich, office", "+41 44 668 18 00"),
    )
    assert ana.addresses == (
        Address("Home", "1 Lake Rd\nFloor 2", "", "", "Zug", "ZG", "6300", "Schweiz"),
        Address("Other", "9 Bay St", "", "", "Boise", "ID", "83702", "US"),
    )
    assert ana.dates == (
        KeyDate("birthday", None, 5, 12),
        KeyDate("anniversary", 2009, 6, 20),
        KeyDate("Moved in", 2021, 3, 1),
    )
    assert ana.relations == (("Spouse", "Beat Huber"), ("Child", "Mia Huber"))
    assert ana.links[0] == ("HomePage", "https://ana.example/homes")
    assert ana.note.endswith("folded by the phone after so many octets")
    assert ana.note.startswith("Likes lakes, dogs; no cats.\nCall")
    assert ana.tags == ("Buyers", "VIP", "Lake people")
    assert ana.pictures == (Picture("image/jpeg", JPEG * 20),)
    assert (firm.company, firm.full, firm.first, firm.tags) == (
        "Bay Title Co",
        "Bay Title Co",
        "",
        ("Lake people",),
    )
    assert firm.phones == (("Main", "512-555-0100"),)


def test_what_others_write(tmp_path):
    (ben,) = drafts_of(tmp_path, GOOGLE)
    assert (ben.dates[0], ben.tags) == (KeyDate("birthday", None, 2, 29), ("Friends",))
    assert ben.links[-1] == ("Photo", "https://lh3.googleusercontent.example/contacts/abc")
    (jurgen,) = drafts_of(tmp_path, OUTLOOK.encode("cp1252"))
    assert (jurgen.prefix, jurgen.first, jurgen.last, jurgen.company) == (
        "Herr",
        "Jürgen",
        "Groß",
        "Haus & Hof",
    )
    assert jurgen.note == "Erste Zeile\nZweite Zeile: Käufer, 50%"
    assert jurgen.addresses == (
        Address("Work", "Ring 1\nHinterhaus", "", "", "Köln", "NRW", "50667", "Deutschland"),
    )
    assert jurgen.pictures == (Picture("image/png", PNG), Picture("image/gif", GIF))
    assert jurgen.relations == (("Spouse", "Eva Groß"), ("Manager", "Ute Klein"))
    (ana,) = drafts_of(tmp_path, ANDROID)
    assert (ana.first, ana.last, ana.nickname, ana.relations) == (
        "Ana",
        "López",
        "Anita",
        (("Spouse", "Juan Cruz"),),
    )
    assert ana.phones == (("Mobile", "512-555-0134"), ("Lockbox", "1234"), ("Küche", "5125550199"))
    assert ana.dates == (KeyDate("Schlüsselübergabe", 2011, 9, 3), KeyDate("birthday", 1988, 3, 14))
    assert ana.addresses[0][:5] == ("Home", "7 Bay St", "", "", "Austin")
    mei, ray = drafts_of(tmp_path, THUNDERBIRD)
    assert mei.phones == (("Mobile", "+1-208-555-0134"), ("Work", "+1-208-555-0199 x22"))
    assert mei.relations == (("Spouse", "Li Wang"), ("Friend", "Ben Ray"))
    assert mei.addresses[0].formatted == "Suite 7\nWang LLP, 3 Oak Ave, Boise"
    assert mei.tags == ("Law", "Referral partner", "Board")
    assert ray.tags == ("Board",)
    assert mei.remark == "KEY is no picture and was left out"
    assert ("HOBBY", "Sailing") not in mei.own
    assert ("Hobby", "Sailing") in mei.own
    (carl,) = drafts_of(tmp_path, OLD)
    assert carl.note == "Line one\nLine two"
    assert carl.relations == (("Agent", "Ida Field"), ("Spouse", "Dora Dean"))
    assert ("Privacy", "PRIVATE") in carl.own
    assert ("SORT-STRING", "Farmer Dean") in carl.own


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings_and_line_ends(tmp_path, encoding, end):
    (ben,) = drafts_of(
        tmp_path,
        THUNDERBIRD.split("BEGIN:VCARD\n")[2].join(["BEGIN:VCARD\n", ""]).replace("\n", end).encode(encoding),
    )
    assert (ben.full or f"{ben.first} {ben.last}", ben.emails) == ("Ben Ray", (("", "ben@ray.example"),))
    (google,) = drafts_of(tmp_path, GOOGLE.replace("Bakes", "Bäckt").replace("\n", end).encode(encoding))
    assert google.note == "Bäckt bread."


def test_files_put_together_keep_the_encoding_of_each(tmp_path):
    utf, old = (f"BEGIN:VCARD\nVERSION:3.0\nFN:Zoë Groß\nNOTE:{n}\nEND:VCARD\n" for n in "12")
    drafts = drafts_of(
        tmp_path, b"\xef\xbb\xbf" + utf.encode() + old.encode("cp1252") + b"\xef\xbb\xbf" + utf.encode()
    )
    assert [(draft.first, draft.last) for draft in drafts] == [("Zoë", "Groß")] * 3
    # Some programs fold between the bytes of a character.
    split = "NOTE:é".encode()
    raw = b"BEGIN:VCARD\r\nFN:A B\r\n" + split[:-1] + b"\r\n " + split[-1:] + b"\r\nEND:VCARD\r\n"
    assert drafts_of(tmp_path, raw)[0].note == "é"


def test_a_broken_card_loses_no_other_and_is_saved_as_it_is(tmp_path):
    cards = [
        "BEGIN:VCARD\r\nFN:Good One\r\nEND:VCARD\r\n",
        "BEGIN:VCARD\r\nFN:Bad L\xefne\r\nthis is nothing\r\nEND:VCARD\r\n",
        "stray words\r\n\r\n",
        "BEGIN:VCARD\r\nFN:No End\r\n",
        "BEGIN:VCARD\r\nFN:Bad Day\r\nBDAY:2001-02-30\r\nEND:VCARD\r\n",
        "BEGIN:VCARD\r\nFN:Good Two\r\nEND:VCARD\r\n",
        "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\nFN:Strangers\r\nMEMBER:urn:uuid:9\r\nEND:VCARD\r\n",
        "BEGIN:VCARD\r\nFN:Cut Off",
    ]
    file = opened(tmp_path, "".join(cards).encode("latin-1"))
    drafts = list(file.drafts())
    told = [(d.line, d.name, *(problem_text(*p) for p in d.problems)) for d in drafts]
    assert told == [
        (1, "Good One"),
        (4, "Bad Lïne", "line 6 of the file is no line of a vCard"),
        (8, "", "the text on line 8 is not within a card"),
        (10, "", "the card that begins on line 10 has no end"),
        (12, "Bad Day", "“BDAY” is a day that does not exist"),
        (16, "Good Two"),
        (19, "Strangers", "“Strangers” is a group of people who are not in this file"),
        (25, "", "the card that begins on line 25 has no end"),
    ]
    out = tmp_path / "failed.vcf"
    assert save_failed(file, {4: "why, so", 12: "day", 25: "cut"}, out) == 3
    saved = out.read_bytes()
    assert saved == (
        b"BEGIN:VCARD\r\nX-LD-NOT-IMPORTED:why\\, so\r\nFN:Bad L\xefne\r\nthis is nothing\r\nEND:VCARD\r\n"
        b"BEGIN:VCARD\r\nX-LD-NOT-IMPORTED:day\r\nFN:Bad Day\r\nBDAY:2001-02-30\r\nEND:VCARD\r\n"
        b"BEGIN:VCARD\r\nX-LD-NOT-IMPORTED:cut\r\nFN:Cut Off\r\n"
    )
    mended = saved.replace(b"this is nothing\r\n", b"").replace(b"02-30", b"02-03") + b"END:VCARD\r\n"
    again = drafts_of(tmp_path, mended)
    assert [(d.name, d.problems, d.own) for d in again] == [
        (n, (), ()) for n in ("Bad Lïne", "Bad Day", "Cut Off")
    ]


def test_names(tmp_path):
    assert one(tmp_path, "FN:Grace Lee")[2:7] == ("Grace", "", "Lee", "", "Grace Lee")
    assert one(tmp_path, "N:Lee;Grace;;;", "FN:Lee, Grace").full == ""
    assert one(tmp_path, "N:Lee;Grace;;;", "FN:Gracie (lake)").full == "Gracie (lake)"
    assert one(tmp_path, "FN:Bay Realty LLC").company == "Bay Realty LLC"
    assert one(tmp_path, "ORG:Bay Co", "TEL:1 555 0134").full == "Bay Co"
    both = one(
        tmp_path,
        "N:Lee;Grace;;;",
        "N:Li;Grace",
        "FN:Grace Lee",
        "FN:Gräce",
        "ORG:A",
        "ORG:B;U",
        "TITLE:X",
        "TITLE:Y",
    )
    assert both.own == (
        ("Also written", "Grace Li"),
        ("Also written", "Gräce"),
        ("Company", "B, U"),
        ("Job title", "Y"),
    )
    assert one(tmp_path, "FN:A B", r"NOTE:back\\slash\, and \n new").note == "back\\slash, and \n new"


def test_pictures_that_are_none_are_told(tmp_path):
    large = folded("PHOTO;ENCODING=b:", JPEG + bytes(5 << 20)).split("\n")
    assert one(tmp_path, "FN:A B", *large).remark == "the picture is larger than 5 MB and was left out"
    huge = folded("PHOTO;ENCODING=b:", JPEG + bytes(9 << 20)).split("\n")
    draft = one(tmp_path, "FN:A B", *huge, "NOTE:still here")
    assert (draft.remark, draft.note, draft.pictures) == (
        "PHOTO is too large and was left out",
        "still here",
        (),
    )
    assert "no kind" in one(tmp_path, "FN:A B", folded("PHOTO;ENCODING=b:", b"MZ\x90")).remark
    assert one(tmp_path, "FN:A B", "PHOTO;ENCODING=b:====", "TEL:1").remark
    assert one(tmp_path, "FN:A B", folded("PHOTO:data:image/png;base64,", PNG)).pictures == (
        Picture("image/png", PNG),
    )
    twice = one(tmp_path, "FN:A B", *[folded("PHOTO;BASE64:", PNG)] * 2)
    assert len(twice.pictures) == 1


def test_types_say_the_labels_that_are_written_for_them():
    for label, types in TYPES_OF_LABEL.items():
        assert label_of_types(tuple(types.lower().split(","))) == label
        assert label_of_types(("internet", *types.lower().split(","))) == label


# -- hostile files ------------------------------------------------------------------------------------------------


def test_what_is_no_file_of_cards_is_refused_in_a_sentence(tmp_path):
    for content in (b"", b"\0" * 100, b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", PNG, b"hello there"):
        path = tmp_path / "x.vcf"
        path.write_bytes(content)
        with pytest.raises(FileProblem):
            open_people(path)
    (tmp_path / "odd.vcf").write_text("exported today\nBEGIN:VCARD\nFN:A B\nEND:VCARD\n")
    assert [d.name for d in open_people(tmp_path / "odd.vcf").drafts()] == ["", "A B"]
    with pytest.raises(FileProblem):
        open_people(tmp_path)
    with pytest.raises(FileProblem):
        open_people(tmp_path / "missing.vcf")
    if Path("/dev/urandom").exists():
        for device in ("/dev/urandom", "/dev/zero"):
            with pytest.raises(FileProblem, match="device"):
                open_people(Path(device))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.vcf")
        with pytest.raises(FileProblem, match="pipe"):
            open_people(tmp_path / "pipe.vcf")


def test_nuls_nesting_and_many_lines(tmp_path):
    (draft,) = drafts_of(tmp_path, b"BEGIN:VCARD\r\nFN:A\0nn H\x07ill\r\nNOTE:\0x\r\nEND:VCARD\r\n")
    assert (draft.first, draft.last, draft.note) == ("Ann", "Hill", "x")
    (draft,) = drafts_of(tmp_path, "BEGIN:VCARD\nFN:A B\nX-ICQ;QUOTED-PRINTABLE:=001=00\nEND:VCARD\n")
    assert draft.own == (("ICQ", "1"),)
    nested = "BEGIN:VCARD\r\nFN:A B\r\nAGENT:\r\n" * 5000 + "END:VCARD\r\n" * 5000
    assert drafts_of(tmp_path, nested)[0].problems[0].kind == "vcard_long"
    many = (
        "BEGIN:VCARD\r\nFN:A B\r\n"
        + "X-A:b\r\n" * 3_000
        + "END:VCARD\r\nBEGIN:VCARD\r\nFN:C D\r\nEND:VCARD\r\n"
    )
    assert [bool(d.problems) for d in drafts_of(tmp_path, many)] == [True, False]


def test_a_file_that_vanishes_while_it_is_read_is_told(tmp_path):
    file = opened(tmp_path, "BEGIN:VCARD\nFN:Ann Hill\nEND:VCARD\n" * 3)
    file.path.unlink()
    with pytest.raises(FileProblem):
        list(file.drafts())


def test_lines_that_trip_patterns_take_no_time():
    for text in (
        "TEL;A=" + "," * 100_000 + '"',
        "TEL" + ";A=b" * 100_000,
        "A" * 1_000_000,
        "TEL;A=" + '"' * 99_999 + ":",
    ):
        assert read_property(text, 1, is_bytes=True) is None


@pytest.mark.slow
def test_endless_lines_and_pictures_take_bounded_memory(tmp_path):
    path = tmp_path / "huge.vcf"
    with path.open("wb") as stream:
        stream.write(b"BEGIN:VCARD\r\nFN:A B\r\nNOTE:")
        for _n in range(100):
            stream.write(b"x" * (1 << 20))
        stream.write(b"\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:C D\r\nPHOTO;ENCODING=b:" + b"A" * 100)
        for _n in range(500_000):
            stream.write(b"\r\n " + b"A" * 74)
        stream.write(b"\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:E F\r\nEND:VCARD\r\n")
    tracemalloc.start()
    drafts = list(open_people(path).drafts())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(d.name, d.remark) for d in drafts] == [
        ("A B", "NOTE is too large and was left out"),
        ("C D", "PHOTO is too large and was left out"),
        ("E F", ""),
    ]
    assert peak < 24 << 20


# -- fuzz -----------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "BEGIN:VCARD", "END:VCARD", "VERSION:2.1", "VERSION:4.0", "FN:", "N:", "TEL", "item1.", "EMAIL", ";TYPE=", "work",
        ":", ";", ",", "\\", "\\n", "=", "=\n", "=C3", "\n", "\r\n", "\n ", '"', "ENCODING=QUOTED-PRINTABLE", ";CHARSET=",
        "utf-16", "hex", "idna", "unicode_escape", "PHOTO;ENCODING=b:", "/9j/", "BDAY:", "--0229", "1604-05-12", "AGENT:", "\n",
        "X-ABLabel:", "_$!<Home>!$_", "KIND:group", "MEMBER:urn:uuid:1", "UID:1", "RELATED:urn:uuid:1", "ADR:;;a;b", "\ufeff",
        "data:image/png;base64,", "\0", "é", "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;", "ORG:", "X-LD-VERSION:1",
        "X-LD-OWN:", "X-LD-NEXT-STEP-ON:", "tel:%zz;ext=", "GEO:", "T1", "LABEL:", "IMPP:", "X-",
    ]
)  # fmt: skip
FILES = st.one_of(
    st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=40).map(
        lambda parts: "".join(parts).encode("utf-8", "replace")
    ),
    st.lists(PIECES, max_size=40).map(
        lambda parts: ("BEGIN:VCARD\n" + "".join(parts) + "\nEND:VCARD\n").encode("utf-16")
    ),
    st.tuples(
        st.sampled_from(sorted(SAMPLES)),
        st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=3)), max_size=6),
    ).map(lambda made: mutated(SAMPLES[made[0]].encode(), made[1])),
    st.binary(max_size=200).map(lambda raw: b"BEGIN:VCARD\n" + raw),
)


def mutated(content: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for at, new in changes:
        content = content[:at] + new + content[at + 1 :]
    return content


def read_anything(folder: Path, content: bytes) -> None:
    path = folder / "fuzz.vcf"
    path.write_bytes(content)
    try:
        file = open_people(path)
        drafts = list(file.drafts())
    except UserError:
        return
    failed = {draft.line: "x" for draft in drafts if draft.problems}
    file.write_failed(failed, io.BytesIO())
    for draft in drafts:
        assert all(isinstance(text, str) for text in texts_in(tuple(draft)))


FUZZ = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@settings(max_examples=200, **FUZZ)
@given(content=FILES)
@example(content=b"BEGIN:VCARD\nN;CHARSET=unicode_escape;QUOTED-PRINTABLE:\\x=\nEND:VCARD")
def test_anything_is_read_or_refused(tmp_path, content):
    read_anything(tmp_path, content)


@pytest.mark.slow
@settings(max_examples=many(3000), **FUZZ)
@given(content=FILES)
def test_anything_at_all_is_read_or_refused(tmp_path, content):
    read_anything(tmp_path, content)


LINES = st.lists(
    st.one_of(
        st.text("ab=;:é \t", max_size=12),
        st.sampled_from(
            ["N;ENCODING=QUOTED-PRINTABLE:a=", "=41=", " folded", "\tfolded", "", "NOTE:x", "b="]
        ),
    ),
    max_size=12,
)


@settings(max_examples=200, **FUZZ)
@given(lines=LINES)
def test_lines_are_joined_as_vobject_joins_them(tmp_path, lines):
    lines = ["A:b", *(line for line in lines if not line or not line.isspace())]
    path = tmp_path / "lines.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    ours = [line.text for line, _last in vcard_cards._logical_lines(path, "utf-8")]
    theirs = [
        text for text, _number in vobject.base.getLogicalLines(io.StringIO("\n".join(lines)), allowQP=True)
    ]
    assert ours == theirs


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300))
def test_a_folded_line_is_read_again(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("fold") / "line.vcf"
    path.write_bytes(folded_line(f"NOTE:{text}"))
    assert all(len(line) <= 80 for line in path.read_bytes().split(b"\r\n")) or not text.isascii()
    ((line, _last),) = vcard_cards._logical_lines(path, "utf-8")
    assert line.text == f"NOTE:{text}"
