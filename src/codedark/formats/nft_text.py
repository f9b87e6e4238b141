"""nft's text: a listing (`nft list ruleset`), a boot file, or commands (`add rule ...`), block by block.

Read as nft(8) of nftables 1.0.6 describes it, with `define`; an `include` is named as not read. What is not understood
is kept as it stands, and reading goes on after it: a ruleset that no longer adds up (a bracket too many or too few) is
refused with its line.
"""

from __future__ import annotations

from collections.abc import Iterator

from codedark.formats.nft_keys import Lost, Words
from codedark.formats.nft_rule_text import read_rule
from codedark.formats.nft_tokens import END, Token, tokens_of
from codedark.formats.ruleset_building import GrowingRuleset, GrowingSet, GrowingTable, append_rule, priority_of
from codedark.gap.ruleset import Act, BaseHook, Dialect, Flowtable, Rule, Ruleset
from codedark.hospital.faults import BadHospital, Fault

FAMILIES = ("ip", "ip6", "inet", "arp", "bridge", "netdev")
_OBJECTS = ("counter", "quota", "limit", "ct", "secmark", "synproxy")


def read_nft_text(name: str, raw: bytes) -> Ruleset:
    r"""A ruleset from nft's text.

    Args:
        name: the file as the person knows it.
        raw: its bytes, UTF-8; other bytes are kept as marks.
    Returns:
        Tables in file order. What was not understood stands in `unparsed`.
    Raises:
        BadHospital: brackets that do not match, with their line.
    Cost: about 20 us a rule.

    >>> read_nft_text("fw", b"table ip t {\n chain c {\n  drop\n }\n}\n").tables[0].chains["c"].rules[0].text
    'drop'
    """
    text = raw.decode("utf-8", "replace")
    tokens = tokens_of(text)
    _check_brackets(name, tokens)
    reader = _Reader(name, text, tokens)
    reader.read()
    return reader.grown.finished()


def _check_brackets(name: str, tokens: list[Token]) -> None:
    opened: list[int] = []
    faults = []
    for token in tokens:
        if token.quoted:
            continue
        if token.text == "{":
            opened.append(token.line)
        elif token.text == "}" and opened:
            opened.pop()
        elif token.text == "}":
            faults.append(_bracket(name, token.line, "a closing bracket that nothing opened"))
    faults += [_bracket(name, line, "a bracket opened here is never closed") for line in opened]
    if faults:
        raise BadHospital(faults)


def _bracket(name: str, line: int, message: str) -> Fault:
    return Fault(file=name, row=line, message=message, fix="list the ruleset again and keep all of it")


