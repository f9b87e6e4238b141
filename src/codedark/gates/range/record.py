"""What a range run found out, as it is told: the keys of the JSON object are documented in docs/reference/range.md."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """One line of the story."""

    at_s: float
    """Since the range began."""
    who: str
    what: str


@dataclass(slots=True)
class Record:
    """Filled while the story goes; None: not measured, and the story says why."""

    began_s: float = field(default_factory=time.monotonic)
    order_to_last_packet_ms: float | None = None
    leaked_packets: int | None = None
    proof_ms: float | None = None
    verdict: str = "unknown"
    break_glass_survived: bool | None = None
    hosts_reached_without_cut: int = 0
    hosts_reached_after_cut: int = 0
    release_ms: float | None = None
    skew_ms: float | None = None
    seconds: list[Second] = field(default_factory=list)
    core_reached_without_cut: int = 0
    core_reached_after_cut: int = 0
    """Held at the end, those from before the cut among them."""
    core_taken_after_cut: int = 0
    """Held at the end and not before the cut."""
    stream_pause_ms: float | None = None
    """Longest gap between two datagrams sent around the order: what is shorter than this was not measured."""
    more: dict[str, Any] = field(default_factory=dict)
    """Further keys: agreement with the model, questions, sessions, plan, gates."""

    def say(self, who: str, what: str) -> None:
        """Add a line to the story."""
        self.seconds.append(Second(at_s=round(time.monotonic() - self.began_s, 3), who=who, what=what))

    def as_json(self) -> dict[str, Any]:
        """The object, in the order it is documented in."""
        return {
            "order_to_last_packet_ms": _rounded(self.order_to_last_packet_ms),
            "leaked_packets": self.leaked_packets,
            "proof_ms": _rounded(self.proof_ms),
            "verdict": self.verdict,
            "break_glass_survived": self.break_glass_survived,
            "hosts_reached_without_cut": self.hosts_reached_without_cut,
            "hosts_reached_after_cut": self.hosts_reached_after_cut,
            "core_reached_without_cut": self.core_reached_without_cut,
            "core_reached_after_cut": self.core_reached_after_cut,
            "core_taken_after_cut": self.core_taken_after_cut,
            "release_ms": _rounded(self.release_ms),
            "skew_ms": _rounded(self.skew_ms),
            "stream_pause_ms": _rounded(self.stream_pause_ms),
            **self.more,
            "seconds": [{"at_s": s.at_s, "who": s.who, "what": s.what} for s in self.seconds],
        }


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 3)
