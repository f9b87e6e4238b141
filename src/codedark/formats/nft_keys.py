"""What stands in nft's text beside verbs: what is asked (`ip saddr . tcp dport`), values, elements of sets.

The grammar is that of nft(8), sections PRIMARY EXPRESSION and PAYLOAD EXPRESSIONS, of nftables 1.0.6.
"""

from __future__ import annotations

from codedark.formats.nft_tokens import Token
from codedark.gap.ruleset import Act, Entry, Verdict

_PAYLOADS = frozenset(
    {
        "ip",
        "ip6",
        "tcp",
        "udp",
        "udplite",
        "sctp",
        "dccp",
        "th",
        "icmp",
        "icmpv6",
        "igmp",
        "ether",
        "vlan",
        "arp",
        "ah",
        "esp",
        "comp",
        "hbh",
        "dst",
        "frag",
        "mh",
        "gre",
        "geneve",
        "vxlan",
        "gretap",
    }
)
_META = frozenset(
    {
        "mark",
        "iif",
        "iifname",
        "iiftype",
        "oif",
        "oifname",
        "oiftype",
        "skuid",
        "skgid",
        "nftrace",
        "rtclassid",
        "pkttype",
        "cpu",
        "iifgroup",
        "oifgroup",
        "cgroup",
        "ibrname",
        "obrname",
        "ibriport",
        "obriport",
        "ibridgename",
        "obridgename",
        "l4proto",
        "nfproto",
    }
)
COMPARES = {"==": "==", "eq": "==", "!=": "!=", "ne": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
COMPARES |= {"lt": "<", "gt": ">", "le": "<=", "ge": ">="}
BITS = {"&": "&", "|": "|", "^": "^", "<<": "<<", ">>": ">>", "and": "&", "or": "|", "xor": "^"}
PLAIN_VERDICTS = {"accept": Act.ACCEPT, "drop": Act.DROP, "return": Act.RETURN, "continue": Act.CONTINUE}


class Lost(ValueError):
    """The words are not what nft(8) says may stand here."""


class Words:
    """Words of one statement, and how far they were read."""

    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.at = 0

    def done(self) -> bool:
        """No word is left."""
        return self.at >= len(self.words)

    def peek(self, ahead: int = 0) -> str:
        """A word further on, or the next; empty behind the end."""
        at = self.at + ahead
        return self.words[at].text if at < len(self.words) else ""

    def take(self) -> str:
        """The next word."""
        if self.done():
            raise Lost
        self.at += 1
        return self.words[self.at - 1].text

    def took(self, *texts: str) -> bool:
        """Whether the next word is one of these; then it is read."""
        if not self.done() and self.peek() in texts and not self.words[self.at].quoted:
            self.at += 1
            return True
        return False

    def key(self) -> str:
        """What is asked, with concatenations and bit masks."""
        key = self._one_key()
        while self.took("."):
            key = f"{key} . {self._one_key()}"
        while self.peek() in BITS:
            sign = BITS[self.take()]
            key = f"{key} {sign} {self.mask()}"
        return key

    def mask(self) -> str:
        """The bits behind `&` or `/`."""
        if self.took("("):
            parts = [plain_number(self.take())]
            while self.took("|", ","):
                parts.append(plain_number(self.take()))
            if not self.took(")"):
                raise Lost
            return ",".join(parts)
        parts = [plain_number(self.take())]
        while self.took(","):
            parts.append(plain_number(self.take()))
        return ",".join(parts)

    def _one_key(self) -> str:
        if self.took("("):
            key = self.key()
            if not self.took(")"):
                raise Lost
            return key
        if self.done() or self.words[self.at].quoted:
            raise Lost
        word = self.take()
        if word in _META:
            return f"meta {word}"
        if word == "meta":
            return f"meta {self.take()}"
        if word == "ct":
            return self._ct_key()
        if word == "fib":
            return self._fib_key()
        if word in ("tcp", "ip", "sctp", "dccp") and self.peek() in ("option", "chunk"):
            return self._option_key(word)
        if word in _PAYLOADS:
            return f"{word} {self.take()}"
        if word in ("rt", "exthdr", "socket", "osf", "ipsec", "symhash", "jhash", "numgen"):
            return self._rare_key(word)
        if word.startswith("@"):
            return self._raw_key(word)
        raise Lost

    def _ct_key(self) -> str:
        parts = ["ct"]
        if self.peek() in ("original", "reply"):
            parts.append(self.take())
            if self.peek() in ("ip", "ip6"):
                parts.append(self.take())
        parts.append(self.take())
        return " ".join(parts)

    def _fib_key(self) -> str:
        flags = [self.take()]
        while self.took("."):
            flags.append(self.take())
        result = self.take()
        if result not in ("type", "oif", "oifname"):
            raise Lost
        return f"fib {','.join(flags)} {result}"

    def _option_key(self, head: str) -> str:
        parts = [head, self.take(), self.take()]
        if self.peek() not in ("exists", "missing", *COMPARES):
            parts.append(self.take())
        return " ".join(parts)

    def _rare_key(self, head: str) -> str:
        parts = [head, self.take()]
        if head == "rt" and parts[1] in ("ip", "ip6"):
            parts.append(self.take())
        if head == "socket" and parts[1] == "cgroupv2":
            parts += [self.take(), self.take()]
        while head in ("symhash", "jhash", "numgen") and self.peek() in ("mod", "offset", "seed"):
            parts += [self.take(), self.take()]
        if head == "jhash":
            raise Lost
        return " ".join(parts)

    def _raw_key(self, word: str) -> str:
        parts = [word]
        while self.took(","):
            parts.append(self.take())
        if len(parts) != 3:
            raise Lost
        return ",".join(parts)

    def value(self) -> str:
        """One value; of a concatenation, all its parts."""
        token = self.words[self.at] if not self.done() else None
        if token is None or (token.text in "{}(),=" and not token.quoted):
            raise Lost
        value = plain_number(self.take())
        while self.took("."):
            value = f"{value} . {plain_number(self.take())}"
        if self.took("-"):
            value = f"{value}-{plain_number(self.take())}"
        return value

    def entries(self) -> list[Entry]:
        """The elements between braces; options of theirs (timeouts, counters, comments) are passed over."""
        if not self.took("{"):
            raise Lost
        found: list[Entry] = []
        while not self.took("}"):
            if self.took(",", "\n"):
                continue
            found.append(self._entry())
        return found

    def _entry(self) -> Entry:
        value, glued = self._entry_value()
        timed = False
        verdict: Verdict | None = None
        while not self.done() and self.peek() not in (",", "}"):
            word = self.take()
            if word in ("timeout", "expires"):
                timed = True
                self.take()
            elif word == ":" or glued:
                self.at -= glued
                glued = False
                verdict = self._entry_verdict()
        return Entry(value=value, verdict=verdict, timed=timed)

    def _entry_value(self) -> tuple[str, bool]:
        value = self.value()
        if value.endswith(":") and not value.endswith("::"):
            return value[:-1], True
        return value, False

    def _entry_verdict(self) -> Verdict | None:
        word = self.take()
        if word in PLAIN_VERDICTS:
            return Verdict(act=PLAIN_VERDICTS[word])
        if word in ("jump", "goto"):
            return Verdict(act=Act(word), chain=self.take())
        if word in ("queue", "reject"):
            return Verdict(act=Act(word))
        return None  # A map to data, not to verdicts.

    def braced(self) -> list[Token]:
        """All words between brackets."""
        if not self.took("{"):
            raise Lost
        start, depth = self.at, 1
        while depth:
            word = self.take()
            depth += (word == "{") - (word == "}")
        return self.words[start : self.at - 1]


def plain_number(word: str) -> str:
    """Hexadecimal as decimal, so that both listings of nft say the same.

    >>> plain_number("0x000000ff"), plain_number("22"), plain_number("fe80::")
    ('255', '22', 'fe80::')
    """
    if word[:2].lower() == "0x":
        try:
            return str(int(word, 16))
        except ValueError:
            return word
    return word