class _Reader:
    """Top level: tables, definitions, commands."""

    def __init__(self, name: str, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.grown = GrowingRuleset(source=name, dialect=Dialect.NFT_TEXT)
        self.tokens = tokens
        self.at = 0
        self.defined: dict[str, list[Token]] = {}

    def read(self) -> None:
        while self.at < len(self.tokens):
            words = self._until_end()
            if words:
                self._command(words)

    def _until_end(self) -> list[Token]:
        """Words up to the end of a statement, brackets and all that stands in them included."""
        start, depth = self.at, 0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.quoted:
                continue
            if token.text == "{":
                depth += 1
            elif token.text == "}":
                depth -= 1
                if depth == 0 and self._closes_block(start):
                    return self.tokens[start : self.at]
            elif token.text == END and depth == 0:
                return self.tokens[start : self.at - 1]
        return self.tokens[start : self.at]

    def _closes_block(self, start: int) -> bool:
        return self.tokens[start].text in ("table", "add", "create") and "rule" not in {
            token.text for token in self.tokens[start : start + 2]
        }

    def _command(self, words: list[Token]) -> None:
        head, rest = words[0].text, words[1:]
        if head == "table":
            self._table(words)
        elif head in ("define", "redefine") and len(rest) > 2 and rest[1].text == "=":
            self.defined[rest[0].text] = [token for token in rest[2:] if token.text != END]
        elif head in ("add", "create", "insert", "replace") and rest:
            self._add(head, words)
        elif head == "flush" and [token.text for token in rest] == ["ruleset"]:
            self.grown.tables.clear()
        elif head in ("flush", "delete", "destroy", "undefine") and len(rest) >= 2:
            self._remove(words)
        else:
            self._lost(words)

    def _said(self, words: list[Token]) -> str:
        """The words as they stand in the file, blanks and line feeds evened out."""
        told = [token for token in words if token.end]
        return " ".join(self.text[told[0].start : told[-1].end].split()) if told else ""

    def _lost(self, words: list[Token], where: str = "") -> None:
        self.grown.not_understood(self._said(words), words[0].line if words else None, where)

    def _remove(self, words: list[Token]) -> None:
        """Boot files empty a table before they fill it; anything finer is not followed."""
        head, rest = words[0].text, words[1:]
        if rest[0].text == "table":
            named = _family(rest[1:])
            if named is not None and head != "flush":
                self.grown.tables.pop((named[0], named[1]), None)
            elif named is not None and (named[0], named[1]) in self.grown.tables:
                for rules in self.grown.tables[named[0], named[1]].rules.values():
                    rules.clear()
        elif head != "undefine":
            self._lost(words)

    def _add(self, head: str, words: list[Token]) -> None:
        kind = words[1].text
        named = _family(words[2:])
        if kind == "table" and named is not None:
            self._table(words[1:])
            return
        if named is None or not named[2] or kind not in ("chain", "rule", "set", "map", "element", "flowtable"):
            if kind not in _OBJECTS:
                self._lost(words)
            return
        family, name, rest = named
        table = self.grown.table(family, name)
        object_name, body = rest[0].text, rest[1:]
        if kind == "rule":
            rules = table.chain(object_name)
            self._rule(table, object_name, _without_place(body))
            if head == "insert":
                rules.insert(0, rules.pop())
                rules[:] = [_moved(rule, at) for at, rule in enumerate(rules, start=1)]
        elif kind == "element":
            self._elements(table.set(object_name), body)
        else:
            self._block(table, kind, object_name, body)

    def _table(self, words: list[Token]) -> None:
        named = _family(words[1:])
        if named is None:
            self._lost(words)
            return
        family, name, rest = named
        table = self.grown.table(family, name)
        for statement in _statements(rest):
            head = statement[0].text
            if head in ("chain", "set", "map", "flowtable") and len(statement) > 1:
                self._block(table, head, statement[1].text, statement[2:])
            elif head == "flags":
                table.dormant = any(token.text == "dormant" for token in statement)
            elif head not in (*_OBJECTS, "comment"):
                self._lost(statement, f"{family} {name}")

    def _block(self, table: GrowingTable, kind: str, name: str, body: list[Token]) -> None:
        if kind == "chain":
            table.chain(name)
            for statement in _statements(body):
                self._of_chain(table, name, statement)
        elif kind == "flowtable":
            table.flowtables[name] = _flowtable(name, body)
        else:
            self._set(table.set(name), body)

    def _of_chain(self, table: GrowingTable, name: str, statement: list[Token]) -> None:
        words = [token.text for token in statement]
        if words[0] == "type" and "hook" in words:
            hook = _hook(words, table.family)
            if hook is None:
                self._lost(statement, f"{table.family} {table.name} {name}")
            else:
                table.chain(name, hook)
        elif words[0] == "policy" and len(words) == 2:
            hook = table.hooks.get(name)
            if hook is not None and words[1] in ("accept", "drop"):
                table.chain(name, _with_policy(hook, Act(words[1])))
        elif words[0] not in ("comment", "flags", "devices", "device"):
            self._rule(table, name, statement)

    def _rule(self, table: GrowingTable, chain: str, words: list[Token]) -> None:
        if not words:
            return
        handle = next((token.handle for token in reversed(words) if token.handle is not None), None)
        words = [token for token in words if token.text != END]
        statements, opaque = read_rule(_flat(list(self._told(words))))
        append_rule(
            table.chain(chain), statements, text=self._said(words), handle=handle, line=words[0].line, opaque=opaque
        )

    def _told(self, words: list[Token]) -> Iterator[Token]:
        """The words with what was defined put in; a definition may use another."""
        for token in words:
            if token.text.startswith("$") and not token.quoted and token.text[1:] in self.defined:
                yield from self._told(self.defined[token.text[1:]])
            else:
                yield token

    def _set(self, held: GrowingSet, body: list[Token]) -> None:
        for statement in _statements(body):
            words = [token.text for token in statement if token.text != END]
            if words[0] in ("type", "typeof"):
                held.kind = " ".join(words[1:])
                held.is_verdict_map = words[-1] == "verdict" and ":" in held.kind
            elif words[0] == "flags":
                held.flags |= {word for word in words[1:] if word != ","}
            elif words[0] in ("timeout", "gc-interval"):
                held.flags |= {"timeout"} if words[0] == "timeout" else set()
            elif words[0] == "counter":
                held.counted = True
            elif words[0] == "elements":
                self._elements(held, statement[2:] if words[1:2] == ["="] else statement[1:])

    def _elements(self, held: GrowingSet, words: list[Token]) -> None:
        told = [token for token in self._told(words) if token.text != END]
        try:
            held.entries += Words(_flat(told)).entries()
        except Lost:
            self._lost(words)


def _flat(words: list[Token]) -> list[Token]:
    """A defined list within a list is one list."""
    depth = 0
    flat = []
    for token in words:
        inner = token.text in "{}" and not token.quoted and token.text != ""
        if inner:
            depth += 1 if token.text == "{" else -1
        if not inner or (depth, token.text) in ((1, "{"), (0, "}")):
            flat.append(token)
    return flat


def _family(words: list[Token]) -> tuple[str, str, list[Token]] | None:
    """Family, name and the rest; without a family it is IPv4's."""
    if words and words[0].text in FAMILIES and len(words) > 1 and words[1].text not in ("{", END):
        return words[0].text, words[1].text, words[2:]
    if words and words[0].text not in ("{", END):
        return "ip", words[0].text, words[1:]
    return None


def _statements(body: list[Token]) -> Iterator[list[Token]]:
    """The statements between the brackets of a block; a block within is one statement with its brackets."""
    inside = body[1:-1] if body and body[0].text == "{" else body
    statement: list[Token] = []
    depth = 0
    for token in inside:
        if not token.quoted and token.text in "{}" and token.text:
            depth += 1 if token.text == "{" else -1
        if token.text == END and not token.quoted and depth == 0:
            if statement:
                yield [*statement, token] if token.handle is not None else statement
            statement = []
        elif not (token.text == END and statement and _in_list(statement)):
            statement.append(token)
            if token.text == "}" and depth == 0 and statement[0].text in ("chain", "set", "map", "flowtable"):
                yield statement
                statement = []
    if statement:
        yield statement


def _in_list(statement: list[Token]) -> bool:
    """Line feeds within a set written over several lines mean nothing; within a chain they end its rules."""
    return statement[0].text not in ("chain", "set", "map", "flowtable", *_OBJECTS)


def _hook(words: list[str], family: str) -> BaseHook | None:
    told = {}
    for key in ("type", "hook", "priority"):
        if key not in words:
            return None
        told[key] = words[words.index(key) + 1 :]
    end = next((i for i, word in enumerate(told["priority"]) if word in ("policy", "device", "devices")), None)
    number = priority_of(told["priority"][:end], family)
    devices = tuple(word for word in _devices(words) if word not in ",{}=")
    if number is None or not told["type"] or not told["hook"]:
        return None
    return BaseHook(type=told["type"][0], hook=told["hook"][0], priority=number, devices=devices)


def _devices(words: list[str]) -> list[str]:
    if "device" in words:
        return words[words.index("device") + 1 :][:1]
    if "devices" in words:
        start = words.index("devices") + 1
        end = words.index("}", start) if "}" in words[start:] else len(words)
        return words[start:end]
    return []


def _with_policy(hook: BaseHook, policy: Act) -> BaseHook:
    return BaseHook(type=hook.type, hook=hook.hook, priority=hook.priority, policy=policy, devices=hook.devices)


def _flowtable(name: str, body: list[Token]) -> Flowtable:
    words = [token.text for token in body]
    flags = frozenset(words[words.index("flags") + 1 :][:1]) if "flags" in words else frozenset()
    return Flowtable(
        name=name, devices=tuple(w for w in _devices(words) if w not in (",", "{", "}", "=", END)), flags=flags
    )


def _without_place(body: list[Token]) -> list[Token]:
    """`position 5` and `handle 5`, before the rule, say where it is put."""
    return body[2:] if body and body[0].text in ("position", "handle", "index") else body


def _moved(rule: Rule, position: int) -> Rule:
    return Rule(
        position=position,
        text=rule.text,
        statements=rule.statements,
        handle=rule.handle,
        line=rule.line,
        opaque=rule.opaque,
    )
