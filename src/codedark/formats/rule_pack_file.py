"""A rule pack, or the hours a hospital fills in, as a TOML file: bytes in, a record or every fault out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from codedark.formats import rule_pack_values as values
from codedark.hospital.faults import CellFault
from codedark.hospital.gathered import Gathered
from codedark.hospital.spelling import Spelling
from codedark.hospital.tomltext import read_toml
from codedark.record.fields import FIELD
from codedark.record.rule_pack import (
    US,
    Evidence,
    FilledIn,
    Item,
    Ongoing,
    Open,
    Regime,
    RulePack,
    Span,
    Stage,
    Start,
    Texts,
    Trigger,
)

T = TypeVar("T")

KEYS: Mapping[str, tuple[str, ...]] = {
    "": (
        "regime",
        "version",
        "read_on",
        "sources",
        "not_read",
        "notes",
        "needs",
        "presumed",
        "instead_of",
        "title",
        "recipient",
        "evidence",
        "stages",
        "items",
    ),
    "evidence": ("field", "values", "moment", "came_from"),
    "stages": ("name", "title", "starts", "within", "ongoing", "owed_by", "recipient", "items", "source", "remark"),
    "items": ("name", "title", "fields", "decision", "entries", "unknown_accepted", "by_hand", "only_late"),
    "filled": ("fills", "version", "source", "read_on", "within"),
}
"""Section -> its keys; docs/reference/notify.md names each."""
_NEEDED = {
    "": ("regime", "version", "read_on", "sources", "title", "recipient", "stages"),
    "evidence": (),
    "stages": ("name", "title", "starts", "within"),
    "items": ("name", "title"),
    "filled": ("fills", "version", "source", "read_on", "within"),
}
_EXAMPLES = {
    "regime": '`regime = "nis2-fr"`',
    "version": '`version = "1"`, and another with every change',
    "read_on": "`read_on = 2026-03-01`, the day its sources were read",
    "sources": '`sources = ["Directive (EU) 2022/2555, article 23"]`',
    "title": '`title = { en = "...", nl = "...", fr = "...", de = "..." }`',
    "recipient": '`recipient = { en = "the authority" }`',
    "stages": "[[stages]]",
    "name": '`name = "early-warning"`',
    "starts": '`starts = "decision:aware"`, or `"sent:notification"`',
    "within": '`within = "24 h"`',
    "fills": '`fills = "insurer"`',
    "source": '`source = "policy of 2026, clause 7"`',
}


def read_rule_pack(raw: bytes, file: str) -> RulePack | FilledIn:
    """Read a rule pack; a file with the key `fills` is hours filled into another pack.

    Raises:
        BadHospital: every fault: unknown or missing keys, a field nobody knows, a stage started by none there is.
    """
    faults = Gathered()
    told = read_toml(file, raw, faults)
    if told is None:
        faults.stop()
    reading = _File(file, told, faults)
    pack = reading.filled_in() if "fills" in told else reading.pack()
    faults.stop_if_any()
    return pack


class _File:
    """One reading. A value at fault is noted and replaced by something harmless, so that reading goes on."""

    def __init__(self, file: str, told: Mapping[str, Any], faults: Gathered) -> None:
        self.file, self.told, self.faults = file, told, faults

    def pack(self) -> RulePack:
        top = self.told
        self._keys(top, "", "")
        pack = RulePack(
            regime=Regime(self._take(top, "", "regime", values.name, "")),
            version=self._take(top, "", "version", values.text, ""),
            title=self._texts(top, "", "title"),
            recipient=self._texts(top, "", "recipient"),
            read_on=self._take(top, "", "read_on", values.day, date.min),
            sources=self._take(top, "", "sources", values.texts, _NO_TEXTS),
            not_read=self._take(top, "", "not_read", values.texts, _NO_TEXTS),
            notes=self._take(top, "", "notes", values.texts, _NO_TEXTS),
            needs=self._take(top, "", "needs", values.names, _NO_TEXTS),
            presumed=self._take(top, "", "presumed", values.names, _NO_TEXTS),
            evidence=tuple(self._rows("evidence", self._evidence)),
            stages=tuple(self._rows("stages", self._stage)),
            items=tuple(self._rows("items", self._item)),
            instead_of=tuple(map(Regime, self._take(top, "", "instead_of", values.names, _NO_TEXTS))),
            file=self.file,
        )
        self._agrees(pack)
        return pack

    def filled_in(self) -> FilledIn:
        self._keys(self.told, "filled", "")
        told = self.told.get("within", {})
        if not isinstance(told, dict):
            self._fault("within", "not a section", '[within], then one line a stage: `notice = "24 h"`')
            told = {}
        spans = {stage: self._take(told, "within.", stage, values.span, None) for stage in told}
        return FilledIn(
            fills=Regime(self._take(self.told, "", "fills", values.name, "")),
            version=self._take(self.told, "", "version", values.text, ""),
            source=self._take(self.told, "", "source", values.text, ""),
            read_on=self._take(self.told, "", "read_on", values.day, date.min),
            within={stage: span for stage, span in spans.items() if span is not None},
            file=self.file,
        )

    def _evidence(self, row: Mapping[str, Any], prefix: str) -> Evidence:
        told = Evidence(
            field=self._take(row, prefix, "field", values.field, ""),
            values=self._take(row, prefix, "values", values.texts, _NO_TEXTS),
            moment=self._take(row, prefix, "moment", values.flag, False),
            came_from=self._take(row, prefix, "came_from", values.text, ""),
        )
        if bool(row.get("field")) == bool(row.get("came_from")):
            self._fault(f"{prefix}field", "neither a field nor `came_from`, or both", "write one of the two")
        choices = FIELD[told.field].choices if told.field else ()
        for value in told.values:
            if choices and value not in choices:
                fix = Spelling(choices).fix(value, f"one of {', '.join(choices)}")
                self._fault(f"{prefix}values", f"{told.field} is never '{value}'", fix)
        return told

    def _stage(self, row: Mapping[str, Any], prefix: str) -> Stage:
        return Stage(
            name=self._take(row, prefix, "name", values.name, ""),
            title=self._texts(row, prefix, "title"),
            starts=self._take(row, prefix, "starts", values.start, Start(trigger=Trigger.DECISION, word="")),
            within=self._take(row, prefix, "within", values.within, _OPEN),
            ongoing=self._take(row, prefix, "ongoing", values.word_of(Ongoing), Ongoing.NOTHING),
            owed_by=self._take(row, prefix, "owed_by", values.name, US),
            recipient=self._texts(row, prefix, "recipient") if "recipient" in row else None,
            items=self._take(row, prefix, "items", values.names, _NO_TEXTS),
            source=self._take(row, prefix, "source", values.text, ""),
            remark=self._take(row, prefix, "remark", values.text, ""),
        )

    def _item(self, row: Mapping[str, Any], prefix: str) -> Item:
        item = Item(
            name=self._take(row, prefix, "name", values.name, ""),
            title=self._texts(row, prefix, "title"),
            fields=self._take(row, prefix, "fields", values.fields, _NO_TEXTS),
            decision=self._take(row, prefix, "decision", values.name, ""),
            entries=self._take(row, prefix, "entries", values.kinds, ()),
            unknown_accepted=self._take(row, prefix, "unknown_accepted", values.flag, False),
            by_hand=self._take(row, prefix, "by_hand", values.flag, False),
            only_late=self._take(row, prefix, "only_late", values.flag, False),
        )
        if not any(row.get(key) for key in ("fields", "decision", "entries", "by_hand")):
            fix = "`fields = [...]`, `decision = ...`, `entries = [...]`, or `by_hand = true` where a person writes it"
            self._fault(f"{prefix}name", "nothing answers it", fix, value=item.name)
        return item

    def _texts(self, keys: Mapping[str, Any], prefix: str, key: str) -> Texts:
        return self._take(keys, prefix, key, values.in_languages, {"en": ""})

    def _rows(self, name: str, read: Callable[[Mapping[str, Any], str], T]) -> Iterator[T]:
        rows = self.told.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._fault(name, "not a list of sections", f"[[{name}]] before each")
            return
        for n, row in enumerate(rows, 1):
            prefix = f"{name}[{n}]."
            self._keys(row, name, prefix)
            yield read(row, prefix)

    def _keys(self, keys: Mapping[str, Any], section: str, prefix: str) -> None:
        for key in keys:
            if key not in KEYS[section]:
                fix = Spelling(KEYS[section]).fix(key, f"delete it; known here are {', '.join(KEYS[section])}")
                self._fault(f"{prefix}{key}", "no such key", fix)
        for key in _NEEDED[section]:
            if key not in keys or keys[key] in ("", [], {}):
                self._fault(f"{prefix}{key}", "missing", f"add {_EXAMPLES[key]}")

    def _take(self, keys: Mapping[str, Any], prefix: str, key: str, read: Callable[[Any], T], otherwise: T) -> T:
        """The value of a key as `read` reads it; `otherwise` where it is absent, empty (noted already) or at fault."""
        if keys.get(key) in (None, "", [], {}):
            return otherwise
        try:
            return read(keys[key])
        except CellFault as fault:
            self._fault(f"{prefix}{key}", fault.message, fault.fix, value=str(keys[key]))
            return otherwise

    def _fault(self, column: str, message: str, fix: str, value: str | None = None) -> None:
        self.faults.add(self.file, message, fix, column=column, value=value)

    def _agrees(self, pack: RulePack) -> None:
        """What contradicts itself, each with its place."""
        stages, items = [stage.name for stage in pack.stages], [item.name for item in pack.items]
        for column, names in (("stages", stages), ("items", items)):
            for name in (name for name, n in Counter(names).items() if n > 1 and name):
                self._fault(column, "two of one name", "give each its own", value=name)
        for n, stage in enumerate(pack.stages, 1):
            for item in stage.items:
                if item not in items:
                    fix = Spelling(items).fix(item, "add [[items]] of that name")
                    self._fault(f"stages[{n}].items", f"no item is called '{item}'", fix)
            if stage.starts.trigger is Trigger.SENT and stage.starts.word not in stages:
                fix = Spelling(stages).fix(stage.starts.word, "name a stage of this pack")
                self._fault(f"stages[{n}].starts", f"no stage is called '{stage.starts.word}'", fix)
            if stage.ongoing is not Ongoing.NOTHING and not isinstance(stage.within, Span):
                fix = 'such as `within = "1 month"`'
                self._fault(f"stages[{n}].ongoing", "there is no span that could be over", fix)
        self._starts_end(pack)

    def _starts_end(self, pack: RulePack) -> None:
        """A stage that waits for itself, through others or not, would never start."""
        after = {s.name: s.starts.word for s in pack.stages if s.starts.trigger is Trigger.SENT}
        for n, stage in enumerate(pack.stages, 1):
            seen, at = [stage.name], after.get(stage.name)
            while at is not None and at not in seen:
                seen.append(at)
                at = after.get(at)
            if at == stage.name:
                self._fault(f"stages[{n}].starts", "waits for itself", "let one of them start with a decision")


_NO_TEXTS: tuple[str, ...] = ()
_OPEN: Span | Open = Open.TO_BE_TOLD
