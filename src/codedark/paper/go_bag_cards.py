"""The cable cards of the go-bag: one for each cable or path that any plan may need closed by hand, four to a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from codedark.gap.cable_cards import CableCard, cable_cards, natural
from codedark.gap.pairs_cut import pairs_cut
from codedark.gap.posture import Posture, Seal, seal
from codedark.hospital.words import Action
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_plans import Priced
from codedark.paper.go_bag_words import care, counted, in_threes, listed, sentence

NOT_TOLD = "not told"
_NAMED_MOST = 3
_Key = tuple[object, ...]


def cards_of_plans(bag: GoBag, plans: Iterable[Priced]) -> tuple[tuple[CableCard, ...], Mapping[str, tuple[int, ...]]]:
    """Every card that any plan may need, numbered in the order of the walk; and plan name -> numbers of its cards.

    Before an attack nobody knows which gate will fail to cut: a card is made for all that every plan cuts. Where the
    hospital has no gate at all, a card is made for every way between zones: a hand is all there is.
    Cost: `cable_cards` once a plan.
    """
    found: dict[_Key, CableCard] = {}
    used: dict[str, list[_Key]] = {}
    by_hand = None if bag.hospital.gates else _everything_dark(bag)
    for priced in plans:
        sealed = by_hand or next(s for posture, s, _ in priced.seals if posture is Posture.BREAK_GLASS)
        cut = pairs_cut(bag.hospital, sealed, bag.pairs)
        unproven = [(one.gate, one.pair) for one in cut if one.gate is not None]
        for card in cable_cards(bag.hospital, sealed, dict.fromkeys(unproven)):
            key = _key(card)
            known = found.get(key)
            closes = card.closes if known is None else tuple(sorted({*known.closes, *card.closes}))
            found[key] = replace(card, closes=closes)
            used.setdefault(priced.id, []).append(key)
    walk = sorted(found, key=lambda key: _place(bag, found[key]))
    number = {key: n for n, key in enumerate(walk, 1)}
    cards = tuple(replace(found[key], number=number[key]) for key in walk)
    return cards, {plan: tuple(sorted({number[key] for key in keys})) for plan, keys in used.items()}


def _everything_dark(bag: GoBag) -> Seal:
    """Every conduit between two zones closed."""
    between = (
        name
        for name, conduit in bag.hospital.conduits.items()
        if conduit.action is Action.ALLOW and any(a != b for a, b in bag.pairs[name])
    )
    return seal(dict.fromkeys(between, Posture.DARK))


def _key(card: CableCard) -> _Key:
    return (card.gate, card.path, card.zones, card.room, card.panel_port, card.cable, _is_inside(card))


def _is_inside(card: CableCard) -> bool:
    return bool(card.closes) and all(a == b for a, b in card.closes)


def _place(bag: GoBag, card: CableCard) -> tuple[object, ...]:
    """By site and room, as one walks: cables, then paths past the gates; what nobody told of last of each."""
    sites = {site: i for i, site in enumerate(bag.hospital.sites)}
    at = len(sites) if card.site is None else sites[card.site]
    return (card.path is not None, not card.told, at, natural(card.room), natural(card.panel_port), card.zones)


def card_rows(bag: GoBag, cards: Iterable[CableCard], cards_of: Mapping[str, tuple[int, ...]]) -> list[dict[str, Any]]:
    """The cards as they are printed."""
    plans_of: dict[int, list[str]] = {}
    for plan, numbers in cards_of.items():
        for number in numbers:
            plans_of.setdefault(number, []).append(plan)
    return [_row(bag, card, plans_of[card.number]) for card in cards]


def _row(bag: GoBag, card: CableCard, plans: list[str]) -> dict[str, Any]:
    hospital = bag.hospital
    gate = hospital.gates.get(card.gate) if card.gate is not None else None
    if card.path is not None:
        what = f"Path past the gates: {card.path}"
    elif gate is None:
        what = "No gate stands here"
    else:
        what = f"{gate.gate}: {gate.name}" if gate.name else str(gate.gate)
    return {
        "number": card.number,
        "gate": what,
        "zones": _zones(bag, card),
        "core": any(hospital.zones[z].core for z in card.zones),
        "site": (hospital.sites[card.site].name or str(card.site)) if card.site is not None else "",
        "room": card.room or NOT_TOLD,
        "port": card.panel_port or NOT_TOLD,
        "cable": card.cable or NOT_TOLD,
        "do": card.do,
        "ask": card.ask,
        "note": sentence(card.note),
        "told": card.told,
        "stops": _stops(card),
        "care": _price(bag, card),
        "owners": _owners(bag, card),
        "plans": listed(map(in_threes, plans), 4),
    }


def _stops(card: CableCard) -> str:
    if card.path is not None:
        return "A way that no gate sees."
    if _is_inside(card):
        return f"Stops all talk between the machines of {listed(card.zones)}."
    return f"Stops {counted(len(card.stops), 'conduit')} to and from {listed(card.zones, 4)}, wanted or not."


def _price(bag: GoBag, card: CableCard) -> str:
    """Care lost an hour when it is pulled, everything else as usual.

    A conduit that joins other zones as well goes on between these; it is priced as gone, so the figure is a ceiling.
    """
    if card.path is not None:
        return "not known"
    if _is_inside(card):
        return care(bag.tiers.care_lost_per_h(seal({}, contain=card.zones)))
    lost = bag.tiers.care_lost_per_h(seal(dict.fromkeys(card.stops, Posture.DARK)))
    zones = set(card.zones)
    beyond = any(zones.isdisjoint(pair) for conduit in card.stops for pair in bag.pairs[conduit])
    return f"at most {care(lost)}" if beyond and lost else care(lost)


def _owners(bag: GoBag, card: CableCard) -> str:
    owners = (bag.hospital.conduits[c].clinical_owner or "clinical owner not named" for c in card.break_glass)
    return listed(owners)


def _zones(bag: GoBag, card: CableCard) -> str:
    """The zones with their names where there are few; with many only the ids fit."""
    if len(card.zones) > _NAMED_MOST:
        return listed(card.zones)
    return "; ".join(f"{z} ({name})" if (name := bag.hospital.zones[z].name) else str(z) for z in card.zones)
