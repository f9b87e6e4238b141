"""A Markdown report is read completely: nothing is lost, and for each thing it says how it is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.report_markdown import MOST_BYTES, form_of, read, text_of
from codedark.formats.report_markdown_written import write
from codedark.hospital.faults import BadHospital
from codedark.record.assertion import Status
from codedark.record.report_form import Item, Kind, ReportForm, Section

SMALL = """Read more
Breaking news
# Incident Report: Disruption at Sint-Lucia
## Executive Summary
An attack stopped 12 operations.
## Incident Details
- Discovery Date: Tuesday (first confirmation)
- Incident Date: Tuesday, March 3, 2026 (Inferred, as it went on on the 4th)
- Sector: Healthcare
## Timeline of Events
### Initial Access
- Vector: Unknown (Not detailed in the provided text)
### Lateral Movement
- Status: Not detailed in the provided text.
## Impact Assessment
- Financial: Not specified, though likely large losses.
## Response Actions
- **Containment:** Servers were shut down (likely to stop the spread).
- **Eradication:** Not explicitly detailed.
## Recommendations
- Develop **virtual air-gapping** of *core* systems.
"""


def form(text: str) -> ReportForm:
    return read("report.md", text.encode())


def section(made: ReportForm, key: str) -> Section:
    (found,) = made.of(key)
    return found


def item(text: str, heading: str = "## Impact Assessment") -> Item:
    """The only item under a heading."""
    (found,) = form(f"# T\n{heading}\n{text}").root.sections[0].items
    return found


def said(found: Item) -> list[tuple[str, str, str]]:
    return [(one.status.value, one.value, one.reason) for one in found.told]


def test_the_title_is_the_heading_and_what_stands_before_it_is_kept_apart() -> None:
    made = form(SMALL)
    assert made.title == "Incident Report: Disruption at Sint-Lucia"
    assert made.teaser == "Read more\nBreaking news\n"
    assert [s.key for s in made.root.sections] == [
        *("summary", "details", "timeline", "impact", "response", "recommendations"),
    ]
    assert [s.key for s in section(made, "timeline").sections] == ["initial-access", "lateral-movement"]


def test_an_item_has_label_value_status_and_reason() -> None:
    discovered, onset, sector = section(form(SMALL), "details").items
    assert (discovered.label, said(discovered)) == ("Discovery Date", [("stated", "Tuesday (first confirmation)", "")])
    assert said(onset) == [("inferred", "Tuesday, March 3, 2026", "as it went on on the 4th")]
    assert (sector.label, sector.value, sector.status) == ("Sector", "Healthcare", Status.STATED)


def test_markup_is_taken_off_labels_and_values_and_kept_in_the_file() -> None:
    made = form(SMALL)
    contained = section(made, "response").items[0]
    assert contained.label == "Containment"
    assert section(made, "recommendations").items[0].value == "Develop virtual air-gapping of core systems."
    assert b"**virtual air-gapping** of *core*" in write(made)


def test_spans_lead_to_the_words_in_the_file() -> None:
    raw = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    text, made = text_of(raw), read("report.md", raw)
    onset = section(made, "details").items[1].told[0]
    assert text[onset.start : onset.end] == "Tuesday, March 3, 2026 (Inferred, as it went on on the 4th)"
    guess = section(made, "response").items[0].told[1]
    assert text[guess.start : guess.end] == "likely to stop the spread"


def test_a_value_over_several_lines_is_one_value() -> None:
    found = item("- Operational: Major\n  disruption\n\tof care.\n")
    assert found.value == "Major disruption of care."


def test_nested_bullets_keep_their_depth_and_a_label_may_stand_alone() -> None:
    made = form("# T\n## Response Actions\n- Containment:\n    - Servers off\n\t- Network cut\n- Recovery: none yet\n")
    assert [(i.label, i.value, i.depth) for i in section(made, "response").items] == [
        ("Containment", "", 0),
        ("", "Servers off", 1),
        ("", "Network cut", 1),
        ("Recovery", "none yet", 0),
    ]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("## Samenvatting", "summary"),
        ("#### 3. LESSONS LEARNED:", "lessons"),
        ("## **Enseignements**", "lessons"),
        ("### Auswirkungen ###", "impact"),
        ("Recommandations\n---------------", "recommendations"),
        ("## Détection et réponse", "detection-response"),
        ("## Detectie & respons", "detection-response"),
        ("## Betroffene Kantinen", ""),
    ],
)
def test_headings_are_known_in_four_languages_and_any_depth(heading: str, key: str) -> None:
    made = form(f"# T\n{heading}\n- x\n")
    assert made.root.sections[0].key == key
    assert made.root.sections[0].items[0].value == "x"


def test_the_language_is_that_of_most_headings() -> None:
    assert form("# T\n## Résumé\n## Enseignements\n## Indicators\n").lang == "fr"
    assert form("# T\n## Weather\n").lang == "en"


def test_unknown_sections_and_labels_are_kept_as_they_are() -> None:
    made = form("# T\n## Weather that day\n- Snow: 4 cm\n")
    (weather,) = made.root.sections
    assert (weather.heading, weather.key, weather.items[0].label, weather.items[0].value) == (
        *("Weather that day", "", "Snow", "4 cm"),
    )


def test_sections_may_come_in_any_order_twice_or_not_at_all() -> None:
    made = form("# T\n## Recommendations\n- a\n## Impact Assessment\n- Financial: b\n## Recommendations\n- c\n")
    assert [s.items[0].value for s in made.of("recommendations")] == ["a", "c"]
    assert made.of("lessons") == ()


def test_a_file_that_begins_with_a_section_has_no_title() -> None:
    made = form("intro\n\n## Executive Summary\ntext\n")
    assert made.title == ""
    assert made.root.items[0].value == "intro"
    assert section(made, "summary").items[0].value == "text"


def test_bullets_begin_anew_under_each_heading() -> None:
    made = form("# T\n## Lessons\n- a\n## Recommendations\n  - b\n")
    assert section(made, "recommendations").items[0].depth == 0


def test_headings_all_of_one_depth_are_sections_under_the_title() -> None:
    made = form("## Report\n## Timeline\n## Initial Access\n- Vector: mail\n")
    assert made.title == "Report"
    assert [s.key for s in made.root.sections] == ["timeline", "initial-access"]


def test_nothing_between_fences_is_read() -> None:
    made = form("# T\n## Indicators\n```\n# not a heading\n- Sector: no\n```\n- real\n")
    fenced, real = section(made, "indicators").items
    assert (fenced.kind, fenced.value) == (Kind.VERBATIM, "# not a heading\n- Sector: no")
    assert real.value == "real"


def test_a_header_between_dashes_is_no_heading() -> None:
    made = form("---\ntitle: x\n---\n# T\n")
    assert made.title == "T"
    assert made.teaser.startswith("---\ntitle: x")


def test_a_clock_time_ends_no_label() -> None:
    assert (item("- At 06:30 servers went off").label, item("- See http://x.test/a: b").label) == (
        "",
        "See http://x.test/a",
    )
    assert item("- The day began. Then: nothing").label == ""
    assert item("- 06\\:30: servers off").label == "06:30"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"Only prose.\n- and a bullet\n", "no heading"),
        (b"# T\nna\xefve\n", "row 2: byte 0xef is not UTF-8"),
        (b"# T\n" + b"x" * MOST_BYTES, "bytes"),
    ],
)
def test_what_is_no_report_is_a_fault_with_its_fix(raw: bytes, message: str) -> None:
    with pytest.raises(BadHospital, match=message) as wrong:
        read("report.md", raw)
    assert "report.md" in str(wrong.value) and "Fix:" in str(wrong.value)


PIECES = st.sampled_from(
    [
        *(
            "# ",
            "## ",
            "- ",
            "* ",
            "1. ",
            "  - ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            " ",
            "**",
            "*",
            "_",
            "`",
            "```\n",
            "\\",
        ),
        *(
            "[a](b)",
            "(",
            ")",
            ": ",
            ":",
            "---\n",
            "===\n",
            "Executive Summary",
            "Impact",
            "Unknown",
            "(Inferred, x)",
            ".",
        ),
        *(
            "(likely y)",
            "Not specified, though likely ",
            "\x0b",
            "\x85",
            "\u2028",
            "é",
            "\ufeff",
            "|",
            "> ",
            "~~~",
            "x",
        ),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))


@given(TEXTS)
def test_any_text_with_a_heading_is_written_back_to_the_byte(text: str) -> None:
    raw = ("# T\n" + text).encode("utf-8", "surrogatepass")
    try:
        made = read("report.md", raw)
    except BadHospital:
        return
    again = write(made)
    assert again == raw
    assert read("report.md", again) == made


@given(TEXTS)
def test_any_text_is_a_form_or_has_no_heading_and_loses_nothing(text: str) -> None:
    made = form_of(text)
    assert made is None or write(made) == text.encode()


@given(TEXTS)
def test_every_span_lies_in_the_text(text: str) -> None:
    made = form_of("# T\n" + text)
    assert made is not None
    for part in made.walked():
        for found in part.items:
            assert 0 <= found.start <= found.end <= len(text) + 4
            assert all(found.start <= one.start <= one.end <= found.end for one in found.told)


@pytest.mark.parametrize("hostile", ["*" * 50_000, "a* " * 30_000, "`" * 3 + "`a" * 30_000, "[" * 50_000, "(" * 50_000])
def test_hostile_lines_cost_no_more_than_long_ones(hostile: str) -> None:
    made = form("# T\n- " + hostile + " (x)")
    assert write(made) == ("# T\n- " + hostile + " (x)").encode()
