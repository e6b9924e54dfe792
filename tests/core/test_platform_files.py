"""Files of LinkedIn, HubSpot, Follow Up Boss and Outlook.com: known by their headings, and every cell found again."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.exchange.formats import open_contacts
from lifecycle_desktop.core.model.draft import KeyDate
from lifecycle_desktop.core.model.import_report import ImportPolicy
from lifecycle_desktop.core.model.person_text import words
from lifecycle_desktop.core.operations.imports import import_contacts
from lifecycle_desktop.core.progress import Progress
from tests.core.test_formats import texts_in
from tests.fuzzing import many

LINKEDIN_NOTES = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. '
    'You will only see addresses of connections, who allow it."\n\n'
)
LINKEDIN = [
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "Ana,López,https://www.linkedin.com/in/ana-l,ana@l.example,Lake Homes,Broker,03 Mar 2019",
    'Ben,Okoro,https://www.linkedin.com/in/ben-o,,Okoro Bakery,"Owner, baker",21 Nov 2024',
]  # fmt: skip
HUBSPOT = [
    "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Contact owner,Lead Status,Lifecycle Stage,"
    "Buying Role,Create Date,Original Source,Company Name,Associated Deals,City,State/Region,Country/Region,Job Title,"
    '"Date entered ""Lead (Lifecycle Stage Pipeline)""","Date entered ""Customer (Lifecycle Stage Pipeline)"""',
    "5512,Mei,Wang,mei@w.example,208-555-0134,208-555-0199,Grace Lee,Connected,Customer,Decision Maker,2023-01-05 09:12,"
    "Organic Search,Wang LLP,Oak Ave sale,Boise,Idaho,United States,Partner,2023-01-05 09:12,2024-03-02 17:40",
    "5513,Raj,Patel,raj@p.example,,,Grace Lee,New,Other,,2023-02-05 09:12,Referrals,,,,,,,2023-02-05 09:12,",
]  # fmt: skip
FOLLOW_UP_BOSS = [
    "Date Added,Name,Stage,Timeframe,Is Contacted,Listing Price,Property Price,Tags,Assigned To,Email 1,Email 2,Phone 1,Phone 2,"
    "Property Address,Property City,Property MLS Number,Lead Source,Message,Description,Notes,Estim. Moving Date,"
    "Move-in Date,Deal Close Date",
    '3/14/2024,Maria Lopez,Hot Prospects,0-3 Months,Yes,450000,445000,"buyer, lake",Grace Lee,maria@l.example,m2@l.example,'
    '512-555-0134,512-555-0199,12 Elm St,Austin,MLS-7788,Zillow,"Is it still free?\nI can come Friday",Two kids,'
    "Likes lakes,6/1/2024,7/4/2024,6/28/2024",
    "3/15/2024,Tom Roy,Trash,,No,,,,Grace Lee,tom@r.example,,,,,,,Sphere,,,,,,",
]  # fmt: skip
DAYS = {"7/4/2024": "2024-07-04", "6/28/2024": "2024-06-28"}


def opened(folder, lines, before=""):
    path = folder / "people.csv"
    path.write_text(before + "\n".join(lines) + "\n", encoding="utf-8")
    file = open_contacts(path)
    return file, list(file.drafts())


@pytest.mark.parametrize(
    ("lines", "before", "key"),
    [
        (LINKEDIN, LINKEDIN_NOTES, "linkedin"),
        (LINKEDIN, "", "linkedin"),
        (HUBSPOT, "", "hubspot"),
        (FOLLOW_UP_BOSS, "", "follow-up-boss"),
    ],
    ids=["linkedin with notes", "linkedin", "hubspot", "follow up boss"],
)
def test_every_cell_is_found_again(tmp_path, lines, before, key):
    file, drafts = opened(tmp_path, lines, before)
    assert file.mapping.format == key
    assert file.title.replace(" ", "").lower().startswith(key.replace("-", "")[:6])
    rows = list(csv.reader(io.StringIO("\n".join(lines))))
    assert len(drafts) == len(rows) - 1
    for row, draft in zip(rows[1:], drafts, strict=True):
        assert draft.problems == ()
        told = " ".join(texts_in(draft))
        for name, cell in zip(rows[0], row, strict=True):
            for part in cell.split(", ") if name == "Tags" else [cell]:
                text = DAYS.get(part, part)
                assert text in told or set(words(text)) <= set(words(told)), f"{name}: {text!r} is lost"


def test_linkedin_is_read_as_it_means(tmp_path):
    file, (ana, ben) = opened(tmp_path, LINKEDIN, LINKEDIN_NOTES)
    assert file.table.heading_line == 4
    assert (ana.first, ana.last, ana.company, ana.job_title) == ("Ana", "López", "Lake Homes", "Broker")
    assert ana.links == (("LinkedIn", "https://www.linkedin.com/in/ana-l"),)
    assert ana.own == (("Connected On", "03 Mar 2019"),)
    assert ben.emails == ()
    assert (ben.line, ben.job_title) == (6, "Owner, baker")


def test_a_row_of_people_is_no_heading(tmp_path):
    file, drafts = opened(tmp_path, ["Kennung,Name,Art", "1,Ann Hill,Client", "2,Name,Email"])
    assert file.table.heading_line == 1
    assert [draft.full for draft in drafts] == ["Ann Hill", "Name"]


