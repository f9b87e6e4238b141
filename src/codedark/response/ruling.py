"""May they? The mandate's answer, with the reason and the right it rests on. Every refusal says who may instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from codedark.gap.posture import POSTURE_WORDS, Posture
from codedark.response.keys import KeyId
from codedark.response.mandate import Act, Mandate, Office, Right

TWO_PERSONS = frozenset({Act.HOLD, Act.RELEASE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Yes or no, why, and which part of the mandate says so."""

    yes: bool
    why: str
    rule: str
    """Such as `rights: duty-engineer` or `night`; empty: nothing in the mandate speaks for it."""
    roles: tuple[str, ...] = ()
    """Roles of the persons who count for it."""


def may(
    mandate: Mandate, keys: Iterable[KeyId], act: Act, posture: Posture, at_local: datetime | None, reason: bool
) -> Ruling:
    """Judge whether the persons behind these keys may do this now.

    To cut one person is enough: within that role's rights, or with a reason at night, whatever the rank, because they
    would pull the plug anyway. The machine's own key is judged elsewhere; it is no person. To hold and to let go takes
    `mandate.confirm` persons, each with a right to it at this hour.

    Args:
        keys: of signatures that were verified; unknown and revoked ones were refused before.
        posture: highest posture of the plan; asked for `FIRE` alone.
        at_local: now, by the hospital's wall clock; None: the clock is not trusted. Then hours are not judged for a
            cut, and everything else is refused.
        reason: whether a reason was given.
    """
    persons = [key for key in dict.fromkeys(keys) if mandate.holders.get(key)]
    if not persons:
        return _no("none of these keys belongs to a role of the mandate", mandate, act, posture, at_local)
    if act is Act.FIRE:
        return _fire(mandate, persons, posture, at_local, reason)
    if at_local is None:
        return Ruling(yes=False, why="the clock here is not trusted, so hours cannot be judged", rule="")
    if not mandate.valid_from <= at_local.date() <= mandate.valid_until:
        why = f"the mandate stands from {mandate.valid_from} to {mandate.valid_until}; {mandate.owner} signs a new one"
        return Ruling(yes=False, why=why, rule="")
    entitled = [key for key in persons if _right(mandate, key, act, Posture.NORMAL, at_local) is not None]
    if act in TWO_PERSONS:
        return _together(mandate, entitled, act, at_local)
    if not entitled:
        return _no(f"{_roles(mandate, persons)} may not {act.value}", mandate, act, posture, at_local)
    return _yes(mandate, entitled[:1], f"may {act.value}", f"rights: {mandate.roles(entitled)[0]}")


def _fire(mandate: Mandate, persons: list[KeyId], posture: Posture, at_local: datetime | None, reason: bool) -> Ruling:
    late = _out_of_date(mandate, at_local)
    for key in persons:
        right = _right(mandate, key, Act.FIRE, posture, at_local)
        if right is not None:
            return _yes(
                mandate, [key], f"may cut up to *{POSTURE_WORDS[right.posture_max]}*{late}", f"rights: {right.role}"
            )
    if at_local is None or mandate.night.at(at_local):
        when = "at an hour nobody can tell" if at_local is None else "at night"
        if reason:
            return _yes(mandate, persons[:1], f"one person with a reason, {when}{late}", "night")
        who = _roles(mandate, persons)
        return Ruling(yes=False, why=f"{who} may cut this {when} with a reason: give one", rule="night")
    why = f"{_roles(mandate, persons)} may not cut to *{POSTURE_WORDS[posture]}* at this hour"
    return _no(why, mandate, Act.FIRE, posture, at_local)


def _out_of_date(mandate: Mandate, at_local: datetime | None) -> str:
    """A cut is not refused because a paper is late: who cannot cut pulls plugs, and that costs patients more."""
    if at_local is None or mandate.valid_from <= at_local.date() <= mandate.valid_until:
        return ""
    return f" (the mandate stood from {mandate.valid_from} to {mandate.valid_until}: have a new one signed)"


def _together(mandate: Mandate, entitled: list[KeyId], act: Act, at_local: datetime) -> Ruling:
    asked = mandate.confirm
    clinical = [key for key in entitled if any(office.clinical for office in _entitled(mandate, key, act, at_local))]
    if len(entitled) >= asked.persons and len(clinical) >= asked.clinical:
        return _yes(mandate, entitled, f"{len(entitled)} persons, {len(clinical)} of them clinical", "confirm")
    why = (
        f"to {act.value} takes {asked.persons} persons, {asked.clinical} of them clinical, who may do so at this hour;"
        f" here are {len(entitled)}, {len(clinical)} of them clinical"
    )
    return _no(why, mandate, act, Posture.NORMAL, at_local)


def _entitled(mandate: Mandate, key: KeyId, act: Act, at_local: datetime) -> list[Office]:
    return [office for office in mandate.holders[key] if _of_office(mandate, office, act, Posture.NORMAL, at_local)]


def _right(mandate: Mandate, key: KeyId, act: Act, posture: Posture, at_local: datetime | None) -> Right | None:
    rights = (_of_office(mandate, office, act, posture, at_local) for office in mandate.holders[key])
    return next((right for right in rights if right is not None), None)


def _of_office(mandate: Mandate, office: Office, act: Act, posture: Posture, at_local: datetime | None) -> Right | None:
    return next(
        (
            right
            for right in mandate.rights
            if right.role == office.role
            and act in right.may
            and (act is not Act.FIRE or right.posture_max >= posture)
            and (at_local is None or right.covers(at_local))
        ),
        None,
    )


def _roles(mandate: Mandate, keys: Iterable[KeyId]) -> str:
    return " and ".join(mandate.roles(keys))


def _yes(mandate: Mandate, keys: list[KeyId], why: str, rule: str) -> Ruling:
    roles = mandate.roles(keys)
    return Ruling(yes=True, why=f"{' and '.join(roles)}: {why}", rule=rule, roles=roles)


def _no(why: str, mandate: Mandate, act: Act, posture: Posture, at_local: datetime | None) -> Ruling:
    able = dict.fromkeys(
        office.role
        for office in mandate.offices
        if office.enrolled and _of_office(mandate, office, act, posture, at_local) is not None
    )
    return Ruling(yes=False, why=f"{why}. Who may now: {', '.join(able) or 'nobody who is enrolled'}", rule="")
