"""Contact files of every kind we know: each cell of a sample finds its place, or its column is named as left out."""

from __future__ import annotations

import csv
import io

import pytest

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.exchange.formats import open_contacts, recognise
from lifecycle_desktop.core.exchange.mapping import target_of, target_text
from lifecycle_desktop.core.model.draft import Address, ContactDraft, KeyDate
from lifecycle_desktop.core.model.person_text import words

GOOGLE = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,"
    "Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
    "Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,"
    "Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,Relation 1 - Label,Relation 1 - Value,"
    "Custom Field 1 - Label,Custom Field 1 - Value"
)
GOOGLE_ROW = [
    "Ana", "María", "López", "Ah-na", "", "Lo-pez", "Dr.", "Jr.", "Anita", "López, Ana (Lake House)", "Lake Homes", "Broker",
    "Sales", " --05-12", "Likes lakes.\nCall after five.", "https://photos.example/a.jpg",
    "* coworkers ::: Buyers ::: * myContacts", "* Home", "ana@l.example ::: ana2@l.example", "Work", "ana@work.example",
    "Mobile", "+41 44 668 18 00 ::: +41 79 555 01 34", "", "(415) 555-0134", "Home", "1 Lake Rd\nGate code 7\nZug 6300",
    "1 Lake Rd", "Zug", "PO 7", "ZG", "6300", "CH", "Floor 2", "Blog", "https://ana.example", "Anniversary", "2009-06-20",
    "Spouse", "Beat Huber", "Budget", "900000",
]  # fmt: skip
OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,"
    "Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,"
    "Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Address 1 - Type,Address 1 - Formatted,"
    "Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,"
    "Address 1 - Country,Address 1 - Extended Address,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Yomi Name,Organization 1 - Title,Organization 1 - Department,Organization 1 - Symbol,"
    "Organization 1 - Location,Organization 1 - Job Description,Website 1 - Type,Website 1 - Value,"
    "Custom Field 1 - Type,Custom Field 1 - Value"
)
OLD_ROW = [
    "Ben A. Okoro", "Ben", "A.", "Okoro", "", "Ben-yo", "", "", "Mr.", "III", "B.X.Z.", "Benny", "Ben O", "Smith", "1980-02-29",
    "male", "Austin", "net 30", "ldap.example", "12", "Baker", "Chess", "Normal", "High", "Leads", "A note", "en",
    "https://p.example/b.jpg", "* Friends ::: VIP ::: * My Contacts", "* Work", "ben@o.example", "Mobile", "512-555-0134",
    "Work", "", "5 Elm St", "Austin", "", "TX", "78701", "US", "Ste 4", "Work", "Okoro Bakery", "Oh-ko-ro", "Owner", "Front",
    "OKB", "Main St", "Bakes", "Home Page", "https://okoro.example", "Lockbox", "1234",
]  # fmt: skip
OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,"
    "Business Street 3,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,"
    "Home Street 2,Home Street 3,Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other Street 2,"
    "Other Street 3,Other City,Other State,Other Postal Code,Other Country/Region,Assistant's Phone,Business Fax,"
    "Business Phone,Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,Home Phone 2,ISDN,"
    "Mobile Phone,Other Fax,Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,Anniversary,"
    "Assistant's Name,Billing Information,Birthday,Business Address PO Box,Categories,Children,Directory Server,"
    "E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,"
    "E-mail 3 Address,E-mail 3 Type,E-mail 3 Display Name,Gender,Government ID Number,Hobby,Home Address PO Box,"
    "Initials,Internet Free Busy,Keywords,Language,Location,Manager's Name,Mileage,Notes,Office Location,"
    "Organizational ID Number,Other Address PO Box,Priority,Private,Profession,Referred By,Sensitivity,Spouse,User 1,"
    "User 2,User 3,User 4,Web Page"
)
GERMAN = (
    "Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,Abteilung,Position,Straße geschäftlich,Straße geschäftlich 2,"
    "Straße geschäftlich 3,Ort geschäftlich,Region geschäftlich,Postleitzahl geschäftlich,Land/Region geschäftlich,"
    "Straße privat,Straße privat 2,Straße privat 3,Ort privat,Bundesland/Kanton privat,Postleitzahl privat,"
    "Land/Region privat,Telefon geschäftlich,Telefon (privat),Mobiltelefon,Abrechnungsinformation,Geburtstag,Geschlecht,"
    "E-Mail-Adresse,E-Mail-Typ,E-Mail: Angezeigter Name,Empfohlen von,Jahrestag,Kategorien,Notizen,Ort,Partner,Priorität,"
    "Privat,Regierungs-Nr.,Vertraulichkeit,Webseite"
)
GERMAN_ROW = [
    "Herr", "Jürgen", "", "Groß", "", "Haus & Hof", "Verkauf", "Makler", "Ring 1", "", "", "Köln", "NRW", "50667",
    "Deutschland", "Weg 2", "", "", "Bonn", "", "53111", "Deutschland", "0221 555013", "", "+49 170 5550134", "", "12.3.1975",
    "Keine Angabe", "jg@haus.example", "SMTP", "Jürgen Groß (jg@haus.example)", "Ute Klein", "0.0.00", "Käufer;VIP",
    "Mag Seen", "Büro 3", "Eva Groß", "Normal", "Falsch", "123-45", "Normal", "https://haus.example",
]  # fmt: skip
FRENCH = (
    "Titre,Prénom,Deuxième prénom,Nom,Suffixe,Société,Service,Titre,Rue (bureau),Ville (bureau),Code postal (bureau),"
    "Pays/Région (bureau),Téléphone (bureau),Tél. mobile,Adresse de messagerie,Type de messagerie,Anniversaire,Catégories,"
    "Notes,Conjoint(e),Code gouvernement,Page Web"
)
FRENCH_ROW = [
    "M.", "Éloi", "", "Noël", "", "Immo", "Ventes", "Directeur", "1 rue du Lac", "Lyon", "69001", "France", "04 72 55 01 34",
    "+33 6 55 50 13 40", "eloi@immo.example", "SMTP", "14/07/1980", "Acheteurs", "Note", "Zoé Noël", "180", "immo.example",
]  # fmt: skip
SPANISH = (
    "Título,Nombre,Segundo nombre,Apellidos,Sufijo,Organización,Departamento,Puesto,Calle del trabajo,Ciudad de trabajo,"
    "Código postal del trabajo,Teléfono del trabajo,Teléfono móvil,Dirección de correo electrónico,Cumpleaños,Categorías,"
    "Notas,Cónyuge,Página web"
)
SPANISH_ROW = [
    "Sr.", "José", "", "Núñez", "", "Casas", "Ventas", "Agente", "Calle 1", "Madrid", "28001", "+34 915 550 134",
    "+34 655 501 340", "jose@casas.example", "25/12/1970", "Clientes", "Nota", "Ana Ruiz", "casas.example",
]  # fmt: skip
OUTLOOK_COM = (
    "Title,First Name,Middle Name,Last Name,Suffix,Given Name Yomi,Family Name Yomi,Home Street,Home City,Home State,"
    "Home Postal Code,Home Country,Company,Department,Job Title,Office Location,Business Street,Business City,"
    "Business State,Business Postal Code,Business Country,E-mail Address,E-mail Type,Mobile Phone,Notes,Spouse,Web Page"
)
OUTLOOK_COM_ROW = [
    "Ms", "Mei", "", "Wang", "", "May", "Wong", "3 Oak Ave", "Boise", "ID", "83702", "USA", "Wang LLP", "Law", "Partner", "7B",
    "9 Main St", "Boise", "ID", "83703", "USA", "mei@wang.example", "SMTP", "208-555-0134", "n", "Li Wang", "wang.example",
]  # fmt: skip
GENERIC = (
    "Full name,Email address,Phone 2,Mobile,Company name,Address line 1,City,State,ZIP,DOB,Tags,Comments,Lead source,"
    "Stage,Rating,Last contacted,Next step,Due date,Spouse,Referred by,SMS opt-in,Lockbox code,SSN"
)
GENERIC_ROW = [
    "Maria de la Cruz", "maria@cruz.example", "512 555 0199", "512 555 0134", "Cruz Co", "7 Bay St", "Austin", "TX", "78701",
    "3/14/1988", "buyer; lake", "Two dogs", "Open house", "Hot Prospects", "warm", "2026-03-01", "Call about lake",
    "2026-05-02", "Juan Cruz", "Grace Lee", "yes", "1234", "000-00-0000",
]  # fmt: skip


