"""Entries of a live incident as entries of its record: who decided what, what was cut, what is proven, by what.

The machine's log says what was done; the record says it beside everything else that is known of the incident. A cut
that a gate says it made is a containment *reported*; one that packets have shown is *confirmed*; what is let go again
is said as well, so that no reader takes a cut of the morning for one that stands.
"""

from __future__ import annotations

from types import MappingProxyType

from codedark.gap.proving import ProofVerdict
from codedark.record.assertion import Assertion, Attribution
from codedark.record.edtf import instant
from codedark.record.entry import Body, Decision, Draft
from codedark.record.entry import EntryKind as Kind
from codedark.response.alarm import Alarm
from codedark.response.entries import Entry, EntryKind
from codedark.response.incident import Stage
from codedark.response.moves import MACHINE
from codedark.response.recommending import Recommendation
from codedark.response.recorded_origin import marked, origin_of

CAME_FROM = "response"

_KIND = MappingProxyType(
    {
        EntryKind.OBSERVATION: Kind.OBSERVATION,
        EntryKind.DECISION: Kind.DECISION,
        EntryKind.ACTION: Kind.ACTION,
        EntryKind.MESSAGE: Kind.MESSAGE,
    }
)

_CONTAINED: MappingProxyType[str, tuple[str, Attribution]] = MappingProxyType(
    {
        Stage.APPLIED: ("cut, by the word of its gates; not yet proven", Attribution.REPORTED),
        Stage.PROVEN: ("cut, proven by packets", Attribution.CONFIRMED),
        Stage.HELD: ("cut, and confirmed by two persons", Attribution.CONFIRMED),
        Stage.DECAYED: ("cut decayed: posture 2 is left", Attribution.REPORTED),
        Stage.PATH_OPEN: ("let go at every gate", Attribution.REPORTED),
        Stage.FLOWS_BACK: ("let go, and flows are back", Attribution.CONFIRMED),
    }
)
"""Stage that a cut reaches -> what that says of the world, and who stands by it. Other stages change nothing there."""


def recorded(entry: Entry) -> Draft:
    """One line of a live incident's log as a draft for its record.

    Returns:
        The draft: moment, kind and role as told; plan, stages and evidence in its details. Where the line moved a cut
        to another stage, with the assertion that this makes about containment; where packets judged a seal, as a
        status. The same line always gives the same draft.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 3, 3, 5, 30, tzinfo=UTC)
    >>> draft = recorded(Entry(at=at, kind=EntryKind.ACTION, who="machine", what="cut sent to g1", plan="00ff00ff00ff"))
    >>> draft.kind.value, draft.role, draft.body.came_from, draft.body.details["plan"]
    ('action', 'machine', 'response', '00ff00ff00ff')
    """
    body = Body(
        text=_sentence(entry.what),
        assertions=_assertions(entry),
        decision=_decision(entry),
        came_from=CAME_FROM,
        details=_details(entry),
    )
    draft = Draft(kind=_kind(entry), role=entry.who, event_at=instant(entry.at), body=body)
    return marked(draft, origin_of(CAME_FROM, _line(entry)))


def recorded_alarm(alarm: Alarm) -> Draft:
    """An alarm as an observation: which suspects, by which ways it came, on which findings.

    It says nothing of the incident's field of detection: whether an alarm was the discovery is a person's decision.
    """
    suspects = ", ".join(str(suspect) for suspect in alarm.suspects)
    body = Body(
        text=_sentence(f"Alarm: {'; '.join(alarm.why) or suspects}"),
        came_from=CAME_FROM,
        details=_kept(
            {
                "suspects": suspects,
                "zones": " ".join(alarm.zones),
                "channels": " ".join(alarm.channels),
                "findings": " ".join(alarm.findings),
                "first_at": str(instant(alarm.first_at)),
            }
        ),
    )
    line = {"at": str(instant(alarm.at)), "findings": list(alarm.findings), "suspects": suspects}
    draft = Draft(kind=Kind.OBSERVATION, role="detection", event_at=instant(alarm.at), body=body)
    return marked(draft, origin_of(CAME_FROM, line))


def recorded_recommendation(told: Recommendation) -> Draft:
    """A recommendation as a message of the machine: a proposal with its price; nobody has decided anything."""
    body = Body(
        text=_sentence(f"Proposed: {told.plan_name}, {told.care_lost_per_h:.3g} elective operations an hour lost"),
        came_from=CAME_FROM,
        details=_kept(
            {
                "plan": told.plan_name,
                "care_lost_per_h": f"{told.care_lost_per_h:g}",
                "why": "; ".join(told.why),
                "automatic": "yes" if told.automatic.allowed else "no",
                "because": "; ".join(told.automatic.because),
                "findings": " ".join(told.alarm.findings),
            }
        ),
    )
    line = {"at": str(instant(told.at)), "plan": told.plan_name, "findings": list(told.alarm.findings)}
    draft = Draft(kind=Kind.MESSAGE, role=MACHINE, event_at=instant(told.at), body=body)
    return marked(draft, origin_of(CAME_FROM, line))


def _kind(entry: Entry) -> Kind:
    """An observation or action by which a seal is judged is a status; everything else is what it was."""
    return Kind.STATUS if entry.what.startswith(_PROOFS) else _KIND[entry.kind]


_PROOFS = (*ProofVerdict, "no longer proven")
"""How a proof begins: the words of `gap.proving`, and of the machine that adds them up."""


def _assertions(entry: Entry) -> tuple[Assertion, ...]:
    reached = _CONTAINED.get(entry.after)
    if reached is None or entry.before == entry.after:
        return ()
    words, attribution = reached
    about = Assertion(
        field="containment",
        value=f"Plan {entry.plan}: {words}",
        valid=instant(entry.at),
        known_at=entry.at,
        by=MACHINE,
        attribution=attribution,
        details=_kept({"plan": entry.plan, "before": entry.before, "after": entry.after}),
    )
    return (about,)


def _decision(entry: Entry) -> Decision | None:
    """A signed or refused order in the form decisions have; other decisions keep their sentence alone."""
    if entry.kind is not EntryKind.DECISION:
        return None
    act, _, rest = entry.what.partition(" ")
    verdict, _, why = rest.partition(": ")
    if act not in {"cut", "hold", "release"} or verdict not in {"signed", "refused"}:
        return None
    return Decision(what=act, value="yes" if verdict == "signed" else "no", at=entry.at, why=why)


def _details(entry: Entry) -> dict[str, str]:
    """Plan, stages, and the evidence by its names; a name that is ours already gets `evidence_` before it."""
    own = _kept({"plan": entry.plan, "before": entry.before, "after": entry.after})
    return own | {f"evidence_{name}" if name in {*own, "origin"} else name: value for name, value in entry.evidence}


def _line(entry: Entry) -> dict[str, object]:
    return {
        "at": entry.at.isoformat(),
        "kind": str(entry.kind),
        "who": entry.who,
        "what": entry.what,
        "plan": entry.plan,
        "before": entry.before,
        "after": entry.after,
        "evidence": [list(pair) for pair in entry.evidence],
    }


def _sentence(words: str) -> str:
    told = words.strip() or "Nothing was said"
    return f"{told[:1].upper()}{told[1:]}" + ("" if told[-1] in ".!?" else ".")


def _kept(details: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in details.items() if value}
