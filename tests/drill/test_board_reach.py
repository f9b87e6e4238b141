"""The attack's arrays: who may strike whom over which conduit, counted by hand on a few machines."""

import numpy as np
import pytest

from codedark import reach
from codedark.drill.board_reach import MODES, compile_spread, flat, starts_of
from codedark.drill.luck import key_of
from codedark.drill.parameters import Mode
from codedark.drill.scenario import Attack
from codedark.hospital.cells import selector
from codedark.hospital.records import Port
from codedark.hospital.words import Protocol
from tests.making import make_hospital

TABLES = {
    "zones": """
        zone,kind,inside
        office,office,open
        lab,clinical,isolated
        servers,server,open
        """,
    "hosts": """
        host,zone,role
        pc-1,office,workstation
        dc-1,servers,directory
        pc-2,office,workstation
        jump,office,server
        an-1,lab,analyser
        bak-1,servers,backup
        """,
    "conduits": """
        conduit,from,to,action,protocol,ports,purpose
        rdp,role:server@office,servers,allow,tcp,3389,administration
        files,office,servers,allow,tcp,445,office
        results,lab,servers,allow,tcp,443,clinical
        """,
    "accounts": """
        account,kind,held_on,administers
        admin,domain,host:jump role:directory,servers
        helper,local,role:workstation,office
        """,
}
HOSTS = ("pc-1", "dc-1", "pc-2", "jump", "an-1", "bak-1")


def spread(*entry, mode=Mode.HUMAN, ports=(), redirected=False, **tables):
    hospital = make_hospital(**(TABLES | tables))
    chosen = tuple(selector(word) for word in entry)
    attack = Attack(mode=mode, entry=chosen, ports=ports, effort_redirected=redirected)
    return compile_spread(hospital, reach.compile(hospital), attack)


def stretch(starts, values, i):
    return values[starts[i] : starts[i + 1]].tolist()


def named(hosts):
    return [HOSTS[h] for h in hosts]


def ways(board):
    """{(from, to, conduit)} by the first host of each class."""
    first = [named(stretch(board.member_start, board.member, c))[0] for c in range(len(board.zone_of_class))]
    return {
        (first[c], first[to], conduit)
        for c in range(len(first))
        for to, conduit in zip(
            stretch(board.edge_start, board.edge_to, c), stretch(board.edge_start, board.edge_conduit, c), strict=True
        )
    }


def test_hosts_stand_in_the_classes_the_rules_tell_apart():
    board = spread()
    members = [named(stretch(board.member_start, board.member, c)) for c in range(len(board.zone_of_class))]
    assert sorted(members) == [["an-1"], ["dc-1", "bak-1"], ["jump"], ["pc-1", "pc-2"]]
    assert all(HOSTS[h] in members[c] for h, c in enumerate(board.class_of))
    assert board.zone_of_host.tolist() == [0, 2, 0, 0, 1, 2]
    assert (board.zone_of_class[board.class_of] == board.zone_of_host).all()
    mates = [stretch(board.mate_start, board.mate, z) for z in range(3)]
    assert [board.zone_of_class[classes].tolist() for classes in mates] == [[0, 0], [1], [2]]


def test_an_edge_is_the_work_of_one_conduit():
    assert ways(spread()) == {
        ("jump", "dc-1", 0),
        ("jump", "dc-1", 1),
        ("pc-1", "dc-1", 1),
        ("an-1", "dc-1", 2),
    }


def test_an_attack_with_ports_moves_over_those_and_over_administration():
    smb = (Port(protocol=Protocol.TCP, number=445),)
    assert ways(spread(ports=smb)) == {("jump", "dc-1", 0), ("jump", "dc-1", 1), ("pc-1", "dc-1", 1)}
    other = (Port(protocol=Protocol.TCP, number=22),)
    assert ways(spread(ports=other)) == {("jump", "dc-1", 0)}
    assert ways(spread(ports=(Port(protocol=Protocol.UDP, number=445),))) == {("jump", "dc-1", 0)}


def test_ports_of_a_hospital_without_conduits_are_no_trouble():
    board = spread(ports=(Port(protocol=Protocol.TCP, number=445),), conduits="conduit,from,to,action,protocol\n")
    assert ways(board) == set()
    assert not board.edge_start.any()


def test_a_zone_is_open_or_isolated_inside():
    assert spread().inside_open.tolist() == [True, False, True]


def test_entries_are_hosts_each_once():
    assert named(spread("role:workstation@office", "zone:office", "host:an-1").entry) == [
        "pc-1",
        "pc-2",
        "jump",
        "an-1",
    ]
    assert named(spread("*").entry) == list(HOSTS)
    assert spread().entry.tolist() == []


def test_accounts_are_held_on_hosts_and_administer_hosts():
    board = spread()
    assert named(stretch(board.held_start, board.held, 0)) == ["dc-1", "jump"]
    assert named(stretch(board.rule_start, board.ruled, 0)) == ["dc-1", "bak-1"]
    assert named(stretch(board.held_start, board.held, 1)) == ["pc-1", "pc-2"]
    assert named(stretch(board.rule_start, board.ruled, 1)) == ["pc-1", "pc-2", "jump"]


def test_backup_servers_are_known():
    assert named(np.flatnonzero(spread().backup)) == ["bak-1"]


def test_luck_is_keyed_by_names_so_a_row_inserted_changes_nobody_elses():
    before = spread()
    after = spread(hosts=TABLES["hosts"].replace("pc-1,", "new-1,office,workstation\n        pc-1,", 1))
    assert before.host_key.tolist() == [key_of(host) for host in HOSTS]
    assert after.host_key.tolist() == [key_of("new-1"), *before.host_key.tolist()]
    assert before.account_key.tolist() == [key_of("admin"), key_of("helper")]


@pytest.mark.parametrize("mode", list(Mode))
def test_mode_and_effort_stand_in_the_arrays(mode):
    board = spread(mode=mode, redirected=mode is Mode.WORM)
    assert MODES[board.mode] is mode
    assert board.redirected is (mode is Mode.WORM)


def test_lists_stand_end_to_end():
    assert starts_of([[5, 6], [], [7]]).tolist() == [0, 2, 2, 3]
    assert flat([[5, 6], [], [7]]).tolist() == [5, 6, 7]
    assert (starts_of([]).tolist(), flat([]).tolist()) == ([0], [])
