"""dynamic_rnn and bidirectional_dynamic_rnn: networks over tensors, in a loop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.tensor_array import TensorArray
from headrace.graph.control_flow.while_loop import while_loop
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.default_graph_functions import control_dependencies
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.structures import flat, packed
from headrace.graph.core.tensor import Tensor
from headrace.graph.execution.plans.replacements import knows_loop
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, ScopeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.scope import variable_scope

from .base import assert_like_rnncell
from .fused.notes import noting
from .fused.recurrence import Recurrence
from .fused.step import Step, found_step
from .nesting import mapped
from .sizes import _concat
from .steps import (
    _rnn_step,
    best_effort_input_batch_size,
    initial_state_of,
    set_caching_device,
    state_dtype,
    transpose_batch_time,
)


@export("nn.dynamic_rnn")
def dynamic_rnn(
    cell: Any,
    inputs: Any,
    sequence_length: Any = None,
    initial_state: Any = None,
    dtype: DTypeLike | None = None,
    parallel_iterations: int | None = None,
    swap_memory: bool = False,
    time_major: bool = False,
    scope: ScopeLike | None = None,
) -> tuple[Any, Any]:
    """The outputs of a cell for a sequence of inputs, and the last state; a loop takes the steps.

    >>> cell = tf.nn.rnn_cell.BasicLSTMCell(num_units=5)
    >>> outputs, state = tf.nn.dynamic_rnn(cell, tf.zeros([2, 7, 3]), sequence_length=[7, 4], dtype=tf.float32)
    >>> outputs.shape.as_list(), state.h.shape.as_list()
    ([2, 7, 5], [2, 5])

    Args:
      cell: an RNNCell.
      inputs: [batch, time, ...], or a structure of such tensors; [time, batch, ...] with `time_major`.
      sequence_length: int32 or int64 [batch]: behind that outputs are zeros and the state stays; None: all steps count.
      initial_state: looks like `cell.state_size`; zeros of type `dtype` by default.
      dtype: of the state and the outputs; that of `initial_state` by default.
      parallel_iterations, swap_memory: written into the nodes of the loop, and of no effect.
      time_major: whether time is the first dimension of inputs and outputs.
      scope: the variable scope, "rnn" by default.

    Returns:
      the outputs, [batch, time, output size] (or [time, batch, output size]) in a structure as `cell.output_size`, and the
      state.

    Raises:
      TypeError: `cell` is no cell.
      ValueError: inputs of rank below 3 or of unknown depth, or with different times or batch sizes; neither
        `initial_state` nor `dtype`; lengths that are no vector.
      InvalidArgumentError: (when run) not as many lengths as the batch has elements.
    """
    assert_like_rnncell("cell", cell)
    with variable_scope(scope or "rnn") as entered:
        set_caching_device(entered)
        tensors = flat(inputs)
        if not time_major:
            tensors = [convert_to_tensor(tensor) for tensor in tensors]
            tensors = [transpose_batch_time(tensor) for tensor in tensors]
        if sequence_length is not None:
            sequence_length = ops.cast(sequence_length, dtypes.int32)
            if sequence_length.shape.rank not in (None, 1):
                raise ValueError(
                    f"sequence_length must be a vector of length batch_size, but saw shape: {sequence_length.shape}"
                )
            sequence_length = ops.identity(sequence_length, name="sequence_length")
        batch_size = best_effort_input_batch_size(tensors)
        if initial_state is None and not dtype:
            raise ValueError("If there is no initial_state, you must give a dtype.")
        state = initial_state if initial_state is not None else initial_state_of(cell, batch_size, dtype)
        if sequence_length is not None:
            sequence_length = _checked_lengths(sequence_length, batch_size)
        loop = _Loop(cell, packed(inputs, iter(tensors)), state, sequence_length, dtype)
        outputs, final_state = loop.run(parallel_iterations or 32, swap_memory)
        if not time_major:
            outputs = mapped(transpose_batch_time, outputs)
    return outputs, final_state


def _checked_lengths(lengths: Tensor, batch_size: Any) -> Tensor:
    """The lengths, if there are as many as elements in the batch."""
    found, wanted = ops.shape(lengths), ops.stack([batch_size])
    check = ops.Assert(
        ops.reduce_all(ops.equal(found, wanted)),
        [f"Expected shape for Tensor {lengths.name} is ", wanted, " but saw shape: ", found],
    )
    with control_dependencies([check]):
        return ops.identity(lengths, name="CheckSeqLen")


class _Loop:
    """A loop that takes the steps of a cell over tensors [time, batch, ...]."""

    def __init__(self, cell: Any, inputs: Any, state: Any, lengths: Tensor | None, dtype: DTypeLike | None) -> None:
        self._cell = cell
        self._inputs = inputs
        self._state = state
        self._lengths = lengths
        self._dtype = dtype
        self._known_step: Step | None = None
        tensors = flat(inputs)
        self._time_steps = ops.shape(tensors[0])[0]
        self._batch_size = best_effort_input_batch_size(tensors)
        self._shapes = [tensor.shape.with_rank_at_least(3) for tensor in tensors]
        self._known_time, self._known_batch_size = self._shapes[0].as_list()[:2]
        self._check_shapes()

    def _check_shapes(self) -> None:
        for shape in self._shapes:
            time, batch_size, *depth = shape.as_list()
            if None in depth:
                raise ValueError("Input size (depth of inputs) must be accessible via shape inference, but saw value None.")
            if time != self._known_time:
                raise ValueError("Time steps is not the same for all the elements in the input in a batch.")
            if batch_size != self._known_batch_size:
                raise ValueError("Batch_size is not the same for all the elements in the input.")

    def run(self, parallel_iterations: int, swap_memory: bool) -> tuple[Any, Any]:
        """The outputs [time, batch, ...] and the last state."""
        zeros = [ops.zeros(ops.stack(_concat(self._batch_size, size)), self._kind) for size in self._output_sizes]
        self._zero_output = packed(self._cell.output_size, iter(zeros))
        longest = self._time_steps
        if self._lengths is not None:
            self._shortest, longest = ops.reduce_min(self._lengths), ops.reduce_max(self._lengths)
        self._longest = longest
        time = constant(0, dtypes.int32, name="time")
        with name_scope("dynamic_rnn") as base_name:
            pass
        outputs = tuple(
            self._array(f"{base_name}output_{k}", TensorShape([self._known_batch_size]).concatenate(_known(size)), self._kind)
            for k, size in enumerate(self._output_sizes)
        )
        tensors = flat(self._inputs)
        arrays = tuple(self._array(f"{base_name}input_{k}", tensor.shape[1:], tensor.dtype) for k, tensor in enumerate(tensors))
        self._arrays = tuple(array.unstack(tensor) for array, tensor in zip(arrays, tensors, strict=True))
        # One step is taken in any case, so that the arrays of outputs know the size of their elements.
        bound = ops.minimum(self._time_steps, ops.maximum(1, longest))
        first_outputs = outputs
        _, outputs, state = while_loop(
            cond=lambda time, *_: time < bound,
            body=self._step,
            loop_vars=(time, outputs, self._state),
            parallel_iterations=parallel_iterations,
            maximum_iterations=self._time_steps,
            swap_memory=swap_memory,
        )
        self._tell_what_is_known(first_outputs, state)
        stacked = [array.stack() for array in outputs]
        for tensor, size in zip(stacked, self._output_sizes, strict=True):
            tensor.set_shape(_concat([self._known_time, self._known_batch_size], size, static=True))
        return packed(self._cell.output_size, iter(stacked)), state

    def _tell_what_is_known(self, outputs: Sequence[TensorArray], state: Any) -> None:
        """Let plans take all steps at once, if it is known what a step is."""
        loop = flat(state)[0].op.context if flat(state) else None
        if self._known_step is not None and loop is not None and loop.outer is None:
            known = Recurrence(self._known_step, loop, self._arrays[0], outputs[0], self._lengths)
            knows_loop(get_default_graph(), known)

    @property
    def _output_sizes(self) -> list:
        return flat(self._cell.output_size)

    @property
    def _kind(self) -> Any:
        return state_dtype(self._dtype, self._state)

    def _array(self, name: str, element_shape: Any, dtype: Any) -> TensorArray:
        return TensorArray(dtype=dtype, size=self._time_steps, element_shape=element_shape, tensor_array_name=name)

    def _step(self, time: Tensor, outputs: Sequence[TensorArray], state: Any) -> tuple:
        tensors = [array.read(time) for array in self._arrays]
        for tensor, shape in zip(tensors, self._shapes, strict=True):
            tensor.set_shape(shape[1:])
        inputs = packed(self._inputs, iter(tensors))

        def call_cell() -> Any:
            with noting() as notes:
                output, new_state = self._cell(inputs, state)
            self._known_step = None
            if len(tensors) == len(flat(output)) == 1 and tensors[0].dtype in (dtypes.float32, dtypes.float64):
                self._known_step = found_step(notes, tensors[0], flat(state), flat(output)[0], flat(new_state))
            return output, new_state

        if self._lengths is None:
            output, new_state = call_cell()
        else:
            output, new_state = _rnn_step(
                time,
                self._lengths,
                self._shortest,
                self._longest,
                self._zero_output,
                state,
                call_cell,
                self._cell.state_size,
                skip_conditionals=True,
            )
        written = tuple(array.write(time, part) for array, part in zip(outputs, flat(output), strict=True))
        return time + 1, written, new_state


def _known(size: Any) -> Any:
    """A size as far as it is known when the graph is built."""
    return TensorShape(constant_value(size)) if isinstance(size, Tensor) else size


@export("nn.bidirectional_dynamic_rnn")
@documented_by(dynamic_rnn)
def bidirectional_dynamic_rnn(
    cell_fw: Any,
    cell_bw: Any,
    inputs: Any,
    sequence_length: Any = None,
    initial_state_fw: Any = None,
    initial_state_bw: Any = None,
    dtype: Any = None,
    parallel_iterations: int | None = None,
    swap_memory: bool = False,
    time_major: bool = False,
    scope: Any = None,
) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """Two networks, one of which reads the inputs from the end of each sequence.

    Args:
      cell_fw, cell_bw: an RNNCell for each direction, in scopes `fw` and `bw`.
      initial_state_fw, initial_state_bw: look like the cells' `state_size`; zeros of type `dtype` by default.
      scope: the variable scope, "bidirectional_rnn" by default.

    Returns:
      the outputs of both, those of the second in the order of the inputs, and the last states of both.
    """
    assert_like_rnncell("cell_fw", cell_fw)
    assert_like_rnncell("cell_bw", cell_bw)
    time_axis = 0 if time_major else 1

    def reversed_in_time(tensor: Any) -> Tensor:
        if sequence_length is None:
            return ops.reverse(tensor, axis=[time_axis])
        return ops.reverse_sequence(tensor, sequence_length, seq_axis=time_axis, batch_axis=1 - time_axis)

    options = {
        "sequence_length": sequence_length,
        "dtype": dtype,
        "parallel_iterations": parallel_iterations,
        "swap_memory": swap_memory,
        "time_major": time_major,
    }
    with variable_scope(scope or "bidirectional_rnn"):
        with variable_scope("fw") as fw:
            output_fw, state_fw = dynamic_rnn(cell_fw, inputs, initial_state=initial_state_fw, scope=fw, **options)
        with variable_scope("bw") as bw:
            backwards = mapped(reversed_in_time, inputs)
            found, state_bw = dynamic_rnn(cell_bw, backwards, initial_state=initial_state_bw, scope=bw, **options)
    return (output_fw, mapped(reversed_in_time, found)), (state_fw, state_bw)
