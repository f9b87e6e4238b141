from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from codedark.hospital.values import Unknown
from codedark.record.clock_starting import State
from codedark.record.clocks import _NO_NUMBER, Clock, clocks, due_moments
from codedark.record.deadlines import on_the_spot
from codedark.record.entry import Entry
from codedark.record.rule_pack import Open, Span, Stage, Unit
from tests.record.clock_making import PACKS, ZONE, at, case, decided, due, of_log, sent, told, withdrawn
from tests.record.making import chain, said

WARNING, NOTIFICATION = "nis2-be:early-warning", "nis2-be:notification"
PROGRESS, FINAL = "nis2-be:progress", "nis2-be:final"
AWARE = decided("aware", "2026-03-03T06:30+01:00", made="2026-03-03T08:00+01:00")
SIGNIFICANT = decided("significant", None, made="2026-03-03T08:05+01:00")
NO_AT = "2026-03-03T09:50+01:00"
SENT = sent(NOTIFICATION, "2026-03-06T06:00+01:00", reference="2026/417")


def test_aware_of_a_significant_incident_starts_24_and_72_hours() -> None:
    found = of_log([AWARE, SIGNIFICANT], "2026-03-03T12:30+01:00")
    assert (found[WARNING].state, due(found[WARNING])) == (State.RUNNING, "2026-03-04 06:30 +01:00")
    assert (found[NOTIFICATION].state, due(found[NOTIFICATION])) == (State.RUNNING, "2026-03-06 06:30 +01:00")
    assert found[WARNING].left_s(at("2026-03-03T12:30+01:00")) == 18 * 3600
    assert "incident-commander" in found[WARNING].started_by


def test_the_worked_example() -> None:
    # Aware 13 January 06:30; 24 h: the 14th; 72 h: the 16th; sent then, a month: 16 February; ongoing: progress first.
    log = [
        decided("aware", "2026-01-13T06:30+01:00", made="2026-01-13T07:00+01:00"),
        decided("significant", None, made="2026-01-13T07:00+01:00"),
        sent(NOTIFICATION, "2026-01-16T06:30+01:00"),
    ]
    found = of_log(log, "2026-02-16T06:00+01:00")
    assert due(found[WARNING]) == "2026-01-14 06:30 +01:00" and found[WARNING].state is State.LATE
    assert due(found[NOTIFICATION]) == "2026-01-16 06:30 +01:00" and found[NOTIFICATION].state is State.SENT
    assert due(found[FINAL]) == due(found[PROGRESS]) == "2026-02-16 06:30 +01:00"
    assert "a progress report then" in found[FINAL].remarks[0]
    later = of_log(log, "2026-02-16T07:00+01:00")
    assert later[PROGRESS].state is State.LATE and later[FINAL].state is State.WAITING


def test_aware_on_the_last_evening_of_january_in_brussels() -> None:
    log = [
        decided("aware", "2026-01-31T23:30+01:00", made="2026-02-01T00:10+01:00"),
        decided("significant", None, made="2026-02-01T00:11+01:00"),
        sent(NOTIFICATION, "2026-02-03T23:30+01:00"),
    ]
    found = of_log(log, "2026-02-01T01:00+01:00")
    assert due(found[WARNING]) == "2026-02-01 23:30 +01:00"
    assert due(found[NOTIFICATION]) == "2026-02-03 23:30 +01:00"
    assert due(of_log(log, "2026-02-10T01:00+01:00")[FINAL]) == "2026-03-03 23:30 +01:00"


@pytest.mark.parametrize(
    ("aware", "warning", "notification"),
    [
        ("2026-03-28T23:30+01:00", "2026-03-30 00:30 +02:00", "2026-04-01 00:30 +02:00"),
        ("2026-03-29T01:59+01:00", "2026-03-30 02:59 +02:00", "2026-04-01 02:59 +02:00"),
        ("2026-10-24T23:30+02:00", "2026-10-25 22:30 +01:00", "2026-10-27 22:30 +01:00"),
        ("2026-10-25T02:30+02:00", "2026-10-26 01:30 +01:00", "2026-10-28 01:30 +01:00"),
        ("2026-10-25T02:30+01:00", "2026-10-26 02:30 +01:00", "2026-10-28 02:30 +01:00"),
    ],
)
def test_aware_on_the_nights_the_clock_changes(aware: str, warning: str, notification: str) -> None:
    log = [decided("aware", aware, made=aware), decided("significant", None, made=aware)]
    found = of_log(log, aware)
    assert (due(found[WARNING]), due(found[NOTIFICATION])) == (warning, notification)


