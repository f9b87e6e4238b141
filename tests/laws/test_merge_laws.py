"""What holds whenever logs are laid together, whoever was apart from whom and whatever was damaged on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from codedark.record.merging import Chains, merged
from codedark.record.row import Row, row_of
from codedark.record.sound import sound_header, without_words, words_hold
from tests.record.making import INCIDENT
from tests.record.test_merging import START, chain, draft, rows, signers, together

NUMBERS = (1, 2, 3)
LENGTH = 5
WHOLE = {number: rows(number, LENGTH) for number in NUMBERS}
ELSEWHERE = {
    number: [row_of(e) for e in chain([(draft(text=f"elsewhere {p}"), START) for p in range(LENGTH)], number, False)]
    for number in NUMBERS
}
"""The same keys, used by somebody else."""
KNOWN = {row.hash: row for chain_rows in (*WHOLE.values(), *ELSEWHERE.values()) for row in chain_rows}


@st.composite
def logs(draw: st.DrawFn, forks: bool = False) -> Chains:
    """A part of each device's chain: mostly its beginning, sometimes with holes; with forks, sometimes another's."""
    found: list[Row] = []
    for number in NUMBERS:
        source = draw(st.sampled_from([WHOLE, ELSEWHERE] if forks else [WHOLE]))[number]
        upto = source[: draw(st.integers(0, LENGTH))]
        holes = draw(st.sets(st.integers(1, LENGTH), max_size=2)) if draw(st.booleans()) else set()
        found += [row for row in upto if row.seq not in holes]
    return Chains(rows=tuple(draw(st.permutations(found))), signers=signers(*NUMBERS))


@st.composite
def damaged(draw: st.DrawFn) -> Chains:
    """A log after bits of it were turned, rows doubled, and parts of rows exchanged."""
    log = draw(logs(forks=True))
    told: list[Row] = []
    for row in log.rows:
        parts = ["", "", "", "header", "signature", "body", "salt", "seq", "hash", "words", "device"]
        part = draw(st.sampled_from(parts))
        told += [row, row] if draw(st.booleans()) else [row]
        if part == "seq":
            told[-1] = row._replace(seq=draw(st.integers(-1, LENGTH + 1)))
        elif part == "hash":
            told[-1] = row._replace(hash=draw(st.sampled_from(sorted(KNOWN))))
        elif part == "device":
            told[-1] = row._replace(device=draw(st.sampled_from(["0" * 16, *signers(*NUMBERS)])))
        elif part == "words":
            told[-1] = without_words(row)
        elif part:
            raw = bytearray(getattr(row, part))
            raw[draw(st.integers(0, len(raw) - 1))] ^= 1 << draw(st.integers(0, 7))
            told[-1] = row._replace(**{part: bytes(raw)})
    return Chains(rows=tuple(told), signers=log.signers, aside=tuple(draw(st.permutations(told))[:2]))


def held(log: Chains) -> set[Row]:
    return set(log.rows)


def everything(log: Chains) -> set[bytes]:
    return {row.hash for row in (*log.rows, *log.aside)}


@given(logs(), logs())
def test_in_which_order_two_logs_are_laid_together_changes_nothing(one: Chains, other: Chains) -> None:
    assert held(together(one, other)) == held(together(other, one)) == held(one) | held(other)


@given(logs(), logs(), logs())
def test_nor_does_it_with_three(one: Chains, two: Chains, three: Chains) -> None:
    left = together(together(one, two), three)
    assert held(left) == held(together(one, together(two, three))) == held(together(together(three, one), two))


@given(logs(forks=True), damaged())
def test_twice_is_once(one: Chains, other: Chains) -> None:
    after = together(one, other)
    assert not merged(after, other, INCIDENT).changes


@given(logs(forks=True), damaged())
def test_nothing_that_lay_here_is_lost_or_changed(one: Chains, other: Chains) -> None:
    after = together(one, other)
    assert after.rows[: len(one.rows)] == one.rows
    places = [(row.device, row.seq) for row in after.rows]
    assert len(places) == len(set(places))


@given(logs(forks=True), damaged())
def test_nothing_comes_in_that_nobody_wrote(one: Chains, other: Chains) -> None:
    found = merged(one, other, INCIDENT)
    for row in (*found.rows, *found.aside):
        header = sound_header(row, INCIDENT, signers(*NUMBERS))
        assert KNOWN[row.hash].header == row.header
        assert words_hold(row, header) or row in found.aside


@given(logs(forks=True), logs(forks=True))
def test_of_a_fork_neither_side_is_lost(one: Chains, other: Chains) -> None:
    assert everything(together(one, other)) == everything(together(other, one)) == everything(one) | everything(other)


@given(logs(), logs())
def test_what_is_new_stands_on_what_lies_before_it(one: Chains, other: Chains) -> None:
    after = {(row.device, row.seq): row for row in together(one, other).rows}
    for (device, seq), row in after.items():
        if (device, seq - 1) in after:
            assert sound_header(row, INCIDENT, signers(*NUMBERS)).prev == after[device, seq - 1].hash.hex()
