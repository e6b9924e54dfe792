"""Search as one types: from the key to the ids, and to all that the palette shows, for every kind of text.

The floor is fifty rows of contacts by id, chosen at random, in the same run. Each kind is typed some hundred times;
what counts is the slowest twentieth (p95), which should stay within one frame of 16 ms.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from tests.bench.measure import Figure, cpu_of, percentile
from tests.bench.world import World

ROWS_BY_ID = 50
KEYS = 200
FRAME_MS = 16
PEOPLE, NOTES = 8, 4  # what the palette asks for
ALL = 20
OPENED = 40


def figures(world: World) -> Iterator[Figure]:
    """Every kind of text, on a copy with some people opened lately."""
    from lifecycle_desktop.core.queries.search import matching_ids, search
    from lifecycle_desktop.core.store import driver

    with world.copy() as path:
        _open_some(path)
        connection = driver.open_reader(path)
        try:
            chance = random.Random(7)
            floor = median(_rows_by_id(connection, chance) for _time in range(25))
            yield Figure(f"{ROWS_BY_ID} random rows of contacts by id: the floor", floor)
            for what, texts in typed(connection, chance).items():
                yield _worst(f"ids, {what}", texts, lambda text: matching_ids(connection, text, ALL), floor)
                yield _worst(
                    f"  all that is shown, {what}",
                    texts,
                    lambda text: search(connection, text, PEOPLE, NOTES),
                    floor,
                )
        finally:
            connection.close()
        yield _logging(path, with_text=False)
        yield _logging(path, with_text=True)


def typed(connection: Any, chance: random.Random) -> dict[str, list[str]]:
    """What people type, taken from the people that are there."""
    most = connection.execute("SELECT max(id) FROM contact").fetchone()[0]
    ids = [chance.randint(1, most) for _person in range(KEYS * 2)]
    people = connection.execute(
        "SELECT c.display_name, (SELECT street FROM contact_address a WHERE a.contact_id = c.id LIMIT 1), "
        "(SELECT email FROM contact_email e WHERE e.contact_id = c.id LIMIT 1), "
        "(SELECT phone FROM contact_phone p WHERE p.contact_id = c.id LIMIT 1), "
        "(SELECT text FROM activity t WHERE t.contact_id = c.id AND text <> '' LIMIT 1) FROM contact c "
        f"WHERE c.display_name LIKE '% %' AND c.is_archived = 0 AND c.id IN ({', '.join('?' * len(ids))})",
        ids,
    ).fetchmany(KEYS)
    names = [row[0] for row in people]
    phones = ["".join(letter for letter in row[3] or "" if letter.isdigit()) or "0134" for row in people]
    streets = [(row[1] or "1 Elm Street").split()[1] for row in people]
    emails = [row[2] or "a.b@mail.example" for row in people]
    notes = [max((row[4] or "asked").split(), key=len) for row in people]
    return {
        "1 letter": [name[:1] for name in names],
        "2 letters": [name[:2] for name in names],
        "3 letters": [name[:3] for name in names],
        "4 letters": [name[:4] for name in names],
        "a whole last name": [name.split()[-1] for name in names],
        "last four digits of a phone": [phone[-4:] for phone in phones],
        "a phone being typed": [f"({phone[:3]}) {phone[3:6]}-{phone[6:8]}" for phone in phones],
        "two words": [f"{name.split()[-1][:3]} {name.split()[0]}" for name in names],
        "two words over two fields": [
            f"{name.split()[0]} {street[:4]}" for name, street in zip(names, streets, strict=True)
        ],
        "a typing mistake": [_slip(name.split()[-1], chance) for name in names],
        "a mistake in one of two words": [
            f"{name.split()[0]} {_slip(name.split()[-1], chance)}" for name in names
        ],
        "a mistake in a name, and a street": [
            f"{_slip(name.split()[0], chance)} {street}" for name, street in zip(names, streets, strict=True)
        ],
        "a fragment of an e-mail": [email[2:9] for email in emails],
        "a word of a note": notes,
        "a name and a word of a note": [
            f"{name.split()[0]} {note}" for name, note in zip(names, notes, strict=True)
        ],
        "nobody": [f"zq{name[:3]}xv" for name in names],
        "10,000 letters": [(name + " ") * 700 for name in names],
        "wildcards and quotes": [
            "%",
            "_%_",
            "***",
            '"',
            "a* OR b*",
            "NEAR(a b)",
            "[a-z]?",
            "100%",
            "'; --",
            "m_%s",
        ]
        * 5,
    }


def _slip(word: str, chance: random.Random) -> str:
    """The word with one slip: two letters swapped, or one left out."""
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    if chance.random() < 0.5:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :]


def _worst(what: str, texts: list[str], ask: Callable[[str], Any], floor: float) -> Figure:
    """The slowest twentieth of all texts, in CPU; the wall time beside."""
    ask(texts[0])
    spent, wall = [], []
    for text in texts:
        begin = time.perf_counter()
        spent.append(cpu_of(lambda text=text: ask(text)))
        wall.append((time.perf_counter() - begin) * 1000)
    worst = percentile(spent, 0.95)
    told = f"p50 {median(spent):.1f}, most {max(spent):.1f}, wall p95 {percentile(wall, 0.95):.1f} ms"
    return Figure(what, worst, floor, worst / floor, note=told, most=FRAME_MS)


def _rows_by_id(connection: Any, chance: random.Random) -> float:
    most = connection.execute("SELECT max(id) FROM contact").fetchone()[0]
    ids = [chance.randint(1, most) for _row in range(ROWS_BY_ID)]
    sql = f"SELECT * FROM contact WHERE id IN ({', '.join('?' * ROWS_BY_ID)})"
    return cpu_of(lambda: connection.execute(sql, ids).fetchall())


def _open_some(path: Any) -> None:
    """As after some weeks of work: the newest people were opened."""
    from lifecycle_desktop.core.clock import SystemClock
    from lifecycle_desktop.core.operations.opened import note_opened
    from lifecycle_desktop.core.store.database import Database

    database, moment = Database.open(path), SystemClock().moment()
    with database.read() as connection:
        ids = [
            row[0] for row in connection.execute("SELECT id FROM contact ORDER BY id DESC LIMIT ?", (OPENED,))
        ]
    with database.write("Open", moment=moment) as written:
        for contact_id in ids:
            note_opened(written.connection, contact_id, moment)
    database.close()


def _logging(path: Any, *, with_text: bool) -> Figure:
    """One activity logged, whole step with its search rows, among all that are there."""
    from lifecycle_desktop.core.clock import SystemClock
    from lifecycle_desktop.core.model.activity import NewActivity
    from lifecycle_desktop.core.operations.activities import log_activity
    from lifecycle_desktop.core.store.database import Database

    database, moment = Database.open(path), SystemClock().moment()
    spent = []
    for number in range(150):
        text = f"Asked about the roof of {number} Orchard Lane" if with_text else ""
        new = NewActivity(1 + number % 7, "call", text=text)
        spent.append(cpu_of(lambda new=new: database.run("Log", moment, log_activity, new, moment)))
    database.close()
    what = "with a text" if with_text else "without a text"
    return Figure(f"log an activity {what}", median(spent), note=f"p95 {percentile(spent, 0.95):.1f} ms")
