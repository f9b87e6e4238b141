"""What only the box itself tells, beside its ruleset."""

from __future__ import annotations

from dataclasses import dataclass

from codedark.gap.ruleset import Ruleset


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFacts:
    """Facts of one running box. None: the box did not say."""

    bridges: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Each bridge with its ports."""
    bridge_nf_call: dict[str, bool | None] | None = None
    """`ip`, `ip6` -> whether bridged packets are shown to such tables; None: the kernel has no such switch, so no."""
    forwards_v6: bool | None = None
    """Some interface forwards IPv6."""
    tracks_connections: bool | None = None
    xdp: tuple[str, ...] = ()
    """Interfaces that run an XDP program."""
    processes: frozenset[str] = frozenset()
    """Names of running programs, as the kernel tells them: 15 characters at most."""
    boot: Ruleset | None = None
    """What is loaded at boot, as far as it could be read."""
    boot_files: tuple[str, ...] = ()
    """Files loaded at boot."""
