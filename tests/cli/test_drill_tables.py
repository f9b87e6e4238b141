from dataclasses import replace

from codedark.cli.drill_tables import print_drill
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


def test_what_was_not_reached_is_a_question_mark(capsys):
    result = fake_drill()
    stopped = replace(result, arms=tuple(replace(arm, false_alarms=None) for arm in result.arms), shapley={})
    assert " ? " in printed(stopped, capsys)
