"""What the cells of tf.contrib.rnn have in common."""

from __future__ import annotations

from typing import Any

from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.graph.platform import logging
from headrace.graph.variables.initializers.plain import Constant
from headrace.graph.variables.scope import get_variable, get_variable_scope, variable_scope

from ...rnn.base import RNNCell
from ...rnn.lstm import LSTMStateTuple
from ..layers.layer_norm import layer_norm

CONCATENATED = "%s: Using a concatenated state is slower and will soon be deprecated.  Use state_is_tuple=True."


class SizedCell(RNNCell):
    """A cell that says its sizes when it is made."""

    _state_size: Any
    _output_size: Any

    @property
    def state_size(self) -> Any:
        return self._state_size

    @property
    def output_size(self) -> Any:
        return self._output_size


def sizes_of_lstm(num_units: int, num_proj: int | None, state_is_tuple: bool = True) -> tuple[Any, int]:
    """The sizes of state and output of an LSTM whose output may be projected."""
    size = num_proj or num_units
    return LSTMStateTuple(num_units, size) if state_is_tuple else num_units + size, size


def warn_of_concatenated(cell: Any, state_is_tuple: bool) -> None:
    """Warn that a state is no tuple."""
    if not state_is_tuple:
        logging.warning(CONCATENATED, cell)


def depth_of(inputs: Tensor) -> int:
    """The size of the second dimension of inputs. Raises ValueError where it is not known."""
    depth = inputs.shape.with_rank(2).as_list()[1]
    if depth is None:
        raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
    return depth


def batch_size_of(inputs: Tensor) -> Any:
    """The size of the first dimension, a scalar tensor where it is not known."""
    static = inputs.static_shape
    return (static and static[0]) or ops.shape(inputs)[0]


def normalized(value: Tensor, name: str, gain: float, shift: float, dtype: Any) -> Tensor:
    """A matrix with layer normalization; its variables, in a scope of that name, begin with `gain` and `shift`."""
    shape = value.shape[-1:]
    with variable_scope(name):
        get_variable("gamma", shape=shape, initializer=Constant(gain), dtype=dtype)
        get_variable("beta", shape=shape, initializer=Constant(shift), dtype=dtype)
    return layer_norm(value, reuse=True, scope=name)


def sharded_variable(name: str, shape: list[int], dtype: Any, count: int) -> Any:
    """A variable cut into parts along its rows, side by side in one tensor, which is made once in a graph.

    Raises:
      ValueError: more parts than rows.
    """
    rows, *others = shape
    if count > rows:
        raise ValueError(f"Too many shards: shape={shape}, num_shards={count}")
    size, rest = divmod(rows, count)
    parts = [get_variable(f"{name}_{number}", [size + (number < rest), *others], dtype=dtype) for number in range(count)]
    if count == 1:
        return parts[0]
    graph = get_default_graph()
    full_name = f"{get_variable_scope().name}/{name}/concat:0"
    for known in graph.get_collection(GraphKeys.CONCATENATED_VARIABLES):
        if known.name == full_name:
            return known
    joined = ops.concat(parts, 0, name=f"{name}/concat")
    graph.add_to_collection(GraphKeys.CONCATENATED_VARIABLES, joined)
    return joined
