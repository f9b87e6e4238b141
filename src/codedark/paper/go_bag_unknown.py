"""What a go-bag cannot say, and what that means for whoever holds it: printed on its second page, never left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codedark.hospital.records import Unknown
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_plans import Priced
from codedark.paper.go_bag_words import counted, listed

GAPS_MOST = 6
"""Lines of break-glass flows that stand on something nothing keeps open; the rest is counted."""


def what_is_unknown(bag: GoBag, plans: Iterable[Priced], cards_untold: int) -> list[str]:
    """What this bag cannot say, line by line.

    Args:
        plans: every distinct plan of the bag.
        cards_untold: cable cards of which nobody told room and port.
    """
    return [
        "Names and telephone numbers: they are written in by hand, and go out of date first.",
        *_of_the_mandate(bag),
        *_of_the_network(bag, cards_untold),
        *_of_the_plans(bag, plans),
        *_of_care(bag),
    ]


def _of_the_mandate(bag: GoBag) -> Iterator[str]:
    if bag.mandate is None:
        yield "Who may fire, hold and let go: the folder has no mandate."
        return
    if not bag.mandate_signed:
        yield "Whether the mandate stands: no signature beside it fits."
    missing = [office.title or office.role for office in bag.mandate.offices if not office.enrolled]
    if missing:
        yield f"Keys: none is enrolled for {counted(len(missing), 'role')}, so no gate takes their orders."


def _of_the_network(bag: GoBag, cards_untold: int) -> Iterator[str]:
    hospital = bag.hospital
    if not hospital.gates:
        yield "Gates: none is told, so nothing can be cut but by hand."
    if cards_untold:
        yield f"Where to pull, on {counted(cards_untold, 'cable card')}: these name whom to ask."
    if not hospital.out_of_band:
        yield "Ways past the gates (modems, wireless, consoles): none is told, which does not mean there is none."
    if bag.circuit.unmapped:
        pairs = [f"{who} to {what}" for who, what in bag.circuit.unmapped]
        yield f"Whether a path is open for {listed(pairs, 4)}: no conduit is told, so taken as open."


def _of_the_plans(bag: GoBag, plans: Iterable[Priced]) -> Iterator[str]:
    if not any(zone.core for zone in bag.hospital.zones.values()):
        yield "What care cannot do without: no zone is marked core, so no plan protects anything."
    incomplete = bag.tiers.break_glass.incomplete
    for gap in incomplete[:GAPS_MOST]:
        yield f"Whether break-glass flow {gap.conduit} works: {gap.missing}."
    if len(incomplete) > GAPS_MOST:
        yield f"The same of {len(incomplete) - GAPS_MOST} more break-glass needs."
    unproven = [zone for priced in plans if not priced.plan.optimal for zone in priced.zones]
    if unproven:
        yield f"Whether a cheaper cut exists for {listed(unproven)}: not proven in the time given."


def _of_care(bag: GoBag) -> Iterator[str]:
    services, hospital = bag.hospital.services.values(), bag.hospital
    untold = [s.name or str(s.service) for s in services if isinstance(s.paper_min, Unknown)]
    if untold:
        yield f"Minutes on paper of {'; '.join(untold)}: planned as none."
    untried = [s for s in services if s.paper_min_planned and not s.tested]
    if untried:
        yield f"Whether paper works: nobody tried it for {counted(len(untried), 'service')}, marked “never tried”."
    unconfirmed = sum(isinstance(beds.free_staffed, Unknown) for beds in hospital.free_beds)
    if unconfirmed:
        yield f"Free beds elsewhere: {counted(unconfirmed, 'number')} nobody confirmed. Form C is for asking."
