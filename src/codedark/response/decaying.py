"""What becomes of a cut at its deadline: it decays, or stands a while longer because the attack still goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from codedark.response.mandate import Hold
from codedark.response.memory import Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a deadline came to. `until` None: it decays now, to posture 2 and never below."""

    until: datetime | None
    why: str
    page: bool = False
    """Whether a person must be called: the owner's maximum is spent and the traffic still comes."""


def at_deadline(held: Held, hold: Hold, at: datetime, forbidden_count: int | None) -> Standing:
    """Say what happens to a cut now. A gate asks this of its own counters; nobody's signature is needed to keep sealed.

    Args:
        forbidden_count: forbidden packets from suspects since the last deadline or proof; None: not known, and what is
            not known keeps nothing sealed.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 3, 3, 12, tzinfo=UTC)
    >>> cut = Held(plan="00" * 6, fired_at=noon, deadline=noon + timedelta(minutes=30))
    >>> at_deadline(cut, Hold(), cut.deadline, 17).until.minute, at_deadline(cut, Hold(), cut.deadline, 0).until
    (0, None)
    """
    if at < held.deadline:
        return Standing(until=held.deadline, why="its deadline has not come")
    if not forbidden_count:
        known = "not known whether traffic still comes" if forbidden_count is None else "no forbidden traffic counted"
        return Standing(until=None, why=f"nobody confirmed it, and {known}")
    most = held.fired_at + timedelta(hours=hold.owner_max_h)
    if at >= most:
        why = f"{forbidden_count} forbidden packets are still counted, and the owner's {hold.owner_max_h:g} h are spent"
        return Standing(until=None, why=why, page=True)
    until = min(at + timedelta(minutes=hold.alone_min), most)
    return Standing(until=until, why=f"{forbidden_count} forbidden packets from suspects are still counted")
