"""GRUBlockCell: a gated recurrent unit that is one op."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.platform import logging
from headrace.graph.types.likes import ShapeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.initializers.plain import Constant

from ...layers.input_spec import InputSpec
from ...rnn.base import LayerRNNCell


@export("contrib.rnn.GRUBlockCell")
class GRUBlockCell(LayerRNNCell):
    """Gated recurrent unit whose step is one operation, float32 only; its variables are w_ru, b_ru, w_c, b_c.

    Args:
      num_units: the size of the state, an int.
      cell_size: the old name of `num_units`.
      reuse: True takes the variables that are there; None does as the scope around it.

    Raises:
      ValueError: both or none of `num_units` and `cell_size`.
    """

    _names = ("w_ru", "b_ru", "w_c", "b_c")

    def __init__(
        self,
        num_units: int | None = None,
        cell_size: int | None = None,
        reuse: bool | None = None,
        name: str | None = "gru_cell",
    ) -> None:
        super().__init__(_reuse=reuse, name=name)
        if (cell_size is None) == (num_units is None):
            raise ValueError("Exactly one of num_units or cell_size must be provided.")
        if cell_size is not None:
            logging.warning("%s: cell_size is deprecated, use num_units instead", self)
        self._cell_size: Any = cell_size if num_units is None else num_units
        self._num_units = None
        self.input_spec = InputSpec(ndim=2)

    @property
    def state_size(self) -> int:
        return self._cell_size

    @property
    def output_size(self) -> int:
        return self._cell_size

    def build(self, input_shape: ShapeLike | None) -> None:
        """Make the variables.

        Args:
          input_shape: of the inputs, [batch, depth].

        Raises:
          ValueError: the depth is not known.
        """
        depth = TensorShape(input_shape).as_list()[1]
        if depth is None:
            raise ValueError("Expecting input_size to be set.")
        rows, units = depth + self._cell_size, self._cell_size
        gate_kernel, gate_bias, candidate_kernel, candidate_bias = self._names
        self._gate_kernel = self.add_weight(gate_kernel, [rows, 2 * units])
        self._gate_bias = self.add_weight(gate_bias, [2 * units], initializer=Constant(1.0))
        self._candidate_kernel = self.add_weight(candidate_kernel, [rows, units])
        self._candidate_bias = self.add_weight(candidate_bias, [units], initializer=Constant(0.0))
        self.built = True

    def call(self, inputs: Any, h_prev: Any) -> Any:
        """Take a step.

        Args:
          inputs: float32 [batch, depth].
          h_prev: the state before, [batch, num_units].

        Returns:
          the new state, [batch, num_units], as output and as state.

        Raises:
          ValueError: a state of another size.
        """
        found = h_prev.shape.with_rank(2)[1]
        if found.value != self._cell_size:
            raise ValueError(f"Shape of h_prev[1] incorrect: cell_size {self._cell_size} vs {found}")
        step = ops.gru_block_cell(
            *(inputs, h_prev, self._gate_kernel, self._candidate_kernel, self._gate_bias, self._candidate_bias)
        )
        return step[3], step[3]


@export("contrib.rnn.GRUBlockCellV2")
@documented_by(GRUBlockCell)
class GRUBlockCellV2(GRUBlockCell):
    """`GRUBlockCell` with the variables of a `GRUCell`."""

    _names = ("gates/kernel", "gates/bias", "candidate/kernel", "candidate/bias")
