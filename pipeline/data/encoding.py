"""Where a pass is, as bytes: JSON, with arrays and byte strings in it."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np

_ARRAY, _TEXTS, _BYTES = "array of", "texts of", "bytes"


def packed(state: Any) -> bytes:
    """Plain data (`flow.blocks.states`) as bytes."""
    return json.dumps(_plain(state), separators=(",", ":")).encode()


def unpacked(data: bytes) -> Any:
    """What `packed` made bytes of."""
    return _meant(json.loads(data))


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {_BYTES: _text(value)}
    if isinstance(value, np.ndarray) and value.dtype == object:
        return {_TEXTS: list(value.shape), "items": [_text(one) for one in value.ravel().tolist()]}
    if isinstance(value, np.ndarray):
        return {_ARRAY: value.dtype.str, "shape": list(value.shape), "items": _text(np.ascontiguousarray(value).tobytes())}
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value


def _meant(value: Any) -> Any:
    if isinstance(value, list):
        return [_meant(one) for one in value]
    if not isinstance(value, dict):
        return value
    if _BYTES in value:
        return base64.b64decode(value[_BYTES])
    if _TEXTS in value:
        array = np.empty(len(value["items"]), object)
        array[:] = [base64.b64decode(one) for one in value["items"]]
        return array.reshape(value[_TEXTS])
    if _ARRAY in value:
        content = bytearray(base64.b64decode(value["items"]))
        return np.frombuffer(content, np.dtype(value[_ARRAY])).reshape(value["shape"])
    return {key: _meant(one) for key, one in value.items()}


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
