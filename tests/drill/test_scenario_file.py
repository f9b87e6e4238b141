"""Scenario files: what is written is what is played, and every fault comes at once with its key and its fix."""

from textwrap import dedent

import pytest

from codedark.drill.parameters import Mode
from codedark.drill.scenario_file import read_scenario
from codedark.hospital.faults import BadHospital
from codedark.hospital.words import Policy, Protocol, Role
from tests.drill.clinic import FILES, bad_day, clinic

GOOD = dedent(FILES["scenarios/bad-day.toml"])
HOSPITAL = clinic()
QUIET = """
    [clock]
    start = "2024-03-05T00:00"
    horizon_days = 2
    [attack]
    mode = "none"
    [[arms]]
    name = "a"
    """


def read(text, name="s.toml"):
    return read_scenario(name, dedent(text).encode(), HOSPITAL)


def faults(text):
    with pytest.raises(BadHospital) as told:
        read(text)
    return {fault.column: fault for fault in told.value.faults}


def changed(old, new):
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def only(text, column):
    """The one fault there is."""
    told = faults(text)
    assert set(told) == {column}
    return told[column]


def test_what_is_written_is_read():
    day = bad_day()
    assert (day.name, day.title, day.source) == ("bad-day", "A bad day", "invented for a test")
    assert (day.clock.start.isoformat(), day.clock.horizon_days) == ("2024-03-05T00:00:00", 21)
    assert day.attack.mode is Mode.HUMAN
    assert [(s.role, s.zone) for s in day.attack.entry] == [(Role.WORKSTATION, "office")]
    told = day.told["attack.detonation_h"]
    assert (told.low, told.mid, told.high, told.source) == (3, 5, 7, "invented")
    assert (day.told["attack.push_min"].low, day.told["attack.push_min"].high) == (30, 30)
    assert "response.decision_min" not in day.told
    assert (day.pinned.alarm_min, day.pinned.cut_min) == (360, 365)
    assert [(arm.name, arm.response, arm.pinned) for arm in day.arms] == [
        ("that-day", Policy.FULL_SHUTDOWN, True),
        ("idle", Policy.NONE, False),
    ]
    assert day.combinations.defences == ("fences", "copies")
    assert (day.combinations.base_name, day.combinations.base_title) == ("today", "As things are")


def test_what_is_not_written_is_taken_as_usual():
    quiet = read(QUIET, "scenarios/quiet.toml")
    assert quiet.name == "quiet"
    assert quiet.clock.day1.isoformat() == "2024-03-05"
    assert (quiet.detection.night_from_min, quiet.detection.alarm_within_h) == (1200, 168.0)
    assert (quiet.arms[0].response, quiet.pinned, quiet.combinations, quiet.told) == (None, None, None, {})


def test_the_hospitals_own_policy_has_a_word():
    assert read(QUIET + 'response = "hospital"').arms[0].response is None
    assert read(QUIET + 'response = "zone-isolation"').arms[0].response is Policy.ZONE_ISOLATION


def test_times_of_day_ports_and_effort_are_read():
    text = changed("alerts_before = 1", 'alerts_before = 1\nnight_from = "19:15"\nnight_to = 06:30:00\nweekend = false')
    text = text.replace("push_min = 30", 'push_min = 30\nports = ["tcp/445"]\neffort_redirected = true')
    day = read(text)
    assert (day.detection.night_from_min, day.detection.night_to_min, day.detection.weekend) == (1155, 390, False)
    assert [(port.protocol, port.number) for port in day.attack.ports] == [(Protocol.TCP, 445)]
    assert day.attack.effort_redirected


def test_every_fault_comes_at_once():
    told = faults(
        """
        titel = "x"
        [clock]
        start = "yesterday"
        horizon_days = 0
        [attack]
        mode = "humn"
        dwell_h = { low = 3, mid = 2, high = 4 }
        vulnerable_share = 1.5
        effort_redirected = 1
        [detection]
        weekend = "no"
        night_from = "25:00"
        [[arms]]
        response = "shutdown"
        pinned = true
        [combinations]
        defences = ["a", "a"]
        """
    )
    assert set(told) == {
        "titel",
        "clock.start",
        "clock.horizon_days",
        "attack.mode",
        "attack.dwell_h",
        "attack.vulnerable_share",
        "attack.effort_redirected",
        "detection.weekend",
        "detection.night_from",
        "arms[1].name",
        "arms[1].response",
        "arms[1].pinned",
        "combinations.defences",
        "combinations.base_name",
    }
    assert all(fault.file == "s.toml" and fault.message and fault.fix for fault in told.values())
    assert told["titel"].fix == "did you mean 'title'?"
    assert told["attack.mode"].fix.startswith("did you mean 'human'?")
    assert told["attack.mode"].value == "humn"


def test_a_key_nearly_right_is_recognised():
    assert only(changed("push_min = 30", "push_min = 30\npush_mins = 3"), "attack.push_mins").fix == (
        "did you mean 'push_min'?"
    )


