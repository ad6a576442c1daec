"""The cells of tf.contrib.grid_rnn by kind and number of dimensions; the first takes the inputs and gives the output."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ...rnn.basic import BasicRNNCell, GRUCell
from ...rnn.lstm import BasicLSTMCell, LSTMCell
from .grid import GridRNNCell


class _Kind(GridRNNCell):
    """A grid of cells of one kind.

    Args:
      num_units: the size of each cell, an int.
      tied: whether all share their weights.
      non_recurrent_fn: where it is given, the first dimension is no cell but a fully connected layer with this activation.
      forget_bias: added to the forget gates.
      use_peepholes: the gates see the memories, too.
      state_is_tuple, output_is_tuple: they are tuples; otherwise their parts stand side by side in one tensor.
    """

    def __init__(
        self,
        num_units: int,
        num_dims: int,
        cell_fn: Callable[[int], Any],
        tied: bool,
        non_recurrent_fn: Callable[[Any], Any] | None,
        state_is_tuple: bool,
        output_is_tuple: bool,
    ) -> None:
        super().__init__(
            num_units,
            num_dims=num_dims,
            input_dims=0,
            output_dims=0,
            priority_dims=0,
            non_recurrent_dims=None if non_recurrent_fn is None else 0,
            tied=tied,
            cell_fn=cell_fn,
            non_recurrent_fn=non_recurrent_fn,
            state_is_tuple=state_is_tuple,
            output_is_tuple=output_is_tuple,
        )


@export("contrib.grid_rnn.Grid1BasicRNNCell")
@documented_by(_Kind)
class Grid1BasicRNNCell(_Kind):
    """One dimension of `BasicRNNCell`."""

    def __init__(
        self,
        num_units: int,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ) -> None:
        cell = BasicRNNCell
        super().__init__(num_units, 1, cell, False, None, state_is_tuple, output_is_tuple)


@export("contrib.grid_rnn.Grid2BasicRNNCell")
@documented_by(_Kind)
class Grid2BasicRNNCell(_Kind):
    """Two dimensions of `BasicRNNCell`."""

    def __init__(
        self,
        num_units: int,
        tied: bool = False,
        non_recurrent_fn: Callable[[Any], Any] | None = None,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ) -> None:
        cell = BasicRNNCell
        super().__init__(num_units, 2, cell, tied, non_recurrent_fn, state_is_tuple, output_is_tuple)


@export("contrib.grid_rnn.Grid1BasicLSTMCell")
@documented_by(_Kind)
class Grid1BasicLSTMCell(_Kind):
    """One dimension of `BasicLSTMCell`."""

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ) -> None:
        cell = functools.partial(BasicLSTMCell, forget_bias=forget_bias)
        super().__init__(num_units, 1, cell, False, None, state_is_tuple, output_is_tuple)


@export("contrib.grid_rnn.Grid2BasicLSTMCell")
@documented_by(_Kind)
class Grid2BasicLSTMCell(_Kind):
    """Two dimensions of `BasicLSTMCell`."""

    def __init__(
        self,
        num_units: int,
        tied: bool = False,
        non_recurrent_fn: Callable[[Any], Any] | None = None,
        forget_bias: float = 1,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ) -> None:
        cell = functools.partial(BasicLSTMCell, forget_bias=forget_bias)
        super().__init__(num_units, 2, cell, tied, non_recurrent_fn, state_is_tuple, output_is_tuple)


@export("contrib.grid_rnn.Grid1LSTMCell")
@documented_by(_Kind)
class Grid1LSTMCell(_Kind):
    """One dimension of `LSTMCell`."""

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ) -> None:
        cell = functools.partial(LSTMCell, use_peepholes=use_peepholes, forget_bias=forget_bias)
        super().__init__(num_units, 1, cell, False, None, state_is_tuple, output_is_tuple)


@export("contrib.grid_rnn.Grid2LSTMCell")
@documented_by(_Kind)
class Grid2LSTMCell(_Kind):
    """Two dimensions of `LSTMCell`."""

    def __init__(
        self,
        num_units: int,
        tied: bool = False,
        non_recurrent_fn: Callable[[Any], Any] | None = None,
        use_peepholes: bool = False,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ) -> None:
        cell = functools.partial(LSTMCell, use_peepholes=use_peepholes, forget_bias=forget_bias)
        super().__init__(num_units, 2, cell, tied, non_recurrent_fn, state_is_tuple, output_is_tuple)


@export("contrib.grid_rnn.Grid3LSTMCell")
@documented_by(_Kind)
class Grid3LSTMCell(_Kind):
    """Three dimensions of `LSTMCell`."""

    def __init__(
        self,
        num_units: int,
        tied: bool = False,
        non_recurrent_fn: Callable[[Any], Any] | None = None,
        use_peepholes: bool = False,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ) -> None:
        cell = functools.partial(LSTMCell, use_peepholes=use_peepholes, forget_bias=forget_bias)
        super().__init__(num_units, 3, cell, tied, non_recurrent_fn, state_is_tuple, output_is_tuple)


@export("contrib.grid_rnn.Grid2GRUCell")
@documented_by(_Kind)
class Grid2GRUCell(_Kind):
    """Two dimensions of `GRUCell`."""

    def __init__(
        self,
        num_units: int,
        tied: bool = False,
        non_recurrent_fn: Callable[[Any], Any] | None = None,
        state_is_tuple: bool = True,
        output_is_tuple: bool = True,
    ) -> None:
        cell = GRUCell
        super().__init__(num_units, 2, cell, tied, non_recurrent_fn, state_is_tuple, output_is_tuple)
