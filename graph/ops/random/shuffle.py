"""Random order and random place: random_shuffle, random_crop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import old_keywords, tell

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.rules.batch import Kernel
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import DRAWS
from ...runtime.random_generators import generator_of
from ...runtime.random_seed import seed_attributes
from ...types import dtypes
from ...types.likes import IntegersLike, TensorLike

if TYPE_CHECKING:
    from ...core.operation import Operation

RANDOM_SHUFFLE = Op(
    "RandomShuffle",
    "value: T -> output: T",
    "seed: int = 0, seed2: int = 0",
    traits=DRAWS,
    shape=same_as_first,
    gradient=NO_GRADIENT,
)


class _Shuffle:
    """The kernel: of one value, or of n values each in an order of its own."""

    def __init__(self, generator: np.random.Generator) -> None:
        self._generator = generator

    def __call__(self, value: Any) -> Any:
        if value.ndim == 0:
            return value.copy()
        return value[np.argsort(self._generator.random(len(value)))]

    def each(self, n: int, values: np.ndarray, are_batched: bool) -> np.ndarray:
        """n values, or the one value n times, shuffled along the first axis of each."""
        of_value = values.shape[1:] if are_batched else values.shape
        if not of_value:
            return values.copy() if are_batched else np.repeat(values[None], n)
        # The order of random keys is a random order; rows of each value move as wholes.
        order = np.argsort(self._generator.random((n, of_value[0])), axis=1)
        return values[np.arange(n)[:, None], order] if are_batched else values[order]


@RANDOM_SHUFFLE.bind
def _random_shuffle(op, session):
    return _Shuffle(generator_of(op, session))


@RANDOM_SHUFFLE.batch
def _random_shuffle_batch(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    return lambda n, values: kernel.each(n, values, batched[0])  # type: ignore[attr-defined]


@export("random_shuffle", "random.shuffle")
def random_shuffle(value: TensorLike, seed: int | None = None, name: str | None = None) -> Tensor:
    """The rows of `value` (what lies along its first axis) in random order.

    Args:
      value: any type and shape; a scalar stays as it is.
      seed: see `tf.set_random_seed`.

    Returns:
      shape and dtype of `value`.
    """
    return RANDOM_SHUFFLE(value, name=name, **seed_attributes(seed))


@export("random_crop")
def random_crop(value: TensorLike, size: IntegersLike, seed: int | None = None, name: str | None = None) -> Tensor:
    """A piece of `value` from a random place.

    Args:
      value: of any shape and dtype; each dimension at least that of `size`.
      size: int32 vector, one for each dimension of `value`.
      seed: see `tf.set_random_seed`.

    Returns:
      shape `size`, dtype of `value`.

    Raises:
      InvalidArgumentError: (when run) `value` is smaller than `size`.
    """
    with name_scope(name, "random_crop", [value, size]) as scope:
        value = convert_to_tensor(value, name="value")
        size = convert_to_tensor(size, dtypes.int32, name="size")
        shape = ops.shape(value)
        fits = ops.reduce_all(ops.greater_equal(shape, size))
        check = ops.Assert(fits, ["Need value.shape >= size, got ", shape, size], summarize=1000)
        shape = ops.with_dependencies([check], shape)
        limit = ops.add(ops.subtract(shape, size, name="sub"), 1, name="add")
        anywhere = ops.random_uniform(ops.shape(shape), dtype=size.dtype, maxval=size.dtype.max, seed=seed)
        return ops.slice(value, ops.floormod(anywhere, limit, name="mod"), size, name=scope)


@export("image.random_crop")
@old_keywords("0.7", image="value")
def random_crop_of_image(value: TensorLike, size: IntegersLike, seed: int | None = None, name: str | None = None) -> Tensor:
    """TensorFlow 0.6's `tf.image.random_crop`: its size may be the height and width of an image.

    Args:
      value: [height, width, channels], any dtype.
      size: int32 [2], height and width, or a size for each dimension.
      seed: int, see `tf.set_random_seed`.

    Returns:
      a piece of that size, dtype of `value`.

    Raises:
      InvalidArgumentError: (when run) the image is smaller.
    """
    image = convert_to_tensor(value, name="image")
    tell("tf.image.random_crop", "tf.random_crop", "0.7")
    size = convert_to_tensor(size, dtypes.int32, name="size")
    if image.shape.ndims == 3 and size.shape.as_list() == [2]:
        size = ops.concat([size, ops.shape(image)[2:]], 0)
    return random_crop(image, size, seed=seed, name=name)
