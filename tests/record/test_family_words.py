"""The list of families, and the words beside them."""

from __future__ import annotations

import re

from codedark.record.family_words import BESIDE, CLAIMED, KNOWN_FAMILIES, NAMED, OTHERWISE, SPEAKS


def test_the_list_holds_sixty_names_each_once() -> None:
    assert len(KNOWN_FAMILIES) >= 60
    assert len({name.lower() for name in KNOWN_FAMILIES}) == len(KNOWN_FAMILIES)
    assert all(name == " ".join(name.split()) and len(name) > 2 for name in KNOWN_FAMILIES)


def test_every_language_has_its_words() -> None:
    for word in ("ransomware group", "ransomwarebende", "groupe de hackers", "Hackergruppe", "Ransomware-Gruppe"):
        assert re.fullmatch(BESIDE, word, re.IGNORECASE), word
    for words in ("claimed by the ", "opgeëist door ", "revendiquée par le groupe ", "verübt von der "):
        assert re.fullmatch(CLAIMED, words, re.IGNORECASE), words
    for words in ("named ", "genaamd ", "nommé ", "mit dem Namen "):
        assert re.fullmatch(NAMED, words, re.IGNORECASE), words


def test_every_language_denies_and_tells_of_attacks() -> None:
    assert all(OTHERWISE.search(word) for word in ("not", "geen", "pas", "kein", "whether", "zou", "serait", "ob"))
    assert all(SPEAKS.search(word) for word in ("ransomware", "gijzelsoftware", "rançongiciel", "Cyberangriff"))
    assert not SPEAKS.search("All operations were cancelled.")
