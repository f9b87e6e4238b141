from __future__ import annotations

from datetime import UTC, datetime

import pytest

from codedark.gates.range.alarming import NoAlarm, alarm_of, recommended
from codedark.gates.range.detector import eve_lines
from codedark.gates.range.readiness import Ready
from codedark.gates.range.walker import Step

AT = datetime(2026, 3, 3, 5, 30, tzinfo=UTC)


def _lines(ready: Ready) -> list[bytes]:
    step = Step(machine=ready.entry + 1, by=ready.entry, port=445, at_s=0)
    return list(eve_lines([step], ready.furnished.machines, AT))


def test_two_rules_on_one_machine_lead_to_the_plan_of_its_zone(ready: Ready) -> None:
    alarm = alarm_of(ready, _lines(ready), AT)
    assert alarm.zones == ("office",)
    told, plan = recommended(ready, alarm, AT.replace(tzinfo=None))
    assert told.plan_name == "zone:office"
    assert "zone:office" in plan.names


def test_one_rule_is_no_alarm(ready: Ready) -> None:
    with pytest.raises(NoAlarm, match="1 lines of the detector made no alarm"):
        alarm_of(ready, _lines(ready)[:1], AT)


def test_a_line_cut_short_is_said(ready: Ready) -> None:
    with pytest.raises(NoAlarm, match="is not read"):
        alarm_of(ready, [_lines(ready)[0][:40]], AT)
