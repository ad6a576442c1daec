"""tf.contrib.legacy_seq2seq: encoders and decoders over lists of inputs. Made by `make names`."""

from headrace.training.rnn.linear import _Linear as Linear
from headrace.training.contrib.legacy_seq2seq.decoders import _extract_argmax_and_embed as _extract_argmax_and_embed
from headrace.training.rnn.linear import _linear as linear
from headrace.contrib.legacy_seq2seq import python as python
from headrace.training.contrib.legacy_seq2seq.decoders import rnn_decoder as rnn_decoder
from headrace.training.contrib.legacy_seq2seq.losses import sequence_loss_by_example as sequence_loss_by_example
from headrace.graph.ops.arrays.shape_queries import shape as shape
from collections.abc import Callable as _Callable
from collections.abc import Mapping as _Mapping
from collections.abc import Sequence as _Sequence
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types import dtypes as _dtypes
from headrace.graph.types.likes import DTypeLike as _DTypeLike
from headrace.graph.types.likes import ScopeLike as _ScopeLike
from headrace.training.contrib.legacy_seq2seq.decoders import Loop as _Loop
from typing import Any as _Any

def attention_decoder(
    decoder_inputs: _Sequence[_Any],
    initial_state: _Any,
    attention_states: _Any,
    cell: _Any,
    output_size: int | None = None,
    num_heads: int = 1,
    loop_function: _Loop | None = None,
    dtype: _DTypeLike | None = None,
    scope: _ScopeLike | None = None,
    initial_state_attention: bool = False,
) -> tuple[list, _Any]:
    """`rnn_decoder` that looks at states in each step: what it sees goes into the next input and into the output.

    Args:
      decoder_inputs: list of tensors [batch, size].
      initial_state: what the cell's state looks like.
      attention_states: [batch, length, attention_size].
      cell: an RNNCell.
      output_size: of the outputs; that of the cell by default.
      num_heads: how many looks it takes in a step.
      loop_function: from the output of the step before and the number of the step to the input, [batch, size], which takes
        the place of all inputs but the first; None: the inputs are taken.
      dtype: of the variables; that of the scope by default.
      scope: variable scope, by default that of the function's name.
      initial_state_attention: look before the first step, too, instead of beginning with zeros.

    Returns:
      the list of outputs, each [batch, output_size], and the last state.

    Raises:
      ValueError: no inputs, less than one head, or sizes that are not known.

    Source:
      Vinyals et al., "Grammar as a Foreign Language", 2014 (arXiv 1412.7449).
    """

def basic_rnn_seq2seq(
    encoder_inputs: _Sequence[_Any],
    decoder_inputs: _Sequence[_Any],
    cell: _Any,
    dtype: _DTypeLike = _dtypes.float32,
    scope: _ScopeLike | None = None,
) -> tuple[list, _Any]:
    """A network that reads a sequence, and one of the same kind, with variables of its own, that begins with its state.

    Args:
      encoder_inputs, decoder_inputs: lists of tensors [batch, size].
      cell: an RNNCell; the encoder takes a copy of it.
      dtype: of the first state, which is zeros.
      scope: variable scope, by default that of the function's name.

    Returns:
      the list of outputs, each [batch, output_size], and the last state.

    Raises:
      ValueError: no inputs.
    """

def embedding_attention_decoder(
    decoder_inputs: _Sequence[_Any],
    initial_state: _Any,
    attention_states: _Any,
    cell: _Any,
    num_symbols: int,
    embedding_size: int,
    num_heads: int = 1,
    output_size: int | None = None,
    output_projection: _Any = None,
    feed_previous: bool = False,
    update_embedding_for_previous: bool = True,
    dtype: _DTypeLike | None = None,
    scope: _ScopeLike | None = None,
    initial_state_attention: bool = False,
) -> tuple[list, _Any]:
    """`attention_decoder` over rows of a variable `embedding`.

    Args:
      decoder_inputs: list of int32 tensors [batch], symbols.
      initial_state: what the cell's state looks like.
      attention_states: [batch, length, attention_size].
      cell: an RNNCell.
      num_symbols, embedding_size: the shape of the embedding.
      num_heads: how many looks it takes in a step.
      output_size: of the outputs; that of the cell by default.
      output_projection: weights [output_size, num_symbols] and biases [num_symbols] by which an output names a symbol; None:
        it does so itself.
      feed_previous: take the symbol of the output before as input from the second step on.
      update_embedding_for_previous: whether gradients flow into the rows that are taken so.
      dtype: of the variables; that of the scope by default.
      scope: variable scope, by default that of the function's name.
      initial_state_attention: look before the first step, too, instead of beginning with zeros.

    Returns:
      the list of outputs, each [batch, output_size], and the last state.

    Raises:
      ValueError: biases of another shape, or as `attention_decoder`.
    """