@pytest.mark.parametrize(("year", "day"), [(2026, 28), (2028, 29)])
def test_a_notification_sent_on_31_january_has_its_final_at_the_end_of_february(year: int, day: int) -> None:
    log = [
        decided("aware", f"{year}-01-29T06:30+01:00", made=f"{year}-01-29T07:00+01:00"),
        decided("significant", None, made=f"{year}-01-29T07:00+01:00"),
        sent(NOTIFICATION, f"{year}-01-31T18:00+01:00"),
    ]
    assert due(of_log(log, f"{year}-02-02T00:00+01:00")[FINAL]) == f"{year}-02-{day} 18:00 +01:00"


def test_detection_proposes_and_never_starts() -> None:
    detected = said("discovered_at", "2026-03-03T05:40", known_at=at("2026-03-03T06:10+01:00"))
    clock = of_log([told(detected, made="2026-03-03T06:11+01:00")], "2026-03-03T07:00+01:00")[WARNING]
    assert clock.state is State.PROPOSED and due(clock) == "2026-03-04 05:40 +01:00"
    assert clock.why == "nobody has decided since when we are aware"
    assert "entry 2 of" in clock.started_by and "discovered_at" in clock.started_by
    assert not clock.overdue


def test_the_earliest_evidence_is_taken_and_a_withdrawn_one_is_none() -> None:
    early = said("servers_shutdown", True, known_at=at("2026-03-03T06:00+01:00"))
    late = said("systems_unavailable", ("ehr",), known_at=at("2026-03-03T09:00+01:00"))
    log = [told(early, made="2026-03-03T06:01+01:00"), told(late, made="2026-03-03T09:01+01:00")]
    assert due(of_log(log, "2026-03-03T10:00+01:00")[WARNING]) == "2026-03-04 06:00 +01:00"
    log.append(withdrawn(early, made="2026-03-03T09:30+01:00"))
    assert due(of_log(log, "2026-03-03T10:00+01:00")[WARNING]) == "2026-03-04 09:00 +01:00"


def test_told_to_be_absent_is_no_evidence() -> None:
    none = said("servers_shutdown", False, known_at=at("2026-03-03T06:00+01:00"))
    clock = of_log([told(none, made="2026-03-03T06:01+01:00")], "2026-03-03T10:00+01:00")[WARNING]
    assert clock.state is State.WAITING and isinstance(clock.due, Unknown)


def test_what_a_machine_of_ours_entered_is_evidence() -> None:
    clock = of_log([told(made="2026-03-03T06:01+01:00", came_from="response")], "2026-03-03T10:00+01:00")[WARNING]
    assert clock.state is State.PROPOSED and due(clock) == "2026-03-04 06:01 +01:00"


def test_aware_alone_is_proposed_until_somebody_decides_that_it_is_significant() -> None:
    clock = of_log([AWARE], "2026-03-05T12:00+01:00")[WARNING]
    assert clock.state is State.PROPOSED and due(clock) == "2026-03-04 06:30 +01:00"
    assert clock.why == "nobody has decided whether it is significant"
    assert clock.remarks == ("it would be overdue",) and not clock.overdue


def test_decided_not_significant_closes_with_the_reason() -> None:
    no = decided("significant", None, made="2026-03-03T09:00+01:00", value="no", why="one PC, restored")
    clock = of_log([AWARE, SIGNIFICANT, no], "2026-03-09T12:00+01:00")[WARNING]
    assert clock.state is State.CLOSED and clock.left_s(at("2026-03-09T12:00+01:00")) is None
    assert clock.why == "decided: not significant, by incident-commander: one PC, restored"
    yes = decided("significant", None, made="2026-03-09T12:30+01:00")
    assert of_log([AWARE, SIGNIFICANT, no, yes], "2026-03-09T13:00+01:00")[WARNING].state is State.LATE


