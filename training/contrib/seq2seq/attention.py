"""Attention: how well what is remembered goes with a query (Luong 2015: arXiv 1508.04025, Bahdanau 2014: arXiv 1409.0473)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, TensorLike
from headrace.graph.variables.initializers.plain import Constant, Ones, Zeros
from headrace.graph.variables.scope import get_variable, variable_scope

from ...layers.core import Dense
from .attention_memory import _BaseAttentionMechanism


@export("contrib.seq2seq.python.ops.attention_wrapper._luong_score")
def _luong_score(query: Any, keys: Any, scale: TensorLike) -> Tensor:
    """Products of queries and keys.

    Source: Luong et al., "Effective Approaches to Attention-based Neural Machine Translation", 2015 (arXiv 1508.04025).

    Args:
      query: [batch, depth].
      keys: [batch, time, depth].
      scale: what the products are multiplied with, a scalar; None for 1.

    Returns:
      [batch, time].

    Raises:
      ValueError: depths that differ.
    """
    depth, units = query.shape[-1], keys.shape[-1]
    if depth != units:
        raise ValueError(
            f"Incompatible or unknown inner dimensions between query and keys.  Query ({query}) has units: {depth}.  Keys "
            f"({keys}) have units: {units}.  Perhaps you need to set num_units to the keys' dimension ({units})?"
        )
    score = ops.squeeze(ops.matmul(ops.expand_dims(query, 1), keys, transpose_b=True), [1])
    return score if scale is None else scale * score


@export("contrib.seq2seq.python.ops.attention_wrapper._bahdanau_score")
def _bahdanau_score(
    processed_query: Any, keys: Any, attention_v: Any, attention_g: Any = None, attention_b: Any = None
) -> Tensor:
    """sum(v * tanh(keys + query)), or with v of a length that is a variable, and a bias inside tanh.

    Source: Bahdanau et al., "Neural Machine Translation by Jointly Learning to Align and Translate", 2014 (arXiv 1409.0473).

    Args:
      processed_query: [batch, depth].
      keys: [batch, time, depth].
      attention_v: v, [depth].
      attention_g: the length of v, a scalar; None: v as it is.
      attention_b: the bias, [depth]; None for none.

    Returns:
      [batch, time].
    """
    query = ops.expand_dims(processed_query, 1)
    if attention_g is None or attention_b is None:
        return ops.reduce_sum(attention_v * ops.tanh(keys + query), [2])
    normed = attention_g * attention_v * ops.rsqrt(ops.reduce_sum(ops.square(attention_v)))
    return ops.reduce_sum(normed * ops.tanh(keys + query + attention_b), [2])


def luong_scale(is_scaled: bool, query: Tensor) -> Any:
    """The variable by which Luong's scores are scaled, where they are."""
    return get_variable("attention_g", dtype=query.dtype, initializer=Ones(), shape=()) if is_scaled else None


def score_by_bahdanau(mechanism: Any, query: Any) -> tuple[Tensor, Tensor]:
    """Bahdanau's scores with variables of the current scope, and the query behind its layer.

    Args:
      mechanism: has `query_layer`, `keys`, `_num_units` and `_normalize`.
    """
    asked = mechanism.query_layer(query) if mechanism.query_layer else query
    units = mechanism._num_units
    v = get_variable("attention_v", [units], dtype=query.dtype)
    g = b = None
    if mechanism._normalize:
        start = Constant(math.sqrt(1.0 / units))
        g = get_variable("attention_g", dtype=query.dtype, initializer=start, shape=())
        b = get_variable("attention_b", [units], dtype=query.dtype, initializer=Zeros())
    return _bahdanau_score(asked, mechanism.keys, v, attention_g=g, attention_b=b), asked


def dense(units: int, name: str, dtype: Any) -> Dense:
    """A product with a matrix, without a bias."""
    return Dense(units, name=name, use_bias=False, dtype=dtypes.float32 if dtype is None else dtype)


