from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from codedark.cli.intake_scenario import write_scenario
from codedark.drill.scenario_file import read_scenario
from tests.cli.test_intake_read import read
from tests.making import make_hospital

NOW = datetime(2024, 5, 16, tzinfo=UTC)


def test_what_an_article_says_becomes_a_scenario_that_the_drill_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hospital = make_hospital(
        hospital_toml='[hospital]\nname = "Sint-Lucia"\n',
        hosts="host,zone\nws-1,office\n",
        services="service\nemergency\n",
    )
    offer, out = read(), tmp_path / "out.toml"
    write_scenario(out, offer, offer.assertions, hospital, "Europe/Brussels", NOW)
    told = out.read_text(encoding="utf-8")
    assert offer.assertions[0].id in told
    assert read_scenario(str(out), out.read_bytes(), hospital)
    assert "a scenario from 2 assertions" in " ".join(capsys.readouterr().out.split())
