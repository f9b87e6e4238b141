from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from codedark.cli.intake_read import Asked, Offer, chosen, offered, own_names
from codedark.hospital.faults import BadHospital
from codedark.hospital.gathered import Gathered
from codedark.record.edtf import When
from tests.making import make_hospital

ARTICLE = b"Attack\n\nThe hospital cancelled 70 operations on Tuesday. The emergency department has been closed."
REPORT = b"""# Report
## Incident Details
- Sector: Healthcare
## Impact Assessment
- Financial: Unknown
## Recommendations
- Segment.
"""


def asked(**more: object) -> Asked:
    told = {
        "file": Path("a.txt"), "published": When("2024-05-15"), "lang": "", "publisher": "The Gazette", "kind": "",
        "by": "", "zone": "Europe/Brussels", "now": datetime(2024, 5, 16, tzinfo=UTC),
    }  # fmt: skip
    return Asked(**{**told, **more})  # type: ignore[arg-type]


def read(raw: bytes = ARTICLE, **more: object) -> Offer:
    return offered(Gathered(), asked(**more), raw, None)


def test_an_article_is_read_as_one() -> None:
    offer = read()
    assert [one.field for one in offer.assertions] == ["operations_cancelled", "ed_status"]
    assert (offer.document.kind, offer.document.lang, offer.document.title) == ("press", "en", "Attack")
    assert {one.by for one in offer.assertions} == {"press"}


def test_a_report_with_its_headings_is_read_as_one() -> None:
    offer = read(REPORT)
    assert offer.document.kind == "report"
    assert "sector" in {one.field for one in offer.assertions}
    assert offer.as_json["sections"] and offer.as_json["declined"] == []


def test_markdown_without_a_report_s_headings_is_an_article() -> None:
    assert read(b"# Attack\n\nThe hospital cancelled 70 operations.", lang="en").document.kind == "press"


def test_an_article_that_is_said_to_be_a_report_is_refused() -> None:
    with pytest.raises(BadHospital, match="is no report: 0 headings"):
        read(kind="report")


def test_what_the_hospital_says_itself_is_confirmed() -> None:
    (one, _) = read(kind="official").assertions
    assert (one.by, one.attribution) == ("hospital", "confirmed")


def test_an_unsure_language_asks_for_it() -> None:
    with pytest.raises(BadHospital, match="--lang"):
        read(b"112 UZ")
    assert read(b"112 UZ", lang="nl").assertions == ()


def test_proposals_are_chosen_by_number_by_id_or_all() -> None:
    offer, faults = read(), Gathered()
    first, second = offer.assertions
    assert chosen(faults, offer, ["all"]) == [first, second]
    assert chosen(faults, offer, ["2", first.id[:8]]) == [second, first]
    assert chosen(faults, offer, ["1,1"]) == [first]
    assert faults.faults == []


@pytest.mark.parametrize("word", ["0", "3", "a-0000", "a-", "nonsense"])
def test_what_names_no_proposal_is_a_fault(word: str) -> None:
    faults = Gathered()
    assert chosen(faults, read(), [word]) == []
    assert "--accept" in str(faults.faults[0])


def test_own_names_come_from_the_hospital() -> None:
    hospital = make_hospital(hospital_toml='[hospital]\nname = "Sint-Lucia"\n')
    assert own_names(hospital)[0].hospital == ("Sint-Lucia",)
    assert own_names(None)[0].hospital == ()
