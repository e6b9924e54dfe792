"""vCards into a real database and out again: the same people, pictures and all; one undo; nothing twice."""

from __future__ import annotations

import base64
import io
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.exchange.formats import open_people
from lifecycle_desktop.core.exchange.json_everything import write_everything
from lifecycle_desktop.core.exchange.vcard_export import VERSIONS, write_vcards
from lifecycle_desktop.core.model.draft import Address, ContactDraft, KeyDate, Picture
from lifecycle_desktop.core.model.import_report import ImportPolicy
from lifecycle_desktop.core.operations.imports import import_contacts, plan_import
from lifecycle_desktop.core.operations.merging import merge_contacts
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.queries.contact_drafts import contact_drafts
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.everything import every_table
from tests.core.desk import Desk
from tests.core.test_vcards import FILES
from tests.core.vcard_samples import GIF, JPEG, PNG, SAMPLES, folded

POLICY = ImportPolicy()


def bring(desk: Desk, drafts, policy: ImportPolicy = POLICY):
    with desk.database.write("Import", moment=desk.moment, cause="import") as written:
        return import_contacts(
            written, drafts, policy, desk.moment, Progress(), file_name="x.vcf", file_format="vcard"
        )


def plan(desk: Desk, drafts):
    with desk.database.read() as connection:
        return plan_import(connection, drafts, POLICY, Progress())


def fates(report) -> dict[str, int]:
    return {name: n for name, n in vars(report.counts).items() if n and name != "rows"}


def people(desk: Desk) -> list[tuple[ContactDraft, str]]:
    with desk.database.read() as connection:
        return list(contact_drafts(connection, with_pictures=True))


def exported(desk: Desk, path: Path, version: str):
    out = io.BytesIO()
    with desk.database.read() as connection:
        write_vcards(out, contact_drafts(connection, with_pictures=True), version)
    path.write_bytes(out.getvalue())
    return open_people(path)


def file_of(folder: Path, text: str | bytes):
    path = folder / "people.vcf"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return open_people(path)


class Copied(Desk):
    """A copy of an empty database, which is quicker than a new one."""

    def __init__(self, template: Desk, path: Path) -> None:
        self.clock = template.clock
        shutil.copy(template.database.path, path)
        self.database = Database.open(path)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    made = Desk(tmp_path_factory.mktemp("empty") / "empty.db")
    made.database.close()
    return made


def test_a_group_with_a_control_sign_in_its_name_is_the_same_tag_again(desk, tmp_path):
    cards = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a\r\nFN:Ann Lee\r\nTEL:512-555-0100\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:La\x81ke\r\nX-ADDRESSBOOKSERVER-KIND:group\r\n"
        "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:a\r\nEND:VCARD\r\n"
    )
    file = file_of(tmp_path, cards)
    assert fates(bring(desk, file.drafts())) == {"new": 1}
    assert fates(bring(desk, file.drafts())) == {"unchanged": 1}
    assert desk.rows("SELECT name FROM tag") == [("Lake",)]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_comes_in_once_and_goes_by_one_undo(desk, tmp_path, name):
    file = file_of(tmp_path, SAMPLES[name].encode("cp1252" if name == "outlook" else "utf-8"))
    cards = len(list(file.drafts()))
    assert fates(plan(desk, file.drafts())) == {"new": cards}
    assert fates(bring(desk, file.drafts())) == {"new": cards}
    assert fates(plan(desk, file.drafts())) == {"unchanged": cards}
    assert fates(bring(desk, file.drafts())) == {"unchanged": cards}
    pictures = desk.rows(
        "SELECT contact_id, position, media_type, digest, picture FROM contact_picture ORDER BY id"
    )
    assert desk.database.undo().label == "Import"
    assert desk.rows("SELECT count(*) FROM contact") == [(0,)]
    assert desk.rows("SELECT count(*) FROM contact_picture") == [(0,)]
    assert desk.database.redo().label == "Import"
    assert (
        desk.rows("SELECT contact_id, position, media_type, digest, picture FROM contact_picture ORDER BY id")
        == pictures
    )
    assert all(isinstance(row[4], bytes) for row in pictures)
    assert desk.faults() == []


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", SAMPLES)
def test_what_came_in_goes_out_and_comes_back_equal(empty, tmp_path, name, version):
    one, two = Copied(empty, tmp_path / "one.db"), Copied(empty, tmp_path / "two.db")
    bring(one, file_of(tmp_path, SAMPLES[name].encode("cp1252" if name == "outlook" else "utf-8")).drafts())
    file = exported(one, tmp_path / "out.vcf", version)
    report = bring(two, file.drafts())
    assert people(two) == people(one)
    assert report.counts.new == len(people(one))
    assert fates(bring(one, file.drafts())) == {"unchanged": report.counts.new}
    one.database.close()
    two.database.close()


