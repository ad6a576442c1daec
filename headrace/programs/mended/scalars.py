"""What NumPy knew of its types: hierarchies, codes and sizes."""

from __future__ import annotations

from typing import Any

import numpy as np

sctypes: dict[str, list[type]] = {
    "int": [np.int8, np.int16, np.int32, np.int64],
    "uint": [np.uint8, np.uint16, np.uint32, np.uint64],
    "float": list(dict.fromkeys([np.float16, np.float32, np.float64, np.longdouble])),
    "complex": list(dict.fromkeys([np.complex64, np.complex128, np.clongdouble])),
    "others": [bool, object, bytes, str, np.void],
}

_RISING = "?bBhHiIlLqQefdgFDGO"
_KINDS = "buifcSUVOMm"
_ALL = {np.dtype(code).type for code in _RISING + "SUVMm"}


def find_common_type(array_types: Any, scalar_types: Any) -> Any:
    """The type that arrays and scalars have in common: that of the arrays, unless a scalar is of a higher kind."""
    of_arrays = _common([np.dtype(found) for found in array_types])
    of_scalars = _common([np.dtype(found) for found in scalar_types])
    if of_arrays is None or of_scalars is None:
        return of_scalars if of_arrays is None else of_arrays
    if _KINDS.index(of_scalars.kind) <= _KINDS.index(of_arrays.kind):
        return of_arrays
    return of_scalars if np.can_cast(of_arrays, of_scalars) else _common([of_arrays, of_scalars], of_scalars.char)


def _common(found: list[Any], start: str = "?") -> Any:
    """The first type, from `start` on, that holds all that these do."""
    if len(found) < 2:
        return found[0] if found else None
    candidates = map(np.dtype, _RISING[_RISING.index(start) :] if start in _RISING else "")
    return next((candidate for candidate in candidates if all(np.can_cast(one, candidate) for one in found)), None)


def issubclass_(arg1: Any, arg2: Any) -> bool:
    """`issubclass`, false where something isn't a class."""
    try:
        return issubclass(arg1, arg2)
    except TypeError:
        return False


def obj2sctype(rep: Any, default: Any = None) -> Any:
    """The scalar type that something stands for."""
    if isinstance(rep, type) and issubclass(rep, np.generic):
        return rep
    if isinstance(rep, np.ndarray):
        return rep.dtype.type
    try:
        return np.dtype(rep).type
    except (TypeError, ValueError):
        return default


def issctype(rep: Any) -> bool:
    """Whether something is a scalar type, or a dtype."""
    if not isinstance(rep, (type, np.dtype)):
        return False
    found = obj2sctype(rep)
    return found is not None and found is not np.object_


def issubsctype(arg1: Any, arg2: Any) -> bool:
    """Whether one scalar type is below another."""
    return issubclass(obj2sctype(arg1), obj2sctype(arg2))


def sctype2char(sctype: Any) -> str:
    """The letter of a type."""
    found = obj2sctype(sctype)
    if found is None:
        raise ValueError("unrecognized type")
    return np.dtype(found).char


def maximum_sctype(t: Any) -> Any:
    """The type of the same kind that holds most."""
    found = obj2sctype(t)
    if found is None:
        return t
    for base, kind in (
        (np.floating, "float"),
        (np.complexfloating, "complex"),
        (np.signedinteger, "int"),
        (np.unsignedinteger, "uint"),
    ):
        if issubclass(found, base):
            return sctypes[kind][-1]
    return found


class _ByType(dict[Any, Any]):
    """A dict by scalar types that also knows what stands for one."""

    def __missing__(self, key: Any) -> Any:
        return self[obj2sctype(key)] if obj2sctype(key) is not key else None


nbytes = _ByType({found: np.dtype(found).itemsize for found in _ALL})
cast = _ByType({found: (lambda x, found=found: np.asarray(x).astype(found)) for found in _ALL})
