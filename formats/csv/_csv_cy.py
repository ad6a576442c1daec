# cython: boundscheck=False, wraparound=False, cdivision=True
# mypy: disable-error-code="valid-type"
"""One pass over the bytes of n CSV records: fields to typed columns.

Uncompiled it is slow (`python_decoder.py`). What is rare or hard (hexadecimal numbers, more than 19 digits, escaped quotes,
whatever may be an error) is not decided here: its place goes to `doubtful`.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

compiled: bool = cython.compiled

# Types of columns, whole numbers last among the numbers; NOT_KEPT is a field that is only passed over.
KINDS = {"float32": 0, "float64": 1, "int32": 2, "int64": 3, "string": 4}
cython.declare(FLOAT32=cython.int, FLOAT64=cython.int, INT32=cython.int, INT64=cython.int, TEXT=cython.int, NOT_KEPT=cython.int)
FLOAT32, FLOAT64, INT32, INT64, TEXT, NOT_KEPT = range(6)

# How a field is written, or what is wrong with it or with its record.
cython.declare(PLAIN=cython.int, QUOTED=cython.int, ESCAPED=cython.int, BARE=cython.int)
cython.declare(UNESCAPED=cython.int, UNTERMINATED=cython.int, MISCOUNTED=cython.int, OUTSIDE=cython.int)
PLAIN, QUOTED, ESCAPED, BARE, UNESCAPED, UNTERMINATED, MISCOUNTED, OUTSIDE = range(8)

# A literal of more than 32 bits would be a Python object.
_MASK32 = cython.declare(cython.ulonglong, 0xFFFFFFFF)
_MASK64 = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)
_INFINITY = cython.declare(cython.double, float("inf"))
_UNDECIDED = cython.declare(cython.double, -1)


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _digits(
    buffer: cython.const[cython.uchar][::1], at: cython.Py_ssize_t, limit: cython.Py_ssize_t, whole: cython.bint
) -> tuple[cython.Py_ssize_t, cython.Py_ssize_t, cython.ulonglong]:
    """Read `digits [. digits]`, or digits alone: where it ends, where the point is or would be, all digits as one number."""
    mantissa: cython.ulonglong = 0
    cython.declare(digit=cython.int, point=cython.Py_ssize_t)
    while at < limit:
        digit = buffer[at] - 48
        if digit < 0 or digit > 9:
            break
        mantissa = mantissa * 10 + digit
        at += 1
    point = at
    if whole or at == limit or buffer[at] != 46:  # .
        return at, point, mantissa
    at += 1
    while at < limit:
        digit = buffer[at] - 48
        if digit < 0 or digit > 9:
            break
        mantissa = mantissa * 10 + digit
        at += 1
    return at, point, mantissa


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _decimal(
    buffer: cython.const[cython.uchar][::1], at: cython.Py_ssize_t, limit: cython.Py_ssize_t, whole: cython.bint
) -> tuple[cython.Py_ssize_t, cython.ulonglong, cython.longlong]:
    """Read `[sign] digits [. digits] [e exponent]`: where it ends (-1 if it is none), its digits, its power of ten.

    `whole` stops before a point or an exponent. More than 19 digits count as none.
    """
    mantissa: cython.ulonglong
    exponent: cython.longlong
    power: cython.longlong = 0
    cython.declare(digit=cython.int, digits=cython.Py_ssize_t, begin=cython.Py_ssize_t, point=cython.Py_ssize_t)
    if at < limit and (buffer[at] == 45 or buffer[at] == 43):  # - +
        at += 1
    begin = at
    at, point, mantissa = _digits(buffer, begin, limit, whole)
    exponent = point + 1 - at if point < at else 0
    digits = point - begin - exponent
    if digits == 0:
        return -1, 0, 0
    if digits > 19:
        while begin < at and (buffer[begin] == 48 or buffer[begin] == 46):
            if buffer[begin] == 48:
                digits -= 1
            begin += 1
        if digits > 19:
            return -1, 0, 0
    if not whole and at < limit and (buffer[at] == 101 or buffer[at] == 69):  # e E
        at += 1
        begin = at
        if at < limit and (buffer[at] == 45 or buffer[at] == 43):
            at += 1
        point = at
        while at < limit:
            digit = buffer[at] - 48
            if digit < 0 or digit > 9:
                break
            if power < 100000:
                power = power * 10 + digit
            at += 1
        if at == point:
            return -1, 0, 0
        exponent += -power if buffer[begin] == 45 else power
    return at, mantissa, exponent


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _high_product(a: cython.ulonglong, b: cython.ulonglong) -> cython.ulonglong:
    """The upper 64 bits of the 128 bits of a * b."""
    low: cython.ulonglong = (a & _MASK32) * (b & _MASK32)
    left: cython.ulonglong = (a >> 32) * (b & _MASK32) + (low >> 32)
    right: cython.ulonglong = (a & _MASK32) * (b >> 32) + (left & _MASK32)
    return (a >> 32) * (b >> 32) + (left >> 32) + (right >> 32)


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def _nearest(
    mantissa: cython.ulonglong,
    exponent: cython.longlong,
    single: cython.bint,
    fives: cython.const[cython.ulonglong][:, ::1],
    twos: cython.const[cython.double][::1],
) -> cython.double:
    """The float32 (`single`) or float64 nearest to mantissa * 10**exponent; _UNDECIDED in rare cases.

    D. Lemire, "Number Parsing at a Gigabyte per Second" (2021): one or two products with a 128-bit approximation of the
    power of five. `fives` is [651, 2]: high and low half of the normalized 5**q for q = -342 .. 308. `twos` is [2046]:
    2**q for q = -1074 .. 971.
    """
    bits: cython.int = 23 if single else 52
    lowest: cython.int = -127 if single else -1023
    first_tie: cython.int = -17 if single else -4
    last_tie: cython.int = 10 if single else 23
    highest: cython.int = 255 if single else 2047
    shift: cython.int = 0
    width: cython.int = 32
    cython.declare(upper=cython.ulonglong, lower=cython.ulonglong, more=cython.ulonglong)
    cython.declare(fraction=cython.ulonglong, power=cython.longlong)
    if mantissa == 0 or exponent < -342:
        return 0.0
    if exponent > 308:
        return _INFINITY
    while width:
        if mantissa >> (64 - width) == 0:
            mantissa <<= width
            shift += width
        width >>= 1
    upper = _high_product(mantissa, fives[exponent + 342, 0])
    lower = (mantissa * fives[exponent + 342, 0]) & _MASK64
    if (upper << (bits + 3)) & _MASK64 == (_MASK64 << (bits + 3)) & _MASK64:
        more = _high_product(mantissa, fives[exponent + 342, 1])
        lower = (lower + more) & _MASK64
        if lower < more:
            upper += 1
    if lower == _MASK64 and (exponent < -27 or exponent > 55):
        return _UNDECIDED
    width = 61 - bits + cython.cast(cython.int, upper >> 63)
    fraction = upper >> width
    power = ((217706 * exponent) >> 16) + 63 + cython.cast(cython.longlong, upper >> 63) - shift - lowest
    if power <= 0:  # below the normal numbers
        return _UNDECIDED
    if lower <= 1 and first_tie <= exponent <= last_tie and fraction & 3 == 1 and fraction << width == upper:
        fraction -= 1
    fraction = (fraction + (fraction & 1)) >> 1
    if fraction >> (bits + 1):
        fraction >>= 1
        power += 1
    if power >= highest:
        return _INFINITY
    return cython.cast(cython.double, fraction) * twos[power + lowest - bits + 1074]  # exact, as float32, too


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _is_missing(
    buffer: cython.const[cython.uchar][::1],
    begin: cython.Py_ssize_t,
    stop: cython.Py_ssize_t,
    missing: cython.const[cython.uchar][::1],
) -> cython.bint:
    at: cython.Py_ssize_t = 0
    if stop - begin != len(missing):
        return begin == stop
    while at < len(missing) and buffer[begin + at] == missing[at]:
        at += 1
    return at == len(missing)


@cython.final
@cython.cclass
class Form:
    """What the fields of a record are, as `scan` wants it.

    Attributes:
      delimiter: the byte between fields; quoted: whether quotes mean something.
      missing: the text that means "no value", besides the empty one.
      chosen: int64, ascending numbers of the fields that become columns; empty for all.
      kinds, rows: int32 [columns], the type of each and its place among the columns of that type.
      required: uint8 [columns].
      reals, wholes: float64 and int64 [columns], the value of a column that has none: in `reals` of one of floats, in
        `wholes` of one of whole numbers.
      tens: float64 [23], the powers of ten that are exact; fives, twos: as for `_nearest`.
    """

    delimiter: cython.int
    quoted: cython.bint
    fused: cython.bint
    missing: cython.const[cython.uchar][::1]
    chosen: cython.const[cython.longlong][::1]
    kinds: cython.const[cython.int][::1]
    rows: cython.const[cython.int][::1]
    required: cython.const[cython.uchar][::1]
    reals: cython.const[cython.double][::1]
    wholes: cython.const[cython.longlong][::1]
    tens: cython.const[cython.double][::1]
    fives: cython.const[cython.ulonglong][:, ::1]
    twos: cython.const[cython.double][::1]

    def __init__(self, delimiter, quoted, missing, chosen, kinds, rows, required, reals, wholes, tens, fives, twos) -> None:
        self.delimiter = delimiter
        self.quoted = quoted
        self.fused = delimiter not in b"0123456789+-.eE"
        self.missing = missing
        self.chosen = chosen
        self.kinds = kinds
        self.rows = rows
        self.required = required
        self.reals = reals
        self.wholes = wholes
        self.tens = tens
        self.fives = fives
        self.twos = twos


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def _field(
    buffer: cython.const[cython.uchar][::1],
    at: cython.Py_ssize_t,
    end: cython.Py_ssize_t,
    delimiter: cython.int,
    quoted: cython.bint,
) -> tuple[cython.Py_ssize_t, cython.Py_ssize_t, cython.int]:
    """The bounds of the text of the field at `at` < `end`, and PLAIN, QUOTED, ESCAPED or what is wrong there."""
    begin: cython.Py_ssize_t = at
    outcome: cython.int = PLAIN
    byte: cython.int
    if quoted and buffer[at] == 34:
        at += 1
        begin = at
        outcome = QUOTED
        while at < end - 1 and (buffer[at] != 34 or buffer[at + 1] != delimiter):
            if buffer[at] != 34:
                at += 1
            elif buffer[at + 1] == 34:
                outcome = ESCAPED
                at += 2
            else:
                return begin, at, UNESCAPED
        if at >= end or buffer[at] != 34:
            outcome = UNTERMINATED
        return begin, at, outcome
    while at < end:
        byte = buffer[at]
        if byte == delimiter:
            break
        if byte == 10 or byte == 13 or (byte == 34 and quoted):
            return begin, at, BARE
        at += 1
    return begin, at, outcome


def scan(
    form: Form,
    first: cython.Py_ssize_t,
    buffer: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    doubtful: cython.longlong[:, ::1],
    floats32: cython.float[:, ::1] = None,
    floats64: cython.double[:, ::1] = None,
    ints32: cython.int[:, ::1] = None,
    ints64: cython.longlong[:, ::1] = None,
    texts: cython.longlong[:, ::1] = None,
    missing: cython.uchar[:, ::1] = None,
) -> tuple:
    """Decode the records from `first` on, until one has not the right fields or `doubtful` may not hold the next one's.

    Args:
      form: what the fields are.
      doubtful: [m, 5], gets record, column, start, end and ESCAPED or not, for each field that the caller must look at;
        it may still be a good one.
      floats32, ..., ints64: [columns of that type, n], or None where there is none: they get the values.
      texts: [2 * columns of texts, n], or None: gets where each text starts (-1: it has no value, or is in `doubtful`; -2: it
        has none in quotes), and after all of these where it ends.
      missing: [columns, n], or None: gets 1 where a field has no value.
    Returns:
      (record at which it ended, what ended it, columns found in that record, number of its last field and where that
      begins, rows used in doubtful).
    """
    cython.declare(at=cython.Py_ssize_t, end=cython.Py_ssize_t, stop=cython.Py_ssize_t, after=cython.Py_ssize_t)
    cython.declare(low=cython.Py_ssize_t, high=cython.Py_ssize_t, row=cython.Py_ssize_t, settled=cython.Py_ssize_t)
    cython.declare(point=cython.Py_ssize_t, done=cython.bint, kind=cython.int, real=cython.double, tens=cython.longlong)
    cython.declare(parsed=cython.bint, doubt=cython.bint, negative=cython.bint, empty_end=cython.bint)
    count: cython.Py_ssize_t = len(starts)
    columns: cython.Py_ssize_t = len(form.kinds)
    select: cython.bint = len(form.chosen) > 0
    delimiter: cython.int = form.delimiter
    record: cython.Py_ssize_t = first
    outcome: cython.int = PLAIN
    found: cython.Py_ssize_t = 0
    field: cython.Py_ssize_t = 0
    begin: cython.Py_ssize_t = 0
    doubts: cython.Py_ssize_t = 0
    mantissa: cython.ulonglong = 0
    exponent: cython.longlong = 0
    kinds: cython.const[cython.int][::1] = form.kinds
    rows: cython.const[cython.int][::1] = form.rows
    powers: cython.const[cython.double][::1] = form.tens
    text_ends: cython.Py_ssize_t = 0 if texts is None else len(texts) // 2
    simple: cython.bint = form.fused and not select and len(form.missing) == 0
    with cython.nogil:
        while record < count and doubts + columns <= len(doubtful):
            at = starts[record]
            end = ends[record]
            found = field = 0
            settled = doubts
            if at < 0 or end < at or end > len(buffer):
                outcome = OUTSIDE
                break
            empty_end = end > at and buffer[end - 1] == delimiter  # one more field follows, an empty one
            while at < end or empty_end:
                parsed = False
                if simple and at < end and found < columns and kinds[found] < TEXT:
                    # Most numbers are a few digits, some with a point: they take half as long here as below.
                    kind = kinds[found]
                    negative = buffer[at] == 45
                    begin = at + negative
                    stop, point, mantissa = _digits(buffer, begin, end, kind >= INT32)
                    tens = stop - point - 1 if point < stop else 0
                    parsed = point + tens > begin and stop - begin <= 19 and (stop == end or buffer[stop] == delimiter)
                    if kind == FLOAT32:
                        done = parsed and mantissa >> 24 == 0 and tens <= 10
                    elif kind == FLOAT64:
                        done = parsed and mantissa >> 53 == 0 and tens <= 22
                    else:
                        done = parsed and mantissa <= (0x7FFFFFFF if kind == INT32 else _MASK64 >> 1)
                        parsed = False
                    if done:
                        row = rows[found]
                        if kind <= FLOAT64:
                            # Digits and power of ten are exact, so one operation is well rounded.
                            real = cython.cast(cython.longlong, mantissa)
                            real = real / powers[tens]
                            if kind == FLOAT32:
                                floats32[row, record] = -real if negative else real
                            else:
                                floats64[row, record] = -real if negative else real
                        elif kind == INT32:
                            ints32[row, record] = -mantissa if negative else mantissa
                        else:
                            ints64[row, record] = -mantissa if negative else mantissa
                        at = stop + 1
                        found += 1
                        field += 1
                        outcome = PLAIN
                        continue
                if at < end and (buffer[at] == 10 or buffer[at] == 13):
                    at += 1  # TensorFlow passes over line ends before a field
                    continue
                kind = form.kinds[found] if found < columns and (not select or form.chosen[found] == field) else NOT_KEPT
                begin = at
                outcome = PLAIN
                if parsed:
                    exponent = -tens
                elif at >= end:
                    at = begin = stop = end
                    empty_end = False
                else:
                    stop = -1
                if stop < 0 and kind < TEXT and form.fused:  # a number that ends where its field ends is read in one pass
                    stop, mantissa, exponent = _decimal(buffer, at, end, kind >= INT32)
                    if stop >= 0 and stop < end and buffer[stop] != delimiter:
                        stop = -1
                parsed = stop >= 0
                if not parsed:
                    begin, stop, outcome = _field(buffer, at, end, delimiter, form.quoted)
                    if outcome >= BARE:
                        break
                at = stop + 2 if outcome > PLAIN else stop + 1
                field += 1
                if kind == NOT_KEPT:
                    if not select:
                        found += 1
                    continue
                row = rows[found]
                found += 1
                doubt = False
                if outcome == ESCAPED:
                    doubt = True
                    if kind == TEXT:
                        texts[row, record] = -1
                elif _is_missing(buffer, begin, stop, form.missing):
                    doubt = form.required[found - 1]
                    if missing is not None:
                        missing[found - 1, record] = 1
                    if kind == FLOAT32:
                        floats32[row, record] = form.reals[found - 1]
                    elif kind == FLOAT64:
                        floats64[row, record] = form.reals[found - 1]
                    elif kind == INT32:
                        ints32[row, record] = form.wholes[found - 1]
                    elif kind == INT64:
                        ints64[row, record] = form.wholes[found - 1]
                    else:
                        texts[row, record] = -2 if outcome == QUOTED else -1
                elif kind == TEXT:
                    texts[row, record] = begin
                    texts[text_ends + row, record] = stop
                else:
                    low = begin
                    if not parsed:
                        high = stop
                        while low < high and (buffer[low] == 32 or 9 <= buffer[low] <= 13):
                            low += 1
                        while low < high and (buffer[high - 1] == 32 or 9 <= buffer[high - 1] <= 13):
                            high -= 1
                        after, mantissa, exponent = _decimal(buffer, low, high, kind >= INT32)
                        parsed = after == high
                    negative = low < end and buffer[low] == 45
                    if not parsed:
                        doubt = True
                    elif kind <= FLOAT64:
                        tens = 10 if kind == FLOAT32 else 22
                        if mantissa >> (24 if kind == FLOAT32 else 53) == 0 and -tens <= exponent <= tens:
                            real = mantissa  # it and the power of ten are exact, so one operation is well rounded
                            real = real / form.tens[-exponent] if exponent < 0 else real * form.tens[exponent]
                        else:
                            real = _nearest(mantissa, exponent, kind == FLOAT32, form.fives, form.twos)
                            doubt = real == _UNDECIDED
                        if kind == FLOAT32:
                            floats32[row, record] = -real if negative else real
                        else:
                            floats64[row, record] = -real if negative else real
                    elif mantissa > (0x7FFFFFFF if kind == INT32 else _MASK64 >> 1):
                        doubt = True
                    elif kind == INT32:
                        ints32[row, record] = -mantissa if negative else mantissa
                    else:
                        ints64[row, record] = -mantissa if negative else mantissa
                if doubt:
                    doubtful[doubts, 0] = record
                    doubtful[doubts, 1] = found - 1
                    doubtful[doubts, 2] = begin
                    doubtful[doubts, 3] = stop
                    doubtful[doubts, 4] = outcome
                    doubts += 1
                if select and found == columns:
                    break
            if outcome < BARE:
                outcome = PLAIN if found == columns else MISCOUNTED
            if outcome >= BARE:
                doubts = settled
                break
            record += 1
    return record, outcome, found, field, at, doubts
