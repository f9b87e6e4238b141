from __future__ import annotations

import json

import pytest

from codedark.cli.report_asked import FORMATS
from codedark.cli.report_forms import _MADE, BYTES_ONLY, rendered
from codedark.record.report_texts import LANGUAGES
from tests.record.report_making import made


def test_every_format_that_can_be_asked_for_is_made() -> None:
    assert set(FORMATS) == set(_MADE)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_a_format_is_made_in_every_language_and_always_the_same(form: str, lang: str) -> None:
    raw = rendered(made(), form, lang)
    assert raw and raw == rendered(made(), form, lang)
    assert raw.startswith(b"%PDF") if form in BYTES_ONLY else raw.decode("utf-8")


def test_json_is_one_object_and_ends_its_line() -> None:
    raw = rendered(made(), "json", "en")
    assert raw.endswith(b"}\n") and json.loads(raw)["title"] == "Disruption at Sint-Lucia"
