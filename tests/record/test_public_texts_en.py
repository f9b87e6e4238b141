from __future__ import annotations

from codedark.record.public_texts_en import EN


def test_no_sentence_promises_anything() -> None:
    assert not [words for words in EN.values() if " will " in words or "soon" in words or "sorry" in words]


def test_jargon_stays_out() -> None:
    told = " ".join(EN.values()).casefold()
    assert not [word for word in ("ransomware", "cyber", "exfiltrat", "divert", "triage") if word in told]