def read(folder, heading: str, *rows: list[str], encoding: str = "utf-8", delimiter: str = ","):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(next(csv.reader([heading])))
    writer.writerows(rows)
    path = folder / "people.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    file = open_contacts(path)
    return file, list(file.drafts())


def texts_in(value: object) -> list[str]:
    """Every text in a draft, however deep, and days as their parts."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, KeyDate):
        return [
            value.kind,
            f"{value.year or ''}-{value.month:02d}-{value.day:02d}",
            f"--{value.month:02d}-{value.day:02d}",
        ]
    if isinstance(value, tuple):
        return [text for part in value for text in texts_in(part)]
    return []


# Cells that say nothing of anybody; what they are is written down here, so that nothing slips.
SILENT = {
    "* myContacts",
    "* My Contacts",
    "SMTP",
    "Keine Angabe",
    "Normal",
    "Falsch",
    "0.0.00",
    "0/0/00",
    "False",
    "Unspecified",
}
DAYS = {" --05-12": "--05-12", "2009-06-20": "2009-06-20", "12.3.1975": "1975-03-12", "14/07/1980": "1980-07-14",
        "25/12/1970": "1970-12-25", "3/14/1988": "1988-03-14"}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "row", "key"),
    [
        (GOOGLE, GOOGLE_ROW, "google"),
        (GOOGLE.replace("E-mail", "Email"), GOOGLE_ROW, "google"),
        (OLD, OLD_ROW, "google-old"),
        (GERMAN, GERMAN_ROW, "outlook"),
        (FRENCH, FRENCH_ROW, "outlook"),
        (SPANISH, SPANISH_ROW, "outlook"),
        (OUTLOOK_COM, OUTLOOK_COM_ROW, "outlook-com"),
        (OUTLOOK, [f"{name} x" for name in next(csv.reader([OUTLOOK]))], "outlook"),
        (
            OUTLOOK.replace("Country/Region", "Country"),
            [f"{n} old" for n in next(csv.reader([OUTLOOK]))],
            "outlook",
        ),
        (GENERIC, GENERIC_ROW, "generic"),
    ],
    ids=[
        "google",
        "template",
        "old",
        "german",
        "french",
        "spanish",
        "outlook.com",
        "outlook",
        "older",
        "generic",
    ],
)
def test_every_cell_finds_its_place(tmp_path, heading, row, key):
    row = list(row)
    names = next(csv.reader([heading]))
    assert len(names) == len(row)
    if key == "outlook" and len(names) == 92:
        for name in ("Birthday", "Anniversary"):
            row[names.index(name)] = "0/0/00"
        for name in ("E-mail Type", "E-mail 2 Type", "E-mail 3 Type"):
            row[names.index(name)] = "SMTP"
    file, (draft,) = read(tmp_path, heading, row)
    assert file.mapping.format == key
    assert draft.problems == ()
    told = {" ".join(words(text)) for text in texts_in(draft)}
    everything = " ".join(texts_in(draft))
    for name, cell in zip(names, row, strict=True):
        if name in file.mapping.left_out or not cell:
            continue
        for part in (DAYS.get(piece, piece) for piece in cell.split(" ::: ")):
            if part in SILENT or part == "yes":
                continue
            found = " ".join(words(part)) in told or part.removeprefix("* ") in everything
            assert found or set(words(part)) <= set(words(everything)), f"{name}: {part!r} is lost"
    assert not any(
        cell in texts_in(draft)
        for name, cell in zip(names, row, strict=True)
        if name in file.mapping.left_out
    )


def test_google_is_read_as_it_means(tmp_path):
    _file, (draft,) = read(tmp_path, GOOGLE, GOOGLE_ROW)
    assert (draft.prefix, draft.first, draft.middle, draft.last, draft.suffix) == (
        "Dr.",
        "Ana",
        "María",
        "López",
        "Jr.",
    )
    assert draft.phonetic == "Ah-na Lo-pez"
    assert (draft.company, draft.job_title, draft.department) == ("Lake Homes", "Broker", "Sales")
    assert draft.emails == (
        ("Home", "ana@l.example"),
        ("Home", "ana2@l.example"),
        ("Work", "ana@work.example"),
    )
    assert [text for _label, text in draft.phones] == [
        "+41 44 668 18 00",
        "+41 79 555 01 34",
        "(415) 555-0134",
    ]
    assert draft.tags == ("coworkers", "Buyers")
    assert draft.dates == (KeyDate("anniversary", 2009, 6, 20), KeyDate("birthday", None, 5, 12))
    assert draft.addresses == (
        Address(
            "Home",
            "1 Lake Rd",
            "Floor 2",
            "PO 7",
            "Zug",
            "ZG",
            "6300",
            "CH",
            "1 Lake Rd\nGate code 7\nZug 6300",
        ),
    )
    assert ("Spouse", "Beat Huber") in draft.relations
    assert ("Budget", "900000") in draft.own
    assert draft.note == "Likes lakes.\nCall after five."


def test_a_formatted_address_that_says_no_more_is_not_kept(tmp_path):
    row = [""] * len(GOOGLE_ROW)
    names = GOOGLE.split(",")
    for name, value in {
        "First Name": "A", "Address 1 - Formatted": "5 Elm St\nAustin, TX 78701\nUS", "Address 1 - Street": "5 Elm St",
        "Address 1 - City": "Austin", "Address 1 - Region": "TX", "Address 1 - Postal Code": "78701", "Address 1 - Country": "US",
    }.items():  # fmt: skip
        row[names.index(name)] = value
    _file, (draft,) = read(tmp_path, GOOGLE, row)
    assert draft.addresses[0].formatted == ""


def test_mere_correspondents_are_marked(tmp_path):
    row = [""] * len(GOOGLE_ROW)
    row[GOOGLE.split(",").index("Labels")] = "* Other Contacts"
    row[GOOGLE.split(",").index("E-mail 1 - Value")] = "x@y.example"
    _file, (draft,) = read(tmp_path, GOOGLE, row)
    assert draft.is_correspondent
    assert draft.tags == ()


def test_outlook_is_read_as_it_means(tmp_path):
    file, (draft,) = read(tmp_path, GERMAN, GERMAN_ROW, encoding="cp1252", delimiter=";")
    assert file.table.encoding == "cp1252"
    assert (draft.prefix, draft.first, draft.last, draft.company) == ("Herr", "Jürgen", "Groß", "Haus & Hof")
    assert draft.dates == (KeyDate("birthday", 1975, 3, 12),)
    assert draft.tags == ("Käufer", "VIP")
    assert draft.referred_by == "Ute Klein"
    assert draft.relations == (("spouse", "Eva Groß"),)
    assert [address.label for address in draft.addresses] == ["Work", "Home"]
    assert file.mapping.left_out == ("Regierungs-Nr.",)
    assert "123-45" not in texts_in(draft)
    assert draft.own == (("Ort", "Büro 3"),)


def test_a_word_for_two_columns_goes_by_their_order(tmp_path):
    _file, (draft,) = read(tmp_path, FRENCH, FRENCH_ROW)
    assert (draft.prefix, draft.job_title) == ("M.", "Directeur")
    assert draft.dates == (KeyDate("birthday", 1980, 7, 14),)


def test_exchange_addresses_are_kept_but_are_no_addresses(tmp_path):
    names = next(csv.reader([OUTLOOK]))
    row = [""] * 92
    row[names.index("First Name")] = "Ann"
    row[names.index("E-mail Address")] = "/o=ExchangeLabs/ou=Group/cn=ann"
    row[names.index("E-mail Type")] = "EX"
    _file, (draft,) = read(tmp_path, OUTLOOK, row)
    assert draft.emails == ()
    assert draft.own == (("E-mail Address (Exchange)", "/o=ExchangeLabs/ou=Group/cn=ann"),)


def test_plain_headings_speak_for_themselves(tmp_path):
    file, (draft,) = read(tmp_path, GENERIC, GENERIC_ROW)
    assert (draft.full, draft.first, draft.last) == ("Maria de la Cruz", "Maria", "de la Cruz")
    assert dict(draft.phones) == {"": "512 555 0199", "Mobile": "512 555 0134"}
    assert draft.dates == (KeyDate("birthday", 1988, 3, 14),)
    assert (draft.stage, draft.temperature, draft.source) == ("Hot Prospects", "warm", "Open house")
    assert (draft.next_step, draft.next_step_on, draft.last_contact) == (
        "Call about lake",
        "2026-05-02",
        "2026-03-01",
    )
    assert draft.permissions == (("text", "given"),)
    assert draft.tags == ("buyer", "lake")
    assert file.mapping.left_out == ("SSN",)
    assert file.mapping.kept_as_own == ("Lockbox code",)


@pytest.mark.parametrize(
    ("heading", "targets"),
    [
        (
            "Nombre,Apellidos,Correo electrónico,Teléfono móvil,Etiquetas",
            ["first", "last", "email:1", "phone:1=Mobile", "tags"],
        ),
        (
            "Vorname,Nachname,E-Mail,Telefon,PLZ,Notizen",
            ["first", "last", "email:1", "phone:1", "postal_code:1", "note"],
        ),
        ("Prénom,Nom,Courriel,Portable,Ville", ["first", "last", "email:1", "phone:1=Mobile", "city:1"]),
        (
            "First Name,Last Name,Email Address,Company,Position",
            ["first", "last", "email:1", "company", "job_title"],
        ),
        ("name,email 1,email 2,work phone", ["full", "email:1", "email:2", "phone:1=Work"]),
    ],
)
def test_four_languages(heading, targets):
    mapping = recognise(tuple(heading.split(",")))
    assert mapping is not None
    assert [target_text(target) for target in mapping.targets] == targets
    assert [target_of(text) for text in targets] == list(mapping.targets)


def test_a_table_without_people_is_refused(tmp_path):
    with pytest.raises(FileProblem, match="says who somebody is"):
        read(tmp_path, "Amount,Rate", ["1", "2"])


def test_a_mapping_can_be_changed(tmp_path):
    file, _drafts = read(tmp_path, "Name,Kontaktweg,X", ["Ann Hill", "ann@h.example", "y"])
    changed = file.mapped(file.mapping.changed({"kontaktweg": "email:1=Work"}))
    (draft,) = changed.drafts()
    assert draft.emails == (("Work", "ann@h.example"),)
    assert changed.mapping.to_json()["columns"]["Kontaktweg"] == "email:1=Work"
    for wrong in ({"Nope": "email"}, {"X": "shoe size"}, {"X": "email:two"}):
        with pytest.raises(FileProblem):
            file.mapping.changed(wrong)


def test_cells_beyond_the_heading_are_kept(tmp_path):
    _file, (draft,) = read(tmp_path, "Name,Email", ["Ann Hill", "ann@h.example", "", "more"])
    assert draft.own == (("Column 4", "more"),)


def test_impossible_days_fail_and_other_texts_are_kept(tmp_path):
    _file, (one, two) = read(tmp_path, "Name,Birthday", ["Ann", "1987-02-31"], ["Bob", "in May"])
    assert [problem.kind for problem in one.problems] == ["date"]
    assert one.problems[0].column == "Birthday"
    assert two.problems == ()
    assert two.own == (("Birthday", "in May"),)


@pytest.mark.parametrize(
    ("rows", "order"),
    [(["3/4/2020", "25/12/2019"], "day first"), (["3/4/2020", "12/25/2019"], "month first")],
)
def test_the_order_of_days_is_proven_by_a_row(tmp_path, rows, order):
    file, drafts = read(tmp_path, "Name,Birthday", *(["A", day] for day in rows))
    assert file.order == order
    assert drafts[0].dates[0][2:] == ((3, 4) if order == "month first" else (4, 3))


def test_a_draft_is_a_plain_tuple():
    draft = ContactDraft(3, first="Ann", last="Hill")
    assert draft.name == "Ann Hill"
    assert ContactDraft(3, company="Acme").name == "Acme"
