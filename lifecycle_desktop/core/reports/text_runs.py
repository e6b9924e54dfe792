"""Text made ready for drawing letter by letter: cleaned, Arabic letters joined, right-to-left words turned.

Formats: Unicode normal form C, the Arabic presentation forms, and the rules of the Unicode bidirectional
algorithm (UAX 9) that concern plain text without explicit embeddings.
"""

from __future__ import annotations

import functools
import unicodedata

_SPACES = frozenset("\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_MIRRORED = {
    "(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "<": ">", ">": "<", "«": "»", "»": "«",
    "‹": "›", "›": "‹",
}  # fmt: skip
_TATWEEL = "\u0640"
_NEUTRAL = frozenset({"WS", "ON", "S", "B", "BN"})
_MARKS = frozenset({"Mn", "Me"})
_LETTERS = frozenset({"L", "R", "AL"})


@functools.lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """The text as one line: composed, without controls and invisible signs, spaces single and trimmed."""
    composed = unicodedata.normalize("NFC", text) if not text.isascii() else text
    spaced = (" " if sign in _SPACES else sign for sign in composed)
    kept = (sign for sign in spaced if not _is_invisible(sign))
    return " ".join("".join(kept).split())


def _is_invisible(sign: str) -> bool:
    if sign.isascii():
        return not sign.isprintable()
    return unicodedata.category(sign) in {"Cc", "Cf"} or "\ufe00" <= sign <= "\ufe0f"


@functools.lru_cache(maxsize=4096)
def joined(text: str) -> str:
    """The text, in reading order, with Arabic letters in the forms they take beside their neighbours."""
    if not any("\u0600" <= sign <= "\u08ff" for sign in text):
        return text
    forms, ligatures = _arabic_forms()
    letters = list(text)
    joints = _joints(letters)
    out: list[str] = []
    index = 0
    while index < len(letters):
        letter = letters[index]
        before, after = joints[index]
        following = letters[index + 1] if index + 1 < len(letters) else ""
        ligature = ligatures.get(letter + following)
        if ligature:
            out.append(ligature["final" if before else "isolated"])
            index += 2
            continue
        shape = {(False, False): "isolated", (True, False): "final", (False, True): "initial"}
        out.append(forms.get(letter, {}).get(shape.get((before, after), "medial"), letter))
        index += 1
    return "".join(out)


def _joints(letters: list[str]) -> list[tuple[bool, bool]]:
    """For each letter, whether it joins the one before and the one after; marks are looked through."""
    forms, _ligatures = _arabic_forms()
    seen = [index for index, letter in enumerate(letters) if unicodedata.category(letter) not in _MARKS]
    joints = [(False, False)] * len(letters)
    for place, index in enumerate(seen):
        letter = letters[index]
        before = place > 0 and _reaches_on(letters[seen[place - 1]], forms) and _reaches_back(letter, forms)
        after = (
            place + 1 < len(seen)
            and _reaches_on(letter, forms)
            and _reaches_back(letters[seen[place + 1]], forms)
        )
        joints[index] = (before, after)
    return joints


def _reaches_on(letter: str, forms: dict[str, dict[str, str]]) -> bool:
    return letter == _TATWEEL or "initial" in forms.get(letter, {})


def _reaches_back(letter: str, forms: dict[str, dict[str, str]]) -> bool:
    return letter == _TATWEEL or "final" in forms.get(letter, {})


@functools.cache
def _arabic_forms() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """Shape by letter, and by pair of letters for lam with alef, as Unicode's own tables name them."""
    forms: dict[str, dict[str, str]] = {}
    ligatures: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD)):
        kind, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(part, 16)) for part in parts)
        shape = kind.strip("<>")
        if len(letters) == 1:
            forms.setdefault(letters, {}).setdefault(shape, chr(code))
        elif len(letters) == 2 and letters[0] == "\u0644" and code >= 0xFEF5:
            ligatures.setdefault(letters, {})[shape] = chr(code)
    return forms, ligatures


def has_right_to_left(text: str) -> bool:
    """Whether any of the text is read from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(sign) in {"R", "AL", "AN"} for sign in text)


@functools.lru_cache(maxsize=4096)
def in_sight_order(text: str) -> str:
    """The letters of one line from left to right as they are seen, brackets mirrored where they must be."""
    if not has_right_to_left(text):
        return text
    levels = _levels(text)
    clusters: list[tuple[str, int]] = []
    for sign, level in zip(text, levels, strict=True):
        shown = _MIRRORED.get(sign, sign) if level % 2 else sign
        if clusters and unicodedata.category(sign) in _MARKS:
            clusters[-1] = (clusters[-1][0] + shown, clusters[-1][1])
        else:
            clusters.append((shown, level))
    for level in range(max(levels), 0, -1):
        clusters = _turned(clusters, level)
    return "".join(cluster for cluster, _level in clusters)


def _turned(clusters: list[tuple[str, int]], level: int) -> list[tuple[str, int]]:
    """UAX 9 rule L2 for one level."""
    out: list[tuple[str, int]] = []
    run: list[tuple[str, int]] = []
    for cluster in clusters:
        if cluster[1] >= level:
            run.append(cluster)
        else:
            out += [*reversed(run), cluster]
            run = []
    return [*out, *reversed(run)]


def _levels(text: str) -> list[int]:
    """The embedding level of each letter; the line's own direction is that of its first letter."""
    kinds = [unicodedata.bidirectional(sign) or "L" for sign in text]
    first = next((kind for kind in kinds if kind in _LETTERS), "L")
    base = 0 if first == "L" else 1
    base_kind = "R" if base else "L"
    _resolve_weak(kinds, base_kind)
    _resolve_neutral(kinds, base_kind)
    steps = {"R": (1, 0), "AN": (2, 1), "EN": (2, 1), "L": (0, 1)}
    levels = [base + steps[kind][base] for kind in kinds]
    # Rule L1: spaces at the end of the line keep the line's own direction.
    for index in range(len(text) - 1, -1, -1):
        if text[index] != " ":
            break
        levels[index] = base
    return levels


def _resolve_weak(kinds: list[str], base_kind: str) -> None:
    """Rules W1 to W7, in place."""
    previous = strong = base_kind
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[index] = previous
        elif kind == "EN" and strong == "AL":
            kinds[index] = "AN"
        elif kind in _LETTERS:
            strong = kind
        previous = kinds[index]
    for index in range(1, len(kinds) - 1):
        around = (kinds[index - 1], kinds[index + 1])
        if kinds[index] in {"ES", "CS"} and around == ("EN", "EN"):
            kinds[index] = "EN"
        elif kinds[index] == "CS" and around == ("AN", "AN"):
            kinds[index] = "AN"
    for order in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        step = order.step
        for index in order:
            if kinds[index] == "ET" and kinds[index - step] == "EN":
                kinds[index] = "EN"
    strong = base_kind
    for index, kind in enumerate(kinds):
        if kind in {"ES", "CS", "ET"}:
            kinds[index] = "ON"
        elif kind == "AL":
            kinds[index] = strong = "R"
        elif kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _resolve_neutral(kinds: list[str], base_kind: str) -> None:
    """Rules N1 and N2, in place."""
    index = 0
    while index < len(kinds):
        if kinds[index] in {"L", "R", "EN", "AN"}:
            index += 1
            continue
        end = index
        while end < len(kinds) and kinds[end] not in {"L", "R", "EN", "AN"}:
            end += 1
        before = _side(kinds[index - 1]) if index else base_kind
        after = _side(kinds[end]) if end < len(kinds) else base_kind
        kinds[index:end] = [before if before == after else base_kind] * (end - index)
        index = end


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"
