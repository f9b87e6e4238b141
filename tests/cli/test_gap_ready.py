from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.cli.gap_laying import lay
from codedark.cli.gap_ready import conduits_of, get_desk, get_ready, read_keys, signed_mandate, who_answers
from codedark.gates.agent_folder import write_key
from codedark.gates.laid_wiring import Wiring, members_of, save_wiring, unseen_by_plan
from codedark.gates.live_folder import LiveFolder
from codedark.hospital import BadHospital
from codedark.store.folder import load_hospital
from tests.gates.rooms import People, rooms_tables
from tests.making import make_files


class Desk:
    """A folder, staged by hand: no gate is asked."""

    def __init__(self, path: Path) -> None:
        self.path, self.people, self.live = path / "hospital", People(), path / "hospital" / "live"
        self.path.mkdir()
        text, signature = self.people.mandate()
        for name, data in (make_files(**rooms_tables()) | {"mandate.toml": text, "mandate.sig": signature}).items():
            (self.path / name).write_bytes(data)
        self.keys = [path / "engineer.key", path / "physician.key"]
        for file in self.keys:
            write_key(file, getattr(self.people, file.stem))

    def stage(self) -> None:
        hospital = load_hospital(self.path)
        laid = lay(hospital)
        LiveFolder(self.live).save_laid(laid)
        text, signature = self.people.mandate()
        wiring = Wiring(
            members=members_of(hospital),
            out_of_reach=unseen_by_plan(hospital, laid.plans),
            mandate=text.decode(),
            signature=signature.decode(),
        )
        save_wiring(self.live, wiring)


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("desk"))
    made.stage()
    return made


def wrong(work: object) -> str:
    with pytest.raises(BadHospital) as raised:
        work()  # type: ignore[operator]
    return "\n".join(map(str, raised.value.faults))


def test_a_plan_is_found_by_zone_name_or_digits(staged: Desk) -> None:
    by_zone = get_ready(staged.path, "office", staged.keys[:1])
    assert by_zone.name == "office" and len(by_zone.unseen) == 2
    by_id = get_ready(staged.path, by_zone.plan.id, staged.keys[:1])
    assert by_id.plan == by_zone.plan and by_id.name == by_zone.plan.names[0]
    assert get_ready(staged.path, "zone:office@4", staged.keys[:1]).plan.posture_max == 4


def test_a_wrong_plan_and_a_wrong_key_are_said_at_once(staged: Desk, tmp_path: Path) -> None:
    said = wrong(lambda: get_ready(staged.path, "ofice", [tmp_path / "none.key"]))
    assert "did you mean 'office'?" in said and "no key lies there" in said and "codedark gate key FILE" in said


def test_one_person_does_not_count_twice(staged: Desk, tmp_path: Path) -> None:
    assert "the same key twice" in wrong(lambda: read_keys([staged.keys[0], staged.keys[0]]))
    copied = tmp_path / "copy.key"
    copied.write_bytes(staged.keys[0].read_bytes())
    assert "the same key twice" in wrong(lambda: read_keys([staged.keys[0], copied]))


def test_more_persons_than_an_order_carries_are_refused(staged: Desk, tmp_path: Path) -> None:
    write_key(tmp_path / "third.key", Ed25519PrivateKey.generate())
    assert "too many persons" in wrong(lambda: read_keys([*staged.keys, tmp_path / "third.key"]))


def test_a_file_that_holds_no_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "poem").write_text("roses")
    assert "this is no private key" in wrong(lambda: read_keys([tmp_path / "poem"]))


def test_what_the_folder_says_now_counts_for_where_gates_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path)
    desk.stage()
    (desk.path / "agents.csv").write_text("agent,gate,address\ng1,g1,10.9.0.77:47115\n")
    assert get_desk(desk.path, desk.keys).members[0].address == ("10.9.0.77", 47115)
    assert "has changed since its plans were staged" in capsys.readouterr().err
    assert who_answers(desk.path, None, desk.live)[0].address == ("10.9.0.77", 47115)


def test_a_folder_with_faults_leaves_what_was_staged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path)
    desk.stage()
    (desk.path / "agents.csv").write_text("agent,gate,address\ng1,g9,10.9.0.77:47115\n")
    found = get_desk(desk.path, desk.keys)
    assert found.members[0].address == ("10.9.0.1", 47115) and found.hospital is None
    assert "what was staged counts" in capsys.readouterr().err
    assert who_answers(desk.path, None, desk.live)[0].address == ("10.9.0.1", 47115)


def test_a_mandate_being_changed_leaves_the_one_that_was_staged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path)
    desk.stage()
    file = desk.path / "mandate.toml"
    file.write_bytes(file.read_bytes().replace(b"alone_min = 30", b"alone_min = 60"))
    assert get_desk(desk.path, desk.keys).mandate.hold.alone_min == 30
    assert "does not fit mandate.toml" in capsys.readouterr().err


def test_before_staging_the_mandate_is_asked_for_first(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert "no plan was staged yet" in wrong(lambda: get_desk(desk.path, desk.keys))
    (desk.path / "mandate.sig").unlink()
    assert "codedark gap sign" in wrong(lambda: get_desk(desk.path, desk.keys))
    (desk.path / "mandate.toml").unlink()
    assert wrong(lambda: signed_mandate(desk.path)).count("is not there") == 2


def test_nobody_to_send_to_is_said(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (desk.path / "agents.csv").unlink()
    assert "nobody to send to" in wrong(lambda: who_answers(desk.path, None, desk.live))


def test_hours_are_those_of_the_hospitals_clock(staged: Desk) -> None:
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    at = datetime(2026, 1, 13, 2, 0, tzinfo=UTC)
    desk = get_desk(staged.path, staged.keys)
    assert desk.local(at) == at.astimezone(ZoneInfo(desk.laid.timezone)).replace(tzinfo=None)


def test_conduits_are_those_of_the_plan(staged: Desk) -> None:
    plan = get_ready(staged.path, "office", staged.keys[:1]).plan
    assert conduits_of(plan, ["care"]) == ["care"]
    assert "Otherwise one of admin, care, stream" in wrong(lambda: conduits_of(plan, ["caree"]))
