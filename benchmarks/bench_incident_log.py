"""How long an entry takes, beside plain SQLite in the same run; and how fast a log is verified.

    nice .venv/bin/python benchmarks/bench_incident_log.py [--n 300] [--entries 100000] [--long 180000] [--json]

*Plain* is one INSERT of the same bytes a commit into a table of one column, with the same SQLite and the same settings
(write-ahead log, synchronous=FULL): what nothing that outlives a power cut can be faster than here. *Record* is
`append`: lock, clocks, salt, two hashes, Ed25519, header, commit; with a mirror a second file is written and synced.
They take turns in rounds, so that other work on the machine meets all alike. Verifying is over rows already read, once
with the signature of the head alone and once with each. *Ninety days* is a record of 180,000 entries with its mirror,
opened where nothing says how far the two were compared, and again. Writes benchmarks/results/incident_log.md. Exit 1:
verifying without each signature is slower than 100,000 entries a second.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_bytes

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import apsw

from codedark.record.entry import SALT_BYTES
from codedark.record.merging import Merged
from codedark.record.row import Row, row_of
from codedark.record.sealing import Moment, Pen, head_of, sealed
from codedark.record.verifying import verify
from codedark.store.incident_folder import read_device
from codedark.store.incident_log import open_incident
from codedark.store.incident_schema import settings_of
from codedark.store.mirror_note import drop_note
from tests.record.making import INCIDENT, START, chain, draft, key, said
from tests.store.on_disk import begin

RESULT = Path(__file__).parent / "results" / "incident_log.md"
BAR_PER_S = 100_000
ROUNDS = 10


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def appends(folder: Path, n: int) -> dict[str, list[float]]:
    """Milliseconds of each entry, per way of keeping it."""
    (folder / "stick").mkdir()
    alone, mirrored = begin(folder / "alone"), begin(folder / "mirrored", mirror=folder / "stick")
    plain = apsw.Connection(str(folder / "plain.db"))
    settings_of(plain)
    plain.execute("CREATE TABLE entries (a BLOB)")
    entry = draft(said("operations_cancelled", 70), text="Seventy operations were called off this morning.")
    raw = b"".join(part for part in row_of(alone.append(entry))[3:] if part)
    ways: dict[str, Callable[[], object]] = {
        "plain": lambda: plain.execute("INSERT INTO entries VALUES (?)", (raw,)),
        "record": lambda: alone.append(entry),
        "record and mirror": lambda: mirrored.append(entry),
    }
    took: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, work in ways.items():
            took[way] += [timed(work) for _ in range(n // ROUNDS)]
    plain.close()
    alone.close()
    mirrored.close()
    return took


def verifications(count: int) -> tuple[dict[str, list[float]], int]:
    """Entries a CPU second of verifying, and how many there were."""
    entry = draft(said("operations_cancelled", 70), text="Seventy operations were called off this morning.")
    rows: list[Row] = [row_of(made) for made in chain([(entry, START)] * count)]
    publics = {rows[0].device: key().public_key().public_bytes_raw().hex()}
    some = rows[: count // 10]
    took: dict[str, list[float]] = {"heads": [], "every signature": []}
    for _ in range(7):
        began = time.process_time()
        assert verify(rows, publics, incident=INCIDENT) == ()
        took["heads"].append(len(rows) / (time.process_time() - began))
    for _ in range(3):
        began = time.process_time()
        assert verify(some, publics, incident=INCIDENT, every_signature=True) == ()
        took["every signature"].append(len(some) / (time.process_time() - began))
    return took, len(rows)


def opening(folder: Path, count: int) -> tuple[float, float]:
    """Milliseconds to open a record of so many entries for writing and for reading, with a mirror."""
    with open_incident(folder / "mirrored") as log:
        for _ in range(count):
            log.append(draft(said("operations_cancelled", 70)))
    write = statistics.median(timed(lambda: open_incident(folder / "mirrored").close()) for _ in range(5))
    read = statistics.median(timed(lambda: open_incident(folder / "mirrored", write=False).entries()) for _ in range(5))
    return write, read


def ninety_days(folder: Path, count: int) -> dict[str, float]:
    """Milliseconds with a record of so many entries: opened the first time, again, and again for one entry."""
    (folder / "stick").mkdir(exist_ok=True)
    place = folder / "ninety"
    with begin(place, mirror=folder / "stick") as log:
        hand, last, rows = read_device(place), log.heads()[0], []
        pen = Pen(incident=log.incident, device=hand.id, sign=hand.sign)
        entry = draft(text="Ward 7: the monitors answer again; the round of four o'clock goes on by paper.")
        for number in range(count):
            made = sealed(entry, pen, last, Moment(recorded_at=START, clock_ms=number, salt=token_bytes(SALT_BYTES)))
            last = head_of(made)
            rows.append(row_of(made))
        log.merge(lambda _: Merged(rows=tuple(rows)))
    drop_note(place)

    def one_more() -> None:
        with open_incident(place) as log:
            log.append(entry)

    return {
        "opened, its mirror compared whole": timed(lambda: open_incident(place).close()),
        "opened again": statistics.median(timed(lambda: open_incident(place).close()) for _ in range(5)),
        "opened, one entry, closed": statistics.median(timed(one_more) for _ in range(5)),
    }


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--n", type=int, default=300)
    options.add_argument("--entries", type=int, default=100_000)
    options.add_argument("--long", type=int, default=180_000)
    options.add_argument("--folder", type=Path)
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        took = appends(Path(folder), asked.n)
        opened = opening(Path(folder), 1000)
        long = ninety_days(Path(folder), asked.long)
    speeds, count = verifications(asked.entries)
    plain = statistics.median(took["plain"])
    lines = [
        "# The record of an incident",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores,"
        f" Python {platform.python_version()}, SQLite {apsw.sqlite_lib_version()}, load {os.getloadavg()[0]:.1f};"
        " wall clock.",
        "",
        f"An entry kept, one commit each, taking turns in {ROUNDS} rounds:",
        "",
        "| what | median, ms | p95, ms | N | x plain SQLite |",
        "|---|---|---|---|---|",
    ]
    for way, some in took.items():
        p95 = sorted(some)[int(0.95 * len(some))]
        ratio = statistics.median(some) / plain
        lines.append(f"| {way} | {statistics.median(some):.2f} | {p95:.2f} | {len(some)} | {ratio:.2f} |")
    lines += [
        "",
        f"A log verified ({count:,} entries, read before):",
        "",
        "| what | entries a CPU second | N |",
        "|---|---|---|",
    ]
    lines += [f"| {what} | {statistics.median(some):,.0f} | {len(some)} |" for what, some in speeds.items()]
    lines += [
        "",
        "A record of some 1,300 entries with its mirror: opened for writing (looked through for damage, mirror"
        f" compared as far as it is new) in {opened[0]:.0f} ms, read whole without leaving a trace in"
        f" {opened[1]:.0f} ms, N = 5.",
        "",
        f"Ninety days, {asked.long:,} entries, with a mirror:",
        "",
        "| what | ms |",
        "|---|---|",
    ]
    lines += [f"| {what} | {took_ms:,.0f} |" for what, took_ms in long.items()]
    lines += [""]
    RESULT.write_text("\n".join(lines), encoding="utf-8")
    answer = {
        "append_ms": {way: statistics.median(some) for way, some in took.items()},
        "verify_per_s": {what: statistics.median(some) for what, some in speeds.items()},
        "open_ms": {"write": opened[0], "read": opened[1]},
        "ninety_days_ms": long,
    }
    print(json.dumps(answer, indent=2) if asked.json else "\n".join(lines))
    return 0 if statistics.median(speeds["heads"]) >= BAR_PER_S else 1


if __name__ == "__main__":
    sys.exit(main())
