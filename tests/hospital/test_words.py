from __future__ import annotations

from enum import StrEnum

import pytest

from codedark.hospital import words

VOCABULARIES = [v for v in vars(words).values() if isinstance(v, type) and issubclass(v, StrEnum) and v is not StrEnum]


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda v: v.__name__)
def test_a_word_is_written_as_it_is_read(vocabulary) -> None:
    assert vocabulary.__doc__
    for word in vocabulary:
        assert word.value == word.value.lower()
        assert vocabulary(str(word)) is word


def test_the_weakest_basis_stands_last() -> None:
    assert list(words.Basis) == ["observed", "stated", "inferred", "assumed"]


def test_a_new_role_stands_last_because_roles_are_counted_by_place() -> None:
    assert list(words.Role)[-1] is words.Role.PROBER
    assert list(words.Role).index(words.Role.OTHER) == 15
