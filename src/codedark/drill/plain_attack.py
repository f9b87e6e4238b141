"""One course of an attack and of the answer to it, in plain Python: who is struck, what is cut, when.

The obvious version of what `jit` compiles: same arrays in, same numbers out. Every draw is keyed by its owner, so that
what one host suffers changes nobody else's luck.

The three conditions under which tighter reach or an earlier cut never strikes more hosts, replication by replication:
decision times that do not depend on the hour (`night_factor` 1), no alarm by volume (there is none here), and an effort
that is not redirected. Alerts come between the foothold and the *planned* destruction, and the destruction begins as
planned with what the intruder holds then: neither waits for how far the intruder came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import exp, floor, inf, isnan, log

from codedark.drill.board import Board
from codedark.drill.board_reach import MODES
from codedark.drill.board_response import NO_PLAN, POLICIES
from codedark.drill.luck import Purpose, draw, normal, uniform, uniforms
from codedark.drill.parameters import AT, Mode
from codedark.hospital.words import Policy

Row = list[float]
"""One draw of the parameters, columns as `parameters.NAMES`."""


@dataclass(slots=True)
class Course:
    """What happened to n hosts. Minutes of the clock; infinite: never."""

    struck: list[float]
    """The attacker's hand is on the host."""
    destroyed: list[float]
    """The host is gone, if nobody switched it off in between."""
    off: list[float]
    """Our own action takes the host: switched off, or taken off the network."""
    alarm: float = inf
    decision: float = inf
    cut: float = inf
    cut_done: float = inf
    plan: int = NO_PLAN
    backups_lost: bool = False
    quarantined: set[int] = field(default_factory=set)

    def hit(self, h: int) -> bool:
        """Whether the host has to be rebuilt: struck before it was off. Broken off half way, it is gone, too."""
        return self.struck[h] < inf and self.struck[h] <= self.off[h]

    def lost(self, h: int) -> tuple[float, int]:
        """(minute, first cause) at which the host is lost; attacker 1, our own action 2."""
        gone = self.destroyed[h] if self.hit(h) else inf
        return (gone, 1) if gone <= self.off[h] else (self.off[h], 2)


def play_course(board: Board, p: Row, seed: int, r: int, *, answered: bool = True) -> Course:
    """Play one attack.

    Args:
        p: parameters of this replication.
        answered: False: the same attack with nobody answering.
    """
    spread, n = board.spread, board.hosts
    course = Course([inf] * n, [inf] * n, [inf] * n)
    mode = MODES[spread.mode]
    candidates = spread.entry.tolist() or (list(range(n)) if mode is Mode.NONE else [])
    if not candidates:
        return course
    foothold = min(candidates, key=lambda h: uniforms(seed, int(spread.host_key[h]), r, Purpose.ENTRY)[0])
    first_zone = int(spread.zone_of_host[foothold])
    start, early, course.alarm = _alarm(board, p, seed, r, mode)
    ways = _Ways(board)
    if not early and mode is Mode.HUMAN:
        unanswered = Course([inf] * n, [inf] * n, [inf] * n)
        _destroy(ways, p, seed, r, foothold, start, unanswered)
        first_zone = int(spread.zone_of_host[min(range(n), key=lambda h: unanswered.destroyed[h])])
    if answered:
        _answer(board, p, seed, r, first_zone, course)
    if mode is Mode.WORM:
        _infect(ways, p, seed, r, foothold, start, course)
    elif mode is Mode.HUMAN:
        start = _begins(p, seed, r, start, course)
        if start < inf:
            _destroy(ways, p, seed, r, foothold, start, course)
    captured = uniforms(seed, 0, r, Purpose.BACKUPS)[0] < p[AT["attack.backups_captured"]]
    course.backups_lost = captured and any(course.hit(h) for h in range(n) if spread.backup[h])
    return course


def _alarm(board: Board, p: Row, seed: int, r: int, mode: Mode) -> tuple[float, bool, float]:
    """(start of the destruction, whether the alarm points at the foothold, minute of the alarm)."""
    answer = board.answer
    if mode is Mode.NONE:
        alarm = answer.alarm_within_min * uniforms(seed, 0, r, Purpose.FALSE_ALARM)[0]
        return inf, True, alarm if isnan(answer.pinned_alarm_min) else answer.pinned_alarm_min
    if mode is Mode.WORM:
        start = p[AT["attack.onset_h"]] * 60
        alarm, early = start + p[AT["detection.recognised_h"]] * 60, True
    else:
        start = p[AT["attack.detonation_h"]] * 60
        alarm, early = start + p[AT["detection.recognised_h"]] * 60, False
        stealth = p[AT["attack.dwell_h"]] * 60
        for i in range(floor(p[AT["detection.alerts_before"]] + 0.5)):
            when, heeded = uniforms(seed, i, r, Purpose.ALERT)
            at = start - stealth + when * stealth
            if heeded < p[AT["response.alert_acted_on"]] and at < alarm:
                alarm, early = at, True
    if not isnan(answer.pinned_alarm_min):
        alarm = answer.pinned_alarm_min
        early = early or alarm < start
    return start, early, alarm


