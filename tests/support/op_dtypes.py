"""Sampled nodes in every type that their ops take, at hard values and on empty arrays.

A *question* is a sampled node, the types it is asked in, and what its inputs are filled with. What TensorFlow answered
stands in `golden/ops/dtypes.jsonl` (`golden/ops/record_dtypes.py` wrote it), a line for each node and choice of types: the
sample's name, the types, a digest of all that is asked, and the answers by the name of the filling: outputs, or the class and
the beginning of the message of an error.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.core.rules import batch
from headrace.graph.core.traits import DRAWS, READS
from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.ops.state.variable import ASSIGN, VARIABLE
from headrace.graph.types import dtypes

from .golden import DIRECTORY, load
from .op_samples import Node, Sample, all_written_samples, built, names_of
from .op_values import bare, of_json, to_json

FILE = DIRECTORY / "ops" / "dtypes.jsonl"

KINDS = tuple(kind.name for kind in (*dtypes.NUMBERS, dtypes.bool_, dtypes.string))
"""The types that a type attribute is given. NumPy has no bfloat16."""

MESSAGE = 100
"""So many characters of an error's message are compared."""

SAME_EVERYWHERE = {"Range", "ParseExampleV2", "ParseSequenceExampleV2"}
"""Ops whose numbers say how big their outputs are, or whose texts are names: asked at the samples' values only."""

DIVIDES = {"Div", "FloorDiv", "FloorMod", "Pow", "RealDiv", "TruncateDiv", "TruncateMod"}
"""Ops that refuse some second integers: asked with all pairs of hard values, and with those that they take."""

SUMS = {
    **dict.fromkeys(["Sum", "Mean", "Prod", "Cumsum", "Cumprod", "MatMul", "BatchMatMulV2", "L2Loss"], True),
    **dict.fromkeys(["Softmax", "LogSoftmax", "SoftmaxCrossEntropyWithLogits", "CumulativeLogsumexp"], True),
    **dict.fromkeys(["SparseSoftmaxCrossEntropyWithLogits"], True),
    **dict.fromkeys(["BiasAddGrad", "SegmentSum", "SegmentMean", "SegmentProd", "UnsortedSegmentSum"], False),
    **dict.fromkeys(["UnsortedSegmentProd", "SparseSegmentSum"], False),
}
"""Ops that add up or multiply, asked on many halves: whether along the last axis of their first input, else the first."""

Filling = tuple[str, list[np.ndarray]]


@functools.cache
def sampled() -> dict[str, Sample]:
    """The samples that are asked in other types, by name."""
    many = all_written_samples()
    return {name: sample for name, sample in zip(names_of(many), many, strict=True) if not sample.type.startswith("Headrace")}


@functools.cache
def sampled_node(name: str) -> tuple[Node, list[np.ndarray]]:
    """A sampled node and the arrays that reach it."""
    node = built(sampled()[name])
    return node, node.inputs()


def is_asked(node: Node) -> bool:
    """Whether a node always gives the same, on any machine."""
    return not node.op.definition.traits & (DRAWS | READS)


# -- what it is asked ------------------------------------------------------------------------------------------------


def is_index(attribute: Any) -> bool:
    """Whether a type attribute is the type of indices, sizes or axes."""
    return bool(attribute.allowed) and set(attribute.allowed) <= set(dtypes.INDICES)


def _arguments(node: Node) -> list[Any]:
    """The argument of the signature that each input belongs to."""
    definition, found = node.op.definition, []
    for argument, at in zip(definition.inputs, definition.slices(node.op), strict=True):
        found += [argument] * (len(node.op.inputs[at]) if isinstance(at, slice) else 1)
    return found


def _is_data(node: Node, argument: Any) -> bool:
    if argument.type_attr is not None:
        return not is_index(node.op.definition.attributes[argument.type_attr])
    return argument.dtype.name not in ("int32", "int64")


def data_positions(node: Node) -> list[int]:
    """The inputs that hold values, not sizes, axes or indices."""
    return [k for k, argument in enumerate(_arguments(node)) if _is_data(node, argument)]


