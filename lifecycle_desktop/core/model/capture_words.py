"""The words that a capture line is understood by, English and Spanish.

Without accents, in small letters, a blank for the hyphen inside a word and for the dot of a site's name.
"""

from __future__ import annotations

from lifecycle_desktop.core.model.channel import Channel

TEMPERATURES: dict[str, str] = {
    "hot": "hot", "very hot": "hot", "hot lead": "hot", "hot buyer": "hot", "hot seller": "hot",
    "caliente": "hot", "muy caliente": "hot",
    "warm": "warm", "warm lead": "warm", "warm buyer": "warm", "warm seller": "warm", "lukewarm": "warm",
    "tibio": "warm", "tibia": "warm", "templado": "warm", "templada": "warm",
    "cold": "cold", "cold lead": "cold", "frio": "cold", "fria": "cold",
}  # fmt: skip

NOT_BEFORE_TEMPERATURE: frozenset[str] = frozenset({
    "a", "an", "the", "is", "was", "it", "too", "so", "not", "got", "gone", "feels", "kept", "or", "and", "of",
    "es", "muy", "esta", "no", "un", "una", "el", "la", "hace",
})  # fmt: skip
"""Before "hot" and its like these say that the weather or a room is meant."""

ACTIONS: dict[str, Channel] = {
    "call": Channel.CALL, "call back": Channel.CALL, "phone": Channel.CALL, "ring": Channel.CALL,
    "llamar": Channel.CALL, "llamarle": Channel.CALL, "llama": Channel.CALL, "llamada": Channel.CALL,
    "telefonear": Channel.CALL,
    "text": Channel.TEXT, "sms": Channel.TEXT, "message": Channel.TEXT, "whatsapp": Channel.TEXT,
    "mensaje": Channel.TEXT, "texto": Channel.TEXT, "mandar mensaje": Channel.TEXT,
    "enviar mensaje": Channel.TEXT,
    "email": Channel.EMAIL, "e mail": Channel.EMAIL, "mail": Channel.EMAIL, "send": Channel.EMAIL,
    "reply": Channel.EMAIL, "correo": Channel.EMAIL, "enviar": Channel.EMAIL, "mandar": Channel.EMAIL,
    "mandar correo": Channel.EMAIL, "enviar correo": Channel.EMAIL, "responder": Channel.EMAIL,
    "letter": Channel.LETTER, "write": Channel.LETTER, "card": Channel.LETTER, "send a card": Channel.LETTER,
    "send a letter": Channel.LETTER, "carta": Channel.LETTER, "escribir": Channel.LETTER,
    "postcard": Channel.POSTCARD, "tarjeta postal": Channel.POSTCARD,
    "meet": Channel.MEETING, "meeting": Channel.MEETING, "coffee": Channel.MEETING, "lunch": Channel.MEETING,
    "consult": Channel.MEETING, "appointment": Channel.MEETING, "appt": Channel.MEETING,
    "reunion": Channel.MEETING, "reunirse": Channel.MEETING, "cita": Channel.MEETING, "cafe": Channel.MEETING,
    "show": Channel.SHOWING, "showing": Channel.SHOWING, "tour": Channel.SHOWING, "mostrar": Channel.SHOWING,
    "visit": Channel.VISIT, "drop by": Channel.VISIT, "stop by": Channel.VISIT, "walk through": Channel.VISIT,
    "visitar": Channel.VISIT, "visita": Channel.VISIT,
    "gift": Channel.GIFT, "regalo": Channel.GIFT,
    "follow up": Channel.CALL, "followup": Channel.CALL, "check in": Channel.CALL,
    "touch base": Channel.CALL, "remind": Channel.OTHER, "seguimiento": Channel.CALL,
    "recordar": Channel.OTHER, "prepare": Channel.OTHER, "preparar": Channel.OTHER,
}  # fmt: skip

DETAILED_SOURCES: dict[str, str] = {
    "open house": "Open house", "openhouse": "Open house", "casa abierta": "Open house",
    "puertas abiertas": "Open house",
    "referred by": "Referral", "referral from": "Referral", "referral by": "Referral", "ref by": "Referral",
    "recommended by": "Referral", "sent by": "Referral", "referral": "Referral",
    "referida por": "Referral", "referido por": "Referral", "recomendado por": "Referral",
    "recomendada por": "Referral", "de parte de": "Referral",
}  # fmt: skip
"""After these the place or the person is part of the source."""

