"""A packet filter's ruleset in whichever dialect, told apart by what stands in the file."""

from __future__ import annotations

import re

from codedark.formats.iptables_save import read_iptables_save
from codedark.formats.nft_json import read_nft_json
from codedark.formats.nft_text import read_nft_text
from codedark.gap.ruleset import Ruleset
from codedark.hospital.faults import BadHospital, Fault

_IPTABLES = re.compile(r"^(?:\*\w+|(?:\[\d+:\d+\] )?-[APN] \S+|:\S+ (?:ACCEPT|DROP|-)\b)", re.MULTILINE)
_NFT = re.compile(r"^\s*(?:table|define|include|flush|add|create|destroy|delete|insert)\s", re.MULTILINE)
_FIX = "give the output of `nft list ruleset`, `nft -j list ruleset`, `iptables-save` or `ip6tables-save`"


def read_ruleset(name: str, raw: bytes) -> Ruleset:
    r"""A ruleset from nft's JSON, nft's text, or iptables-save.

    Raises:
        BadHospital: none of these, empty, or damaged, with its line.

    >>> read_ruleset("fw", b"table inet t {\n}\n").sources[0][1].value
    'nft list ruleset'
    """
    if raw[:2] == b"\x1f\x8b" or b"\0" in raw[:4096]:
        raise BadHospital([Fault(file=name, message="not text", fix=_FIX)])
    text = raw.decode("utf-8", "replace").lstrip("\ufeff")
    if _IPTABLES.search(text):
        return read_iptables_save(name, raw)
    if text.lstrip()[:1] in ("{", "["):
        return read_nft_json(name, raw)
    if _NFT.search(text):
        return read_nft_text(name, raw)
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    message = f"no ruleset: it begins with '{first[:60]}'" if first else "empty"
    raise BadHospital([Fault(file=name, row=1, message=message, fix=_FIX)])
