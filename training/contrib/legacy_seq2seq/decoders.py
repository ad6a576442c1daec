"""Decoders over lists of inputs, which may take what they put out as their next input, and simple models of them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.structures import flat
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, ScopeLike, TensorLike
from headrace.graph.variables.scope import get_variable, get_variable_scope, variable_scope

from ...rnn.static import static_rnn

Loop = Callable[[Any, int], Any]


@export("contrib.legacy_seq2seq._extract_argmax_and_embed")
def _extract_argmax_and_embed(embedding: TensorLike, output_projection: Any = None, update_embedding: bool = True) -> Loop:
    """A `loop_function`: the row of `embedding` at the highest output, as the next input.

    Args:
      embedding: [symbols, size].
      output_projection: weights and biases that outputs go through before, or None.
      update_embedding: whether gradients flow into the embedding.

    Returns:
      a function from the output before, [batch, symbols], and the number of the step to the next input, [batch, size].
    """

    def loop_function(prev: Any, _: int) -> Tensor:
        if output_projection is not None:
            prev = ops.xw_plus_b(prev, output_projection[0], output_projection[1])
        embedded = ops.embedding_lookup(embedding, ops.argmax(prev, 1))
        return embedded if update_embedding else ops.stop_gradient(embedded)

    return loop_function


def check_projection(output_projection: Any, num_symbols: int, dtype: Any) -> None:
    """Raises ValueError for weights and biases that give no `num_symbols` outputs."""
    weights, biases = (convert_to_tensor(part, dtype) for part in output_projection)
    weights.shape.assert_is_compatible_with([None, num_symbols])
    biases.shape.assert_is_compatible_with([num_symbols])


def by_feed_previous(feed_previous: Any, decode: Callable[[bool], Any], count: int) -> tuple[list, list]:
    """A decoder that takes its own outputs as inputs or not, as a tensor says when it runs.

    Args:
      decode: from a bool, whether it does, to the list of outputs and the state.
      count: how many outputs there are.

    Returns:
      the outputs, and the tensors of the state.
    """

    def branch(feeds: bool) -> list:
        with variable_scope(get_variable_scope(), reuse=None if feeds else True):
            outputs, state = decode(feeds)
            return outputs + flat(state)

    found = cond(feed_previous, lambda: branch(True), lambda: branch(False))
    return found[:count], found[count:]


@export("contrib.legacy_seq2seq.rnn_decoder")
def rnn_decoder(
    decoder_inputs: Iterable[Any],
    initial_state: Any,
    cell: Any,
    loop_function: Loop | None = None,
    scope: ScopeLike | None = None,
) -> tuple[list, Any]:
    """A cell applied to inputs one after the other.

    Args:
      decoder_inputs: tensors [batch, size], one for each step.
      initial_state: what the cell's state looks like.
      cell: an RNNCell.
      loop_function: from the output of the step before and the number of the step to the input, [batch, size], which takes
        the place of all inputs but the first; None: the inputs are taken.
      scope: variable scope, by default that of the function's name.

    Returns:
      the list of outputs, each [batch, output_size], and the last state.
    """
    with variable_scope(scope or "rnn_decoder"):
        state = initial_state
        outputs: list = []
        for number, given in enumerate(decoder_inputs):
            if loop_function is not None and outputs:
                with variable_scope("loop_function", reuse=True):
                    given = loop_function(outputs[-1], number)
            if number > 0:
                get_variable_scope().reuse_variables()
            output, state = cell(given, state)
            outputs.append(output)
    return outputs, state


@export("contrib.legacy_seq2seq.basic_rnn_seq2seq")
@documented_by(rnn_decoder)
def basic_rnn_seq2seq(
    encoder_inputs: Sequence[Any],
    decoder_inputs: Sequence[Any],
    cell: Any,
    dtype: DTypeLike = dtypes.float32,
    scope: ScopeLike | None = None,
) -> tuple[list, Any]:
    """A network that reads a sequence, and one of the same kind, with variables of its own, that begins with its state.

    Args:
      encoder_inputs, decoder_inputs: lists of tensors [batch, size].
      cell: an RNNCell; the encoder takes a copy of it.
      dtype: of the first state, which is zeros.

    Raises:
      ValueError: no inputs.
    """
    with variable_scope(scope or "basic_rnn_seq2seq"):
        _, state = static_rnn(copy.deepcopy(cell), encoder_inputs, dtype=dtype)
        return rnn_decoder(decoder_inputs, state, cell)


@export("contrib.legacy_seq2seq.tied_rnn_seq2seq")
@documented_by(basic_rnn_seq2seq, rnn_decoder)
def tied_rnn_seq2seq(
    encoder_inputs: Sequence[Any],
    decoder_inputs: Sequence[Any],
    cell: Any,
    loop_function: Loop | None = None,
    dtype: DTypeLike = dtypes.float32,
    scope: ScopeLike | None = None,
) -> tuple[list, Any]:
    """As `basic_rnn_seq2seq`, encoder and decoder with the same variables.

    Args:
      cell: an RNNCell for both.
    """
    with variable_scope("combined_tied_rnn_seq2seq"):
        scope = scope or "tied_rnn_seq2seq"
        _, state = static_rnn(cell, encoder_inputs, dtype=dtype, scope=scope)
        get_variable_scope().reuse_variables()
        return rnn_decoder(decoder_inputs, state, cell, loop_function=loop_function, scope=scope)


@export("contrib.legacy_seq2seq.embedding_rnn_decoder")
@documented_by(rnn_decoder)
def embedding_rnn_decoder(
    decoder_inputs: Sequence[Any],
    initial_state: Any,
    cell: Any,
    num_symbols: int,
    embedding_size: int,
    output_projection: Any = None,
    feed_previous: bool = False,
    update_embedding_for_previous: bool = True,
    scope: ScopeLike | None = None,
) -> tuple[list, Any]:
    """`rnn_decoder` over rows of a variable `embedding`.

    Args:
      decoder_inputs: list of int32 tensors [batch], symbols.
      num_symbols, embedding_size: the shape of the embedding.
      output_projection: weights [output_size, num_symbols] and biases [num_symbols] by which an output names a symbol; None:
        it does so itself.
      feed_previous: take the symbol of the output before as input from the second step on.
      update_embedding_for_previous: whether gradients flow into the rows that are taken so.

    Raises:
      ValueError: an `output_projection` of another shape.
    """
    with variable_scope(scope or "embedding_rnn_decoder") as entered:
        if output_projection is not None:
            check_projection(output_projection, num_symbols, entered.dtype)
        embedding = get_variable("embedding", [num_symbols, embedding_size])
        loop = _extract_argmax_and_embed(embedding, output_projection, update_embedding_for_previous) if feed_previous else None
        # Each is looked up in the scope of its step.
        embedded = (ops.embedding_lookup(embedding, symbols) for symbols in decoder_inputs)
        return rnn_decoder(embedded, initial_state, cell, loop_function=loop)
