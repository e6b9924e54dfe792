"""One TOML table, read field by field, every mistake told with file, place and field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.i18n import _

LARGEST_FILE = 1_000_000

Choice = TypeVar("Choice", bound=StrEnum)


class TomlTable:
    """One TOML table that is read field by field; what is left over at the end is a mistake."""

    @classmethod
    def read(cls, content: bytes, name: str) -> TomlTable:
        """The table that the bytes of a file called `name` hold; `FileProblem` if they are not TOML."""
        return cls(_parsed(content, name), name)

    def __init__(self, content: Mapping[str, Any], name: str, place: str = "") -> None:
        self._rest = dict(content)
        self._name = name
        self._place = place

    def problem(self, field: str, reason: str) -> FileProblem:
        """The error that names file, place and field."""
        return field_problem(self._name, self._place, field, reason)

    def text(self, field: str, *, longest: int = 600, needed: bool = False) -> str:
        """Text on one line, without blanks at its ends; empty where there is none."""
        value = self._rest.pop(field, "")
        if not isinstance(value, str):
            raise self.problem(field, _("must be text in quotation marks"))
        value = " ".join(value.split())
        if needed and not value:
            raise self.problem(field, _("is missing"))
        if len(value) > longest:
            raise self.problem(field, _("may have at most {most} letters").format(most=longest))
        if any(ord(letter) < 32 or ord(letter) == 127 for letter in value):
            raise self.problem(field, _("holds a character that cannot be printed"))
        return value

    def lines(self, field: str, *, longest: int) -> str:
        """Text of several lines, kept as they are, without blank ends; empty where there is none."""
        value = self._rest.pop(field, "")
        if not isinstance(value, str):
            raise self.problem(field, _("must be text in quotation marks"))
        value = "\n".join(line.rstrip() for line in value.replace("\r\n", "\n").strip().split("\n"))
        if len(value) > longest:
            raise self.problem(field, _("may have at most {most} letters").format(most=longest))
        if any((ord(letter) < 32 and letter != "\n") or ord(letter) == 127 for letter in value):
            raise self.problem(field, _("holds a character that cannot be printed"))
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts, none empty."""
        value = self._rest.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            raise self.problem(field, _("must be a list of texts in quotation marks"))
        return tuple(" ".join(each.split()) for each in value)

    def truth(self, field: str) -> bool:
        """True or false; false where there is none."""
        value = self._rest.pop(field, False)
        if not isinstance(value, bool):
            raise self.problem(field, _("must be true or false"))
        return value

    def number(self, field: str, least: int, most: int) -> int | None:
        """A whole number within bounds; None where there is none."""
        value = self._rest.pop(field, None)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.problem(
                field, _("must be a whole number from {least} to {most}").format(least=least, most=most)
            )
        return value

    def choice(self, field: str, kind: type[Choice]) -> Choice | None:
        """A value of an enumeration; None where there is none."""
        value = self.text(field)
        return self.choice_of(field, value, kind) if value else None

    def choice_of(self, field: str, value: str, kind: type[Choice]) -> Choice:
        """The member of an enumeration that `value` of this field means."""
        for each in kind:
            if each.value == value:
                return each
        raise self.problem(
            field,
            _("says “{value}”, which is none of: {names}").format(
                value=value[:60], names=", ".join(each.value for each in kind)
            ),
        )

    def holds(self, field: str) -> bool:
        """True when the field is there and has not been read."""
        return field in self._rest

    def pairs(self, field: str) -> dict[str, str]:
        """A table of texts written as { name = "text" }; empty where there is none."""
        value = self._rest.pop(field, {})
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise self.problem(field, _('must be written as {{ name = "text" }}'))
        return dict(value)

    def tables(self, field: str) -> list[Mapping[str, Any]]:
        """The tables written as [[field]], raw."""
        value = self._rest.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.problem(field, _("must be written as [[{field}]]").format(field=field))
        return value

    def children(self, field: str) -> list[TomlTable]:
        """The tables written as [[field]], to be read."""
        return [TomlTable(row, self._name, self._place) for row in self.tables(field)]

    def child(self, field: str) -> TomlTable | None:
        """The table written as [field], to be read; None where there is none."""
        value = self._rest.pop(field, None)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.problem(field, _("must be written as [stage.{field}]").format(field=field))
        return TomlTable(value, self._name, self._place)

    def finish(self) -> None:
        """Refuse what nobody asked for: a misspelt field must not be ignored in silence."""
        for field in self._rest:
            raise self.problem(field[:60], _("is not known here"))


def field_problem(name: str, place: str, field: str, reason: str) -> FileProblem:
    """The error for one field of a file; `reason` completes the sentence "the field …"."""
    if place:
        message = _("“{file}”, {place}: the field “{field}” {reason}.")
    else:
        message = _("“{file}”: the field “{field}” {reason}.")
    return FileProblem(
        message.format(file=name, place=place, field=field, reason=reason),
        _("Correct it in the file and open it again."),
    )


def _parsed(content: bytes, name: str) -> dict[str, Any]:
    if len(content) > LARGEST_FILE:
        raise FileProblem(
            _("“{file}” is too large to be one of these files.").format(file=name),
            _("Choose another file."),
        )
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FileProblem(
            _("“{file}” is not saved as UTF-8 text.").format(file=name),
            _("Save it again as UTF-8 in your editor."),
        ) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found.group(1)) if found else None
        place = _("line {line}").format(line=line) if line else _("its end")
        raise FileProblem(
            _("“{file}” cannot be read: it is not correct TOML at {place}.").format(file=name, place=place),
            _("Compare that place with one of the shipped files."),
            line,
        ) from error
