"""einsum: products of tensors, summed over axes that letters name."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.static_shapes import Dim, StaticShape, bracket, merge_dim
from .norms import trace

_EQUATION = re.compile(r"([a-zA-Z,.]+)(?:->([a-zA-Z.]*))?$")


@export("einsum", "linalg.einsum")
def einsum(equation: str, *inputs: Any, **kwargs: Any) -> Tensor:
    """A product of tensors, summed over some of their axes.

    Args:
      equation: letters for the axes of each input, separated by commas, then `->` and those of the result: over all others
        the product is summed. Without `->` the result has the letters that occur once, in order of the alphabet. `...` are
        axes without letters, before which those of the result come.
      inputs: tensors of one dtype; the rank of each is known.
      name: a name for the operations.

    Returns:
      a tensor with the axes after `->`.

    Raises:
      ValueError: an equation that cannot be read, a letter twice in one input, ranks or sizes that do not fit.
      TypeError: a keyword that is none.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.einsum("ij,jk->ik", [[1, 2], [3, 4]], [[1], [10]])).tolist()
      [[21], [43]]
    """
    name = kwargs.pop("name", None)
    if kwargs:
        raise TypeError(f"invalid keyword arguments for this function: {', '.join(sorted(kwargs))}")
    with name_scope(name, "einsum", [equation, inputs]):
        tensors = [convert_to_tensor(tensor) for tensor in inputs]
        given, wanted = _parsed(equation, [None if x.static_shape is None else len(x.static_shape) for x in tensors])
        for letters in given:
            if len(given) == 1 and "->" not in equation and len(letters) == 2 and letters[0] == letters[1]:
                return trace(tensors[0])
            if len(set(letters)) < len(letters):
                raise ValueError(f"Subscript not supported: an axis appears more than once: {letters}")
        shared = {letter for letter in "".join(given) if sum(letter in letters for letters in given) > 2}
        if shared - set(wanted):
            return _all_at_once(tensors, given, wanted)
        found, letters = tensors[0], given[0]
        for tensor, other in zip(tensors[1:], given[1:], strict=True):
            found, letters = _product(found, letters, tensor, other, set(letters) & set(other) - set(wanted))
        left = [k for k, letter in enumerate(letters) if letter not in wanted]
        if left:
            found = ops.reduce_sum(found, axis=left)
            letters = "".join(letter for letter in letters if letter in wanted)
        if sorted(letters) != sorted(wanted):
            raise ValueError(f"Invalid equation: {equation}")
        return _in_order(found, letters, wanted)


def _parsed(equation: str, ranks: Sequence[int | None]) -> tuple[list[str], str]:
    """The letters of each input and of the result; `...` are letters then, too."""
    equation = equation.replace(" ", "")
    match = _EQUATION.match(equation)
    if match is None:
        raise ValueError(f"Indices have incorrect format: {equation}")
    given, wanted = match[1].split(","), match[2]
    if len(given) != len(ranks):
        raise ValueError(f'Got {len(ranks)} arguments for equation "{equation}", expecting {len(given)}')
    dots = ""
    if "..." in equation:
        unused = "".join(letter for letter in string.ascii_letters if letter not in "".join(given))
        for k, (letters, rank) in enumerate(zip(given, ranks, strict=True)):
            if "..." in letters:
                own = _letters_of_dots(letters, rank, unused)
                given[k] = letters.replace("...", own)
                dots = max(dots, own, key=len)
        wanted = None if wanted is None else wanted.replace("...", dots)
    if any("." in letters for letters in (*given, wanted or "")):
        raise ValueError('period "." found outside of ellipsis')
    if wanted is None:
        named = "".join(given)
        wanted = dots + "".join(sorted(letter for letter in set(named) - set(dots) if named.count(letter) == 1))
    return given, wanted


def _letters_of_dots(letters: str, rank: int | None, unused: str) -> str:
    named = letters.split("...")
    if len(named) != 2:
        raise ValueError("Unable to resolve ellipsis. Excess number found.")
    if rank is None:
        raise ValueError("Unable to statically infer ellipsis axes.")
    count = rank - len("".join(named))
    if count < 0:
        raise ValueError("Ellipses lengths do not match.")
    if len(unused) < count:
        raise ValueError("Unable to resolve ellipsis, too many distinct labels.")
    return unused[-count:] if count else ""


def _in_order(tensor: Tensor, letters: str, wanted: Sequence[str]) -> Tensor:
    order = [letters.index(letter) for letter in wanted]
    return tensor if order == sorted(order) else ops.transpose(tensor, order)


def _product(a: Tensor, of_a: str, b: Tensor, of_b: str, summed: set[str]) -> tuple[Tensor, str]:
    """The product of two tensors, summed over some axes that both have, and the letters of its axes."""
    for number, (tensor, letters) in enumerate(((a, of_a), (b, of_b))):
        rank = tensor.shape.ndims
        if rank is None or rank != len(letters):
            raise ValueError(f"Tensor t{number} of rank {rank} does not match einsum reduction of length {len(letters)}")
    both = sorted(set(of_a) & set(of_b) - summed)
    only_a, only_b = sorted(set(of_a) - set(of_b)), sorted(set(of_b) - set(of_a))
    a = _in_order(a, of_a, [*both, *only_a, *sorted(summed)])
    b = _in_order(b, of_b, [*both, *sorted(summed), *only_b])
    letters = "".join([*both, *only_a, *only_b])
    if not summed:
        for _ in only_b:
            a = ops.expand_dims(a, -1)
        for _ in only_a:
            b = ops.expand_dims(b, len(both))
        return ops.multiply(a, b), letters
    sizes_a, sizes_b = _sizes(a), _sizes(b)
    inner = _total(sizes_a[len(both) + len(only_a) :])
    rows, columns = sizes_a[len(both) : len(both) + len(only_a)], sizes_b[len(both) + len(summed) :]
    left = _reshaped(a, [*sizes_a[: len(both)], _total(rows), inner])
    right = _reshaped(b, [*sizes_b[: len(both)], inner, _total(columns)])
    return _reshaped(ops.matmul(left, right), [*sizes_a[: len(both)], *rows, *columns]), letters


def _sizes(tensor: Tensor) -> list[Any]:
    """The sizes of a tensor: ints where they are known, scalars where not."""
    static = list(tensor.static_shape or ())
    if None not in static:
        return static
    sizes = ops.shape(tensor)
    return [sizes[k] if size is None else size for k, size in enumerate(static)]


def _total(sizes: Sequence[Any]) -> Any:
    product: Any = 1
    for size in sizes:
        product = product * size
    return product


def _reshaped(tensor: Tensor, sizes: list[Any]) -> Tensor:
    known = tensor.static_shape or ()
    if len(known) == len(sizes) and all(size == own for size, own in zip(sizes, known, strict=True) if type(size) is int):
        if all(type(size) is int for size in sizes):
            return tensor
    return ops.reshape(tensor, sizes)


def _all_at_once(tensors: list[Tensor], given: list[str], wanted: str) -> Tensor:
    """The product of all elements, then the sum: where more than two inputs have an axis that is summed."""
    summed = sorted(set("".join(given)) - set(wanted))
    order = [*summed, *wanted]
    product: Any = None
    for k, (tensor, letters) in enumerate(zip(tensors, given, strict=True)):
        rank = tensor.shape.ndims
        if rank != len(letters):
            raise ValueError(
                f"Input {k} with axes {letters} has incorrect number of dimensions (expected {len(letters)}, got {rank})"
            )
        own = [letter for letter in order if letter in letters]
        sizes = dict(zip(own, _sizes(tensor := _in_order(tensor, letters, own)), strict=True))
        spread = ops.reshape(tensor, [sizes.get(letter, 1) for letter in order])
        product = spread if product is None else product * spread
    return ops.reduce_sum(product, list(range(len(summed))))


# -- as one op, as later releases write it -------------------------------------------------------------------------------

EINSUM = Op("Einsum", "inputs: N * T -> output: T", "equation: string, N: int >= 1", traits=PURE, batch=PER_RECORD)


@EINSUM.shape
def _einsum_shape(op: Operation) -> StaticShape:
    equation, shapes = op.get_attr("equation"), [tensor.static_shape for tensor in op.inputs]
    parts = equation.replace(" ", "").split("->")[0].split(",")
    for place, (part, shape) in enumerate(zip(parts, shapes, strict=False)):
        _check_rank(shape, part, f"{place}th input and equation: {equation}")
    if any(shape is None and "..." in part for part, shape in zip(parts, shapes, strict=False)):
        return None
    known = [(None,) * len(part) if shape is None else shape for part, shape in zip(parts, shapes, strict=False)]
    given, wanted = _parsed(equation, [len(shape) for shape in known])
    sizes: dict[str, Dim] = {}
    for letters, shape in zip(given, known, strict=True):
        for letter, size in zip(letters, shape, strict=True):
            if letter in equation:
                sizes[letter] = merge_dim(sizes.get(letter), size)
            elif sizes.get(letter) in (None, 1):
                sizes[letter] = size if size != 1 else sizes.get(letter, 1)
    return tuple(sizes[letter] for letter in wanted)


def _check_rank(shape: StaticShape, part: str, where: str) -> None:
    """Raises ValueError where an input has not the axes that its part of an equation names."""
    named = len(part.replace("...", ""))
    if shape is not None and (len(shape) < named or (len(shape) > named and "..." not in part)):
        least = "at least " if "..." in part else ""
        raise ValueError(f"Shape must be {least}rank {named} but is rank {len(shape)}\n\t for {where}")


@EINSUM.kernel
def _einsum(inputs: Sequence[np.ndarray], equation: str) -> np.ndarray:
    given, wanted = _parsed(equation, [array.ndim for array in inputs])
    named = set(equation)
    sizes: dict[str, int] = {}
    for letters, array in zip(given, inputs, strict=True):
        if len(letters) != array.ndim:
            raise invalid(f"Expected input with rank {len(letters)} but got rank {array.ndim}")
        for axis, (letter, size) in enumerate(zip(letters, array.shape, strict=True)):
            before = sizes.setdefault(letter, size)
            if before == 1 and letter not in named:
                sizes[letter] = size
            elif size != before and (size != 1 or letter in named):
                shaped = bracket(array.shape)
                raise invalid(
                    f"Expected dimension {before} at axis {axis} of the input shaped {shaped} but got dimension {size}"
                )
    once = "".join(dict.fromkeys(wanted))
    found = np.einsum(f"{','.join(given)}->{once}", *inputs, optimize=len(inputs) > 1)
    if once == wanted:
        return np.array(found, inputs[0].dtype)
    placed = np.zeros([sizes[letter] for letter in wanted], inputs[0].dtype)  # a letter twice is a diagonal
    np.einsum(f"{wanted}->{once}", placed)[...] = found
    return placed


@EINSUM.gradient
def _einsum_gradient(op: Operation, dy: Any) -> list:
    equation, tensors = op.get_attr("equation"), op.inputs
    given, wanted = _parsed(equation, [None if x.static_shape is None else len(x.static_shape) for x in tensors])
    _check_not_broadcast(equation, tensors, given)
    return [_einsum_gradient_by(tensors, given, wanted, dy, at) for at in range(len(tensors))]


def _check_not_broadcast(equation: str, tensors: Sequence[Tensor], given: Sequence[str]) -> None:
    """Raises LookupError where an axis of the ellipsis may be one element for several of another input."""
    pairs = [
        pair for x, letters in zip(tensors, given, strict=True) for pair in zip(letters, x.static_shape or (), strict=False)
    ]
    for letter, count in Counter(letter for letter, _ in set(pairs)).items():
        if count > 1 and letter not in equation:
            raise LookupError(f"there is no gradient of Einsum {equation!r} where axes of the ellipsis are of several sizes")


def _einsum_gradient_by(tensors: Sequence[Tensor], given: Sequence[str], wanted: str, dy: Any, at: int) -> Tensor:
    """The gradient by one input: the others and `dy` multiplied, spread over the axes that none of them has."""
    own = "".join(dict.fromkeys(given[at]))
    others = [(ops.conj(x), letters) for k, (x, letters) in enumerate(zip(tensors, given, strict=True)) if k != at]
    known = "".join(letter for letter in own if letter in wanted or any(letter in letters for _, letters in others))
    named = ",".join([wanted, *(letters for _, letters in others)])
    found = dy if named == known else EINSUM([dy, *(x for x, _ in others)], equation=f"{named}->{known}")
    if known != own:
        for axis, letter in enumerate(own):
            if letter not in known:
                found = ops.expand_dims(found, axis)
        found = found * EINSUM([ops.ones_like(tensors[at])], equation=f"{given[at]}->{own}")
    return found if own == given[at] else EINSUM([found], equation=f"{own}->{given[at]}")
