from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from codedark.record.entry import DeviceId, EntryHash, Head
from codedark.record.head_words import ALPHABET, Misread, head_words, read_head_words, witness

hexadecimal = some.text("0123456789abcdef", min_size=64, max_size=64)
heads = some.builds(
    lambda device, seq, own: Head(device=DeviceId(device[:16]), seq=seq, hash=EntryHash(own)),
    hexadecimal,
    some.integers(1, 10**9),
    hexadecimal,
)
ONE = Head(device=DeviceId("4f2a9c01e77b0d3c"), seq=213, hash=EntryHash("8be1" * 16))


@given(heads)
def test_what_was_printed_is_read_back(head: Head) -> None:
    read = read_head_words(head_words(head))
    assert head.device.startswith(read.device) and len(read.device) == 8
    assert read.seq == head.seq
    assert head.hash.startswith(read.hash) and 4 * len(read.hash) >= 80


@given(heads, some.data())
def test_any_one_wrong_character_is_caught(head: Head, data: some.DataObject) -> None:
    words = head_words(head)
    place = data.draw(some.sampled_from([i for i, c in enumerate(words) if c.isalnum()]))
    other = data.draw(some.sampled_from([c for c in ALPHABET if c != words[place].upper()]))
    with pytest.raises(Misread):
        read_head_words(words[:place] + other + words[place + 1 :])


@given(heads, some.data())
def test_any_two_characters_that_changed_places_are_caught(head: Head, data: some.DataObject) -> None:
    words = head_words(head)
    places = [i for i, c in enumerate(words) if c.isalnum()]
    one, two = sorted(data.draw(some.lists(some.sampled_from(places), min_size=2, max_size=2, unique=True)))
    swapped = words[:one] + words[two] + words[one + 1 : two] + words[one] + words[two + 1 :]
    if swapped.upper() != words.upper():
        with pytest.raises(Misread):
            read_head_words(swapped)


@pytest.mark.parametrize("seq", [1, 9, 10, 213, 99_999])
def test_each_neighbouring_swap_and_each_substitution_of_one_head_is_caught(seq: int) -> None:
    words = head_words(Head(device=ONE.device, seq=seq, hash=ONE.hash))
    places = [i for i, c in enumerate(words) if c.isalnum()]
    tried = 0
    for one, two in pairwise(places):
        if words[one].upper() != words[two].upper():
            swapped = words[:one] + words[two] + words[one + 1 : two] + words[one] + words[two + 1 :]
            with pytest.raises(Misread):
                read_head_words(swapped)
            tried += 1
    for place in places:
        for other in set(ALPHABET) - {words[place].upper()}:
            with pytest.raises(Misread):
                read_head_words(words[:place] + other + words[place + 1 :])
            tried += 1
    assert tried > 900


def test_it_says_which_part_to_ask_for_again() -> None:
    device, number, groups = head_words(ONE).split(" ")
    first, second, third, fourth = groups.split("-")
    with pytest.raises(Misread, match="group 2 of the hash") as wrong:
        read_head_words(f"{device} {number} {first}-{third}-{second}-{fourth}")
    assert wrong.value.groups == ("group 2 of the hash", "group 3 of the hash")
    with pytest.raises(Misread) as wrong:
        read_head_words(f"{device} #214-{number[-1]} {groups}")
    assert wrong.value.groups == ("the number",)
    with pytest.raises(Misread) as wrong:
        read_head_words(f"5{device[1:]} {number} {groups}")
    assert wrong.value.groups == ("the device",)


def test_a_character_too_many_in_a_group_accuses_no_other() -> None:
    words = head_words(ONE)
    device, number, groups = words.split(" ")
    first, rest = groups.split("-", 1)
    with pytest.raises(Misread) as wrong:
        read_head_words(f"{device} {number} {first}7-{rest}")
    assert wrong.value.groups == ("group 1 of the hash",)


def test_case_blanks_dashes_and_look_alikes_do_not_matter() -> None:
    head = Head(device=DeviceId("00112233aabbccdd"), seq=10, hash=EntryHash("00443214c74254b635cf" + "0" * 44))
    words = head_words(head)
    assert read_head_words(words.lower().replace("0", "o").replace("1", "l")) == read_head_words(words)
    assert read_head_words(words.replace("-", "").replace("#", "").replace(" ", "")) == read_head_words(words)


@pytest.mark.parametrize("text", ["", "4f2a", "4f2a-9c01", "213", "?"])
def test_too_little_is_said_with_an_example(text: str) -> None:
    with pytest.raises(Misread, match=r"too few.*#213"):
        read_head_words(text)


def test_a_head_is_a_witness_too() -> None:
    seen = witness(ONE, "the wall")
    assert (seen.device, seen.seq, seen.hash, seen.by) == (ONE.device, 213, ONE.hash, "the wall")
    assert witness(seen) is seen


@given(some.text(max_size=60))
def test_any_text_is_a_head_or_misread(text: str) -> None:
    try:
        read = read_head_words(text)
    except Misread as wrong:
        assert str(wrong)
    else:
        assert read.seq >= 0 and len(read.hash) == 20
