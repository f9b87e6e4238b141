from __future__ import annotations

from codedark.record.public_texts_fr import FR


def test_colons_and_question_marks_stand_apart() -> None:
    for key, words in FR.items():
        for mark in ":?;!":
            assert all(before.endswith(" ") for before in words.split(mark)[:-1]), key


def test_participles_agree_with_what_was_cancelled() -> None:
    assert FR["operations_cancelled.many"].endswith("annulées.")
    assert FR["appointments_cancelled.many"].endswith("annulés.")