def test_correcting_the_moment_counts_anew_and_keeps_the_old_deadline() -> None:
    corrected = decided(
        "aware", "2026-03-03T04:10+01:00", made="2026-03-03T11:00+01:00", why="the alarm of 04:10 was read", role="ciso"
    )
    clock = of_log([AWARE, SIGNIFICANT, corrected], "2026-03-03T12:00+01:00")[WARNING]
    assert due(clock) == "2026-03-04 04:10 +01:00"
    (old,) = clock.earlier
    assert old.due == at("2026-03-04T06:30+01:00") and old.by_role == "incident-commander"
    assert old.recorded_at == at("2026-03-03T08:00+01:00") and old.corrected_at == at("2026-03-03T11:00+01:00")
    assert old.why == "the alarm of 04:10 was read"


def test_corrected_twice_each_old_deadline_says_when_it_fell() -> None:
    second = decided("aware", "2026-03-03T04:10+01:00", made="2026-03-03T11:00+01:00")
    third = decided("aware", "2026-03-03T05:00+01:00", made="2026-03-03T15:00+01:00")
    clock = of_log([AWARE, SIGNIFICANT, second, third], "2026-03-03T16:00+01:00")[WARNING]
    assert [(o.due, o.corrected_at) for o in clock.earlier] == [
        (at("2026-03-04T06:30+01:00"), at("2026-03-03T11:00+01:00")),
        (at("2026-03-04T04:10+01:00"), at("2026-03-03T15:00+01:00")),
    ]


def test_said_twice_the_same_has_no_old_deadline() -> None:
    again = decided("aware", "2026-03-03T05:30+00:00", made="2026-03-03T11:00+01:00")
    assert of_log([AWARE, SIGNIFICANT, again], "2026-03-03T12:00+01:00")[WARNING].earlier == ()


def test_a_link_corrects_even_where_the_other_laptops_clock_runs_ahead() -> None:
    entries = chain([AWARE, SIGNIFICANT])
    behind = decided("aware", "2026-03-03T05:00+01:00", made="2026-03-03T07:55+01:00", links=(entries[1].hash,))
    merged = [*entries, *chain([behind], number=2, opened=False)]
    found = {clock.name: clock for clock in clocks(case(merged, "2026-03-03T12:00+01:00"), PACKS)}
    assert due(found[WARNING]) == "2026-03-04 05:00 +01:00"
    assert [one.due for one in found[WARNING].earlier] == [at("2026-03-04T06:30+01:00")]


def test_two_laptops_that_decided_apart_are_both_named_until_somebody_decides_anew() -> None:
    other = decided("aware", "2026-03-03T05:00+01:00", made="2026-03-03T07:55+01:00", role="ciso")
    here = chain([AWARE, SIGNIFICANT])
    there = chain([other], number=2, opened=False)

    def found(entries: list[Entry]) -> Clock:
        every = clocks(case(entries, "2026-03-03T12:00+01:00"), PACKS)
        return next(clock for clock in every if clock.name == WARNING)

    both = found([*here, *there])
    assert due(both) == "2026-03-04 06:30 +01:00"
    assert "another laptop decided apart from this one: aware, 2026-03-03 05:00 +01:00, by ciso" in both.remarks[0]
    links = (here[1].hash, there[0].hash)
    anew = decided("aware", "2026-03-03T05:00+01:00", made="2026-03-03T09:00+01:00", links=links)
    settled = found([*chain([AWARE, SIGNIFICANT, anew]), *there])
    assert due(settled) == "2026-03-04 05:00 +01:00" and settled.remarks == ()
    no = chain([decided("significant", None, made="2026-03-03T07:55+01:00", value="no")], number=2, opened=False)
    assert "not significant, by incident-commander; decide anew" in found([*here, *no]).remarks[0]
    alike = chain([decided("aware", "2026-03-03T05:30+00:00", made="2026-03-03T07:55+01:00")], number=2, opened=False)
    assert found([*here, *alike]).remarks == ()


