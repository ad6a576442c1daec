"""Checkpoints that TensorFlow wrote, and what it reads from them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from . import golden

CHECKPOINTS = {
    "every type": "checkpoint_v2/all/model-1234",
    "200 variables": "checkpoint_v2/many/model.ckpt",
    "two data files": "checkpoint_v2/sharded/model-5",
    "version 1": "checkpoint_v1/all/model.ckpt-77",
}


def values(prefix: str) -> Iterator[tuple[str, np.ndarray, Any]]:
    """Name, value and recorded cell of each tensor of a golden checkpoint."""
    path = golden.DIRECTORY / prefix
    arrays = np.load(f"{path}.values.npz")
    for name, cell in json.loads((path.parent / f"{path.name}.values.json").read_text()).items():
        if "array" in cell:
            yield name, arrays[cell["array"]], cell
        else:
            yield name, np.empty(cell["shape"], object), cell


def agrees(found: Any, expected: np.ndarray, cell: Any) -> bool:
    """Whether a value is the recorded one, bit by bit."""
    found = np.asarray(found, object if isinstance(found, bytes) else None)
    if found.shape != expected.shape or found.dtype != expected.dtype:
        return False
    if expected.dtype != object:
        return bool(found.tobytes() == expected.tobytes())
    return all(golden.equals(*pair) for pair in zip(found.reshape(-1).tolist(), cell["values"]["values"], strict=True))
