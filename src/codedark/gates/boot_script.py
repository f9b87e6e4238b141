"""What a gate loads when it starts: the sealed state, by a shell script that needs no program of ours.

Nothing in the kernel survives a reboot, and timeouts saved with a rule set do not count the time it was down. So the
script holds the staged table and each switch with its *absolute* deadline, and works out what is left. On the same boot
(the rules were wiped) it goes by uptime, which no wrong clock moves; after a reboot by the clock. A clock that stands
before the moment the script was written cannot be trusted: then what is sealed stays sealed, and the script says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from codedark.formats.nft_seal import ETHER_TYPES, TABLE, switch


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSwitch:
    """A seal that is on, and until when."""

    seal: str
    until: float | None
    """Unix seconds; None: until somebody releases it."""
    until_uptime_s: float | None
    """The same in seconds since this boot."""


def boot_script(
    table: str, held: Sequence[HeldSwitch], *, family: str, written_at: float, boot_id: str, fail_open: bool
) -> str:
    """The whole script.

    Args:
        table: text of the staged table, from `nft_seal.render`.
        written_at: Unix seconds now.
        boot_id: of this boot, from the kernel.
        fail_open: what the owner signed for a clock that cannot be trusted: True lets expire what has a deadline.
    """
    lines = [_HEAD.format(written_at=int(written_at), boot_id=boot_id, keep="no" if fail_open else "yes")]
    lines += ["{", "cat <<'RULES'", table.rstrip("\n"), "RULES"]
    armed = f"add element {family} {TABLE} armed {{ {', '.join(ETHER_TYPES)} }}"
    lines += [f"echo '{armed}'"] if held else []
    lines += [_hold(one, family) for one in held]
    lines += ["} | nft -f -", ""]
    return "\n".join(lines)


def _hold(one: HeldSwitch, family: str) -> str:
    until = "never never" if one.until is None else f"{ceil(one.until)} {ceil(one.until_uptime_s or 0)}"
    return f"hold {family} {switch(one.seal)} {until}"


_HEAD = """#!/bin/sh
# Written by the gate agent before an order is acknowledged. Loads the sealed state; needs sh, date, cat and nft.
set -eu
written_at={written_at} written_boot={boot_id} keep_untrusted={keep}
now=$(date +%s)
read -r up rest < /proc/uptime
up=${{up%.*}}
boot=$(cat /proc/sys/kernel/random/boot_id)
same_boot=no trusted=yes
[ "$boot" != "$written_boot" ] || same_boot=yes
[ "$same_boot" = yes ] || [ "$now" -ge "$written_at" ] || trusted=no
if [ "$trusted" = no ]; then
    echo "codedark: the clock ($now) stands before $written_at and is not trusted; sealed stays: $keep_untrusted" >&2
fi

hold() {{ # FAMILY SET UNTIL_UNIX UNTIL_UPTIME
    timeout=
    if [ "$3" != never ]; then
        if [ "$same_boot" = yes ]; then left=$(($4 - up)); else left=$(($3 - now)); fi
        if [ "$trusted" = yes ] || [ "$keep_untrusted" = no ]; then
            [ "$left" -gt 0 ] || return 0
            timeout=" timeout ${{left}}s"
        fi
    fi
    for kind in ip ip6; do echo "add element $1 codedark $2 {{ $kind$timeout }}"; done
}}
"""