def test_a_decision_for_one_regime_goes_before_one_for_all() -> None:
    own = decided("aware", "2026-03-03T06:50+01:00", made="2026-03-03T07:00+01:00", regime="insurer")
    packs = [
        replace(pack, stages=tuple(map(_in_48_h, pack.stages))) if pack.regime == "insurer" else pack for pack in PACKS
    ]
    found = of_log([own, AWARE, SIGNIFICANT], "2026-03-03T12:00+01:00", packs)
    assert due(found["insurer:notice"]) == "2026-03-05 06:50 +01:00"
    assert due(found[WARNING]) == "2026-03-04 06:30 +01:00"


def _in_48_h(stage: Stage) -> Stage:
    return replace(stage, within=Span(number=48, unit=Unit.HOURS))


def test_not_aware_after_all_closes_and_keeps_the_old_deadline() -> None:
    no = decided("aware", None, made="2026-03-03T09:00+01:00", value="no", why="an exercise of the supplier")
    clock = of_log([AWARE, SIGNIFICANT, no], "2026-03-03T12:00+01:00")[WARNING]
    assert clock.state is State.CLOSED and "an exercise of the supplier" in clock.why
    assert [one.due for one in clock.earlier] == [at("2026-03-04T06:30+01:00")]


def test_decided_without_a_moment_is_unknown() -> None:
    clock = of_log([decided("aware", None, made="2026-03-03T08:00+01:00"), SIGNIFICANT], "2026-03-03T12:00+01:00")[
        WARNING
    ]
    assert clock.state is State.UNKNOWN and "decide aware with one" in clock.why


def test_sent_in_time_on_the_stroke_and_late() -> None:
    log = [AWARE, SIGNIFICANT]
    stroke = of_log([*log, sent(WARNING, "2026-03-04T06:30+01:00")], "2026-03-05T12:00+01:00")[WARNING]
    late = of_log([*log, sent(WARNING, "2026-03-04T06:31+01:00")], "2026-03-05T12:00+01:00")[WARNING]
    assert (stroke.state, late.state) == (State.SENT, State.SENT_LATE)
    assert late.left_s(at("2026-03-05T12:00+01:00")) is None and not late.overdue


def test_due_this_minute_is_not_overdue_and_the_next_is() -> None:
    log = [AWARE, SIGNIFICANT]
    assert of_log(log, "2026-03-04T06:30+01:00")[WARNING].state is State.RUNNING
    assert of_log(log, "2026-03-04T06:30:01+01:00")[WARNING].overdue


def test_sent_late_moves_the_month_with_it() -> None:
    log = [AWARE, SIGNIFICANT, sent(NOTIFICATION, "2026-03-10T10:00+01:00")]
    found = of_log(log, "2026-03-11T12:00+01:00")
    assert found[NOTIFICATION].state is State.SENT_LATE
    assert due(found[FINAL]) == "2026-04-10 10:00 +02:00"


def test_sent_before_aware_says_that_one_moment_may_be_wrong() -> None:
    clock = of_log([AWARE, SIGNIFICANT, sent(WARNING, "2026-03-03T06:00+01:00")], "2026-03-03T12:00+01:00")[WARNING]
    assert clock.state is State.SENT and "sent before its clock started (2026-03-03 06:30 +01:00)" in clock.remarks[0]


def test_a_notification_never_sent_leaves_the_final_without_a_start() -> None:
    clock = of_log([AWARE, SIGNIFICANT], "2026-06-03T12:00+02:00")[FINAL]
    assert clock.state is State.WAITING and clock.why == "notification was not sent: this has no start"
    assert isinstance(clock.due, Unknown) and not clock.overdue


