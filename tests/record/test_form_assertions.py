"""A report becomes assertions: each label a field, each status as the report gives it, nothing said twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from codedark.formats.report_as_form import report_markdown
from codedark.formats.report_markdown import read, text_of
from codedark.record.assertion import Assertion, Document, Status, document_id
from codedark.record.edtf import When
from codedark.record.fields import FIELD, TACTICS, value_fault
from codedark.record.form_assertions import form_assertions, intake_json
from codedark.record.report_saying import said
from codedark.record.report_words import LANGUAGES, label
from tests.record.report_making import made

HEAD = "# Incident Report: Disruption at Sint-Lucia\n"
ONSET = "## Incident Details\n- Incident Date: Tuesday, March 3, 2026 (Inferred, as it went on on the 4th)\n"


def document(raw: bytes, published: str = "2026-03-04", lang: str = "en") -> Document:
    return Document(
        id=document_id(raw),
        kind="report",
        title="A report",
        publisher="somebody",
        published=When(published),
        retrieved_at=datetime(2026, 3, 5, tzinfo=UTC),
        lang=lang,
        text=text_of(raw),
        sha256=sha256(raw).hexdigest(),
    )


def asserted(text: str, published: str = "2026-03-04") -> tuple[Assertion, ...]:
    raw = (HEAD + text).encode()
    return form_assertions(read("report.md", raw), document(raw, published), "Europe/Brussels")


def one(text: str, field: str, about: str = "") -> Assertion:
    (found,) = [a for a in asserted(text) if (a.field, a.about) == (field, about)]
    return found


def test_details_are_fields_with_their_spans_and_words() -> None:
    found = one("## Incident Details\n- **Sector:** Health *care*\n", "sector")
    text = HEAD + "## Incident Details\n- **Sector:** Health *care*\n"
    assert (found.value, found.status, found.by, found.wording) == (
        "Health care",
        Status.STATED,
        "report",
        "Health care",
    )
    assert found.source is not None
    assert text[found.source.start : found.source.end] == "Health *care"
    assert found.known_at == datetime(2026, 3, 3, 23, tzinfo=UTC)
    assert found.rule == "form.details.sector"


def test_a_date_the_report_inferred_keeps_its_reason() -> None:
    found = one(ONSET, "onset_at")
    assert (found.value, found.status, found.reason) == ("2026-03-03", Status.INFERRED, "as it went on on the 4th")


def test_a_weekday_is_inferred_by_us_and_says_from_what() -> None:
    found = one("## Incident Details\n- Discovery Date: Tuesday (first confirmation)\n", "discovered_at")
    assert (found.value, found.status) == ("2026-03-03", Status.INFERRED)
    assert found.reason == "read from the day of publication, 2026-03-04"
    assert found.rule == "form.details.discovered_at+weekday"
    assert found.wording == "Tuesday (first confirmation)"


def test_a_whole_date_is_stated_and_a_vague_one_is_no_date() -> None:
    assert one("## Incident Details\n- Ended: 9 March 2026\n", "ended_at").status is Status.STATED
    vague = one("## Incident Details\n- Ended: some days later\n", "ended_at")
    assert (vague.value, vague.status, vague.wording) == (None, Status.NOT_DETAILED, "some days later")


def test_pre_tuesday_is_an_open_interval() -> None:
    text = "## Timeline\n### Initial Access\n- Date/Time: Pre-Tuesday, March 3, 2026 (Inferred, active on Tuesday)\n"
    found = one(text, "initial_access_at")
    assert (found.value, found.status, found.reason) == ("../2026-03-03", Status.INFERRED, "active on Tuesday")


def test_when_updates_were_issued_is_no_time_of_detection() -> None:
    found = asserted("## Timeline\n### Detection & Response\n- Detection: Tuesday (When updates were issued)\n")
    assert [(a.field, a.value) for a in found] == [("detection", "Tuesday (When updates were issued)")]


def test_two_different_ways_of_not_knowing_are_both_kept() -> None:
    found = asserted(
        "## Timeline\n### Lateral Movement\n- Status: Not detailed in the provided text.\n"
        "### Data Exfiltration/Impact\n- Data Exfiltration: Not mentioned in the provided text.\n"
        "## Attack Methodology\n- Lateral Movement: Unknown.\n- Exfiltration: Unknown.\n"
    )
    assert [(a.field, a.about, a.status.value, a.value) for a in found] == [
        ("lateral_movement", "", "not-detailed", None),
        ("data_exfiltrated", "", "not-mentioned", None),
        ("technique", "lateral-movement", "unknown", None),
        ("technique", "exfiltration", "unknown", None),
    ]


def test_containment_is_stated_and_its_reason_is_a_guess() -> None:
    text = "## Response Actions\n- **Containment:** Systems were cut off (likely to halt encryption).\n"
    assert one(text, "containment").value == "Systems were cut off"
    guess = one(text, "containment", "reason")
    assert (guess.value, guess.status, guess.wording) == (
        "to halt encryption",
        Status.ASSUMED,
        "likely to halt encryption",
    )


def test_a_cost_nobody_specified_is_not_detailed_and_guessed() -> None:
    found = asserted("## Impact Assessment\n- Financial: Not specified, though likely substantial losses.\n")
    assert [(a.field, a.value, a.status.value) for a in found] == [
        ("financial", None, "not-detailed"),
        ("financial", "substantial losses", "assumed"),
    ]


def test_figures_of_a_long_line_are_counts_with_their_period() -> None:
    text = (
        ONSET
        + "## Impact Assessment\n- Operational: Bad. 70 surgeries cancelled on the first day. Patients transferred.\n"
    )
    count = one(text, "operations_cancelled")
    assert (count.value, count.qualifier, count.status) == (70, "exact", Status.STATED)
    assert count.period is not None
    assert (str(count.period.when), count.period.kind.value) == ("2026-03-03", "per-period")
    assert count.rule == "form.impact.text.operations_cancelled+nth-day"
    moved = one(text, "patients_transferred")
    assert (moved.value, moved.qualifier) == (None, "uncounted")


def test_the_report_s_wrong_name_stays_beside_the_code() -> None:
    text = "## Impact Assessment\n- Operational: Paraprofessional Intervention Team (PIT) services are unavailable.\n"
    found = one(text, "prehospital_unavailable")
    assert found.value == ("PIT",)
    assert found.wording == "Paraprofessional Intervention Team (PIT) services are unavailable."


def test_what_is_said_twice_is_one_assertion_with_both_places() -> None:
    text = (
        "## Executive Summary\nServers were shut down; surgeries were cancelled.\n"
        "## Response\n- Containment: Servers were shut down.\n"
    )
    found = one(text, "servers_shutdown")
    whole = HEAD + text
    start, end = map(int, found.details["also_at"].split("-"))
    assert found.source is not None
    assert whole[found.source.start : found.source.end] == whole[start:end] == "Servers were shut down"
    assert found.source.start < start


def test_a_count_without_a_number_is_the_numbered_one_s_and_another_number_is_not() -> None:
    text = "## Impact\n- Operational: 12 operations cancelled. Operations were cancelled. 14 operations cancelled.\n"
    found = [a for a in asserted(text) if a.field == "operations_cancelled"]
    assert [a.value for a in found] == [12, 14]
    assert "also_at" in found[0].details and "also_at" not in found[1].details


def test_the_first_day_is_nothing_where_the_onset_is_open() -> None:
    details = "## Incident Details\n- Incident Date: before Tuesday\n"
    text = details + "## Impact\n- Operational: 70 surgeries cancelled on day one.\n"
    assert one(text, "operations_cancelled").period is None


def test_lessons_and_recommendations_are_one_each_and_never_facts() -> None:
    lessons = "## Lessons Learned\n- Speed: Servers were shut down late.\n"
    text = lessons + "## Recommendations\n- Test that servers are shut down.\n- Drill.\n"
    assert [(a.field, a.value) for a in asserted(text)] == [
        ("lesson", "Speed: Servers were shut down late."),
        ("recommendation", "Test that servers are shut down."),
        ("recommendation", "Drill."),
    ]


def test_indicators_are_one_a_line_or_not_mentioned() -> None:
    found = asserted("## Indicators of Compromise\n- Hash: abc\n```\n10.9.9.9\n\nbad.example\n```\n")
    assert [(a.value, dict(a.details)) for a in found] == [
        ("abc", {"kind": "Hash"}),
        ("10.9.9.9", {}),
        ("bad.example", {}),
    ]
    (none,) = asserted("## Indicators of Compromise\n- No indicators were provided.\n")
    assert (none.value, none.status, none.wording) == (None, Status.NOT_MENTIONED, "No indicators were provided.")


def test_a_label_is_read_by_its_section() -> None:
    found = asserted("## Incident Details\n- Discovery: 3 March 2026\n## Attack Methodology\n- Discovery: Port scans\n")
    assert [(a.field, a.about, a.value) for a in found] == [
        ("discovered_at", "", "2026-03-03"),
        ("technique", "discovery", "Port scans"),
    ]


def test_unknown_sections_and_labels_assert_nothing() -> None:
    assert (
        asserted("## Weather\n- Snow: Servers were shut down\n- Sector: Sun\n## Incident Details\n- Mascot: cat\n")
        == ()
    )


def test_nested_bullets_are_said_of_the_label_they_stand_under() -> None:
    found = asserted("## Response Actions\n- **Containment:**\n  - Accounts were blocked\n  - Unknown\n")
    assert [(a.field, a.value, a.status.value) for a in found] == [
        ("containment", "Accounts were blocked", "stated"),
        ("containment", None, "unknown"),
    ]


def test_what_stands_below_a_recommendation_is_no_other_one() -> None:
    found = asserted("## Recommendations\n- Segment\n  - measured by blast\n- Short term:\n  - Drill\n")
    assert [a.value for a in found] == ["Segment", "Drill"]


@pytest.mark.parametrize(
    ("lang", "headings", "text", "value"),
    [
        (
            "nl",
            ("Gegevens van het incident", "Gevolgen"),
            "Bovendien werden 70 operaties geannuleerd op de eerste dag.",
            70,
        ),
        (
            "fr",
            ("Détails de l'incident", "Évaluation de l'impact"),
            "70 opérations ont été annulées le premier jour.",
            70,
        ),
        ("de", ("Angaben zum Vorfall", "Auswirkungen"), "70 Operationen wurden am ersten Tag abgesagt.", 70),
    ],
)
def test_reports_in_other_languages_say_the_same(lang: str, headings: tuple[str, str], text: str, value: int) -> None:
    details, impact = headings
    body = (
        f"## {details}\n- {label('onset_at', lang)}: 03/03/2026\n## {impact}\n- {label('operational', lang)}: {text}\n"
    )
    raw = (HEAD + body.replace("03/03/2026", "03.03.2026" if lang == "de" else "03/03/2026")).encode()
    form = read("report.md", raw)
    assert form.lang == lang
    found = {a.field: a for a in form_assertions(form, document(raw, lang=lang), "Europe/Brussels")}
    count = found["operations_cancelled"]
    assert (found["onset_at"].value, count.value) == ("2026-03-03", value)
    assert count.period is not None and str(count.period.when) == "2026-03-03"


SECTIONS_TOLD = (
    "## Executive Summary\nThe attack began on or before Tuesday; cancellation of 12 surgeries on the first day.\n",
    ONSET,
    "## Timeline of Events\n### Initial Access\n- Vector: Unknown (Not detailed in the text)\n",
    "## Attack Methodology\n- Persistence: Unknown.\n- Impact: Servers encrypted\n",
    "## Impact Assessment\n- Financial: Not specified, though likely high.\n- Data Breach: Unknown.\n",
    "## Response Actions\n- **Containment:** Servers off (likely to stop it).\n",
    "## Lessons Learned\n- Speed: counts\n",
)


def told(raw: bytes) -> set[tuple[object, ...]]:
    found = form_assertions(read("report.md", raw), document(raw), "Europe/Brussels")
    return {(a.field, a.about, a.value, a.status, a.qualifier, a.period, a.reason, a.wording) for a in found}


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n#", "\n##"),
        lambda text: text.replace("- ", "*\t"),
        lambda text: text.replace("\n", "   \n\n"),
        lambda text: text.replace("Persistence:", "**Persistence**:").replace("Unknown.", "*Unknown.*"),
        lambda text: HEAD + "".join(reversed(SECTIONS_TOLD)),
        lambda text: text + "## Appendix\n| a | b |\n|---|---|\n- Snow: 4 cm\n",
    ],
    ids=["CRLF", "BOM", "deeper", "stars and tabs", "empty lines", "bold and italic", "reversed", "more"],
)
def test_however_it_is_laid_out_a_report_says_the_same(spoiled: Callable[[str], str]) -> None:
    text = HEAD + "".join(SECTIONS_TOLD)
    plain = told(text.encode())
    assert len(plain) == 12
    assert told(spoiled(text).encode()) == plain


def test_a_missing_section_takes_away_only_its_own() -> None:
    whole = told((HEAD + "".join(SECTIONS_TOLD)).encode())
    without = told((HEAD + "".join(SECTIONS_TOLD[:-1])).encode())
    assert {one[0] for one in whole - without} == {"lesson"}
    assert without < whole


def test_a_form_of_another_text_is_refused() -> None:
    form = read("report.md", (HEAD + ONSET).encode())
    with pytest.raises(ValueError, match="span"):
        form_assertions(form, document(b"# short"), "Europe/Brussels")


def test_intake_has_exactly_four_keys_and_each_assertion_its_own() -> None:
    raw = (HEAD + ONSET + "## Impact\n- Data Breach: Unknown\n## Impact\n- Financial: none\n").encode()
    form = read("report.md", raw)
    made = intake_json(form, form_assertions(form, document(raw), "Europe/Brussels"))
    assert list(made) == ["title", "sections", "assertions", "unknowns"]
    assert list(made["sections"]) == ["Incident Details", "Impact", "Impact (2)"]
    (breach,) = [a for a in made["assertions"] if a["field"] == "data_breach"]
    assert {"id", "field", "value", "status", "qualifier", "period", "span", "rule"} <= set(breach)
    assert (breach["value"], breach["qualifier"], breach["period"]) == (None, None, None)
    (unknown,) = made["unknowns"]
    assert (unknown["field"], unknown["status"], unknown["span"]) == ("data_breach", "unknown", breach["span"])
    json.dumps(made)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_of_ours_is_asserted_as_it_was_recorded(lang: str) -> None:
    raw = report_markdown(said(made(), lang))
    form = read("report.md", raw)
    found = {
        (a.field, a.about): a
        for a in form_assertions(form, document(raw, lang=lang), "Europe/Brussels")
        if a.status.tells
    }
    operations = found["operations_cancelled", ""]
    assert (operations.value, operations.qualifier) == (None, "all")
    assert operations.period is not None and str(operations.period.when) == "2026-03-03"
    assert (found["onset_at", ""].value, found["onset_at", ""].status) == ("2026-03-03", Status.INFERRED)
    assert found["patients_transferred", ""].value == 7
    assert found["ed_status", ""].value == "closed"
    assert found["prehospital_unavailable", ""].value == ("MUG", "PIT")
    icu = found["service_status", "ICU"]
    assert (icu.value, str(icu.valid)) == ("none", "2026-03-03T06:32/..")
    assert (found["ransom_paid", ""].value, found["staff_count", ""].value) == (False, 1200)
    assert found["harm", ""].status is Status.DISPUTED
    assert not {name for name, _ in found} & {"indicator", "lesson"}
    assert 999 not in {a.value for a in found.values()}


@pytest.mark.shared_data("data/seed")
def test_the_report_that_started_this_is_read_completely(shared: Path) -> None:
    (path,) = (shared / "data/seed").glob("*.txt")
    raw = path.read_bytes()
    form = read(path.name, raw)
    found = form_assertions(form, document(raw, "2026-01-14"), "Europe/Brussels")
    told: dict[str, list[Any]] = {}
    for a in found:
        told.setdefault(f"{a.field} {a.about}".strip(), []).append((a.value, a.status.value))
        assert value_fault(FIELD[a.field], a.value, a.qualifier) == ""
    (count,) = [a for a in found if a.field == "operations_cancelled"]
    assert (count.value, count.qualifier, count.period and str(count.period.when)) == (70, "exact", "2026-01-13")
    (moved,) = [a for a in found if a.field == "patients_transferred"]
    assert (moved.value, moved.qualifier, moved.details["acuity"]) == (None, "uncounted", "critical")
    assert told["onset_at"] == [("../2026-01-13", "inferred"), ("2026-01-13", "inferred")]
    assert told["initial_access_at"] == [("../2026-01-13", "inferred")]
    assert told["prehospital_unavailable"] == [(("MUG", "PIT"), "stated")]
    assert told["servers_shutdown"] == told["ambulance_diversion"] == [(True, "stated")]
    assert told["ed_status"] == [("limited", "stated")]
    tactics = [t for t in TACTICS if t not in ("execution", "command-and-control", "impact")]
    assert all(told[f"technique {tactic}"] == [(None, "unknown")] for tactic in tactics)
    assert told["technique impact"][0][1] == "stated"
    assert told["lateral_movement"] == told["eradication"] == told["method_note"] == [(None, "not-detailed")]
    assert told["data_exfiltrated"] == told["indicator"] == [(None, "not-mentioned")]
    assert told["data_breach"] == told["initial_access_vector"] == [(None, "unknown")]
    assert [status for _, status in told["financial"]] == ["not-detailed", "assumed"]
    assert told["containment"] == [("Servers were shut down", "stated")]
    assert told["containment reason"][0][1] == "assumed"
    assert (len(told["lesson"]), len(told["recommendation"])) == (2, 4)
    assert (told["sector"], told["geography"]) == ([("Healthcare", "stated")], [("Belgium", "stated")])
    assert len(told["sites"][0][0]) == 2
    assert len(intake_json(form, found)["unknowns"]) == sum(not a.status.tells for a in found) == 17


def test_a_report_under_headings_of_another_language_is_read_in_its_own() -> None:
    text = (
        "## Samenvatting\nThe servers were shut down and 70 surgeries were cancelled on Tuesday at the hospital.\n"
        "## Gegevens van het incident\n- Datum van ontdekking: Tuesday\n"
        "- Datum van het incident: dinsdag 3 maart 2026\n"
    )
    told = {one.field: one.value for one in asserted(text)}
    assert (told["operations_cancelled"], told["servers_shutdown"]) == (70, True)
    assert (told["discovered_at"], told["onset_at"]) == ("2026-03-03", "2026-03-03")


def test_of_two_dates_neither_is_taken() -> None:
    text = "## Incident Details\n- Incident Date: Either March 2 or March 3, 2026\n"
    assert (one(text, "onset_at").value, one(text, "onset_at").status) == (None, Status.NOT_DETAILED)
    first = text + "## Executive Summary\n70 surgeries were cancelled on the first day.\n"
    assert one(first, "operations_cancelled").period is None


def test_none_known_so_far_is_not_a_missing_detail() -> None:
    text = "## Timeline of Events\n### Data Exfiltration/Impact\n- Data Exfiltration: None known at this time.\n"
    assert one(text, "data_exfiltrated").status is Status.NONE_KNOWN


def test_a_choice_is_taken_where_its_words_are_known_and_else_is_not_detailed() -> None:
    head = "## Timeline of Events\n### Data Exfiltration/Impact\n- Data Exfiltration: "
    assert one(head + "The attackers claim to have stolen 200 GB\n", "data_exfiltrated").value == "claimed"
    unclear = one(head + "Tapes were counted\n", "data_exfiltrated")
    assert (unclear.value, unclear.status) == (None, Status.NOT_DETAILED)


def test_a_year_the_incident_was_in_is_its_own() -> None:
    elsewhere = "## Executive Summary\n70 surgeries were cancelled in March 2025.\n"
    text = ONSET.replace("March 3, 2026", "March 4, 2025") + elsewhere
    told = [a for a in asserted(text, "2026-01-04") if a.field == "operations_cancelled"]
    assert [a.value for a in told] == [70]
    assert [a for a in asserted(elsewhere, "2026-01-04") if a.field == "operations_cancelled"] == []
