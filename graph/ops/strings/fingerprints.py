"""fingerprint: rows of any type as numbers of 64 bits that are the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats import hashes
from headrace.formats.exports import export
from headrace.formats.records import Records

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank, with_rank_at_least

FINGERPRINT = Op(
    "Fingerprint",
    "data: T, method: string -> fingerprint: uint8",
    "T: type",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@FINGERPRINT.shape
def _fingerprint_shape(op: Operation) -> StaticShape:
    data = with_rank_at_least(op.inputs[0].static_shape, 1)
    with_rank(op.inputs[1].static_shape, 0)
    method = constant_value(op.inputs[1])
    if method is not None and method != b"farmhash64":
        raise ValueError(f"Unsupported method: {method.item().decode(errors='backslashreplace')}")
    return (None if data is None else data[0], None if method is None else 8)


@FINGERPRINT.kernel
def _fingerprint(data: Any, method: Any) -> np.ndarray:
    if not np.ndim(data):
        raise invalid("`data` should have at least one dimension: []")
    name: bytes = np.asarray(method).item()
    if name != b"farmhash64":
        raise invalid(f"Unsupported fingerprint method: {name.decode(errors='backslashreplace')}")
    rows = len(data)
    if data.dtype != object:
        return _of_bytes([row.tobytes() for row in np.ascontiguousarray(data)])
    found = _of_bytes(data.reshape(-1).tolist())
    if data.size == rows:
        return found
    return _of_bytes([row.tobytes() for row in found.reshape(rows, -1)])


def _of_bytes(rows: Sequence[bytes]) -> np.ndarray:
    return hashes.fingerprints(Records.from_list(rows)).astype("<u8").view(np.uint8).reshape(len(rows), 8)


@export("fingerprint")
def fingerprint(data: TensorLike, method: str = "farmhash64", name: str | None = None) -> Tensor:
    """A number of 64 bits for each row, the same on every machine and in every release.

    Args:
      data: tensor of shape [n, ...] of any dtype.
      method: "farmhash64", FarmHash's Fingerprint64 of a row's bytes; of a row of several strings that of their
        fingerprints.

    Returns:
      uint8 [n, 8]: the bytes of the numbers, the lowest first.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) `data` is a scalar, or there is no such method.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.fingerprint(["a"])).tolist()
      [[227, 117, 223, 182, 101, 66, 69, 179]]
    """
    return FINGERPRINT(data, method, name=name)
