"""Solving everything that gates lay ready, with a bar while it takes its seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codedark.gates.live_folder import Laid
    from codedark.hospital import Hospital


def lay(hospital: Hospital) -> Laid:
    """Solve the playbook and write every gate's book. Only gates with an agent are written for.

    Cost: one least-harm cut a zone; a few seconds for thirty zones.
    """
    from codedark import depend, reach
    from codedark.cli.answer import progress
    from codedark.gap import playbook
    from codedark.gap.gate_book import Prober, gate_books
    from codedark.gap.plan_book import plan_book
    from codedark.gap.tiers import tiers
    from codedark.gates.live_folder import Laid
    from codedark.hospital.words import Role

    split = tiers(hospital)
    with progress("solving plans", len(hospital.zones) + 1) as advance:
        book = playbook(hospital, reach.compile(hospital), depend.compile(hospital), advance=advance)
    interfaces = {at: c.interface for at, c in hospital.cables.items() if c.interface}
    probers = [
        Prober(zone=host.zone, host=host.host, address=str(host.address))
        for host in hospital.hosts
        if host.role is Role.PROBER and host.address is not None
    ]
    wanted = {a.gate for a in hospital.agents.values()}
    books = gate_books(split, interfaces, probers)
    return Laid(
        hospital_sha256=hospital.sha256,
        defences=hospital.defences,
        timezone=hospital.settings.hospital.timezone,
        plans=plan_book(split, book),
        books=tuple(b for gate, b in books.items() if gate in wanted),
    )
