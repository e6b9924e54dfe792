"""The sign-in sheet on paper: what is printed over the lines that visitors write on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SignInSheet:
    """The words of the sheet, in the language of the visitors. `ticks` are (label, wording) of the permissions."""

    title: str
    when: str
    lead: str
    columns: tuple[str, ...]  # first name, last name, phone, email, agent
    agent: tuple[str, ...]
    ticks: tuple[tuple[str, str], ...]
    foot: str
    language: str = "en"
