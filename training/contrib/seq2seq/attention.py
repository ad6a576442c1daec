"""Attention: how well what is remembered goes with a query (Luong 2015: arXiv 1508.04025, Bahdanau 2014: arXiv 1409.0473)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.default_graph_functions import control_dependencies
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.structures import flat
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, TensorLike
from headrace.graph.variables.initializers.plain import Constant, Ones, Zeros
from headrace.graph.variables.scope import get_variable, variable_scope

from ...layers.base import Layer
from ...layers.core import Dense
from ...rnn.nesting import mapped
from ...rnn.sizes import zeros_of


@export(
    "contrib.seq2seq.AttentionMechanism",
)
class AttentionMechanism:
    """What looks at a memory; a base class."""

    @property
    def alignments_size(self) -> Any:
        """How many places the memory has."""
        raise NotImplementedError

    @property
    def state_size(self) -> Any:
        """The size of what it remembers from step to step."""
        raise NotImplementedError


@export("contrib.seq2seq.python.ops.attention_wrapper._prepare_memory")
def _prepare_memory(
    memory: TensorLike,
    memory_sequence_length: TensorLike | None = None,
    memory_mask: Any = None,
    check_inner_dims_defined: bool = True,
) -> Any:
    """A memory [batch, time, ...], zeros behind the lengths or where a mask [batch, time] is False.

    Raises:
      ValueError: lengths and a mask, or inner sizes that are not known.
    """
    memory = mapped(lambda one: convert_to_tensor(one, name="memory"), memory)
    _check_one_of(memory_sequence_length, memory_mask)
    if memory_sequence_length is not None:
        memory_sequence_length = convert_to_tensor(memory_sequence_length, name="memory_sequence_length")
    for one in flat(memory) if check_inner_dims_defined else ():
        if not one.shape[2:].is_fully_defined():
            raise ValueError(f"Expected memory {one.name} to have fully defined inner dims, but saw shape: {one.shape}")
    if memory_sequence_length is None and memory_mask is None:
        return memory
    first = flat(memory)[0]
    if memory_sequence_length is not None:
        mask = ops.sequence_mask(memory_sequence_length, maxlen=ops.shape(first)[1], dtype=first.dtype)
    else:
        mask = ops.cast(memory_mask, dtype=first.dtype)

    def masked(one: Tensor) -> Tensor:
        rank = ops.rank(one) if one.shape.rank is None else one.shape.rank
        ones = ops.ones(rank - 2, dtype=dtypes.int32)
        return one * ops.reshape(mask, ops.concat((ops.shape(mask), ones), 0))

    return mapped(masked, memory)


def _check_one_of(memory_sequence_length: Any, memory_mask: Any) -> None:
    if memory_sequence_length is not None and memory_mask is not None:
        raise ValueError("memory_sequence_length and memory_mask can't be provided at same time.")


@export("contrib.seq2seq.python.ops.attention_wrapper._maybe_mask_score")
def _maybe_mask_score(
    score: Any,
    memory_sequence_length: TensorLike | None = None,
    memory_mask: Any = None,
    score_mask_value: TensorLike | None = None,
) -> Tensor:
    """Scores [batch, time], `score_mask_value` behind the lengths, which must be positive, or where the mask is False."""
    if memory_sequence_length is None and memory_mask is None:
        return score
    _check_one_of(memory_sequence_length, memory_mask)
    if memory_sequence_length is not None:
        message = "All values in memory_sequence_length must be greater than zero."
        with control_dependencies([ops.assert_positive(memory_sequence_length, message=message)]):
            memory_mask = ops.sequence_mask(memory_sequence_length, maxlen=ops.shape(score)[1])
    return ops.where(memory_mask, score, score_mask_value * ops.ones_like(score))


@export("contrib.seq2seq.python.ops.attention_wrapper._BaseAttentionMechanism")
class _BaseAttentionMechanism(AttentionMechanism):
    """A mechanism with a memory.

    Args:
      query_layer: a layer that queries go through, or None.
      memory: [batch, time, ...].
      probability_fn: from scores [batch, time] and the state to alignments.
      memory_sequence_length: int32 [batch]; what lies behind is not looked at.
      memory_layer: a layer that makes keys of the memory.
      check_inner_dims_defined: whether the sizes of the memory behind time must be known.
      score_mask_value: the score of what is not looked at; minus infinity by default.
      custom_key_value_fn: from keys and values to those to take, or None.

    Raises:
      TypeError: a layer or function that is none.
      ValueError: sizes of the memory that are not known.
    """

    def __init__(
        self,
        query_layer: Any,
        memory: TensorLike,
        probability_fn: Callable[[Any, Any], Any],
        memory_sequence_length: TensorLike | None = None,
        memory_layer: Any = None,
        check_inner_dims_defined: bool = True,
        score_mask_value: TensorLike | None = None,
        custom_key_value_fn: Callable[[Any, Any], Any] | None = None,
        name: str | None = None,
    ) -> None:
        for what, layer in (("query_layer", query_layer), ("memory_layer", memory_layer)):
            if layer is not None and not isinstance(layer, Layer):
                raise TypeError(f"{what} is not a Layer: {type(layer).__name__}")
        self._query_layer = query_layer
        self._memory_layer = memory_layer
        self.dtype = memory_layer.dtype
        if not callable(probability_fn):
            raise TypeError(f"probability_fn must be callable, saw type: {type(probability_fn).__name__}")
        if score_mask_value is None:
            score_mask_value = dtypes.as_dtype(self.dtype).as_numpy_dtype(-np.inf)
        self._probability_fn = lambda score, prev: probability_fn(
            _maybe_mask_score(score, memory_sequence_length, score_mask_value=score_mask_value), prev
        )
        with name_scope(name, "BaseAttentionMechanismInit", flat(memory)):
            self._values = _prepare_memory(memory, memory_sequence_length, check_inner_dims_defined=check_inner_dims_defined)
            self._keys = self.memory_layer(self._values) if self.memory_layer else self._values
            if custom_key_value_fn is not None:
                self._keys, self._values = custom_key_value_fn(self._keys, self._values)
            self._batch_size = self._keys.shape[0].value or ops.shape(self._keys)[0]
            self._alignments_size = self._keys.shape[1].value or ops.shape(self._keys)[1]

    @property
    def memory_layer(self) -> Any:
        """The layer that makes keys of the memory."""
        return self._memory_layer

    @property
    def query_layer(self) -> Any:
        """The layer that queries go through."""
        return self._query_layer

    @property
    def values(self) -> Any:
        """What is remembered."""
        return self._values

    @property
    def keys(self) -> Any:
        """What queries are held against."""
        return self._keys

    @property
    def batch_size(self) -> Any:
        """The size of the batch, an int where it is known."""
        return self._batch_size

    @property
    def alignments_size(self) -> Any:
        return self._alignments_size

    @property
    def state_size(self) -> Any:
        return self._alignments_size

    def initial_alignments(self, batch_size: Any, dtype: DTypeLike) -> Tensor:
        """The alignments before the first step: zeros [batch, time]."""
        return zeros_of(self._alignments_size, batch_size, dtype)

    def initial_state(self, batch_size: Any, dtype: DTypeLike) -> Any:
        """The state before the first step: as the alignments."""
        return self.initial_alignments(batch_size, dtype)


@export("contrib.seq2seq.python.ops.attention_wrapper._luong_score")
def _luong_score(query: Any, keys: Any, scale: TensorLike) -> Tensor:
    """Products of queries [batch, depth] and keys [batch, time, depth], times `scale`: [batch, time].

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
    """sum(v * tanh(keys + query)), [batch, time]; with `g` and `b`, of v normed to the length g, and b inside tanh."""
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
class LuongAttention(_BaseAttentionMechanism):
    """Scores are products of the query and keys, which a layer makes of the memory.

    Args:
      num_units: the depth of the keys, which must be that of queries.
      memory: [batch, time, ...].
      memory_sequence_length: int32 [batch]; what lies behind is not looked at.
      scale: scale scores by a variable.
      probability_fn: from scores to alignments; softmax by default.
      score_mask_value: the score of what is not looked at; minus infinity by default.
      dtype: of the layer; float32 by default.
      custom_key_value_fn: from keys and values to those to take, or None.
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
        """The alignments, [batch, time], as such and as the next state."""
        with variable_scope(None, "luong_attention", [query]):
            score = _luong_score(query, self._keys, luong_scale(self._scale, query))
        alignments = self._probability_fn(score, state)
        return alignments, alignments


@export("contrib.seq2seq.BahdanauAttention")
class BahdanauAttention(_BaseAttentionMechanism):
    """Scores are sum(v * tanh(keys + query)); layers make keys of the memory and something like them of the query.

    Args:
      num_units: the depth of the keys.
      memory: [batch, time, ...].
      memory_sequence_length: int32 [batch]; what lies behind is not looked at.
      normalize: norm v to a length that is a variable, and add a bias.
      probability_fn: from scores to alignments; softmax by default.
      score_mask_value: the score of what is not looked at; minus infinity by default.
      dtype: of the layers; float32 by default.
      custom_key_value_fn: from keys and values to those to take, or None.
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
        """The alignments, [batch, time], as such and as the next state."""
        with variable_scope(None, "bahdanau_attention", [query]):
            score, _ = score_by_bahdanau(self, query)
        alignments = self._probability_fn(score, state)
        return alignments, alignments
