from __future__ import annotations

from codedark.cli.check_mandate import mandate_faults
from codedark.cli.verb_check import check
from codedark.hospital.faults import Fault
from codedark.hospital.layout import MANDATE, MANDATE_SIGNATURE
from codedark.hospital.reading import read
from codedark.response.mandate import Automatic
from codedark.response.mandate_signature import sign_mandate
from codedark.response.mandate_text import mandate_toml
from codedark.store.folder import write_new
from tests.making import make_files
from tests.response.people import key_of, make_mandate, public_of

FILES = make_files()
SOUND = mandate_toml(make_mandate())


def faults(**more: bytes) -> tuple[Fault, ...]:
    names = {"mandate": MANDATE, "signature": MANDATE_SIGNATURE}
    files = {**FILES, **{names[name]: raw for name, raw in more.items()}}
    return mandate_faults(files, read(files))


def test_a_folder_without_a_mandate_or_with_a_sound_one_has_no_fault() -> None:
    assert faults() == ()
    assert faults(mandate=SOUND) == ()
    assert faults(mandate=SOUND, signature=sign_mandate(SOUND, key_of("owner"))) == ()


def test_every_fault_of_the_file_is_told() -> None:
    found = faults(mandate=b"versoin = 1\n[hold]\nalone_min = 0\n")
    assert {"versoin", "version", "owner", "offices", "rights", "hold.alone_min"} <= {fault.column for fault in found}


def test_a_signature_of_somebody_else_or_of_other_bytes_is_a_fault() -> None:
    for signature in (sign_mandate(SOUND, key_of("thief")), sign_mandate(SOUND + b"\n", key_of("owner")), b"", b"zz"):
        (fault,) = faults(mandate=SOUND, signature=signature)
        assert fault.file == MANDATE_SIGNATURE


def test_a_signature_without_its_mandate_is_a_fault() -> None:
    (fault,) = faults(signature=b"00")
    assert MANDATE in fault.fix


def test_an_automatic_plan_names_a_zone_of_the_hospital() -> None:
    machine = Automatic(key=public_of("machine"), plans=("unknown", "zone:ofice", "zone:office"), care_limit_24h=1)
    (fault,) = faults(mandate=mandate_toml(make_mandate(automatic=machine)))
    assert "zone:ofice" in fault.message
    assert "zone:office" in fault.fix


def test_check_lists_the_faults_of_the_mandate(tmp_path) -> None:  # type: ignore[no-untyped-def]
    write_new(tmp_path / "sound", {**FILES, MANDATE: SOUND})
    write_new(tmp_path / "torn", {**FILES, MANDATE: SOUND[:40]})
    assert check(tmp_path / "sound").sound
    assert {fault.file for fault in check(tmp_path / "torn").faults} == {MANDATE}


def test_the_mandate_does_not_change_what_hospital_it_is() -> None:
    assert read({**FILES, MANDATE: SOUND}).sha256 == read(FILES).sha256