def _of_score(probability_fn: Callable[[Any], Any] | None) -> Callable[[Any, Any], Any]:
    """A function of scores and state that looks at the scores only; softmax by default."""
    function = ops.softmax if probability_fn is None else probability_fn
    return lambda score, _: function(score)


@export("contrib.seq2seq.LuongAttention")
@documented_by(_BaseAttentionMechanism)
class LuongAttention(_BaseAttentionMechanism):
    """Attention whose scores are products of the query and keys, which a layer makes of the memory.

    Source: Luong et al., "Effective Approaches to Attention-based Neural Machine Translation", 2015 (arXiv 1508.04025).

    Args:
      num_units: the depth of the keys, which must be that of queries.
      scale: scale scores by a variable.
      probability_fn: from scores to alignments; softmax by default.
      dtype: of the layer; float32 by default.
    """

    def __init__(
        self,
        num_units: int,
        memory: TensorLike,
        memory_sequence_length: TensorLike | None = None,
        scale: bool = False,
        probability_fn: Callable[[Any], Any] | None = None,
        score_mask_value: TensorLike | None = None,
        dtype: DTypeLike | None = None,
        custom_key_value_fn: Callable[[Any, Any], Any] | None = None,
        name: str = "LuongAttention",
    ) -> None:
        super().__init__(
            query_layer=None,
            memory=memory,
            probability_fn=_of_score(probability_fn),
            memory_sequence_length=memory_sequence_length,
            memory_layer=dense(num_units, "memory_layer", dtype),
            score_mask_value=score_mask_value,
            custom_key_value_fn=custom_key_value_fn,
            name=name,
        )
        self._num_units = num_units
        self._scale = scale
        self._name = name

    def __call__(self, query: Any, state: Any) -> tuple[Tensor, Tensor]:
        """The alignments for a query.

        Args:
          query: [batch, num_units].
          state: the alignments before, [batch, time].

        Returns:
          the alignments, [batch, time], as such and as the next state.
        """
        with variable_scope(None, "luong_attention", [query]):
            score = _luong_score(query, self._keys, luong_scale(self._scale, query))
        alignments = self._probability_fn(score, state)
        return alignments, alignments


@export("contrib.seq2seq.BahdanauAttention")
@documented_by(_BaseAttentionMechanism)
class BahdanauAttention(_BaseAttentionMechanism):
    """Attention whose scores are sum(v * tanh(keys + query)), by layers that make keys of the memory and queries.

    Source: Bahdanau et al., "Neural Machine Translation by Jointly Learning to Align and Translate", 2014 (arXiv 1409.0473).

    Args:
      num_units: the depth of the keys.
      normalize: norm v to a length that is a variable, and add a bias.
      probability_fn: from scores to alignments; softmax by default.
      dtype: of the layers; float32 by default.
    """

    def __init__(
        self,
        num_units: int,
        memory: TensorLike,
        memory_sequence_length: TensorLike | None = None,
        normalize: bool = False,
        probability_fn: Callable[[Any], Any] | None = None,
        score_mask_value: TensorLike | None = None,
        dtype: DTypeLike | None = None,
        custom_key_value_fn: Callable[[Any, Any], Any] | None = None,
        name: str = "BahdanauAttention",
    ) -> None:
        super().__init__(
            query_layer=dense(num_units, "query_layer", dtype),
            memory=memory,
            probability_fn=_of_score(probability_fn),
            memory_sequence_length=memory_sequence_length,
            memory_layer=dense(num_units, "memory_layer", dtype),
            score_mask_value=score_mask_value,
            custom_key_value_fn=custom_key_value_fn,
            name=name,
        )
        self._num_units = num_units
        self._normalize = normalize
        self._name = name

    def __call__(self, query: Any, state: Any) -> tuple[Tensor, Tensor]:
        """The alignments for a query.

        Args:
          query: [batch, depth].
          state: the alignments before, [batch, time].

        Returns:
          the alignments, [batch, time], as such and as the next state.
        """
        with variable_scope(None, "bahdanau_attention", [query]):
            score, _ = score_by_bahdanau(self, query)
        alignments = self._probability_fn(score, state)
        return alignments, alignments
