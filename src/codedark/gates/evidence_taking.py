"""Taking the evidence of a cut: probers send, the gate counts what it drops, probers say what arrived."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from os import urandom
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.formats.nft_seal import TABLE
from codedark.gap.gate_seal import Canary, GateSeal
from codedark.gap.posture import Pair
from codedark.gap.proving import PairEvidence, TokenCount
from codedark.gates.frames import Asking
from codedark.gates.libnft import Nft
from codedark.gates.prober import COMMAND_PORT, TOKEN_BYTES
from codedark.hospital.words import Protocol

GRACE_S = 0.012
"""How long tokens may be on their way once they were sent: hundreds of times what a local network takes."""
LATE_S = 0.06
"""How long to wait for tokens neither seen nor dropped: those that need a session take three packets more."""
BEATS_LEAST = 2
"""Beats a session must have sent between the two looks at it: none arriving means nothing while none is sent."""
BEATS_LATE_S = 0.3
"""How long to wait for them; a sender that does not manage is taken as one that does not answer."""


@dataclass(slots=True)
class ProberLinks:
    """Connections from one gate to probers, kept open; a prober that does not answer is left out until asked again."""

    key: Ed25519PrivateKey
    timeout_s: float = 0.5
    command_port: int = COMMAND_PORT
    _open: dict[str, Asking] = field(default_factory=dict)

    def reach(self, addresses: Iterable[str]) -> None:
        """Connect to those not yet connected."""
        for address in addresses:
            if address not in self._open:
                with suppress(OSError):
                    self._open[address] = Asking.connect((address, self.command_port), self.key, self.timeout_s)

    def ask_all(self, word: str, bodies: Mapping[str, object]) -> dict[str, Any]:
        """Ask many at once; those that answered."""
        asked = []
        for address, body in bodies.items():
            link = self._open.get(address)
            if link is not None and self._tried(address, lambda link=link, body=body: link.ask(word, body) or True):
                asked.append(address)
        answers = {a: self._tried(a, self._open[a].answer) for a in asked}
        return {a: told for a, told in answers.items() if told is not None}

    def _tried(self, address: str, run: Any) -> Any:
        try:
            return run()
        except OSError:
            with suppress(OSError):
                self._open.pop(address).close()
            return None

    def answers(self, address: str) -> bool:
        """Whether a prober answered what it was asked last."""
        return address in self._open

    def close(self) -> None:
        """Hang up on all."""
        for link in self._open.values():
            with suppress(OSError):
                link.close()
        self._open.clear()


@dataclass(frozen=True, slots=True)
class Session:
    """One session between two probers."""

    pair: Pair
    sender: str
    receiver: str
    port: int


@dataclass(slots=True)
class Sessions:
    """Sessions that were opened before a cut, by token."""

    running: dict[str, Session] = field(default_factory=dict)

    def forbidden_by(self, seal: GateSeal) -> Sessions:
        """Those that a seal stops: over a conduit that was let go meanwhile they may go on."""
        refused = {(c.source, c.target, c.port) for c in seal.canaries if not c.passes and c.protocol is Protocol.TCP}
        return Sessions({t: s for t, s in self.running.items() if (s.sender, s.receiver, s.port) in refused})


def prepare(links: ProberLinks, seal: GateSeal) -> Sessions:
    """Before a cut: let receivers listen, and open a session between the probers of each pair where one is allowed."""
    _listen(links, seal.canaries)
    return _open_sessions(links, seal)


def _listen(links: ProberLinks, canaries: Sequence[Canary]) -> None:
    """Connect to the probers, and let receivers listen where they do not yet."""
    links.reach(sorted({a for c in canaries for a in (c.source, c.target)}))
    ports: dict[str, list[list[object]]] = {}
    for canary in canaries:
        ports.setdefault(canary.target, []).append([str(canary.protocol), canary.port])
    links.ask_all("listen", {a: {"ports": told} for a, told in ports.items()})


def _open_sessions(links: ProberLinks, seal: GateSeal) -> Sessions:
    """One session a pair, over the first port of a conduit that is to be cut."""
    wanted: dict[Pair, Canary] = {}
    for canary in seal.canaries:
        if not canary.passes and canary.protocol is Protocol.TCP:
            wanted.setdefault((canary.from_zone, canary.to_zone), canary)
    tokens = {pair: urandom(TOKEN_BYTES).hex() for pair in wanted}
    by_sender: dict[str, list[tuple[str, Pair, Canary]]] = {}
    for pair, canary in wanted.items():
        by_sender.setdefault(canary.source, []).append((tokens[pair], pair, canary))
    bodies = {a: {"sessions": [[t, c.target, c.port] for t, _, c in rows]} for a, rows in by_sender.items()}
    answers = links.ask_all("open", bodies)
    stands = Sessions()
    for sender, rows in by_sender.items():
        for (token, pair, canary), opened in zip(rows, answers.get(sender, {}).get("open", ()), strict=False):
            if opened:
                stands.running[token] = Session(pair, sender, canary.target, canary.port)
    return stands


def take_evidence(
    links: ProberLinks, seal: GateSeal, sessions: Sessions, nft: Nft, family: str, asked: Collection[Pair] | None = None
) -> tuple[PairEvidence, ...]:
    """Send a fresh token for each canary of a seal that is on, and gather what became of it.

    Args:
        asked: pairs to send tokens between, where other gates count the same ones; None: all that are touched.

    Takes about 15 ms and what the probers take to answer; with sessions from before, 60 ms more.
    """
    pairs = [pair for pair in seal.touched if asked is None or pair in asked]
    canaries = [c for c in seal.canaries if (c.from_zone, c.to_zone) in pairs]
    _listen(links, canaries)
    sessions = sessions.forbidden_by(seal)
    tokens = [(urandom(TOKEN_BYTES).hex(), canary) for canary in canaries]
    first_beats, first_sent = _beats(links, sessions), _beaten(links, sessions)
    began = time.monotonic()
    before = _dropped(nft, family, seal)
    sent = _send(links, tokens)
    time.sleep(GRACE_S)
    counts = _counted(links, nft, family, seal, tokens, sent, before)
    until = began + LATE_S
    while time.monotonic() < until and any(map(_is_missing, counts)):
        time.sleep(GRACE_S / 2)
        counts = _counted(links, nft, family, seal, tokens, sent, before)
    beating = _wait_for_beats(links, sessions, first_sent)
    last_beats = _beats(links, sessions)
    running = {t for t, n in last_beats.items() if n > first_beats.get(t, 0)}
    return tuple(_pair_evidence(pair, counts, links, sessions, running, beating) for pair in pairs)


def _counted(
    links: ProberLinks,
    nft: Nft,
    family: str,
    seal: GateSeal,
    tokens: Sequence[tuple[str, Canary]],
    sent: Mapping[str, bool],
    before: Mapping[tuple[str, str, str, int], int],
) -> list[TokenCount]:
    """What has become of each token by now."""
    seen, after = _seen(links, tokens), _dropped(nft, family, seal)
    return [_count(token, canary, sent, seen, before, after) for token, canary in tokens]


def _is_missing(count: TokenCount) -> bool:
    """Whether a token that was sent is still on its way: one that slips through a hole late is a hole all the same."""
    return bool(count.sent_count and not count.seen_count and (count.canary.passes or not count.dropped_count))


def _wait_for_beats(links: ProberLinks, sessions: Sessions, first: Mapping[str, int]) -> set[str]:
    """Sessions whose sender has gone on beating since the first look."""
    until = time.monotonic() + BEATS_LATE_S
    while True:
        now = _beaten(links, sessions)
        beating = {t for t in sessions.running if now.get(t, 0) - first.get(t, 0) >= BEATS_LEAST}
        if len(beating) == len(sessions.running) or time.monotonic() > until:
            time.sleep(GRACE_S if beating else 0.0)
            return beating
        time.sleep(GRACE_S / 2)


def _send(links: ProberLinks, tokens: Sequence[tuple[str, Canary]]) -> dict[str, bool]:
    by_sender: dict[str, list[tuple[str, Canary]]] = {}
    for token, canary in tokens:
        by_sender.setdefault(canary.source, []).append((token, canary))
    answers = links.ask_all(
        "send",
        {a: {"tokens": [[t, c.target, str(c.protocol), c.port] for t, c in rows]} for a, rows in by_sender.items()},
    )
    sent: dict[str, bool] = {}
    for sender, rows in by_sender.items():
        for (token, _), done in zip(rows, answers.get(sender, {}).get("sent", ()), strict=False):
            sent[token] = bool(done)
    return sent


def _seen(links: ProberLinks, tokens: Sequence[tuple[str, Canary]]) -> dict[str, int]:
    by_receiver: dict[str, list[str]] = {}
    for token, canary in tokens:
        by_receiver.setdefault(canary.target, []).append(token)
    answers = links.ask_all("seen", {a: {"tokens": told} for a, told in by_receiver.items()})
    return {
        token: int(count)
        for a, told in by_receiver.items()
        for token, count in zip(told, answers.get(a, {}).get("seen", ()), strict=False)
    }


def _beats(links: ProberLinks, sessions: Sessions) -> dict[str, int]:
    by_receiver: dict[str, list[str]] = {}
    for token, session in sessions.running.items():
        by_receiver.setdefault(session.receiver, []).append(token)
    answers = links.ask_all("beats", {a: {"tokens": told} for a, told in by_receiver.items()})
    return {
        token: int(count)
        for a, told in by_receiver.items()
        for token, count in zip(told, answers.get(a, {}).get("beats", ()), strict=False)
    }


def _beaten(links: ProberLinks, sessions: Sessions) -> dict[str, int]:
    """Beats that senders have sent, by session."""
    by_sender: dict[str, list[str]] = {}
    for token, session in sessions.running.items():
        by_sender.setdefault(session.sender, []).append(token)
    answers = links.ask_all("beaten", {a: {"tokens": told} for a, told in by_sender.items()})
    return {
        token: int(count)
        for a, told in by_sender.items()
        for token, count in zip(told, answers.get(a, {}).get("beaten", ()), strict=False)
    }


def _dropped(nft: Nft, family: str, seal: GateSeal) -> dict[tuple[str, str, str, int], int]:
    """Packets the gate has dropped for each canary, from counters that nothing else hits."""
    found: dict[tuple[str, str, str, int], int] = {}
    for version in {6 if ":" in c.source else 4 for c in seal.canaries}:
        for one in nft.listed_json(f"set {family} {TABLE} tokens{version}"):
            for element in one.get("set", {}).get("elem", ()):
                source, target, protocol, port = element["elem"]["val"]["concat"]
                found[str(source), str(target), _protocol(protocol), int(port)] = element["elem"]["counter"]["packets"]
    return found


def _protocol(told: object) -> str:
    return {"6": "tcp", "17": "udp"}.get(str(told), str(told))


def _count(
    token: str,
    canary: Canary,
    sent: Mapping[str, bool],
    seen: Mapping[str, int],
    before: Mapping[tuple[str, str, str, int], int],
    after: Mapping[tuple[str, str, str, int], int],
) -> TokenCount:
    at = (canary.source, canary.target, str(canary.protocol), canary.port)
    return TokenCount(
        canary=canary,
        sent_count=int(sent.get(token, False)),
        seen_count=seen.get(token, 0),
        dropped_count=after[at] - before[at] if at in after and at in before else None,
    )


def _pair_evidence(
    pair: Pair,
    counts: Sequence[TokenCount],
    links: ProberLinks,
    sessions: Sessions,
    running: set[str],
    beating: set[str],
) -> PairEvidence:
    mine = tuple(t for t in counts if (t.canary.from_zone, t.canary.to_zone) == pair)
    before = {t for t, session in sessions.running.items() if session.pair == pair}
    return PairEvidence(
        pair=pair,
        tokens=mine,
        sender_answers=bool(mine) and links.answers(mine[0].canary.source) and before <= beating,
        receiver_answers=bool(mine) and links.answers(mine[0].canary.target),
        sessions_before_count=len(before),
        sessions_running_count=len(before & running),
    )
