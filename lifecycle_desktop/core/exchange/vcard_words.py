"""Words of vCards: what types of numbers mean, Apple's and Android's labels, and what says nothing of anybody."""

from __future__ import annotations

import re

from lifecycle_desktop.core.i18n import _

# Types that say how a number is written or delivered, not whose or which it is.
_SILENT_TYPES = frozenset(
    {
        "internet",
        "pref",
        "voice",
        "smtp",
        "text",
        "dom",
        "intl",
        "postal",
        "parcel",
        "x-internet",
        "uri",
        "sip",
    }
)
_TYPE_WORDS = {
    "cell": "Mobile", "mobile": "Mobile", "home": "Home", "work": "Work", "fax": "Fax", "pager": "Pager",
    "main": "Main", "other": "Other", "iphone": "iPhone", "car": "Car", "school": "School", "video": "Video",
    "textphone": "Textphone", "isdn": "ISDN", "bbs": "BBS", "msg": "Messages", "modem": "Modem", "pcs": "PCS",
}  # fmt: skip
_FIRST = ("work", "home", "school", "other")
_APPLE = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
KINDS_OF_DATE = {
    "birthday": "birthday", "anniversary": "anniversary", "wedding anniversary": "anniversary", "closing": "closing",
}  # fmt: skip

# What a program wrote for itself: no value of anybody.
SILENT = frozenset(
    {
        "VERSION", "PRODID", "REV", "UID", "CLIENTPIDMAP", "PROFILE", "X-ABUID", "X-ABSHOWAS", "X-ABADR", "X-ABLABEL",
        "X-IMAGETYPE", "X-IMAGEHASH", "X-MS-OL-DESIGN", "X-MS-OL-DEFAULT-POSTAL-ADDRESS", "X-MOZILLA-HTML",
        "X-ADDRESSBOOKSERVER-KIND", "X-ADDRESSBOOKSERVER-MEMBER", "X-SHARED-PHOTO-DISPLAY-PREF",
        "X-APPLE-SUBADMINISTRATIVEAREA-PREF", "X-LD-VERSION", "X-LD-NOT-IMPORTED",
    }
)  # fmt: skip
MESSENGERS = {
    "X-AIM": "AIM", "X-ICQ": "ICQ", "X-JABBER": "Jabber", "X-MSN": "MSN", "X-YAHOO": "Yahoo", "X-QQ": "QQ",
    "X-SKYPE": "Skype", "X-SKYPE-USERNAME": "Skype", "X-GOOGLE-TALK": "Google Talk", "X-GTALK": "Google Talk",
    "X-GADUGADU": "Gadu-Gadu", "X-GROUPWISE": "GroupWise", "X-TWITTER": "Twitter", "X-MS-IMADDRESS": "Messenger",
    "X-EVOLUTION-VIDEO-URL": "Video", "X-EVOLUTION-BLOG-URL": "Blog", "X-MATRIX": "Matrix", "X-TELEGRAM": "Telegram",
    "X-WHATSAPP": "WhatsApp", "X-SIP": "SIP",
}  # fmt: skip
RELATIVES = {
    "X-SPOUSE": "Spouse", "X-EVOLUTION-SPOUSE": "Spouse", "X-KADDRESSBOOK-X-SPOUSESNAME": "Spouse",
    "X-MS-SPOUSE": "Spouse", "X-MS-CHILD": "Child", "X-MANAGER": "Manager", "X-EVOLUTION-MANAGER": "Manager",
    "X-MS-MANAGER": "Manager", "X-KADDRESSBOOK-X-MANAGERSNAME": "Manager", "X-ASSISTANT": "Assistant",
    "X-EVOLUTION-ASSISTANT": "Assistant", "X-MS-ASSISTANT": "Assistant",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": "Assistant",
}  # fmt: skip
PHONES = {"X-MS-TEL": "", "X-EVOLUTION-COMPANY": "Company", "X-ABPHONE": ""}
DATES = {
    "BDAY": "birthday", "ANNIVERSARY": "anniversary", "X-ANNIVERSARY": "anniversary", "DEATHDATE": "Death",
    "X-EVOLUTION-ANNIVERSARY": "anniversary", "X-KADDRESSBOOK-X-ANNIVERSARY": "anniversary",
    "X-MS-ANNIVERSARY": "anniversary", "X-WAB-WEDDING_ANNIVERSARY": "anniversary", "X-DEATHDATE": "Death",
}  # fmt: skip
PHONETIC = {"X-PHONETIC-FIRST-NAME": 0, "X-PHONETIC-MIDDLE-NAME": 1, "X-PHONETIC-LAST-NAME": 2}
# Properties of ours that are a field of a draft as they stand.
OURS = {
    "X-LD-SOURCE": "source", "X-LD-STAGE": "stage", "X-LD-TEMPERATURE": "temperature", "X-LD-WANT": "want",
    "X-LD-LAST-CONTACT": "last_contact", "X-LD-NEXT-STEP": "next_step", "X-LD-NEXT-STEP-ON": "next_step_on",
    "X-LD-REFERRED-BY": "referred_by", "X-LD-PHONETIC-NAME": "phonetic",
}  # fmt: skip
# android.provider.ContactsContract.CommonDataKinds: codes of Event and Relation.
ANDROID_EVENTS = {"1": "anniversary", "2": "Other", "3": "birthday"}
ANDROID_RELATIONS = {
    "1": "Assistant", "2": "Brother", "3": "Child", "4": "Domestic partner", "5": "Father", "6": "Friend",
    "7": "Manager", "8": "Mother", "9": "Parent", "10": "Partner", "11": "Referred by", "12": "Relative",
    "13": "Sister", "14": "Spouse",
}  # fmt: skip


