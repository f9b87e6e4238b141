"""What must be presumed: never nothing, and never only the host that was named."""

import pytest

from codedark import reach
from codedark.gap.suspects import PLACE_UNKNOWN, Suspect, SuspectKind, presume, read_suspects
from codedark.hospital import BadHospital, Hospital
from tests.making import make_hospital


def _hospital(**more: str) -> Hospital:
    tables = {
        "gates": "gate,kind\nfw,fortigate",
        "zones": """
            zone,kind,core,prefixes,inside
            office,office,no,10.1.0.0/24,open
            lab,device,no,10.2.0.0/24,isolated
            admin,management,no,10.3.0.0/24,open
            servers,server,yes,10.4.0.0/24,open
            internet,external,no,,open""",
        "hosts": """
            host,zone,address,role
            ws-1,office,10.1.0.1,workstation
            ws-2,office,10.1.0.2,workstation
            an-1,lab,10.2.0.1,analyser
            an-2,lab,10.2.0.2,analyser
            adm-1,admin,10.3.0.1,management
            srv-1,servers,10.4.0.1,server
            srv-2,servers,10.4.0.2,server""",
        "accounts": """
            account,kind,held_on,administers
            helpdesk,domain,host:adm-1,role:workstation role:analyser
            supplier,supplier,,role:analyser
            office,local,,host:ws-1""",
        "conduits": """
            conduit,from,to,protocol,ports,purpose
            help,office,admin,tcp,3389,administration
            adm,admin,role:server,tcp,22,administration
            results,lab,servers,tcp,443,clinical
            install,admin,office,tcp,445,administration""",
    }
    return make_hospital(**{**tables, **more})


def _presumed(hospital: Hospital, *words: str, elapsed_min: float = 0.0, breakout_min: float | None = 10.0):  # type: ignore[no-untyped-def]
    suspects = read_suspects(hospital, words)
    return presume(hospital, reach.compile(hospital), suspects, elapsed_min=elapsed_min, breakout_min=breakout_min)


def test_no_suspect_means_place_unknown_and_every_zone_that_is_not_core() -> None:
    found = _presumed(_hospital())
    assert found.place_unknown
    assert found.zones == {"office", "lab", "admin", "internet"}
    assert found.hosts == frozenset()
    assert "nothing was named" in found.why[0]


def test_unknown_said_aloud_is_the_same() -> None:
    said, unsaid = _presumed(_hospital(), "unknown"), _presumed(_hospital())
    assert (said.zones, said.hosts, said.place_unknown) == (unsaid.zones, unsaid.hosts, True)


def test_place_unknown_takes_no_hops_into_core_however_long_it_lasted() -> None:
    assert "servers" not in _presumed(_hospital(), elapsed_min=10_000).zones


def test_where_every_zone_is_core_place_unknown_presumes_them_all_and_says_why() -> None:
    hospital = make_hospital(zones="zone,kind,core\noffice,office,yes", hosts="host,zone\nws-1,office")
    found = _presumed(hospital)
    assert found.zones == {"office"}
    assert "no island is left" in found.why[-1]


def test_a_host_just_named_is_presumed_alone() -> None:
    found = _presumed(_hospital(), "ws-1", elapsed_min=9.9)
    assert found.hosts == {"ws-1"} and found.zones == frozenset() and not found.place_unknown


def test_the_breakout_time_once_passed_its_open_zone_and_administration_targets_are_presumed() -> None:
    found = _presumed(_hospital(), "ws-1", elapsed_min=10)
    assert found.zones == {"office", "admin"}
    assert any("because its inside is open (hop 1" in why for why in found.why)
    assert any("over administration conduit help (hop 1" in why for why in found.why)


def test_each_breakout_time_is_one_hop_more() -> None:
    assert "servers" not in _presumed(_hospital(), "ws-1", elapsed_min=19.9).zones
    assert "servers" in _presumed(_hospital(), "ws-1", elapsed_min=20).zones


def test_a_clinical_conduit_is_no_administration_path() -> None:
    found = _presumed(_hospital(), "an-1", elapsed_min=1000)
    assert found.hosts == {"an-1"} and found.zones == frozenset()