def _begins(p: Row, seed: int, r: int, planned: float, course: Course) -> float:
    """When the destruction begins: as planned; at once when the intruder sees a cut and strikes; never (infinite) when
    a cut has been held, before that, for as long as it takes to get the intruder out of what was cut off.
    """
    if course.cut >= planned:
        return planned
    if uniforms(seed, 0, r, Purpose.STRIKE)[0] < p[AT["attack.strikes_when_cut"]]:
        return course.cut
    return inf if course.cut_done + p[AT["response.hold_h"]] * 60 <= planned else planned


def at_night(board: Board, minute: float) -> bool:
    """Whether nobody is at the desk at a minute of the clock."""
    answer = board.answer
    since = minute + answer.start_of_day_min
    day, time = floor(since / 1440), since - floor(since / 1440) * 1440
    if answer.weekend and (answer.weekday + day) % 7 >= 5:
        return True
    from_, to = answer.night_from_min, answer.night_to_min
    return from_ <= time < to if from_ <= to else time >= from_ or time < to


def _answer(board: Board, p: Row, seed: int, r: int, zone: int, course: Course) -> None:
    """When what is decided, and when which host goes off or off the network."""
    answer, policy = board.answer, POLICIES[board.answer.policy]
    if policy is Policy.NONE:
        return
    slow = p[AT["response.night_factor"]] if at_night(board, course.alarm) else 1.0
    course.decision = course.alarm + p[AT["response.decision_min"]] * slow
    pinned = None if isnan(answer.pinned_cut_min) else answer.pinned_cut_min
    if policy is Policy.FULL_SHUTDOWN:
        course.cut = course.decision if pinned is None else pinned
        course.cut_done = course.decision + p[AT["response.shutdown_min"]] if pinned is None else pinned
        for h in (h for h in range(board.hosts) if answer.off[h]):
            turn = uniforms(seed, int(board.spread.host_key[h]), r, Purpose.OFF)[0]
            course.off[h] = course.cut + (course.cut_done - course.cut) * turn
        return
    known = uniforms(seed, 0, r, Purpose.PLACE)[0] < p[AT["response.place_known"]]
    told = known or policy is Policy.ZONE_ISOLATION
    course.plan = int(answer.plan_of_zone[zone]) if told else answer.plan_unknown
    fire = float(answer.fire_min[course.plan])
    takes = p[AT["response.isolation_min"]] if isnan(fire) else fire
    course.cut = course.cut_done = course.decision + takes if pinned is None else pinned
    span = slice(answer.quarantined_start[course.plan], answer.quarantined_start[course.plan + 1])
    course.quarantined = set(answer.quarantined[span].tolist())
    for h in course.quarantined:
        course.off[h] = course.cut


class _Ways:
    """Who may strike whom, class by class, with or without a plan in force."""

    def __init__(self, board: Board) -> None:
        self.board, self.spread, self.answer = board, board.spread, board.answer
        self.classes = len(self.spread.zone_of_class)

    def after(self, x: int, plan: int) -> list[int]:
        """Classes that hosts of class x may strike, ascending; x itself where its hosts may strike each other."""
        zone = int(self.spread.zone_of_class[x])
        found: set[int] = set()
        if self.spread.inside_open[zone] and not (plan >= 0 and self.answer.contained[plan, zone]):
            found.update(self.spread.mate[self.spread.mate_start[zone] : self.spread.mate_start[zone + 1]].tolist())
        for e in range(self.spread.edge_start[x], self.spread.edge_start[x + 1]):
            y = int(self.spread.edge_to[e])
            if plan < 0 or not (self.answer.closed[plan, self.spread.edge_conduit[e]] or self._apart(zone, y, plan)):
                found.add(y)
        return sorted(found)

    def _apart(self, zone: int, y: int, plan: int) -> bool:
        isolated, other = self.answer.isolated[plan], self.spread.zone_of_class[y]
        return bool((isolated == zone) != (isolated == other))

    def entered(self, sources: Iterable[int], plan: int, alive: list[int]) -> list[bool]:
        """[c] whether a class is struck from sources (classes) over any number of hops; `alive[c]` hosts are there."""
        entered, walk = [False] * self.classes, list(sources)
        reached = set(walk)
        while walk:
            for y in self.after(walk.pop(), plan):
                if alive[y] > 0:
                    entered[y] = True
                    if y not in reached:
                        reached.add(y)
                        walk.append(y)
        return entered

    def distances(self, x: int) -> list[int]:
        """[c] hops from class x, with no plan in force; -1: never."""
        distance = [-1] * self.classes
        distance[x], ring = 0, [x]
        while ring:
            following: list[int] = []
            for y in ring:
                for z in self.after(y, NO_PLAN):
                    if distance[z] < 0:
                        distance[z] = distance[y] + 1
                        following.append(z)
            ring = following
        return distance