def test_what_was_sent_of_an_undecided_incident_is_sent_and_says_what_is_missing() -> None:
    found = of_log([SENT], "2026-03-07T12:00+01:00")
    assert found[NOTIFICATION].state is State.SENT
    assert found[NOTIFICATION].remarks == (
        "whether in time cannot be said: nobody has decided since when we are aware",
    )
    assert found[FINAL].state is State.PROPOSED and due(found[FINAL]) == "2026-04-06 06:00 +02:00"


def test_what_will_be_sent_after_now_is_not_sent_yet() -> None:
    found = of_log([AWARE, SIGNIFICANT, SENT], "2026-03-05T12:00+01:00")
    assert found[NOTIFICATION].state is State.RUNNING and found[FINAL].state is State.WAITING


def test_sent_twice_the_first_keeps_the_deadline_and_starts_the_month() -> None:
    log = [AWARE, SIGNIFICANT, SENT, sent(NOTIFICATION, "2026-03-08T06:00+01:00", reference="2026/417-2")]
    found = of_log(log, "2026-03-09T12:00+01:00")
    assert found[NOTIFICATION].state is State.SENT and due(found[FINAL]) == "2026-04-06 06:00 +02:00"
    assert [one.sent.reference for one in found[NOTIFICATION].again] == ["2026/417-2"]


def test_a_corrected_moment_of_sending_moves_the_month_and_keeps_the_old_one() -> None:
    entries = chain([AWARE, SIGNIFICANT, SENT])
    mended = sent(NOTIFICATION, "2026-03-05T18:00+01:00", made="2026-03-07T09:00+01:00", links=(entries[3].hash,))
    found = of_log([AWARE, SIGNIFICANT, SENT, mended], "2026-03-09T12:00+01:00")
    assert due(found[FINAL]) == "2026-04-05 18:00 +02:00" and found[NOTIFICATION].again == ()
    assert [one.due for one in found[FINAL].earlier] == [at("2026-04-06T06:00+02:00")]


def test_still_ongoing_at_one_month_a_progress_report_is_due_and_the_final_waits_for_the_end() -> None:
    log = [AWARE, SIGNIFICANT, SENT]
    before = of_log(log, "2026-04-06T05:59+02:00")
    assert before[PROGRESS].state is State.RUNNING and "still ongoing then" in before[PROGRESS].why
    assert before[FINAL].state is State.RUNNING and due(before[FINAL]) == "2026-04-06 06:00 +02:00"
    after = of_log(log, "2026-04-06T06:01+02:00")
    assert after[PROGRESS].overdue and due(after[PROGRESS]) == "2026-04-06 06:00 +02:00"
    assert after[FINAL].state is State.WAITING and "nobody has decided when that was" in after[FINAL].why


def test_handled_after_the_month_the_final_is_due_a_month_after_that() -> None:
    ended = decided("ended", "2026-05-31T12:00+02:00", made="2026-05-31T13:00+02:00")
    log = [AWARE, SIGNIFICANT, SENT, sent(PROGRESS, "2026-04-05T10:00+02:00"), ended]
    found = of_log(log, "2026-06-01T12:00+02:00")
    assert found[PROGRESS].state is State.SENT
    assert (found[FINAL].state, due(found[FINAL])) == (State.RUNNING, "2026-06-30 12:00 +02:00")
    corrected = decided("ended", "2026-05-20T12:00+02:00", made="2026-06-02T13:00+02:00")
    final = of_log([*log, corrected], "2026-06-03T12:00+02:00")[FINAL]
    assert due(final) == "2026-06-20 12:00 +02:00"
    assert [one.due for one in final.earlier] == [at("2026-06-30T12:00+02:00")]


def test_handled_within_the_month_no_progress_report_is_owed() -> None:
    ended = decided("ended", "2026-03-20T12:00+01:00", made="2026-03-20T13:00+01:00")
    found = of_log([AWARE, SIGNIFICANT, SENT, ended], "2026-04-01T12:00+02:00")
    assert found[PROGRESS].state is State.CLOSED and found[PROGRESS].why.startswith("handled 2026-03-20 12:00")
    assert (found[FINAL].state, due(found[FINAL])) == (State.RUNNING, "2026-04-06 06:00 +02:00")


