"""Samples of ops: how one is built and on which arrays, for the tests that walk all ops."""

from __future__ import annotations

import dataclasses
import functools
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.execution.session import Session
from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.ops.state.variable import ASSIGN, VARIABLE
from headrace.graph.types.dtypes import as_dtype, of_array
from headrace.graph.types.quantized import integers_of

DIRECTORY = Path(__file__).resolve().parent.parent / "graph" / "ops" / "samples"

OTHER_TYPES = {
    "float32": ["float64", "float16"],
    "float64": ["float32"],
    "complex64": ["complex128"],
    "complex128": ["complex64"],
    "int32": ["int64"],
    "int64": ["int32"],
}
"""In which types a sample is asked once more."""


@dataclass
class Sample:
    """One use of an op.

    Attributes:
      type: the op's type.
      build: from input tensors to the output tensor, or a list of tensors, or the operation.
      inputs: arrays; each becomes a placeholder of its shape, a constant where its position is in `constants`, a
        variable of that value where it is in `variables`.
      gradient: whether to hold the gradient against finite differences (floating inputs only).
      batched: positions of inputs that may differ from record to record; by default all that are neither constants nor
        variables.
      constants: positions of inputs that are constants of the graph.
      variables: positions of inputs that are variables.
      values: from the arrays that reach the node to its outputs, one or a tuple, or to a tuple of these and of what its
        variables hold after it; where it is None, what TensorFlow made of the node is recorded in `golden/ops/values.jsonl`.
      read: from an output to what is compared, for outputs that may say the same in other words (compressed files).
      tolerance: how far numbers may lie from what they should be: integers by so much, floats relative to it and
        absolute; by default integers not at all, floats some units in the last place of their type.
      undefined: positions of outputs whose elements mean nothing.
      twins: whether the sample is asked once more in other types, see `twins_of`.
    """

    type: str
    build: Callable[..., Any]
    inputs: Sequence[Any]
    gradient: bool = True
    batched: Sequence[int] | None = None
    constants: Sequence[int] = field(default_factory=tuple)
    variables: Sequence[int] = field(default_factory=tuple)
    values: Callable[..., Any] | None = None
    read: Callable[[Any], Any] | None = None
    tolerance: float | None = None
    undefined: Sequence[int] = field(default_factory=tuple)
    twins: bool = True

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
        return [k for k in range(len(self.inputs)) if k not in self.constants and k not in self.variables]


def drawn(shape: Sequence[int], seed: int, dtype: Any = np.float64) -> np.ndarray:
    """Numbers of two decimals in [-3, 3], the same ones on every machine and with every NumPy."""
    return (np.random.RandomState(seed).randint(-300, 301, shape) / 100).astype(dtype)


def int64(value: Any) -> Tensor:
    """A constant of int64, where an op takes Python's and NumPy's integers for int32."""
    return constant(value, as_dtype("int64"))


def all_samples() -> list[Sample]:
    """The samples of all files on arrays alone, and the first of each op once more in other types."""
    return [sample for sample in _read() if not sample.variables]


def written_samples() -> list[Sample]:
    """The samples of all files on arrays alone, as they stand there."""
    return [sample for sample in all_written_samples() if not sample.variables]


def samples_on_variables() -> list[Sample]:
    """The samples of ops that change variables, and the first of each op once more in other types."""
    return [sample for sample in _read() if sample.variables]


