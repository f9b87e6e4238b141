"""How a thing is known is read from the report's own words, in four languages, never from words that only look so."""

from __future__ import annotations

import pytest

from codedark.formats.report_inline import plain
from codedark.formats.report_statuses import told


def read(text: str) -> list[tuple[str, str, str]]:
    return [(one.status.value, one.value, one.reason) for one in told(plain(text, 0, len(text)))]


@pytest.mark.parametrize(
    ("text", "status", "value", "reason"),
    [
        ("Tuesday (Inferred, as it went on)", "inferred", "Tuesday", "as it went on"),
        ("Tuesday (inferred from the log)", "inferred", "Tuesday", "from the log"),
        ("Tuesday (Inferred: (a) and (b))", "inferred", "Tuesday", "(a) and (b)"),
        ("Tuesday (Inferred)", "inferred", "Tuesday", ""),
        ("VPN (unconfirmed)", "assumed", "VPN", ""),
        ("Phishing (possibly)", "assumed", "Phishing", ""),
        ("Suspected phishing", "assumed", "phishing", ""),
        ("TBD", "unknown", "", ""),
        ("Under investigation", "unknown", "", ""),
        ("?", "unknown", "", ""),
        ("-", "not-mentioned", "", ""),
        ("...", "not-mentioned", "", ""),
        ("- (Stated)", "stated", "-", ""),
        ("Mail (Assumed).", "assumed", "Mail", ""),
        ("Unknown", "unknown", "", ""),
        ("unknown (Not detailed in the provided text)", "unknown", "", "Not detailed in the provided text"),
        ("Unknown - still being looked into", "unknown", "", "still being looked into"),
        ("Not detailed in the provided text.", "not-detailed", "", ""),
        ("Not explicitly detailed.", "not-detailed", "", ""),
        ("Not yet disclosed", "not-detailed", "", ""),
        ("Not mentioned in the provided text.", "not-mentioned", "", ""),
        ("None known", "none-known", "", ""),
        ("Withheld (at the prosecutor's request)", "withheld", "", "at the prosecutor's request"),
        ("N/A", "not-applicable", "", ""),
        ("Likely a stolen password", "assumed", "a stolen password", ""),
        ("Type and volume of data are unknown.", "unknown", "Type and volume of data are unknown.", ""),
        (
            "No network indicators were provided in the source.",
            "not-mentioned",
            "No network indicators were provided in the source.",
            "",
        ),
        (
            "The provided text does not contain details.",
            "not-detailed",
            "The provided text does not contain details.",
            "",
        ),
        ("No evidence of theft", "none-known", "No evidence of theft", ""),
        # Dutch, French, German
        ("dinsdag (Afgeleid, omdat het nog bezig was)", "inferred", "dinsdag", "omdat het nog bezig was"),
        ("Niet nader beschreven in de tekst.", "not-detailed", "", ""),
        ("Niet vermeld", "not-mentioned", "", ""),
        ("De weg is nog onbekend.", "unknown", "De weg is nog onbekend.", ""),
        ("Er werden geen indicatoren vermeld.", "not-mentioned", "Er werden geen indicatoren vermeld.", ""),
        ("mardi (Déduit, car cela durait)", "inferred", "mardi", "car cela durait"),
        ("Inconnue", "unknown", "", ""),
        ("Non précisé dans le texte fourni", "not-detailed", "", ""),
        ("Aucun indicateur n'a été fourni.", "not-mentioned", "Aucun indicateur n'a été fourni.", ""),
        ("Dienstag (Abgeleitet, da es andauerte)", "inferred", "Dienstag", "da es andauerte"),
        ("Unbekannt", "unknown", "", ""),
        ("Nicht näher beschrieben", "not-detailed", "", ""),
        ("Es wurden keine Indikatoren genannt.", "not-mentioned", "Es wurden keine Indikatoren genannt.", ""),
        # what only looks like a status
        ("Tuesday (first confirmation)", "stated", "Tuesday (first confirmation)", ""),
        ("Patients moved (unknown number)", "stated", "Patients moved (unknown number)", ""),
        ("Unknown actors came in", "stated", "Unknown actors came in", ""),
        ("Noted by staff", "stated", "Noted by staff", ""),
        ("Not only servers", "stated", "Not only servers", ""),
        ("Likelihood is high", "stated", "Likelihood is high", ""),
        ("(Inferred, alone)", "stated", "(Inferred, alone)", ""),
        ("Unknown (Stated)", "stated", "Unknown", ""),
        (r"Tuesday \(Inferred, x\)", "stated", "Tuesday (Inferred, x)", ""),
    ],
)
def test_a_text_says_how_it_is_known(text: str, status: str, value: str, reason: str) -> None:
    assert read(text) == [(status, value, reason)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Servers were shut down (likely to halt encryption).",
            [("stated", "Servers were shut down", ""), ("assumed", "to halt encryption", "")],
        ),
        ("Not specified, though likely large.", [("not-detailed", "", ""), ("assumed", "large", "")]),
        ("Niet gespecificeerd, maar waarschijnlijk hoog", [("not-detailed", "", ""), ("assumed", "hoog", "")]),
        ("Non précisé, mais probablement élevé", [("not-detailed", "", ""), ("assumed", "élevé", "")]),
        ("Nicht angegeben, aber wahrscheinlich hoch", [("not-detailed", "", ""), ("assumed", "hoch", "")]),
        (
            "13 March (Inferred, x) (likely earlier)",
            [("inferred", "13 March", "x"), ("assumed", "earlier", "")],
        ),
    ],
)
def test_a_guess_stands_beside_what_is_told(text: str, found: list[tuple[str, str, str]]) -> None:
    assert read(text) == found


def test_nothing_says_nothing() -> None:
    assert read("") == read("   ") == []


def test_a_span_holds_the_words_with_their_markup() -> None:
    line = "x **Servers** off (likely *late*)"
    main, guess = told(plain(line, 0, len(line)), 2)
    assert line[main.start : main.end] == "Servers** off"
    assert line[guess.start : guess.end] == "likely *late"
