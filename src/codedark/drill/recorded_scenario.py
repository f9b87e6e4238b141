"""A record of an incident, here or elsewhere, as a drill scenario for one's own hospital.

What is known is pinned: the day, the alarm, the shutdown. What nobody knows of the attack is drawn from what is known
of others, as in the scenario a hospital begins with, and said to be. What the record says of care becomes effects that
the drill's own figures are laid beside; each cites its assertion.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from codedark.drill.recorded_effect import RecordedEffect
from codedark.drill.recorded_effects import BACK, DayOne, effects_of, first_moment, in_our_time
from codedark.drill.recorded_entry import entry_of
from codedark.drill.recorded_said import printable
from codedark.hospital.beginning_scenario import beginning_scenario
from codedark.hospital.records import Hospital, ServiceId
from codedark.record.assertion import Assertion
from codedark.record.edtf import When
from codedark.record.opening import About
from codedark.record.view import View

LEAD_DAYS = 30
"""Days played before the day of the incident: alerts heard and cuts fired then cost care, too."""
BACK_DAYS_UNKNOWN = 30
"""Days played afterwards where nobody says when everything was back."""
BEYOND_DAYS = 30
"""Days played beyond the day on which it was: who is slower here must not be cut off."""
HORIZON_DAYS_MOST = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """One told moment in the hospital's own time."""

    told: Assertion
    when: When
    at: datetime | None
    """To the minute, local, without an offset; None: only the day is told."""
    day: date

    @property
    def how(self) -> str:
        """Status and source, as a note beside it."""
        about = ", about" if self.when.about else ""
        return f"{self.told.field} {self.when}: {self.told.status}{about} ({self.told.id})"


def scenario_of(view: View, about: About, hospital: Hospital) -> tuple[bytes, tuple[str, ...]]:
    """Write a scenario.

    Args:
        view: what was known of the incident at a moment.
        about: what the record is of; its times are in its time zone, and stay what the clock showed there.
        hospital: one's own: machines to come in by, services that effects fall on.
    Returns:
        (TOML that `read_scenario` takes for this hospital without a fault, what was assumed, sampled or left out: a
        sentence each). The same view gives the same bytes.
    Cost: a step for each assertion and service.
    """
    notes: list[str] = []
    alarm, cut = _moment(view, "discovered_at", about, notes), _moment(view, "servers_shutdown_at", about, notes)
    day1 = _day1(view, about, alarm, cut, notes)
    alarm, cut = _near(alarm, day1, notes), _near(cut, day1, notes)
    struck_h = _struck_h(day1, alarm, cut)
    shut_h = None if cut is None else _struck_h(day1, None, cut)
    first = DayOne(day=day1, zone=about.timezone, onset_h=struck_h or 0.0, shut_h=shut_h)
    effects, unmapped = effects_of(view, first, hospital)
    mode = _mode(view, hospital, notes)
    lines = [
        *_head(view, about),
        *_clock(day1, view, effects, notes),
        *_attack(view, mode, struck_h, hospital, notes),
        *_pinned(alarm, cut),
        *_arms(view, alarm, cut, notes),
        *(line for effect in effects for line in _effect(effect, tuple(hospital.services))),
    ]
    return "\n".join([*lines, ""]).encode(), tuple(dict.fromkeys(map(printable, (*notes, *unmapped))))


def _moment(view: View, field: str, about: About, notes: list[str]) -> _Moment | None:
    told = view.lead(field)
    if told is None or not told.status.tells or not isinstance(told.value, str):
        return None
    when = When(told.value)
    if not in_our_time(when, about.timezone):
        return None
    point = when.latest(about.timezone) if when.open_start else when.earliest(about.timezone)
    if point is None:
        return None
    zone = ZoneInfo(about.timezone)
    if "T" not in (when.end if when.open_start else when.start):
        return _Moment(told=told, when=when, at=None, day=_day(when, about))
    local = when.earliest(about.timezone) or point
    at = local.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    if told.status.marked or when.about:
        notes.append(f"pinned, and not certain: {told.field} {when} is {told.status}{', about' * when.about}")
    return _Moment(told=told, when=when, at=at, day=at.date())


def _near(one: _Moment | None, day1: date, notes: list[str]) -> _Moment | None:
    """A moment that is played: within the days before day one, or so many after it."""
    if one is None or abs((one.day - day1).days) < LEAD_DAYS:
        return one
    notes.append(f"not pinned: {one.told.field} {one.when} lies more than {LEAD_DAYS} days from day one ({day1})")
    return None


