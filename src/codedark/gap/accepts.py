"""The accepts a packet meets in front of a deny, found quickly: which of them lets through what the deny names?"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import TypeAlias

from codedark.gap.chain_walk import Step
from codedark.gap.matching import ADDRESSES, INTERFACES, apart, covers, names_somebody, span
from codedark.gap.ruleset import Match

LOOKED_AT_MAX = 300
"""Accepts compared with one deny; what was not looked at is said."""
COMPARED_MAX = 200_000
"""Comparisons for one base chain: some 2 s."""

_QUIET = frozenset({"icmp", "icmpv6", "igmp", "esp", "ah"})


class Overlap(IntEnum):
    """How much of a deny an accept in front of it takes away."""

    NONE = 0
    PART = 1
    """An accept for named hosts, networks or interfaces; or ICMP's."""
    ANYBODY = 2
    """An accept that names nobody: whoever is denied is among them."""
    ALL = 3
    """Every packet the deny names."""


Returns: TypeAlias = Mapping[tuple[str, ...], Sequence[Step]]
"""Returns met so far, by the way to the chain they leave."""


class Accepts:
    """Accepts of one base chain, so far.

    An accept is kept under its first address, else its first interface; a deny that asks for other addresses or
    interfaces never looks at it.
    """

    def __init__(self) -> None:
        self.anybody: dict[tuple[object, ...], Step] = {}
        self.unkeyed: list[Step] = []
        self.by_name: dict[str, dict[str, list[Step]]] = {}
        self.by_span: dict[str, _Spans] = {}
        self.compared_count = 0
        self.skipped_count = 0
        """Denies that were not compared with every accept that may matter."""

    def add(self, step: Step) -> None:
        """Remember an accept."""
        if not names_somebody(step.asked):
            self.anybody.setdefault((step.asked, step.via, step.through), step)
            return
        asked = next((m for m in step.asked if m.key in ADDRESSES and m.op == "==" and m.values), None)
        spans = [span(value) for value in asked.values] if asked is not None else []
        if asked is not None and all(found is not None for found in spans):
            held = self.by_span.setdefault(asked.key, _Spans())
            for found in spans:
                if found is not None:
                    held.add(found, step)
            return
        named = next((m for m in step.asked if _is_plain(m)), None)
        if named is None:
            self.unkeyed.append(step)
            return
        for value in named.values:
            self.by_name.setdefault(named.key, {}).setdefault(value, []).append(step)

    def over(self, deny: Step, ways: Sequence[Step], returns: Returns) -> tuple[Overlap, Step | None]:
        """The accept that takes most of a deny, the first of its kind; exceptions from it (all of the accept is denied
        otherwise) are left out: they are meant.

        Args:
            deny: a step behind all accepts added so far.
            ways: other steps of the same rule, met before.
            returns: met so far.
        """
        worst: tuple[Overlap, Step | None] = (Overlap.NONE, None)
        for looked_at, step in enumerate(self._near(deny)):
            if looked_at >= LOOKED_AT_MAX or self.compared_count >= COMPARED_MAX:
                self.skipped_count += 1
                break
            self.compared_count += 1
            overlap = overlap_of(step.asked, deny.asked)
            if overlap > worst[0] and comes_too_late(step, deny, ways, returns):
                continue
            if overlap > worst[0]:
                worst = (overlap, step)
            if overlap is Overlap.ALL:
                break
        return worst

    def _near(self, deny: Step) -> Iterator[Step]:
        yield from self.anybody.values()
        yield from self.unkeyed
        for key, held in self.by_span.items():
            yield from held.near(_spans_of(deny.asked, key))
        names = {m.key: m.values for m in deny.asked if _is_plain(m)}
        for key, held_by in self.by_name.items():
            for value in names.get(key, held_by):
                yield from held_by.get(value, ())


def comes_too_late(accept: Step, deny: Step, ways: Sequence[Step], returns: Returns) -> bool:
    """What it would take of a deny was denied, or left the chain, before it came to the accept."""
    if accept.met_after(deny):
        return True
    both = (*accept.asked, *deny.asked)
    left = (step for depth in range(2, len(accept.via) + 1) for step in returns.get(accept.via[:depth], ()))
    return any(way.serial < accept.serial and covers(way.asked, both) for way in (*ways, *left) if way is not deny)


def overlap_of(accept: Sequence[Match], deny: Sequence[Match]) -> Overlap:
    """What an accept takes of a deny behind it."""
    if apart(accept, deny):
        return Overlap.NONE
    if covers(accept, deny):
        return Overlap.ALL
    if covers(deny, accept):
        return Overlap.NONE
    quiet = any(m.key == "meta l4proto" and m.op == "==" and set(m.values) <= _QUIET for m in accept)
    return Overlap.PART if quiet or names_somebody(accept) else Overlap.ANYBODY


def _is_plain(match: Match) -> bool:
    return match.key in INTERFACES and match.op == "==" and not any(value.endswith("*") for value in match.values)


def _spans_of(asked: Sequence[Match], key: str) -> list[tuple[int, int, int]] | None:
    """What a deny names under one key; None: it does not ask, or not so that one can tell."""
    for match in asked:
        if match.key == key and match.op == "==" and match.values:
            spans = [span(value) for value in match.values]
            if all(found is not None for found in spans):
                return [found for found in spans if found is not None]
    return None


class _Spans:
    """Steps by the addresses they name. Networks lie within each other or apart: what holds a network starts at one of
    its 33 (129) prefixes; ranges are few and kept in a list.
    """

    def __init__(self) -> None:
        self.starts: list[tuple[int, int, int]] = []
        self.steps: dict[tuple[int, int, int], list[Step]] = {}
        self.ranges: list[tuple[tuple[int, int, int], Step]] = []

    def add(self, found: tuple[int, int, int], step: Step) -> None:
        _, first, last = found
        size = last - first + 1
        if size & (size - 1) or first % size:
            self.ranges.append((found, step))
            return
        if found not in self.steps:
            insort(self.starts, found)
        self.steps.setdefault(found, []).append(step)

    def near(self, wanted: list[tuple[int, int, int]] | None) -> Iterator[Step]:
        if wanted is None:
            for steps in self.steps.values():
                yield from steps
            yield from (step for _, step in self.ranges)
            return
        for version, first, last in wanted:
            for bits in range(33 if version == 4 else 129):
                start = first >> bits << bits
                yield from self.steps.get((version, start, start + (1 << bits) - 1), ())
            at = bisect_left(self.starts, (version, first, 0))
            while at < len(self.starts) and self.starts[at][:2] <= (version, last):
                if self.starts[at][2] <= last and self.starts[at] != (version, first, last):
                    yield from self.steps[self.starts[at]]
                at += 1
            yield from (
                step for held, step in self.ranges if held[0] == version and held[1] <= last and first <= held[2]
            )
