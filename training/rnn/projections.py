"""Wrappers that put a product before or after a cell, and an embedding before it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.platform import logging
from headrace.graph.types.likes import DTypeLike, Initializer
from headrace.graph.variables.initializers.plain import RandomUniform
from headrace.graph.variables.scope import get_variable, get_variable_scope

from .base import RNNCell, assert_like_rnncell
from .linear import _Linear


class _Around(RNNCell):
    """A cell around another one, with variables of its own in the scope in which it is called."""

    def __init__(self, cell: Any, reuse: bool | None) -> None:
        super().__init__(_reuse=reuse)
        assert_like_rnncell("cell", cell)
        self._cell = cell

    @property
    def state_size(self) -> Any:
        return self._cell.state_size

    @property
    def output_size(self) -> Any:
        return self._cell.output_size

    def zero_state(self, batch_size: Any, dtype: DTypeLike) -> Any:
        with self._zero_scope(batch_size):
            return self._cell.zero_state(batch_size, dtype)


@export("nn.rnn_cell.EmbeddingWrapper", "contrib.rnn.EmbeddingWrapper")
class EmbeddingWrapper(_Around):
    """A cell whose inputs are numbers of rows of a variable `embedding`.

    Args:
      cell: an RNNCell.
      embedding_classes, embedding_size: the shape of the variable, both positive.
      initializer: by default the scope's, else uniform with variance 1.
      reuse: True takes the variable that is there; None does as the scope around it.

    Raises:
      TypeError: `cell` is no cell.
      ValueError: a size that is not positive.
    """

    def __init__(
        self,
        cell: Any,
        embedding_classes: int,
        embedding_size: int,
        initializer: Initializer | None = None,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(cell, reuse)
        if embedding_classes <= 0 or embedding_size <= 0:
            raise ValueError(f"Both embedding_classes and embedding_size must be > 0: {embedding_classes}, {embedding_size}.")
        self._embedding_classes = embedding_classes
        self._embedding_size = embedding_size
        self._initializer = initializer

    def call(self, inputs: Any, state: Any) -> Any:
        with get_default_graph().device("/cpu:0"):
            own = self._initializer or get_variable_scope().initializer
            embedding = get_variable(
                "embedding",
                [self._embedding_classes, self._embedding_size],
                initializer=own or RandomUniform(-math.sqrt(3), math.sqrt(3)),
                dtype=(state[0] if isinstance(state, tuple) else state).dtype,
            )
            embedded = ops.embedding_lookup(embedding, ops.reshape(inputs, [-1]))
            return self._cell(embedded, state)


@export("nn.rnn_cell.InputProjectionWrapper", "contrib.rnn.InputProjectionWrapper")
class InputProjectionWrapper(_Around):
    """A cell whose inputs are multiplied by a `kernel` and have a `bias` added before.

    Args:
      cell: an RNNCell.
      num_proj: the size of what the cell is given.
      activation: a function applied to it; None for none.
      input_size: not used.
      reuse: True takes the variables that are there; None does as the scope around it.

    Raises:
      TypeError: `cell` is no cell.
    """

    def __init__(
        self,
        cell: Any,
        num_proj: int,
        activation: Callable[[Any], Any] | None = None,
        input_size: Any = None,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(cell, reuse)
        if input_size is not None:
            logging.warning("%s: The input_size parameter is deprecated.", self)
        self._num_proj = num_proj
        self._activation = activation
        self._linear: _Linear | None = None

    def call(self, inputs: Any, state: Any) -> Any:
        if self._linear is None:
            self._linear = _Linear(inputs, self._num_proj, True)
        projected = self._linear(inputs)
        return self._cell(self._activation(projected) if self._activation else projected, state)


@export("nn.rnn_cell.OutputProjectionWrapper", "contrib.rnn.OutputProjectionWrapper")
class OutputProjectionWrapper(_Around):
    """A cell whose outputs are multiplied by a `kernel` and have a `bias` added.

    Args:
      cell: an RNNCell.
      output_size: the size of the outputs, positive.
      activation: a function applied to them; None for none.
      reuse: True takes the variables that are there; None does as the scope around it.

    Raises:
      TypeError: `cell` is no cell.
      ValueError: `output_size` is not positive.
    """

    def __init__(
        self, cell: Any, output_size: int, activation: Callable[[Any], Any] | None = None, reuse: bool | None = None
    ) -> None:
        super().__init__(cell, reuse)
        if output_size < 1:
            raise ValueError(f"Parameter output_size must be > 0: {output_size}.")
        self._output_size = output_size
        self._activation = activation
        self._linear: _Linear | None = None

    @property
    def output_size(self) -> int:
        return self._output_size

    def call(self, inputs: Any, state: Any) -> Any:
        output, new_state = self._cell(inputs, state)
        if self._linear is None:
            self._linear = _Linear(output, self._output_size, True)
        projected = self._linear(output)
        return self._activation(projected) if self._activation else projected, new_state