def test_pictures_are_kept_beside_each_other_merged_and_told_in_json(desk, tmp_path):
    def card(*lines: str) -> str:
        return "\n".join(
            ["BEGIN:VCARD", "VERSION:3.0", "FN:Grace Lee", "EMAIL:g@l.example", *lines, "END:VCARD", ""]
        )

    first, second = folded("PHOTO;ENCODING=b:", PNG), folded("PHOTO;ENCODING=b:", JPEG)
    assert fates(bring(desk, file_of(tmp_path, card(first)).drafts())) == {"new": 1}
    assert fates(bring(desk, file_of(tmp_path, card(second)).drafts())) == {"updated": 1}
    assert fates(bring(desk, file_of(tmp_path, card(second)).drafts())) == {"unchanged": 1}
    shown = "SELECT position, picture FROM contact_picture WHERE contact_id = ? ORDER BY position"
    assert desk.rows(shown, 1) == [(0, PNG), (1, JPEG)]
    other = desk.add("Gracie Lee")
    with desk.database.write("Picture", moment=desk.moment) as written:
        for position, content in enumerate((JPEG, GIF)):
            written.driver.execute(
                "INSERT INTO contact_picture (contact_id, position, media_type, digest, picture) VALUES (?, ?, 'x', ?, ?)",
                (other, position, Picture("x", content).digest, content),
            )
    desk.do(merge_contacts, 1, other)
    assert desk.rows(shown, 1) == [(0, PNG), (1, JPEG), (2, GIF)]
    desk.database.undo()
    assert desk.rows(shown, other) == [(0, JPEG), (1, GIF)]
    out = io.BytesIO()
    with desk.database.read() as connection:
        write_everything(out, every_table(connection))
    told = json.loads(out.getvalue())["tables"]["contact_picture"]
    assert [base64.b64decode(row["picture"]) for row in told] == [PNG, JPEG, JPEG, GIF]
    assert desk.faults() == []


def test_many_large_pictures_are_written_as_they_come(desk, tmp_path):
    """More than is held at once: chunks are cut where the pictures need it, and two rows of one person still meet."""
    content = [JPEG + bytes([number]) * (3 << 20) for number in range(9)]
    drafts = [
        ContactDraft(
            n + 1,
            first=f"P{n % 8}",
            last="Lee",
            emails=(("", f"p{n % 8}@l.example"),),
            pictures=(Picture("image/jpeg", c),),
        )
        for n, c in enumerate(content)
    ]
    assert fates(bring(desk, iter(drafts))) == {"new": 8, "duplicate": 1}
    assert [row[0] for row in desk.rows("SELECT picture FROM contact_picture ORDER BY id")] == content
    assert desk.faults() == []


def test_what_could_not_be_taken_is_told(desk, tmp_path):
    text = "BEGIN:VCARD\nFN:A B\nTEL:512 555 0134\nPHOTO;ENCODING=b:AAAA\nEND:VCARD\n"
    told = "the picture is of no kind that is known and was left out"
    assert [row.reason for row in plan(desk, file_of(tmp_path, text).drafts()).rows] == [told]
    assert [
        (row.line, row.fate, row.reason) for row in bring(desk, file_of(tmp_path, text).drafts()).told
    ] == [(1, "new", told)]


# -- the round trip ---------------------------------------------------------------------------------------------

