"""Wrappers of cells: RNNCellWrapper, ResidualWrapper, DeviceWrapper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.structures import assert_same_structure
from headrace.graph.types.likes import DTypeLike

from ..layers.base import Layer
from .base import RNNCell, assert_like_rnncell
from .fused.notes import Summed, note
from .nesting import mapped


class RNNCellWrapper(RNNCell):
    """A cell around another one. Subclasses say in `_call_wrapped_cell` what happens before and after it."""

    def __init__(self, cell: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        assert_like_rnncell("cell", cell)
        self.cell = cell

    @property
    def wrapped_cell(self) -> Any:
        """The cell that is wrapped."""
        return self.cell

    @property
    def state_size(self) -> Any:
        return self.cell.state_size

    @property
    def output_size(self) -> Any:
        return self.cell.output_size

    def zero_state(self, batch_size: Any, dtype: DTypeLike) -> Any:
        with self._zero_scope(batch_size):
            return self.cell.zero_state(batch_size, dtype)

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        """Take a step of the wrapped cell, see `RNNCell`."""
        return self._call_wrapped_cell(inputs, state, self.cell.__call__, scope=scope)

    def call(self, inputs: Any, state: Any) -> Any:
        """The same by the `call` of the wrapped cell."""
        return self._call_wrapped_cell(inputs, state, self.cell.call)

    def _call_wrapped_cell(self, inputs: Any, state: Any, cell_call_fn: Callable[..., Any], **kwargs: Any) -> Any:
        raise NotImplementedError

    @property
    def trainable_weights(self) -> list:
        return self.cell.trainable_weights if self.trainable and isinstance(self.cell, Layer) else []

    @property
    def non_trainable_weights(self) -> list:
        if not isinstance(self.cell, Layer):
            return []
        return self.cell.non_trainable_weights if self.trainable else self.cell.weights

    trainable_variables = trainable_weights
    non_trainable_variables = non_trainable_weights

    def get_config(self) -> dict[str, Any]:
        """The arguments that make such a wrapper, the cell by class and configuration."""
        return {
            "name": self.name,
            "trainable": self.trainable,
            "dtype": self.dtype,
            "cell": {"class_name": type(self.cell).__name__, "config": self.cell.get_config()},
            **self._settings(),
        }

    def _settings(self) -> dict[str, Any]:
        return {}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """The wrapper of a configuration whose `cell` is a cell again.

        Args:
          config: what `get_config` gives, its `cell` replaced by one.

        Returns:
          a new wrapper of this class.

        Raises:
          ValueError: `cell` is no cell.
        """
        others = {name: value for name, value in config.items() if name != "cell"}
        try:
            assert_like_rnncell("cell", config["cell"])
        except TypeError:
            raise ValueError(
                "RNNCellWrapper cannot reconstruct the wrapped cell. Please overwrite the cell in the config with a RNNCell "
                "instance."
            ) from None
        return cls(config["cell"], **others)


@export("nn.rnn_cell.ResidualWrapper", "contrib.rnn.ResidualWrapper")
class ResidualWrapper(RNNCellWrapper):
    """A cell whose inputs are added to its outputs.

    Args:
      cell: an RNNCell.
      residual_fn: from inputs and outputs of the cell to the wrapper's outputs; by default their sum, for structures part
        by part.
      kwargs: `name`, `dtype` and `trainable`, as of `Layer`.

    Raises:
      TypeError: `cell` is no cell; (when called) inputs and outputs differ in structure.
      ValueError: (when called) inputs and outputs differ in structure or shape.
    """

    def __init__(self, cell: Any, residual_fn: Callable[[Any, Any], Any] | None = None, **kwargs: Any) -> None:
        super().__init__(cell, **kwargs)
        self._residual_fn = residual_fn

    def _call_wrapped_cell(self, inputs: Any, state: Any, cell_call_fn: Callable[..., Any], **kwargs: Any) -> Any:
        outputs, new_state = cell_call_fn(inputs, state, **kwargs)
        return (self._residual_fn or _sums)(inputs, outputs), new_state

    def _settings(self) -> dict[str, Any]:
        return {} if self._residual_fn is None else {"residual_fn": self._residual_fn}


def _sums(inputs: Any, outputs: Any) -> Any:
    assert_same_structure(inputs, outputs)
    mapped(lambda x, y: x.shape.assert_is_compatible_with(y.shape), inputs, outputs)
    return mapped(_sum, inputs, outputs)


def _sum(x: Any, y: Any) -> Any:
    found = x + y
    note(Summed((x, y), found))
    return found


@export("nn.rnn_cell.DeviceWrapper", "contrib.rnn.DeviceWrapper")
class DeviceWrapper(RNNCellWrapper):
    """A cell whose operations are on a device.

    Args:
      cell: an RNNCell.
      device: as of `tf.device`.
      kwargs: `name`, `dtype` and `trainable`, as of `Layer`.

    Raises:
      TypeError: `cell` is no cell.
    """

    def __init__(self, cell: Any, device: Any, **kwargs: Any) -> None:
        super().__init__(cell, **kwargs)
        self._device = device

    def zero_state(self, batch_size: Any, dtype: DTypeLike) -> Any:
        with self._zero_scope(batch_size), get_default_graph().device(self._device):
            return self.cell.zero_state(batch_size, dtype)

    def _call_wrapped_cell(self, inputs: Any, state: Any, cell_call_fn: Callable[..., Any], **kwargs: Any) -> Any:
        with get_default_graph().device(self._device):
            return cell_call_fn(inputs, state, **kwargs)

    def _settings(self) -> dict[str, Any]:
        return {"device": self._device}
