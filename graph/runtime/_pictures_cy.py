# mypy: disable-error-code="valid-type"
"""Arithmetic on whole pictures: one that is in the nearest cache is read several times and written once.

NumPy makes a pass over all pictures of a block for every operation, at the speed of a cache further away; so do
`stretch`, `standardize` and `mirror`, for single operations. `through` takes each picture through several of them. Both
compute by the same functions, and so to the same last bit. Sums are kept in sixteen parts, which compiles to vector code
and rounds less than one sum would.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

import numpy as np

compiled: bool = cython.compiled

WINDOW, PLANES, MIRROR, ADD, SUBTRACT_FROM, MULTIPLY, DIVIDE, STRETCH, STANDARDIZE = range(9)
"""What `through` can do with a picture, and the sizes that it is told of each:

WINDOW: planes, rows and length of a window, elements from one plane and from one row to the next in what it is cut from;
  its first element is the picture's number.
PLANES: pixels and channels of a picture stored pixel by pixel; it is stored plane by plane from there on.
MIRROR: a picture of [outer, size, inner], its middle axis reversed where the number is not 0.
ADD, SUBTRACT_FROM, MULTIPLY, DIVIDE: the elements; to or by each the number, from the number each.
STRETCH: planes and elements of a plane, with the number as factor.
STANDARDIZE: the elements, and the number as least deviation.
"""

_WINDOW = cython.declare(cython.longlong, 0)
_PLANES = cython.declare(cython.longlong, 1)
_MIRROR = cython.declare(cython.longlong, 2)
_ADD = cython.declare(cython.longlong, 3)
_SUBTRACT_FROM = cython.declare(cython.longlong, 4)
_MULTIPLY = cython.declare(cython.longlong, 5)
_DIVIDE = cython.declare(cython.longlong, 6)
_STRETCH = cython.declare(cython.longlong, 7)
_STANDARDIZE = cython.declare(cython.longlong, 8)


def stretch(rows: np.ndarray, factors: np.ndarray, out: np.ndarray) -> None:
    """(x - mean) * factor + mean, with the mean and the factor of each row.

    Args:
      rows: float32 [n, size].
      factors: float32 [n].
      out: float32 [n, size]; may be `rows`.
    """
    if out.shape != rows.shape or factors.shape != rows.shape[:1]:
        raise ValueError(f"rows {rows.shape}, factors {factors.shape} and out {out.shape} do not fit")
    if rows.size:
        _stretch_rows(memoryview(rows.reshape(-1)), memoryview(factors), memoryview(out.reshape(-1)))


def standardize(rows: np.ndarray, least: float, out: np.ndarray) -> None:
    """(x - mean) / max(deviation, least), with the mean and the standard deviation of each row.

    Args:
      rows: float32 [n, size].
      least: > 0.
      out: float32 [n, size]; may be `rows`.
    """
    if out.shape != rows.shape:
        raise ValueError(f"rows {rows.shape} and out {out.shape} do not fit")
    if rows.size:
        _standardize_rows(memoryview(rows.reshape(-1)), len(rows), least, memoryview(out.reshape(-1)))


def mirror(rows: np.ndarray, chosen: np.ndarray) -> None:
    """Reverse, in place, the middle axis of every chosen record.

    Args:
      rows: float32, or another type of as many bytes seen as it, [n, outer, size, inner].
      chosen: uint8 [n].
    """
    if chosen.shape != rows.shape[:1]:
        raise ValueError(f"rows {rows.shape} and chosen {chosen.shape} do not fit")
    if rows.size:
        _, outer, size, inner = rows.shape
        _mirror(memoryview(rows.reshape(-1)), memoryview(chosen), outer, size, inner)


def through(
    source: np.ndarray,
    starts: np.ndarray,
    stages: np.ndarray,
    numbers: np.ndarray,
    out: np.ndarray,
    rows: np.ndarray,
    channels: int,
) -> None:
    """Take n pictures through stages, each written once.

    Args:
      source: uint8 or float32, flat.
      starts: int64 [n]: where in `source` each picture's window begins.
      stages: int64 [stages, 6]: the stage and the sizes that it is told; the first is a WINDOW of `source`.
      numbers: float64 [stages, n]: each picture's number for each stage but the first.
      out: float32 [any, elements of a picture] in C order.
      rows: int64 [n]: the row of `out` for each picture.
      channels: more than 1: a picture that is stored plane by plane is written pixel by pixel.
    """
    n = len(rows)
    if not n:
        return
    _, planes, height, width, plane_step, row_step = stages[0].tolist()
    last = (planes - 1) * plane_step + (height - 1) * row_step + width - 1
    if len(starts) != n or numbers.shape != (len(stages), n) or starts.min() < 0 or starts.max() + last >= len(source):
        raise ValueError(f"pictures of {last + 1} elements from {starts.min()} to {starts.max()} are not within {len(source)}")
    if rows.min() < 0 or rows.max() >= len(out):
        raise ValueError(f"rows from {rows.min()} to {rows.max()} are not within {len(out)}")
    room = max(planes * height * width, out.shape[1])
    empty = np.empty(0, np.uint8)
    is_bytes = source.itemsize == 1
    _through(
        memoryview(source if is_bytes else empty),
        memoryview(empty.view(np.float32) if is_bytes else source),
        memoryview(starts),
        memoryview(stages),
        memoryview(numbers),
        memoryview(np.empty(room, np.uint8)),
        memoryview(np.empty(2 * room, np.float32)),
        memoryview(out),
        memoryview(rows),
        channels,
    )


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
@cython.cdivision(True)
def _mean(x: cython.const[cython.float][::1], first: cython.Py_ssize_t, size: cython.Py_ssize_t) -> cython.float:
    i: cython.Py_ssize_t
    k: cython.Py_ssize_t
    lanes = cython.declare(cython.float[16], [0.0] * 16)
    whole: cython.Py_ssize_t = size - size % 16
    for i in range(first, first + whole, 16):
        for k in range(16):
            lanes[k] += x[i + k]
    for i in range(first + whole, first + size):
        lanes[0] += x[i]
    for k in range(8):
        lanes[k] += lanes[k + 8]
    return (((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))) / size


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
@cython.cdivision(True)
def _variance(
    x: cython.const[cython.float][::1], first: cython.Py_ssize_t, size: cython.Py_ssize_t, mean: cython.float
) -> cython.float:
    i: cython.Py_ssize_t
    k: cython.Py_ssize_t
    lanes = cython.declare(cython.float[16], [0.0] * 16)
    whole: cython.Py_ssize_t = size - size % 16
    for i in range(first, first + whole, 16):
        for k in range(16):
            lanes[k] += (x[i + k] - mean) * (x[i + k] - mean)
    for i in range(first + whole, first + size):
        lanes[0] += (x[i] - mean) * (x[i] - mean)
    for k in range(8):
        lanes[k] += lanes[k + 8]
    return (((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))) / size


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
def _stretch(
    x: cython.const[cython.float][::1],
    first: cython.Py_ssize_t,
    size: cython.Py_ssize_t,
    factor: cython.float,
    out: cython.float[::1],
) -> cython.void:
    i: cython.Py_ssize_t
    mean: cython.float = _mean(x, first, size)
    for i in range(first, first + size):
        out[i] = (x[i] - mean) * factor + mean


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
@cython.cdivision(True)
def _standardize(
    x: cython.const[cython.float][::1],
    first: cython.Py_ssize_t,
    size: cython.Py_ssize_t,
    least: cython.float,
    out: cython.float[::1],
) -> cython.void:
    i: cython.Py_ssize_t
    mean: cython.float = _mean(x, first, size)
    deviation: cython.float = _variance(x, first, size, mean) ** 0.5
    if deviation < least:
        deviation = least
    for i in range(first, first + size):
        out[i] = (x[i] - mean) / deviation


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
@cython.cdivision(True)
def _stretch_rows(x: cython.const[cython.float][::1], factors: cython.const[cython.float][::1], out: cython.float[::1]) -> None:
    row: cython.Py_ssize_t
    size: cython.Py_ssize_t = x.shape[0] // factors.shape[0]
    with cython.nogil:
        for row in range(factors.shape[0]):
            _stretch(x, row * size, size, factors[row], out)


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
@cython.cdivision(True)
def _standardize_rows(
    x: cython.const[cython.float][::1], n: cython.Py_ssize_t, least: cython.float, out: cython.float[::1]
) -> None:
    row: cython.Py_ssize_t
    size: cython.Py_ssize_t = x.shape[0] // n
    with cython.nogil:
        for row in range(n):
            _standardize(x, row * size, size, least, out)


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _mirror(
    x: cython.float[::1],
    chosen: cython.const[cython.uchar][::1],
    outer: cython.Py_ssize_t,
    size: cython.Py_ssize_t,
    inner: cython.Py_ssize_t,
) -> None:
    row: cython.Py_ssize_t
    with cython.nogil:
        for row in range(chosen.shape[0]):
            if chosen[row]:
                _reverse(x, row * outer * size * inner, outer, size, inner)


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
def _cut_bytes(
    source: cython.const[cython.uchar][::1],
    start: cython.Py_ssize_t,
    stages: cython.const[cython.longlong][:, ::1],
    window: cython.uchar[::1],
    out: cython.float[::1],
) -> cython.void:
    """Cut a picture out, then make floats of it: that is vector code, whatever the length of a row."""
    plane: cython.Py_ssize_t
    row: cython.Py_ssize_t
    i: cython.Py_ssize_t
    first: cython.Py_ssize_t
    at: cython.Py_ssize_t = 0
    width: cython.Py_ssize_t = stages[0, 3]
    for plane in range(stages[0, 1]):
        for row in range(stages[0, 2]):
            first = start + plane * stages[0, 4] + row * stages[0, 5]
            for i in range(width):
                window[at + i] = source[first + i]
            at += width
    for i in range(at):
        out[i] = window[i]


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
def _cut(
    source: cython.const[cython.float][::1],
    start: cython.Py_ssize_t,
    stages: cython.const[cython.longlong][:, ::1],
    stage: cython.Py_ssize_t,
    out: cython.float[::1],
    at: cython.Py_ssize_t,
) -> cython.void:
    plane: cython.Py_ssize_t
    row: cython.Py_ssize_t
    i: cython.Py_ssize_t
    first: cython.Py_ssize_t
    width: cython.Py_ssize_t = stages[stage, 3]
    for plane in range(stages[stage, 1]):
        for row in range(stages[stage, 2]):
            first = start + plane * stages[stage, 4] + row * stages[stage, 5]
            for i in range(width):
                out[at + i] = source[first + i]
            at += width


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
def _reverse(
    x: cython.float[::1], at: cython.Py_ssize_t, outer: cython.Py_ssize_t, size: cython.Py_ssize_t, inner: cython.Py_ssize_t
) -> cython.void:
    block: cython.Py_ssize_t
    i: cython.Py_ssize_t
    k: cython.Py_ssize_t
    low: cython.Py_ssize_t
    high: cython.Py_ssize_t
    value: cython.float
    for block in range(outer):
        low = at + block * size * inner
        high = low + (size - 1) * inner
        if inner == 1:  # a loop of one step would be most of the work
            for i in range(size // 2):
                value = x[low + i]
                x[low + i] = x[high - i]
                x[high - i] = value
            continue
        for i in range(size // 2):
            for k in range(inner):
                value = x[low + i * inner + k]
                x[low + i * inner + k] = x[high - i * inner + k]
                x[high - i * inner + k] = value


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
def _to_planes(
    x: cython.float[::1],
    first: cython.Py_ssize_t,
    pixels: cython.Py_ssize_t,
    channels: cython.Py_ssize_t,
    out: cython.Py_ssize_t,
) -> cython.void:
    channel: cython.Py_ssize_t
    i: cython.Py_ssize_t
    for channel in range(channels):
        for i in range(pixels):
            x[out + channel * pixels + i] = x[first + i * channels + channel]


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
def _each(
    stage: cython.longlong, x: cython.float[::1], first: cython.Py_ssize_t, size: cython.Py_ssize_t, number: cython.float
) -> cython.void:
    i: cython.Py_ssize_t
    if stage == _ADD:
        for i in range(first, first + size):
            x[i] = x[i] + number
    elif stage == _SUBTRACT_FROM:
        for i in range(first, first + size):
            x[i] = number - x[i]
    elif stage == _MULTIPLY:
        for i in range(first, first + size):
            x[i] = x[i] * number
    else:
        for i in range(first, first + size):
            x[i] = x[i] / number


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
def _write(
    x: cython.float[::1],
    first: cython.Py_ssize_t,
    out: cython.float[:, ::1],
    row: cython.Py_ssize_t,
    channels: cython.Py_ssize_t,
) -> cython.void:
    i: cython.Py_ssize_t
    channel: cython.Py_ssize_t
    size: cython.Py_ssize_t = out.shape[1]
    pixels: cython.Py_ssize_t = size // channels
    if channels == 1:
        for i in range(size):
            out[row, i] = x[first + i]
    elif channels == 3:
        for i in range(pixels):
            out[row, 3 * i] = x[first + i]
            out[row, 3 * i + 1] = x[first + pixels + i]
            out[row, 3 * i + 2] = x[first + 2 * pixels + i]
    else:
        for i in range(pixels):
            for channel in range(channels):
                out[row, i * channels + channel] = x[first + channel * pixels + i]


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _through(
    bytes_: cython.const[cython.uchar][::1],
    floats: cython.const[cython.float][::1],
    starts: cython.const[cython.longlong][::1],
    stages: cython.const[cython.longlong][:, ::1],
    numbers: cython.const[cython.double][:, ::1],
    window: cython.uchar[::1],
    x: cython.float[::1],
    out: cython.float[:, ::1],
    rows: cython.const[cython.longlong][::1],
    channels: cython.Py_ssize_t,
) -> None:
    record: cython.Py_ssize_t
    stage: cython.Py_ssize_t
    plane: cython.Py_ssize_t
    at: cython.Py_ssize_t  # where in `x` the picture is: at its start, or at that of its second half
    other: cython.Py_ssize_t
    a: cython.Py_ssize_t
    b: cython.Py_ssize_t
    kind: cython.longlong
    number: cython.float
    half: cython.Py_ssize_t = x.shape[0] // 2
    with cython.nogil:
        for record in range(rows.shape[0]):
            at = 0
            if floats.shape[0]:
                _cut(floats, starts[record], stages, 0, x, 0)
            else:
                _cut_bytes(bytes_, starts[record], stages, window, x)
            for stage in range(1, stages.shape[0]):
                kind = stages[stage, 0]
                a = stages[stage, 1]
                b = stages[stage, 2]
                number = cython.cast(cython.float, numbers[stage, record])
                other = half - at
                if kind == _STANDARDIZE:
                    _standardize(x, at, a, number, x)
                elif kind == _STRETCH:
                    for plane in range(a):
                        _stretch(x, at + plane * b, b, number, x)
                elif kind == _MIRROR:
                    if number != 0:
                        _reverse(x, at, a, b, stages[stage, 3])
                elif kind == _PLANES:
                    _to_planes(x, at, a, b, other)
                    at = other
                elif kind == _WINDOW:
                    _cut(x, at + cython.cast(cython.Py_ssize_t, numbers[stage, record]), stages, stage, x, other)
                    at = other
                else:
                    _each(kind, x, at, a, number)
            _write(x, at, out, rows[record], channels)
