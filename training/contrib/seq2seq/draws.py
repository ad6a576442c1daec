"""Draws of classes and of yes or no, one for each element of a batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, ShapeLike, TensorLike


def _sampled(draw: Callable[[Tensor], Tensor], sample_shape: Any) -> Tensor:
    """As many draws as a shape (or a scalar) has elements, in that shape.

    Args:
      draw: from a number n to n draws, [n, ...].
    """
    with name_scope(None, "call_sampler", values=[sample_shape]):
        sample_shape = convert_to_tensor(sample_shape, dtypes.int32, name="sample_shape")
        missing = ops.cast(ops.equal(ops.rank(sample_shape), 0), dtypes.int32)
        vector = ops.pad(ops.shape(sample_shape), paddings=[[missing, 0]], constant_values=1)
        sample_shape = ops.reshape(sample_shape, vector)
        drawn = draw(ops.reduce_prod(sample_shape))
        return ops.reshape(drawn, ops.concat([sample_shape, ops.shape(drawn)[1:]], 0))


@export("contrib.seq2seq.python.ops.helper.bernoulli_sample")
def bernoulli_sample(
    probs: Any = None,
    logits: TensorLike | None = None,
    dtype: DTypeLike = dtypes.int32,
    sample_shape: ShapeLike = (),
    seed: int | None = None,
) -> Tensor:
    """Draws of 1 with given probabilities, else 0.

    Args:
      probs: floats in [0, 1]; or None, and
      logits: have them as their sigmoid.
      dtype: of the result.
      sample_shape: how many draws of each, a shape or a number.
      seed: see `tf.set_random_seed`.

    Returns:
      of the shape `sample_shape`, then that of the probabilities.
    """
    probs = ops.sigmoid(logits, name="probs") if probs is None else convert_to_tensor(probs, name="probs")
    shape = ops.shape(probs)

    def draw(n: Tensor) -> Tensor:
        drawn = ops.random_uniform(ops.concat([[n], shape], 0), seed=seed, dtype=probs.dtype)
        return ops.cast(ops.less(drawn, probs), dtype)

    return _sampled(draw, sample_shape)


@export("contrib.seq2seq.python.ops.helper.categorical_sample")
def categorical_sample(
    logits: TensorLike, dtype: DTypeLike = dtypes.int32, sample_shape: ShapeLike = (), seed: int | None = None
) -> Tensor:
    """Draws of classes.

    Args:
      logits: floats [..., classes], the logarithms of chances up to a constant.
      dtype: of the result.
      sample_shape: how many draws of each, a shape or a number.
      seed: see `tf.set_random_seed`.

    Returns:
      integers in [0, classes), of the shape `sample_shape`, then that of `logits` without its last axis.
    """
    logits = convert_to_tensor(logits, name="logits")
    classes = ops.shape(logits)[-1]
    batch = ops.shape(logits)[:-1]

    def draw(n: Tensor) -> Tensor:
        rows = logits if logits.shape.rank == 2 else ops.reshape(logits, [-1, classes])
        kind = dtypes.int64 if logits.dtype.size > 4 else dtypes.int32
        drawn = ops.multinomial(rows, n, seed=seed, output_dtype=kind)
        drawn = ops.reshape(ops.transpose(drawn), ops.concat([[n], batch], 0))
        return ops.cast(drawn, dtype)

    return _sampled(draw, sample_shape)
