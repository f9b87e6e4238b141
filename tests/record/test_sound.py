from __future__ import annotations

import pytest

from codedark.record.entry import SIGNED, Head, header_hash
from codedark.record.row import Row, Signer, entry_of, row_of
from codedark.record.sealing import Moment, sealed
from codedark.record.sound import NotSound, gives, signed_by, sound_header, without_words, words_hold
from tests.record.making import INCIDENT, START, chain, draft, key, pen

PUBLIC = key(1).public_key().public_bytes_raw().hex()
SIGNERS = {pen(1).device: Signer(pen(1).device, PUBLIC, "laptop")}


def row() -> Row:
    return row_of(chain([(draft(text="Power is back."), START)], opened=False)[0])


def test_erased_words_leave_the_header() -> None:
    bare = without_words(row())
    assert bare.header == row().header and entry_of(bare).body is None


def test_a_row_proves_itself() -> None:
    header = sound_header(row(), INCIDENT, SIGNERS)
    assert header.seq == 1 and words_hold(row(), header)


def test_a_row_of_another_incident_or_of_an_unknown_device_does_not() -> None:
    with pytest.raises(NotSound, match="belongs to incident"):
        sound_header(row(), "f" * 16, SIGNERS)
    with pytest.raises(NotSound, match="no key"):
        sound_header(row(), INCIDENT, {})


@pytest.mark.parametrize(
    "damage",
    [
        lambda r: r._replace(body=b"{}"),
        lambda r: r._replace(body=(r.body or b"") + b" "),
        lambda r: r._replace(salt=bytes(16)),
        lambda r: r._replace(salt=b"short"),
        lambda r: r._replace(salt=None),
        without_words,
    ],
)
def test_words_that_were_changed_or_are_gone_do_not_hold(damage: object) -> None:
    header = sound_header(row(), INCIDENT, SIGNERS)
    assert not words_hold(damage(row()), header)  # type: ignore[operator]


@pytest.mark.parametrize("public", ["", "zz" * 32, "00" * 32, PUBLIC[:-2], PUBLIC + "00", "é" * 64])
def test_a_key_that_does_not_give_the_name_is_none(public: str) -> None:
    assert gives(PUBLIC, pen(1).device) and not gives(public, pen(1).device)


def test_a_signature_of_nonsense_is_none() -> None:
    good = row()
    assert signed_by(PUBLIC, good.hash, good.signature)
    assert not signed_by(PUBLIC, good.hash, b"")
    assert not signed_by("00", good.hash, good.signature)


def test_a_header_that_stands_on_no_hash_is_none_though_it_is_signed() -> None:
    signed = row()
    header = signed.header.replace(b'"prev":"00', b'"prev":"zz')
    own = bytes.fromhex(header_hash(header))
    false = signed._replace(header=header, hash=own, signature=key(1).sign(SIGNED + own))
    with pytest.raises(NotSound, match="is no hash"):
        sound_header(false, INCIDENT, SIGNERS)


@pytest.mark.parametrize("number", [0, -5, 2**63, 2**70])
def test_a_number_no_store_can_hold_keeps_out_its_entry_alone(number: int) -> None:
    before = Head(device=pen(1).device, seq=number - 1, hash=header_hash(b"before"))
    entry = sealed(draft(text="forged"), pen(1), before, Moment(recorded_at=START, clock_ms=1, salt=bytes(16)))
    with pytest.raises(NotSound, match="no number of an entry"):
        sound_header(row_of(entry), INCIDENT, SIGNERS)