def fillings(name: str, types: Mapping[str, str]) -> Iterator[Filling]:
    """What the inputs of a sampled node are filled with, in these types, by name."""
    node, arrays = sampled_node(name)
    arguments = _arguments(node)
    given = [
        cast(array, types[argument.type_attr]) if argument.type_attr in types else array
        for array, argument in zip(arrays, arguments, strict=True)
    ]
    yield "plain", given
    data = data_positions(node)
    first, alone = name.endswith("-1"), not any(given[k].ndim for k in data)
    varied = not types or not all(is_index(node.op.definition.attributes[attribute]) for attribute in types)
    if node.op.type not in SAME_EVERYWHERE and data and varied:
        if node.op.definition.batch.function is batch.elementwise and len(data) == len(given) <= 2:
            if first:
                yield "crossed", _crossed(given)
            if first and node.op.type in DIVIDES and given[0].dtype.kind in "iu":
                dividend, divisor = _crossed(given)
                fits = divisor > 0 if node.op.type == "Pow" else divisor != 0
                yield "divided", [dividend[fits], divisor[fits]]
        elif first or not types:
            for shift in _shifts(given[data[0]].dtype.kind, bool(types), alone):
                yield (
                    f"hard {shift}",
                    [
                        _filled(array, shift + 5 * data.index(k)) if k in data and (array.ndim or alone) else array
                        for k, array in enumerate(given)
                    ],
                )
    if first and types == {"T": "float16"} and node.op.type in SUMS:
        yield "long", _lengthened(given, given[data[0]].shape[-1 if SUMS[node.op.type] else 0])
    if first and not types:
        yield from _shifted(given, arguments, data)
    for number, cut in enumerate(_cuts(given, data)):
        if not types or (first and number < 2):
            yield (
                f"empty {number}",
                [
                    array[(*(slice(0 if (k, axis) in cut else None) for axis in range(array.ndim)), ...)]
                    for k, array in enumerate(given)
                ],
            )


def cast(array: np.ndarray, kind: str) -> np.ndarray:
    """Numbers like those of `array` that `kind` holds."""
    if kind == "string" or array.dtype == object:
        if kind == "string":
            texts = np.empty(array.shape, object)
            texts.reshape(-1)[:] = [x if isinstance(x, bytes) else str(x).encode() for x in array.reshape(-1).tolist()]
            return texts
        array = np.arange(array.size, dtype=np.float64).reshape(array.shape) - 1
    if array.dtype.kind == "c" and not kind.startswith("complex"):
        array = array.real
    if kind == "bool":
        return np.asarray(array > 0)
    if array.dtype.kind == "f" and "int" in kind:
        array = np.rint(array)
    if kind.startswith("uint"):
        array = np.abs(array)
    with np.errstate(all="ignore"):
        return np.asarray(array).astype(kind)


