"""Lead mails: every layout is read, every value found again, hostile mails are bounded, and a lead waits for an answer."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import FileProblem, UserError
from lifecycle_desktop.core.exchange.formats import open_people
from lifecycle_desktop.core.exchange.lead_mail import lead_of, pasted_lead
from lifecycle_desktop.core.exchange.mail_text import MailText, read_mail, readable
from lifecycle_desktop.core.exchange.people_file import save_failed
from tests.core import lead_samples as samples
from tests.core.test_formats import texts_in
from tests.core.test_imports import assure_sound, bring, fates
from tests.fuzzing import many


def opened(folder, text: str | bytes, name: str = "lead.eml"):
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return open_people(path)


@pytest.mark.parametrize(
    ("text", "values", "name"),
    [
        (samples.METADATA, samples.METADATA_VALUES, "lead.eml"),
        (samples.REALTOR, samples.REALTOR_VALUES, "lead.eml"),
        (samples.ZILLOW, samples.ZILLOW_VALUES, "lead.eml"),
        (samples.JSON, samples.JSON_VALUES, "lead.json"),
        (samples.PLAIN, ("Ann", "Hill", "ann.hill@h.example", "Your open house", "415-555-0177", "we met"), "lead.eml"),
        (samples.FORM, ("Raj", "Patel", "raj@p.example", "0161 496 0134", "300,000", "When can I see it?"), "lead.eml"),
    ],
    ids=["metadata", "realtor", "zillow", "json", "plain", "form"],
)  # fmt: skip
def test_every_value_is_found_again(tmp_path, text, values, name):
    (draft,) = opened(tmp_path, text, name).drafts()
    assert draft.is_lead
    assert draft.problems == ()
    told = " | ".join(texts_in(draft))
    for value in values:
        assert value in told, value


def test_metadata_goes_first(tmp_path):
    (draft,) = opened(tmp_path, samples.METADATA).drafts()
    assert (draft.first, draft.last, draft.source) == ("Ana María", "López", "Lake Homes")
    assert draft.want == "12 Elm St, Austin, TX, 78701 (MLS MLS-7788)"
    assert draft.note == 'Is it "free"?\nI can come Friday.'
    assert draft.tags == ("Seller",)
    assert dict(draft.own)["Time frame"] == "<90 days"


def test_a_name_within_first_name_is_no_name(tmp_path):
    (draft,) = opened(tmp_path, samples.REALTOR).drafts()
    assert (draft.first, draft.last, draft.full) == ("Tom", "Roy", "")
    assert draft.note.endswith("Thank you")
    assert draft.want == "12 Elm St, Austin, TX 78701 (MLS 999123, 7788123)"
    assert draft.emails == (("", "tom@r.example"),)


def test_an_address_that_only_forwards_is_not_the_persons(tmp_path):
    (draft,) = opened(tmp_path, samples.ZILLOW).drafts()
    assert draft.emails == draft.phones == ()
    assert draft.own == (("Relay address", "a1b2c3d4@convo.zillow.com"),)
    (draft,) = opened(tmp_path, samples.ZILLOW.replace("From: Maria <", "From: Maria Ruiz <")).drafts()
    assert (draft.first, draft.last) == ("Maria", "Ruiz")
    assert draft.want == "77 Oak Ave, Boisé, ID 83702"
    assert draft.note == "I am interested in 77 Oak Ave.\nCould we see it on Sunday?"


def test_a_forwarded_mail_is_of_whom_it_is_from():
    draft = lead_of(samples.FORWARDED.encode())
    assert (draft.first, draft.last) == ("Ben", "Okoro")
    assert draft.emails == (("", "ben@o.example"),)
    assert draft.phones == (("", "512-555-0111"),)


@pytest.mark.parametrize(
    ("subject", "name", "want"),
    [
        ("Maria is requesting information about 77 Oak Ave, Boise", "Maria", "77 Oak Ave, Boise"),
        ("Re: Maria Lopez is requesting a tour at 5 Elm Street", "Maria Lopez", "5 Elm Street"),
        ("Al would like to see The Lofts #4", "Al", "The Lofts #4"),
        ("Something else", "Maria", ""),
    ],
)
def test_who_asks_of_zillow_and_for_what(subject, name, want):
    draft = lead_of(
        samples.ZILLOW.encode().replace(b"Subject: =?utf-8?q?Maria", f"Subject: {subject}\nX-A: ".encode())
    )
    assert (draft.name, draft.want) == (name, want)


def test_a_second_address_to_answer_is_kept():
    text = samples.PLAIN.replace("To: agent", "Reply-To: ann2@h.example\nTo: agent")
    assert [email for _label, email in lead_of(text.encode()).emails] == [
        "ann.hill@h.example",
        "ann2@h.example",
    ]


def test_a_mailbox_is_read_mail_by_mail(desk, tmp_path):
    mails = [
        samples.REALTOR,
        samples.NEWSLETTER,
        samples.ZILLOW,
        samples.PLAIN.replace("Ann\n", ">From Ann\n"),
    ]
    box = "".join(f"From x@y.example Thu Apr  2 10:00:00 2026\n{mail}\n" for mail in mails)
    file = opened(tmp_path, box.replace("\n", "\r\n"), "Inbox")
    assert (file.format, file.mails, file.written) == ("mbox", 4, "4 mails")
    drafts = list(file.drafts())
    assert [draft.name for draft in drafts] == ["Tom Roy", "", "Maria", "Hill, Ann"]
    assert "From Ann" in drafts[3].note
    report = bring(desk, file)
    assert fates(report) == {"new": 3, "failed": 1}
    (reason,) = report.failed.values()
    assert "lead" in reason
    assert fates(bring(desk, file)) == {"unchanged": 3, "failed": 1}
    assert save_failed(file, report.failed, tmp_path / "failed.mbox") == 1
    saved = (tmp_path / "failed.mbox").read_text()
    assert "Spring sale" in saved
    assert "Realtor" not in saved
    assert "X-LD-Not-Imported: no name" in saved
    assert open_people(tmp_path / "failed.mbox").mails == 1


def test_a_lead_waits_for_an_answer(desk, tmp_path):
    bring(desk, opened(tmp_path, samples.REALTOR))
    bring(desk, opened(tmp_path, "name,email\nCid Dean,c@d.example\n", "people.csv"))
    rows = desk.rows("SELECT display_name, captured_at, first_answer_at, want FROM contact ORDER BY id")
    assert rows == [
        ("Tom Roy", desk.moment.text, None, "12 Elm St, Austin, TX 78701 (MLS 999123, 7788123)"),
        ("Cid Dean", None, None, ""),
    ]
    assure_sound(desk)
    assert desk.database.undo() is not None
    assert desk.database.undo() is not None
    assert desk.rows("SELECT count(*) FROM contact") == [(0,)]


def test_a_list_of_leads_in_json(tmp_path):
    other = json.loads(samples.JSON) | {"contact": {"name": "Ben Cole", "email": "b@c.example"}}
    file = opened(tmp_path, json.dumps([json.loads(samples.JSON), other, {"contact": {}}]), "leads.json")
    assert [draft.name for draft in file.drafts()] == ["Mei Wang", "Ben Cole"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (samples.METADATA, "Ana María López"),
        (samples.METADATA.partition("\n\n")[2], "Ana María López"),
        (samples.REALTOR.partition("\n\n")[2], "Tom Roy"),
        (samples.REALTOR.replace("\n", "\r\n"), "Tom Roy"),
        (samples.ZILLOW, "Maria"),
        (samples.JSON, "Mei Wang"),
        ("From: Ben Okoro <ben@o.example>\nSubject: House\nI want to sell", "Ben Okoro"),
        ("Nombre: Ana López\nCorreo electrónico: ana@l.example\nMensaje:\n¿Está libre?", "Ana López"),
    ],
)
def test_a_pasted_mail_is_read(text, name):
    draft = pasted_lead(text)
    assert draft is not None
    assert draft.name.replace("  ", " ") == name


@pytest.mark.parametrize(
    "text",
    ["", " \n", "Maria Lopez 555-0134", "Buy milk", "https://x.example/a:b", "Name: x", "{}", "[1]", "x" * 3_000_000,
     "def name(self): return self\nclass A: pass"],
)  # fmt: skip
def test_other_texts_are_no_leads(text):
    assert pasted_lead(text) is None


def test_text_of_html_is_what_is_read():
    text = "<head><title>T</title></head><script>if (a<b) {}</script>One &amp; two<br>three<p>four <b>five</b></p>a < b"
    assert readable(text) == "One & two\nthree\nfour five\na < b"


# --- hostile mails ---


def bomb(depth: int) -> bytes:
    text = "inner"
    for number in range(depth):
        text = f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n{text}\n--b{number}--\n'
    return f"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n{text}".encode()


@pytest.mark.parametrize(
    "content",
    [
        bomb(10),
        bomb(2000),
        b"From: a@b.example\nSubject: x\n" + b"X-A: b\n" * 200_000,
        b"To: y\nSubject: x\nFrom: " + b"(" * 500_000 + b"\n\nx",
        b"From: a@b.example\nSubject: " + b"=?utf-8?q?=41?= " * 60_000 + b"\n\nx",
        b"From: a@b.example\nTo: x\nContent-Type: text/html; " + b"a=b; " * 100_000 + b"\n\n<p>x",
        b"From: a@b.example\nTo: x\nContent-Type: text/html\n\n" + b"<" * 900_000,
        b"From: a@b.example\nTo: x\nContent-Type: text/html\n\n" + b'<meta name="lead_' * 50_000,
        b"From: a@b.example\nTo: x\nContent-Type: text/html\n\n" + b"<script>" * 100_000,
        b"From: a@b.example\nTo: x\nContent-Type: text/plain; charset=utf-7\n\n" + b"+" * 900_000,
        b"From: a@b.example\nTo: x\nContent-Transfer-Encoding: base64\n\n" + b"QUJD" * 200_000,
        b"From: a@b.example\nTo: x\n\n" + b"Name: " * 150_000,
        b"From: a@b.example\nTo: x\n\n" + b"a@" * 400_000,
        b"From: a@b.example\nTo: x\n\n" + b"1 " * 400_000,
        b"From: a@b.example\nTo: x\n\n" + b'{"contact": ' * 60_000,
        b"From: a@b.example\nTo: x\n\n" + b"\n" * 1_000_000,
        b"From: a@b.example\nTo: x\nSubject: " + b"a is requesting " * 50_000 + b"\n\nx",
    ],
    ids=range(17),
)  # fmt: skip
def test_a_hostile_mail_takes_bounded_time(tmp_path, content):
    before = time.process_time()
    list(opened(tmp_path, content).drafts())
    assert time.process_time() - before < 4


def test_a_lead_under_a_large_attachment_is_read(tmp_path):
    large = samples.METADATA.replace(
        "--x1--", "--x1\nContent-Type: image/jpeg\n\n" + "QUJD\n" * 2_000_000 + "--x1--"
    )
    (draft,) = opened(tmp_path, large).drafts()
    assert draft.first == "Ana María"


def test_what_is_no_mail_is_refused(tmp_path):
    with pytest.raises(FileProblem, match="folder"):
        open_people(tmp_path)
    for name, content in {
        "a.eml": "",
        "b.eml": "just text",
        "c.json": '{"contact": 3}',
        "d.json": "{",
    }.items():
        with pytest.raises(FileProblem):
            list(opened(tmp_path, content, name).drafts())


def try_it(content: bytes, folder) -> None:
    lead_of(content)
    read_mail(content)
    pasted_lead(content.decode("utf-8", "replace"))
    try:
        list(opened(folder, content).drafts())
    except UserError:
        return


SAMPLES = st.sampled_from(
    [value.encode() for name, value in vars(samples).items() if name.isupper() and isinstance(value, str)]
)
PIECE = st.one_of(
    st.binary(max_size=30),
    st.sampled_from([b"\n\n", b"Content-Type: ", b"multipart/mixed; boundary=", b"<meta name=", b"=?utf-8?b?", b"From ", b"\0"]),
)  # fmt: skip
CUTS = st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 30), PIECE), max_size=6)


def mangled(content: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, piece in cuts:
        at = place % (len(content) + 1)
        content = content[:at] + piece + content[at + length :]
    return content


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=SAMPLES, cuts=CUTS)
def test_mangled_mails_never_trip_the_reader(tmp_path_factory, content, cuts):
    try_it(mangled(content, cuts), tmp_path_factory.getbasetemp())


@pytest.mark.slow
@settings(max_examples=many(1500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(SAMPLES, st.binary(max_size=400)),
    cuts=CUTS,
    header=st.text(max_size=60),
    body=st.text(max_size=200),
)
def test_thousands_of_mangled_mails(tmp_path_factory, content, cuts, header, body):
    folder = tmp_path_factory.getbasetemp()
    try_it(mangled(content, cuts), folder)
    text = f"From: {header}\nSubject: {header}\nContent-Type: {header}\n\n{body}"
    try_it(text.encode("utf-8", "replace"), folder)
    pasted_lead(body)
    assert isinstance(MailText(html=body).text, str)