def test_only_the_hosts_an_administration_conduit_leads_to_are_presumed() -> None:
    hospital = _hospital(conduits="conduit,from,to,protocol,ports,purpose\nadm,admin,host:srv-1,tcp,22,administration")
    found = _presumed(hospital, "adm-1", elapsed_min=10)
    assert found.hosts == {"srv-1"} and found.zones == {"admin"}


def test_a_breakout_time_of_nothing_is_every_hop_at_once() -> None:
    assert "servers" in _presumed(_hospital(), "ws-1", breakout_min=0).zones


def test_the_breakout_time_is_the_hospitals_when_nobody_says() -> None:
    hospital = _hospital(hospital_toml='[hospital]\nname = "X"\n[response]\nbreakout_min = 5\n')
    assert _presumed(hospital, "ws-1", elapsed_min=5, breakout_min=None).zones == {"office", "admin"}
    assert _presumed(hospital, "ws-1", elapsed_min=4.9, breakout_min=None).zones == frozenset()


def test_a_zone_all_of_whose_hosts_are_named_is_presumed_whole() -> None:
    found = _presumed(_hospital(), "an-1", "an-2")
    assert found.zones == {"lab"} and found.hosts == frozenset()


def test_an_account_stands_for_where_it_is_held_and_what_it_administers_within_reach() -> None:
    found = _presumed(_hospital(), "account:helpdesk")
    assert found.zones == {"admin", "office"}
    assert "an-1" not in found.hosts, "nobody on adm-1 can reach the lab"
    assert any("2 of the 4 hosts it administers can be reached" in why for why in found.why)


def test_an_account_held_nobody_knows_where_stands_for_all_it_administers() -> None:
    found = _presumed(_hospital(), "supplier")
    assert found.zones == {"lab"}
    assert any("where it is held is not told" in why for why in found.why)


def test_an_address_is_its_host() -> None:
    assert read_suspects(_hospital(), ["10.2.0.2"]) == (Suspect(SuspectKind.HOST, "an-2", "address 10.2.0.2"),)


def test_an_address_nobody_listed_makes_its_whole_zone_suspect() -> None:
    (found,) = read_suspects(_hospital(), ["10.2.0.77"])
    assert (found.kind, found.name) == (SuspectKind.ZONE, "lab")
    assert "no host of the inventory" in found.why


def test_a_zone_without_hosts_may_be_suspect() -> None:
    assert _presumed(_hospital(), "internet").zones == {"internet"}


def test_a_word_that_is_two_things_must_say_which() -> None:
    with pytest.raises(BadHospital) as wrong:
        read_suspects(_hospital(), ["office"])
    assert "`zone:office` or `account:office`" in wrong.value.faults[0].fix
    assert read_suspects(_hospital(), ["zone:office"])[0].kind is SuspectKind.ZONE


def test_every_wrong_word_is_named_at_once_with_its_fix() -> None:
    with pytest.raises(BadHospital) as wrong:
        read_suspects(_hospital(), ["ws-11", "192.0.2.1", "zone:labb", "ws-1"])
    faults = wrong.value.faults
    assert [fault.value for fault in faults] == ["ws-11", "192.0.2.1", "zone:labb"]
    assert "did you mean 'ws-1'" in faults[0].fix
    assert "`unknown`" in faults[1].fix
    assert "did you mean 'lab'" in faults[2].fix


def test_known_and_unknown_together_are_both_presumed() -> None:
    found = _presumed(_hospital(), "srv-1", "unknown")
    assert found.place_unknown and found.hosts == {"srv-1"} and "office" in found.zones


def test_negative_minutes_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        _presumed(_hospital(), "ws-1", elapsed_min=-1)


def test_a_host_nobody_knows_is_a_key_error() -> None:
    hospital = _hospital()
    with pytest.raises(KeyError):
        presume(hospital, reach.compile(hospital), [Suspect(SuspectKind.HOST, "nobody")])


def test_place_unknown_prints_as_a_word() -> None:
    assert str(PLACE_UNKNOWN) == "unknown" and str(Suspect(SuspectKind.HOST, "ws-1")) == "host ws-1"
