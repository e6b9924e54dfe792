"""The words of spoken dates, English and Spanish, without accents and in small letters.

A phrase is written as its words with one blank between them. Both languages are understood at
once; where a word means two things, the language asked for decides.
"""

from __future__ import annotations

DAYS: dict[str, str] = {
    "now": "now",
    "right now": "now",
    "ahora": "now",
    "ahora mismo": "now",
    "today": "today",
    "hoy": "today",
    "tomorrow": "tomorrow",
    "tomorow": "tomorrow",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "manana": "tomorrow",
    "day after tomorrow": "day after",
    "the day after tomorrow": "day after",
    "pasado manana": "day after",
    "this morning": "this morning",
    "esta manana": "this morning",
    "this afternoon": "this afternoon",
    "esta tarde": "this afternoon",
    "this evening": "tonight",
    "tonight": "tonight",
    "esta noche": "tonight",
    "next week": "next week",
    "la proxima semana": "next week",
    "proxima semana": "next week",
    "la semana proxima": "next week",
    "semana proxima": "next week",
    "la semana que viene": "next week",
    "semana que viene": "next week",
    "la semana entrante": "next week",
    "this week": "end of week",
    "esta semana": "end of week",
    "end of week": "end of week",
    "end of the week": "end of week",
    "eow": "end of week",
    "weekend": "weekend",
    "the weekend": "weekend",
    "this weekend": "weekend",
    "fin de semana": "weekend",
    "el fin de semana": "weekend",
    "este fin de semana": "weekend",
    "next weekend": "next weekend",
    "el proximo fin de semana": "next weekend",
    "el fin de semana que viene": "next weekend",
    "next month": "next month",
    "el proximo mes": "next month",
    "proximo mes": "next month",
    "el mes proximo": "next month",
    "mes proximo": "next month",
    "el mes que viene": "next month",
    "mes que viene": "next month",
    "start of next month": "next month",
    "beginning of next month": "next month",
    "first of next month": "next month",
    "a principios del proximo mes": "next month",
    "principios del proximo mes": "next month",
    "end of month": "end of month",
    "end of the month": "end of month",
    "end of this month": "end of month",
    "month end": "end of month",
    "eom": "end of month",
    "fin de mes": "end of month",
    "a fin de mes": "end of month",
    "a finales de mes": "end of month",
    "finales de mes": "end of month",
    "fines de mes": "end of month",
    "a fines de mes": "end of month",
    "mid next month": "middle of next month",
    "middle of next month": "middle of next month",
    "a mediados del proximo mes": "middle of next month",
    "end of next month": "end of next month",
    "fin del proximo mes": "end of next month",
    "a fines del proximo mes": "end of next month",
    "a finales del proximo mes": "end of next month",
    "next quarter": "next quarter",
    "el proximo trimestre": "next quarter",
    "proximo trimestre": "next quarter",
    "end of quarter": "end of quarter",
    "end of the quarter": "end of quarter",
    "eoq": "end of quarter",
    "fin de trimestre": "end of quarter",
    "next year": "next year",
    "el proximo ano": "next year",
    "proximo ano": "next year",
    "el ano que viene": "next year",
    "end of year": "end of year",
    "end of the year": "end of year",
    "year end": "end of year",
    "eoy": "end of year",
    "fin de ano": "end of year",
    "a fin de ano": "end of year",
    "a finales de ano": "end of year",
}

WEEKDAYS: dict[str, int] = {
    "mon": 0, "monday": 0, "mondays": 0, "lunes": 0, "lun": 0,
    "tue": 1, "tues": 1, "tuesday": 1, "martes": 1,
    "wed": 2, "weds": 2, "wednesday": 2, "miercoles": 2, "mie": 2,
    "thu": 3, "thur": 3, "thurs": 3, "thursday": 3, "jueves": 3, "jue": 3,
    "fri": 4, "friday": 4, "viernes": 4, "vie": 4,
    "sat": 5, "saturday": 5, "sabado": 5, "sab": 5,
    "sun": 6, "sunday": 6, "domingo": 6, "dom": 6,
}  # fmt: skip

SPANISH_WEEKDAYS: dict[str, int] = {"mar": 1}
"""Short weekdays that mean a month in English."""

MONTHS: dict[str, int] = {
    "jan": 1, "january": 1, "enero": 1, "ene": 1,
    "feb": 2, "february": 2, "febrero": 2,
    "mar": 3, "march": 3, "marzo": 3,
    "apr": 4, "april": 4, "abril": 4, "abr": 4,
    "may": 5, "mayo": 5,
    "jun": 6, "june": 6, "junio": 6,
    "jul": 7, "july": 7, "julio": 7,
    "aug": 8, "august": 8, "agosto": 8, "ago": 8,
    "sep": 9, "sept": 9, "september": 9, "septiembre": 9, "setiembre": 9,
    "oct": 10, "october": 10, "octubre": 10,
    "nov": 11, "november": 11, "noviembre": 11,
    "dec": 12, "december": 12, "diciembre": 12, "dic": 12,
}  # fmt: skip

