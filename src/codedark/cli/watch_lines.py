"""What `watch` says: one JSON object a line, or text a person can follow while much is going on."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from shlex import quote
from typing import Any

import msgspec

from codedark.cli.answer import note, say, table
from codedark.gap import CutPlan, Finding, Suspect
from codedark.gates.watching import Event, Refusal, Trouble
from codedark.response import Alarm, Flood, Recommendation

SHOWN_PER_S = 20
"""Lines of text about findings and refusals within a second; the rest is counted. JSON has them all."""
SIGNALS_REMEMBERED = 4096
"""Signals whose repeats are counted, not printed."""
_FEW = 6


class JsonLines:
    """One object a line, flushed at once, so that another program can act on it."""

    def event(self, event: Event) -> None:
        """Print a finding, a refusal, a trouble, a flood or an alarm."""
        _print({"kind": _KINDS[type(event)], **_fields(event)})

    def recommendation(self, told: Recommendation) -> None:
        """Print the answer to an alarm."""
        plan = told.plan
        _print(
            {
                "kind": "recommendation",
                "at": told.at,
                "suspects": told.alarm.suspects,
                "plan": told.plan_name,
                "care_lost_per_h": told.care_lost_per_h,
                "cut": plan.cut,
                "quarantine": plan.quarantine,
                "contain": plan.contain,
                "services_lost": plan.services_lost,
                "core_within_reach": _core_left(plan),
                "optimal": plan.optimal,
                "fire_min": plan.fire_min,
                "alternatives": told.alternatives,
                "theatres_in_use": told.theatres_in_use,
                "automatic": told.automatic,
                "why": told.why,
            }
        )

    def summary(self, counts: Mapping[str, int]) -> None:
        """Print what was read in all."""
        _print({"kind": "summary", **_counted(counts)})


_KINDS: dict[type, str] = {Finding: "finding", Refusal: "refused", Trouble: "trouble", Flood: "flood", Alarm: "alarm"}
COUNTED = ("lines", "skipped", "refused", "findings", "floods", "alarms")


def _fields(event: Event) -> dict[str, Any]:
    fields = type(event).__dataclass_fields__
    return {name: getattr(event, name) for name in fields}


def _print(told: Mapping[str, object]) -> None:
    print(msgspec.json.encode(told, enc_hook=str).decode(), flush=True)


def _counted(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: counts.get(name, 0) for name in COUNTED}


def _core_left(plan: CutPlan) -> list[str]:
    return sorted({residual.core for residual in plan.residual})


class TextLines:
    """Text, times by the hospital's wall clock; repeats and floods are counted, alarms are never left out."""

    def __init__(self, zone: tzinfo, folder: Path) -> None:
        """`zone`: the hospital's wall clock; `folder`: as typed, for commands to paste."""
        self._zone = zone
        self._folder = folder
        self._known: OrderedDict[tuple[str, ...], None] = OrderedDict()
        self._drowned: dict[str, datetime] = {}
        self._second: datetime | None = None
        self._shown_count = 0
        self._unshown: Counter[str] = Counter()

    def event(self, event: Event) -> None:
        """Print one event."""
        if isinstance(event, Finding):
            self._finding(event)
        elif isinstance(event, Refusal):
            if not self._repeated("refused", event.channel, event.reason):
                self._short(event.at, "refused", f"{event.channel}: {event.reason}")
        elif isinstance(event, Trouble):
            self._loud(event.at, "trouble", f"{event.channel}: {event.what}")
        elif isinstance(event, Flood):
            self._drowned[event.channel] = event.until
            self._loud(event.at, "FLOOD", f"{event.why} ({event.findings_count:,} findings in one second)")
        else:
            self._loud(event.at, "ALARM", f"strength {event.strength:g}, by {', '.join(event.channels)}")
            for why in event.why[: 2 * _FEW]:
                say(why, indent="  - ", hanging="    ")
            if len(event.why) > 2 * _FEW:
                print(f"  - and {len(event.why) - 2 * _FEW} more; --json has them all")

    def recommendation(self, told: Recommendation) -> None:
        """Print the answer to an alarm: the plan, its price, what else could be done."""
        plan = told.plan
        say(f"Recommended: plan {told.plan_name} ({'; '.join(told.why)}): {_measures(plan)}.", indent="  ")
        left = _core_left(plan)
        reach = f"core within reach all the same: {_listed(left)}" if left else "no core zone stays within reach"
        say(f"It costs {told.care_lost_per_h:.2f} care an hour; {reach}.", indent="  ")
        rows = [("THIS PLAN", plan.care_lost_per_h, plan.exposed_care_per_h, len(left))]
        rows += [(a.name, a.care_lost_per_h, a.exposed_care_per_h, len(a.core_exposed)) for a in told.alternatives]
        heads = ("answer", "care lost/h", "still at risk/h", "core within reach")
        table(heads, [(n, f"{c:.2f}", f"{r:.2f}", k or "none") for n, c, r, k in rows], right=heads[1:])
        if told.theatres_in_use:
            touched = sum(bool(one.loses) for one in told.theatres_in_use)
            lose = f"{touched} of them would lose what they need" if touched else "none of them needs what it cuts"
            say(f"Operations running by the list: {len(told.theatres_in_use)}; {lose}.", indent="  ")
        else:
            say("No operation is running by the list; an emergency may be.", indent="  ")
        verdict = "It may be fired alone" if told.automatic.allowed else "Not to be fired alone"
        say(f"{verdict}: {'; '.join(told.automatic.because)}.", indent="  ")
        say(f"Nothing was cut. All of it: {self._command(told)}\n", indent="  ")

    def summary(self, counts: Mapping[str, int]) -> None:
        """Print what was read in all."""
        self._rest()
        told = _counted(counts)
        said = ", ".join(f"{told[name]:,} {name}" for name in COUNTED)
        note(f"Read: {said}.")
        if not told["alarms"]:
            say("No alarm, but a channel flooded: look." if told["floods"] else "No alarm.")

    def _command(self, told: Recommendation) -> str:
        suspects = " ".join(f"--suspect {_word(suspect)}" for suspect in told.alarm.suspects[:_FEW])
        return f"codedark gap plan {quote(str(self._folder))} {suspects or '--suspect unknown'}"

    def _finding(self, event: Finding) -> None:
        if self._repeated(event.party, event.detector, event.rule):
            return
        victim = f" -> {event.victim or event.victim_zone}" if event.victim_zone else ""
        what = f"{event.detector} {event.rule} {event.title}"
        until = self._drowned.get(event.channel)
        drowned = until is not None and event.at < until
        text = f"{event.party} ({event.suspect_zone}){victim}: {what}"
        self._short(event.at, event.severity, text, drowned=drowned)

    def _repeated(self, *what: str) -> bool:
        """Whether this was printed already: repeats are counted in the summary alone."""
        repeated = what in self._known
        self._known[what] = None
        self._known.move_to_end(what)
        if len(self._known) > SIGNALS_REMEMBERED:
            self._known.popitem(last=False)
        return repeated

    def _short(self, at: datetime, word: str, text: str, *, drowned: bool = False) -> None:
        """A line that may be left out: when too many come at once, or its channel floods."""
        second = at.replace(microsecond=0)
        if second != self._second:
            self._rest()
            self._second, self._shown_count = second, 0
        self._shown_count += 1
        if self._shown_count > SHOWN_PER_S or drowned:
            self._unshown["refused" if word == "refused" else "findings"] += 1
            return
        self._line(at, word, text)

    def _rest(self) -> None:
        """Say how many lines were left out."""
        if self._unshown:
            more = ", ".join(f"{count:,} more {word}" for word, count in self._unshown.items())
            print(f"  and {more} in that second")
            self._unshown.clear()

    def _loud(self, at: datetime, word: str, text: str) -> None:
        self._rest()
        self._line(at, word, text)

    def _line(self, at: datetime, word: str, text: str) -> None:
        say(f"{at.astimezone(self._zone):%Y-%m-%d %H:%M:%S} {word:8} {text}", hanging=" " * 29)


def _word(suspect: Suspect) -> str:
    return f"{suspect.kind}:{suspect.name}" if suspect.name else str(suspect)


def _measures(plan: CutPlan) -> str:
    told = [
        f"cut {len(plan.cut)} conduits" if plan.cut else "",
        f"quarantine {_listed(plan.quarantine)}" if plan.quarantine else "",
        f"contain {_listed(plan.contain)}" if plan.contain else "",
    ]
    return ", ".join(filter(None, told)) or "nothing is cut, since no gate stands where it would help"


def _listed(names: Iterable[object]) -> str:
    told = [str(name) for name in names]
    return ", ".join(told[:_FEW]) + (f" and {len(told) - _FEW} more" if len(told) > _FEW else "")
