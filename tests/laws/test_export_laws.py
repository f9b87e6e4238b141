"""Whatever a record holds, each export holds it or says that it does not, and its readers can read it."""

from __future__ import annotations

import csv
import io
import json
import warnings
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.formats.export_told import Telling, Tlp
from codedark.formats.misp_event import misp_event
from codedark.formats.misp_objects import TEMPLATES
from codedark.formats.stix_bundle import stix_bundle
from codedark.formats.timeline_csv import COLUMNS, timeline_csv
from codedark.formats.veris import veris
from codedark.record.assertion import Assertion, Attribution, Qualifier, Status
from codedark.record.edtf import When
from codedark.record.fields import FIELDS, Form
from codedark.record.view import view
from tests.conftest import shared_folder
from tests.formats.export_cases import assert_nothing_is_lost_unseen
from tests.record.making import ABOUT, START, log, said

WORDS = st.text(max_size=20) | st.sampled_from(
    [
        "198.51.100.7",
        "hxxp://bad[.]example/'x",
        "T1486",
        "=1+1",
        "Belgium",
        "2026-03-03",
        "yes",
        "technique",
        "\x00\x1b[2J",
    ]
)
MOMENTS = st.sampled_from(
    [
        "2026",
        "2026-03~",
        "2026-03-03",
        "2026-03-03T06:10~",
        "../2026-03-03",
        "2026-03-01/..",
        "2026-03-03T23:30Z",
        "2026-02/2026-03",
    ]
)
BY_FORM: dict[Form, st.SearchStrategy[Any]] = {
    Form.COUNT: st.integers(0, 200_000) | st.none(),
    Form.FLAG: st.booleans(),
    Form.CODES: st.lists(WORDS, max_size=3).map(tuple) | st.just(("all",)),
    Form.MOMENT: MOMENTS,
    Form.TEXT: WORDS,
    Form.CHOICE: WORDS,
}


@st.composite
def an_assertion(draw: st.DrawFn) -> Assertion:
    field = draw(st.sampled_from(FIELDS))
    value = draw(st.sampled_from(field.choices) if field.form is Form.CHOICE else BY_FORM[field.form])
    status = draw(st.sampled_from(Status))
    counted = field.form is Form.COUNT and isinstance(value, int)
    return said(
        field.name,
        value if draw(st.integers(0, 9)) else None,
        status=status,
        qualifier=draw(st.sampled_from([None, Qualifier.EXACT, Qualifier.ABOUT, Qualifier.AT_LEAST]))
        if counted
        else None,
        about=draw(st.sampled_from(["", "", "ipv4", "technique", "lab", "impact"])),
        attribution=draw(st.sampled_from(Attribution)),
        by=draw(st.sampled_from(["", "hospital", "attacker"])),
        reason="as told",
        wording=draw(st.sampled_from(["", "as they said"]) | WORDS),
        valid=draw(st.none() | MOMENTS.map(When)),
        day=draw(st.integers(0, 5)),
        details=draw(st.sampled_from([{}, {"seen": "blocked"}, {"kind": "md5"}])),
    )


@st.composite
def a_telling(draw: st.DrawFn) -> Telling:
    entries = log(draw(st.lists(an_assertion(), max_size=8)))
    as_of = START + timedelta(days=draw(st.integers(0, 6)))
    return Telling(about=ABOUT, view=view(entries, as_of), entries=entries, tlp=draw(st.sampled_from(Tlp)))


@given(a_telling())
@settings(max_examples=60)
def test_every_account_is_in_each_file_or_in_its_list(told: Telling) -> None:
    for write in (stix_bundle, veris, misp_event, timeline_csv):
        made = write(told)
        assert_nothing_is_lost_unseen(told, made)
        assert write(told) == made


@given(a_telling())
@settings(max_examples=25)
def test_stix2_reads_any_bundle(told: Telling) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import stix2

        stix2.parse(stix_bundle(told).raw.decode(), version="2.1")


@pytest.mark.shared_data("data/incident/veris/verisc-merged.json")
@given(told=a_telling())
@settings(max_examples=60)
def test_the_veris_schema_takes_any_record(told: Telling) -> None:
    import jsonschema

    schema = json.loads((shared_folder() / "data/incident/veris/verisc-merged.json").read_bytes())
    jsonschema.validate(json.loads(veris(told).raw), schema)


@given(a_telling())
@settings(max_examples=60)
def test_any_misp_event_fills_templates_as_they_are(told: Telling) -> None:
    event = json.loads(misp_event(told).raw)["Event"]
    for made in event["Object"]:
        relations = [attribute["object_relation"] for attribute in made["Attribute"]]
        assert set(relations) <= set(TEMPLATES[made["name"]].types)
        assert len(set(relations)) == len(relations)


@given(a_telling())
@settings(max_examples=60)
def test_any_timeline_is_a_table_that_runs_nothing(told: Telling) -> None:
    text = timeline_csv(told).raw.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
