"""Words in the person's language: gettext for core, command line and window alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lifecycle_desktop.core.paths import resources

if TYPE_CHECKING:  # English needs no catalogue: the library is loaded for the other languages
    from gettext import NullTranslations

DOMAIN = "lifecycle_desktop"
LANGUAGES = ("en", "es")

_catalogue: NullTranslations | None = None
_language = "en"


def set_language(code: str) -> None:
    """Speak the language of `code` ("es", "es_MX", "en-CA"); English where there is no translation."""
    global _catalogue, _language
    short = code.replace("-", "_").split("_")[0].lower()
    _language = short if short in LANGUAGES else "en"
    if _language == "en":
        _catalogue = None
        return
    import gettext

    _catalogue = gettext.translation(
        DOMAIN, str(resources("translations")), languages=[_language], fallback=True
    )


def language() -> str:
    """The language now spoken, a code of `LANGUAGES`."""
    return _language


def _(text: str) -> str:
    """The text in the language now spoken."""
    return _catalogue.gettext(text) if text and _catalogue is not None else text


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a counted text that fits `count`."""
    if _catalogue is None:
        return one if count == 1 else many
    return _catalogue.ngettext(one, many, count)


def pgettext(context: str, text: str) -> str:
    """The text in the meaning that `context` names."""
    return text if _catalogue is None else _catalogue.pgettext(context, text)


def mark(text: str) -> str:
    """Mark a constant for translation where it is written down but not yet spoken."""
    return text