def test_hubspot_keeps_the_history_of_stages(tmp_path):
    _file, (mei, raj) = opened(tmp_path, HUBSPOT)
    own = dict(mei.own)
    assert own["Entered Lead"] == "2023-01-05 09:12"
    assert own["Entered Customer"] == "2024-03-02 17:40"
    assert (own["HubSpot record ID"], own["Owner"], own["Lead status"]) == ("5512", "Grace Lee", "Connected")
    assert (mei.stage, mei.rank, own["Lifecycle Stage"]) == ("Customer", "first_purchase", "Customer")
    assert mei.phones == (("", "208-555-0134"), ("Mobile", "208-555-0199"))
    assert (mei.source, mei.addresses[0].city) == ("Organic Search", "Boise")
    assert (raj.rank, dict(raj.own)["Lifecycle Stage"]) == ("", "Other")


def test_who_unsubscribed_in_hubspot_took_the_permission_back(tmp_path):
    heading, mei, raj = HUBSPOT
    lines = [f"{heading},Unsubscribed from all email", f"{mei},Yes", f"{raj},No"]
    _file, (mei, raj) = opened(tmp_path, lines)
    assert mei.permissions == (("email", "withdrawn"),)
    assert raj.permissions == ()  # no is not a yes to mail
    assert dict(raj.own)["Unsubscribed from all email"] == "No"


def test_follow_up_boss_is_read_as_it_means(tmp_path):
    _file, (maria, tom) = opened(tmp_path, FOLLOW_UP_BOSS)
    assert (maria.first, maria.last, maria.source) == ("Maria", "Lopez", "Zillow")
    assert maria.tags == ("buyer", "lake")
    assert maria.note == (
        "Likes lakes\n\nMessage: Is it still free?\nI can come Friday\n\nDescription: Two kids"
    )
    assert set(maria.dates) == {KeyDate("closing", 2024, 6, 28), KeyDate("Moved in", 2024, 7, 4)}
    assert len(maria.emails) == len(maria.phones) == 2
    assert (maria.rank, tom.rank) == ("dialogue", "")
    assert dict(tom.own)["Stage"] == "Trash"


def test_stages_of_other_programs_come_to_the_active_lifecycle(desk, tmp_path):
    for lines in (HUBSPOT, FOLLOW_UP_BOSS):
        file, _drafts = opened(tmp_path, lines)
        with desk.database.write("Import", moment=desk.moment, cause="import") as written:
            import_contacts(written, file.drafts(), ImportPolicy(), desk.moment, Progress())
    found = desk.rows(
        "SELECT c.display_name, s.name FROM contact c JOIN stage s ON s.id = c.stage_id ORDER BY c.id"
    )
    assert dict(found) == {
        "Mei Wang": "Deliver & Satisfy",
        "Raj Patel": "Attract Traffic",
        "Maria Lopez": "Convert Sales",
        "Tom Roy": "Attract Traffic",
    }
    assert desk.rows("SELECT name FROM tag ORDER BY name") == [("buyer",), ("lake",)]
    own = desk.rows(
        "SELECT o.name, v.value FROM contact_own_value v JOIN own_field o ON o.id = v.own_field_id"
    )
    assert {("Lifecycle Stage", "Other"), ("Stage", "Trash"), ("Stage", "Hot Prospects")} <= set(own)


CELLS = st.one_of(
    st.sampled_from(["", " ", "x@y.example", "555-0134", "2024-02-30", "3/14/2024", "a ::: b", "a;b|c", "=1+1", "'q", "0/0/00"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30),
)  # fmt: skip
DATED = {"Move-in Date", "Deal Close Date"}
KINDS = st.sampled_from([LINKEDIN, HUBSPOT, FOLLOW_UP_BOSS])


def try_cells(folder, lines, cells, raw) -> None:
    """Every cell of any row is found again, and nothing but an error of ours ends the reading."""
    heading = next(csv.reader(lines[:1]))
    row = [cells[number % len(cells)] for number in range(len(heading))]
    out = io.StringIO()
    csv.writer(out).writerows([heading, row])
    path = folder / "fuzz.csv"
    path.write_text(out.getvalue() + raw, encoding="utf-8", errors="replace", newline="")
    try:
        draft = next(open_contacts(path).drafts(), None)
    except UserError:
        return
    if draft is None or not any(cell.strip() for cell in row):
        return
    told = set(words(" ".join(texts_in(draft))))
    for name, cell in zip(heading, row, strict=True):
        if name not in DATED and draft.line == 2:
            assert set(words(cell)) <= told, f"{name}: {cell!r} is lost"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=KINDS, cells=st.lists(CELLS, min_size=1, max_size=9), raw=st.text(max_size=20))
def test_any_cell_is_found_again(tmp_path_factory, lines, cells, raw):
    try_cells(tmp_path_factory.getbasetemp(), lines, cells, raw)


@pytest.mark.slow
@settings(max_examples=many(3000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=KINDS, cells=st.lists(CELLS, min_size=1, max_size=25), raw=st.text(max_size=80))
def test_thousands_of_cells_are_found_again(tmp_path_factory, lines, cells, raw):
    try_cells(tmp_path_factory.getbasetemp(), lines, cells, raw)
