"""Luck, compiled: the draws of `drill.luck`, one by one or in lanes, and what is done with many random numbers."""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from math import cos, log, sqrt

import numpy as np

from codedark.drill.jit import inlined, njit
from codedark.drill.kernel.rows import (
    HOST_BITS,
    M0,
    M1,
    MASK,
    U6,
    U26,
    U32,
    U38,
    W0,
    W1,
)


@njit
def philox(seed, owner, replication, purpose):
    """Four words, as `luck.draw`, in 64-bit registers."""
    k0, k1 = seed & MASK, seed >> U32
    c0, c1, c2, c3 = owner & MASK, owner >> U32, replication & MASK, purpose
    for _ in range(10):
        p0, p1 = M0 * c0, M1 * c2
        c0, c1, c2, c3 = (p1 >> U32) ^ c1 ^ k0, p1 & MASK, (p0 >> U32) ^ c3 ^ k1, p0 & MASK
        k0, k1 = (k0 + W0) & MASK, (k1 + W1) & MASK
    return c0, c1, c2, c3


@njit
def draw_lanes(owner, seed, r, purpose, first, second):
    """The draws of many owners: words 0 and 1 in `first`, 2 and 3 in `second`.

    `philox` once more, written into the loop: so the compiler takes four or eight owners at a time, thrice as fast.
    """
    for i in range(len(owner)):
        k0, k1 = seed & MASK, seed >> U32
        c0, c1, c2, c3 = owner[i] & MASK, owner[i] >> U32, r & MASK, purpose
        for _ in range(10):
            p0, p1 = M0 * c0, M1 * c2
            c0, c1, c2, c3 = (p1 >> U32) ^ c1 ^ k0, p1 & MASK, (p0 >> U32) ^ c3 ^ k1, p0 & MASK
            k0, k1 = (k0 + W0) & MASK, (k1 + W1) & MASK
        first[i] = (c0 << U32) | c1
        second[i] = (c2 << U32) | c3


@inlined
def bits(pair):
    """52 random bits of two words."""
    return ((pair >> U38) << U26) | ((pair & MASK) >> U6)


@inlined
def unit(pair):
    """Two words as a number between 0 and 1, as `luck.uniform`."""
    return (np.float64(np.int64(bits(pair))) + 0.5) / 4503599627370496.0


@njit
def uniforms(seed, owner, replication, purpose):
    """Two uniforms."""
    a, b, c, d = philox(seed, owner, replication, purpose)
    return unit((a << U32) | b), unit((c << U32) | d)


@njit
def normal(u1, u2):
    """A standard normal number."""
    return sqrt(-2.0 * log(u1)) * cos(6.283185307179586 * u2)


@njit
def sort_keys(key, spare, first, last, bucket):
    """Sort key[first:last], ascending: into buckets by the leading bits, which are random, then in place."""
    many = np.uint64(last - first)
    for b in range(last - first + 1):
        bucket[b] = 0
    for i in range(first, last):
        bucket[np.int64(((key[i] >> U32) * many) >> U32) + 1] += 1
    for b in range(last - first):
        bucket[b + 1] += bucket[b]
    for i in range(first, last):
        at = np.int64(((key[i] >> U32) * many) >> U32)
        spare[first + bucket[at]] = key[i]
        bucket[at] += 1
    for i in range(first, last):
        x, j = spare[i], i
        while j > first and key[j - 1] > x:
            key[j] = key[j - 1]
            j -= 1
        key[j] = x


@inlined
def host_of(key):
    """The host a sort key belongs to."""
    return np.int64(key & HOST_BITS)


@njit
def smallest(a, n, rank):
    """The rank-th smallest of a[:n], 0 the least; a is rearranged (Hoare's quickselect)."""
    low, high = 0, n - 1
    while low < high:
        pivot, i, j = a[(low + high) // 2], low, high
        while i <= j:
            while a[i] < pivot:
                i += 1
            while a[j] > pivot:
                j -= 1
            if i <= j:
                a[i], a[j] = a[j], a[i]
                i += 1
                j -= 1
        if rank <= j:
            high = j
        elif rank >= i:
            low = i
        else:
            break
    return a[rank]
