"""Decoders that look at the states of an encoder in each step (Vinyals and others, 2014: arXiv 1412.7449)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.structures import flat, is_nested
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, ScopeLike
from headrace.graph.variables.scope import get_variable, get_variable_scope, variable_scope

from ...rnn.linear import _Linear
from .decoders import Loop, _extract_argmax_and_embed, embedding_rnn_decoder, rnn_decoder


class _Heads:
    """What looks at states: for each head the mean of the states, weighted by how well they go with a query.

    Args:
      states: [batch, length, size].
    """

    def __init__(self, states: Tensor, count: int, dtype: DTypeLike) -> None:
        self._length, self.size = (size.value for size in states.shape[1:3])
        if self._length is None:
            self._length = ops.shape(states)[1]
        self._dtype = dtype
        self._hidden = ops.reshape(states, [-1, self._length, 1, self.size])
        self._features, self._scales = [], []
        for head in range(count):
            weights = get_variable(f"AttnW_{head}", [1, 1, self.size, self.size], dtype=dtype)
            self._features.append(ops.conv2d(self._hidden, weights, [1, 1, 1, 1], "SAME"))
            self._scales.append(get_variable(f"AttnV_{head}", [self.size], dtype=dtype))

    def look(self, query: Any) -> list[Tensor]:
        """What each head sees, [batch, size]; a query of several tensors is taken as one."""
        if is_nested(query):
            query = ops.concat(flat(query), 1)
        return [self._seen(head, query) for head in range(len(self._scales))]

    def _seen(self, head: int, query: Tensor) -> Tensor:
        with variable_scope(f"Attention_{head}"):
            asked = ops.reshape(_Linear(query, self.size, True)(query), [-1, 1, 1, self.size])
            asked = ops.cast(asked, self._dtype)
            fit = ops.reduce_sum(self._scales[head] * ops.tanh(self._features[head] + asked), [2, 3])
            share = ops.cast(ops.softmax(ops.cast(fit, dtypes.float32)), self._dtype)
            seen = ops.reduce_sum(ops.reshape(share, [-1, self._length, 1, 1]) * self._hidden, [1, 2])
            return ops.reshape(seen, [-1, self.size])


@export("contrib.legacy_seq2seq.attention_decoder")
@documented_by(rnn_decoder)
def attention_decoder(
    decoder_inputs: Sequence[Any],
    initial_state: Any,
    attention_states: Any,
    cell: Any,
    output_size: int | None = None,
    num_heads: int = 1,
    loop_function: Loop | None = None,
    dtype: DTypeLike | None = None,
    scope: ScopeLike | None = None,
    initial_state_attention: bool = False,
) -> tuple[list, Any]:
    """`rnn_decoder` that looks at states in each step: what it sees goes into the next input and into the output.

    Source: Vinyals et al., "Grammar as a Foreign Language", 2014 (arXiv 1412.7449).

    Args:
      decoder_inputs: list of tensors [batch, size].
      attention_states: [batch, length, attention_size].
      output_size: of the outputs; that of the cell by default.
      num_heads: how many looks it takes in a step.
      dtype: of the variables; that of the scope by default.
      initial_state_attention: look before the first step, too, instead of beginning with zeros.

    Raises:
      ValueError: no inputs, less than one head, or sizes that are not known.
    """
    if not decoder_inputs:
        raise ValueError("Must provide at least 1 input to attention decoder.")
    if num_heads < 1:
        raise ValueError("With less than 1 heads, use a non-attention decoder.")
    if attention_states.shape[2].value is None:
        raise ValueError(f"Shape[2] of attention_states must be known: {attention_states.shape}")
    if output_size is None:
        output_size = cell.output_size
    with variable_scope(scope or "attention_decoder", dtype=dtype) as entered:
        dtype = entered.dtype
        batch_size = ops.shape(decoder_inputs[0])[0]
        heads = _Heads(attention_states, num_heads, dtype)
        state = initial_state
        outputs: list = []
        shape = ops.stack([batch_size, heads.size])
        seen = [ops.zeros(shape, dtype=dtype) for _ in range(num_heads)]
        for one in seen:
            one.set_shape([None, heads.size])
        if initial_state_attention:
            seen = heads.look(initial_state)
        for number, given in enumerate(decoder_inputs):
            if number > 0:
                get_variable_scope().reuse_variables()
            if loop_function is not None and outputs:
                with variable_scope("loop_function", reuse=True):
                    given = loop_function(outputs[-1], number)
            input_size = given.shape.with_rank(2)[1]
            if input_size.value is None:
                raise ValueError(f"Could not infer input size from input: {given.name}")
            joined = [ops.cast(part, dtype) for part in (given, *seen)]
            cell_output, state = cell(_Linear(joined, input_size.value, True)(joined), state)
            if number == 0 and initial_state_attention:
                with variable_scope(get_variable_scope(), reuse=True):
                    seen = heads.look(state)
            else:
                seen = heads.look(state)
            with variable_scope("AttnOutputProjection"):
                joined = [ops.cast(cell_output, dtype), *seen]
                outputs.append(_Linear(joined, output_size, True)(joined))
    return outputs, state


@export("contrib.legacy_seq2seq.embedding_attention_decoder")
@documented_by(embedding_rnn_decoder, attention_decoder)
def embedding_attention_decoder(
    decoder_inputs: Sequence[Any],
    initial_state: Any,
    attention_states: Any,
    cell: Any,
    num_symbols: int,
    embedding_size: int,
    num_heads: int = 1,
    output_size: int | None = None,
    output_projection: Any = None,
    feed_previous: bool = False,
    update_embedding_for_previous: bool = True,
    dtype: DTypeLike | None = None,
    scope: ScopeLike | None = None,
    initial_state_attention: bool = False,
) -> tuple[list, Any]:
    """`attention_decoder` over rows of a variable `embedding`.

    Raises:
      ValueError: biases of another shape, or as `attention_decoder`.
    """
    if output_size is None:
        output_size = cell.output_size
    if output_projection is not None:
        biases = convert_to_tensor(output_projection[1], dtype)
        biases.shape.assert_is_compatible_with([num_symbols])
    with variable_scope(scope or "embedding_attention_decoder", dtype=dtype):
        embedding = get_variable("embedding", [num_symbols, embedding_size])
        loop = _extract_argmax_and_embed(embedding, output_projection, update_embedding_for_previous) if feed_previous else None
        embedded = [ops.embedding_lookup(embedding, symbols) for symbols in decoder_inputs]
        return attention_decoder(
            embedded,
            initial_state,
            attention_states,
            cell,
            output_size=output_size,
            num_heads=num_heads,
            loop_function=loop,
            initial_state_attention=initial_state_attention,
        )