def embedding_attention_seq2seq(
    encoder_inputs: _Sequence[_Any],
    decoder_inputs: _Sequence[_Any],
    cell: _Any,
    num_encoder_symbols: int,
    num_decoder_symbols: int,
    embedding_size: int,
    num_heads: int = 1,
    output_projection: _Any = None,
    feed_previous: _Any = False,
    dtype: _DTypeLike | None = None,
    scope: _ScopeLike | None = None,
    initial_state_attention: bool = False,
) -> tuple[list, _Any]:
    """`embedding_rnn_seq2seq` whose decoder looks at all outputs of the encoder.

    Args:
      encoder_inputs, decoder_inputs: lists of int32 tensors [batch], symbols.
      cell: an RNNCell; the encoder takes a copy of it.
      num_encoder_symbols, num_decoder_symbols: how many symbols there are on each side.
      embedding_size: the size of a symbol's row in the embeddings.
      num_heads: how many looks it takes in a step.
      output_projection: weights [output_size, num_decoder_symbols] and biases by which an output names a symbol; None: the
        outputs are projected to [batch, num_decoder_symbols].
      feed_previous: take the symbol of the output before as the decoder's input from the second step on; a bool, or a
        tensor that says so when it runs.
      dtype: of the variables and of the first state; that of the scope by default.
      scope: variable scope, by default that of the function's name.
      initial_state_attention: look before the first step, too, instead of beginning with zeros.

    Returns:
      the list of the decoder's outputs and its last state.

    Raises:
      ValueError: no inputs, or an `output_projection` of another shape.
    """

def embedding_rnn_decoder(
    decoder_inputs: _Sequence[_Any],
    initial_state: _Any,
    cell: _Any,
    num_symbols: int,
    embedding_size: int,
    output_projection: _Any = None,
    feed_previous: bool = False,
    update_embedding_for_previous: bool = True,
    scope: _ScopeLike | None = None,
) -> tuple[list, _Any]:
    """`rnn_decoder` over rows of a variable `embedding`.

    Args:
      decoder_inputs: list of int32 tensors [batch], symbols.
      initial_state: what the cell's state looks like.
      cell: an RNNCell.
      num_symbols, embedding_size: the shape of the embedding.
      output_projection: weights [output_size, num_symbols] and biases [num_symbols] by which an output names a symbol; None:
        it does so itself.
      feed_previous: take the symbol of the output before as input from the second step on.
      update_embedding_for_previous: whether gradients flow into the rows that are taken so.
      scope: variable scope, by default that of the function's name.

    Returns:
      the list of outputs, each [batch, output_size], and the last state.

    Raises:
      ValueError: an `output_projection` of another shape.
    """

