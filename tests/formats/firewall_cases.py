"""The cases of the golden files: each a gate and a seal as a hospital may have them."""

from __future__ import annotations

from collections.abc import Mapping

from codedark.gap.gate_book import BookConduit
from codedark.gap.posture import Posture
from codedark.hospital.records import ConduitId, HostId
from codedark.hospital.words import OnExpiry
from tests.formats.firewall_worlds import World, book_of, both_ways, cell, control, place, seal_of, untold

OFFICE = place("office", "10.10.0.0/22", interface="ge-0/0/1.10")
LAB = place("lab", "10.10.40.0/24", "10.10.41.0/25", interface="ge-0/0/2.0")
OFFICE_6 = place("office", "10.10.0.0/22", "2001:db8:10::/64", interface="ge-0/0/1.10")
LAB_6 = place("lab", "10.10.40.0/24", "2001:db8:40::/64", interface="ge-0/0/2.0")
ELSEWHERE = place("outside", *untold(OFFICE, LAB), interface="ge-0/0/0.0", told=False)
BETWEEN = both_ways(("office", "lab"))
ASKING, ANALYSER = ["10.10.0.16/32", "10.10.0.17/32"], ["10.10.40.5/32"]
RESULTS = cell("office", "lab", ASKING, ANALYSER, "tcp", "2575", "104", "11112-11115")
NAMES = cell("lab", "office", ["10.10.40.0/24", "10.10.41.0/25"], ["10.10.0.53/32"], "udp", "53", "123")
PING = cell("office", "lab", ["10.10.0.16/32"], ANALYSER, "icmp")
CONTROL = control("office", "lab", "10.10.0.250", "10.10.40.250")
WITHOUT_ADDRESS = BookConduit(
    conduit=ConduitId("results"),
    pairs=BETWEEN,
    kept=((Posture.WATCH, (RESULTS,)),),
    break_glass=True,
    clinical_owner="head of the laboratory",
    on_expiry=OnExpiry.RELEASE,
    untold=(HostId("analyser-7"),),
)

CASES: Mapping[str, World] = {
    "dark": World(book=book_of(OFFICE, LAB), seal=seal_of(BETWEEN)),
    "break-glass": World(
        book=book_of(OFFICE, LAB, conduits=[WITHOUT_ADDRESS]),
        seal=seal_of(BETWEEN, [RESULTS, NAMES, PING], canaries=[CONTROL]),
    ),
    "quarantine": World(book=book_of(OFFICE, LAB), seal=seal_of((), quarantine=["10.10.0.99", "2001:db8:10::99"])),
    "ipv6": World(
        book=book_of(OFFICE_6, LAB_6),
        seal=seal_of(
            BETWEEN,
            [
                cell("office", "lab", OFFICE_6.prefixes, LAB_6.prefixes, "tcp", "443"),
                cell("lab", "office", ["2001:db8:40::5/128"], ["2001:db8:10::/64"], "icmp"),
            ],
        ),
    ),
    "zone-untold": World(
        book=book_of(OFFICE, LAB, ELSEWHERE),
        seal=seal_of(
            both_ways(("office", "outside"), ("lab", "outside")),
            [cell("office", "outside", ["10.10.0.80/32"], ELSEWHERE.prefixes, "tcp", "443")],
        ),
    ),
    "many-prefixes": World(
        book=book_of(
            place("wards", *(f"10.{k}.0.0/24" for k in range(20, 40)), interface="ge-0/0/3.0"),
            place("records", *(f"10.{k}.8.0/24" for k in range(20, 40)), interface="ge-0/0/4.0"),
        ),
        seal=seal_of(
            both_ways(("wards", "records")),
            [cell("wards", "records", [f"10.{k}.0.0/24" for k in range(20, 40)], ["10.20.8.10/32"], "any", "443")],
        ),
    ),
    "interfaces-not-told": World(
        book=book_of(
            place("Zimmer 3; reload", "10.1.0.0/24", interface=" "),
            place("any", "10.2.0.0/24", interface="x; reload"),
        ),
        seal=seal_of(
            both_ways(("Zimmer 3; reload", "any")),
            [cell("any", "Zimmer 3; reload", ["10.2.0.0/24"], ["10.1.0.9/32"], "any")],
        ),
    ),
    "refused-anyway": World(
        book=book_of(OFFICE, LAB),
        seal=seal_of(BETWEEN, [cell("office", "lab", OFFICE.prefixes, LAB.prefixes, "any")]),
        refused=(cell("office", "lab", OFFICE.prefixes, ["10.10.40.0/24"], "tcp", "22", "3389"),),
    ),
}
