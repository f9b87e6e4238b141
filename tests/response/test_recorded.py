"""The machine's log as a record: what was decided, cut and proven, with its evidence."""

from __future__ import annotations

from dataclasses import replace

from codedark.gap.proving import ProofVerdict
from codedark.record.assertion import Attribution
from codedark.record.entry import Draft, EntryKind
from codedark.record.view import Relation, view
from codedark.response import events as ev
from codedark.response.commands import Record
from codedark.response.entries import Entry
from codedark.response.entries import EntryKind as Told
from codedark.response.incident import Incident
from codedark.response.machine import step
from codedark.response.order import OrderAct
from codedark.response.recorded import recorded, recorded_alarm, recorded_recommendation
from codedark.response.recorded_origin import origin
from tests.record.checking import sound
from tests.record.making import chain
from tests.response import stories as s
from tests.response.people import PLAN
from tests.response.test_recommending import OFFICE, answer

ORDER = s.order_at(s.t(1))
CUT = (
    s.alarm(s.t(0)),
    s.approved(s.t(1), ORDER, "commander"),
    *(s.ready(s.t(1, 1), gate) for gate in s.GATES),
    *(s.answer(s.t(1, 2), gate, ORDER, done_at=s.t(1, 2)) for gate in s.GATES),
)
PROOF = tuple(s.proved(s.t(2), gate) for gate in s.GATES)


def entries(*events: ev.Event, start: Incident = s.BEGIN) -> list[Entry]:
    incident, found = start, []
    for event in events:
        incident, commands = step(incident, event)
        found += [command.entry for command in commands if isinstance(command, Record)]
    return found


def drafts(*events: ev.Event) -> list[Draft]:
    return [recorded(entry) for entry in entries(*events)]


def contained(told: list[Draft]) -> list[tuple[str, Attribution]]:
    """Each once: all lines of one step say where the cut stands after it, in the same words."""
    return list(dict.fromkeys((str(a.value), a.attribution) for draft in told for a in draft.body.assertions))


def test_moment_role_plan_stages_and_evidence_come_along() -> None:
    entry = Entry(
        at=s.t(1), kind=Told.ACTION, who="gate-keeper", what="cut sent to g1", plan=PLAN, before="authorised",
        after="ordered", evidence=(("order", "ab12"), ("plan", "of the gate")),
    )  # fmt: skip
    draft = recorded(entry)
    assert (draft.kind, draft.role, draft.event_at.earliest("UTC")) == (EntryKind.ACTION, "gate-keeper", s.t(1))
    assert draft.body.text == "Cut sent to g1." and draft.body.came_from == "response"
    details = {k: v for k, v in draft.body.details.items() if k != "origin"}
    assert details == {
        "plan": PLAN, "before": "authorised", "after": "ordered", "order": "ab12", "evidence_plan": "of the gate",
    }  # fmt: skip


def test_a_cut_is_contained_by_the_word_of_its_gates_and_confirmed_once_packets_show_it() -> None:
    told = contained(drafts(*CUT, *PROOF))
    assert told == [
        (f"Plan {PLAN}: cut, by the word of its gates; not yet proven", Attribution.REPORTED),
        (f"Plan {PLAN}: cut, proven by packets", Attribution.CONFIRMED),
    ]


def test_nothing_is_contained_before_a_gate_cut() -> None:
    assert contained(drafts(*CUT[:5])) == []


def test_a_refused_cut_contains_nothing() -> None:
    refused = [s.answer(s.t(1, 2), gate, ORDER, ev.Outcome.REFUSED, why="no plan") for gate in s.GATES]
    assert contained(drafts(*CUT[:5], *refused)) == []


def test_a_cut_that_is_let_go_is_said_to_be() -> None:
    let_go = s.order_at(s.t(9), OrderAct.RELEASE)
    released = (
        s.approved(s.t(9), let_go, *s.PEOPLE),
        *(s.answer(s.t(9, 1), gate, let_go) for gate in s.GATES),
    )
    assert contained(drafts(*CUT, *PROOF, *released))[-1][0] == f"Plan {PLAN}: let go at every gate"


def test_a_proof_is_a_status_with_its_evidence() -> None:
    kinds = [d.kind for d in drafts(*CUT, *PROOF) if d.body.text.startswith("Sealed")]
    assert kinds and set(kinds) == {EntryKind.STATUS}
    leak = s.proved(s.t(2), s.A, ProofVerdict.LEAKING, why="1 of 2 pairs", forbidden_count=4)
    status = next(d for d in drafts(*CUT, leak) if d.body.text.startswith("Leaking"))
    assert status.kind is EntryKind.STATUS and status.body.details["forbidden"] == "4"


def test_a_signed_order_is_a_decision_with_its_rule() -> None:
    signed = next(d for d in drafts(*CUT) if d.body.decision is not None)
    assert signed.kind is EntryKind.DECISION and signed.body.decision is not None
    assert (signed.body.decision.what, signed.body.decision.value) == ("cut", "yes")
    assert signed.body.details["rule"] and signed.role == "commander"


def test_whoever_may_not_sign_is_refused_in_the_record_too() -> None:
    no = s.approved(s.t(1), s.order_at(s.t(1), OrderAct.RELEASE), "commander")
    decision = next(d.body.decision for d in drafts(s.alarm(s.t(0)), no) if d.body.decision is not None)
    assert (decision.what, decision.value) == ("release", "no")


def test_the_same_line_gives_the_same_draft_and_every_line_another_mark() -> None:
    once, again = drafts(*CUT, *PROOF), drafts(*CUT, *PROOF)
    marks = [origin(d.body) for d in once]
    assert once == again and all(marks) and len(set(marks)) == len(marks)


def test_another_evidence_is_another_line() -> None:
    entry = entries(*CUT)[0]
    assert recorded(entry).body.details["origin"] != recorded(replace(entry, evidence=())).body.details["origin"]


def test_what_arrives_fits_the_fields_of_the_record() -> None:
    assert sound(drafts(*CUT, *PROOF))


def test_a_view_shows_the_cut_beside_its_proof() -> None:
    told = [(draft, s.t(3)) for draft in drafts(*CUT, *PROOF)]
    standings = view(chain(told, opened=False), s.t(5)).of("containment")
    assert len(standings) == 2
    assert all([account.relation for account in one.accounts] == [Relation.LEADS] for one in standings)


def test_an_alarm_is_an_observation_with_its_findings_and_no_assertion() -> None:
    alarm = OFFICE
    draft = recorded_alarm(alarm)
    assert (draft.kind, draft.role, draft.body.assertions) == (EntryKind.OBSERVATION, "detection", ())
    assert draft.body.details["suspects"] == "host ws-1" and draft.body.details["findings"] == "d"
    assert recorded_alarm(alarm) == draft != recorded_alarm(replace(alarm, findings=("e",)))


def test_a_recommendation_is_a_message_with_its_price() -> None:
    told = answer()
    draft = recorded_recommendation(told)
    assert (draft.kind, draft.role, draft.body.assertions) == (EntryKind.MESSAGE, "machine", ())
    assert draft.body.details["plan"] == told.plan_name and draft.body.details["automatic"] == "yes"
    assert float(draft.body.details["care_lost_per_h"]) == float(f"{told.care_lost_per_h:g}")
