from dataclasses import replace

import pytest

from codedark.drill import drilling, playing
from codedark.drill.arms import arms_of
from codedark.drill.board import compile_board
from codedark.drill.drilling import Asked, drill
from codedark.drill.false_alarms import quiet_board
from codedark.drill.parameters import Mode
from codedark.drill.result import as_json
from codedark.drill.scenario import Attack
from tests.drill.clinic import everything


def asked(**changes):
    scenario, arms, hospitals = everything()
    usual = Asked(
        scenario=scenario,
        arms=arms,
        hospitals=hospitals,
        seed=3,
        runs=24,
        draws=6,
        workers=1,
        tornado_runs=1,
        compiled=False,
    )
    return replace(usual, **changes)


@pytest.fixture(scope="module")
def result():
    return drill(asked())


def test_every_arm_is_told_with_effects_credit_alarms_and_tornado(result):
    assert [arm.name for arm in result.arms] == ["that-day", "idle", "today", "fences", "copies", "fences+copies"]
    assert result.complete
    assert {e.defence for e in result.effects} == {"fences", "copies"}
    assert set(result.shapley["operations_cancelled_total"]) == {"fences", "copies"}
    assert {s.arm for s in result.tornado} == {"today", "fences+copies"}
    assert (result.operations_day1, result.runs, result.draws) == (3, 24, 6)


def test_an_effect_is_the_difference_of_the_arms_and_credit_adds_up_to_all_together(result):
    total = "operations_cancelled_total"
    mean = {arm.name: arm.outcomes[total].mean for arm in result.arms}
    for effect in (e for e in result.effects if e.outcome == total):
        assert effect.told.paired_mean == pytest.approx(mean[effect.defence] - mean["today"])
    assert sum(result.shapley[total].values()) == pytest.approx(mean["fences+copies"] - mean["today"])
    together = next(e for e in result.effects_together if e.outcome == total)
    assert together.told.paired_mean == pytest.approx(sum(result.shapley[total].values()))


def test_what_is_lost_before_the_list_begins_takes_the_whole_list_of_day_one(result):
    that_day = result.arm("that-day")
    assert that_day.outcomes["operations_cancelled_day1"].mean == 3.0
    assert sum(d.operations_mean for d in that_day.deciding) == pytest.approx(3.0)
    assert that_day.cancelled_per_day[0] == 3.0


def test_nobody_acting_loses_nothing_to_our_own_action_and_nothing_to_false_alarms(result):
    idle = result.arm("idle")
    assert idle.outcomes["service_hours_lost_first_cause_own_action"].mean == 0.0
    assert idle.outcomes["service_hours_lost_net_of_own_action"].mean == 0.0
    assert idle.false_alarms.care_lost_per_year == 0.0
    assert result.arm("today").false_alarms.care_lost_per_year > 0.0


def test_the_same_seed_gives_the_same_answer_on_one_worker_or_three(result):
    again = drill(asked(workers=3))
    assert {**as_json(again), "workers": 1} == as_json(result)
    assert as_json(drill(asked(seed=4)))["arms"] != as_json(result)["arms"]


def test_a_choice_of_arms_gives_the_same_figures_for_them(result):
    scenario, _, hospitals = everything()
    some = drill(asked(arms=arms_of(scenario, ["today", "copies"]), hospitals=hospitals))
    for name in ("today", "copies"):
        assert some.arm(name).outcomes == result.arm(name).outcomes
    assert (some.shapley, some.everything) == ({}, None)
    assert [e.defence for e in some.effects if e.outcome == "recovery_days"] == ["copies"]


def test_a_quiet_board_is_what_a_scenario_without_attacker_compiles_to():
    scenario, arms, hospitals = everything()
    nobody = replace(scenario, attack=Attack(mode=Mode.NONE), pinned=None)
    for arm in arms.told:
        quiet = quiet_board(compile_board(hospitals[arm.defences], scenario, arm))
        straight = compile_board(hospitals[arm.defences], nobody, replace(arm, pinned=False))
        values = drilling.values_at(
            drilling.ranges_of(hospitals[arm.defences], scenario), drilling.latin_hypercube(1, 2)
        )
        told = [playing.play(board, values, 1, 0, 6, 3, compiled=False).outcomes for board in (quiet, straight)]
        assert told[0].tolist() == told[1].tolist()


def stopping(monkeypatch, stage):
    """Ctrl-C in the middle of a stage."""
    real = playing.play

    def play(*args, **kwargs):
        if stage["left"] == 0:
            raise KeyboardInterrupt
        stage["left"] -= 1
        return real(*args, **kwargs)

    monkeypatch.setattr(playing, "play", play)


def test_stopped_while_playing_whole_paired_replications_are_kept(monkeypatch, result):
    monkeypatch.setattr(playing, "CHUNK_LEAST", 6)
    stopping(monkeypatch, {"left": 6 * 2 + 3})
    stopped = drill(asked())
    assert (stopped.runs, stopped.runs_asked, stopped.complete) == (12, 24, False)
    assert stopped.tornado == ()
    assert all(arm.false_alarms is None for arm in stopped.arms)
    assert (stopped.draws, stopped.draws_asked) == (3, 6)
    assert as_json(stopped)["arms"][0]["care_lost_to_false_alarms_per_year"] is None


def test_stopped_in_the_tornado_everything_else_is_told(monkeypatch, result):
    stopping(monkeypatch, {"left": 6 + 6 + 2})
    stopped = drill(asked())
    assert (stopped.runs, stopped.complete, stopped.tornado) == (24, False, ())
    assert stopped.arms == result.arms


def test_stopped_before_anything_is_whole_there_is_nothing_to_tell(monkeypatch):
    stopping(monkeypatch, {"left": 2})
    assert drill(asked()) is None


def test_every_stage_reports_how_far_it_is():
    heard = []
    drill(asked(runs=6, draws=2), tell=lambda what, done, total: heard.append((what, done, total)))
    assert list(dict.fromkeys(what for what, _, _ in heard)) == [
        "preparing the arms",
        "playing",
        "false alarms",
        "which unknown moves it",
    ]
    assert ("playing", 36, 36) in heard


def test_more_draws_than_plays_are_refused():
    with pytest.raises(ValueError, match="draws=7, runs=6"):
        asked(runs=6, draws=7)
