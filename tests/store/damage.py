"""Ways a record's file is damaged: drawn by a seed, so that each can be looked at again."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

Harm = Callable[[random.Random, bytearray], None]
PAGE = 4096


def random_bytes(luck: random.Random, raw: bytearray) -> None:
    """Single bytes written over, anywhere."""
    for _ in range(luck.randint(1, 400)):
        raw[luck.randrange(len(raw))] = luck.randrange(256)


def a_stretch(luck: random.Random, raw: bytearray) -> None:
    """A stretch written over with noise."""
    start = luck.randrange(len(raw))
    length = luck.randint(1, len(raw) // 2)
    raw[start : start + length] = luck.randbytes(min(length, len(raw) - start))


def cut_short(luck: random.Random, raw: bytearray) -> None:
    """The end is gone."""
    del raw[luck.randrange(len(raw)) :]


def pages_of_zeros(luck: random.Random, raw: bytearray) -> None:
    """Whole pages emptied."""
    for _ in range(luck.randint(1, 12)):
        page = luck.randrange(max(1, len(raw) // PAGE))
        raw[page * PAGE : (page + 1) * PAGE] = bytes(min(PAGE, len(raw) - page * PAGE))


def pages_exchanged(luck: random.Random, raw: bytearray) -> None:
    """Pages that changed places."""
    for _ in range(luck.randint(1, 6)):
        a, b = (luck.randrange(max(1, len(raw) // PAGE)) * PAGE for _ in range(2))
        raw[a : a + PAGE], raw[b : b + PAGE] = raw[b : b + PAGE], raw[a : a + PAGE]


def the_beginning(luck: random.Random, raw: bytearray) -> None:
    """The header and the schema are gone, and perhaps more."""
    length = min(len(raw), luck.choice((16, 100, PAGE, 3 * PAGE)))
    raw[:length] = luck.randbytes(length)


def pushed(luck: random.Random, raw: bytearray) -> None:
    """Bytes put in between: everything behind lies elsewhere."""
    place = luck.randrange(len(raw))
    raw[place:place] = luck.randbytes(luck.randint(1, 5000))


HARMS: tuple[Harm, ...] = (
    random_bytes,
    a_stretch,
    cut_short,
    pages_of_zeros,
    pages_exchanged,
    the_beginning,
    pushed,
)


def damaged(seed: int, whole: Path, into: Path) -> list[str]:
    """A damaged copy of a record's folder; what was done to it."""
    luck, told = random.Random(seed), []
    shutil.copytree(whole, into)
    for name in ("record.db", "record.db-wal"):
        file = into / name
        if not file.exists() or (name.endswith("-wal") and luck.random() < 0.5):
            continue
        raw = bytearray(file.read_bytes())
        for harm in luck.choices(HARMS, k=luck.choice((1, 1, 1, 2, 3))):
            if raw:
                harm(luck, raw)
                told.append(f"{name}: {harm.__name__}")
        file.write_bytes(raw)
    if luck.random() < 0.1:
        (into / luck.choice(("record.db", "record.db-wal", "record.db-shm", "device.key"))).unlink(missing_ok=True)
        told.append("a file is gone")
    return told
