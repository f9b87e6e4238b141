"""What may leave, what stays, and that both are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from codedark.formats.export_told import (
    NotCarried,
    Telling,
    Tlp,
    chosen,
    label_of,
    lost_lines,
    said_of,
    tlp_of,
    told_within,
    why_barred,
)
from codedark.record.assertion import Assertion, Attribution, Period, Status
from codedark.record.edtf import When
from codedark.record.view import view
from tests.formats.export_cases import FROM_SECRET, HIDDEN, SECRET, WITHDRAWN, telling
from tests.record.making import ABOUT, START, log, said


def _telling(*assertions: Assertion) -> Telling:
    return Telling(about=ABOUT, view=view(log(assertions), START + timedelta(days=30)))


def test_every_account_is_either_chosen_or_left_with_a_reason() -> None:
    told = telling()
    items, left = chosen(told)
    accounts = [a.assertion.id for s in told.view.standings for a in s.accounts]
    assert sorted(accounts) == sorted([*(i.assertion.id for i in items), *(one.assertion for one in left)])
    assert all(one.why for one in left)


def test_withheld_withdrawn_replaced_and_stricter_stay() -> None:
    items, left = chosen(telling())
    why = {one.assertion: one.why for one in left}
    assert why[HIDDEN.id] == "withheld"
    assert why[WITHDRAWN.id] == "withdrawn: was another patient"
    assert "TLP:RED" in why[SECRET.id]
    assert "TLP:RED" in why[FROM_SECRET.id]
    assert not {HIDDEN.id, WITHDRAWN.id, SECRET.id, FROM_SECRET.id} & {item.assertion.id for item in items}


def test_a_document_that_is_not_there_is_the_strictest() -> None:
    told = telling()
    bare = replace(told, view=replace(told.view, documents={}))
    assert "TLP:RED" in why_barred(bare, SECRET)
    assert why_barred(replace(bare, tlp=Tlp.RED), SECRET) == ""


@pytest.mark.parametrize(("asked", "leaves"), [(Tlp.CLEAR, False), (Tlp.AMBER_STRICT, False), (Tlp.RED, True)])
def test_a_file_takes_what_is_marked_no_stricter_than_itself(asked: Tlp, leaves: bool) -> None:
    items, _ = chosen(telling(asked))
    assert (SECRET.id in {item.assertion.id for item in items}) is leaves


def test_accounts_that_differ_leave_together() -> None:
    items, _ = chosen(_telling(said("patients_transferred", 7, by="a"), said("patients_transferred", 9, by="b")))
    assert sorted(item.assertion.value for item in items if isinstance(item.assertion.value, int)) == [7, 9]
    assert [item.sound for item in items] == [False, False]


@pytest.mark.parametrize(
    ("attribution", "status", "sound", "firm"),
    [
        (Attribution.CONFIRMED, Status.STATED, True, True),
        (Attribution.REPORTED, Status.STATED, True, False),
        (Attribution.CLAIMED, Status.STATED, False, False),
        (Attribution.CONFIRMED, Status.ASSUMED, False, False),
        (Attribution.CONFIRMED, Status.UNKNOWN, False, False),
    ],
)
def test_what_is_sound_and_what_is_firm(attribution: Attribution, status: Status, sound: bool, firm: bool) -> None:
    (item,), _ = chosen(_telling(said("attack_type", "wiper", attribution=attribution, status=status)))
    assert (item.sound, item.firm) == (sound, firm)


def test_a_sentence_has_value_time_mark_voice_and_id() -> None:
    one = said("operations_cancelled", 70, status=Status.ASSUMED, by="hospital", period=Period(when=When("2026-03-03")))
    (item,), _ = chosen(_telling(one))
    assert said_of(item, "Europe/Brussels") == (
        f"Operations cancelled: 70 operations (assumed); Tuesday 3 March 2026; reported by hospital [{one.id}]"
    )


def test_a_claim_says_who_claims() -> None:
    (item,), _ = chosen(_telling(said("malware_family", "Basilisk", attribution=Attribution.CLAIMED, by="attacker")))
    assert "claimed by attacker, attacker-claimed" in said_of(item, "UTC")


def test_a_field_nobody_knows_keeps_its_name() -> None:
    assert label_of(said("weather", "rain", about="north")) == "weather (north)"


def test_losses_are_told_once_a_reason() -> None:
    lost = [NotCarried(field="x", about="y", why="no place"), NotCarried(field="x", about="y", why="no place")]
    assert lost_lines([*lost, NotCarried(field="z", why="withheld")]) == ["no place: 2 x x (y)", "withheld: z"]


def test_the_file_only_counts_what_is_secret() -> None:
    _, left = chosen(telling())
    within = lost_lines(told_within(left))
    assert "may not be told, or is marked more strictly than this file: 3 x account" in within
    assert not any("ransom_demanded" in line for line in within)
    assert any("ransom_demanded" in line for line in lost_lines(left))


def test_many_losses_of_a_field_are_counted() -> None:
    lost = [NotCarried(field="entry", about=f"d {n}", why="later") for n in range(40)]
    assert lost_lines([*lost, NotCarried(field="harm", why="later")]) == ["later: 40 x entry, harm"]


def test_the_words_of_the_source_go_with_its_code() -> None:
    (item,), _ = chosen(_telling(said("ed_status", wording="open,\n low capacity")))
    assert "in the source's words “open, low capacity”" in said_of(item, "UTC")


@pytest.mark.parametrize(
    ("word", "level"),
    [("CLEAR", Tlp.CLEAR), ("tlp:green", Tlp.GREEN), ("", Tlp.CLEAR), ("WHITE", Tlp.CLEAR), ("pink", Tlp.RED)],
)
def test_a_marking_nobody_can_read_is_the_strictest(word: str, level: Tlp) -> None:
    assert tlp_of(word) is level


def test_what_is_guessed_is_not_called_confirmed() -> None:
    guess = said("malware_family", "Qilin", status=Status.ASSUMED, by="ward", attribution=Attribution.CONFIRMED)
    (item,), _ = chosen(_telling(guess))
    assert said_of(item, "UTC") == f"Malware family: Qilin (assumed); told by ward [{guess.id}]"


def test_what_holds_for_one_site_is_not_told_of_the_whole() -> None:
    one = said("servers_shutdown", True, scope=("North",), by="us", attribution=Attribution.CONFIRMED)
    (item,), _ = chosen(_telling(one))
    assert said_of(item, "UTC") == f"Servers switched off: yes; sites: North; confirmed by us [{one.id}]"
