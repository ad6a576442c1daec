"""Samples of ops: how one is built and on which arrays, for the tests that walk all ops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass
class Sample:
    """One use of an op.

    Attributes:
      type: the op's type.
      build: from input tensors to the output tensor, or a list of tensors.
      inputs: arrays; each becomes a placeholder of its shape, or a constant where its position is in `constants`.
      gradient: whether to hold the gradient against finite differences (floating inputs only).
      batched: positions of inputs that may differ from record to record; by default all that are not constants.
      constants: positions of inputs that are constants of the graph.
    """

    type: str
    build: Callable[..., Any]
    inputs: Sequence[Any]
    gradient: bool = True
    batched: Sequence[int] | None = None
    constants: Sequence[int] = field(default_factory=tuple)

    def arrays(self) -> list[np.ndarray]:
        """The inputs as arrays; text as object arrays of bytes."""
        arrays = []
        for value in self.inputs:
            array = np.asarray(value)
            if array.dtype.kind in "SU":
                encoded = [item.encode() if isinstance(item, str) else item for item in array.reshape(-1).tolist()]
                array = np.array(encoded, object).reshape(array.shape)
            arrays.append(array)
        return arrays

    def varying(self) -> list[int]:
        """The positions of the inputs that may carry the records' axis."""
        if self.batched is not None:
            return list(self.batched)
        return [k for k in range(len(self.inputs)) if k not in self.constants]
