"""raw_rnn: a network whose inputs, states and outputs a function of the program decides on, step by step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.tensor_array import TensorArray
from headrace.graph.control_flow.while_loop import while_loop
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.structures import assert_same_structure, flat, packed
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import ScopeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.scope import variable_scope

from .base import assert_like_rnncell
from .nesting import mapped
from .sizes import _concat
from .steps import copied_through, merged_batch_size, set_caching_device


@export("nn.raw_rnn")
def raw_rnn(
    cell: Any,
    loop_fn: Callable[[Any, Any, Any, Any], tuple],
    parallel_iterations: int | None = None,
    swap_memory: bool = False,
    scope: ScopeLike | None = None,
) -> tuple[Any, Any, Any]:
    """Steps of a cell until `loop_fn` says that all sequences have ended.

    Args:
      cell: an RNNCell.
      loop_fn: `(time, cell_output, cell_state, loop_state) -> (elements_finished, next_input, next_cell_state,
        emit_output, next_loop_state)`. First it is called with time 0 and None for all else; what it then gives as
        `emit_output` says what outputs look like, None: as `cell.output_size`. `elements_finished` is a bool vector;
        a `next_loop_state` of None keeps the one before.
      parallel_iterations, swap_memory: written into the nodes of the loop, and of no effect.
      scope: the variable scope, "rnn" by default.

    Returns:
      TensorArrays of what was emitted, the last state, and the last loop state.

    Raises:
      TypeError: `cell` is no cell, `loop_fn` not callable, or a structure of another type than before.
      ValueError: states, inputs or outputs that look different from those before.
    """
    assert_like_rnncell("cell", cell)
    if not callable(loop_fn):
        raise TypeError("loop_fn must be a callable")
    with variable_scope(scope or "rnn") as entered:
        set_caching_device(entered)
        time = constant(0, dtypes.int32)
        finished, first_input, initial_state, emit_structure, initial_loop_state = loop_fn(time, None, None, None)
        tensors = flat(first_input)
        loop_state = constant(0, dtypes.int32) if initial_loop_state is None else initial_loop_state
        known = merged_batch_size([tensor.shape for tensor in tensors])
        batch_size = ops.shape(tensors[0])[0] if known is None else known
        assert_same_structure(initial_state, cell.state_size)
        states = [convert_to_tensor(part) for part in flat(initial_state)]
        state = packed(initial_state, iter(states))
        if emit_structure is None:
            emit_structure = cell.output_size
            sizes = flat(emit_structure)
            kinds = [states[0].dtype] * len(sizes)
        else:
            emitted = flat(emit_structure)
            sizes = [part.shape if part.shape.is_fully_defined() else ops.shape(part) for part in emitted]
            kinds = [part.dtype for part in emitted]
        arrays = [
            TensorArray(
                dtype=kind,
                dynamic_size=True,
                element_shape=TensorShape([known]).concatenate(_known(size)),
                size=0,
                name=f"rnn_output_{number}",
            )
            for number, (kind, size) in enumerate(zip(kinds, sizes, strict=True))
        ]
        zeros = [ops.zeros(_concat(batch_size, size), kind) for size, kind in zip(sizes, kinds, strict=True)]
        zero_emit = packed(emit_structure, iter(zeros))

        def body(time: Any, finished: Any, inputs: Any, emit: Any, state: Any, loop_state: Any) -> tuple:
            output, cell_state = cell(inputs, state)
            assert_same_structure(state, cell_state)
            assert_same_structure(cell.output_size, output)
            next_time = time + 1
            ended, next_input, next_state, emitted, next_loop_state = loop_fn(next_time, output, cell_state, loop_state)
            assert_same_structure(state, next_state)
            assert_same_structure(inputs, next_input)
            assert_same_structure(emit, emitted)
            emitted = mapped(lambda zero, part: copied_through(finished, zero, part), zero_emit, emitted)
            next_state = mapped(lambda before, after: copied_through(finished, before, after), state, next_state)
            emit = mapped(lambda array, part: array.write(time, part), emit, emitted)
            return (
                next_time,
                ops.logical_or(finished, ended),
                next_input,
                emit,
                next_state,
                loop_state if next_loop_state is None else next_loop_state,
            )

        *_, emit, final_state, final_loop_state = while_loop(
            lambda time, finished, *_: ops.logical_not(ops.reduce_all(finished)),
            body,
            loop_vars=[time, finished, first_input, packed(emit_structure, iter(arrays)), state, loop_state],
            parallel_iterations=parallel_iterations or 32,
            swap_memory=swap_memory,
        )
        return emit, final_state, None if initial_loop_state is None else final_loop_state


def _known(size: Any) -> Any:
    return TensorShape(constant_value(size)) if isinstance(size, Tensor) else size
