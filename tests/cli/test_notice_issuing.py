"""What becomes of the facts of a moment: first, update, unchanged, nothing to tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from codedark.cli.notice_issuing import Done, Issued, Wanted, issue_notice
from codedark.divert.notices import NoticeKind, issue
from codedark.hospital.faults import BadHospital
from codedark.store.notice_file import book_in_hand, read_book
from tests.cli.divert_hospital import written
from tests.cli.notice_hospital import AT, FELL, PHONES, at, north


def wanted(tmp_path: Path, **other: Any) -> Wanted:
    (tmp_path / "north").exists() or north(tmp_path)
    usual = Wanted(
        folder=tmp_path / "north", book=tmp_path / "book.json", down=("box",), fell=FELL, now=AT, until="", to=(),
        by="commander", languages=None,
    )  # fmt: skip
    return replace(usual, **other)


def issued(tmp_path: Path, **other: Any) -> Issued:
    return issue_notice(wanted(tmp_path, **other))


def moment(minute: int) -> datetime:
    return datetime.fromisoformat(at(minute))


def test_the_fall_and_the_end_hold_until_told_anew(tmp_path: Path) -> None:
    first = issued(tmp_path, until=at(300))
    assert first.what is Done.FIRST and first.notice is not None
    assert first.notice.content.until == moment(300) and first.notice.content.since == datetime.fromisoformat(FELL)
    assert issued(tmp_path, fell="", now=at(20)).what is Done.UNCHANGED
    later = issued(tmp_path, fell="", now=at(21), until="further")
    assert later.what is Done.UPDATE and later.notice is not None and later.notice.content.until is None
    assert issued(tmp_path, fell="", now=at(22)).what is Done.UNCHANGED


def test_what_has_changed_is_an_update(tmp_path: Path) -> None:
    issued(tmp_path)
    second = issued(tmp_path, fell="", now=at(61))
    assert second.what is Done.UPDATE and second.notice is not None  # the paper of the theatres is used up
    assert (second.notice.kind, second.notice.replaces) == (NoticeKind.UPDATE, 1)
    assert [one.number for one in second.kept.book.standing(moment(61))] == [2]


def test_a_further_addressee_is_told_by_an_update_and_nobody_is_dropped(tmp_path: Path) -> None:
    issued(tmp_path, to=("near",))
    assert issued(tmp_path, now=at(20), to=("NEAR HOSPITAL",)).what is Done.UNCHANGED
    more = issued(tmp_path, now=at(20), to=("far", "police"))
    assert more.what is Done.UPDATE and more.notice is not None
    assert more.notice.addressees == ("Near Hospital", "Far Hospital", "police")
    assert [(one.addressee, one.number) for one in more.kept.numbers] == [("Far Hospital", "000 31")]


def test_a_place_that_is_newly_sent_to_is_told_without_being_named(tmp_path: Path) -> None:
    issued(tmp_path, to=("112 centre",))
    folder = written(tmp_path / "north", telephones=PHONES, inflows=(
        "inflow,kind,name,services,per_day,elsewhere\nstroke,code,stroke,ed,2,other"),
        region="hospital,name,lat,lon,beds_recognised,ed\nnear,Near Hospital,51.1,4.1,200,yes\n"
        "far,Far Hospital,51.2,4.2,400,yes\nother,Other Hospital,51.2,4.2,400,yes")  # fmt: skip
    second = issued(tmp_path, folder=Path(folder), now=at(20))
    assert second.notice is not None and second.notice.addressees == ("112 centre", "Other Hospital")


def test_numbers_are_kept_for_whom_the_folder_no_longer_names(tmp_path: Path) -> None:
    issued(tmp_path)
    (tmp_path / "north" / "telephones.csv").unlink()
    second = issued(tmp_path, now=at(61))
    assert second.what is Done.UPDATE and {one.number for one in second.kept.numbers} == {"000 11", "000 31"}


def test_where_every_service_is_full_nothing_is_told_and_nothing_written(tmp_path: Path) -> None:
    quiet = written(tmp_path / "north", telephones=PHONES, services=(
        "service,name,site,needs,paper_min,paper_capacity,arrivals_per_h\ned,Emergency,a,lis,0,0,2\n"
        "icu,ICU,a,lis,0,0,0\ntheatre,T,a,lis,0,0,0\nwards,W,a,lis,0,0,0"))  # fmt: skip
    nothing = issued(tmp_path, folder=Path(quiet))
    assert (nothing.what, nothing.notice) == (Done.NOTHING, None) and not (tmp_path / "book.json").exists()
    issued(tmp_path, folder=Path(quiet), down=("lab",))
    raw = (tmp_path / "book.json").read_bytes()
    again = issued(tmp_path, folder=Path(quiet), now=at(20))
    assert again.what is Done.NOTHING and again.notice is not None and again.notice.number == 1
    assert (tmp_path / "book.json").read_bytes() == raw


def test_past_its_end_a_notice_is_followed_by_a_first_of_the_same_fall(tmp_path: Path) -> None:
    issued(tmp_path, until=at(30), to=("police",))
    second = issued(tmp_path, fell="", now=at(31))
    assert second.what is Done.FIRST and second.notice is not None and second.notice.number == 2
    assert second.notice.content.since == datetime.fromisoformat(FELL) and second.notice.content.until is None
    assert second.notice.addressees[:2] == ("police", "112 centre")


def test_another_notice_that_stands_too_is_told(tmp_path: Path) -> None:
    first = issued(tmp_path)
    assert first.notice is not None
    book, _ = issue(first.kept.book, first.notice.content, ("police",), moment(15), "somebody")
    with book_in_hand(tmp_path / "book.json") as hand:
        hand.put(replace(first.kept, book=book))
    third = issued(tmp_path, now=at(61))
    assert third.notice is not None and third.notice.replaces == 2 and "notice 1" in third.notes[0]


def test_the_book_of_another_hospital_is_refused(tmp_path: Path) -> None:
    issued(tmp_path)
    other = written(tmp_path / "south", hospital_toml='[hospital]\nname = "South"\ntimezone = "Europe/Brussels"\n')
    with pytest.raises(BadHospital, match="the book of North, not of South"):
        issued(tmp_path, folder=Path(other), now=at(61))
    assert len(read_book(tmp_path / "book.json").book.notices) == 1


def test_faults_of_options_folder_and_book_come_together(tmp_path: Path) -> None:
    (tmp_path / "book.json").write_text("{")
    with pytest.raises(BadHospital) as bad:
        issued(tmp_path, folder=tmp_path / "nowhere", by="", languages=["es"], to=(" ",))
    said = "\n".join(map(str, bad.value.faults))
    assert all(word in said for word in ("--by", "--lang", "--to", "nowhere", "no JSON")), said


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"until": at(10)}, "over before the notice is issued"),
        ({"until": "soon"}, "--until: not a moment"),
        ({"fell": at(11)}, "--now: before the fall"),
    ],
)
def test_moments_in_the_wrong_order_are_faults(tmp_path: Path, other: dict[str, str], said: str) -> None:
    with pytest.raises(BadHospital, match=said):
        issued(tmp_path, **other)
    assert not (tmp_path / "book.json").exists()


def test_an_hour_put_forward_moves_no_moment(tmp_path: Path) -> None:
    """Theatres work 60 minutes on paper: through the night on which 02:00 becomes 03:00."""
    night = issued(tmp_path, fell="2024-03-31T01:30+01:00", now="2024-03-31T01:40+01:00")
    assert night.notice is not None
    (line,) = [one for one in night.notice.content.services if one.service == "theatre"]
    assert line.until == datetime.fromisoformat("2024-03-31T02:30+01:00")
