"""Constant propagation while a graph is built: what is known of a tensor's value before anything runs.

Of what constants lead to, an op's kernel gives the value. Where only some elements are known, such as the sizes of a
shape of which one is open, or where more is known than the inputs say, the op's `value` rule says what:

    @SIZE.value
    def _size_value(tensor, known):
        shape = tensor.op.inputs[0].static_shape
        return np.int32(num_elements(shape)) if is_full(shape) else None

It gets the output that is asked about, and the function that gives what is known of other tensors (`Known`).
"""

from __future__ import annotations

import contextlib
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ..types.static_shapes import StaticShape, with_rank
from .tensor import Tensor
from .traits import PURE

LARGEST = 10_000
"""Elements: larger intermediate results are not worked out while the graph is built."""

FURTHEST = 100
"""Operations, one behind the other, that are looked through in one go: Python's stack holds some hundreds of calls."""

Known = Any
"""What is known of a value: an array, if all is; the list of its elements, nested for rows, if some may be, None for each
that is not; None if nothing is."""
KnownOf = Callable[[Tensor], Known]
ValueRule = Callable[[Tensor, KnownOf], Known]

_known: weakref.WeakKeyDictionary[Tensor, np.ndarray] = weakref.WeakKeyDictionary()
"""What was worked out: a value that is known once stays so, since shapes only ever become better known."""


_asked = threading.local()
"""`notes`, while somebody takes them: the tensors whose values were asked for, and those that were taken for shapes."""


@contextlib.contextmanager
def noting() -> Iterator[tuple[set[Tensor], set[Tensor]]]:
    """Note which tensors somebody asks the values of, and which of them are taken for shapes."""
    notes: tuple[set[Tensor], set[Tensor]] = (set(), set())
    _asked.notes = notes
    try:
        yield notes
    finally:
        del _asked.notes


def _note(tensor: Tensor, as_shape: bool) -> None:
    notes = getattr(_asked, "notes", None)
    if notes is not None:
        notes[as_shape].add(tensor)


def constant_value(tensor: Tensor, partial: bool = False) -> np.ndarray | None:
    """The value of a tensor that depends on constants only, None for others.

    Args:
      partial: accepted; `constant_value_as_shape` gives partly known values.
    """
    _note(tensor, False)
    found = known_value(tensor)
    return found if isinstance(found, np.ndarray) else None


def constant_scalar(tensor: Tensor) -> np.ndarray | None:
    """`constant_value` of what must be a scalar. Raises ValueError where the value has axes."""
    value = constant_value(tensor)
    if value is not None and value.ndim:
        raise ValueError(f"Input must be scalar but has rank {value.ndim}")
    return value


@export("python.framework.tensor_util.constant_value_as_shape")
def constant_value_as_shape(tensor: Tensor) -> StaticShape:
    """The static shape that a 1-D integer `tensor` describes, as far as it is known; -1 in it means unknown.

    Raises:
      ValueError: the tensor is no vector, or a size is less than -1.
    """
    if with_rank(tensor.static_shape, 1) == (0,):
        return ()
    _note(tensor, True)
    sizes = known_value(tensor)
    if isinstance(sizes, np.ndarray):
        sizes = np.ravel(sizes).tolist()
    if sizes is None or not _are_scalars(sizes):
        sizes = _none_known(tensor)
    for size in sizes or ():
        if size is not None and size < -1:
            raise ValueError(f"Invalid value in tensor used for shape: {size}")
    return None if sizes is None else tuple(None if size in (None, -1) else int(size) for size in sizes)


def constant_rows(tensor: Tensor) -> list[list[int | None]] | None:
    """The rows of an integer matrix, None for each element that is not known; None where no row is known."""
    _note(tensor, False)
    rows = known_value(tensor)
    if isinstance(rows, np.ndarray):
        return rows.tolist()
    return None if rows is None or _are_scalars(rows) else rows


