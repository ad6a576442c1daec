"""Arrays and columns of elements as plain data that JSON can hold."""

from __future__ import annotations

import base64
import json
import math
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.types.dtypes import as_dtype, of_array, string
from headrace.graph.types.errors import OpError, UnknownError, exception_type_from_error_code

_LEVEL = 1
"""Of deflate: higher ones take several times as long, for a tenth of the size."""


def encoded(array: Any) -> dict[str, Any]:
    """An array, or a NumPy scalar; of strings where it holds bytes."""
    array = np.asarray(array, object) if isinstance(array, bytes) else np.asarray(array)
    data: dict[str, Any] = {"type": of_array(array).name, "shape": list(array.shape)}
    if array.dtype == object:
        texts = array.ravel().tolist()
        data["lengths"] = _packed(np.fromiter(map(len, texts), np.int64, len(texts)).tobytes())
        data["bytes"] = _packed(b"".join(texts))
    else:
        data["bytes"] = _packed(np.ascontiguousarray(array).tobytes())
    return data


def decoded(data: dict[str, Any]) -> np.ndarray:
    """The array, writable and its own."""
    kind, shape, content = as_dtype(data["type"]), tuple(data["shape"]), _unpacked(data["bytes"])
    if kind is not string:
        return np.frombuffer(bytearray(content), np.dtype(kind.as_numpy_dtype)).reshape(shape)
    ends = np.cumsum(np.frombuffer(_unpacked(data["lengths"]), np.int64)).tolist()
    texts = np.empty(len(ends), object)
    texts[:] = [content[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return texts.reshape(shape)


def encoded_columns(columns: Sequence[Any]) -> list[dict[str, Any]]:
    """Columns of elements: arrays, or lists of arrays where the shapes differ."""
    return [_encoded_list(column) if isinstance(column, list) else encoded(column) for column in columns]


def decoded_columns(data: Sequence[dict[str, Any]]) -> list[Any]:
    return [_decoded_list(column) if "each" in column else decoded(column) for column in data]


def _encoded_list(column: list[Any]) -> dict[str, Any]:
    """All elements as one array, and the shape of each. Elements of one component have one type."""
    arrays = [np.asarray(value, object) if isinstance(value, bytes) else np.asarray(value) for value in column]
    flat = [array.ravel() for array in arrays]
    return {
        "each": [list(array.shape) for array in arrays],
        **(encoded(np.concatenate(flat)) if flat else encoded(np.zeros(0))),
    }


def _decoded_list(data: dict[str, Any]) -> list[Any]:
    flat, found, first = decoded(data), [], 0
    for shape in data["each"]:
        size = math.prod(shape)
        found.append(flat[first : first + size].reshape(shape).copy())
        first += size
    return found


def packed_json(value: Any) -> str:
    """Plain data with much that is alike, in one string."""
    return _packed(json.dumps(value).encode())


def unpacked_json(text: str) -> Any:
    return json.loads(_unpacked(text))


def _packed(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content, _LEVEL)).decode()


def _unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))


def encoded_error(error: BaseException) -> dict[str, Any]:
    """An error by its code and message; one that is of no code as what it becomes where it is reported."""
    if isinstance(error, OpError):
        return {"code": error.error_code, "message": error.message}
    return {"code": UnknownError(None, None, "").error_code, "message": f"{type(error).__name__}: {error}"}


def decoded_error(data: dict[str, Any]) -> OpError:
    kind: Any = exception_type_from_error_code(data["code"])
    error: OpError = kind(None, None, data["message"])
    return error