def test_handled_on_the_stroke_of_the_month_is_within_it() -> None:
    ended = decided("ended", "2026-04-06T06:00+02:00", made="2026-04-06T07:00+02:00")
    found = of_log([AWARE, SIGNIFICANT, SENT, ended], "2026-04-06T12:00+02:00")
    assert found[PROGRESS].state is State.CLOSED and due(found[FINAL]) == "2026-04-06 06:00 +02:00"


def test_a_final_sent_within_the_month_owes_no_progress_report_even_where_nobody_said_that_it_ended() -> None:
    log = [AWARE, SIGNIFICANT, SENT, sent(FINAL, "2026-04-01T10:00+02:00")]
    found = of_log(log, "2026-04-07T12:00+02:00")
    assert found[PROGRESS].state is State.CLOSED and found[FINAL].sent is not None


def test_a_report_on_request_waits_until_somebody_asks() -> None:
    waits = of_log([AWARE, SIGNIFICANT], "2026-03-05T12:00+01:00")["nis2-be:intermediate"]
    assert (waits.state, waits.why) == (State.WAITING, "on request")
    request = decided(
        "requested",
        "2026-03-05T12:00+01:00",
        made="2026-03-05T12:10+01:00",
        regime="nis2-be",
        details={"due": "2026-03-07T17:00+01:00"},
    )
    runs = of_log([AWARE, SIGNIFICANT, request], "2026-03-06T12:00+01:00")["nis2-be:intermediate"]
    assert (runs.state, due(runs)) == (State.RUNNING, "2026-03-07 17:00 +01:00")


def test_records_made_unavailable_propose_a_notification_of_a_breach_of_personal_data() -> None:
    lost = said("systems_unavailable", ("ehr",), known_at=at("2026-03-03T06:40+01:00"))
    log = [AWARE, SIGNIFICANT, told(lost, made="2026-03-03T06:41+01:00")]
    clock = of_log(log, "2026-03-03T12:00+01:00")["gdpr-33:notification"]
    assert clock.state is State.PROPOSED and due(clock) == "2026-03-06 06:40 +01:00"
    only_web = said("systems_unavailable", ("website",), known_at=at("2026-03-03T06:40+01:00"))
    other = of_log([told(only_web, made="2026-03-03T06:41+01:00")], "2026-03-03T12:00+01:00")
    assert other["gdpr-33:notification"].state is State.WAITING
    assert other[WARNING].state is State.PROPOSED


def test_a_breach_unlikely_to_put_anybody_at_risk_is_closed_with_the_reason() -> None:
    breach = decided("personal-data-breach", "2026-03-03T07:00+01:00", made="2026-03-03T08:00+01:00")
    assert of_log([breach], "2026-03-03T12:00+01:00")["gdpr-33:notification"].state is State.RUNNING
    none = decided("risk", None, made="2026-03-03T09:00+01:00", value="no", why="back within an hour, none read")
    clock = of_log([breach, none], "2026-03-03T12:00+01:00")["gdpr-33:notification"]
    assert clock.state is State.CLOSED and clock.why.endswith("back within an hour, none read")


def test_without_undue_delay_runs_without_a_number() -> None:
    log = [
        decided("personal-data-breach", "2026-03-03T07:00+01:00", made="2026-03-03T08:00+01:00"),
        decided("high-risk", "2026-03-04T07:00+01:00", made="2026-03-04T08:00+01:00"),
    ]
    clock = of_log(log, "2026-05-03T12:00+02:00")["gdpr-34:people"]
    assert clock.state is State.RUNNING and not clock.overdue
    assert isinstance(clock.due, Unknown) and "without undue delay" in clock.due.why


def test_hours_nobody_has_told_are_unknown() -> None:
    clock = of_log([AWARE, SIGNIFICANT], "2026-03-03T12:00+01:00")["insurer:notice"]
    assert clock.state is State.UNKNOWN and "fill them in" in clock.why


