from __future__ import annotations

from codedark.cli.statement_json import at_json, left_out_json, review_json, said_en, statements_json
from codedark.record.public import LeftOut, Why
from codedark.record.view import Key
from tests.cli.test_statement_making import makings
from tests.record.making import START
from tests.record.public_making import CLOSED, ZONE, sure


def test_a_statement_is_told_with_all_it_rests_on() -> None:
    made = makings(CLOSED, sure("harm", "suspected"))
    told = statements_json(made, [made.statement("en")])
    assert told["rests_on"] == [CLOSED.id] and told["audience"] == "patients" and told["due"] == []
    assert [one["why"] for one in told["left_out"]] == ["harm"]
    assert told["contacts"] == [{"kind": "telephone", "text": "0800 00 000"}]


def test_a_reason_names_what_it_hangs_on() -> None:
    out = LeftOut(key=Key("ed_status"), id=None, why=Why.MARKED, more="TLP:RED")
    assert left_out_json(out)["reason"].endswith("(TLP:RED)")


def test_nothing_issued_is_an_empty_list() -> None:
    told = review_json(makings(CLOSED))
    assert (told["statements"], told["due_count"]) == ([], 0)


def test_what_has_no_sentence_is_named_by_field_and_value() -> None:
    assert said_en(sure("harm", "suspected"), ZONE) == "harm: suspected"
    assert at_json(START, ZONE) == "2026-03-03T06:00+01:00"
