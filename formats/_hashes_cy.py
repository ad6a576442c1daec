# cython: boundscheck=False, wraparound=False, cdivision=True
# mypy: disable-error-code="valid-type"
"""64-bit hashes of n byte strings in a buffer. Compiled where possible."""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

compiled: bool = cython.compiled

# Uncompiled, numbers do not wrap around: hence the masks, which the C compiler drops.
_MASK = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)
_K0 = cython.declare(cython.ulonglong, 0xC3A5C85C97CB3127)
_K1 = cython.declare(cython.ulonglong, 0xB492B66FBE98F273)
_K2 = cython.declare(cython.ulonglong, 0x9AE16A3B2F90404F)
_MURMUR = cython.declare(cython.ulonglong, 0xC6A4A7935BD1E995)
_SEED = cython.declare(cython.ulonglong, 0xDECAFCAFFE)
_SIP_A = cython.declare(cython.ulonglong, 0x736F6D6570736575)
_SIP_B = cython.declare(cython.ulonglong, 0x646F72616E646F6D)
_SIP_C = cython.declare(cython.ulonglong, 0x6C7967656E657261)
_SIP_D = cython.declare(cython.ulonglong, 0x7465646279746573)

KINDS = {"farm": 0, "murmur": 1, "sip": 2}


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _word(buffer: cython.const[cython.uchar][::1], at: cython.Py_ssize_t, count: cython.int) -> cython.ulonglong:
    """Up to 8 bytes as a number, the lowest byte first."""
    value: cython.ulonglong = 0
    i: cython.int
    for i in range(count):
        value |= cython.cast(cython.ulonglong, buffer[at + i]) << (8 * i)
    return value


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _rotated(value: cython.ulonglong, right: cython.int) -> cython.ulonglong:
    return (value >> right) | ((value << (64 - right)) & _MASK)


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _mixed(u: cython.ulonglong, v: cython.ulonglong, mul: cython.ulonglong) -> cython.ulonglong:
    a: cython.ulonglong = ((u ^ v) * mul) & _MASK
    a ^= a >> 47
    b: cython.ulonglong = ((v ^ a) * mul) & _MASK
    b ^= b >> 47
    return (b * mul) & _MASK


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def _farm_short(buffer: cython.const[cython.uchar][::1], at: cython.Py_ssize_t, length: cython.Py_ssize_t) -> cython.ulonglong:
    """At most 64 bytes."""
    size: cython.ulonglong = length
    mul: cython.ulonglong = (_K2 + size * 2) & _MASK
    end: cython.Py_ssize_t = at + length
    cython.declare(a=cython.ulonglong, b=cython.ulonglong, c=cython.ulonglong, d=cython.ulonglong)
    cython.declare(e=cython.ulonglong, f=cython.ulonglong, g=cython.ulonglong, h=cython.ulonglong)
    cython.declare(y=cython.ulonglong, z=cython.ulonglong)
    if length > 16:
        a = (_word(buffer, at, 8) * (_K2 if length > 32 else _K1)) & _MASK
        b = _word(buffer, at + 8, 8)
        c = (_word(buffer, end - 8, 8) * mul) & _MASK
        d = (_word(buffer, end - 16, 8) * _K2) & _MASK
        y = (_rotated((a + b) & _MASK, 43) + _rotated(c, 30) + d) & _MASK
        z = _mixed(y, (a + _rotated((b + _K2) & _MASK, 18) + c) & _MASK, mul)
        if length <= 32:
            return z
        e = (_word(buffer, at + 16, 8) * mul) & _MASK
        f = _word(buffer, at + 24, 8)
        g = ((y + _word(buffer, end - 32, 8)) * mul) & _MASK
        h = ((z + _word(buffer, end - 24, 8)) * mul) & _MASK
        y = (_rotated((e + f) & _MASK, 43) + _rotated(g, 30) + h) & _MASK
        return _mixed(y, (e + _rotated((f + a) & _MASK, 18) + g) & _MASK, mul)
    if length >= 8:
        a = (_word(buffer, at, 8) + _K2) & _MASK
        b = _word(buffer, end - 8, 8)
        c = (_rotated(b, 37) * mul + a) & _MASK
        d = ((_rotated(a, 25) + b) * mul) & _MASK
        return _mixed(c, d, mul)
    if length >= 4:
        return _mixed((size + (_word(buffer, at, 4) << 3)) & _MASK, _word(buffer, end - 4, 4), mul)
    if length:
        y = _word(buffer, at, 1) + (_word(buffer, at + (length >> 1), 1) << 8)
        z = size + (_word(buffer, end - 1, 1) << 2)
        y = ((y * _K2) ^ (z * _K0)) & _MASK
        return ((y ^ (y >> 47)) * _K2) & _MASK
    return _K2


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _weak(
    buffer: cython.const[cython.uchar][::1], at: cython.Py_ssize_t, a: cython.ulonglong, b: cython.ulonglong
) -> tuple[cython.ulonglong, cython.ulonglong]:
    """32 bytes and two seeds."""
    last: cython.ulonglong = _word(buffer, at + 24, 8)
    a = (a + _word(buffer, at, 8)) & _MASK
    b = _rotated((b + a + last) & _MASK, 21)
    c: cython.ulonglong = a
    a = (a + _word(buffer, at + 8, 8) + _word(buffer, at + 16, 8)) & _MASK
    b = (b + _rotated(a, 44)) & _MASK
    return (a + last) & _MASK, (b + c) & _MASK


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def _farm(buffer: cython.const[cython.uchar][::1], at: cython.Py_ssize_t, length: cython.Py_ssize_t) -> cython.ulonglong:
    """Fingerprint64 of FarmHash (G. Pike, 2014)."""
    if length <= 64:
        return _farm_short(buffer, at, length)
    tail: cython.Py_ssize_t = (length - 1) & 63
    end: cython.Py_ssize_t = at + length - 1 - tail
    last: cython.Py_ssize_t = at + length - 64
    cython.declare(v=cython.ulonglong, v2=cython.ulonglong, w=cython.ulonglong, w2=cython.ulonglong)
    x: cython.ulonglong = (81 * _K2 + _word(buffer, at, 8)) & _MASK
    y: cython.ulonglong = (81 * _K1 + 113) & _MASK
    z: cython.ulonglong = (y * _K2 + 113) & _MASK
    z = ((z ^ (z >> 47)) * _K2) & _MASK
    mul: cython.ulonglong = _K1
    nine: cython.ulonglong = 1
    v = v2 = w = w2 = 0
    while True:
        if at == end:
            mul = (_K1 + ((z & 0xFF) << 1)) & _MASK
            nine = 9
            at = last
            w = (w + tail) & _MASK
            v = (v + w) & _MASK
            w = (w + v) & _MASK
        x = (_rotated((x + y + v + _word(buffer, at + 8, 8)) & _MASK, 37) * mul) & _MASK
        y = (_rotated((y + v2 + _word(buffer, at + 48, 8)) & _MASK, 42) * mul) & _MASK
        x ^= (w2 * nine) & _MASK
        y = (y + v * nine + _word(buffer, at + 40, 8)) & _MASK
        z = (_rotated((z + w) & _MASK, 33) * mul) & _MASK
        v, v2 = _weak(buffer, at, (v2 * mul) & _MASK, (x + w) & _MASK)
        w, w2 = _weak(buffer, at + 32, (z + w2) & _MASK, (y + _word(buffer, at + 16, 8)) & _MASK)
        z, x = x, z
        if nine == 9:
            break
        at += 64
    y = (y ^ (y >> 47)) * _K0
    return _mixed((_mixed(v, w, mul) + y + z) & _MASK, (_mixed(v2, w2, mul) + x) & _MASK, mul)


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def _murmur(buffer: cython.const[cython.uchar][::1], at: cython.Py_ssize_t, length: cython.Py_ssize_t) -> cython.ulonglong:
    """MurmurHash64A (A. Appleby)."""
    k: cython.ulonglong
    h: cython.ulonglong = length
    h = _SEED ^ ((h * _MURMUR) & _MASK)
    while length >= 8:
        k = (_word(buffer, at, 8) * _MURMUR) & _MASK
        k = ((k ^ (k >> 47)) * _MURMUR) & _MASK
        h = ((h ^ k) * _MURMUR) & _MASK
        at += 8
        length -= 8
    if length:
        h = ((h ^ _word(buffer, at, length)) * _MURMUR) & _MASK
    h = ((h ^ (h >> 47)) * _MURMUR) & _MASK
    return h ^ (h >> 47)


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def _sip(
    buffer: cython.const[cython.uchar][::1],
    at: cython.Py_ssize_t,
    length: cython.Py_ssize_t,
    key0: cython.ulonglong,
    key1: cython.ulonglong,
) -> cython.ulonglong:
    """SipHash-2-4 (J.-P. Aumasson, D. J. Bernstein, 2012)."""
    end: cython.Py_ssize_t = at + length
    cython.declare(word=cython.ulonglong, rounds=cython.int, last=cython.bint)
    a: cython.ulonglong = key0 ^ _SIP_A
    b: cython.ulonglong = key1 ^ _SIP_B
    c: cython.ulonglong = key0 ^ _SIP_C
    d: cython.ulonglong = key1 ^ _SIP_D
    word = 0
    rounds = 2
    last = False
    while True:
        if last:
            c ^= 0xFF
            rounds = 4
        else:
            if end - at >= 8:
                word = _word(buffer, at, 8)
            else:
                word = length & 0xFF
                word = _word(buffer, at, end - at) | (word << 56)
            d ^= word
        while rounds:
            a = (a + b) & _MASK
            b = _rotated(b, 51) ^ a
            a = _rotated(a, 32)
            c = (c + d) & _MASK
            d = _rotated(d, 48) ^ c
            a = (a + d) & _MASK
            d = _rotated(d, 43) ^ a
            c = (c + b) & _MASK
            b = _rotated(b, 47) ^ c
            c = _rotated(c, 32)
            rounds -= 1
        if last:
            return a ^ b ^ c ^ d
        a ^= word
        rounds = 2
        last = end - at < 8
        at += 8


def buckets(
    kind: cython.int,
    key0: cython.ulonglong,
    key1: cython.ulonglong,
    count: cython.ulonglong,
    buffer: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    out: cython.ulonglong[::1],
) -> None:
    """Put the hash of each string, modulo `count` if that is not 0, in `out`. `kind` is one of KINDS; only "sip" has keys."""
    i: cython.Py_ssize_t
    size: cython.Py_ssize_t
    value: cython.ulonglong
    n: cython.Py_ssize_t = len(starts)
    if len(ends) != n or len(out) != n:
        raise ValueError(f"{n} starts, {len(ends)} ends, {len(out)} places")
    for i in range(n):
        if starts[i] < 0 or ends[i] < starts[i] or ends[i] > len(buffer):
            raise ValueError(f"string {i}, [{starts[i]}, {ends[i]}), is no part of a buffer of {len(buffer)} bytes")
    with cython.nogil:
        for i in range(n):
            size = ends[i] - starts[i]
            if kind == 0:
                value = _farm(buffer, starts[i], size)
            elif kind == 1:
                value = _murmur(buffer, starts[i], size)
            else:
                value = _sip(buffer, starts[i], size, key0, key1)
            out[i] = value % count if count else value
