"""What attention looks at: a memory, its keys, and the part of it that counts."""

from __future__ import annotations

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

from ...layers.base import Layer
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
    """A memory with zeros behind the lengths, or where a mask is False.

    Args:
      memory: [batch, time, ...], or a structure of such tensors.
      memory_sequence_length: int32 [batch]; None: all is memory.
      memory_mask: bool [batch, time], instead of lengths.
      check_inner_dims_defined: whether the sizes behind time must be known.

    Returns:
      tensors in the shapes of `memory`.

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
    """Scores, `score_mask_value` behind the lengths, or where a mask is False.

    Args:
      score: [batch, time].
      memory_sequence_length: int32 [batch], all above 0; None: all scores stay.
      memory_mask: bool [batch, time], instead of lengths.
      score_mask_value: a number.

    Returns:
      [batch, time].

    Raises:
      ValueError: lengths and a mask.
      InvalidArgumentError: (when run) a length that is not above 0.
    """
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
    """An attention mechanism with a memory.

    Args:
      query_layer: a layer that queries go through, or None.
      memory: [batch, time, ...].
      probability_fn: from scores [batch, time] and the state to alignments.
      memory_sequence_length: int32 [batch]; what lies behind is not looked at; None: all is.
      memory_layer: a layer that makes keys of the memory; None: it is the keys.
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
        """The alignments before the first step.

        Args:
          batch_size: an int or an int32 scalar.
          dtype: of the alignments.

        Returns:
          zeros [batch, time].
        """
        return zeros_of(self._alignments_size, batch_size, dtype)

    def initial_state(self, batch_size: Any, dtype: DTypeLike) -> Any:
        """The state before the first step: as the alignments.

        Args:
          batch_size: an int or an int32 scalar.
          dtype: of the state.

        Returns:
          zeros [batch, time].
        """
        return self.initial_alignments(batch_size, dtype)
