from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from codedark.gates import fhir_fetching
from codedark.gates.fhir_fetching import fetch_pages, searches
from codedark.hospital.faults import BadHospital
from tests.formats.adt_messages import at
from tests.gates.fhir_server import Fhir


@pytest.fixture
def fhir() -> Iterator[Fhir]:
    made = Fhir()
    yield made
    made.stop()


def test_the_pages_of_a_search_are_fetched_in_their_order(fhir: Fhir) -> None:
    second = fhir.page("/r4/page2", "page3")
    first, third = fhir.page("/r4/Encounter", f"{fhir.base}/r4/page2"), fhir.page("/r4/page3")
    pages = list(fetch_pages(f"{fhir.base}/r4/Encounter?status=in-progress"))
    assert [raw for _, raw in pages] == [first, second, third]
    assert pages[0][0] == f"{fhir.base}/r4/Encounter"


def test_the_token_goes_to_the_server_and_nowhere_else(fhir: Fhir) -> None:
    other = Fhir()
    try:
        fhir.page("/a", f"{other.base}/b")
        with pytest.raises(BadHospital, match="lies elsewhere"):
            list(fetch_pages(f"{fhir.base}/a", "secret"))
        assert fhir.asked == [("/a", "Bearer secret")] and other.asked == []
        fhir.page("/c", status=302, Location=f"{other.base}/b")
        with pytest.raises(OSError, match="sends us elsewhere"):
            list(fetch_pages(f"{fhir.base}/c", "secret"))
        assert other.asked == []
    finally:
        other.stop()


def test_a_redirect_within_the_server_is_followed(fhir: Fhir) -> None:
    there = fhir.page("/new")
    fhir.page("/old", status=302, Location="/new")
    assert [raw for _, raw in fetch_pages(f"{fhir.base}/old")] == [there]


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://server/x", "https://", "https://user:pw@server/x", "server"]
)
def test_only_http_is_spoken(url: str) -> None:
    with pytest.raises(BadHospital, match="https://server/base") as bad:
        list(fetch_pages(url))
    assert "pw" not in str(bad.value)


def test_a_token_is_not_sent_readable_to_all() -> None:
    with pytest.raises(BadHospital, match="readable to all"):
        list(fetch_pages("http://fhir.example/r4", "secret"))


def test_a_refusal_names_the_page_without_its_query(fhir: Fhir) -> None:
    with pytest.raises(OSError, match="answered 404") as refused:
        list(fetch_pages(f"{fhir.base}/nothing?patient=4711"))
    assert "4711" not in str(refused.value)


def test_a_server_that_is_gone_is_said() -> None:
    gone = Fhir()
    gone.stop()
    with pytest.raises(OSError, match="does not answer"):
        list(fetch_pages(f"{gone.base}/nothing"))


def test_there_is_an_end_to_size_and_to_pages(fhir: Fhir, monkeypatch: pytest.MonkeyPatch) -> None:
    fhir.page("/circle", "/circle")
    with pytest.raises(OSError, match="no end"):
        list(fetch_pages(f"{fhir.base}/circle"))
    monkeypatch.setattr(fhir_fetching, "PAGE_BYTES_MAX", 20)
    with pytest.raises(OSError, match="sends more than"):
        list(fetch_pages(f"{fhir.base}/circle"))


def test_a_server_is_asked_for_who_is_here_who_comes_and_what_is_planned() -> None:
    asked = [urlsplit(url) for url in searches("https://s/r4/", at("202405170800"))]
    assert [one.path for one in asked] == ["/r4/Encounter", "/r4/Encounter", "/r4/Appointment", "/r4/ServiceRequest"]
    first = parse_qs(asked[0].query)
    assert first["status"] == ["in-progress,arrived,triaged,onleave"] and first["_include"][0] == "Encounter:subject"
    assert parse_qs(asked[2].query)["date"] == ["ge2024-05-17", "lt2024-05-19"]
    assert searches("https://s/r4/Encounter?x=1", at("202405170800")) == ("https://s/r4/Encounter?x=1",)
