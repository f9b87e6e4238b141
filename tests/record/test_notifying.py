from __future__ import annotations

from codedark.record.assertion import Assertion, Period, Qualifier
from codedark.record.clocks import clocks
from codedark.record.decided import YES, case_of
from codedark.record.edtf import When
from codedark.record.entry import Decision, EntryKind, Sent
from codedark.record.notifying import PACK, Moved, decision_entry, moved, sent_entry
from codedark.record.plain import as_bytes, from_bytes
from codedark.record.rule_pack import Regime
from codedark.record.view import Relation, view
from tests.record.clock_making import PACKS, ZONE, at, case, decided, sent, told, withdrawn
from tests.record.making import chain, said

NOTIFICATION = "nis2-be:notification"
MADE, LATER = "2026-03-03T09:00+01:00", "2026-03-08T09:00+01:00"
DAY = Period(when=When("2026-03-03"))
SEVENTY = said("operations_cancelled", 70, known_at=at(MADE), period=DAY, by="hospital")
NIS2 = next(pack for pack in PACKS if pack.regime == "nis2-be")


def _moved(
    *after: Assertion, rests_on: tuple[Assertion, ...] = (SEVENTY,), gone: Assertion | None = None
) -> list[Moved]:
    drafts = [
        told(*rests_on, made=MADE),
        sent(NOTIFICATION, "2026-03-05T10:00+01:00", rests_on=tuple(one.id for one in rests_on)),
        told(*after, made=LATER),
        *([] if gone is None else [withdrawn(gone, made=LATER)]),
    ]
    made = case(chain(drafts), "2026-03-09T12:00+01:00")
    return [one for clock in clocks(made, PACKS) for one in moved(clock, made.view)]


def test_nothing_changed_says_nothing() -> None:
    assert _moved() == []


def test_what_was_told_and_is_replaced_is_named_with_what_stands_now() -> None:
    now = said("operations_cancelled", 62, known_at=at(LATER), period=DAY, by="hospital", supersedes=(SEVENTY.id,))
    (one,) = _moved(now)
    assert (one.name, one.said, one.now, one.relation) == (NOTIFICATION, SEVENTY, now, Relation.REPLACED)


def test_what_replaced_it_under_another_period_is_found() -> None:
    week = Period(when=When("2026-03-02/2026-03-08"))
    now = said("operations_cancelled", 62, known_at=at(LATER), period=week, supersedes=(SEVENTY.id,))
    beside = said("discovered_at", "2026-03-03", known_at=at(LATER))
    (one,) = (change for change in _moved(beside, now) if change.said == SEVENTY)
    assert one.now == now


def test_another_account_that_leads_now_is_named() -> None:
    told_then = said("operations_cancelled", 70, known_at=at(MADE), period=DAY, qualifier=Qualifier.ABOUT)
    now = said("operations_cancelled", 62, known_at=at(LATER), period=DAY)
    (one,) = _moved(now, rests_on=(told_then,))
    assert (one.said, one.now, one.relation) == (told_then, now, Relation.DIFFERS)


def test_a_contradiction_that_came_up_since_is_named() -> None:
    rumour = said("operations_cancelled", 120, known_at=at(LATER), period=DAY, by="press", qualifier=Qualifier.ABOUT)
    (one,) = _moved(rumour)
    assert (one.said, one.now, one.relation) == (SEVENTY, rumour, Relation.DIFFERS)


def test_a_contradiction_that_was_told_is_nothing_new() -> None:
    rumour = said("operations_cancelled", 120, known_at=at(MADE), period=DAY, by="press", qualifier=Qualifier.ABOUT)
    assert _moved(rests_on=(SEVENTY, rumour)) == []


def test_the_same_said_again_by_others_is_no_change() -> None:
    assert _moved(said("operations_cancelled", 70, known_at=at(LATER), period=DAY, by="press")) == []


def test_what_is_withdrawn_is_named_even_where_nothing_stands_in_its_place() -> None:
    (one,) = _moved(gone=SEVENTY)
    assert (one.said, one.now, one.relation) == (SEVENTY, None, Relation.WITHDRAWN)


def test_what_the_stage_asks_for_and_was_not_known_then_is_named() -> None:
    new = said("patients_transferred", 7, known_at=at(LATER))
    aside = said("lesson", "Paper first.", known_at=at(LATER))
    (one,) = _moved(new, aside)
    assert (one.said, one.now, one.relation) == (None, new, None)


def test_what_was_known_then_and_left_out_is_nothing_new() -> None:
    left_out = said("patients_transferred", 7, known_at=at(MADE))
    assert _moved(left_out) == []


