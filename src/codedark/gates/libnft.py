"""nftables through its own library: one transaction, errors one can read. No program is started.

libnftables comes with Debian's `nftables` (libnftables1). Each call has a context of its own, in the network namespace
of the thread that calls: one that lives on holds a cache of tables, and crashed the process when another program
deleted what was in it (1.0.6).
"""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import threading
from typing import Any

_ONE_AT_A_TIME = threading.Lock()
"""The library keeps names of interfaces and more in variables of its own: two threads in it at once crash the process
(1.0.6, one call in some hundreds)."""
_JSON = 1 << 4
_STATELESS = 1 << 2
_NUMERIC = (1 << 7) | (1 << 8)


class NftRefused(OSError):
    """The kernel or the parser refused a transaction: nothing of it was done. The message is theirs."""


class NftMissing(OSError):
    """libnftables is not on this machine."""


class Nft:
    """Run text, list as text or JSON, in the namespace of whoever calls."""

    def __init__(self) -> None:
        """Find the library.

        Raises:
            NftMissing: it is not installed.
        """
        self._lib = _library()

    def run(self, text: str) -> str:
        """Run one transaction; what it printed.

        Raises:
            NftRefused: nothing of the transaction was done.
        """
        return self._run(text, _NUMERIC)

    def listed(self, what: str, *, stateless: bool = False) -> str:
        """`list ...` as text; `stateless` leaves counters and expiry times out."""
        return self._run(f"list {what}", _NUMERIC | (_STATELESS if stateless else 0))

    def listed_json(self, what: str) -> list[dict[str, Any]]:
        """`list ...` as JSON objects, without the one about the program itself."""
        objects: list[dict[str, Any]] = json.loads(self._run(f"list {what}", _NUMERIC | _JSON))["nftables"]
        return [one for one in objects if "metainfo" not in one]

    def _run(self, text: str, flags: int) -> str:
        with _ONE_AT_A_TIME:
            context = self._lib.nft_ctx_new(0)
            if not context:
                raise NftRefused("libnftables gave no context")
            try:
                self._lib.nft_ctx_buffer_output(context)
                self._lib.nft_ctx_buffer_error(context)
                self._lib.nft_ctx_output_set_flags(context, flags)
                code = self._lib.nft_run_cmd_from_buffer(context, text.encode())
                said = self._lib.nft_ctx_get_output_buffer(context)
                wrong = self._lib.nft_ctx_get_error_buffer(context)
            finally:
                self._lib.nft_ctx_free(context)
        if code:
            raise NftRefused(_first_lines((wrong or b"").decode(errors="replace")) or "nftables refused")
        return (said or b"").decode(errors="replace")


def _first_lines(said: str) -> str:
    """What was wrong without pages of context: error lines alone, each cut short."""
    errors = [line[:200] for line in said.splitlines() if "Error" in line]
    return "; ".join(errors[:3]) or said[:400].strip()


def _library() -> Any:
    for name in ("libnftables.so.1", ctypes.util.find_library("nftables")):
        if name:
            try:
                lib = ctypes.CDLL(name)
            except OSError:
                continue
            return _typed(lib)
    raise NftMissing("libnftables is not installed: apt-get install nftables")


def _typed(lib: Any) -> Any:
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint
    for name, takes, gives in (
        ("nft_ctx_new", [ctypes.c_uint32], pointer),
        ("nft_ctx_free", [pointer], None),
        ("nft_ctx_buffer_output", [pointer], ctypes.c_int),
        ("nft_ctx_buffer_error", [pointer], ctypes.c_int),
        ("nft_ctx_output_set_flags", [pointer, number], None),
        ("nft_run_cmd_from_buffer", [pointer, text], ctypes.c_int),
        ("nft_ctx_get_output_buffer", [pointer], text),
        ("nft_ctx_get_error_buffer", [pointer], text),
    ):
        function = getattr(lib, name)
        function.argtypes, function.restype = takes, gives
    return lib