UNITS: dict[str, str] = {
    "m": "minutes", "min": "minutes", "mins": "minutes", "minute": "minutes", "minutes": "minutes",
    "minuto": "minutes", "minutos": "minutes",
    "h": "hours", "hr": "hours", "hrs": "hours", "hour": "hours", "hours": "hours", "hora": "hours",
    "horas": "hours", "hs": "hours",
    "d": "days", "day": "days", "days": "days", "dia": "days", "dias": "days",
    "w": "weeks", "wk": "weeks", "wks": "weeks", "week": "weeks", "weeks": "weeks", "semana": "weeks",
    "semanas": "weeks", "sem": "weeks",
    "fortnight": "fortnights", "fortnights": "fortnights", "quincena": "fortnights",
    "mo": "months", "mos": "months", "month": "months", "months": "months", "mes": "months", "meses": "months",
    "y": "years", "yr": "years", "yrs": "years", "year": "years", "years": "years", "ano": "years",
    "anos": "years",
}  # fmt: skip

NUMBERS: dict[str, int] = {
    "a": 1, "an": 1, "one": 1, "un": 1, "una": 1, "uno": 1,
    "two": 2, "dos": 2, "couple": 2, "a couple": 2, "a couple of": 2, "un par de": 2, "couple of": 2,
    "three": 3, "tres": 3, "a few": 3, "unos": 3, "unas": 3,
    "four": 4, "cuatro": 4, "five": 5, "cinco": 5, "six": 6, "seis": 6, "seven": 7, "siete": 7,
    "eight": 8, "ocho": 8, "nine": 9, "nueve": 9, "ten": 10, "diez": 10, "eleven": 11, "once": 11,
    "twelve": 12, "doce": 12, "quince": 15, "twenty": 20, "veinte": 20, "thirty": 30, "treinta": 30,
}  # fmt: skip

HALF_HOURS: frozenset[str] = frozenset({"half an hour", "half hour", "media hora", "a half hour"})
AFTER: frozenset[str] = frozenset({"in", "en", "dentro de", "within", "after"})
DAY_OF_MONTH: frozenset[str] = frozenset({"the", "el", "el dia", "dia", "para el", "on the", "by the"})
FROM_NOW: frozenset[str] = frozenset({"from now", "from today", "de ahora", "desde hoy", "a partir de hoy"})
FROM: frozenset[str] = frozenset({"from", "after", "desde", "despues de", "despues del", "a partir del"})

BEFORE_DAY: frozenset[str] = frozenset(
    {
        "on",
        "by",
        "due",
        "due on",
        "for",
        "until",
        "el",
        "la",
        "the",
        "para",
        "para el",
        "antes del",
        "hasta el",
    }
)
THIS: frozenset[str] = frozenset({"this", "este", "esta", "this coming", "coming"})
NEXT_CALENDAR: frozenset[str] = frozenset({"next"})
"""Before a weekday: the one of the week after this, counted from Monday."""
NEXT_COMING: frozenset[str] = frozenset({"proximo", "el proximo", "este proximo"})
COMING_AFTER: frozenset[str] = frozenset({"proximo", "que viene", "siguiente"})
OF: frozenset[str] = frozenset({"of", "de", "del"})
START_OF: frozenset[str] = frozenset(
    {"start of", "beginning of", "early", "principios de", "a principios de", "comienzos de"}
)
MIDDLE_OF: frozenset[str] = frozenset({"mid", "middle of", "mediados de", "a mediados de"})
END_OF: frozenset[str] = frozenset(
    {"end of", "late", "fin de", "finales de", "a finales de", "fines de", "a fines de"}
)
ORDINALS: frozenset[str] = frozenset({"st", "nd", "rd", "th", "ro", "do", "er"})

BEFORE_TIME: frozenset[str] = frozenset(
    {
        "at",
        "a las",
        "a la",
        "around",
        "about",
        "sobre las",
        "hacia las",
        "by",
        "from",
        "desde las",
        "para las",
    }
)
NOON: frozenset[str] = frozenset({"noon", "at noon", "midday", "mediodia", "al mediodia", "a mediodia"})
PARTS: dict[str, str] = {
    "morning": "morning", "in the morning": "morning", "por la manana": "morning", "en la manana": "morning",
    "de la manana": "morning", "a la manana": "morning",
    "afternoon": "afternoon", "in the afternoon": "afternoon", "por la tarde": "afternoon",
    "en la tarde": "afternoon", "de la tarde": "afternoon", "a la tarde": "afternoon",
    "evening": "evening", "in the evening": "evening", "night": "evening", "at night": "evening",
    "por la noche": "evening", "en la noche": "evening", "de la noche": "evening", "a la noche": "evening",
}  # fmt: skip
O_CLOCK: frozenset[str] = frozenset(
    {"o'clock", "o’clock", "oclock", "h", "hs", "hrs", "horas", "en punto", "sharp"}
)
HALF_PAST: frozenset[str] = frozenset({"half past"})
QUARTER_PAST: frozenset[str] = frozenset({"quarter past", "a quarter past"})
QUARTER_TO: frozenset[str] = frozenset({"quarter to", "a quarter to"})
AND_HALF: frozenset[str] = frozenset({"y media"})
AND_QUARTER: frozenset[str] = frozenset({"y cuarto"})
LESS_QUARTER: frozenset[str] = frozenset({"menos cuarto"})

MAY_FOLLOW_A_BARE_HOUR: frozenset[str] = frozenset({
    "about", "and", "at", "by", "for", "from", "if", "in", "on", "or", "re", "so", "then", "to", "until", "when",
    "with", "y", "o", "con", "de", "en", "para", "por", "si", "sobre", "que", "a", "al",
    "she", "he", "they", "we", "i", "her", "him", "them", "ella", "el", "ellos",
})  # fmt: skip
"""After a bare number another word would make it a count ("3 listings"), not an hour; these do not."""
