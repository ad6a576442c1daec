"""Encoders and decoders with embeddings, and models for sequences of several lengths."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.structures import packed
from headrace.graph.types.likes import DTypeLike, ScopeLike
from headrace.graph.variables.scope import get_variable, get_variable_scope, variable_scope

from ...rnn.base import RNNCell
from ...rnn.projections import EmbeddingWrapper, OutputProjectionWrapper
from ...rnn.static import static_rnn
from .attention import attention_decoder, embedding_attention_decoder
from .decoders import (
    _extract_argmax_and_embed,
    by_feed_previous,
    check_projection,
    embedding_rnn_decoder,
    rnn_decoder,
    tied_rnn_seq2seq,
)
from .losses import sequence_loss, sequence_loss_by_example


@export("contrib.legacy_seq2seq.embedding_rnn_seq2seq")
@documented_by(rnn_decoder)
def embedding_rnn_seq2seq(
    encoder_inputs: Sequence[Any],
    decoder_inputs: Sequence[Any],
    cell: Any,
    num_encoder_symbols: int,
    num_decoder_symbols: int,
    embedding_size: int,
    output_projection: Any = None,
    feed_previous: Any = False,
    dtype: DTypeLike | None = None,
    scope: ScopeLike | None = None,
) -> tuple[list, Any]:
    """`basic_rnn_seq2seq` over symbols, each side with an embedding of its own.

    Args:
      encoder_inputs, decoder_inputs: lists of int32 tensors [batch], symbols.
      cell: an RNNCell; the encoder takes a copy of it.
      num_encoder_symbols, num_decoder_symbols: how many symbols there are on each side.
      embedding_size: the size of a symbol's row in the embeddings.
      output_projection: weights [output_size, num_decoder_symbols] and biases by which an output names a symbol; None: the
        outputs are projected to [batch, num_decoder_symbols].
      feed_previous: take the symbol of the output before as the decoder's input from the second step on; a bool, or a
        tensor that says so when it runs.
      dtype: of the variables and of the first state; that of the scope by default.

    Returns:
      the list of the decoder's outputs and its last state.

    Raises:
      ValueError: no inputs, or an `output_projection` of another shape.
    """
    with variable_scope(scope or "embedding_rnn_seq2seq") as entered:
        if dtype is not None:
            entered.set_dtype(dtype)
        else:
            dtype = entered.dtype
        encoder = EmbeddingWrapper(copy.deepcopy(cell), num_encoder_symbols, embedding_size)
        _, encoder_state = static_rnn(encoder, encoder_inputs, dtype=dtype)
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_decoder_symbols)

        def decode(feeds: bool, **more: Any) -> tuple[list, Any]:
            return embedding_rnn_decoder(
                decoder_inputs,
                encoder_state,
                cell,
                num_decoder_symbols,
                embedding_size,
                output_projection=output_projection,
                feed_previous=feeds,
                **more,
            )

        if isinstance(feed_previous, bool):
            return decode(feed_previous)
        outputs, state = by_feed_previous(
            feed_previous, lambda feeds: decode(feeds, update_embedding_for_previous=False), len(decoder_inputs)
        )
        return outputs, packed(encoder_state, iter(state))


@export("contrib.legacy_seq2seq.embedding_tied_rnn_seq2seq")
@documented_by(embedding_rnn_seq2seq)
def embedding_tied_rnn_seq2seq(
    encoder_inputs: Sequence[Any],
    decoder_inputs: Sequence[Any],
    cell: Any,
    num_symbols: int,
    embedding_size: int,
    num_decoder_symbols: int | None = None,
    output_projection: Any = None,
    feed_previous: Any = False,
    dtype: DTypeLike | None = None,
    scope: ScopeLike | None = None,
) -> tuple[list, Any]:
    """`tied_rnn_seq2seq` over symbols with one embedding for both sides.

    Args:
      cell: an RNNCell for both sides.
      num_symbols, embedding_size: the shape of the embedding.
      num_decoder_symbols: the decoder names the first so many symbols; all by default.
      output_projection: weights [output_size, num_symbols] and biases by which an output names a symbol; None: the outputs
        are projected.
    """
    with variable_scope(scope or "embedding_tied_rnn_seq2seq", dtype=dtype) as entered:
        dtype = entered.dtype
        if output_projection is not None:
            check_projection(output_projection, num_symbols, dtype)
        embedding = get_variable("embedding", [num_symbols, embedding_size], dtype=dtype)
        encoded = [ops.embedding_lookup(embedding, symbols) for symbols in encoder_inputs]
        decoded = [ops.embedding_lookup(embedding, symbols) for symbols in decoder_inputs]
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_symbols if num_decoder_symbols is None else num_decoder_symbols)

        def decode(feeds: bool, updates: bool) -> tuple[list, Any]:
            loop = _extract_argmax_and_embed(embedding, output_projection, updates) if feeds else None
            return tied_rnn_seq2seq(encoded, decoded, cell, loop_function=loop, dtype=dtype)

        if isinstance(feed_previous, bool):
            return decode(feed_previous, True)
        outputs, state = by_feed_previous(feed_previous, lambda feeds: decode(feeds, False), len(decoder_inputs))
        batch_size = encoder_inputs[0].shape[0]
        for symbols in encoder_inputs[1:]:
            batch_size.merge_with(symbols.shape[0])
        zero_state = cell.zero_state(batch_size.value or ops.shape(encoder_inputs[0])[0], dtype)
        return outputs, packed(zero_state, iter(state))


@export("contrib.legacy_seq2seq.embedding_attention_seq2seq")
@documented_by(embedding_rnn_seq2seq, attention_decoder)
def embedding_attention_seq2seq(
    encoder_inputs: Sequence[Any],
    decoder_inputs: Sequence[Any],
    cell: Any,
    num_encoder_symbols: int,
    num_decoder_symbols: int,
    embedding_size: int,
    num_heads: int = 1,
    output_projection: Any = None,
    feed_previous: Any = False,
    dtype: DTypeLike | None = None,
    scope: ScopeLike | None = None,
    initial_state_attention: bool = False,
) -> tuple[list, Any]:
    """`embedding_rnn_seq2seq` whose decoder looks at all outputs of the encoder."""
    with variable_scope(scope or "embedding_attention_seq2seq", dtype=dtype) as entered:
        encoder = EmbeddingWrapper(copy.deepcopy(cell), num_encoder_symbols, embedding_size)
        encoder_outputs, encoder_state = static_rnn(encoder, encoder_inputs, dtype=entered.dtype)
        tops = [ops.reshape(output, [-1, 1, cell.output_size]) for output in encoder_outputs]
        attention_states = ops.concat(tops, 1)
        output_size = None
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_decoder_symbols)
            output_size = num_decoder_symbols

        def decode(feeds: bool, **more: Any) -> tuple[list, Any]:
            return embedding_attention_decoder(
                decoder_inputs,
                encoder_state,
                attention_states,
                cell,
                num_decoder_symbols,
                embedding_size,
                num_heads=num_heads,
                output_size=output_size,
                output_projection=output_projection,
                feed_previous=feeds,
                initial_state_attention=initial_state_attention,
                **more,
            )

        if isinstance(feed_previous, bool):
            return decode(feed_previous)
        outputs, state = by_feed_previous(
            feed_previous, lambda feeds: decode(feeds, update_embedding_for_previous=False), len(decoder_inputs)
        )
        return outputs, packed(encoder_state, iter(state))


@export("contrib.legacy_seq2seq.one2many_rnn_seq2seq")
@documented_by(embedding_rnn_seq2seq)
def one2many_rnn_seq2seq(
    encoder_inputs: Sequence[Any],
    decoder_inputs_dict: Mapping[Any, Sequence[Any]],
    enc_cell: Any,
    dec_cells_dict: Mapping[Any, Any],
    num_encoder_symbols: int,
    num_decoder_symbols_dict: Mapping[Any, int],
    embedding_size: int,
    feed_previous: Any = False,
    dtype: DTypeLike | None = None,
    scope: ScopeLike | None = None,
) -> tuple[dict, dict]:
    """One encoder, and several decoders that begin with its state, in scopes `one2many_decoder_<name>`.

    Args:
      decoder_inputs_dict: lists of int32 tensors [batch] by the decoders' names.
      enc_cell: the encoder's RNNCell.
      dec_cells_dict: the decoders' RNNCells by name.
      num_decoder_symbols_dict: how many symbols each decoder has, by name.

    Returns:
      dicts by name: the lists of outputs, and the last states.

    Raises:
      TypeError: a cell that is none.
      ValueError: the dicts of cells and inputs do not have the same names.
    """
    if not isinstance(enc_cell, RNNCell):
        raise TypeError(f"enc_cell is not an RNNCell: {type(enc_cell)}")
    if set(dec_cells_dict) != set(decoder_inputs_dict):
        raise ValueError("keys of dec_cells_dict != keys of decodre_inputs_dict")
    for cell in dec_cells_dict.values():
        if not isinstance(cell, RNNCell):
            raise TypeError(f"dec_cell is not an RNNCell: {type(cell)}")
    all_outputs, states = {}, {}
    with variable_scope(scope or "one2many_rnn_seq2seq", dtype=dtype) as entered:
        encoder = EmbeddingWrapper(enc_cell, num_encoder_symbols, embedding_size)
        _, encoder_state = static_rnn(encoder, encoder_inputs, dtype=entered.dtype)
        for name, inputs in decoder_inputs_dict.items():
            with variable_scope(f"one2many_decoder_{name}"):
                symbols = num_decoder_symbols_dict[name]
                decoder = OutputProjectionWrapper(dec_cells_dict[name], symbols)

                def decode(feeds: bool, inputs: Any = inputs, decoder: Any = decoder, symbols: int = symbols) -> Any:
                    return embedding_rnn_decoder(inputs, encoder_state, decoder, symbols, embedding_size, feed_previous=feeds)

                if isinstance(feed_previous, bool):
                    all_outputs[name], states[name] = decode(feed_previous)
                else:
                    all_outputs[name], state = by_feed_previous(feed_previous, decode, len(inputs))
                    states[name] = packed(encoder_state, iter(state))
    return all_outputs, states


@export("contrib.legacy_seq2seq.model_with_buckets")
@documented_by(sequence_loss)
def model_with_buckets(
    encoder_inputs: list,
    decoder_inputs: list,
    targets: list,
    weights: list,
    buckets: Sequence[tuple[int, int]],
    seq2seq: Callable[[list, list], tuple[list, Any]],
    softmax_loss_function: Callable[..., Any] | None = None,
    per_example_loss: bool = False,
    name: str | None = None,
) -> tuple[list, list]:
    """A model for each pair of lengths, all with the same variables.

    Args:
      encoder_inputs, decoder_inputs, targets, weights: lists of tensors [batch], as long as the last bucket says at least.
      buckets: pairs of lengths, of the encoder's and the decoder's inputs, the longest last.
      seq2seq: a function from the two lists of inputs to outputs and state.
      per_example_loss: losses are [batch] rather than scalars.

    Returns:
      the list of the outputs and that of the losses of all buckets.

    Raises:
      ValueError: a list that is too short.
    """
    for what, given, least in (
        ("encoder_inputs", encoder_inputs, buckets[-1][0]),
        ("targets", targets, buckets[-1][1]),
        ("weights", weights, buckets[-1][1]),
    ):
        if len(given) < least:
            raise ValueError(f"Length of {what} ({len(given)}) must be at least that of last bucket ({least}).")
    outputs, losses = [], []
    loss = sequence_loss_by_example if per_example_loss else sequence_loss
    with name_scope(name, "model_with_buckets", encoder_inputs + decoder_inputs + targets + weights):
        for number, (source, target) in enumerate(buckets):
            with variable_scope(get_variable_scope(), reuse=True if number > 0 else None):
                found, _ = seq2seq(encoder_inputs[:source], decoder_inputs[:target])
                outputs.append(found)
                losses.append(loss(found, targets[:target], weights[:target], softmax_loss_function=softmax_loss_function))
    return outputs, losses
