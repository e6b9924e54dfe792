"""Whose a purchase or activity of a file is: found by number, e-mail, phone or name, or somebody new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.draft import ContactDraft, RowProblem
from lifecycle_desktop.core.model.import_report import NEW, UPDATED, RowDecision, problem_text
from lifecycle_desktop.core.model.told_past import ToldActivity, ToldPurchase
from lifecycle_desktop.core.operations.import_people import KnownPeople, Match
from lifecycle_desktop.core.operations.import_prepared import PreparedDraft, prepared
from lifecycle_desktop.core.store.driver import ReadConnection

_REACH = (
    "SELECT EXISTS (SELECT 1 FROM contact_email WHERE contact_id = ?1) "
    "OR EXISTS (SELECT 1 FROM contact_phone WHERE contact_id = ?1)"
)


class Found(NamedTuple):
    """Whose a row is: a contact, somebody new (`contact_id` None), or nobody, with the reason why not.

    `brings` says that the row tells an address or number which the contact does not have yet.
    """

    contact_id: int | None = None
    problem: str = ""
    brings: bool = False


class PastPeople:
    """The people of one database, asked for by what rows tell of them; each answer is remembered.

    Somebody new of the file gets the next number, from `first_new` on.
    """

    def __init__(self, connection: ReadConnection, region: str, first_new: int) -> None:
        self._connection = connection
        self._region = region
        self.first_new = self._next_new = first_new
        self._people = KnownPeople(connection, with_places=False)
        self._found: dict[tuple[int | None, ContactDraft], Found] = {}
        self._bare: dict[int, bool] = {}

    def gather(
        self, rows: Iterable[ToldPurchase | ToldActivity]
    ) -> tuple[list[ContactDraft], dict[int, RowDecision]]:
        """Know who is new in a file, and what is new of those who are there, before any row is asked about.

        The drafts that bring it, and by their lines whose they are: a row may name somebody whom only a later one
        tells the address of.
        """
        drafts: list[ContactDraft] = []
        decisions: dict[int, RowDecision] = {}
        for row in rows:
            found = Found(problem=row.problem) if row.problem else self.whose(row.number, row.whose)
            if found.problem or not found.brings:
                continue
            person = prepared(row.whose, self._region)
            if isinstance(person, RowProblem):
                continue
            if found.contact_id is None:
                decisions[row.line] = RowDecision(NEW)
                self._people.add(self._next_new, person)
                self._next_new += 1
            else:
                decisions[row.line] = RowDecision(UPDATED, found.contact_id)
                self._people.also(found.contact_id, person)
            drafts.append(row.whose)
            self._found.clear()
        return drafts, decisions

    def whose(self, number: int | None, draft: ContactDraft) -> Found:
        """Whose a row is that names a contact's number and a person.

        A number counts only where nothing else of the row speaks against it: it may be another program's.
        Somebody new is made of a name with an e-mail address or phone, never of less.
        """
        key = (number, draft._replace(line=0))
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._search(number, draft)
        return found

    def _search(self, number: int | None, draft: ContactDraft) -> Found:
        person = prepared(draft, self._region)
        if isinstance(person, RowProblem):
            if person.kind != "identity":
                return Found(problem=problem_text(person.kind, person.column))
            if number is not None and number in self._people.names:
                return Found(number)
            if number is not None:
                return Found(problem=_("there is no contact with the number {n}").format(n=number))
            return Found(problem=_("whose it is is not told"))
        has_reach = bool(person.emails or person.phones)
        if number is not None and number in self._people.names and self._agrees(number, person):
            return self._known(number, person)
        match = self._people.match(person)
        if match is not None and match.is_sure:
            return self._known(match.contact_id, person)
        named = self._people.namesakes(person)
        if not has_reach:
            return self._by_name(person, named)
        if len(named) == 1 and match is None and self._is_bare(named[0]):
            return Found(named[0], brings=True)
        if not person.key.whole:
            return self._nameless(person, match)
        return Found(brings=True)

    def _known(self, contact_id: int, person: PreparedDraft) -> Found:
        return Found(contact_id, brings=not self._people.reaches(contact_id, person))

    def _nameless(self, person: PreparedDraft, match: Match | None) -> Found:
        """A row without a name: the one contact who has its address or number."""
        told = person.emails[0][1] if person.emails else person.phones[0][1]
        if match is None:
            return Found(
                problem=_("nobody here has {told}; with a name beside it they would be a new contact").format(
                    told=told
                )
            )
        if self._people.match(person, (match.contact_id,)) is not None:
            return Found(
                problem=_("more than one person has {told}; a name beside it would tell who").format(
                    told=told
                )
            )
        return self._known(match.contact_id, person)

    def _by_name(self, person: PreparedDraft, named: list[int]) -> Found:
        if len(named) == 1:
            return Found(named[0])
        if named:
            return Found(
                problem=_("{n} people are called {name}; an e-mail address or phone would tell which").format(
                    n=len(named), name=person.display
                )
            )
        return Found(
            problem=_(
                "nobody here is called {name}; with an e-mail address or phone they would be a new contact"
            ).format(name=person.display)
        )

    def _agrees(self, number: int, person: PreparedDraft) -> bool:
        """Whether the contact of that number is who the row names: by the name, or by an address or number."""
        if person.key.whole:
            return number in self._people.namesakes(person)
        match = self._people.match(person)
        return match is not None and match.contact_id == number

    def _is_bare(self, contact_id: int) -> bool:
        """Whether nothing is known by which somebody can be reached: then a namesake is taken for them."""
        if contact_id not in self._bare:
            self._bare[contact_id] = not self._connection.execute(_REACH, (contact_id,)).fetchone()[0]
        return self._bare[contact_id]
