"""tf.contrib.grid_rnn: cells with a state along each of several dimensions.

The dimensions are gone through in two rounds: those without priority see the states before of all, those with priority the
new ones.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from headrace.formats.exports import export, export_from
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.platform import logging
from headrace.graph.variables.initializers.scaled import xavier_initializer
from headrace.graph.variables.scope import get_variable, get_variable_scope, variable_scope

from ...rnn.base import RNNCell
from ...rnn.lstm import LSTMCell
from ..layers.dense import fully_connected
from .common import CONCATENATED, SizedCell

Dims = int | Sequence[int] | None

export_from("collections", "contrib.grid_rnn", "namedtuple")  # TensorFlow shows it there


def _listed(dims: Dims, count: int) -> list[int]:
    """Dimensions in order. Raises ValueError where there is no such one."""
    given: list = [] if dims is None else list(dims) if isinstance(dims, (list, tuple)) else [dims]
    found = sorted(set(given))
    if any(dim < 0 or dim >= count for dim in found):
        raise ValueError(f"Invalid dims: {found}. Must be in [0, {count})")
    return found


class _Round:
    """A step of all dimensions while it is taken."""

    def __init__(self, c_before: list, m_before: list) -> None:
        self.c_before = c_before
        self.m_before = m_before
        self.outputs: list = [None] * len(m_before)
        self.states: list = [None] * len(m_before)

    def newest(self, dim: int) -> Any:
        return self.m_before[dim] if self.outputs[dim] is None else self.outputs[dim]


@export("contrib.grid_rnn.GridRNNCell")
class GridRNNCell(SizedCell):
    """A cell for each of several dimensions; each takes the outputs of the others as inputs.

    Source: Kalchbrenner et al., "Grid Long Short-Term Memory", 2015.

    Args:
      num_units: the size of each cell, an int.
      num_dims: the number of dimensions.
      input_dims: into the states of which the inputs are projected: a number or a list.
      output_dims: the outputs of which are the output.
      priority_dims: which see the new outputs of the others.
      non_recurrent_dims: which are no cells but fully connected layers.
      tied: whether all share their weights.
      cell_fn: from a size to a cell; an `LSTMCell` by default.
      non_recurrent_fn: the activation of those layers; relu by default.
      state_is_tuple, output_is_tuple: they are tuples; otherwise their parts stand side by side in one tensor.

    Raises:
      ValueError: no dimension, or one that is not there.
      TypeError: `cell_fn` makes no cell.
    """

    def __init__(
        self,
        num_units: int,
        num_dims: int = 1,
        input_dims: Dims = None,
        output_dims: Dims = None,
        priority_dims: Dims = None,
        non_recurrent_dims: Dims = None,
        tied: bool = False,
        cell_fn: Callable[[int], Any] | None = None,
        non_recurrent_fn: Callable[[Any], Any] | None = None,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ) -> None:
        super().__init__()
        if not state_is_tuple:
            logging.warning(CONCATENATED, self)
        if not output_is_tuple:
            logging.warning(
                "%s: Using a concatenated output is slower and will soon be deprecated.  Use output_is_tuple=True.", self
            )
        if num_dims < 1:
            raise ValueError(f"dims must be >= 1: {num_dims}")
        self._num_units = num_units
        self._num_dims = num_dims
        self._input_dims = _listed(input_dims, num_dims)
        self._output_dims = _listed(output_dims, num_dims)
        self._priority_dims = _listed(priority_dims, num_dims)
        self._non_recurrent_dims = _listed(non_recurrent_dims, num_dims)
        self._recurrent_dims = [dim for dim in range(num_dims) if dim not in self._non_recurrent_dims]
        self._non_recurrent_fn = non_recurrent_fn or ops.relu
        self._tied = tied
        self._state_is_tuple = state_is_tuple
        self._output_is_tuple = output_is_tuple
        if cell_fn is None:
            make: Callable[[], Any] = functools.partial(LSTMCell, num_units=num_units, state_is_tuple=state_is_tuple)
        else:
            make = functools.partial(cell_fn, num_units)
        self._cells = [make()] * num_dims if tied else [make() for _ in range(num_dims)]
        first = self._cells[0]
        if not isinstance(first, RNNCell):
            raise TypeError(f"cell_fn must return an RNNCell instance, saw: {type(first)}")
        self._of_cell = sum(first.state_size) if isinstance(first.state_size, tuple) else first.state_size
        sizes = [first.output_size] * len(self._output_dims)
        self._output_size = tuple(sizes) if output_is_tuple else sum(sizes)
        states = [first.state_size if state_is_tuple else self._of_cell] * len(self._recurrent_dims)
        self._state_size = tuple(states) if state_is_tuple else sum(states)

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        """Take a step.

        Args:
          inputs: [batch, depth].
          state: the states of the dimensions that are cells, as `state_size` says.
          scope: the variable scope, by default that of the class's name.

        Returns:
          output and new state, as `output_size` and `state_size` say.

        Raises:
          ValueError: a state of another number of parts.
        """
        step = _Round(*self._states_before(state))
        with variable_scope(scope or type(self).__name__):
            self._project(inputs, step)
            others = [dim for dim in range(self._num_dims) if dim not in self._priority_dims]
            self._propagate(others, step, True)
            self._propagate(self._priority_dims, step, False)
            outputs = [step.outputs[dim] for dim in self._output_dims]
            states = [step.states[dim] for dim in self._recurrent_dims]
            output = tuple(outputs) if self._output_is_tuple else _joined(outputs, inputs.dtype)
            parts = (part for state in states for part in state)
            return output, tuple(states) if self._state_is_tuple else _joined(parts, inputs.dtype)

    @property
    def _has_memory(self) -> bool:
        return self._of_cell > self._num_units

    def _states_before(self, state: Any) -> tuple[list, list]:
        """Memories and outputs before, by dimension."""
        units, memories, outputs = self._num_units, [None] * self._num_dims, [None] * self._num_dims
        if self._state_is_tuple and len(self._recurrent_dims) != len(state):
            raise ValueError(f"Expected state as a tuple of {len(self._recurrent_dims)} element")
        for number, dim in enumerate(self._recurrent_dims):
            if self._state_is_tuple:
                parts = state[number] if self._has_memory else (state[number],)
            else:
                begin = number * self._of_cell
                parts = (ops.slice(state, [0, begin], [-1, units]),)
                if self._has_memory:
                    parts = (*parts, ops.slice(state, [0, begin + units], [-1, self._of_cell - units]))
            *memory, outputs[dim] = parts
            if memory:
                memories[dim] = memory[0]
        return memories, outputs

    def _project(self, inputs: Any, step: _Round) -> None:
        """Put the inputs in the place of the states that they are projected into."""
        dims = self._input_dims
        if inputs is None or not dims:
            return
        size = inputs.shape.with_rank(2).as_list()[1]
        if size <= 0:
            return
        parts = ops.split(inputs, len(dims), axis=1)
        shape = [size // len(dims), self._num_units]
        for part, dim in zip(parts, dims, strict=True):
            step.m_before[dim] = ops.matmul(part, get_variable(f"project_m_{dim}", shape, dtype=inputs.dtype))
            if self._has_memory:
                step.c_before[dim] = ops.matmul(part, get_variable(f"project_c_{dim}", shape, dtype=inputs.dtype))

    def _propagate(self, dims: list[int], step: _Round, is_first: bool) -> None:
        """Take the step of some dimensions, all of which see the same."""
        if not dims:
            return
        last = step.newest(-1)
        if self._num_dims > 1:
            seen = ops.concat([step.newest(dim) for dim in range(self._num_dims - 1)], 1)
        else:
            seen = ops.zeros([step.m_before[0].shape.as_list()[0], 0], step.m_before[0].dtype)
        for dim in dims:
            is_cell = dim not in self._non_recurrent_dims
            scope = "recurrent" if is_cell else "non_recurrent"
            with variable_scope(scope if self._tied else f"{scope}/cell_{dim}"):
                if self._tied and not (is_first and dim == dims[0]):
                    get_variable_scope().reuse_variables()
                if is_cell:
                    before = last if step.c_before[dim] is None else (step.c_before[dim], last)
                    step.outputs[dim], step.states[dim] = self._cells[dim](seen, before)
                else:
                    step.outputs[dim] = self._connected(ops.concat([seen, last], 1) if self._num_dims > 1 else last)

    def _connected(self, seen: Tensor) -> Tensor:
        scope = get_variable_scope()
        return fully_connected(
            seen,
            num_outputs=self._num_units,
            activation_fn=self._non_recurrent_fn,
            weights_initializer=scope.initializer or xavier_initializer(),
            weights_regularizer=scope.regularizer,
        )


def _joined(parts: Iterable[Tensor], dtype: Any) -> Tensor:
    listed = list(parts)
    return ops.concat(listed, 1) if listed else ops.zeros([0, 0], dtype)
