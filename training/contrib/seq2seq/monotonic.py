"""Attention that only goes forward (Raffel and others, 2017: arXiv 1704.00784)."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.functional import scan
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, TensorLike
from headrace.graph.variables.scope import get_variable, variable_scope

from .attention import (
    BahdanauAttention,
    LuongAttention,
    _luong_score,
    dense,
    luong_scale,
    score_by_bahdanau,
)
from .attention_memory import _BaseAttentionMechanism


@export("contrib.seq2seq.safe_cumprod")
def safe_cumprod(x: TensorLike, *args: Any, **kwargs: Any) -> Tensor:
    """The cumulative product of numbers in [0, 1] as exp(cumsum(log(x))), whose gradient is finite.

    Args:
      x: floats in [0, 1].
      args, kwargs: those of `tf.cumsum`.

    Returns:
      in the shape and type of `x`.
    """
    with name_scope(None, "SafeCumprod", [x]):
        x = convert_to_tensor(x, name="x")
        tiny = np.finfo(x.dtype.as_numpy_dtype).tiny
        return ops.exp(ops.cumsum(ops.log(ops.clip_by_value(x, tiny, 1)), *args, **kwargs))


@export("contrib.seq2seq.monotonic_attention")
def monotonic_attention(p_choose_i: Any, previous_attention: Any, mode: str) -> Tensor:
    """How likely each place of a memory is chosen, if the look only goes forward from where it was.

    Source: Raffel et al., "Online and Linear-Time Attention by Enforcing Monotonic Alignments", 2017 (arXiv 1704.00784).

    Args:
      p_choose_i: [batch, time], how likely a place is chosen when it is looked at.
      previous_attention: [batch, time], how likely each place was chosen before.
      mode: "recursive": exact, place by place; "parallel": faster, and inexact where probabilities are near 0 or 1;
        "hard": for probabilities that are 0 or 1.

    Returns:
      [batch, time].

    Raises:
      ValueError: another mode.
    """
    p_choose_i = convert_to_tensor(p_choose_i, name="p_choose_i")
    previous_attention = convert_to_tensor(previous_attention, name="previous_attention")
    if mode == "recursive":
        batch_size = p_choose_i.shape[0].value or ops.shape(p_choose_i)[0]
        passed = ops.concat([ops.ones((batch_size, 1)), 1 - p_choose_i[:, :-1]], 1)
        reached = scan(
            lambda x, yz: ops.reshape(yz[0] * x + yz[1], (batch_size,)),
            [ops.transpose(passed), ops.transpose(previous_attention)],
            ops.zeros((batch_size,)),
        )
        return p_choose_i * ops.transpose(reached)
    if mode == "parallel":
        passed = safe_cumprod(1 - p_choose_i, axis=1, exclusive=True)
        reached = ops.cumsum(previous_attention / ops.clip_by_value(passed, 1e-10, 1.0), axis=1)
        return p_choose_i * passed * reached
    if mode == "hard":
        p_choose_i *= ops.cumsum(previous_attention, axis=1)
        return p_choose_i * ops.cumprod(1 - p_choose_i, axis=1, exclusive=True)
    raise ValueError("mode must be 'recursive', 'parallel', or 'hard'.")


@export("contrib.seq2seq.python.ops.attention_wrapper._monotonic_probability_fn")
def _monotonic_probability_fn(
    score: Any, previous_alignments: Any, sigmoid_noise: float, mode: str, seed: int | None = None
) -> Tensor:
    """`monotonic_attention` by sigmoids of scores, to which noise is added where it is wanted.

    Args:
      score: [batch, time].
      previous_alignments: [batch, time], how likely each place was chosen before.
      sigmoid_noise: the standard deviation of the noise; 0 for none.
      mode: as of `monotonic_attention`; "hard" takes the sign of scores in the place of sigmoids.
      seed: of the noise, see `tf.set_random_seed`.

    Returns:
      [batch, time].
    """
    if sigmoid_noise > 0:
        score += sigmoid_noise * ops.random_normal(ops.shape(score), dtype=score.dtype, seed=seed)
    p_choose_i = ops.cast(score > 0, score.dtype) if mode == "hard" else ops.sigmoid(score)
    return monotonic_attention(p_choose_i, previous_alignments, mode)


@export("contrib.seq2seq.python.ops.attention_wrapper._BaseMonotonicAttentionMechanism")
@documented_by(_BaseAttentionMechanism)
class _BaseMonotonicAttentionMechanism(_BaseAttentionMechanism):
    """A mechanism that looks at the first place before the first step."""

    def initial_alignments(self, batch_size: Any, dtype: DTypeLike) -> Tensor:
        """The alignments before the first step.

        Args:
          batch_size: an int or an int32 scalar.
          dtype: of the alignments.

        Returns:
          1 at the first place, else 0: [batch, time].
        """
        first = ops.zeros((batch_size,), dtype=dtypes.int32)
        return ops.one_hot(first, self._alignments_size, dtype=dtype)


@export(
    "contrib.seq2seq.BahdanauMonotonicAttention",
)
@documented_by(BahdanauAttention)
class BahdanauMonotonicAttention(_BaseMonotonicAttentionMechanism):
    """Bahdanau's scores, from which the look only goes forward.

    Source: Raffel et al., "Online and Linear-Time Attention by Enforcing Monotonic Alignments", 2017 (arXiv 1704.00784).

    Args:
      sigmoid_noise: the size of the noise that is added to scores, which makes them go apart in training.
      sigmoid_noise_seed: of its draws, see `tf.set_random_seed`.
      score_bias_init: with what the bias of the scores begins.
      mode: "recursive", "parallel" or "hard", see `monotonic_attention`.
    """

    def __init__(
        self,
        num_units: int,
        memory: TensorLike,
        memory_sequence_length: TensorLike | None = None,
        normalize: bool = False,
        score_mask_value: TensorLike | None = None,
        sigmoid_noise: float = 0.0,
        sigmoid_noise_seed: int | None = None,
        score_bias_init: float = 0.0,
        mode: str = "parallel",
        dtype: DTypeLike | None = None,
        name: str = "BahdanauMonotonicAttention",
    ) -> None:
        super().__init__(
            query_layer=dense(num_units, "query_layer", dtype),
            memory=memory,
            probability_fn=functools.partial(
                _monotonic_probability_fn, sigmoid_noise=sigmoid_noise, mode=mode, seed=sigmoid_noise_seed
            ),
            memory_sequence_length=memory_sequence_length,
            memory_layer=dense(num_units, "memory_layer", dtype),
            score_mask_value=score_mask_value,
            name=name,
        )
        self._num_units = num_units
        self._normalize = normalize
        self._name = name
        self._score_bias_init = score_bias_init

    def __call__(self, query: Any, state: Any) -> tuple[Tensor, Tensor]:
        """The alignments for a query.

        Args:
          query: [batch, depth].
          state: the alignments before, [batch, time].

        Returns:
          the alignments, [batch, time], as such and as the next state.
        """
        with variable_scope(None, "bahdanau_monotonic_attention", [query]):
            score, asked = score_by_bahdanau(self, query)
            score += get_variable("attention_score_bias", dtype=asked.dtype, initializer=self._score_bias_init)
        alignments = self._probability_fn(score, state)
        return alignments, alignments


@export(
    "contrib.seq2seq.LuongMonotonicAttention",
)
@documented_by(LuongAttention, BahdanauMonotonicAttention)
class LuongMonotonicAttention(_BaseMonotonicAttentionMechanism):
    """Luong's scores, from which the look only goes forward.

    Source: Raffel et al., "Online and Linear-Time Attention by Enforcing Monotonic Alignments", 2017 (arXiv 1704.00784).
    """

    def __init__(
        self,
        num_units: int,
        memory: TensorLike,
        memory_sequence_length: TensorLike | None = None,
        scale: bool = False,
        score_mask_value: TensorLike | None = None,
        sigmoid_noise: float = 0.0,
        sigmoid_noise_seed: int | None = None,
        score_bias_init: float = 0.0,
        mode: str = "parallel",
        dtype: DTypeLike | None = None,
        name: str = "LuongMonotonicAttention",
    ) -> None:
        super().__init__(
            query_layer=None,
            memory=memory,
            probability_fn=functools.partial(
                _monotonic_probability_fn, sigmoid_noise=sigmoid_noise, mode=mode, seed=sigmoid_noise_seed
            ),
            memory_sequence_length=memory_sequence_length,
            memory_layer=dense(num_units, "memory_layer", dtype),
            score_mask_value=score_mask_value,
            name=name,
        )
        self._num_units = num_units
        self._scale = scale
        self._score_bias_init = score_bias_init
        self._name = name

    def __call__(self, query: Any, state: Any) -> tuple[Tensor, Tensor]:
        """The alignments for a query.

        Args:
          query: [batch, num_units].
          state: the alignments before, [batch, time].

        Returns:
          the alignments, [batch, time], as such and as the next state.
        """
        with variable_scope(None, "luong_monotonic_attention", [query]):
            score = _luong_score(query, self._keys, luong_scale(self._scale, query))
            score += get_variable("attention_score_bias", dtype=query.dtype, initializer=self._score_bias_init)
        alignments = self._probability_fn(score, state)
        return alignments, alignments