SOURCES: dict[str, str] = {
    "zillow": "Zillow", "realtor com": "Realtor.com", "redfin": "Redfin", "trulia": "Trulia",
    "homes com": "Homes.com", "craigslist": "Craigslist", "google": "Google", "google ads": "Google",
    "website": "Website", "web site": "Website", "web": "Website", "my website": "Website",
    "sitio web": "Website", "pagina web": "Website",
    "home value": "Home value page", "home value page": "Home value page",
    "valuation page": "Home value page",
    "sign": "Sign call", "sign call": "Sign call", "yard sign": "Sign call", "for sale sign": "Sign call",
    "letrero": "Sign call", "cartel": "Sign call",
    "facebook": "Facebook", "fb": "Facebook", "instagram": "Instagram", "ig": "Instagram", "tiktok": "TikTok",
    "youtube": "YouTube", "linkedin": "LinkedIn", "nextdoor": "Nextdoor",
    "postcard": "Postcard", "postcard reply": "Postcard", "mailer": "Postcard", "flyer": "Flyer",
    "postal": "Postcard", "volante": "Flyer",
    "door knock": "Door knock", "door knocking": "Door knock", "cold call": "Cold call",
    "walk in": "Walk-in", "sphere": "Sphere",
    "past client": "Past client", "cliente anterior": "Past client",
    "newspaper": "Newspaper", "ad": "Advertisement", "newsletter": "Newsletter", "market letter": "Newsletter",
    "radio": "Radio", "anuncio": "Advertisement", "farm": "Farm",
}  # fmt: skip

BEFORE_SOURCE: frozenset[str] = frozenset({
    "from", "via", "through", "source", "came from", "came in from", "found me on", "lead from", "from the",
    "de", "por", "desde", "vino de", "vino por",
})  # fmt: skip

BEFORE_PLACE: frozenset[str] = frozenset({
    "came to", "came to the", "met at", "met at the", "met at an",
    "at", "at the", "at an", "visited", "en", "conoci en",
})  # fmt: skip
"""Before a source that has a place, besides the words before any source."""

NAME_PARTICLES: frozenset[str] = frozenset({
    "al", "and", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e", "el", "ibn",
    "la", "las", "le", "los", "san", "santa", "ten", "ter", "van", "von", "y", "&", "zu",
})  # fmt: skip
"""Words in small letters that may stand inside a name."""

ABBREVIATIONS: frozenset[str] = frozenset({
    "mr", "mrs", "ms", "dr", "jr", "sr", "sra", "srta", "st", "ave", "av", "rd", "blvd", "apt", "no", "vs", "approx",
    "ext", "tel", "ph", "prof", "mt", "ft", "dept", "etc", "e.g", "i.e", "a.m", "p.m", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
})  # fmt: skip
"""A full stop after these does not end a sentence."""

NOT_A_NAME: frozenset[str] = frozenset({
    "a", "about", "an", "and", "asked", "asks", "at", "buyer", "called", "calls", "couple", "emailed", "for", "from",
    "guy", "has", "her", "his", "in", "is", "lady", "lead", "likes", "looking", "met", "needs", "new", "of", "on",
    "said", "seller", "someone", "texted", "the", "they", "this", "to", "wants", "with",
    "busca", "con", "cliente", "compradora", "comprador", "nueva", "nuevo", "para", "quiere", "un", "una", "vendedor",
})  # fmt: skip
"""Words in small letters that show that a stretch is not a name typed without capitals."""

PLACE_PARTICLES: frozenset[str] = frozenset(
    {"the", "at", "on", "of", "and", "de", "del", "la", "el", "los", "las", "y"}
)
"""Words in small letters that may stand inside a place or a person's name after a source."""

DANGLING: frozenset[str] = frozenset(
    {"on", "at", "by", "in", "for", "el", "a", "la", "las", "the", "and", "y"}
)
"""Words that make no sense at the end of a task once its date is taken out."""
