"""What flows remember, as plain data: what JSON can hold, beside arrays and byte strings."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.records import Records
from headrace.graph.blocks.deferred import CompactColumn
from headrace.graph.blocks.unwritten import UnwrittenColumn
from headrace.graph.ops.sparse.sparse_tensor import SparseTensorValue
from headrace.graph.types.errors import FailedPreconditionError, OpError, UnknownError, exception_type_from_error_code

from .block import Block, plain
from .places import Places, as_array

Plain = Callable[[Any], Any]

_kinds: dict[type, tuple[str, Plain]] = {}
_makers: dict[str, Plain] = {}


def can_be_said(kind: type, name: str, plain: Plain, make: Plain) -> None:
    """Values of a class can be said: `plain` gives something that can, of which `make` makes one again."""
    _kinds[kind] = name, plain
    _makers[name] = make


_COLUMNS = (Records, CompactColumn, UnwrittenColumn)


def said(value: Any) -> Any:
    """A value as plain data.

    Raises:
      FailedPreconditionError: it is something that cannot be said, such as a dataset.
    """
    if value is None or isinstance(value, (bool, int, float, str, bytes, np.ndarray)):
        return value.copy() if isinstance(value, np.ndarray) else value
    if isinstance(value, np.generic):
        return {"scalar": np.asarray(value)}
    if type(value) in _kinds:
        name, plain_of = _kinds[type(value)]
        return {"kind": name, "made of": said(plain_of(value))}
    if isinstance(value, _COLUMNS):
        return plain(value)
    if isinstance(value, SparseTensorValue):
        return {"sparse": [np.asarray(part) for part in value]}
    if isinstance(value, (list, deque)):
        return {"list": [said(one) for one in value]}
    if isinstance(value, tuple):
        return {"tuple": [said(one) for one in value]}
    if isinstance(value, dict):
        return {"dict": [[said(key), said(one)] for key, one in value.items()]}
    if isinstance(value, Block):
        return {"block": [said(column) for column in value.columns], "n": value.n, "places": said(value.places)}
    if isinstance(value, Places):
        numbers = None if value.numbers is None else as_array(value.numbers)
        raws = None if value.raws is None else plain(value.raws)
        return {"files": list(value.names), "of": np.array(value.files), "numbers": numbers, "raws": [value.are_offsets, raws]}
    if isinstance(value, OpError):
        return {"error": [value.error_code, value.message]}
    if isinstance(value, BaseException):
        return {"error": [UnknownError(None, None, "").error_code, f"{type(value).__name__}: {value}"]}
    raise FailedPreconditionError(None, None, f"a {type(value).__name__} that an iterator holds cannot be saved")


def meant(data: Any) -> Any:
    """The value that plain data says."""
    if isinstance(data, list):
        return [meant(one) for one in data]
    if not isinstance(data, dict):
        return data
    if "scalar" in data:
        return data["scalar"][()]
    if "sparse" in data:
        return SparseTensorValue(*data["sparse"])
    if "list" in data:
        return meant(data["list"])
    if "tuple" in data:
        return tuple(meant(data["tuple"]))
    if "dict" in data:
        return {meant(key): meant(one) for key, one in data["dict"]}
    if "block" in data:
        return Block(meant(data["block"]), data["n"], meant(data["places"]))
    if "files" in data:
        are_offsets, strings = data["raws"]
        raws = None if strings is None else Records.from_list(list(strings))
        return Places(data["files"], data["of"], data["numbers"], are_offsets, raws)
    if "kind" in data:
        return _makers[data["kind"]](meant(data["made of"]))
    code, message = data["error"]
    kind: Any = exception_type_from_error_code(code)
    return kind(None, None, message)
