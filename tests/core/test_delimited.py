"""Text tables: encodings, delimiters, line ends and quotes as they are met; what is no table is told in one sentence."""

from __future__ import annotations

import csv
import io
import os
import resource
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.exchange.delimited import LONGEST_CELL, MOST_COLUMNS, open_table

ROWS = [["Zoë", "zoe@x.example"], ["Müller, Ann", "ann@x.example"]]


def table(folder: Path, content: bytes | str, encoding: str = "utf-8"):
    path = folder / "people.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return open_table(path)


def text_of(delimiter: str = ",", end: str = "\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows([["Name", "Email"], *ROWS])
    return out.getvalue()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(tmp_path, written, found, delimiter):
    got = table(tmp_path, text_of(delimiter), written)
    assert got.encoding == found
    assert got.delimiter == delimiter
    assert got.heading == ("Name", "Email")
    assert [row for _line, row in got.rows()] == ROWS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(tmp_path, end):
    assert [row for _line, row in table(tmp_path, text_of(end=end)).rows()] == ROWS


def test_line_ends_may_be_mixed_and_stand_in_quotes(tmp_path):
    got = table(tmp_path, 'Name,Note\r\nAnn,"one\ntwo\r\nthree"\nBob,x\r\n\r\nCid,y\n')
    assert list(got.rows()) == [(2, ["Ann", "one\ntwo\r\nthree"]), (5, ["Bob", "x"]), (7, ["Cid", "y"])]


def test_excel_says_which_delimiter(tmp_path):
    got = table(tmp_path, "\ufeffsep=;\r\nName;Note\r\nAnn;a,b,c\r\n")
    assert got.delimiter == ";"
    assert list(got.rows()) == [(3, ["Ann", "a,b,c"])]


def test_one_column_is_a_table(tmp_path):
    got = table(tmp_path, "Email\nann@x.example\nbob@x.example\n")
    assert (got.delimiter, got.heading) == (",", ("Email",))
    assert len(list(got.rows())) == 2


def test_commas_in_a_text_do_not_make_a_comma_file(tmp_path):
    got = table(tmp_path, "Name;Note\nAnn;wants a, b, and c\nBob;d, e\n")
    assert got.delimiter == ";"


def test_windows_1252_offers_others(tmp_path):
    got = table(tmp_path, "Name,Note\nJosé,café\n", "latin-1")
    assert got.encoding == "cp1252"
    assert {"latin-1", "cp1250", "cp1251"} <= set(got.encodings)
    path = tmp_path / "people.csv"
    assert open_table(path, encoding="latin-1").encoding == "latin-1"
    with pytest.raises(FileProblem, match="UTF-8") as problem:
        open_table(path, encoding="utf-8")
    assert problem.value.line
    with pytest.raises(FileProblem, match="klingon"):
        open_table(path, encoding="klingon")


def test_bytes_that_no_code_page_knows_are_latin_1(tmp_path):
    assert table(tmp_path, b"Name,Note\nAnn,\x81\x8d\x83\x98\n").encoding in ("latin-1", "cp1250")


def test_a_late_strange_letter_decides_the_whole_file(tmp_path):
    content = b"Name,Note\n" + b"Ann,plain\n" * 200_000 + "José,x\n".encode("cp1252")
    got = table(tmp_path, content)
    assert got.encoding == "cp1252"
    assert [row for _line, row in got.rows()][-1] == ["José", "x"]


def test_control_characters_go_and_nothing_else(tmp_path):
    got = table(tmp_path, "Name,Note\nA\x00n\x07n,\u200btab\there\n")
    assert [row for _line, row in got.rows()] == [["Ann", "\u200btab\there"]]


def test_stray_quotes_are_read_leniently(tmp_path):
    got = table(tmp_path, 'Name,Note\nAnn,"the "big" house"\nBob "the builder",x\nCid,y\n')
    rows = [row for _line, row in got.rows()]
    assert [row[0] for row in rows] == ["Ann", 'Bob "the builder"', "Cid"]


def test_ragged_rows_and_empty_ones(tmp_path):
    got = table(tmp_path, "Name,Email,Note\nAnn\n,,\n   \nBob,b@x.example,n,more\n\n")
    assert list(got.rows()) == [(2, ["Ann"]), (5, ["Bob", "b@x.example", "n", "more"])]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\n\n  \n",
        b"\0" * 70_000,
        b"PK\x03\x04" + os.urandom(200),
        b"%PDF-1.7\n" + os.urandom(200),
        b"\x89PNG\r\n\x1a\n" + os.urandom(200),
        b"SQLite format 3\0" + bytes(200),
        b'Name,Note\nAnn,"never closed\n' + b"Bob,x\n" * 2000,
        b"Name,Note\nAnn," + b"x" * (LONGEST_CELL + 10) + b"\n",
        b"Name,Note\nAnn," + b"x," * (MOST_COLUMNS + 5) + b"\n",
        b",".join(b"c%d" % n for n in range(500_000)) + b"\n",
        b"Name,Note\nAnn,x\n" + b"\0" * (12 << 20),
        "Name,Note\nAnn,x\n".encode("utf-16")[:-1],
    ],
    ids=[
        "empty", "mark only", "blank", "nul", "zip", "pdf", "png", "sqlite", "open quote", "long cell", "wide row",
        "500k columns", "nul later", "half a character",
    ],
)  # fmt: skip
def test_what_is_no_table_is_told_in_one_sentence(tmp_path, content):
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(FileProblem) as problem:
        list(open_table(path).rows())
    assert str(problem.value).count("\n") == 0
    assert "people.csv" in problem.value.message
    assert path.read_bytes() == content


def test_missing_files_and_folders_are_told(tmp_path):
    for path in (tmp_path / "nowhere.csv", tmp_path):
        with pytest.raises(FileProblem):
            open_table(path)


@pytest.mark.slow
def test_monsters_need_little_memory(tmp_path):
    """A line of 256 MB, and twenty million empty lines."""
    path = tmp_path / "people.csv"
    with path.open("wb") as stream:
        stream.write(b"Name,Note\nAnn,")
        for _ in range(256):
            stream.write(b"x" * (1 << 20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FileProblem, match="Line 2"):
        open_table(path)
    path.write_bytes(b"Name,Note\n" + b"\n" * 20_000_000 + b"Ann,x\n")
    assert list(open_table(path).rows()) == [(20_000_002, ["Ann", "x"])]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6), st.sampled_from(",;\t|"))
def test_what_csv_writes_is_read_again(tmp_path_factory, rows, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["Name", "Note"])
    writer.writerows(rows)
    path = tmp_path_factory.mktemp("any") / "x.csv"
    path.write_bytes(out.getvalue().encode())
    got = open_table(path, delimiter=delimiter)
    assert [row for _line, row in got.rows()] == [row for row in rows if any(row)]