def test_a_range_that_decreases_is_refused():
    fault = only(changed("low = 0.5, mid = 2, high = 4", "low = 3, mid = 2, high = 4"), "detection.recognised_h")
    assert (fault.message, fault.fix) == ("low, mid and high decrease", "low <= mid <= high")


def test_a_chance_is_from_nought_to_one():
    for edge in ("0", "1"):
        assert read(changed("backups_captured = 0.5", f"backups_captured = {edge}"))
    for beyond in ("-0.01", "1.01", "nan"):
        assert only(changed("backups_captured = 0.5", f"backups_captured = {beyond}"), "attack.backups_captured")


def test_what_the_mode_needs_and_nobody_tells_is_missing_with_what_it_is():
    fault = only(changed("push_min = 30\n", ""), "attack.push_min")
    assert fault.message == "missing (min)"
    assert "until it reaches a host" in fault.fix
    worm = faults(changed('mode = "human"', 'mode = "worm"'))
    assert set(worm) == {"attack.onset_h", "attack.contacts_per_h"}
    assert read(changed('mode = "human"', 'mode = "none"')).told["attack.push_min"].mid == 30


def test_an_entry_that_is_nobody_is_refused_with_the_nearest_name():
    entry = '"role:workstation@office"'
    assert only(changed(entry, '"zone:ofice"'), "attack.entry").fix.startswith("did you mean 'office'?")
    assert only(changed(entry, '"role:workstation@ward"'), "attack.entry").fix.startswith("did you mean 'wards'?")
    assert only(changed(entry, '"host:pc-11"'), "attack.entry").fix.startswith("did you mean 'pc-1'?")
    assert only(changed(entry, '"role:workstatoin"'), "attack.entry")
    assert only(changed(entry, '"role:backup@office"'), "attack.entry").message == "no host is meant by it"
    assert read(changed(entry, '"role:backup@office", "host:pc-2"')).attack.entry[1].host == "pc-2"


def test_an_intruder_comes_in_somewhere():
    assert only(changed('entry = ["role:workstation@office"]\n', ""), "attack.entry").message.startswith("nobody says")


def test_day_one_lies_within_the_horizon():
    for inside in ("2024-03-05", "2024-03-25"):
        assert read(changed('day1 = "2024-03-05"', f'day1 = "{inside}"'))
    for outside in ("2024-03-04", "2024-03-26"):
        fault = only(changed('day1 = "2024-03-05"', f'day1 = "{outside}"'), "clock.day1")
        assert fault.fix == "a day from 2024-03-05 to 2024-03-25"


def test_moments_are_local_and_have_no_offset():
    fault = only(changed('cut_at = "2024-03-05T06:05"', "cut_at = 2024-03-05T06:05:00+01:00"), "pinned.cut_at")
    assert "without an offset" in fault.message
    assert read(changed('cut_at = "2024-03-05T06:05"', "cut_at = 2024-03-05T06:05:00")).pinned.cut_min == 365


def test_arms_have_names_of_their_own_and_there_is_one():
    assert only(changed('name = "idle"', 'name = "that-day"'), "arms").message == "two arms of one name"
    assert only(QUIET.partition("[[arms]]")[0], "arms").message == "no arm to play"
    assert only("arms = 3" + QUIET.partition("[[arms]]")[0], "arms").message == "not a list of arms"


def test_a_pinned_arm_needs_something_pinned():
    assert only(QUIET + "pinned = true", "arms[1].pinned").fix == "add [pinned] with cut_at"


def test_sections_that_must_be_there_are_asked_for():
    assert {"clock", "attack"} <= set(faults('title = "x"'))


def test_what_is_no_toml_is_said_with_its_file():
    with pytest.raises(BadHospital, match=r"s\.toml"):
        read("[clock\n")
    with pytest.raises(BadHospital, match=r"s\.toml"):
        read_scenario("s.toml", b"\xff\xfe\x00", HOSPITAL)


def test_an_empty_list_of_entries_is_no_entry():
    assert "attack.entry" in faults(changed('entry = ["role:workstation@office"]', "entry = []"))


def test_days_of_the_horizon_are_whole():
    assert "whole" in faults(changed("horizon_days = 21", "horizon_days = 21.7"))["clock.horizon_days"].message


def test_an_arm_without_a_name_or_with_an_empty_one_is_refused():
    assert "arms[1].name" in faults(changed('name = "that-day"', 'name = ""'))


def test_a_pin_with_only_a_source_pins_nothing():
    bare = changed('alarm_at = "2024-03-05T06:00"\n', "").replace('cut_at = "2024-03-05T06:05"', 'source = "x"')
    assert "arms[1].pinned" in faults(bare)


def test_effects_of_a_record_are_read_with_the_rest_and_their_faults_come_with_the_others():
    effect = """
    [[effects]]
    what = "ed_status"
    kind = "emergency"
    said = "limited"
    """
    assert read(QUIET).effects == ()
    assert [(e.what, e.said) for e in read(QUIET + effect).effects] == [("ed_status", "limited")]
    told = faults(QUIET.replace('"none"', '"nobody"') + effect.replace("limited", ""))
    assert {"attack.mode", "effects[1].said"} <= set(told)