def test_a_state_that_changed_is_named() -> None:
    shut = said("ed_status", "closed", known_at=at(MADE))
    again = said("ed_status", "open", known_at=at(LATER))
    (one,) = _moved(again, rests_on=(shut,))
    assert (one.said, one.now, one.relation) == (shut, again, Relation.EARLIER)


def test_a_notification_that_names_nothing_it_rests_on_cannot_be_held_against_anything() -> None:
    assert _moved(said("ed_status", "open", known_at=at(LATER)), rests_on=()) == []


def test_only_the_newest_notification_of_a_stage_is_asked() -> None:
    now = said("operations_cancelled", 62, known_at=at(LATER), period=DAY, supersedes=(SEVENTY.id,))
    drafts = [
        told(SEVENTY, made=MADE),
        sent(NOTIFICATION, "2026-03-05T10:00+01:00", rests_on=(SEVENTY.id,)),
        told(now, made=LATER),
        sent(NOTIFICATION, "2026-03-08T10:00+01:00", rests_on=(now.id,)),
    ]
    made = case(chain(drafts), "2026-03-09T12:00+01:00")
    assert [one for clock in clocks(made, PACKS) for one in moved(clock, made.view)] == []


def test_a_decision_becomes_an_entry_that_clocks_read_back() -> None:
    decision = Decision(what="aware", value=YES, at=at("2026-03-03T06:30+01:00"), why="the alarm was read")
    draft = decision_entry(decision, role="ciso", decided_at=at(MADE), zone=ZONE, before=(), packs=[NIS2])
    assert draft.kind is EntryKind.DECISION and draft.links == ()
    assert draft.body.text == "Decided: aware, 2026-03-03 06:30 +01:00: the alarm was read."
    assert draft.body.details[PACK] == "nis2-be 1"
    entries = chain([(draft, at(MADE))])
    assert from_bytes(type(draft.body), as_bytes(draft.body)) == draft.body
    stands = case_of(entries, view(entries, at(LATER)), ZONE).stands("aware", Regime("nis2-be"))
    assert stands is not None and stands.decision == decision and stands.role == "ciso"


def test_a_decision_that_takes_anothers_place_links_to_it() -> None:
    first = decided("aware", "2026-03-03T06:30+01:00", made="2026-03-03T08:00+01:00")
    made = case(chain([first]), MADE)
    before = made.stands("aware", Regime("nis2-be"))
    again = Decision(what="aware", value="no", why="a drill")
    assert before is not None
    draft = decision_entry(again, role="ciso", decided_at=at(MADE), zone=ZONE, before=[before], packs=[])
    assert draft.links == (before.entry,)
    assert draft.body.text == "Decided: not aware: a drill. It takes the place of an earlier decision."


def test_a_request_keeps_the_day_it_names() -> None:
    asked = Decision(what="requested", value=YES, at=at(MADE), regime="nis2-be")
    due = at("2026-03-07T17:00+01:00")
    draft = decision_entry(asked, role="ciso", decided_at=at(MADE), zone=ZONE, before=(), packs=[NIS2], due_at=due)
    made = case(chain([(draft, at(MADE))]), LATER)
    stands = made.stands("requested", Regime("nis2-be"))
    assert stands is not None and stands.due_at == due


def test_what_was_sent_becomes_a_message_and_mended_a_correction() -> None:
    one = Sent(
        regime="nis2-be",
        stage="final",
        recipient="CCB",
        sent_at=at(MADE),
        sha256="0" * 64,
        reference="2026/417",
        rests_on=(SEVENTY.id,),
    )
    draft = sent_entry(one, NIS2, role="ciso", zone=ZONE)
    assert draft.kind is EntryKind.MESSAGE and draft.body.sent == one
    assert draft.body.text == "Sent to CCB: nis2-be final, 2026-03-03 09:00 +01:00, reference 2026/417."
    (before,) = case(chain([(draft, at(MADE))]), LATER).sent(Regime("nis2-be"), "final")
    mended = sent_entry(one, NIS2, role="ciso", zone=ZONE, replaces=before)
    assert mended.kind is EntryKind.CORRECTION and mended.links == (before.entry,)


def test_what_others_owed_came_from_them() -> None:
    supplier = next(pack for pack in PACKS if pack.regime == "supplier")
    one = Sent(regime="supplier", stage="notice", recipient="us", sent_at=at(MADE), sha256="0" * 64)
    text = sent_entry(one, supplier, role="ciso", zone=ZONE).body.text
    assert text == "Came from supplier: supplier notice, 2026-03-03 09:00 +01:00, no reference number yet."