def known_value(tensor: Tensor) -> Known:
    """What is known of the value of a tensor."""
    if not tensor.op.inputs:
        rule = tensor.op.definition.value.function
        return None if rule is None else rule(tensor, known_value)
    question, asked = _Question(), [tensor]
    while True:
        try:
            found = question.known(asked[-1])
        except _TooFar as too_far:
            asked.append(too_far.tensor)
            continue
        asked.pop()
        if not asked:
            return found


class _TooFar(Exception):
    """What lies behind more than FURTHEST operations has to be asked for by itself first."""

    def __init__(self, tensor: Tensor) -> None:
        super().__init__()
        self.tensor = tensor


class _Question:
    """One question for a value. What turns out unknown on the way to it is not looked into twice."""

    def __init__(self) -> None:
        self._found: dict[Tensor, Known] = {}
        self._distance = 0

    def known(self, tensor: Tensor) -> Known:
        op = tensor.op
        if not op.inputs:
            return known_value(tensor)
        found = _known.get(tensor)
        if found is not None:
            return found
        if tensor not in self._found:
            if self._distance == FURTHEST:
                self._distance = 0
                raise _TooFar(tensor)
            rule = op.definition.value.function
            self._distance += 1
            found = evaluated(tensor, map(self.known, op.inputs)) if rule is None else rule(tensor, self.known)
            self._distance -= 1
            if isinstance(found, np.ndarray):
                _known[tensor] = found
                return found
            self._found[tensor] = found
        return self._found[tensor]


def evaluated(tensor: Tensor, known_inputs: Iterable[Known]) -> np.ndarray | None:
    """The value of a tensor by the op's own kernel, where it is pure and its inputs are known; they are asked for as long
    as they are."""
    op, definition = tensor.op, tensor.op.definition
    if PURE not in definition.traits or definition.bind:
        return None
    if any(source.static_shape is None for source in op.inputs):
        return None
    inputs = []
    for value in known_inputs:
        if not isinstance(value, np.ndarray) or value.size > LARGEST:
            return None
        inputs.append(value)
    try:
        with np.errstate(all="ignore"):
            results = definition.flat_kernel_of(op, None)(*inputs)
    except Exception:  # the run will raise it, with the operation's name
        return None
    return np.asarray(results if definition.is_single else results[tensor.value_index])


def UNKNOWN(tensor: Tensor, known: KnownOf) -> None:
    """The value rule of ops whose outputs need not be what their inputs say: they may be fed, or not exist."""


def of_parts(rule: Callable[..., Known]) -> ValueRule:
    """The value rule of an op that arranges sizes: what its kernel makes of known inputs, else what `rule` says.

    Args:
      rule: `(tensor, *inputs) -> list | array | None`, from the elements of each input: a number, a list of them, or a
        list of rows, None for each that is not known, and None in place of a list of unknown length, or one that is
        longer than LARGEST. It is asked only about integer scalars, vectors and matrices.
    """

    def value(tensor: Tensor, known: KnownOf) -> Known:
        shape, sources = tensor.static_shape, tensor.op.inputs
        is_long = shape is None or len(shape) > 2 or any(size is not None and size > LARGEST for size in shape)
        if is_long or not tensor.dtype.is_integer:
            return evaluated(tensor, map(known, sources))
        values = [known(source) for source in sources]
        found = evaluated(tensor, values)
        return rule(tensor, *map(_elements, sources, values)) if found is None else found

    return value


def _elements(tensor: Tensor, value: Known) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist() if value.size <= LARGEST else None
    return _none_known(tensor) if value is None else value


def _none_known(tensor: Tensor) -> list[None] | None:
    """The elements of which nothing is known but how many there are."""
    shape = tensor.static_shape
    return None if not shape or shape[0] is None or shape[0] > LARGEST else [None] * shape[0]


def _are_scalars(elements: list) -> bool:
    return not any(isinstance(element, list) for element in elements)
