"""Files on the command line: import, export, backup, restore, check, plan; whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

PEOPLE = (
    "Name,Email,Phone,Tags\nMaria Lopez,m@l.example,416 555 0134,buyer\nAnn Hill,a@h.example,,\n,,,nobody\n"
)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def test_an_import_is_tried_done_and_undone(line: CommandLine, people: Path, tmp_path: Path) -> None:
    tried = line.json("import", people, "--dry-run")
    assert (tried["new"], tried["failed"], tried["dry_run"]) == (2, 1, True)
    assert line.json("history")["steps"] == []
    done = line.json("import", people, "--report", tmp_path / "failed.csv")
    assert (done["rows"], done["new"], done["failed"]) == (3, 2, 1)
    assert "nobody" in (tmp_path / "failed.csv").read_text(encoding="utf-8-sig")
    again = line.json("import", people)
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, 2)
    backups = list(line.database.parent.glob("Backups/*before import.db"))
    assert len(backups) == 1
    assert line.ok("undo") == "OK undone: Import people.csv\n"
    assert line.json("find", "maria")["contacts"] == []
    assert "3 rows: 2 new" in line.ok("import", people)


def test_an_import_comes_from_standard_input(line: CommandLine) -> None:
    assert line.json("import", "-", stdin=PEOPLE)["new"] == 2


def test_a_dry_run_makes_no_database(bare_line: CommandLine, people: Path) -> None:
    assert bare_line.json("import", people, "--dry-run")["new"] == 2
    assert not bare_line.database.exists()


def test_a_mapping_is_followed(line: CommandLine, tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("Wer;Womit\nMaria Lopez;m@l.example\n", encoding="utf-8")
    mapping = tmp_path / "map.json"
    mapping.write_text('{"Wer": "full", "Womit": "email:1"}')
    told = line("import", odd, "--mapping", mapping)
    if told.code == 0:
        assert line.json("show", "m@l.example")["name"] == "Maria Lopez"
    for text in ("{", "[1]", '{"Wer": 3}'):
        mapping.write_text(text)
        named = tmp_path / "named.csv"
        named.write_text("Name,Email\nA,a@b.example\n")
        line.refused("import", named, "--mapping", mapping)
    assert line("import", odd, "--kind", "pictures").code == 2


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 400, b"just a line", b"a,b,c\n1,2,3\n"]
)
def test_what_is_no_table_of_people_is_refused(line: CommandLine, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "strange.csv"
    path.write_bytes(content)
    line.refused("import", path)
    assert line.json("history")["steps"] == []
    line.refused("import", tmp_path / "missing.csv")
    line.refused("import", tmp_path)


def test_everything_is_exported_as_json(line: CommandLine, tmp_path: Path) -> None:
    line.ok("add", "--name", "Zoë “X” \\ Straße", "--email", "z@s.example", "--tag", "lake")
    out = tmp_path / "all.json"
    assert line.json("export", "--format", "json", out)["rows"] > 10
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    document = json.loads(out.read_text(encoding="utf-8"))
    assert document["format"] == "lifecycle-desktop-everything"
    assert document["tables"]["contact"][0]["display_name"] == "Zoë “X” \\ Straße"
    assert len(document["tables"]["stage"]) == 7
    assert document["tables"]["purchase"] == []
    assert not {name for name in document["tables"] if name.startswith(("journal", "contact_fts", "sqlite"))}
    assert json.loads(line.ok("export", "--format", "json", "-")) == document
    line.refused("export", "--format", "json", tmp_path / "no" / "folder.json")
    line.refused("export", "--format", "json", "-", "--json")


def test_a_backup_is_restored_and_the_replaced_file_kept(line: CommandLine, tmp_path: Path) -> None:
    line.ok("add", "--name", "Before")
    copy = tmp_path / "copy.db"
    document = line.json("backup", copy)
    assert document["bytes"] == copy.stat().st_size
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    line.ok("add", "--name", "After")
    before = line.database.read_bytes()
    kept = Path(line.json("restore", copy)["kept"])
    assert kept.read_bytes() == before
    assert [contact["name"] for contact in line.json("find", "before")["contacts"]] == ["Before"]
    assert line.json("find", "after")["contacts"] == []
    other = tmp_path / "new folder" / "other.db"
    assert line.json("restore", copy, "--to", other) == {"database": str(other), "kept": None}
    assert other.exists()
    assert line.ok("check")
    assert "same file" in line.refused("restore", line.database)
    assert "itself" in line.refused("backup", line.database)


@pytest.fixture
def strange(tmp_path: Path) -> list[Path]:
    """Files that are no database of ours."""
    text, empty, other, folder, missing = (
        tmp_path / name for name in ("t.db", "e.db", "o.db", "f.db", "m.db")
    )
    text.write_text("Dear diary")
    empty.touch()
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE contact (id INTEGER PRIMARY KEY)")
    connection.commit()
    connection.close()
    folder.mkdir()
    return [text, empty, other, folder, missing]


def test_what_is_not_ours_is_never_touched(line: CommandLine, strange: list[Path]) -> None:
    line.ok("add", "--name", "Mine")
    for path in strange:
        before = path.read_bytes() if path.is_file() else None
        line.refused("restore", path)
        line.database, mine = path, line.database
        for words in (
            ("add", "--name", "X"),
            ("today",),
            ("check",),
            ("undo",),
            ("backup", "out.db"),
            ("init",),
        ):
            if words[0] in ("add", "init") and not path.exists():
                continue
            line.refused(*words)
        line.database = mine
        assert (path.read_bytes() if path.is_file() else None) == before
        if path.is_file():
            line.refused("backup", path) if path.stat().st_size else None
    assert line.json("show", "1")["name"] == "Mine"


def test_a_damaged_file_is_told(line: CommandLine) -> None:
    line.ok("bench-data", "--contacts", "300")
    content = bytearray(line.database.read_bytes())
    content[40_960:200_000] = os.urandom(200_000 - 40_960)
    line.database.write_bytes(content)
    before = line.database.read_bytes()
    answer = line("check")
    assert answer.code == 1
    assert "damage" in answer.out + answer.err
    assert len(answer.err.strip().splitlines()) == 1
    assert line.database.read_bytes() == before


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_can_be_looked_at(line: CommandLine) -> None:
    line.ok("add", "--name", "Mine")
    line.database.parent.chmod(0o500)
    try:
        assert line.json("show", "1")["name"] == "Mine"
        line.refused("add", "--name", "More")
    finally:
        line.database.parent.chmod(0o700)


def test_the_plan_is_one_page_and_the_same_each_time(line: CommandLine, tmp_path: Path) -> None:
    from pypdf import PdfReader

    line.ok("sample", "add")
    one, two, picture = tmp_path / "one.pdf", tmp_path / "two.pdf", tmp_path / "page.png"
    line.ok("plan", "--pdf", one, "--date", "2026-04-20", "--png", picture)
    line.ok("plan", "--pdf", two, "--date", "2026-04-20")
    assert one.read_bytes() == two.read_bytes()
    assert picture.read_bytes().startswith(b"\x89PNG")
    page = PdfReader(one)
    assert len(page.pages) == 1
    assert "20 April 2026" in page.pages[0].extract_text()
    for words in (("--paper", "a3", "--orientation", "portrait"), ("--grey",), ("--model", "Ten Key")):
        line.ok("plan", "--pdf", two, *words)
        assert len(PdfReader(two).pages) == 1
        assert two.read_bytes() != one.read_bytes()
    assert "Retention" in PdfReader(two).pages[0].extract_text()
    for words in (
        (),
        ("--pdf", tmp_path / "no" / "x.pdf"),
        ("--pdf", one, "--date", "never"),
        ("--pdf", "-", "--json"),
    ):
        line.refused("plan", *words)


def test_the_plan_goes_to_standard_output(line: CommandLine) -> None:
    done = line.program("plan", "--pdf", "-")
    assert done.returncode == 0
    assert done.stdout.startswith(b"%PDF")
    assert done.stdout.rstrip().endswith(b"%%EOF")


STRANGE = ("=1+1", "+cmd", "-2+3", "@x", "'quoted", "\ttab", "a;b,c|d", "＝full", "x\ny", "<b>&</b>", "שלום", '"', "+1 416 555 0134")  # fmt: skip


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def without(rows: list[list[str]], name: str) -> list[list[str]]:
    """The rows less a column, which is written for people and not read back."""
    place = rows[0].index(name)
    return [row[:place] + row[place + 1 :] for row in rows]


def test_our_own_csv_comes_back_the_same(line: CommandLine, tmp_path: Path) -> None:
    for number, text in enumerate(STRANGE):
        document = {
            "name": f"N{number} {text}",
            "note": text,
            "email": f"p{number}@x.example",
            "tags": [text, "b"],
        }
        line.ok("capture", "--stdin", stdin=json.dumps(document))
    line.ok("sample", "add")
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    count = line.json("export", "--format", "csv", one)["rows"]
    again = line.json("import", one)
    assert (again["format"], again["rows"], again["unchanged"]) == ("own", count, count), again["told"]
    for row in rows_of(one):
        for cell in row:
            assert cell[:1] not in "=@\t＝" or not cell
            assert cell[:1] not in "+-" or cell[1:2].isdigit() or not cell
    line.database = tmp_path / "empty.db"
    told = line.json("import", one)
    assert (told["new"], told["failed"]) == (count, 0), told["told"]
    line.ok("export", "--format", "csv", two)
    assert sorted(without(rows_of(two), "Looking for")) == sorted(without(rows_of(one), "Looking for"))
    assert line.ok("check")
