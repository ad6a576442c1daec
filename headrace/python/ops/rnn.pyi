"""tf.python.ops.rnn: as far as programs use it. Made by `make names`."""

from headrace.training.rnn.steps import best_effort_input_batch_size as _best_effort_input_batch_size
from headrace.training.rnn.steps import _rnn_step as _rnn_step
from headrace.training.rnn.steps import transpose_batch_time as _transpose_batch_time
from headrace.training.rnn.dynamic import dynamic_rnn as dynamic_rnn
from headrace.training.rnn.raw import raw_rnn as raw_rnn
from headrace.training.rnn.static import static_rnn as rnn
from headrace.training.rnn.static import static_rnn as static_rnn
from collections.abc import Sequence as _Sequence
from headrace.graph.types.likes import DTypeLike as _DTypeLike
from headrace.graph.types.likes import ScopeLike as _ScopeLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def bidirectional_dynamic_rnn(
    cell_fw: _Any,
    cell_bw: _Any,
    inputs: _Any,
    sequence_length: _Any = None,
    initial_state_fw: _Any = None,
    initial_state_bw: _Any = None,
    dtype: _Any = None,
    parallel_iterations: int | None = None,
    swap_memory: bool = False,
    time_major: bool = False,
    scope: _Any = None,
) -> tuple[tuple[_Any, _Any], tuple[_Any, _Any]]:
    """Two networks, one of which reads the inputs from the end of each sequence.

    Args:
      cell_fw, cell_bw: an RNNCell for each direction, in scopes `fw` and `bw`.
      inputs: [batch, time, ...], or a structure of such tensors; [time, batch, ...] with `time_major`.
      sequence_length: int32 or int64 [batch]: behind that outputs are zeros and the state stays; None: all steps count.
      initial_state_fw, initial_state_bw: look like the cells' `state_size`; zeros of type `dtype` by default.
      dtype: of the state and the outputs; that of `initial_state` by default.
      parallel_iterations, swap_memory: written into the nodes of the loop, and of no effect.
      time_major: whether time is the first dimension of inputs and outputs.
      scope: the variable scope, "bidirectional_rnn" by default.

    Returns:
      the outputs of both, those of the second in the order of the inputs, and the last states of both.

    Raises:
      TypeError: `cell` is no cell.
      ValueError: inputs of rank below 3 or of unknown depth, or with different times or batch sizes; neither
        `initial_state` nor `dtype`; lengths that are no vector.
      InvalidArgumentError: (when run) not as many lengths as the batch has elements.
    """

def bidirectional_rnn(
    cell_fw: _Any,
    cell_bw: _Any,
    inputs: _Sequence[_Any],
    initial_state_fw: _Any = None,
    initial_state_bw: _Any = None,
    dtype: _DTypeLike | None = None,
    sequence_length: _TensorLike | None = None,
    scope: _ScopeLike | None = None,
) -> tuple[_Any, _Any, _Any]:
    """Two networks, one of which reads the inputs from the end; their outputs side by side.

    Args:
      cell_fw, cell_bw: an RNNCell for each direction, in scopes `fw` and `bw`.
      inputs: tensors [batch, depth] or structures of them, one for each step.
      initial_state_fw, initial_state_bw: look like the cells' `state_size`; zeros of type `dtype` by default.
      dtype: of the state; that of `initial_state` by default.
      sequence_length: int32 or int64 [batch]: behind that outputs are zeros and the state stays; None: all steps count.
      scope: the variable scope, "bidirectional_rnn" by default.

    Returns:
      the list of outputs, each [batch, sizes of both], and the last states of both.

    Raises:
      TypeError: `cell` is no cell, `inputs` no sequence.
      ValueError: no inputs, inputs of unknown depth or of different batch sizes, neither `initial_state` nor `dtype`, or
        lengths that are no vector.
    """

def state_saving_rnn(
    cell: _Any,
    inputs: _Sequence[_Any],
    state_saver: _Any,
    state_name: _Any,
    sequence_length: _TensorLike | None = None,
    scope: _ScopeLike | None = None,
) -> tuple[list, _Any]:
    """`static_rnn` that begins with a state which something keeps, and saves the last one there.

    Args:
      cell: an RNNCell.
      inputs: tensors [batch, depth] or structures of them, one for each step.
      state_saver: has the methods `state(name)` and `save_state(name, value)`; the last output waits for what the latter
        returns.
      state_name: the name of the state; a tuple of names where the state is a tuple.
      sequence_length: int32 or int64 [batch]: behind that outputs are zeros and the state stays; None: all steps count.
      scope: the variable scope, "rnn" by default.

    Returns:
      the list of outputs, each [batch, output size], and the state.

    Raises:
      ValueError: `state_name` does not look like the state; as `static_rnn`.
      TypeError: `cell` is no cell, `inputs` no sequence.
    """

def static_bidirectional_rnn(
    cell_fw: _Any,
    cell_bw: _Any,
    inputs: _Sequence[_Any],
    initial_state_fw: _Any = None,
    initial_state_bw: _Any = None,
    dtype: _DTypeLike | None = None,
    sequence_length: _TensorLike | None = None,
    scope: _ScopeLike | None = None,
) -> tuple[_Any, _Any, _Any]:
    """Two networks, one of which reads the inputs from the end; their outputs side by side.

    Args:
      cell_fw, cell_bw: an RNNCell for each direction, in scopes `fw` and `bw`.
      inputs: tensors [batch, depth] or structures of them, one for each step.
      initial_state_fw, initial_state_bw: look like the cells' `state_size`; zeros of type `dtype` by default.
      dtype: of the state; that of `initial_state` by default.
      sequence_length: int32 or int64 [batch]: behind that outputs are zeros and the state stays; None: all steps count.
      scope: the variable scope, "bidirectional_rnn" by default.

    Returns:
      the list of outputs, each [batch, sizes of both], and the last states of both.

    Raises:
      TypeError: `cell` is no cell, `inputs` no sequence.
      ValueError: no inputs, inputs of unknown depth or of different batch sizes, neither `initial_state` nor `dtype`, or
        lengths that are no vector.
    """

def static_state_saving_rnn(
    cell: _Any,
    inputs: _Sequence[_Any],
    state_saver: _Any,
    state_name: _Any,
    sequence_length: _TensorLike | None = None,
    scope: _ScopeLike | None = None,
) -> tuple[list, _Any]:
    """`static_rnn` that begins with a state which something keeps, and saves the last one there.

    Args:
      cell: an RNNCell.
      inputs: tensors [batch, depth] or structures of them, one for each step.
      state_saver: has the methods `state(name)` and `save_state(name, value)`; the last output waits for what the latter
        returns.
      state_name: the name of the state; a tuple of names where the state is a tuple.
      sequence_length: int32 or int64 [batch]: behind that outputs are zeros and the state stays; None: all steps count.
      scope: the variable scope, "rnn" by default.

    Returns:
      the list of outputs, each [batch, output size], and the state.

    Raises:
      ValueError: `state_name` does not look like the state; as `static_rnn`.
      TypeError: `cell` is no cell, `inputs` no sequence.
    """

__all__ = [
    "_best_effort_input_batch_size",
    "_rnn_step",
    "_transpose_batch_time",
    "bidirectional_dynamic_rnn",
    "bidirectional_rnn",
    "dynamic_rnn",
    "raw_rnn",
    "rnn",
    "state_saving_rnn",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
]
