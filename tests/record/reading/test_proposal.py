from __future__ import annotations

from codedark.record.reading.proposal import REASONS, Proposal


def test_the_same_proposal_has_the_same_name_and_another_has_another() -> None:
    told = {"field": "harm", "start": 0, "end": 4, "wording": "harm", "rule": "r"}
    assert Proposal(**told).id == Proposal(**told).id
    assert Proposal(**told).id != Proposal(**{**told, "start": 1}).id


def test_every_reason_is_a_clause_that_goes_on_from_a_colon() -> None:
    assert all(why[0].islower() and not why.endswith(".") for why in REASONS.values())
