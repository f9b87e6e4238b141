from dataclasses import replace

from codedark.cli.drill_tables import print_drill
from codedark.drill.comparing import Compared, PlayedHere
from codedark.drill.recorded_effect import Measure, RecordedEffect
from codedark.drill.sentences import figure
from codedark.drill.service_kinds import ServiceKind
from tests.paper.fake_drill import fake_drill


def printed(result, capsys):
    print_drill(result)
    return capsys.readouterr().out


def test_it_fits_100_columns_and_no_name_is_broken(capsys):
    out = printed(fake_drill(), capsys)
    assert max(map(len, out.splitlines())) <= 100
    assert "transfer plan" in out


def test_a_row_of_the_defences_shows_both_errors_the_harm_and_the_credit(capsys):
    out = printed(fake_drill(), capsys)
    row = next(line for line in out.splitlines() if line.startswith("  quick cut   ") and " to " in line)
    for cell in ("442", "421 to 463", "161 to 626", "0 %", "338"):
        assert cell in row


def test_a_drill_without_effects_has_no_table_of_defences(capsys):
    result = fake_drill(effects=(), effects_last=(), effects_together=(), shapley={}, everything=None)
    assert "what each" not in printed(result, capsys)


def test_a_stopped_drill_says_so_first_and_shows_no_column_it_cannot_fill(capsys):
    result = fake_drill(complete=False, runs=120, draws=3, shapley={}, tornado=())
    out = printed(replace(result, arms=tuple(replace(arm, false_alarms=None) for arm in result.arms)), capsys)
    assert out.startswith("NOT COMPLETE, stopped: 120 of ")
    assert "credit" not in out[out.index("what it costs") :].lower()
    assert "?" not in out
    assert "complete" not in out


def test_care_lost_stands_beside_what_false_alarms_add_to_it_a_year(capsys):
    result = fake_drill()
    out = printed(result, capsys)
    row = next(line for line in out.splitlines() if line.startswith("  As things are "))
    arm = result.arm(result.reference)
    assert row.split()[-2:] == [figure(arm.outcomes["care_lost"].mean), figure(arm.false_alarms.care_lost_per_year)]
    head = out[: out.index("─")].splitlines()[-8:]
    assert sum(line.count("lost") for line in head) == 4
    assert any(line.rstrip().endswith("a year") for line in head)


def test_what_to_try_where_beds_are_not_confirmed_is_said_on_a_terminal(capsys):
    assert "--assume-beds 2 plays it" in printed(fake_drill(), capsys)


def test_what_was_recorded_elsewhere_stands_beside_what_was_played_here(capsys):
    effect = RecordedEffect(
        what="operations_cancelled", kind=ServiceKind.THEATRES, services=(), said="at least 20 operations", from_h=0,
        to_h=24, measure=Measure.OPERATIONS, assertion="a-0123456789ab", status="stated", source="The Paper",
    )  # fmt: skip
    lead = fake_drill().lead.name
    told = Compared(effect=effect, unit="operations", played={lead: PlayedHere(mean=12.0)})
    out = printed(fake_drill(recorded=(told,)), capsys)
    assert "a-0123456789ab" in out and "at least 20" in out and "12 of 70 operations" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 100
    assert "recorded elsewhere" not in printed(fake_drill(), capsys)