def _day(when: When, about: About) -> date:
    """The local day a moment begins on; of one that ends then and began nobody knows when: the day it ends."""
    zone = ZoneInfo(about.timezone)
    first, last = when.earliest(about.timezone), when.latest(about.timezone)
    point = first if first is not None else (last or about.opened_at) - timedelta(seconds=1)
    return point.astimezone(zone).date()


def _day1(view: View, about: About, alarm: _Moment | None, cut: _Moment | None, notes: list[str]) -> date:
    """The day whose operations are counted apart: the shutdown's, else the alarm's, else the onset's."""
    onset = view.lead("onset_at")
    told = None
    if onset is not None and onset.status.tells and isinstance(onset.value, str):
        when = When(onset.value)
        told = _day(when, about) if in_our_time(when, about.timezone) else None
    first = cut or alarm
    if first is not None:
        if told is not None and told != first.day:
            notes.append(f"day one is {first.day}, when care fell; the record has the onset at {onset and onset.value}")
        return first.day
    if told is not None:
        assert onset is not None
        if onset.status.marked or When(str(onset.value)).open_start:
            notes.append(f"day one is {told}: onset {onset.value}, {onset.status}")
        return told
    care = first_moment(view, about.timezone)
    what = "the first on which care is said to have been lost" if care is not None else "that of the record's opening"
    day = (care or about.opened_at).astimezone(ZoneInfo(about.timezone)).date()
    notes.append(f"day one is {day}, {what}: the record says neither onset, alarm nor shutdown")
    return day


def _struck_h(day1: date, alarm: _Moment | None, cut: _Moment | None) -> float | None:
    """Hours after midnight of day one at which it was noticed; None: only the day is known."""
    midnight = datetime(day1.year, day1.month, day1.day)  # noqa: DTZ001 - the clock of a scenario is local
    known = [one.at for one in (alarm, cut) if one is not None and one.at is not None]
    return None if not known else (min(known) - midnight).total_seconds() / 3600


def _mode(view: View, hospital: Hospital, notes: list[str]) -> str:
    if not len(hospital.hosts):
        notes.append("this hospital lists no machine: nobody can come in, the alarm alone is played")
        return "none"
    told = view.lead("attack_type")
    kind = "" if told is None or not told.status.tells else str(told.value)
    if kind == "ddos":
        notes.append("a flood from outside takes no machine: played as an alarm with nobody inside")
    elif kind not in {"ransomware", "wiper", "intrusion"}:
        notes.append(f"the kind of attack is {kind or 'not known'}: played as people with ransomware, which is assumed")
    return "none" if kind == "ddos" else "human"


def _head(view: View, about: About) -> list[str]:
    exercise = " It was an exercise." if about.exercise else ""
    return [
        "# Made from a record. What is pinned, and what is laid beside the drill's figures, is the record's; the",
        "# course of the attack is drawn from what is known of others. Change what you know better.",
        "",
        f"name = {_text('recorded-' + about.incident[:8])}",
        f"title = {_text('As recorded: ' + about.title)}",
        f"source = {_text(f'record of {about.organisation}, as of {view.as_of:%Y-%m-%d %H:%M} UTC.{exercise}')}",
    ]


def _clock(day1: date, view: View, effects: Iterable[RecordedEffect], notes: list[str]) -> list[str]:
    back = [effect.from_h / 24 for effect in effects if effect.what in BACK and effect.from_h is not None]
    words = view.lead("recovered")
    if back:
        days = max(BACK_DAYS_UNKNOWN, int(max(back)) + 1 + BEYOND_DAYS)
    elif words is not None and words.status.tells:
        days = max(BACK_DAYS_UNKNOWN, (words.known_at.date() - day1).days + BEYOND_DAYS)
        notes.append(f"recovery is told in words alone ('{words.value}', {words.id}): {days} days are played")
    else:
        days = BACK_DAYS_UNKNOWN
        notes.append(f"nobody says when everything was back: {BACK_DAYS_UNKNOWN} days are played")
    return [
        "",
        f"# The clock starts {LEAD_DAYS} days before: alerts heard and cuts fired then cost care, too.",
        "[clock]",
        f'start = "{day1 - timedelta(days=LEAD_DAYS)}T00:00"',
        f'day1 = "{day1}"',
        f"horizon_days = {min(HORIZON_DAYS_MOST, LEAD_DAYS + days)}",
    ]


