"""A gate's own journal as entries of the record: what it did by whose order, what it refused, what it mended.

The laptop's log has a gate's answers to the laptop. An order read out by telephone, a deadline that passed while nobody
was connected, a rule that somebody else changed: of these only the gate knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from codedark.record.assertion import Assertion, Attribution
from codedark.record.edtf import instant
from codedark.record.entry import Body, Draft, EntryKind
from codedark.response.recorded_origin import marked, origin_of

CAME_FROM = "gate"

_SAYS: MappingProxyType[str, tuple[EntryKind, str]] = MappingProxyType(
    {
        "order": (EntryKind.ACTION, "{act} of plan {plan} {done}"),
        "refused": (EntryKind.DECISION, "refused ({kind}): {why}"),
        "renewed": (EntryKind.ACTION, "plan {plan} holds until {until}: {why}"),
        "mended": (EntryKind.ACTION, "mended: {why}"),
        "staged": (EntryKind.ACTION, "{plans} plans laid ready"),
        "mandate": (EntryKind.ACTION, "mandate version {version} taken"),
        "failed": (EntryKind.OBSERVATION, "could not: {why}"),
        "damaged": (EntryKind.OBSERVATION, "damaged: {why}"),
    }
)
"""What a line of the journal tells -> kind of entry, and its sentence behind the gate's name."""
_CONTAINS = MappingProxyType({"cut": "cut", "release": "let go"})


class NoJournalLine(ValueError):
    """A line that no gate writes; the text says what is wrong with it."""


def recorded_gate(line: Mapping[str, Any], gate: str) -> Draft:
    """One line of a gate's journal as a draft.

    Args:
        line: as it was written: `at` (seconds since 1970, by the gate's clock), `what`, and what goes with that.
        gate: the gate's name; of a pair the member's.
    Returns:
        The draft. A cut or release that changed something there carries the assertion about containment: by the gate's
        own word, so *reported*; what packets show stands in the laptop's log.
    Raises:
        NoJournalLine: `at` or `what` is missing, or `at` is no time.
    """
    at, what = _moment(line.get("at")), line.get("what")
    if not isinstance(what, str) or not what:
        raise NoJournalLine("`what` is missing")
    kind, words = _SAYS.get(what, (EntryKind.OBSERVATION, what))
    told = {name: _plain(name, value) for name, value in line.items() if name not in {"at", "what"}}
    said = words.format_map(_Filled({**told, "done": "stood so already" if line.get("already") else "done"}))
    body = Body(
        text=f"Gate {gate}: {said}.",
        assertions=_assertions(line, gate, at) if what == "order" else (),
        came_from=CAME_FROM,
        details={"gate": gate, "what": what, **{name: value for name, value in told.items() if value}},
    )
    draft = Draft(kind=kind, role=f"gate {gate}", event_at=instant(at), body=body)
    return marked(draft, origin_of(CAME_FROM, {"gate": gate, "at": float(line["at"]), "what": what, **told}))


def _assertions(line: Mapping[str, Any], gate: str, at: datetime) -> tuple[Assertion, ...]:
    did = _CONTAINS.get(str(line.get("act", "")))
    if did is None or not line.get("touches") or line.get("already"):
        return ()
    plan = str(line.get("plan", ""))
    return (
        Assertion(
            field="containment",
            value=f"Plan {plan}: {did} at gate {gate}, by its own word",
            valid=instant(at),
            known_at=at,
            by=f"gate {gate}",
            attribution=Attribution.REPORTED,
            details={"plan": plan, "gate": gate},
        ),
    )


def _moment(at: object) -> datetime:
    if isinstance(at, bool) or not isinstance(at, int | float):
        raise NoJournalLine("`at` is missing, or no number of seconds")
    try:
        return datetime.fromtimestamp(at, UTC)
    except (ValueError, OverflowError, OSError):
        raise NoJournalLine(f"`at` is {at}: no time") from None


def _plain(name: str, value: object) -> str:
    """A value as a text; moments as people read them."""
    if name == "until" and isinstance(value, int | float) and not isinstance(value, bool):
        return str(instant(_moment(value)))
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


class _Filled(dict[str, str]):
    """What a journal leaves out is not told."""

    def __missing__(self, name: str) -> str:
        return "?"