def _destroy(ways: _Ways, p: Row, seed: int, r: int, foothold: int, start: float, course: Course) -> None:
    """Human-operated: quiet hops, accounts taken where they lie, then everything within their scope at once."""
    spread, n = ways.spread, ways.board.hosts
    home = int(spread.class_of[foothold])
    since = p[AT["attack.detonation_h"]] * 60 - p[AT["attack.dwell_h"]] * 60
    visit = _visits(ways, p, seed, r, home, since)
    accounts = [
        a
        for a in range(len(spread.account_key))
        if uniforms(seed, int(spread.account_key[a]), r, Purpose.ACCOUNT)[0] < p[AT["attack.account_taken"]]
    ]
    everyone = [int(x) for x in spread.member_start[1:] - spread.member_start[:-1]]
    wide = ways.entered([home], NO_PLAN, everyone)
    by_cut = min(course.cut_done, start)

    def stood_on(h: int, until: float) -> bool:
        c = int(spread.class_of[h])
        return visit[c] <= until and (c != home or h == foothold or wide[home])

    held = {h for a in accounts for h in _held(ways, a) if stood_on(h, by_cut)}
    dead = {h for h in range(n) if course.off[h] <= course.cut_done < inf}
    alive = [int(x) for x in spread.member_start[1:] - spread.member_start[:-1]]
    for h in dead:
        alive[spread.class_of[h]] -= 1
    bases = {h for h in {foothold, *held} if h not in dead}
    kept = ways.entered({int(spread.class_of[h]) for h in bases}, course.plan, alive)
    scope = {foothold}
    for a in accounts:
        if any(stood_on(h, by_cut) or (stood_on(h, start) and kept[spread.class_of[h]]) for h in _held(ways, a)):
            scope.update(h for h in _ruled(ways, a) if wide[spread.class_of[h]])
    for c in ways.after(home, NO_PLAN):
        for h in _members(ways, c):
            if uniforms(seed, int(spread.host_key[h]), r, Purpose.SPREAD)[1] < p[AT["attack.vulnerable_share"]]:
                scope.add(h)
    for h in scope:
        push, gone = _push(p, seed, r, int(spread.host_key[h]), start)
        reachable = h in bases or (kept[spread.class_of[h]] and h not in dead)
        if push <= course.off[h] and (push <= course.cut_done or reachable):
            course.struck[h], course.destroyed[h] = push, gone


def _visits(ways: _Ways, p: Row, seed: int, r: int, home: int, since: float) -> list[float]:
    """[c] minute at which the intruder first stands in a class, with nothing cut."""
    distance = ways.distances(home)
    mean, sigma = p[AT["attack.hop_min"]], p[AT["attack.hop_sigma"]]
    at = [since]
    for i in range(max(distance)):
        hop = 0.0
        if mean > 0:
            hop = exp(log(mean) - 0.5 * sigma * sigma + sigma * normal(*uniforms(seed, i + 1, r, Purpose.HOP)))
        at.append(at[-1] + hop)
    return [inf if d < 0 else at[d] for d in distance]


def _push(p: Row, seed: int, r: int, key: int, start: float) -> tuple[float, float]:
    """(the intruder's hand is on the host, the host is destroyed)."""
    a, b, c, d = draw(seed, key, r, Purpose.PUSH)
    push = start - log(uniform(a, b)) * p[AT["attack.push_min"]]
    spread = p[AT["attack.encrypt_sigma"]] * normal((c + 0.5) / 4294967296.0, (d + 0.5) / 4294967296.0)
    return push, push + p[AT["attack.encrypt_min"]] * exp(spread)


