from __future__ import annotations

import pytest

from tests.record.reading.telling import facts


@pytest.mark.parametrize(
    ("text", "lang", "codes"),
    [
        ("Het ziekenhuis is telefonisch niet bereikbaar.", "nl", ("telephony",)),
        ("Les soignants n'ont plus accès ni aux dossiers médicaux, ni à l'imagerie.", "fr", ("ehr", "imaging")),
        ("Auf die Patientenakten kann nicht zugegriffen werden.", "de", ("ehr",)),
        ("Patients have been unable to reach the website.", "en", ("website",)),
        ("Every IT system in the hospital is down.", "en", ("all",)),
        ("Kein IT-System funktioniert mehr.", "de", ("all",)),
    ],
)
def test_systems_do_not_work(text: str, lang: str, codes: tuple[str, ...]) -> None:
    assert facts(text, lang, "systems_unavailable") == {(codes, "stated")}


def test_what_works_again_is_not_down() -> None:
    text = "Patient records are accessible again, although the X-ray archive is still offline."
    assert facts(text, field="systems_unavailable") == {(("imaging",), "stated")}


def test_of_several_only_those_still_down_are_left() -> None:
    text = "The website and the phones are down. The phones are working again."
    assert facts(text, field="systems_unavailable") == {(("website",), "stated")}


def test_stolen_records_are_no_system_that_is_down() -> None:
    assert facts("Patient records were stolen and leaked offline.", field="systems_unavailable") == set()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("De servers werden meteen stilgelegd.", "nl"),
        ("Nos équipes ont coupé les serveurs.", "fr"),
        ("Das Team schaltete die Server ab.", "de"),
        ("Engineers pulled the plug on the servers.", "en"),
        ("The network was switched off as a precaution.", "en"),
    ],
)
def test_servers_are_switched_off_on_purpose(text: str, lang: str) -> None:
    assert facts(text, lang, "servers_shutdown") == {(True, "stated")}


def test_servers_that_run_again_were_switched_off_before() -> None:
    assert facts("Die abgeschalteten Server laufen wieder.", "de", "servers_shutdown") == set()


def test_work_on_paper_and_its_end() -> None:
    assert facts("Everyone is back on pen and paper.", field="working_mode") == {("paper", "stated")}
    assert facts("Paper charts have been put away.", field="working_mode") == set()
    assert facts("Auf Papier muss niemand mehr arbeiten.", "de", "working_mode") == set()
