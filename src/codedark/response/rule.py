"""When findings are an alarm: the whole rule as one table, drawn into docs/reference/watch.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from codedark.gap.finding import Confidence, Finding, Severity

WEIGHTS: Mapping[Severity, float] = MappingProxyType(
    {Severity.LOW: 0.0, Severity.MEDIUM: 0.5, Severity.HIGH: 1.0, Severity.CRITICAL: 2.0}
)
"""Low counts for nothing: a network detector writes thousands of such alerts a day about sound machines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What makes an alarm. Every figure is assumed, chosen by us, and may be set.

    A *signal* is one rule of one detector on one suspect, however often it repeats. A *suspect* is a host, or an
    address that no host has. A *channel* is the way findings come in: a file, a listener. A *flood* is a channel that
    names more than it may within the window: it is taken as one signal, place unknown.
    """

    signals_least: int = 2
    """k: distinct signals on one suspect."""
    strength_least: float = 2.0
    """What the signals on one suspect must weigh together."""
    suspects_least: int = 3
    """n: distinct suspects in one zone."""
    zone_strength_least: float = 3.0
    """What the strongest signals of each suspect in a zone must weigh together."""
    window_min: float = 15.0
    """Minutes that lie at most between signals that count together."""
    weights: Mapping[Severity, float] = field(default_factory=lambda: WEIGHTS)
    doubted: float = 0.5
    """Share of its weight that a signal keeps whose detector calls its own confidence low."""
    channel_strength_most: float = 3.0
    """What one channel can weigh on one suspect, however many of its rules match."""
    channel_suspects_most: int = 20
    """Distinct suspects one channel may name within the window; beyond, it floods."""
    channel_signals_most: int = 100
    """Distinct signals one channel may give within the window; beyond, it floods."""
    channels_most: int = 64
    """Channels told apart; all further ones are taken as one."""
    stronger: float = 2.0
    """How many times stronger a suspect must have become to be alarmed about again within the window."""

    def __post_init__(self) -> None:
        least = min(self.signals_least, self.suspects_least, self.channel_suspects_most, self.channel_signals_most)
        if least < 1 or self.channels_most < 1:
            raise ValueError(f"{self}: counts must be at least 1")
        if self.window_min <= 0 or self.stronger <= 1:
            raise ValueError(f"window_min={self.window_min}, stronger={self.stronger}: above 0, above 1")

    @property
    def window(self) -> timedelta:
        """`window_min` as a span of time."""
        return timedelta(minutes=self.window_min)

    def weight(self, finding: Finding) -> float:
        """What one finding weighs; 0: it is recorded and counts towards nothing."""
        share = self.doubted if finding.confidence is Confidence.LOW else 1.0
        return self.weights[finding.severity] * share