def _held(ways: _Ways, a: int) -> list[int]:
    held: list[int] = ways.spread.held[ways.spread.held_start[a] : ways.spread.held_start[a + 1]].tolist()
    return held


def _ruled(ways: _Ways, a: int) -> list[int]:
    ruled: list[int] = ways.spread.ruled[ways.spread.rule_start[a] : ways.spread.rule_start[a + 1]].tolist()
    return ruled


def _members(ways: _Ways, c: int) -> list[int]:
    members: list[int] = ways.spread.member[ways.spread.member_start[c] : ways.spread.member_start[c + 1]].tolist()
    return members


def _infect(ways: _Ways, p: Row, seed: int, r: int, foothold: int, start: float, course: Course) -> None:
    """A worm, after Sellke: each host falls when the pressure its class has felt exceeds the host's resistance.

    Between events pressures are constant, so the next fall is known exactly; a cut and each host that goes off are
    events, too. Source: Sellke, *On the asymptotic distribution of the size of a stochastic epidemic*, J. Appl.
    Prob. 20, 1983.
    """
    spread, n = ways.spread, ways.board.hosts
    queue = _resistances(ways, p, seed, r, foothold)
    rate_each = p[AT["attack.contacts_per_h"]] / 60.0
    events = sorted({t for t in (*course.off, course.cut) if start < t < inf})
    felt, infected = [0.0] * ways.classes, [0] * ways.classes
    course.struck[foothold] = course.destroyed[foothold] = start
    if course.off[foothold] <= start:
        course.struck[foothold] = course.destroyed[foothold] = inf
        return
    infected[spread.class_of[foothold]] = 1
    queue = [[one for one in hosts if course.off[one[1]] > start] for hosts in queue]
    now, next_event = start, 0
    pressure = _pressures(ways, infected, course.plan if course.cut <= now else NO_PLAN, rate_each)
    while True:
        z, fall = _next_fall(queue, felt, pressure, now)
        until = events[next_event] if next_event < len(events) else inf
        if fall >= ways.board.clinic.end_min and until >= ways.board.clinic.end_min:
            return
        at = min(fall, until)
        for y in range(ways.classes):
            felt[y] += pressure[y] * (at - now)
        now = at
        if until <= fall:
            next_event += 1
            for h in (h for h in range(n) if course.off[h] == now and course.struck[h] < now):
                infected[spread.class_of[h]] -= 1
            gone = {h for h in range(n) if course.off[h] <= now}
            for y in range(ways.classes):
                queue[y] = [one for one in queue[y] if one[1] not in gone]
        else:
            felt[z], h = queue[z].pop(0)
            course.struck[h] = course.destroyed[h] = now
            infected[z] += 1
        pressure = _pressures(ways, infected, course.plan if course.cut <= now else NO_PLAN, rate_each)


def _resistances(ways: _Ways, p: Row, seed: int, r: int, foothold: int) -> list[list[tuple[float, int]]]:
    """[c] (resistance, host) of the vulnerable hosts, weakest first."""
    queue: list[list[tuple[float, int]]] = [[] for _ in range(ways.classes)]
    for h in range(ways.board.hosts):
        luck, weak = uniforms(seed, int(ways.spread.host_key[h]), r, Purpose.SPREAD)
        if weak < p[AT["attack.vulnerable_share"]] and h != foothold:
            queue[ways.spread.class_of[h]].append((-log(luck), h))
    return [sorted(hosts) for hosts in queue]


def _pressures(ways: _Ways, infected: list[int], plan: int, rate_each: float) -> list[float]:
    """[c] attempts a minute on each host of a class.

    A fallen host tries so many others a minute, any host of the hospital alike; where the effort is redirected, any
    host it can reach.
    """
    pressure = [0.0] * ways.classes
    size = ways.spread.member_start[1:] - ways.spread.member_start[:-1]
    for y in range(ways.classes):
        if infected[y]:
            targets = ways.after(y, plan)
            tried = sum(int(size[z]) for z in targets) if ways.spread.redirected else ways.board.hosts
            for z in targets:
                pressure[z] += infected[y] * (rate_each / tried)
    return pressure


def _next_fall(
    queue: list[list[tuple[float, int]]], felt: list[float], pressure: list[float], now: float
) -> tuple[int, float]:
    """(class, minute) of the next host to fall if nothing else happens."""
    best, at = -1, inf
    for z, hosts in enumerate(queue):
        if hosts and pressure[z] > 0:
            fall = now + max(0.0, hosts[0][0] - felt[z]) / pressure[z]
            if fall < at:
                best, at = z, fall
    return best, at