def embedding_rnn_seq2seq(
    encoder_inputs: _Sequence[_Any],
    decoder_inputs: _Sequence[_Any],
    cell: _Any,
    num_encoder_symbols: int,
    num_decoder_symbols: int,
    embedding_size: int,
    output_projection: _Any = None,
    feed_previous: _Any = False,
    dtype: _DTypeLike | None = None,
    scope: _ScopeLike | None = None,
) -> tuple[list, _Any]:
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
      scope: variable scope, by default that of the function's name.

    Returns:
      the list of the decoder's outputs and its last state.

    Raises:
      ValueError: no inputs, or an `output_projection` of another shape.
    """

def embedding_tied_rnn_seq2seq(
    encoder_inputs: _Sequence[_Any],
    decoder_inputs: _Sequence[_Any],
    cell: _Any,
    num_symbols: int,
    embedding_size: int,
    num_decoder_symbols: int | None = None,
    output_projection: _Any = None,
    feed_previous: _Any = False,
    dtype: _DTypeLike | None = None,
    scope: _ScopeLike | None = None,
) -> tuple[list, _Any]:
    """`tied_rnn_seq2seq` over symbols with one embedding for both sides.

    Args:
      encoder_inputs, decoder_inputs: lists of int32 tensors [batch], symbols.
      cell: an RNNCell for both sides.
      num_symbols, embedding_size: the shape of the embedding.
      num_decoder_symbols: the decoder names the first so many symbols; all by default.
      output_projection: weights [output_size, num_symbols] and biases by which an output names a symbol; None: the outputs
        are projected.
      feed_previous: take the symbol of the output before as the decoder's input from the second step on; a bool, or a
        tensor that says so when it runs.
      dtype: of the variables and of the first state; that of the scope by default.
      scope: variable scope, by default that of the function's name.

    Returns:
      the list of the decoder's outputs and its last state.

    Raises:
      ValueError: no inputs, or an `output_projection` of another shape.
    """

def model_with_buckets(
    encoder_inputs: list,
    decoder_inputs: list,
    targets: list,
    weights: list,
    buckets: _Sequence[tuple[int, int]],
    seq2seq: _Callable[[list, list], tuple[list, _Any]],
    softmax_loss_function: _Callable[..., _Any] | None = None,
    per_example_loss: bool = False,
    name: str | None = None,
) -> tuple[list, list]:
    """A model for each pair of lengths, all with the same variables.

    Args:
      encoder_inputs, decoder_inputs, targets, weights: lists of tensors [batch], as long as the last bucket says at least.
      buckets: pairs of lengths, of the encoder's and the decoder's inputs, the longest last.
      seq2seq: a function from the two lists of inputs to outputs and state.
      softmax_loss_function: from `labels` and `logits` to losses [batch], instead of the softmax cross entropy.
      per_example_loss: losses are [batch] rather than scalars.

    Returns:
      the list of the outputs and that of the losses of all buckets.

    Raises:
      ValueError: a list that is too short.
    """

def one2many_rnn_seq2seq(
    encoder_inputs: _Sequence[_Any],
    decoder_inputs_dict: _Mapping[_Any, _Sequence[_Any]],
    enc_cell: _Any,
    dec_cells_dict: _Mapping[_Any, _Any],
    num_encoder_symbols: int,
    num_decoder_symbols_dict: _Mapping[_Any, int],
    embedding_size: int,
    feed_previous: _Any = False,
    dtype: _DTypeLike | None = None,
    scope: _ScopeLike | None = None,
) -> tuple[dict, dict]:
    """One encoder, and several decoders that begin with its state, in scopes `one2many_decoder_<name>`.

    Args:
      encoder_inputs: lists of int32 tensors [batch], symbols.
      decoder_inputs_dict: lists of int32 tensors [batch] by the decoders' names.
      enc_cell: the encoder's RNNCell.
      dec_cells_dict: the decoders' RNNCells by name.
      num_encoder_symbols: how many symbols there are on each side.
      num_decoder_symbols_dict: how many symbols each decoder has, by name.
      embedding_size: the size of a symbol's row in the embeddings.
      feed_previous: take the symbol of the output before as the decoder's input from the second step on; a bool, or a
        tensor that says so when it runs.
      dtype: of the variables and of the first state; that of the scope by default.
      scope: variable scope, by default that of the function's name.

    Returns:
      dicts by name: the lists of outputs, and the last states.

    Raises:
      TypeError: a cell that is none.
      ValueError: the dicts of cells and inputs do not have the same names.
    """

def sequence_loss(
    logits: list,
    targets: list,
    weights: list,
    average_across_timesteps: bool = True,
    average_across_batch: bool = True,
    softmax_loss_function: _Callable[..., _Any] | None = None,
    name: str | None = None,
) -> _Tensor:
    """The sum over a batch of the weighted cross entropies of its sequences.

    Args:
      logits: a list of tensors [batch, symbols], one for each step.
      targets: a list of int32 [batch].
      weights: a list of floats [batch].
      average_across_timesteps: divide by the sum of the weights.
      average_across_batch: divide by the size of the batch.
      softmax_loss_function: from `labels` and `logits` to losses [batch], instead of the softmax cross entropy.

    Returns:
      a scalar.

    Raises:
      ValueError: lists of different lengths.
    """

def tied_rnn_seq2seq(
    encoder_inputs: _Sequence[_Any],
    decoder_inputs: _Sequence[_Any],
    cell: _Any,
    loop_function: _Loop | None = None,
    dtype: _DTypeLike = _dtypes.float32,
    scope: _ScopeLike | None = None,
) -> tuple[list, _Any]:
    """As `basic_rnn_seq2seq`, encoder and decoder with the same variables.

    Args:
      encoder_inputs, decoder_inputs: lists of tensors [batch, size].
      cell: an RNNCell for both.
      loop_function: from the output of the step before and the number of the step to the input, [batch, size], which takes
        the place of all inputs but the first; None: the inputs are taken.
      dtype: of the first state, which is zeros.
      scope: variable scope, by default that of the function's name.

    Returns:
      the list of outputs, each [batch, output_size], and the last state.

    Raises:
      ValueError: no inputs.
    """

__all__ = [
    "_extract_argmax_and_embed",
    "attention_decoder",
    "basic_rnn_seq2seq",
    "embedding_attention_decoder",
    "embedding_attention_seq2seq",
    "embedding_rnn_decoder",
    "embedding_rnn_seq2seq",
    "embedding_tied_rnn_seq2seq",
    "model_with_buckets",
    "one2many_rnn_seq2seq",
    "rnn_decoder",
    "sequence_loss",
    "sequence_loss_by_example",
    "tied_rnn_seq2seq",
]
