from __future__ import annotations

from codedark.divert.fleet import Fleet, fleet_of
from codedark.hospital.records import CrewId
from tests.divert.moves import a_hospital, lost

HEAD = "crew,kind,owner,site,transfers,needs\n"
ESCORTS = "escort,kind,site,count\n"


def fleet(rows: str, escorts: str = "", out: tuple[str, ...] = (), free: dict[str, float] | None = None) -> Fleet:
    """The crews of some rows."""
    hospital = a_hospital(crews=HEAD + rows, **({"escorts": ESCORTS + escorts} if escorts else {}))
    return fleet_of(
        hospital, lost(hospital), [CrewId(c) for c in out], {CrewId(c): at for c, at in (free or {}).items()}
    )


def levels(told: Fleet) -> dict[str, tuple[int, str]]:
    """Crew -> level and team."""
    return {c.crew: (c.level, c.escort_team) for c in told.crews}


def test_crews_that_move_nobody_stand_still_or_are_out_are_left_out() -> None:
    told = fleet("a,pit,112,home,no,\nb,pit,112,home,yes,icu\nc,pit,112,home,yes,\nd,pit,112,home,yes,\n", out=("d",))
    assert [c.crew for c in told.crews] == ["c"]
    assert told.notes == ("Crews that stand still with what is lost: b.",)


def test_a_crew_that_moves_nobody_anyway_is_not_told_as_standing_still() -> None:
    assert "stand still" not in " ".join(fleet("a,pit,112,home,no,icu\n").notes)


def test_each_kind_brings_what_it_has() -> None:
    told = fleet("m,mug,ours,home,yes,\np,pit,112,home,yes,\no,other,private,home,yes,\n", "t,nurse,home,0\n")
    assert levels(told) == {"m": (2, ""), "o": (0, ""), "p": (1, "")}


def test_without_escorts_told_an_ambulance_is_taken_to_have_them_and_it_is_said() -> None:
    told = fleet("a,ambulance,112,home,yes,\np,pit,112,home,yes,\n")
    assert levels(told) == {"a": (2, ""), "p": (1, "")}
    assert told.notes == (
        "No escorts are told: who of ours must go along is taken to be there for each ambulance.",
    )  # fmt: skip


def test_escorts_ride_in_as_many_ambulances_as_there_are_physicians_first_and_where_they_are() -> None:
    crews = "a-1,ambulance,112,home,yes,\na-2,ambulance,112,annex,yes,\na-3,ambulance,112,home,yes,\n"
    told = fleet(crews, "nur,nurse,home,1\nphys,physician,annex,1\n")
    assert levels(told) == {"a-1": (1, "nur"), "a-2": (2, "phys"), "a-3": (0, "")}


def test_more_escorts_than_ambulances_stay_at_home() -> None:
    told = fleet("a-1,ambulance,112,home,yes,\n", "nur,nurse,home,3\nphys,physician,home,2\n")
    assert levels(told) == {"a-1": (2, "phys")}


def test_an_escort_team_of_nobody_or_of_no_training_raises_nothing() -> None:
    told = fleet("a-1,ambulance,112,home,yes,\n", "nur,nurse,home,0\nx,none,home,4\n")
    assert levels(told) == {"a-1": (0, "")}


def test_a_crew_is_free_when_told_and_else_at_once() -> None:
    told = fleet("a,pit,112,home,yes,\nb,pit,112,home,yes,\n", free={"b": 33.0, "ghost": 1.0})
    assert [c.free_min for c in told.crews] == [0.0, 33.0]


def test_a_crew_that_stands_nowhere_is_taken_to_stand_at_the_first_site_and_it_is_said() -> None:
    told = fleet("a,pit,112,,yes,\nb,pit,112,annex,yes,\n")
    assert [c.place for c in told.crews] == ["home", "annex"]
    assert told.notes == ("Nobody told the place of a: taken to stand at home.",)


def test_no_crew_at_all_is_said() -> None:
    assert fleet("").notes == ("No crew that moves patients is told: every crew must be requested.",)


def test_the_order_of_rows_changes_nothing() -> None:
    rows = ["a-1,ambulance,112,home,yes,\n", "a-2,ambulance,112,annex,yes,\n", "m,mug,ours,home,yes,\n"]
    escorts = ["nur,nurse,home,1\n", "phys,physician,annex,1\n"]
    assert fleet("".join(rows), "".join(escorts)) == fleet("".join(rows[::-1]), "".join(escorts[::-1]))