def test_what_no_term_binds_is_only_ever_proposed() -> None:
    malicious = decided("malicious", "2026-03-03T07:00+01:00", made="2026-03-03T08:00+01:00")
    clock = of_log([malicious], "2026-09-03T12:00+02:00")["prosecutor:complaint"]
    assert clock.state is State.PROPOSED and "advised, not owed" in clock.why and not clock.overdue


def test_what_others_owe_is_shown_and_is_not_ours_to_be_late_with() -> None:
    log = [
        decided("device-incident", "2026-03-03T07:00+01:00", made="2026-03-03T08:00+01:00"),
        sent("device-vigilance:report", "2026-03-03T10:00+01:00"),
    ]
    found = of_log(log, "2026-03-14T12:00+01:00")
    ten, fifteen = found["device-vigilance:manufacturer-death"], found["device-vigilance:manufacturer"]
    assert due(ten) == "2026-03-13 10:00 +01:00" and due(fifteen) == "2026-03-18 10:00 +01:00"
    assert ten.state is State.LATE and not ten.overdue
    assert due(found["device-vigilance:manufacturer-threat"]) == "2026-03-05 10:00 +01:00"


def test_the_most_pressing_come_first() -> None:
    log = [AWARE, SIGNIFICANT]
    found = list(of_log(log, "2026-03-05T12:00+01:00").values())
    assert [clock.name for clock in found[:2]] == [WARNING, NOTIFICATION]
    states = [list(State).index(clock.state) for clock in found]
    assert states == sorted(states)


def test_what_is_owed_has_a_moment_and_what_is_proposed_or_closed_has_none_for_a_report() -> None:
    lost = said("systems_unavailable", ("ehr",), known_at=at("2026-03-03T06:40+01:00"))
    log = [AWARE, SIGNIFICANT, SENT, told(lost, made="2026-03-03T06:41+01:00")]
    moments = due_moments(of_log(log, "2026-03-07T12:00+01:00").values())
    assert moments[("nis2-be", "notification")] == at("2026-03-06T06:30+01:00")
    assert ("gdpr-33", "notification") not in moments and ("nis2-be", "recipients") not in moments


def test_an_erased_decision_tells_nothing() -> None:
    entries = chain([AWARE, SIGNIFICANT])
    erased = [*entries[:1], replace(entries[1], body=None, salt=""), *entries[2:]]
    found = {clock.name: clock for clock in clocks(case(erased, "2026-03-03T12:00+01:00"), PACKS)}
    assert found[WARNING].state is State.WAITING


def test_every_word_for_a_missing_number_has_its_sentence() -> None:
    assert set(_NO_NUMBER) == set(Open)


@pytest.mark.shared_data("data/incident/azmonica_facts.json")
def test_what_was_published_of_the_real_incident_proposes_what_it_ought_to(shared: Path) -> None:
    facts = json.loads((shared / "data/incident/azmonica_facts.json").read_bytes())["facts"]
    of_the_day = {fact["field"]: fact for fact in facts if fact["published"] == "2026-01-13"}
    known = at("2026-01-13T12:00+01:00")
    seen = said("discovered_at", of_the_day["detected_at"]["value"], known_at=known)
    codes = tuple(code.lower() for code in of_the_day["systems_unavailable"]["value"] if code == "EHR")
    lost = said("systems_unavailable", codes, known_at=known)
    entered = told(seen, lost, made="2026-03-01T12:00+01:00")
    found = of_log([entered], "2026-01-14T06:00+01:00")
    assert found[WARNING].state is State.PROPOSED and due(found[WARNING]) == "2026-01-14 06:30 +01:00"
    assert due(found[NOTIFICATION]) == "2026-01-16 06:30 +01:00"
    assert due(found["gdpr-33:notification"]) == "2026-01-16 12:00 +01:00"


