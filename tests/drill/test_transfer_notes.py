"""What is said of transfers because nobody told."""

from codedark.drill.transfer_book import TransferBook
from codedark.drill.transfer_notes import transfer_notes
from tests.drill.campuses import TABLES, campuses

BEDS = "hospital,pool,free_staffed,confirmed_at\n"


def notes(assume: float | None = None, **changed: str) -> tuple[str, ...]:
    hospital = campuses(**changed)
    return transfer_notes(hospital, TransferBook(hospital, assume), assume)


def test_where_all_is_told_nothing_is_said() -> None:
    assert notes() == ()


def test_beds_nobody_confirmed_are_counted_where_somebody_could_use_them() -> None:
    beds = BEDS + "next,icu,? nobody asked,\nfar,hdu,5,\nfar,maternity,? nobody asked,"
    assert notes(region_beds=beds) == ("2 numbers of free beds elsewhere are unconfirmed: none counted as free",)
    told = "2 numbers of free beds elsewhere are unconfirmed: 5 % of the recognised beds, or the number told, "
    assert notes(5, region_beds=beds) == (told + "counted as free",)


def test_beds_of_our_own_campus_without_a_ward_are_named() -> None:
    said = notes(wards="ward,site,pool,needs,acuity\n")
    assert len(said) == 1
    assert said[0].startswith("free icu beds at our own south count as none: no ward of that kind is told")


def test_crews_and_who_is_aboard_are_told() -> None:
    crews = "crew,kind,owner,site,needs,transfers\n"
    assert notes(crews=crews) == ("no crew of crews.csv moves patients between hospitals: nobody is moved",)
    low = notes(crews=crews + "a1,ambulance,112,south,,yes")  # the only nurses of ours ride along
    assert low == ("no crew has aboard who must go along with 2 of the patients: they count as unplaced",)
    alone = notes(escorts="escort,kind,site,count\n")
    assert alone == ("no escorts are told: who must go along is taken to be there for each ambulance",)


def test_patients_who_can_go_home_need_nobody_along() -> None:
    home = TABLES["patients"].replace(",no,", ",yes,")
    assert notes(patients=home, crews="crew,kind,owner,site,needs,transfers\na1,ambulance,112,south,,yes") == ()


def test_without_patients_nothing_is_said() -> None:
    assert notes(patients="patient,site,pool,acuity\n", crews="crew,kind,owner\n") == ()