@functools.cache
def hard(kind: str) -> np.ndarray:
    """The values of a type where ops go wrong."""
    if kind == "object":
        found = np.empty(6, object)
        found[:] = [b"", b"a", b"\xff\x00b", b"-1", "é".encode(), b" nan"]
        return found
    if kind == "bool":
        return np.array([True, False, False])
    if kind.startswith("complex"):
        real = "float32" if kind == "complex64" else "float64"
        pairs = [(0, 0), (-0.0, 1), (1, -0.0), (-1, 0), (0.5, -2), (-3, 4), (1e3, 1e-3), (np.inf, 0), (0, np.nan), (-1, np.inf)]
        return np.array([x for pair in pairs for x in pair], real).view(kind)
    if kind.startswith("float"):
        most = {"float16": 65504, "float32": 1e30, "float64": 1e300}[kind]  # what is divided by it is no denormal number
        values = [0.5, -0.0, np.inf, 1, -2.5, 0, 1.5, np.nan, -np.inf, 3, most, -1, 2.5, -most]
        return np.array(values, kind)
    least, most = np.iinfo(kind).min, np.iinfo(kind).max
    if least:
        return np.array([1, most, -1, least, 0, 7, -7, 2, least + 1], kind)
    return np.array([1, most, 0, 7, most // 2 + 1, 2, most - 1], kind)


def _shifts(kind: str, is_other: bool, alone: bool) -> Sequence[int]:
    """Where in the hard values the fillings begin: scalars `alone` meet many of them, nodes in other types some."""
    if alone and not is_other:
        return range(14)
    return (0, 3) if kind in "iu" else (0, 9) if is_other else (0, 4, 9)


def _filled(array: np.ndarray, start: int) -> np.ndarray:
    """Hard values in turn. Not the greatest, whose sums depend on the order in which they are taken."""
    values = hard(array.dtype.name)
    if array.dtype.kind == "f":
        values = np.where(np.isfinite(values), np.clip(values, -200, 100), values)
    return values[(np.arange(array.size) + start) % len(values)].reshape(array.shape)


def _crossed(arrays: Sequence[np.ndarray]) -> list[np.ndarray]:
    """All hard values, or all pairs of them."""
    if len(arrays) == 1:
        return [hard(arrays[0].dtype.name)]
    one, other = (hard(array.dtype.name) for array in arrays)
    return [np.repeat(one, len(other)), np.tile(other, len(one))]


def _lengthened(arrays: Sequence[np.ndarray], size: int) -> list[np.ndarray]:
    """The arrays with all axes of a size made long."""
    found = []
    for array in arrays:
        for axis in (axis for axis in range(array.ndim) if array.shape[axis] == size):
            array = np.repeat(array, 70, axis)
        found.append(array)
    return found


def _shifted(arrays: Sequence[np.ndarray], arguments: Sequence[Any], data: Sequence[int]) -> Iterator[Filling]:
    """Each input of indices, sizes or axes with its last number too small, then too great."""
    for k, array in enumerate(arrays):
        if k not in data and array.size and not arguments[k].is_ref:
            for value in (-1, 9):
                changed = array.copy()
                changed.reshape(-1)[-1] = value
                yield f"index {k} {value}", [changed if k == j else other for j, other in enumerate(arrays)]


Cut = frozenset[tuple[int, int]]


def _cuts(arrays: Sequence[np.ndarray], data: Sequence[int]) -> list[Cut]:
    """Sets of axes, as (input, axis), that are made empty together: those of one size, and each alone."""
    axes = [(k, axis) for k, array in enumerate(arrays) for axis in range(array.ndim) if array.shape[axis]]
    sizes = sorted({arrays[k].shape[axis] for k, axis in axes if k in data})
    found: dict[Cut, None] = {}
    for size in sizes:
        found[frozenset((k, axis) for k, axis in axes if k in data and arrays[k].shape[axis] == size)] = None
    for size in sizes:
        found[frozenset((k, axis) for k, axis in axes if arrays[k].shape[axis] == size)] = None
    for axis in range(max((array.ndim for array in arrays), default=0)):
        found[frozenset((k, a) for k, a in axes if a == axis and k in data)] = None
    for pair in axes:
        found[frozenset([pair])] = None
    return [cut for cut in found if cut][:12]


def digest(name: str, types: Mapping[str, str], asked: Sequence[Filling]) -> str:
    """What is asked: the op's type, its attributes, its types and all fillings."""
    message = bare(sampled_node(name)[0])
    found = hashlib.sha256(message.op.encode())
    for attribute in sorted(message.attr):
        found.update(attribute.encode() + message.attr[attribute].SerializeToString(deterministic=True))
    found.update(json.dumps(types).encode())
    for label, arrays in asked:
        found.update(label.encode())
        for array in arrays:
            bits = repr(array.reshape(-1).tolist()).encode() if array.dtype == object else array.tobytes()
            found.update(f"{array.dtype.name} {array.shape}".encode() + bits)
    return found.hexdigest()[:16]


# -- what headrace makes of it ---------------------------------------------------------------------------------------


def asked_node(
    name: str, types: Mapping[str, str], arrays: Sequence[np.ndarray], known: bool = False, counted: bool = False
) -> Node:
    """The sampled node in other types, on placeholders.

    Args:
      known: the shapes are those of `arrays`, and sizes, axes and indices are constants; else no shape is known.
      counted: it is known how many sizes, axes and indices there are.
    """
    model = sampled_node(name)[0]
    definition = model.op.definition
    data, arguments = data_positions(model), _arguments(model)
    graph = Graph()
    node = Node(graph, None, [], {}, {}, {}, [])
    with graph.as_default():
        tensors = []
        for k, (array, argument) in enumerate(zip(arrays, arguments, strict=True)):
            kind = dtypes.of_array(array)
            if argument.is_ref:
                tensor = node.given[k] = VARIABLE(shape=array.shape, dtype=kind)
                node.start.append(ASSIGN(tensor, array))
            elif known and k not in data:
                tensor = constant(array, kind)
            else:
                tensor = node.given[k] = node.fed[k] = placeholder(
                    kind, array.shape if known or (counted and k not in data) else None
                )
                node.feeds[tensor] = array
            tensors.append(tensor)
        decided = {one for argument in definition.inputs for one in (argument.type_attr, argument.number_attr)}
        attributes = {
            attribute: dtypes.as_dtype(types[attribute]) if attribute in types else value
            for attribute, value in model.op.attributes.items()
            if attribute not in decided and not attribute.startswith("_")
        }
        result = definition(*(tensors[at] for at in definition.slices(model.op)), name="asked", **attributes)
    node.outputs = list(result) if isinstance(result, (list, tuple)) else [result]
    node.op = graph.get_operation_by_name("asked")
    return node


# -- the file --------------------------------------------------------------------------------------------------------

Answer = list[np.ndarray] | str


def line(name: str, types: Mapping[str, str], asked: str, answers: Mapping[str, Answer]) -> str:
    """One line of the file."""
    written = {label: one if isinstance(one, str) else [to_json(array) for array in one] for label, one in answers.items()}
    return json.dumps([name, types, asked, written], separators=(",", ":"))


def recorded() -> Iterator[tuple[str, dict[str, str], str, dict[str, Answer]]]:
    """The lines of the file: the sample's name, the types, what was asked, and the answers by filling."""
    for name, types, asked, answers in map(json.loads, FILE.read_text().splitlines()):
        yield name, types, asked, {k: v if isinstance(v, str) else list(map(of_json, v)) for k, v in answers.items()}


def choices(name: str) -> Iterator[dict[str, str]]:
    """The types that a sampled node is asked in: its own, and for the first sample of an op each that its op takes.

    Which these are TensorFlow 1.15's declaration says and ours: ours takes what that of a later TensorFlow does, here and
    there.
    """
    yield {}
    if not name.endswith("-1"):
        return
    op = sampled_node(name)[0].op
    allowed = {}
    for attribute, (kind, _, _, declared) in definitions().get(op.type, ("", {}))[1].items():
        if kind == "type":
            mine = {kind.name for kind in op.definition.attributes[attribute].allowed}
            allowed[attribute] = [
                kind
                for kind in KINDS
                if kind != op.attributes[attribute].name and (declared is None or kind in declared or kind in mine)
            ]
    wide = [attribute for attribute, kinds in allowed.items() if len(kinds) > 4]
    if len(wide) == 2:
        for kinds in itertools.product(*([op.attributes[each].name, *allowed[each]] for each in wide)):
            types = {each: kind for each, kind in zip(wide, kinds, strict=True) if kind != op.attributes[each].name}
            if types:
                yield types
        return
    for attribute, kinds in allowed.items():
        yield from ({attribute: kind} for kind in kinds)


@functools.cache
def definitions() -> dict[str, Any]:
    """What TensorFlow 1.15 declares of ops."""
    return {name: given for name, given in load("api/op_definitions.json").items() if name != "note"}
