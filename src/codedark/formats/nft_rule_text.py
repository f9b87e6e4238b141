"""One rule in nft's text, read from left to right into statements.

The grammar is that of nft(8), section STATEMENTS, of nftables 1.0.6. Where it
is left, the rest of the rule is kept as text: the rule is `opaque` from there on.
"""

from __future__ import annotations

from codedark.formats.nft_keys import BITS, COMPARES, PLAIN_VERDICTS, Lost, Words
from codedark.formats.nft_tokens import Token
from codedark.gap.ruleset import Act, Effect, Lookup, Match, Statement, Verdict

_NAT = frozenset({"masquerade", "redirect", "snat", "dnat"})


def read_rule(words: list[Token]) -> tuple[list[Statement], str | None]:
    """Statements of one rule, and the rest that was not understood (None: nothing).

    >>> from codedark.formats.nft_tokens import tokens_of
    >>> read_rule(tokens_of("ip saddr @bl drop")[:-1])[0][1]
    Verdict(act=<Act.DROP: 'drop'>, chain=None, detail='')
    """
    reader = _Reader(words)
    statements: list[Statement] = []
    opaque: list[str] = []
    while not reader.done():
        start = reader.at
        try:
            statements.append(reader.statement(opaque))
        except Lost:
            rest = " ".join(token.text for token in words[start:])
            return [*statements, *_last_verdict(words[start:])], " ".join([*opaque, rest])
    return statements, " ".join(opaque) or None


def _last_verdict(rest: list[Token]) -> list[Statement]:
    """What an opaque rule does in the end, as far as its last words tell."""
    words = [token.text for token in rest if not token.quoted]
    for at in range(len(words) - 1, -1, -1):
        if words[at] in PLAIN_VERDICTS:
            return [Verdict(act=PLAIN_VERDICTS[words[at]])]
        if words[at] in ("jump", "goto") and at + 1 < len(words):
            return [Verdict(act=Act(words[at]), chain=words[at + 1])]
        if words[at] == "reject":
            return [Verdict(act=Act.REJECT)]
    return []