def test_each_old_deadline_has_the_reason_of_what_took_its_place() -> None:
    log = [
        decided("aware", "2026-03-03T06:30+01:00", made="2026-03-03T08:00+01:00", why="first"),
        decided("significant", None, made="2026-03-03T09:00+01:00"),
        decided("aware", "2026-03-03T05:30+01:00", made="2026-03-03T10:00+01:00", why="second"),
        decided("aware", None, value="no", made="2026-03-03T10:30+01:00", why="not us"),
        decided("aware", "2026-03-03T07:30+01:00", made="2026-03-03T11:00+01:00", why="third"),
    ]
    clock = of_log(log, "2026-03-03T12:00+01:00")["nis2-be:early-warning"]
    told = [(on_the_spot(one.due, ZONE)[11:16], one.why, one.corrected_at) for one in clock.earlier]
    assert told == [
        ("06:30", "second", at("2026-03-03T10:00+01:00")),
        ("05:30", "not us", at("2026-03-03T10:30+01:00")),
    ]


def test_a_no_on_another_laptop_stops_no_clock_that_this_one_started() -> None:
    ours = chain([AWARE, SIGNIFICANT])
    apart = decided("significant", None, value="no", made="2026-03-03T09:40+01:00", role="other")
    theirs = chain([apart], 2, opened=False)
    found = {clock.name: clock for clock in clocks(case([*ours, *theirs], "2026-03-03T12:00+01:00"), PACKS)}
    clock = found["nis2-be:early-warning"]
    assert clock.state is State.RUNNING
    assert any("significant, by incident-commander" in remark for remark in clock.remarks)
    no = decided("significant", NO_AT, value="no", made="2026-03-03T10:00+01:00", role="other")
    alike = case([*chain([AWARE]), *theirs, *chain([no], 3, opened=False)], "2026-03-03T12:00+01:00")
    assert {c.name: c.state for c in clocks(alike, PACKS)}[WARNING] is State.CLOSED


def test_not_aware_on_another_laptop_proposes_the_clock_of_the_first() -> None:
    ours = chain([AWARE, SIGNIFICANT])
    theirs = chain([decided("aware", None, value="no", made="2026-03-03T09:40+01:00", role="other")], 2, opened=False)
    found = {clock.name: clock for clock in clocks(case([*ours, *theirs], "2026-03-03T12:00+01:00"), PACKS)}
    clock = found["nis2-be:early-warning"]
    assert (clock.state, due(clock)) == (State.PROPOSED, "2026-03-04 06:30 +01:00")


def test_a_moment_ahead_is_remarked_and_has_handled_nothing() -> None:
    ahead = [decided("aware", "2027-03-03T06:30+01:00", made="2026-03-03T08:00+01:00"), SIGNIFICANT]
    clock = of_log(ahead, "2026-03-03T12:00+01:00")["nis2-be:early-warning"]
    assert any("has not come" in remark for remark in clock.remarks)
    log = [
        AWARE,
        SIGNIFICANT,
        sent("nis2-be:notification", "2026-03-05T20:00+01:00"),
        decided("ended", "2026-04-02T06:30+02:00", made="2026-03-10T08:00+01:00"),
    ]
    assert of_log(log, "2026-03-20T12:00+01:00")["nis2-be:progress"].state is State.RUNNING
    assert of_log(log, "2026-04-03T12:00+02:00")["nis2-be:progress"].state is State.CLOSED


def test_a_decision_whose_words_were_erased_is_not_called_undecided_alone() -> None:
    entries = chain([AWARE, SIGNIFICANT])
    gone = [*entries[:-1], replace(entries[-1], body=None, salt="")]
    clock = {c.name: c for c in clocks(case(gone, "2026-03-03T12:00+01:00"), PACKS)}[WARNING]
    assert clock.state is State.PROPOSED and "1 whose words were erased" in clock.why
    whole = {c.name: c for c in clocks(case(entries[:-1], "2026-03-03T12:00+01:00"), PACKS)}[WARNING]
    assert "erased" not in whole.why


def test_a_decision_without_a_moment_leaves_no_old_deadline() -> None:
    bare = decided("aware", None, made="2026-03-03T07:00+01:00")
    clock = of_log([bare, AWARE, SIGNIFICANT], "2026-03-03T12:30+01:00")[WARNING]
    assert clock.earlier == () and due(clock) == "2026-03-04 06:30 +01:00"
