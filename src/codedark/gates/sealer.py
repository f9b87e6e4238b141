"""The hand on the kernel: stages seals, switches them, reads back what stands there. Knows no orders and no people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from codedark.formats.nft_seal import ETHER_TYPES, TABLE, Family, Hook, disarm, render, render_more, switch, switch_off
from codedark.gap.gate_book import GateBook
from codedark.gap.gate_seal import GateSeal
from codedark.gates.libnft import Nft, NftRefused
from codedark.gates.netlink_rules import chain_digest
from codedark.gates.netlink_switch import Change, SwitchSocket, batch

_PART = re.compile(r"^\t(set|chain) (\S+) \{\n(.*?)^\t\}$", re.DOTALL | re.MULTILINE)
_ELEMENTS = re.compile(r"elements = \{[^{}]*\}")
"""Of switch sets: what may differ from what was staged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchState:
    """One switch as the kernel has it."""

    on: bool
    left_s: float | None
    """Seconds until the kernel lets go; None: it has no timeout, or is off."""


class Sealer:
    """One table in one network namespace: that of the thread that made it. Not for several threads at once."""

    def __init__(self, book: GateBook, family: Family, hook: Hook) -> None:
        self.book, self.family, self.hook = book, family, hook
        self.nft, self.socket = Nft(), SwitchSocket()
        self.seals: dict[str, GateSeal] = {}
        self.lit: set[str] = set()
        """Seals that were on at some time since they were staged."""
        self._stands: dict[tuple[str, str], str] = {}
        """(set or chain, name) -> how the kernel listed it right after staging."""
        self._verified: dict[str, int] = {}
        """Seal -> generation of the rule set at which it stood as staged."""

    def close(self) -> None:
        """Give back what is open; the table stays."""
        self.socket.close()

    def stage(self, seals: Sequence[GateSeal], on: Mapping[str, float | None]) -> None:
        """Put a whole table in place, with some of its seals on: one transaction, no packet between.

        Args:
            on: name -> seconds left, None for no deadline.
        Raises:
            NftRefused: the kernel would not; what stood there stands.
        """
        text = render(self.book, seals, family=self.family, hook=self.hook) + self._elements(on)
        self.nft.run(text)
        self.seals, self.lit = {one.name: one for one in seals}, set(on)
        self._remember()

    def stage_more(self, seals: Iterable[GateSeal]) -> None:
        """Put further seals beside those that stand, off."""
        more = [one for one in seals if one.name not in self.seals]
        if more:
            self.nft.run(render_more(self.book, more, family=self.family, hook=self.hook))
            self.seals |= {one.name: one for one in more}
            self._remember()

    def on(self, timeouts: Mapping[str, float | None]) -> None:
        """Fire: switch seals on, or renew their deadlines, at one instant.

        Raises:
            SwitchRefused: nothing was switched.
        """
        self.socket.send(self.prepared(timeouts))
        self.lit |= set(timeouts)
        self._own_change()

    def prepared(self, timeouts: Mapping[str, float | None]) -> bytes:
        """The bytes that `on` would send."""
        changes = [Change("armed", ETHER_TYPES, renew=False)]
        changes += [Change(switch(name), ETHER_TYPES, left) for name, left in timeouts.items()]
        return batch(self.family, TABLE, changes)

    def swap(self, off: Iterable[str], on: Mapping[str, float | None]) -> None:
        """Switch seals off and others on at one instant: no packet meets neither."""
        text = "".join(switch_off(name, family=self.family) for name in off if name not in on)
        self.nft.run(text + self._elements(on))
        self.lit |= set(on)
        if not any(self.switch(name).on for name in self.lit):
            self.nft.run(disarm(family=self.family))

    def _elements(self, on: Mapping[str, float | None]) -> str:
        if not on:
            return ""
        told = f"add element {self.family} {TABLE} armed {{ {', '.join(ETHER_TYPES)} }}\n"
        for name, left in on.items():
            timeout = "" if left is None else f" timeout {max(1, round(left * 1000))}ms"
            kinds = ", ".join(f"{kind}{timeout}" for kind in ETHER_TYPES)
            told += f"flush set {self.family} {TABLE} {switch(name)}\n"
            told += f"add element {self.family} {TABLE} {switch(name)} {{ {kinds} }}\n"
        return told

    def switch(self, name: str) -> SwitchState:
        """One switch, read from the kernel; on only if every kind of packet is judged and the table is armed."""
        try:
            elements = self._kinds(switch(name))
            armed = self._kinds("armed")
        except NftRefused:
            return SwitchState(on=False, left_s=None)
        on = all(kind in elements and kind in armed for kind in ETHER_TYPES)
        left = [seconds for seconds in elements.values() if seconds is not None]
        return SwitchState(on=on, left_s=min(left) if left and on else None)

    def _kinds(self, name: str) -> dict[str, float | None]:
        """Ether types in a set, with the seconds they have left."""
        found: dict[str, float | None] = {}
        for one in self.nft.listed_json(f"set {self.family} {TABLE} {name}"):
            for element in one.get("set", {}).get("elem", ()):
                inner = element["elem"] if isinstance(element, dict) else {"val": element}
                found[_ether(inner["val"])] = inner.get("expires")
        return found

    def as_staged(self, names: Iterable[str]) -> bool:
        """Whether what stands in the kernel for these seals, switches aside, is what was staged.

        Cost: one message while nobody changed any rule on this machine; a third of a millisecond for each set and chain
        of these seals otherwise.
        """
        try:
            generation = self.socket.generation()
            asked = [name for name in names if self._verified.get(name) != generation]
            as_was = (
                all(self._listed(kind, part) == told for (kind, part), told in self._parts(asked)) if asked else True
            )
        except OSError:
            return False
        if as_was:
            self._verified |= dict.fromkeys(asked, generation)
        return as_was

    def _own_change(self) -> None:
        """What was verified stays so over a change that is ours alone."""
        generation = self.socket.generation()
        for name, verified in self._verified.items():
            if verified == generation - 1:
                self._verified[name] = generation

    def _parts(self, names: Iterable[str]) -> list[tuple[tuple[str, str], str]]:
        wanted = tuple(f"s{name}" for name in names)
        shared = {"armed", "seal", "seals", "tokens4", "tokens6"}
        return [(part, told) for part, told in self._stands.items() if part[1] in shared or part[1].startswith(wanted)]

    def _listed(self, kind: str, name: str) -> str:
        if kind == "chain":
            return chain_digest(self.family, TABLE, name)
        text = self.nft.listed(f"{kind} {self.family} {TABLE} {name}", stateless=True)
        return _parted(text).get((kind, name), "")

    def _remember(self) -> None:
        """Note how the kernel lists what we have just put there."""
        generation = self.socket.generation()
        self._verified = dict.fromkeys(self.seals, generation)
        parts = _parted(self.nft.listed(f"table {self.family} {TABLE}", stateless=True))
        self._stands = {
            (kind, name): chain_digest(self.family, TABLE, name) if kind == "chain" else told
            for (kind, name), told in parts.items()
        }

    def dropped_count(self, name: str) -> int:
        """Packets a seal has dropped so far, tokens included; 0 where it is not staged."""
        total = 0
        for which in ("dropped", "spoofed"):
            try:
                for one in self.nft.listed_json(f"counter {self.family} {TABLE} s{name}_{which}"):
                    total += int(one.get("counter", {}).get("packets", 0))
            except NftRefused:
                return 0
        return total


def _parted(listing: str) -> dict[tuple[str, str], str]:
    """A table's listing by its parts: (set or chain, name) -> text in one line, elements of switches left out."""
    found = {}
    for kind, name, body in _PART.findall(listing):
        switched = name == "armed" or name.endswith("_on")
        found[kind, name] = " ".join((_ELEMENTS.sub("", body) if switched else body).split())
    return found


_ETHER = {"2048": "ip", "34525": "ip6", "0x0800": "ip", "0x86dd": "ip6", "8": "ip", "0x0008": "ip"}


def _ether(value: object) -> str:
    return _ETHER.get(str(value), str(value))
