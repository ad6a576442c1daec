"""NumPy's functions and methods as they were: gone ones, and those that refuse or return something else now."""

from __future__ import annotations

import array as _array
import inspect
import sys
from typing import Any

import numpy as np

NINF = -np.inf
PZERO = 0.0
NZERO = -0.0


def _made(make: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """An array as NumPy 1.16 made it: `copy=False` copies where it must, a ragged list becomes objects, whole numbers wrap."""
    if options.get("copy", True) is False:
        options = {**options, "copy": None if np.lib.NumpyVersion(np.__version__) >= "2.0.0" else False}
    try:
        return make(*arguments, **options)
    except ValueError as error:
        dtype = arguments[1] if len(arguments) > 1 else options.get("dtype")
        if dtype is not None or "inhomogeneous" not in str(error):
            raise
        return make(arguments[0], object, *arguments[2:], **{name: value for name, value in options.items() if name != "dtype"})
    except OverflowError:
        dtype = arguments[1] if len(arguments) > 1 else options.get("dtype")
        if dtype is None or np.dtype(dtype).kind not in "iu":
            raise
        rest = {name: value for name, value in options.items() if name not in ("dtype", "copy")}
        return make(arguments[0], *arguments[2:], **rest).astype(dtype)


def array(*arguments: Any, **options: Any) -> Any:
    """`np.array`: a ragged list is an array of objects."""
    return _made(np.array, arguments, options)


def asarray(*arguments: Any, **options: Any) -> Any:
    """`np.asarray`: a ragged list is an array of objects."""
    return _made(np.asarray, arguments, options)


def asanyarray(*arguments: Any, **options: Any) -> Any:
    """`np.asanyarray`: a ragged list is an array of objects."""
    return _made(np.asanyarray, arguments, options)


def save(file: Any, arr: Any, *arguments: Any, **options: Any) -> None:
    """`np.save` of what may be a ragged list."""
    np.save(file, asanyarray(arr), *arguments, **options)


def savez(file: Any, *arrays: Any, **named: Any) -> None:
    """`np.savez` of what may be ragged lists."""
    np.savez(file, *map(asanyarray, arrays), **{name: asanyarray(value) for name, value in named.items()})


def load(file: Any, mmap_mode: Any = None, allow_pickle: bool = True, fix_imports: bool = True, encoding: Any = "ASCII") -> Any:
    """`np.load`, which unpickles arrays of objects, those of Python 2 with their texts as latin-1."""
    options = {"allow_pickle": allow_pickle, "fix_imports": fix_imports}
    start = file.tell() if hasattr(file, "seek") else None
    try:
        return np.load(file, mmap_mode, encoding=encoding, **options)
    except UnicodeError:
        if start is not None:
            file.seek(start)
        return np.load(file, mmap_mode, encoding="latin1", **options)


def fromstring(string: Any, dtype: Any = float, count: int = -1, sep: str = "", **options: Any) -> Any:
    """`np.fromstring`: the numbers that bytes hold, or with `sep` those that a text says."""
    if sep:
        return np.fromstring(string, dtype, count, sep=sep, **options)
    data = string.encode("utf-8", "surrogateescape") if isinstance(string, str) else string
    size = np.dtype(dtype).itemsize
    if count < 0 and len(data) % size:
        raise ValueError("string size must be a multiple of element size")
    if count > 0 and len(data) < count * size:
        raise ValueError("string is smaller than requested size")
    if not len(data):
        return np.empty(0, dtype)
    return np.frombuffer(data, dtype, count, **options).copy()


def reshape(a: Any, newshape: Any, order: Any = "C") -> Any:
    """`np.reshape` with the name that its argument had."""
    return np.reshape(a, newshape, order=order)


def histogram(a: Any, bins: Any = 10, range: Any = None, normed: Any = None, weights: Any = None, density: Any = None) -> Any:
    """`np.histogram`, which took `normed` for `density`."""
    return np.histogram(a, bins, range, density=bool(normed) if density is None else density, weights=weights)


def lstsq(a: Any, b: Any, rcond: Any = -1) -> Any:
    """`np.linalg.lstsq`, which leaves no singular value out."""
    return np.linalg.lstsq(a, b, rcond=rcond)


def concatenate(arrays: Any, *arguments: Any, **options: Any) -> Any:
    """`np.concatenate` of what may be a generator."""
    return np.concatenate(list(arrays), *arguments, **options)


def stack(arrays: Any, *arguments: Any, **options: Any) -> Any:
    """`np.stack` of what may be a generator."""
    return np.stack(list(arrays), *arguments, **options)


def vstack(tup: Any) -> Any:
    """`np.vstack` of what may be a generator."""
    return np.vstack(list(tup))


def hstack(tup: Any) -> Any:
    """`np.hstack` of what may be a generator."""
    return np.hstack(list(tup))


def dstack(tup: Any) -> Any:
    """`np.dstack` of what may be a generator."""
    return np.dstack(list(tup))


def column_stack(tup: Any) -> Any:
    """`np.column_stack` of what may be a generator."""
    return np.column_stack(list(tup))


def asscalar(a: Any) -> Any:
    """The one element of an array, as a number of Python's."""
    return a.item()


def alen(a: Any) -> int:
    """The length of the first axis, 1 for a number."""
    try:
        return len(a)
    except TypeError:
        return len(np.array(a, ndmin=1))


def in1d(ar1: Any, ar2: Any, assume_unique: bool = False, invert: bool = False) -> Any:
    """For each element of an array, in one row, whether another array has it."""
    return np.isin(np.asarray(ar1).ravel(), ar2, assume_unique=assume_unique, invert=invert)


def msort(a: Any) -> Any:
    """A copy that is sorted along the first axis."""
    return np.sort(np.array(a, subok=True, copy=True), axis=0)


def asfarray(a: Any, dtype: Any = np.float64) -> Any:
    """An array of floats."""
    return np.asarray(a, dtype if np.issubdtype(dtype, np.inexact) else np.float64)


def fastCopyAndTranspose(a: Any) -> Any:
    """A transposed copy."""
    return np.asarray(a).T.copy()


def disp(mesg: Any, device: Any = None, linefeed: bool = True) -> None:
    """Write a message to a file, to the standard output without one."""
    device = sys.stdout if device is None else device
    device.write(f"{mesg}\n" if linefeed else f"{mesg}")
    device.flush()


def source(object: Any, output: Any = None) -> None:
    """Write the source of a function to a file, to the standard output without one."""
    try:
        text = f"In file: {inspect.getsourcefile(object)}\n\n{inspect.getsource(object)}\n"
    except (OSError, TypeError):
        text = "Not available for this object.\n"
    (sys.stdout if output is None else output).write(text)


def recfromtxt(fname: Any, **options: Any) -> Any:
    """`np.genfromtxt` that finds the types out, as records."""
    usemask = options.get("usemask", False)
    found = np.genfromtxt(fname, **{"dtype": None, **options})
    return found.view(np.ma.mrecords.MaskedRecords if usemask else np.recarray)


def recfromcsv(fname: Any, **options: Any) -> Any:
    """`recfromtxt` of a CSV file: names in its first line, in small letters."""
    return recfromtxt(fname, **{"case_sensitive": "lower", "names": True, "delimiter": ",", **options})


def ndfromtxt(fname: Any, **options: Any) -> Any:
    """`np.genfromtxt` without a mask."""
    return np.genfromtxt(fname, **{**options, "usemask": False})


def mafromtxt(fname: Any, **options: Any) -> Any:
    """`np.genfromtxt` with a mask."""
    return np.genfromtxt(fname, **{**options, "usemask": True})


def random_integers(low: int, high: int | None = None, size: Any = None) -> Any:
    """Random whole numbers up to `high`, which may be among them, of NumPy's global generator."""
    low, high = (1, low) if high is None else (low, high)
    return np.random.randint(low, high + 1, size, dtype=np.dtype("l"))


def inner1d(a: Any, b: Any) -> Any:
    """The sums of products along the last axis."""
    return np.einsum("...i,...i->...", a, b)


def tostring(a: Any, *arguments: Any, **options: Any) -> Any:
    """The bytes of an array, of a picture or of what else has such a method."""
    if isinstance(a, (np.ndarray, np.generic, _array.array)) or not hasattr(a, "tostring"):
        return a.tobytes(*arguments, **options)
    return a.tostring(*arguments, **options)


def itemset(a: Any, *arguments: Any) -> None:
    """Set one element of an array, by its number or its indices."""
    if not isinstance(a, np.ndarray):
        a.itemset(*arguments)
    elif len(arguments) == 1:
        if a.size != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        a[(0,) * a.ndim] = arguments[0]
    elif len(arguments) == 2 and not isinstance(arguments[0], tuple):
        a[np.unravel_index(arguments[0], a.shape)] = arguments[1]
    else:
        a[arguments[0] if len(arguments) == 2 else arguments[:-1]] = arguments[-1]


def ptp(a: Any, *arguments: Any, **options: Any) -> Any:
    """The range of an array's values."""
    return np.ptp(a, *arguments, **options) if isinstance(a, (np.ndarray, np.generic)) else a.ptp(*arguments, **options)


def newbyteorder(a: Any, new_order: Any = "S") -> Any:
    """The same bytes, read in another order."""
    if isinstance(a, np.ndarray):
        return a.view(a.dtype.newbyteorder(new_order))
    if isinstance(a, np.generic):
        return np.frombuffer(a.tobytes(), a.dtype.newbyteorder(new_order))[0]
    return a.newbyteorder(new_order)