class _Reader(Words):
    def statement(self, opaque: list[str]) -> Statement:
        token = self.words[self.at]
        word = token.text
        if token.opaque or word == "xt":
            return self._xt(opaque, token)
        if word in PLAIN_VERDICTS:
            self.at += 1
            return Verdict(act=PLAIN_VERDICTS[word])
        if word in ("jump", "goto"):
            self.at += 1
            return Verdict(act=Act(word), chain=self.take())
        reader = getattr(self, f"_{word}", None) if word in _STATEMENTS else None
        if reader is not None:
            self.at += 1
            statement: Statement = reader()
            return statement
        if word in _NAT:
            return Effect(name=word, detail=self._rest_from_next())
        if word == "ct" and self.peek(1) == "count":
            self.at += 2
            over = "over " if self.took("over") else ""
            return Effect(name="ct count", detail=over + self.take())
        return self._asked()

    # What asks

    def _asked(self) -> Statement:
        key = self.key()
        if self.took("vmap"):
            if self.peek().startswith("@"):
                return Lookup(key=key, set_name=self.take()[1:])
            return Lookup(key=key, entries=tuple(self.entries()))
        if self.took("set"):
            return Effect(name=f"{key} set", detail=self._value_of_set())
        op = COMPARES.get(self.peek(), "==")
        if self.peek() in COMPARES:
            self.at += 1
        elif self.took("!"):
            op = "!="
        if self.peek().startswith("@") and not self.words[self.at].quoted:
            return Match(key=key, op=op, set_name=self.take()[1:])
        if self.peek() == "{":
            return Match(key=key, op=op, values=tuple(entry.value for entry in self.entries()))
        first = self.value()
        values = [first]
        while self.took(",", "|"):
            values.append(self.value())
        if self.took("/"):
            # `tcp flags syn / fin,syn`: the bits looked at stand behind.
            return Match(key=f"{key} & {self.mask()}", op=op, values=(",".join(values),))
        return Match(key=key, op=op, values=tuple(values))

    # What acts

    def _counter(self) -> Effect:
        if self.took("name"):
            return Effect(name="counter", detail=f"name {self.take()}")
        while self.peek() in ("packets", "bytes"):
            self.at += 2
        return Effect(name="counter")

    def _log(self) -> Effect:
        parts: list[str] = []
        while self.peek() in ("prefix", "level", "group", "snaplen", "queue-threshold", "flags"):
            option = self.take()
            value = self.take()
            while self.took(","):
                value += "," + self.take()
            if option == "flags" and value in ("tcp", "ip"):
                value += " " + self.take()
            parts.append(f'prefix "{value}"' if option == "prefix" else f"{option} {value}")
        return Effect(name="log", detail=" ".join(parts))

    def _limit(self) -> Effect:
        if self.took("name"):
            return Effect(name="limit", detail=f"name {self.take()}")
        if not self.took("rate"):
            raise Lost
        over = "over " if self.took("over") else ""
        rate = self.take()
        if "/" not in rate or rate.endswith("/"):
            rate += " " + self.take()
        while self.took("/"):
            rate += "/" + self.take()
        if self.took("burst"):
            self.take()
            self.took("packets", "bytes", "kbytes", "mbytes")
        return Effect(name="limit", detail=f"rate {over}{rate}")

    def _quota(self) -> Effect:
        parts = []
        while self.peek() in ("name", "over", "until", "used", "bytes", "kbytes", "mbytes") or self.peek().isdigit():
            parts.append(self.take())
        return Effect(name="quota", detail=" ".join(parts))

    def _notrack(self) -> Effect:
        return Effect(name="notrack")

    def _reject(self) -> Verdict:
        detail = ""
        if self.took("with"):
            detail = self.take()
            if self.took("type"):
                pass
            detail += " " + self.take()
        return Verdict(act=Act.REJECT, detail=detail)

    def _queue(self) -> Verdict:
        self._rest()
        return Verdict(act=Act.QUEUE)

    def _flow(self) -> Effect:
        if not self.took("add", "offload"):
            raise Lost
        return Effect(name="flow offload", detail=self.take())

    def _fwd(self) -> Effect:
        return Effect(name="fwd", detail=self._rest())

    def _dup(self) -> Effect:
        return Effect(name="dup", detail=self._rest())

    def _tproxy(self) -> Effect:
        parts = [self.take()]
        while parts[-1] in ("ip", "ip6", "to"):
            parts.append(self.take())
        return Effect(name="tproxy", detail=" ".join(parts))

    def _changed(self, verb: str) -> Effect:
        name = self.take()
        if not name.startswith("@"):
            raise Lost
        timed = any(t.text == "timeout" for t in self.braced())
        return Effect(name=f"{verb} set", detail=name + (" timed" if timed else ""))

    def _add(self) -> Effect:
        return self._changed("add")

    def _update(self) -> Effect:
        return self._changed("update")

    def _delete(self) -> Effect:
        return self._changed("delete")

    def _set(self) -> Effect:
        verb = self.take()
        timed = False
        while not self.peek().startswith("@"):
            timed = self.take() == "timeout" or timed
        return Effect(name=f"{verb} set", detail=self.take() + (" timed" if timed else ""))

    def _meter(self) -> Effect:
        self.take()
        if self.took("size"):
            self.take()
        held = self.braced()
        inside = [t.text for t in held]
        name = "limit" if "limit" in inside else "ct count" if "count" in inside else "meter"
        return Effect(name=name, detail=" ".join(inside))

    def _synproxy(self) -> Effect:
        while self.peek() in ("mss", "wscale", "name", "timestamp", "sack-perm"):
            self.at += 2 if self.peek() in ("mss", "wscale", "name") else 1
        return Effect(name="synproxy")

    def _last(self) -> Effect:
        if self.took("used"):
            self.take()
        return Effect(name="last")

    def _comment(self) -> Effect:
        return Effect(name="comment", detail=self.take())

    def _xt(self, opaque: list[str], token: Token) -> Statement:
        self.at += 1
        words = token.text.split() if token.opaque else [token.text, self.take(), self.take()]
        name = words[-1].removeprefix("xt_")
        is_target = (token.opaque and words[0] == "target") or (len(words) > 2 and words[1] == "target")
        return xt_statement("target" if is_target else "match", name, opaque)

    def _value_of_set(self) -> str:
        start = self.at
        self._operand()
        while self.peek() in BITS:
            self.at += 1
            self._operand()
        if self.took("map"):
            self.braced() if self.peek() == "{" else self.take()
        return " ".join(token.text for token in self.words[start : self.at])

    def _operand(self) -> None:
        start = self.at
        try:
            self.key()
        except Lost:
            self.at = start
            self.value()

    def _rest_from_next(self) -> str:
        self.at += 1
        return self._rest()

    def _rest(self) -> str:
        start = self.at
        while not self.done() and self.peek() != "comment":
            self.at += 1
        return " ".join(token.text for token in self.words[start : self.at])


_STATEMENTS = frozenset(
    {
        "counter",
        "log",
        "limit",
        "quota",
        "notrack",
        "reject",
        "queue",
        "flow",
        "fwd",
        "dup",
        "tproxy",
        "add",
        "update",
        "delete",
        "set",
        "meter",
        "synproxy",
        "last",
        "comment",
    }
)


def xt_statement(kind: str, name: str, opaque: list[str]) -> Statement:
    """What nft shows of an iptables extension it cannot tell: its name. Whatever more it asks is opaque."""
    if kind == "match":
        if name == "comment":
            return Effect(name="comment")
        opaque.append(f"xt match {name}")
        return Match(key=f"xt {name}", op="~", values=("?",))
    if name == "REJECT":
        return Verdict(act=Act.REJECT)
    if name == "FLOWOFFLOAD":
        return Effect(name="flow offload", detail="FLOWOFFLOAD")
    if name not in ("LOG", "NFLOG", "MASQUERADE", "SNAT", "DNAT", "REDIRECT", "TCPMSS", "MARK", "CHECKSUM", "CONNMARK"):
        opaque.append(f"xt target {name}")
    return Effect(name=f"xt {name}")
