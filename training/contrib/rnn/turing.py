"""NTMCell: a cell with a memory that it addresses, a neural Turing machine.

Source: Graves et al., "Neural Turing Machines", 2014; Collier and Beel, "Implementing Neural Turing Machines", 2018.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, ShapeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.initializers.plain import Constant, TruncatedNormal
from headrace.graph.variables.initializers.scaled import GlorotUniform

from ...rnn.base import LayerRNNCell, assert_like_rnncell
from .common import batch_size_of


class _State(NamedTuple):
    controller_state: Any
    read_vector_list: Any
    w_list: Any
    M: Any
    time: Any


_State.__name__ = "NTMControllerState"


@export("contrib.rnn.python.ops.rnn_cell.NTMControllerState")
class NTMControllerState(_State):
    """The state of an NTMCell.

    Args:
      controller_state: that of the controller.
      read_vector_list: what was read, [batch, memory_vector_dim] for each head that reads.
      w_list: where heads stand, [batch, memory_size] for each.
      M: the memory, [batch, memory_size, memory_vector_dim].
      time: the number of steps, an int32 scalar.
    """

    __slots__ = ()


@export("contrib.rnn.python.ops.rnn_cell.NTMCell")
class NTMCell(LayerRNNCell):
    """A cell around another one, the controller, which reads from and writes into a memory.

    Source: Graves et al., "Neural Turing Machines", 2014; Collier and Beel, "Implementing Neural Turing Machines", 2018.

    Args:
      controller: an RNNCell.
      memory_size, memory_vector_dim: the shape of the memory.
      read_head_num, write_head_num: how many heads there are.
      shift_range: how far a head moves in a step.
      output_dim: the size of the output; that of the inputs by default.
      clip_value: what is computed stays within -clip_value and clip_value.
      dtype: of the variables.

    Raises:
      TypeError: `controller` is no cell.
      ValueError: (when called) inputs whose depth is not known, without `output_dim`.
    """

    def __init__(
        self,
        controller: Any,
        memory_size: int,
        memory_vector_dim: int,
        read_head_num: int,
        write_head_num: int,
        shift_range: int = 1,
        output_dim: int | None = None,
        clip_value: float = 20,
        dtype: DTypeLike = dtypes.float32,
        name: str | None = None,
    ) -> None:
        super().__init__(dtype=dtype, name=name)
        assert_like_rnncell("NTM RNN controller cell", controller)
        self.controller = controller
        self.memory_size = memory_size
        self.memory_vector_dim = memory_vector_dim
        self.read_head_num = read_head_num
        self.write_head_num = write_head_num
        self.clip_value = clip_value
        self.output_dim: Any = output_dim
        self.shift_range = shift_range
        self.num_parameters_per_head = memory_vector_dim + 2 * shift_range + 4
        self.num_heads = read_head_num + write_head_num
        self.total_parameter_num = self.num_parameters_per_head * self.num_heads + memory_vector_dim * 2 * write_head_num

    def _setting(self, name: str) -> Any:
        return getattr(self, name)

    @property
    def state_size(self) -> NTMControllerState:
        return NTMControllerState(
            controller_state=self.controller.state_size,
            read_vector_list=[self.memory_vector_dim] * self.read_head_num,
            w_list=[self.memory_size] * self.num_heads,
            M=TensorShape([self.memory_size * self.memory_vector_dim]),
            time=TensorShape([]),
        )

    @property
    def output_size(self) -> Any:
        return self.output_dim

    def zero_state(self, batch_size: Any, dtype: DTypeLike) -> NTMControllerState:
        return NTMControllerState(
            controller_state=self.controller.zero_state(batch_size, dtype),
            read_vector_list=[ops.zeros([batch_size, self.memory_vector_dim]) for _ in range(self.read_head_num)],
            w_list=[ops.zeros([batch_size, self.memory_size]) for _ in range(self.num_heads)],
            M=ops.zeros([batch_size, self.memory_size, self.memory_vector_dim]),
            time=0,
        )

    def build(self, input_shape: ShapeLike | None) -> None:
        """Make the variables.

        Args:
          input_shape: of the inputs, [batch, depth].

        Raises:
          ValueError: the depth is not known, and `output_dim` is not given.
        """
        if self.output_dim is None:
            shape = TensorShape(input_shape)
            self.output_dim = shape.as_list()[1]
            if self.output_dim is None:
                raise ValueError(f"Expected inputs.shape[-1] to be known, saw shape: {shape}")
        zeros = Constant(0.0, dtype=self.dtype)
        size = self.controller.output_size
        joined = size + self.memory_vector_dim * self.read_head_num

        def product(name: str, rows: int, columns: int) -> tuple[Any, Any]:
            start = TruncatedNormal(stddev=1 / math.sqrt(rows), dtype=dtypes.float32)
            kernel = self.add_weight(f"{name}_kernel", [rows, columns], initializer=start)
            return kernel, self.add_weight(f"{name}_bias", [columns], initializer=zeros)

        def many(name: str, count: int, columns: int) -> list:
            return [self.add_weight(f"{name}_{k}", [1, columns], initializer=GlorotUniform()) for k in range(count)]

        self._parameters = product("parameters", size, self.total_parameter_num)
        self._output = product("output", joined, self.output_dim)
        self._init_read_vectors = many("initial_read_vector", self.read_head_num, self.memory_vector_dim)
        self._init_address_weights = many("initial_address_weights", self.num_heads, self.memory_size)
        start = Constant(1e-6, dtype=self.dtype)
        self._memory = self.add_weight("memory", [self.memory_size, self.memory_vector_dim], initializer=start)
        self.built = True

    def call(self, x: Any, prev_state: Any) -> Any:
        """Take a step.

        Args:
          x: the inputs, [batch, depth]; the size of the batch must be known.
          prev_state: an NTMControllerState.

        Returns:
          the output, [batch, output_dim], and the new NTMControllerState.
        """
        rows = batch_size_of(x)
        is_first = ops.equal(prev_state.time, 0)

        def begun(weights: Sequence[Any], squash: Callable[[Any], Any], before: Sequence[Tensor]) -> list[Tensor]:
            """What was learned to begin with, in the first step."""

            def first() -> list[Tensor]:
                found = [squash(ops.squeeze(ops.matmul(ops.ones([1, 1]), one))) for one in weights]
                return [_repeated(one, rows) for one in found]

            chosen = cond(is_first, first, lambda: before)
            return list(chosen) if isinstance(chosen, (list, tuple)) else [chosen]

        read_before = begun(self._init_read_vectors, ops.tanh, prev_state.read_vector_list)
        seen = ops.concat([x, *read_before], axis=1)
        controlled, controller_state = self.controller(seen, prev_state.controller_state)
        parameters = self._clipped(controlled, self._parameters)
        count = self.num_parameters_per_head * self.num_heads
        of_heads = ops.split(parameters[:, :count], self.num_heads, axis=1)
        of_writing = ops.split(parameters[:, count:], 2 * self.write_head_num, axis=1)
        places_before = begun(self._init_address_weights, ops.softmax, prev_state.w_list)
        memory = cond(is_first, lambda: _repeated(self._memory, rows), lambda: prev_state.M)
        places = [self._place(*pair, memory) for pair in zip(of_heads, places_before, strict=True)]
        reading, writing = places[: self.read_head_num], places[self.read_head_num :]
        read = [ops.reduce_sum(ops.expand_dims(place, axis=2) * memory, axis=1) for place in reading]
        written = memory
        for number, place in enumerate(writing):
            column = ops.expand_dims(place, axis=2)
            erased = ops.expand_dims(ops.sigmoid(of_writing[2 * number]), axis=1)
            added = ops.expand_dims(ops.tanh(of_writing[2 * number + 1]), axis=1)
            written = written * (ops.ones_like(written) - ops.matmul(column, erased)) + ops.matmul(column, added)
        output = self._clipped(ops.concat([controlled, *read], axis=1), self._output)
        return output, NTMControllerState(controller_state, read, places, written, prev_state.time + 1)

    def _clipped(self, value: Tensor, weights: tuple[Any, Any]) -> Tensor:
        kernel, bias = weights
        return ops.clip_by_value(ops.bias_add(ops.matmul(value, kernel), bias), -self.clip_value, self.clip_value)

    def _place(self, parameters: Tensor, before: Tensor, memory: Tensor) -> Tensor:
        """Where a head stands: the weight of each row of the memory, [batch, memory_size]."""
        size, reach, rows = self.memory_vector_dim, self.shift_range, self.memory_size
        key = ops.expand_dims(ops.tanh(parameters[:, :size]), axis=2)
        strength = ops.expand_dims(ops.softplus(parameters[:, size]), axis=1)
        gate = ops.expand_dims(ops.sigmoid(parameters[:, size + 1]), axis=1)
        shift = ops.softmax(parameters[:, size + 2 : size + 3 + 2 * reach])
        sharpness = ops.expand_dims(ops.softplus(parameters[:, -1]) + 1, axis=1)

        norms = _length(memory, 2) * _length(key, 1)
        likeness = ops.squeeze(ops.matmul(memory, key) / (norms + 1e-8))
        by_content = ops.exp(strength * likeness)
        by_content = by_content / ops.reduce_sum(by_content, axis=1, keepdims=True)
        mixed = gate * by_content + (1 - gate) * before

        between = ops.zeros([batch_size_of(shift), rows - (2 * reach + 1)])
        shift = ops.concat([shift[:, : reach + 1], between, shift[:, -reach:]], axis=1)
        twice = ops.concat([ops.reverse(shift, axis=[1]) for _ in range(2)], axis=1)
        turned = ops.stack([twice[:, rows - row - 1 : 2 * rows - row - 1] for row in range(rows)], axis=1)
        moved = ops.reduce_sum(ops.expand_dims(mixed, axis=1) * turned, axis=2)
        sharpened = ops.pow(moved, sharpness)
        return sharpened / ops.reduce_sum(sharpened, axis=1, keepdims=True)


def _length(value: Tensor, axis: int) -> Tensor:
    return ops.sqrt(ops.reduce_sum(ops.square(value), axis=axis, keepdims=True))


def _repeated(value: Any, count: int) -> Tensor:
    """`count` times a tensor, along a new first axis. TensorFlow, too, wants to know the size of a batch here."""
    return ops.concat([ops.expand_dims(value, 0) for _ in range(count)], axis=0)
