"""The checks of the linter as one table: what is claimed, why it matters, what to do.

The reference page is drawn from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from codedark.gap.foreign_programs import PROGRAMS, known_by


class LintSeverity(StrEnum):
    """How much a finding says about a cut on this box."""

    WOULD_NOT_CUT = "cut would not cut"
    """A deny that is there, or will be, does not stop what it says it stops."""
    UNKNOWN = "unknown"
    """It cannot be told from what was handed in: never taken as fine."""
    WEAK = "weak"
    """It cuts now, and may not later, or not everything."""
    NOTE = "note"
    """Worth knowing on the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that is looked for."""

    id: str
    severity: LintSeverity
    claim: str
    """What is the case where it is found."""
    why: str
    fix: str


def _check(id: str, severity: LintSeverity, claim: str, why: str, fix: str) -> Check:
    return Check(id=id, severity=severity, claim=claim, why=why, fix=fix)


_NO, _UNKNOWN, _WEAK, _NOTE = LintSeverity.WOULD_NOT_CUT, LintSeverity.UNKNOWN, LintSeverity.WEAK, LintSeverity.NOTE

TABLE = (
    # The order of rules
    _check(
        "deny-after-established",
        _NO,
        "A deny stands behind an accept of established connections in the same base chain.",
        "Packets of a connection that lives already are accepted before they meet the deny: it never stops a "
        "live session.",
        "Put the deny in front of that accept; best in a base chain of its own with a lower priority.",
    ),
    _check(
        "deny-new-only",
        _NO,
        "A deny asks for new connections only.",
        "A session that lives already is not new: it goes on, wherever the deny stands.",
        "Drop the question for `ct state new` from the deny, and put it in front of every accept of established "
        "connections.",
    ),
    _check(
        "early-accept",
        _NO,
        "An accept in front of a deny in the same base chain lets through what the deny names.",
        "The first verdict counts: what was accepted never comes to the deny.",
        "Put the deny in front of the accept; best in a base chain of its own with a lower priority.",
    ),
    _check(
        "accept-leaves-hole",
        _WEAK,
        "An accept for named hosts or networks stands in front of a deny, and may let through part of what the "
        "deny names.",
        "Whoever is named in both is accepted: the cut leaves them.",
        "If it is meant as an exception, write it down as one; else put the deny in front.",
    ),
    _check(
        "deny-after-return",
        _NO,
        "A deny stands behind a return that leaves its chain first.",
        "A return in a chain that was jumped to goes back to the caller: rules behind it are not met.",
        "Put the deny in front of the return.",
    ),
    _check(
        "deny-in-nat",
        _NO,
        "A deny stands in a chain of type nat.",
        "Such chains are shown only the first packet of a connection, and none at all where no rule turns connection "
        "tracking on: no live session ever meets the deny.",
        "Put the deny in a chain of type filter.",
    ),
    _check(
        "deny-not-hooked",
        _NO,
        "A deny stands in a chain that no hook and no jump leads to, or in a dormant table.",
        "No packet is shown to it.",
        "Jump to the chain in front of the first accept of a base chain, or wake the table.",
    ),
    _check(
        "nowhere-to-cut",
        _WEAK,
        "No deny list, set or map on the forward path is asked before established connections are accepted.",
        "With the rules as they are, taking an accept away stops new connections only: there is no place where a "
        "cut stops "
        "what lives.",
        "Stage a seal: a base chain of its own, hook forward, priority below all others, policy accept, first "
        "rule a map.",
    ),
    # Ways around the forward chain
    _check(
        "flow-offload",
        _NO,
        "A rule offloads flows (`flow add @table`, FLOWOFFLOAD).",
        "Packets of an offloaded flow skip the forward chain, and with it every deny and seal there, until the "
        "flow ends.",
        "Offload nothing that may have to be cut, or flush the flowtable with every cut (delete it and make it again).",
    ),
    _check(
        "ingress-forward",
        _NO,
        "A rule at ingress or egress sends packets on by itself (`fwd to`).",
        "They leave the box without passing the forward hook: no deny there sees them.",
        "Take the rule away, or put the same deny in front of it in the same chain.",
    ),
    _check(
        "packet-copied",
        _WEAK,
        "A rule copies packets to somewhere else (`dup to`, TEE).",
        "The copy is made whether or not the packet is denied later.",
        "Make sure that the copies go to no place a suspect listens at.",
    ),
    _check(
        "transparent-proxy",
        _WEAK,
        "A rule hands connections to a program on this box (tproxy).",
        "The program talks on with packets of its own, from the output hook: a cut on forward does not stop them.",
        "Cut on input and output too, or stop the proxy with the cut.",
    ),
    _check(
        "xdp-attached",
        _UNKNOWN,
        "An interface runs an XDP program.",
        "It may send packets on before the packet filter is asked; no ruleset shows what it does.",
        "Ask who attached it (`ip -d link`), and prove every cut by packets.",
    ),
    # What the rules do not see
    _check(
        "bridged-unseen",
        _NO,
        "Ports are bridged, and no rule sees what is bridged between them.",
        "Frames between ports of a bridge do not pass tables of the families ip, ip6 and inet, unless "
        "bridge-nf-call sends them "
        "there.",
        "Put the deny in a table of the family bridge, hook forward.",
    ),
    _check(
        "bridge-depends-on-sysctl",
        _WEAK,
        "What is bridged is seen only because bridge-nf-call-iptables, or -ip6tables, is 1.",
        "A reload of the module or of sysctl settings, or another program, sets it back, and the cut sees "
        "nothing any more.",
        "Put the deny in a table of the family bridge, hook forward.",
    ),
    _check(
        "bridge-rules-unknown",
        _UNKNOWN,
        "Rules of the family ip or inet ask for ports of a bridge (physdev).",
        "They match only while bridge-nf-call-iptables is 1; a ruleset does not tell.",
        "Run `codedark lint --live` on the box, or put the deny in a table of the family bridge.",
    ),
    _check(
        "ipv6-open",
        _NO,
        "IPv4 is filtered on the forward path and IPv6 is not.",
        "A host that has both reaches over IPv6 what is cut over IPv4.",
        "Use a table of the family inet and deny by interface, or say the same again for IPv6.",
    ),
    _check(
        "ipv6-not-shown",
        _UNKNOWN,
        "Only IPv4's rules were handed in.",
        "iptables-save tells IPv4 alone: whether IPv6 is open cannot be told.",
        "Hand in the output of ip6tables-save as well.",
    ),
    _check(
        "ipv6-not-named",
        _NO,
        "Every deny of a chain that sees both families asks for IPv4 addresses, and what is not denied is accepted.",
        "IPv6 packets answer no such question: they pass.",
        "Deny by interface, or put a twin for `ip6 saddr` and `ip6 daddr` beside each deny.",
    ),
    _check(
        "default-accept",
        _WEAK,
        "The forward chain accepts whatever its deny lists do not name.",
        "A cut is then as good as its list: a host with another address is not cut.",
        "Make drop the policy and name what may pass; seal by interface or zone, not by address.",
    ),
    # What lasts
    _check(
        "set-lost-at-boot",
        _WEAK,
        "Denies rest on a set whose elements have timeouts, come by packets, or live outside the ruleset.",
        "A reboot or reload empties it. Saved timeouts do not count the time while the box is down: what had 3 s "
        "left before "
        "an hour's outage has 3 s left after it.",
        "Keep the elements and an absolute deadline on disk, and load both at boot before the first interface is up.",
    ),
    _check(
        "not-in-boot-file",
        _WEAK,
        "A table that denies is not in the file loaded at boot.",
        "After a reboot the cut is gone.",
        "Write the table into the boot file (nft list table ... > /etc/nftables.d/...), and include it.",
    ),
    _check(
        "no-boot-file",
        _WEAK,
        "No file is loaded at boot.",
        "After a reboot there is no rule at all until some program makes it.",
        "Write /etc/nftables.conf, and `systemctl enable nftables`.",
    ),
    _check(
        "foreign-program",
        _WEAK,
        "Another program writes rules here.",
        "It adds, moves or flushes rules when it likes; a cut it does not know may be gone or overtaken.",
        "Keep the seal in a table of its own that the program does not know, and watch that it stays.",
    ),
    _check(
        "unordered-chains",
        _WEAK,
        "Two base chains of one hook have the same priority.",
        "Which is asked first depends on which was made first: a reload of one turns the order round.",
        "Give each base chain a priority of its own.",
    ),
    _check(
        "accept-is-no-permission",
        _WEAK,
        "A later base chain denies what an earlier one accepts.",
        "An accept ends its own base chain only. A break-glass accept in the earlier chain does not keep the "
        "flow alive.",
        "Put the break-glass flow's accept into every base chain of the hook, or mark the packet and accept the "
        "mark there.",
    ),
    _check(
        "untracked",
        _WEAK,
        "Packets are taken out of connection tracking (notrack), and rules ask for connection states.",
        "Such packets are never new and never established: rules that ask for a state pass them by.",
        "Deny by interface or address, without a state.",
    ),
    _check(
        "conntrack-absent",
        _WEAK,
        "Rules ask for connection states, and the kernel tracks no connections.",
        "No packet has a state then; accepts and denies that ask for one do not match.",
        "Load nf_conntrack (modprobe nf_conntrack), and look again.",
    ),
    # Speed and evidence
    _check(
        "seal-in-big-table",
        _WEAK,
        "A verdict map with jumps or gotos stands in a table of 1,000 rules or more.",
        "Each change of such a map makes the kernel check every chain of its table again: 0.5, 2.5, 11.6 ms at "
        "1,000, 10,000, "
        "50,000 rules; 0.3 ms at any size in a table of its own.",
        "Put the map, the chains it leads to and their sets into a table of their own.",
    ),
    _check(
        "reject-is-no-evidence",
        _NOTE,
        "Denies answer with ICMP.",
        "The kernel limits the rate of such answers (4 of 60 probes were answered): a probe without an answer "
        "proves nothing.",
        "Prove cuts by counters and canaries; where an answer is needed, reject with tcp reset.",
    ),
    _check(
        "deny-not-counted",
        _NOTE,
        "Denies do not count.",
        "Without a counter nobody can tell whether the deny stopped anything, or ever saw a packet.",
        "Write `counter` in front of the verdict.",
    ),
    # Our own seal
    _check(
        "seal-misplaced",
        _NO,
        "The seal's table `codedark` does not hold on the forward path.",
        "A seal that is asked late, or not at all, or that denies everybody, is not the seal that was tested.",
        "Stage the gate again: base chain, hook forward, priority below all others, policy accept, its first "
        "rule the map.",
    ),
    # What could not be read
    _check(
        "not-understood",
        _UNKNOWN,
        "A rule was not understood.",
        "It may accept what a deny behind it names, or deny what nobody knows.",
        "Read it yourself; for what iptables-nft wrote, hand in iptables-save too.",
    ),
    _check(
        "too-entangled",
        _UNKNOWN,
        "The ways through a base chain could not be followed to their end.",
        "What stands behind was not judged.",
        "Look for jumps in a circle; split the chain.",
    ),
)
"""Every check, in the order of the reference page."""

CHECKS: dict[str, Check] = {check.id: check for check in TABLE}


def row(check: Check) -> str:
    """A check as one row of the reference page."""
    return f"| `{check.id}` | {check.severity} | {check.claim} | {check.why} | {check.fix} |"


def page() -> str:
    """The tables of the reference page, in Markdown: every check, then every program."""
    head = ["| check | severity | what is the case | why it matters | what to do |", "|---|---|---|---|---|"]
    programs = ["| program | known by | what it does |", "|---|---|---|"]
    programs += [f"| {p.name} | {known_by(p)} | {p.does} |" for p in PROGRAMS]
    return "\n".join([*head, *map(row, TABLE), "", "Programs that `foreign-program` knows:", "", *programs])