def label_of_types(types: tuple[str, ...]) -> str:
    """The label that types come to: ("work", "fax", "pref") is "Work fax"; empty where they tell none."""
    told = [each for each in dict.fromkeys(types) if each not in _SILENT_TYPES and each]
    if not told:
        return ""
    if len(told) > 1:
        told.sort(key=lambda each: _FIRST.index(each) if each in _FIRST else len(_FIRST))
        if "fax" in told and "cell" not in told:
            told = [each for each in told if each != "fax"] + ["fax"]
    names = [_TYPE_WORDS.get(each) or _own_word(each) for each in told]
    return " ".join([names[0], *(name if name == "iPhone" else name.lower() for name in names[1:])])


def _own_word(text: str) -> str:
    bare = text.removeprefix("x-")
    return bare.capitalize() if bare.islower() else bare


# What is written for a label, where the types alone say it: `label_of_types` reads the same label again.
TYPES_OF_LABEL = {
    "Mobile": "CELL", "Home": "HOME", "Work": "WORK", "Fax": "FAX", "Pager": "PAGER", "Work fax": "WORK,FAX",
    "Home fax": "HOME,FAX", "Work mobile": "WORK,CELL", "Home mobile": "HOME,CELL",
}  # fmt: skip


def apple_label(text: str) -> str:
    """A label without the signs by which Apple marks one of its own: `_$!<Home>!$_` is "Home"."""
    found = _APPLE.fullmatch(text)
    return found[1] if found else text


def field_name(name: str) -> str:
    """What an own field is called that comes of a property."""
    told = {
        "BDAY": _("Birthday"), "GEO": _("Location"), "TZ": _("Time zone"), "LANG": _("Language"), "GENDER": _("Gender"),
        "X-GENDER": _("Gender"), "CLASS": _("Privacy"), "HOBBY": _("Hobby"), "INTEREST": _("Interest"),
        "EXPERTISE": _("Expertise"), "BIRTHPLACE": _("Birthplace"), "DEATHPLACE": _("Place of death"),
        "DEATHDATE": _("Death"), "CALURI": _("Calendar"), "FBURL": _("Free and busy times"),
        "IMPP": _("Messenger"), "X-SOCIALPROFILE": _("Social profile"), "MAILER": _("Mail program"),
    }.get(name)  # fmt: skip
    return told or name
