"""What stands where below `tensorflow`: import paths and names, and where headrace has them. Only for the functions of
`gen_*_ops` modules something is imported for it: what declares operations.

A path is what comes after `tensorflow.`: that of a module (`python.ops.array_ops`), or that of a group of names (`nn`; "" is
`tf` itself). What headrace exports is in `_names/table.py`, what TensorFlow had in `_names/tensorflow.py`.
"""

from __future__ import annotations

from .._names.lookup import NEWEST, OLDEST, Lookup
from .._names.table import ALIASES, MESSAGES, NAMES
from .._names.tensorflow import PATHS, SECOND_PATHS
from . import operations

__all__ = [
    "NAMES",
    "NEWEST",
    "OLDEST",
    "PATHS",
    "canonical",
    "elsewhere",
    "first_of",
    "has",
    "is_there",
    "listed",
    "names_of",
]


def _operation(name: str) -> str | None:
    return f"{operations.__name__}:{name}" if operations.has(name) else None


_lookup = Lookup(NAMES, ALIASES, MESSAGES, PATHS, SECOND_PATHS, _operation)
names_of = _lookup.names_of
first_of = _lookup.first_of
canonical = _lookup.canonical
is_there = _lookup.is_there
elsewhere = _lookup.elsewhere
has = _lookup.has
listed = _lookup.listed
