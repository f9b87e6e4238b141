from __future__ import annotations

import pytest

from tests.record.reading.scoring import compact, same, score, wanted

LINE = {"id": "x-1", "lang": "en", "published": "2026-03-03", "text": "70 operations were cancelled."}


def test_a_right_fact_counts_for_both_and_a_wrong_one_for_neither() -> None:
    fact = {"field": "operations_cancelled", "value": 70, "qualifier": "exact"}
    assert (score([{**LINE, "facts": [fact]}]).precision, score([{**LINE, "facts": [fact]}]).recall) == (1.0, 1.0)
    off = score([{**LINE, "facts": [{**fact, "value": 71}]}])
    assert (off.right, off.proposed, off.wanted) == (0, 1, 1)
    assert {kind for _, kind, _ in off.misses} == {"wrong", "missing"}


def test_a_qualifier_must_fit_and_a_star_fits_any() -> None:
    assert not same(("f", 70, "exact"), ("f", 70, "at-least"))
    assert same(("f", 70, "*"), ("f", 70, "at-least"))


def test_true_is_not_one_and_a_third_is_a_third() -> None:
    assert not same(("f", True, None), ("f", 1, None))
    assert same(("f", 0.33, "fraction"), ("f", 0.3333, "fraction"))


def test_a_list_of_codes_is_a_fact_a_code() -> None:
    line = {**LINE, "facts": [{"field": "systems_unavailable", "value": ["ehr", "email"]}]}
    assert wanted(line) == {("systems_unavailable", "ehr", None), ("systems_unavailable", "email", None)}


def test_names_of_others_are_ours() -> None:
    told = {**LINE, "facts": {"surgeries_cancelled": "partial", "data_stolen": "none known", "capacity": 50}}
    assert wanted(told) == {
        ("operations_cancelled", None, "uncounted"),
        ("data_exfiltrated", "none-known", None),
        ("capacity_pct", 50, "*"),
    }


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(ValueError, match="weather"):
        wanted({**LINE, "facts": {"weather": 1}})


def test_the_compact_form_says_the_same(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "x.txt"
    file.write_text(
        "# note\nen | Text. | operations_cancelled=[4,5]:range; ransom_paid=false; systems_unavailable=ehr\n"
    )
    (line,) = compact(file)
    assert line["facts"] == [
        {"field": "operations_cancelled", "value": [4, 5], "qualifier": "range"},
        {"field": "ransom_paid", "value": False},
        {"field": "systems_unavailable", "value": ["ehr"]},
    ]
