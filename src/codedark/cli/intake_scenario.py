"""`codedark intake --scenario OUT.toml`: what a document says, as a drill scenario for one's own hospital."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from codedark.cli.answer import counted, note, say

if TYPE_CHECKING:
    from codedark.cli.intake_read import Offer
    from codedark.hospital.records import Hospital
    from codedark.record.assertion import Assertion
    from codedark.record.entry import Entry
    from codedark.record.opening import About


def write_scenario(
    out: Path, offer: Offer, taken: Sequence[Assertion], hospital: Hospital, zone: str, now: datetime
) -> None:
    """Write it, and say on stderr what was assumed, sampled or left out.

    Nothing of it needs a record: the assertions are laid into one that lives as long as this command.

    Raises:
        OSError: the file could not be written.
    """
    from codedark.drill.recorded_scenario import scenario_of
    from codedark.record.view import view
    from codedark.store.snapshot import write_whole

    about = _about(offer, hospital, zone, now)
    raw, notes = scenario_of(view(_entries(about, offer, taken, now), now), about, hospital)
    write_whole(out, raw)
    for one in notes:
        note(f"codedark: {one}")
    say(f"{out}: a scenario from {counted(len(taken), 'assertion')} of {offer.document.id}.")


def _about(offer: Offer, hospital: Hospital, zone: str, now: datetime) -> About:
    from codedark.record.opening import About

    return About(
        incident=offer.document.sha256[:16],
        title=offer.document.title or offer.document.id,
        organisation=hospital.settings.hospital.name,
        timezone=zone,
        opened_at=now,
    )


def _entries(about: About, offer: Offer, taken: Sequence[Assertion], now: datetime) -> list[Entry]:
    """Entries that nobody signed and that are kept nowhere."""
    from codedark.record.entry import SALT_BYTES, DeviceId
    from codedark.record.opening import opening
    from codedark.record.reading.asserting import drafts
    from codedark.record.sealing import Moment, Pen, head_of, sealed

    pen = Pen(incident=about.incident, device=DeviceId("0" * 16), sign=lambda _hash: bytes(64))
    made: list[Entry] = []
    for draft in (opening(about, "intake"), *drafts(offer.document, taken, 0, "intake", ())):
        last = head_of(made[-1]) if made else None
        made.append(sealed(draft, pen, last, Moment(recorded_at=now, clock_ms=0, salt=bytes(SALT_BYTES))))
    return made