@functools.cache
def all_written_samples() -> list[Sample]:
    """The samples of all files, as they stand there."""
    found: list[Sample] = []
    for path in sorted(DIRECTORY.rglob("*.py")):
        spec = importlib.util.spec_from_file_location(f"op_samples_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found += module.SAMPLES
    return found


@functools.cache
def _read() -> list[Sample]:
    found = all_written_samples()
    met: set[str] = set()
    twins: list[Sample] = []
    for sample in found:
        if sample.twins and sample.type not in met:
            met.add(sample.type)
            twins += twins_of(sample)
    return found + twins


def names_of(samples: Sequence[Sample]) -> list[str]:
    """A name for each sample: its op's type and the how many-eth of that type it is."""
    counts: dict[str, int] = {}
    names = []
    for sample in samples:
        counts[sample.type] = counts.get(sample.type, 0) + 1
        names.append(f"{sample.type}-{counts[sample.type]}")
    return names


def twins_of(sample: Sample) -> Iterator[Sample]:
    """The sample in other types: for each type attribute that its inputs decide, where the op allows another type."""
    node = built(sample)
    allowed = node.op.definition.attributes
    for attribute, positions in deciding(node).items():
        for name in OTHER_TYPES.get(node.op.get_attr(attribute).name, ()):
            if not allowed[attribute].allowed or as_dtype(name) in allowed[attribute].allowed:
                inputs = [a.astype(name) if k in positions else a for k, a in enumerate(sample.arrays())]
                yield dataclasses.replace(sample, inputs=inputs, gradient=False)
                break


def deciding(node: Node) -> dict[str, list[int]]:
    """By type attribute of the node, the positions of the sample's inputs that are of that type because of it."""
    definition = node.op.definition
    found: dict[str, list[int]] = {}
    for argument, at in zip(definition.inputs, definition.slices(node.op), strict=True):
        if argument.type_attr is None or argument.is_list:
            continue
        reached = node.op.inputs[at] if isinstance(at, slice) else [node.op.inputs[at]]
        found.setdefault(argument.type_attr, []).extend(
            position for position, tensor in node.given.items() if any(tensor is one for one in reached)
        )
    return {attribute: positions for attribute, positions in found.items() if positions}


@dataclass
class Node:
    """A sampled node in a graph of its own.

    Attributes:
      outputs: what the sample's function gave.
      fed: the placeholders by input position.
      given: the placeholders and variables by input position.
      feeds: their arrays by placeholder.
      start: assigns the variables their values.
    """

    graph: Graph
    op: Any
    outputs: list
    fed: dict[int, Any]
    given: dict[int, Any]
    feeds: dict[Any, np.ndarray]
    start: list

    def session(self) -> Session:
        """A session where the variables have their values."""
        session = Session(graph=self.graph)
        for assign in self.start:
            session.run(assign)
        return session

    def inputs(self) -> list[np.ndarray]:
        """The arrays that reach the node."""
        with self.session() as session:
            values = session.run(list(self.op.inputs), self.feeds)
        return [as_array(value) for value in values]


def as_array(value: Any) -> np.ndarray:
    """A value as an array; a text as one of objects, what is quantized as one of integers."""
    array = np.asarray(value, dtype=object) if isinstance(value, (bytes, str)) else np.asarray(value)
    return np.asarray(integers_of(array)) if array.dtype.names else array


def built(sample: Sample, arrays: Sequence[Any] | None = None, shapes_known: bool = True) -> Node:
    """The sampled node, on `arrays` instead of the sample's own where they are given."""
    graph = Graph()
    fed, given, feeds, start, tensors = {}, {}, {}, [], []
    with graph.as_default():
        for position, array in enumerate(sample.arrays() if arrays is None else arrays):
            if position in sample.constants:
                tensors.append(constant(array))
                continue
            if position in sample.variables:
                given[position] = VARIABLE(shape=array.shape, dtype=of_array(array))
                start.append(ASSIGN(given[position], array))
            else:
                given[position] = fed[position] = placeholder(of_array(array), array.shape if shapes_known else None)
                feeds[given[position]] = array
            tensors.append(given[position])
        result = sample.build(*tensors)
    outputs = list(result) if isinstance(result, (list, tuple)) else [result]
    op = next(op for op in reversed(graph.get_operations()) if op.type == sample.type)
    return Node(graph, op, outputs, fed, given, feeds, start)
