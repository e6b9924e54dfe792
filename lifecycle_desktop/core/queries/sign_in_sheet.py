"""The sign-in sheet of an open house, or an empty one for any: its words as they are printed."""

from __future__ import annotations

from collections.abc import Mapping

from lifecycle_desktop.core.model.kiosk_words import kiosk_words
from lifecycle_desktop.core.model.sign_in import AGENT, CHANNELS, OpenHouse, Wording
from lifecycle_desktop.core.model.sign_in_sheet import SignInSheet


def sheet_of(
    event: OpenHouse | None, wordings: Mapping[tuple[str, str], Wording], language: str = ""
) -> SignInSheet:
    """The sheet in the event's first language unless another is named; without an event the address is left out."""
    spoken = language or (event.setup.languages[0] if event is not None else "en")
    words = kiosk_words(spoken)
    when = words.when(event.on, event.setup.starts_at, event.setup.ends_at) if event is not None else ""
    offer = event.offer_in(words.language) if event is not None else ""
    return SignInSheet(
        title=event.address if event is not None else words("open_house"),
        when=when,
        lead=f"{words('please')}. {words('lead_offer', offer=offer)}" if offer else f"{words('please')}.",
        columns=tuple(words(key) for key in ("first_name", "last_name", "phone", "email", "agent")),
        agent=tuple(words(f"agent_{key}") for key in AGENT),
        ticks=tuple(
            (words(f"permission_{channel}"), wordings[channel, words.language].text) for channel in CHANNELS
        ),
        foot=_versions(wordings, words.language),
        language=words.language,
    )


def _versions(wordings: Mapping[tuple[str, str], Wording], language: str) -> str:
    """Which wording is printed, so that a sheet that is found later tells what was agreed to."""
    told = [wordings[channel, language] for channel in CHANNELS]
    return " · ".join(f"{each.channel} {each.language} {each.version}" for each in told)
