"""Samples of ops: how one is built and on which arrays, for the tests that walk all ops."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from headrace.graph.core.graph import Graph
from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.types.dtypes import of_array

FOLDER = Path(__file__).resolve().parent.parent / "graph" / "ops" / "samples"


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


def all_samples() -> list[Sample]:
    """The samples of all files."""
    found: list[Sample] = []
    for path in sorted(FOLDER.glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"op_samples_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found += module.SAMPLES
    return found


def built(sample: Sample, arrays: Sequence[Any]) -> tuple[Any, Any, list, dict]:
    """The sampled node in a graph of its own: the graph, the node, its outputs, the placeholders by input position."""
    graph = Graph()
    with graph.as_default():
        tensors, fed = [], {}
        for position, array in enumerate(arrays):
            if position in sample.constants:
                tensors.append(array)
            else:
                tensors.append(placeholder(of_array(array), array.shape))
                fed[position] = tensors[-1]
        result = sample.build(*tensors)
    outputs = list(result) if isinstance(result, (list, tuple)) else [result]
    op = next(op for op in reversed(graph.get_operations()) if op.type == sample.type)
    return graph, op, outputs, fed