WORDS = st.one_of(
    st.sampled_from(
        ["=1+1", "a;b", "a,b", "a\\b", "\\n", "\\;", "a:b", '"', "'", "BEGIN:VCARD", "item1.X", "😀👩‍👩‍👧", "Zoë ﬀ", "x" * 300,
         "Mobile", "Work", "a  b", "--0512", "tel:1", "mailto:a", "_x_", "TYPE=HOME", "=0D=0A=", "\u202eevil", "é" * 90, "  x"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=16),
).map(str.strip).filter(bool)  # fmt: skip
MAYBE = st.one_of(st.just(""), WORDS)
NOTES = st.one_of(
    MAYBE, st.lists(WORDS, min_size=2, max_size=4).map("\n".join), st.just("a\n" + " " * 200 + "b")
)
YEARS = st.one_of(st.none(), st.integers(1700, 2026))
DATES = st.builds(
    KeyDate,
    st.one_of(st.sampled_from(["birthday", "anniversary", "closing"]), WORDS),
    YEARS,
    st.integers(1, 12),
    st.integers(1, 28),
)
PAIRS = st.lists(st.tuples(MAYBE, WORDS), max_size=3).map(tuple)
ADDRESSES = st.builds(Address, *[MAYBE] * 9).filter(lambda address: any(address[1:]))
PICTURES = st.lists(
    st.sampled_from([Picture("image/png", PNG), Picture("image/gif", GIF)]), unique=True, max_size=2
)
DRAFTS = st.builds(
    ContactDraft,
    line=st.just(1), prefix=MAYBE, first=MAYBE, middle=MAYBE, last=WORDS, suffix=MAYBE, nickname=MAYBE,
    phonetic=MAYBE.map(lambda text: " ".join(text.split())),
    company=MAYBE, department=MAYBE, job_title=MAYBE,
    emails=st.lists(st.tuples(MAYBE, st.sampled_from(["a@x.example", "b.c@x.example"])), max_size=2, unique_by=lambda each: each[1]).map(tuple),
    phones=st.lists(st.tuples(MAYBE, st.sampled_from(["512 555 0134", "+41446681800", "512 555 0135 x22"])), max_size=2, unique_by=lambda e: e[1]).map(tuple),
    addresses=st.lists(ADDRESSES, max_size=2).map(tuple), dates=st.lists(DATES, max_size=3, unique=True).map(tuple),
    links=PAIRS.map(lambda pairs: tuple({url: (label, url) for label, url in pairs}.values())), relations=PAIRS,
    tags=st.lists(WORDS, max_size=3, unique_by=lambda tag: tag.lower()).map(tuple), note=NOTES,
    own=st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple), source=MAYBE,
    stage=st.sampled_from(["", "Convert Sales"]), temperature=st.sampled_from(["", "warm"]),
    last_contact=st.sampled_from(["", "2026-03-01"]), want=NOTES,
    permissions=st.sampled_from([(), (("call", "given"),), (("call", "refused"), ("email", "given"))]),
    pictures=PICTURES.map(tuple), is_distinct=st.just(True), full=MAYBE, referred_by=MAYBE,
    next_step=st.just(""), next_step_on=st.just(""), is_correspondent=st.just(False), problems=st.just(()), remark=st.just(""),
    rank=st.just(""), is_lead=st.just(False),
)  # fmt: skip


@settings(
    max_examples=40,
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # to shrink takes minutes: each try makes two databases
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drafts=st.lists(DRAFTS, min_size=1, max_size=4), version=st.sampled_from(VERSIONS))
def test_anybody_goes_out_and_comes_back_equal(empty, tmp_path_factory, drafts, version):
    folder = tmp_path_factory.mktemp("round")
    one, two = Copied(empty, folder / "one.db"), Copied(empty, folder / "two.db")
    try:
        bring(one, [draft._replace(line=n) for n, draft in enumerate(drafts, 1)])
        file = exported(one, folder / "out.vcf", version)
        report = bring(two, file.drafts())
        assert report.failed == {}
        assert people(two) == people(one)
        assert exported(two, folder / "again.vcf", version).path.read_bytes() == file.path.read_bytes()
    finally:
        one.database.close()
        two.database.close()


@pytest.mark.parametrize("number", ["%zz;ext=PHOTO", "%zz;ext=1604-05-12GEO:"])
def test_who_has_only_a_number_that_is_none_comes_once(desk, tmp_path, number):
    path = tmp_path / "odd.vcf"
    path.write_text(f"BEGIN:VCARD\nTEL:{number}\nEND:VCARD\n", encoding="utf-8")
    drafts = list(open_people(path).drafts())
    assert bring(desk, drafts).counts.new == 1
    again = bring(desk, drafts)
    assert (again.counts.new, again.counts.updated) == (0, 0)


@settings(
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=FILES)
def test_anything_that_is_read_comes_in(empty, tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "people.vcf").write_bytes(content)
    try:
        file = open_people(folder / "people.vcf")
        count = len(list(file.drafts()))
    except UserError:
        return
    desk = Copied(empty, folder / "desk.db")
    try:
        planned = plan(desk, file.drafts())
        report = bring(desk, file.drafts())
        assert report.counts.rows == planned.counts.rows == count
        again = bring(desk, file.drafts())
        assert (again.counts.new, again.counts.updated) == (0, 0)
        assert desk.faults() == []
    finally:
        desk.database.close()