def _attack(view: View, mode: str, struck_h: float | None, hospital: Hospital, notes: list[str]) -> list[str]:
    """[attack] and [detection]: the figures a hospital begins with, but for the hour and the way in."""
    usual = tomllib.loads(beginning_scenario(()).decode())
    detection = [f"{key} = {_value(value)}" for key, value in usual["detection"].items()]
    if mode == "none":
        return ["", "[attack]", 'mode = "none"', "", "[detection]", *detection[:3]]
    way = entry_of(view, hospital)
    notes.extend(way.notes)
    told = {
        **usual["attack"],
        "entry": list(way.entry),
        "detonation_h": _detonation(struck_h, usual["detection"], notes),
    }
    return [
        "",
        f"# Way in: {printable(way.why)}",
        "[attack]",
        *(f"{key} = {_value(value)}" for key, value in told.items()),
        "",
        "[detection]",
        *detection,
    ]


def _detonation(struck_h: float | None, detection: Mapping[str, Any], notes: list[str]) -> dict[str, Any]:
    """When the destruction began: before it was noticed by what recognising takes; else at any hour of the day."""
    lead_h = LEAD_DAYS * 24.0
    if struck_h is None:
        notes.append("no hour is known: the destruction begins at any hour of day one")
        why = f"the record tells the day, not the hour: {LEAD_DAYS} days after the start of the clock, at any hour"
        return {"low": lead_h, "mid": lead_h + 12, "high": lead_h + 24, "basis": "assumed", "source": why}
    took = detection["recognised_h"]
    low, mid, high = (round(lead_h + struck_h - took[end], 2) for end in ("high", "mid", "low"))
    why = "the hour it was noticed, as recorded, less what recognising an attack takes (detection.recognised_h)"
    return {"low": low, "mid": mid, "high": high, "basis": "inferred", "source": why}


def _pinned(alarm: _Moment | None, cut: _Moment | None) -> list[str]:
    told = [(key, one) for key, one in (("alarm_at", alarm), ("cut_at", cut)) if one is not None and one.at is not None]
    if not told:
        return []
    lines = [f'{key} = "{one.at:%Y-%m-%dT%H:%M}"' for key, one in told if one.at is not None]
    return ["", "[pinned]", *lines, f"source = {_text('; '.join(one.how for _, one in told))}"]


def _arms(view: View, alarm: _Moment | None, cut: _Moment | None, notes: list[str]) -> list[str]:
    off = view.lead("servers_shutdown")
    shut = cut is not None or (off is not None and off.status.tells and off.value is True)
    if not shut:
        notes.append("the record tells of no shutdown: the arm as recorded answers by this hospital's own policy")
    pinned = any(one is not None and one.at is not None for one in (alarm, cut))
    at = f" at {cut.at:%H:%M}" if cut is not None and cut.at is not None else ""
    title = f"As recorded: every server off{at}" if shut else "As recorded: no shutdown is told"
    return [
        "",
        "[[arms]]",
        'name = "as-recorded"',
        f"title = {_text(title)}",
        f'response = "{"full-shutdown" if shut else "hospital"}"',
        f"pinned = {'true' if pinned else 'false'}",
        "",
        "[[arms]]",
        'name = "nobody-cuts"',
        'title = "The same attack, and nobody cuts anything"',
        'response = "none"',
        "",
        "# Name the folders under defences/ here, and every combination of them is played too.",
        "[combinations]",
        "defences = []",
        'base_name = "as-we-are"',
        'base_title = "As we are: the answer of hospital.toml"',
    ]


def _effect(effect: RecordedEffect, everything: tuple[ServiceId, ...]) -> list[str]:
    """One row; of everything the services are not named one by one."""
    told = {
        "what": effect.what,
        "about": effect.about,
        "kind": str(effect.kind),
        "services": None if effect.services == everything else list(effect.services),
        "said": effect.said,
        "from_h": effect.from_h,
        "to_h": effect.to_h,
        "figure": effect.figure,
        "figure_to": effect.figure_to,
        "measure": None if effect.measure is None else str(effect.measure),
        "assertion": effect.assertion,
        "status": effect.status,
        "source": effect.source,
    }
    return ["", "[[effects]]", *(f"{key} = {_value(value)}" for key, value in told.items() if value not in (None, ""))]


def _value(value: object) -> str:
    """A value as TOML has it, on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value) if isinstance(value, int) else _text(str(value))


def _text(words: str) -> str:
    """A basic string of TOML: JSON's escapes are its own, but for DEL."""
    plain = words.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
