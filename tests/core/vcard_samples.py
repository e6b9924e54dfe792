"""Cards as the programs of the world write them, for tests: each with its own habits."""

from __future__ import annotations

import base64

# The smallest images there are.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"


def folded(name: str, content: bytes, width: int = 74) -> str:
    """A property with base64, folded as address books do."""
    text = name + base64.b64encode(content).decode()
    return "\n ".join(text[n : n + width] for n in range(0, len(text), width))


APPLE = f"""BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 17.4//EN
N:López;Ana;María;Dr.;Jr.
FN:Dr. Ana María López Jr.
NICKNAME:Anita
X-PHONETIC-FIRST-NAME:Ah-na
X-PHONETIC-LAST-NAME:Lo-pez
ORG:Lake Homes;Sales;West
TITLE:Broker
item1.EMAIL;type=INTERNET:ana@lopez.example
item1.X-ABLabel:_$!<Home>!$_
EMAIL;type=INTERNET;type=WORK;type=pref:ana@work.example
item2.EMAIL;type=INTERNET:ana@lake.example
item2.X-ABLabel:Lake house
TEL;type=CELL;type=VOICE;type=pref:+1 (415) 555-0134
TEL;type=IPHONE;type=CELL;type=VOICE:+1 415 555 0135
TEL;type=WORK;type=FAX:+1 415 555 0136
item3.TEL:+41 44 668 18 00
item3.X-ABLabel:Zürich\\, office
item4.ADR;type=HOME;type=pref:;;1 Lake Rd\\nFloor 2;Zug;ZG;6300;Schweiz
item4.X-ABADR:ch
item5.ADR:;;9 Bay St;Boise;ID;83702;
item5.X-ABLabel:_$!<Other>!$_
item5.X-ABADR:us
item6.URL;type=pref:https\\://ana.example/homes
item6.X-ABLabel:_$!<HomePage>!$_
BDAY;value=date;X-APPLE-OMIT-YEAR=1604:1604-05-12
item7.X-ABDATE;type=pref:2009-06-20
item7.X-ABLabel:_$!<Anniversary>!$_
item8.X-ABDATE:2021-03-01
item8.X-ABLabel:Moved in
item9.X-ABRELATEDNAMES;type=pref:Beat Huber
item9.X-ABLabel:_$!<Spouse>!$_
item10.X-ABRELATEDNAMES:Mia Huber
item10.X-ABLabel:_$!<Child>!$_
item11.IMPP;X-SERVICE-TYPE=Skype;type=HOME;type=pref:skype:ana.lake
X-SOCIALPROFILE;type=linkedin;x-user=anal:https://www.linkedin.com/in/anal
NOTE:Likes lakes\\, dogs\\; no cats.\\nCall after five. A long line that is folded b
 y the phone after so many octets
CATEGORIES:Buyers,VIP
UID:5AC2D8-7
REV:2024-03-01T10:00:00Z
X-ABUID:5AC2D8-7:ABPerson
{folded("PHOTO;ENCODING=b;TYPE=JPEG:", JPEG * 20)}
END:VCARD
BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 14.4//EN
N:;;;;
FN:Bay Title Co
ORG:Bay Title Co;
item1.TEL;type=MAIN:512-555-0100
X-ABShowAs:COMPANY
UID:FIRM-1
END:VCARD
BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 14.4//EN
N:Lake people;;;;
FN:Lake people
X-ADDRESSBOOKSERVER-KIND:group
X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:5AC2D8-7
X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:FIRM-1
UID:GROUP-1
END:VCARD
"""
GOOGLE = """BEGIN:VCARD
VERSION:3.0
FN:Mr. Ben A. Okoro III
N:Okoro;Ben;A.;Mr.;III
NICKNAME:Benny
EMAIL;TYPE=INTERNET;TYPE=HOME:ben@okoro.example
TEL;TYPE=CELL:512-555-0134
TEL;TYPE=WORK:+15125550135
ADR;TYPE=HOME:;;5 Elm St;Austin;TX;78701;US
item1.ADR:;Ste 4;7 Oak Ave;Austin;TX;78702;US
item1.X-ABLabel:Rental
ORG:Okoro Bakery;Front
TITLE:Owner
BDAY:--02-29
item2.URL:http\\://www.google.com/profiles/123
item2.X-ABLabel:PROFILE
item3.X-ABDATE:2015-07-04
item3.X-ABLabel:First visit
item4.X-ABRELATEDNAMES:Ruth Okoro
item4.X-ABLabel:_$!<Mother>!$_
X-PHONETIC-LAST-NAME:Oh-ko-ro
NOTE:Bakes bread.
CATEGORIES:myContacts,Friends
PHOTO:https://lh3.googleusercontent.example/contacts/abc
END:VCARD
"""
OUTLOOK = f"""BEGIN:VCARD
VERSION:2.1
X-MS-OL-DEFAULT-POSTAL-ADDRESS:2
N;LANGUAGE=de;CHARSET=Windows-1252:Gro\u00df;J\u00fcrgen;;Herr
FN;CHARSET=Windows-1252:J\u00fcrgen Gro\u00df
ORG;CHARSET=Windows-1252:Haus & Hof;Verkauf
TITLE:Makler
NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=Windows-1252:Erste Zeile=0D=0A=
Zweite Zeile: K=E4ufer, 50=25=0D=0A
TEL;WORK;VOICE:0221 555013
TEL;CELL;VOICE:+49 170 5550134
TEL;WORK;FAX:0221 555014
ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE;CHARSET=Windows-1252:;;Ring 1=0D=0AHinterhaus;K=F6ln;NRW;50667;Deutschland
LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE;CHARSET=Windows-1252:Ring 1=0D=0AHinterhaus=0D=0A=
50667 K=F6ln
X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://schemas.microsoft.com/office/outlook/12/electronicbusinesscards"/>
URL;WORK:https://haus.example
ROLE:Chef
BDAY:19750312
X-MS-SPOUSE;N:Eva Gro\u00df
X-MS-MANAGER:Ute Klein
X-MS-IMADDRESS:jg@im.example
EMAIL;PREF;INTERNET:jg@haus.example
{folded("PHOTO;TYPE=PNG;ENCODING=BASE64:", PNG, 72).replace(":iV", chr(58) + chr(10) + " iV", 1)}

X-MS-CARDPICTURE;TYPE=GIF;ENCODING=BASE64:
 {base64.b64encode(GIF).decode()}

REV:20240301T100000Z
END:VCARD
"""
ANDROID = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4C=C3=B3=70=65=7A;=41=6E=61;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=41=6E=61=20=4C=C3=B3=70=65=7A
X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Anita;1;;;;;;;;;;;;;
X-ANDROID-CUSTOM;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:vnd.android.cursor.item/contact_event;2011-09-03;0;Schl=C3=BCssel=C3=BCbergabe;;;;;;;;;;;;
X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Juan Cruz;14;;;;;;;;;;;;;
TEL;CELL;PREF:512-555-0134
TEL;X-Lockbox:1234
TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=4B=C3=BC=63=68=65):5125550199
EMAIL;HOME:ana@cruz.example
ADR;HOME;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;=37=20=42=61=79=20=53=74;=
=41=75=73=74=69=6E;TX;78701;
BDAY:1988-03-14
X-SKYPE-USERNAME:ana.skype
X-PHONETIC-FIRST-NAME:Ana-fon
END:VCARD
"""
THUNDERBIRD = """BEGIN:VCARD
VERSION:4.0
FN:Mei Wang
N:Wang;Mei;;;
EMAIL;PREF=1;TYPE=work:mei@wang.example
EMAIL;TYPE=home:mei@home.example
TEL;VALUE=URI;TYPE="voice,cell";PREF=1:tel:+1-208-555-0134
TEL;TYPE=work;VALUE=uri:tel:+1-208-555-0199;ext=22
ADR;TYPE=work;LABEL="Suite 7\\nWang LLP, 3 Oak Ave, Boise":;;3 Oak Ave;Boise;ID;83702;USA
ORG:Wang LLP;Law
TITLE:Partner
ROLE:Conveyancer
BDAY:--0512
ANNIVERSARY:20090620
GENDER:F
LANG;PREF=1:zh
TZ:America/Boise
GEO:geo:43.6,-116.2
KIND:individual
RELATED;TYPE=spouse;VALUE=text:Li Wang
RELATED;TYPE=friend:urn:uuid:ben-1
IMPP:xmpp:mei@chat.example
URL;VALUE=URL:https://wang.example
NOTE:Prefers letters.
CATEGORIES:Law,Referral partner
HOBBY;LEVEL=high:Sailing
X-CUSTOM1;VALUE=TEXT:Gate code 7
UID:mei-1
CLIENTPIDMAP:1;urn:uuid:x
KEY:data:application/pgp-keys;base64,bWF0
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Ben Ray
UID:urn:uuid:ben-1
EMAIL:ben@ray.example
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:group
FN:Board
MEMBER:mei-1
MEMBER:mailto:ben@ray.example
END:VCARD
"""
OLD = """begin:vcard
fn:Carl Dean
n:Dean;Carl
org:Dean Farms;
adr:;;4 Farm Rd;Gary;IN;46401;USA
email;internet:carl@dean.example
tel;work:219 555 0134
tel;fax:219 555 0135
tel;pager:219 555 0136
note;quoted-printable:Line one=0D=0A=
Line two
x-mozilla-html:FALSE
url:http://dean.example
version:2.1
AGENT:
BEGIN:VCARD
VERSION:2.1
N:Field;Ida
TEL:219 555 0199
END:VCARD
SORT-STRING:Farmer Dean
CLASS:PRIVATE
X-EVOLUTION-FILE-AS:Dean\\, Carl
X-SPOUSE:Dora Dean
X-ICQ:123456
end:vcard
"""
SAMPLES = {
    "apple": APPLE,
    "google": GOOGLE,
    "outlook": OUTLOOK,
    "android": ANDROID,
    "thunderbird": THUNDERBIRD,
    "old": OLD,
}
