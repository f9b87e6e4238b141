from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from codedark.formats.report_json import report_json
from codedark.record.pillars import Figure, Measured, Pillar
from codedark.record.report_texts import LANGUAGES
from tests.record.making import START
from tests.record.report_making import ALL, AT_LEAST_70, ONSET, RECOMMENDED, made


def told(lang: str = "en", **more: Any) -> dict[str, Any]:
    """The object as whoever reads it gets it."""
    read: dict[str, Any] = json.loads(json.dumps(report_json(made(**more), lang), allow_nan=False))
    return read


def test_an_account_is_there_whole_with_where_it_stands() -> None:
    rows = {row["field"]: row for row in told()["sections"]["clinical"]}
    operations = rows["operations_cancelled"]
    assert [account["relation"] for account in operations["accounts"]] == ["leads", "less-exact"]
    assert [account["id"] for account in operations["accounts"]] == [ALL.id, AT_LEAST_70.id]
    press = operations["accounts"][1]
    assert press["assertion"]["value"] == 70 and press["assertion"]["qualifier"] == "at-least"
    assert press["assertion"]["wording"] == "At least 70 operations were cancelled"
    assert (press["seq"], press["note"], press["recorded_at"]) == (2, 1, "2026-03-03T06:00:00Z")
    assert rows["harm"]["status"] == "disputed"


def test_every_line_says_its_status_and_what_people_read() -> None:
    details = told("nl")["sections"]["details"]
    onset = next(row for row in details if row["field"] == "onset_at")
    assert (
        onset["status"] == "inferred" and "(afgeleid, " in onset["said"] and onset["label"] == "Datum van het incident"
    )
    nothing = next(row for row in details if row["field"] == "sector")
    assert nothing["status"] is None and nothing["accounts"] == []


def test_the_summary_comes_in_every_language_with_what_it_rests_on() -> None:
    summary = told()["summary"]
    assert len(summary) <= 6
    assert all(set(one["said"]) == set(LANGUAGES) for one in summary)
    assert ONSET.id in summary[0]["rests_on"]


def test_changes_name_the_accounts_before_and_after() -> None:
    answer = told(since=START + timedelta(minutes=30))
    change = next(one for one in answer["changes"] if one["field"] == "staff_count")
    assert (change["kind"], change["before"]["value"], change["after"]["value"]) == ("replaced", 4321, 1200)
    assert answer["changes_since"] == "2026-03-03T05:30:00Z"
    assert told()["changes_since"] is None


def test_advice_says_what_measures_it() -> None:
    figure = Measured(pillar=Pillar.ZONES, figure=Figure.CREDIT, value=3.0, name="walls", source="drill.json")
    (one,) = told(measured=(figure,))["advice"]
    assert (one["text"], one["pillar"], one["rests_on"]) == (RECOMMENDED.value, "zones", [RECOMMENDED.id])
    assert one["checks"] == {"blast": "codedark blast HOSPITAL", "drill": "codedark drill HOSPITAL"}
    assert one["measured"][0]["value"] == 3.0 and one["measured"][0]["low"] is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_what_people_read_depends_on_the_language(lang: str) -> None:
    def plain(answer: Any) -> Any:
        if isinstance(answer, dict):
            return {key: plain(value) for key, value in answer.items() if key not in ("said", "label", "lang")}
        return [plain(one) for one in answer] if isinstance(answer, list) else answer

    assert plain(told(lang)) == plain(told("en"))


def test_the_reference_names_every_key(root: Path) -> None:
    text = (root / "docs/reference/report.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_0-9]+)`", text)) | set(re.findall(r"`[a-z_]+\[\]\.([a-z_0-9]+)`", text))

    def keys(answer: Any) -> set[str]:
        if isinstance(answer, dict):
            own = {key for key in answer if re.fullmatch(r"[a-z_0-9]+", key)}
            return own.union(*(keys(value) for value in answer.values()))
        return set().union(*(keys(one) for one in answer)) if isinstance(answer, list) else set()

    due = {("nis2-be", "early-warning"): START}
    missing = keys(told(since=START, due=due)) - named - {"operations", *LANGUAGES}
    assert not missing, sorted(missing)
