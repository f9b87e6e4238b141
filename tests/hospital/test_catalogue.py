from __future__ import annotations

from collections import Counter

import pytest

from codedark.hospital.catalogue import APPLICATIONS, SERVICES
from codedark.hospital.needs import parse

IDS = [thing.id for thing in (*APPLICATIONS, *SERVICES)]


def test_every_thing_has_a_name_of_its_own() -> None:
    assert Counter(IDS).most_common(1)[0][1] == 1


@pytest.mark.parametrize("thing", [*APPLICATIONS, *SERVICES], ids=lambda t: t.id)
def test_what_a_thing_needs_is_in_the_catalogue(thing) -> None:
    assert set(parse(thing.needs).names()) <= set(IDS)
    assert thing.name


@pytest.mark.parametrize("application", APPLICATIONS, ids=lambda a: a.id)
def test_an_application_needs_applications_and_enough_of_its_machines(application) -> None:
    assert set(parse(application.needs).names()) <= {a.id for a in APPLICATIONS}
    assert 0 <= application.enough <= application.hosts
    assert (application.hosts > 0) == (application.enough > 0)
    assert not application.on or application.on in {a.id for a in APPLICATIONS if a.hosts}


def test_a_word_recognises_one_application() -> None:
    words = Counter(word for application in APPLICATIONS for word in application.words.split())
    assert [word for word, n in words.items() if n > 1] == []


def test_the_usual_clinical_services_are_there() -> None:
    assert len(SERVICES) >= 25
    assert sum(service.theatres for service in SERVICES) == sum(service.arrivals for service in SERVICES) == 1
    assert sum(service.beds_share for service in SERVICES) == pytest.approx(1)
    assert sorted(service.rank for service in SERVICES) == list(range(1, len(SERVICES) + 1))


def test_every_minute_on_paper_says_why() -> None:
    for service in SERVICES:
        assert service.source.startswith("assumed")
        assert service.paper_min.startswith("?") or float(service.paper_min) >= 0
