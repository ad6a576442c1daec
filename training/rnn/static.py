"""static_rnn and its kin: networks over lists of inputs, with nodes of their own for each step."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.default_graph_functions import control_dependencies
from headrace.graph.core.structures import flat, is_nested, packed
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, ScopeLike, TensorLike
from headrace.graph.types.shapes import TensorShape, unknown_shape
from headrace.graph.variables.scope import variable_scope

from .base import assert_like_rnncell
from .sizes import _concat
from .steps import _rnn_step, initial_state_of, merged_batch_size, set_caching_device, state_dtype


@export("nn.static_rnn", "nn.rnn", "contrib.rnn.static_rnn")
def static_rnn(
    cell: Any,
    inputs: Sequence[Any],
    initial_state: Any = None,
    dtype: DTypeLike | None = None,
    sequence_length: TensorLike | None = None,
    scope: ScopeLike | None = None,
) -> tuple[list, Any]:
    """The outputs of a cell for a list of inputs, one after the other, and the last state.

    Args:
      cell: an RNNCell.
      inputs: tensors [batch, depth] or structures of them, one for each step.
      initial_state: looks like `cell.state_size`; zeros of type `dtype` by default.
      dtype: of the state; that of `initial_state` by default.
      sequence_length: int32 or int64 [batch]: behind that outputs are zeros and the state stays; None: all steps count.
      scope: the variable scope, "rnn" by default.

    Returns:
      the list of outputs, each [batch, output size], and the state.

    Raises:
      TypeError: `cell` is no cell, `inputs` no sequence.
      ValueError: no inputs, inputs of unknown depth or of different batch sizes, neither `initial_state` nor `dtype`, or
        lengths that are no vector.
    """
    assert_like_rnncell("cell", cell)
    if not is_nested(inputs):
        raise TypeError("inputs must be a sequence")
    if not inputs:
        raise ValueError("inputs must not be empty")
    outputs = []
    with variable_scope(scope or "rnn") as entered:
        set_caching_device(entered)
        first = flat(inputs)[0]
        known = _batch_size_of(inputs)
        batch_size = known or ops.shape(first)[0]
        if initial_state is None and not dtype:
            raise ValueError("If no initial_state is provided, dtype must be specified")
        state = initial_state if initial_state is not None else initial_state_of(cell, batch_size, dtype)
        if sequence_length is not None:
            lengths = convert_to_tensor(sequence_length, name="sequence_length")
            if lengths.shape.rank not in (None, 1):
                raise ValueError("sequence_length must be a vector of length batch_size")
            zeros = [_zero_output(size, batch_size, known, state_dtype(dtype, state)) for size in flat(cell.output_size)]
            zero_output = packed(cell.output_size, iter(zeros))
            lengths = ops.cast(lengths, dtypes.int32)
            shortest, longest = ops.reduce_min(lengths), ops.reduce_max(lengths)
        for time, step_input in enumerate(inputs):
            if time > 0:
                entered.reuse_variables()
            if sequence_length is None:
                output, state = cell(step_input, state)
            else:
                output, state = _rnn_step(
                    time,
                    lengths,
                    shortest,
                    longest,
                    zero_output,
                    state,
                    functools.partial(cell, step_input, state),
                    cell.state_size,
                )
            outputs.append(output)
    return outputs, state


def _batch_size_of(inputs: Sequence[Any]) -> int | None:
    leaves = flat(inputs)
    if leaves[0].shape.rank == 1:  # numbers for an EmbeddingWrapper
        return leaves[0].shape.as_list()[0]
    shapes = [leaf.shape.with_rank_at_least(2) for leaf in leaves]
    size = merged_batch_size(shapes)
    for shape in shapes:
        for axis, depth in enumerate(shape.as_list()[1:]):
            if depth is None:
                raise ValueError(
                    f"Input size (dimension {axis} of inputs) must be accessible via shape inference, but saw value None."
                )
    return size


def _zero_output(output_size: Any, batch_size: Any, known: int | None, dtype: Any) -> Any:
    output = ops.zeros(ops.stack(_concat(batch_size, output_size)), dtype)
    output.set_shape(TensorShape(_concat(known, output_size, static=True)))
    return output


@export(
    "nn.static_state_saving_rnn",
    "nn.state_saving_rnn",
    "contrib.rnn.static_state_saving_rnn",
)
@documented_by(static_rnn)
def static_state_saving_rnn(
    cell: Any,
    inputs: Sequence[Any],
    state_saver: Any,
    state_name: Any,
    sequence_length: TensorLike | None = None,
    scope: ScopeLike | None = None,
) -> tuple[list, Any]:
    """`static_rnn` that begins with a state which something keeps, and saves the last one there.

    Args:
      state_saver: has the methods `state(name)` and `save_state(name, value)`; the last output waits for what the latter
        returns.
      state_name: the name of the state; a tuple of names where the state is a tuple.

    Raises:
      ValueError: `state_name` does not look like the state; as `static_rnn`.
    """
    sizes = cell.state_size
    if is_nested(sizes) != is_nested(state_name):
        raise ValueError(
            f"state_name should be the same type as cell.state_size.  state_name: {state_name}, cell.state_size: {sizes}"
        )
    names = flat(state_name)
    if len(names) != len(flat(sizes)):
        raise ValueError(f"#elems(state_name) != #elems(state_size): {len(names)} vs. {len(flat(sizes))}")
    initial_state = packed(sizes, iter([state_saver.state(name) for name in names]))
    outputs, state = static_rnn(cell, inputs, initial_state, sequence_length=sequence_length, scope=scope)
    states = flat(state)
    with control_dependencies([state_saver.save_state(name, part) for name, part in zip(names, states, strict=True)]):
        outputs[-1] = packed(outputs[-1], iter([ops.identity(part) for part in flat(outputs[-1])]))
        state = packed(state, iter([ops.identity(part) for part in states]))
    return outputs, state


@export(
    "nn.static_bidirectional_rnn",
    "nn.bidirectional_rnn",
    "contrib.rnn.static_bidirectional_rnn",
)
@documented_by(static_rnn)
def static_bidirectional_rnn(
    cell_fw: Any,
    cell_bw: Any,
    inputs: Sequence[Any],
    initial_state_fw: Any = None,
    initial_state_bw: Any = None,
    dtype: DTypeLike | None = None,
    sequence_length: TensorLike | None = None,
    scope: ScopeLike | None = None,
) -> tuple[Any, Any, Any]:
    """Two networks, one of which reads the inputs from the end; their outputs side by side.

    Args:
      cell_fw, cell_bw: an RNNCell for each direction, in scopes `fw` and `bw`.
      initial_state_fw, initial_state_bw: look like the cells' `state_size`; zeros of type `dtype` by default.
      scope: the variable scope, "bidirectional_rnn" by default.

    Returns:
      the list of outputs, each [batch, sizes of both], and the last states of both.
    """
    assert_like_rnncell("cell_fw", cell_fw)
    assert_like_rnncell("cell_bw", cell_bw)
    if not is_nested(inputs):
        raise TypeError("inputs must be a sequence")
    if not inputs:
        raise ValueError("inputs must not be empty")
    with variable_scope(scope or "bidirectional_rnn"):
        with variable_scope("fw") as fw:
            output_fw, state_fw = static_rnn(cell_fw, inputs, initial_state_fw, dtype, sequence_length, scope=fw)
        with variable_scope("bw") as bw:
            backwards = _reversed(inputs, sequence_length)
            found, state_bw = static_rnn(cell_bw, backwards, initial_state_bw, dtype, sequence_length, scope=bw)
    output_bw = _reversed(found, sequence_length)
    joined = [ops.concat([one, other], 1) for one, other in zip(flat(output_fw), flat(output_bw), strict=True)]
    return packed(output_fw, iter(joined)), state_fw, state_bw


def _reversed(inputs: Sequence[Any], lengths: Any) -> list:
    """The inputs from the end, that of each sequence."""
    if lengths is None:
        return list(reversed(inputs))
    parts: list[list] = [[] for _ in inputs]
    for sequence in zip(*map(flat, inputs), strict=True):
        shape = unknown_shape(rank=sequence[0].shape.rank)
        for tensor in sequence:
            tensor.set_shape(shape)
        reversed_parts = ops.unstack(ops.reverse_sequence(ops.stack(sequence), lengths, 0, 1))
        for part, kept in zip(reversed_parts, parts, strict=True):
            kept.append(part)
    return [packed(like, iter(kept)) for like, kept in zip(inputs, parts, strict=True)]
