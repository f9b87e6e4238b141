"""Luck, compiled: the draws of `drill.luck`, one by one or in lanes, and what is done with many random numbers."""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from math import cos, inf, log, sqrt

import numpy as np

from codedark.drill.jit import inlined, njit
from codedark.drill.kernel.rows import (
    FRACTION,
    HOST_BITS,
    LN_2,
    M0,
    M1,
    MASK,
    ONE_HALF,
    SQRT_HALF,
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
def minus_log(x, spare, n):
    """From 52 random bits and a half to what `-log` of them as a uniform is, in place; `spare` is overwritten.

    The logarithm of the standard library takes one number at a time. Written out (x = 2^e f, log f = 2 atanh s with
    s = (f - 1) / (f + 1), ten terms) it takes eight: 10 us instead of 55 for 4,250, and 1e-15 off at most.
    """
    whole, part = x.view(np.int64), spare.view(np.float64)
    for i in range(n):
        number = whole[i]
        spare[i] = np.uint64((number & FRACTION) | ONE_HALF)
        x[i] = 52.0 - np.float64((number >> 52) - 1022)
    for i in range(n):
        small = part[i] < SQRT_HALF
        f = part[i] * 2.0 if small else part[i]
        s = (f - 1.0) / (f + 1.0)
        z = s * s
        series = 1 / 11 + z * (1 / 13 + z * (1 / 15 + z * (1 / 17 + z * (1 / 19 + z * (1 / 21)))))
        series = 1.0 + z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * series))))
        x[i] = (x[i] + 1.0 if small else x[i]) * LN_2 - 2.0 * s * series


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
def smallest(a, n, rank, bucket):
    """The rank-th smallest of a[:n], 0 the least; a is rearranged.

    One pass finds the bucket it lies in, Hoare's quickselect what is in it: on hundreds of random numbers quickselect
    alone guesses wrong at every third step.
    """
    least, most = inf, -inf
    for i in range(n):
        least, most = min(least, a[i]), max(most, a[i])
    if n > 16 and least < most < inf:
        scale = (n - 0.5) / (most - least)
        for b in range(n):
            bucket[b] = 0
        for i in range(n):
            bucket[int((a[i] - least) * scale)] += 1
        b, before = 0, 0
        while before + bucket[b] <= rank:
            before += bucket[b]
            b += 1
        kept = 0
        for i in range(n):
            x = a[i]
            a[kept] = x
            kept += int((x - least) * scale) == b
        n, rank = kept, rank - before
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
