from __future__ import annotations

import json

from codedark.cli.notify_json import changed_json, clock_json, draft_json, entry_json, moved_by, moved_json, pack_json
from codedark.record.clocks import clocks
from codedark.record.notification_draft import draft_notification
from codedark.record.notifying import Moved
from tests.record.clock_making import PACKS, ZONE, at, case, decided, of_log, sent
from tests.record.making import ABOUT, chain, said

NOW = "2026-03-03T12:30+01:00"
AWARE = decided("aware", "2026-03-03T06:30+01:00", made="2026-03-03T08:00+01:00")
SIGNIFICANT = decided("significant", None, made="2026-03-03T08:05+01:00")
WARNING = "nis2-be:early-warning"


def test_a_clock_tells_its_moments_in_the_incidents_zone_with_their_offset() -> None:
    told = clock_json(of_log([AWARE, SIGNIFICANT], NOW)[WARNING], at(NOW), ZONE)
    assert (told["started_at"], told["due_at"]) == ("2026-03-03T06:30:00+01:00", "2026-03-04T06:30:00+01:00")
    assert (told["state"], told["left_min"], told["overdue"], told["within"]) == ("running", 1080.0, False, "24 h")
    assert told["sent"] is None and told["due_unknown"] == ""


def test_what_is_not_known_is_null_with_its_reason() -> None:
    told = clock_json(of_log([], NOW)[WARNING], at(NOW), ZONE)
    assert told["due_at"] is None and told["left_min"] is None and "nobody has decided" in told["due_unknown"]


def test_only_clocks_that_moved_are_told_after_an_entry() -> None:
    before = clocks(case(chain([AWARE]), NOW), PACKS)
    after = clocks(case(chain([AWARE, SIGNIFICANT]), NOW), PACKS)
    moved = {one["stage"] for one in changed_json(before, after, at(NOW), ZONE)}
    assert {"early-warning", "notification"} <= moved and "complaint" not in moved
    assert not moved_by(before[0], before[0]) and moved_by(None, before[0])


def test_everything_is_json() -> None:
    log = [AWARE, SIGNIFICANT, sent(WARNING, "2026-03-03T12:00+01:00", reference="R-1")]
    made = case(chain(log), NOW)
    clock = next(clock for clock in clocks(made, PACKS) if clock.name == WARNING)
    assert clock.sent is not None
    seventy = said("operations_cancelled", 70)
    parts = [
        clock_json(clock, at(NOW), ZONE),
        moved_json(Moved(name=WARNING, told=clock.sent, said=seventy, now=None, relation=None)),
        pack_json(PACKS[0]),
        draft_json(draft_notification(clock, made, ABOUT, "en")),
        entry_json(chain(log)[-1]),
    ]
    told = json.loads(json.dumps(parts))
    assert told[0]["sent"]["reference"] == "R-1" and told[1]["said"]["value"] == 70 and told[1]["now"] is None
    assert told[2]["stages"][0]["starts"] == "decision:aware" and told[3]["name"] == WARNING
    assert told[4]["kind"] == "message"
