from __future__ import annotations

import pytest

from codedark.record.reading.language import LANGUAGES, language_of
from tests.record.reading.scoring import SENTENCES, lines


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_few_sentences_tell_their_language(lang: str) -> None:
    own = [line["text"] for line in lines(SENTENCES / "sentences.jsonl") if line["lang"] == lang]
    groups = [" ".join(own[i : i + 4]) for i in range(0, len(own), 4)]
    assert all(language_of(text) == lang for text in groups)


def test_a_single_sentence_is_never_taken_for_another_language() -> None:
    wrong = [x["id"] for x in lines(SENTENCES / "sentences.jsonl") if language_of(x["text"]) not in (x["lang"], None)]
    assert wrong == []


@pytest.mark.parametrize("text", ["", "112", "MUG PIT UZ", "Lorem ipsum dolor sit amet", "De of the van and het"])
def test_what_does_not_decide_is_unsure(text: str) -> None:
    assert language_of(text) is None
