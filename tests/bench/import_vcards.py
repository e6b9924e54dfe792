"""Import of vCards against vobject, the parser alone, reading the same file; its undo, and the export."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.measure import Figure, program, python
from tests.bench.world import World

CARDS = 10_000
_PARSE = """
import sys, vobject
with open(sys.argv[1], encoding="utf-8", newline="") as f:
    print(sum(1 for _card in vobject.readComponents(f, allowQP=True)))
"""
_FIRST = ("Ana", "Ben", "Carl", "Dora", "Eva", "Finn", "Grace", "Hugo", "Zoë")
_LAST = ("López", "Okoro", "Dean", "Field", "Groß", "Huber", "Lee", "Wang")


def figures(world: World) -> Iterator[Figure]:
    """The import into an empty database, its counts, its undo, the same file again, and the export."""
    path = world.folder / "people.vcf"
    cards = min(CARDS, world.contacts)
    write_cards(path, cards, seed=5)
    target = world.folder / "cards.db"
    program(world.empty("warm.db"), "models")
    floors, subjects, undone = [], [], []
    for _pair in range(world.pairs):
        floors.append(python("-c", _PARSE, str(path)))
        subjects.append(program(world.empty(target.name), "import", str(path), "--json"))
        told = json.loads(subjects[-1].output[subjects[-1].output.index("{") :])
        if told["new"] != cards or floors[-1].output.strip() != str(cards):
            raise RuntimeError(f"{told['new']} people of {cards} cards")
        undone.append(program(target, "undo"))
    floor = median(one.cpu for one in floors)
    ratios = [high.cpu / low.cpu for low, high in zip(floors, subjects, strict=True)]
    yield Figure(
        f"import of {cards:,} vCards / the parser alone",
        median(one.cpu for one in subjects),
        floor,
        median(ratios),
        2,
        "ms CPU",
        note=f"{median(one.wall for one in subjects) / 1000:.1f} s wall",
    )
    yield Figure("undo of that import", median(one.cpu for one in undone), unit="ms CPU")
    yield Figure("peak memory of the import", max(one.peak for one in subjects), unit="MB")
    program(world.empty(target.name), "import", str(path))
    again = program(target, "import", str(path))
    yield Figure(
        "the same cards again, nothing new / the parser alone",
        again.cpu,
        floor,
        again.cpu / floor,
        unit="ms CPU",
    )
    out = program(target, "export", "--format", "vcf", str(world.folder / "out.vcf"))
    yield Figure("export as vCards / the parser alone", out.cpu, floor, out.cpu / floor, unit="ms CPU")


def write_cards(path: Path, count: int, seed: int) -> None:
    """Write people as an iPhone does, each of a number and an address of their own."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as stream:
        for n in range(count):
            first, last = chance.choice(_FIRST), f"{chance.choice(_LAST)}{n}"
            lines = (
                "BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//iPhone OS 17.4//EN", f"N:{last};{first};;;",
                f"FN:{first} {last}", f"ORG:Firm {n % 700};", "TITLE:Owner",
                f"EMAIL;type=INTERNET;type=HOME;type=pref:p{n}@mail.example",
                f"TEL;type=CELL;type=VOICE;type=pref:+1 (416) 555-{n % 10_000:04d}",
                f"item1.ADR;type=HOME;type=pref:;;{n} Lake Rd;Austin;TX;7{n % 10_000:04d};USA", "item1.X-ABADR:us",
                f"BDAY:19{50 + n % 50}-0{1 + n % 9}-1{n % 9}",
                "NOTE:Met at the open house\\, wants three rooms\\, a garden and a garage.\\nCal", " l after five.",
                f"CATEGORIES:Buyers,Group {n % 20}", f"UID:{n}-ABC", "REV:2024-03-01T10:00:00Z", "END:VCARD", "",
            )  # fmt: skip
            stream.write("\r\n".join(lines))
