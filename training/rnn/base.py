"""RNNCell: a layer with a state, `output, new_state = cell(inputs, state)`."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.structures import flat
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, ShapeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.partitioned import PartitionedVariable
from headrace.graph.variables.scope import get_variable_scope, variable_scope
from headrace.graph.variables.variable import Variable

from ..layers.base import Layer
from ..layers.described import Described, activation_of
from .sizes import zeros_of


@export("nn.rnn_cell.assert_like_rnncell")
def assert_like_rnncell(cell_name: str, cell: Any) -> None:
    """Check that something can be used as a cell.

    Args:
      cell_name: what the text of the error calls it.
      cell: what is to have `output_size`, `state_size` and `zero_state`, and to be callable.

    Raises:
      TypeError: it has not; the text says what is missing.
    """
    missing = [
        words
        for words, has in (
            ("'output_size' property is missing", _has(cell, "output_size")),
            ("'state_size' property is missing", _has(cell, "state_size")),
            (
                "either 'zero_state' or 'get_initial_state' method is required",
                _has(cell, "get_initial_state") or _has(cell, "zero_state"),
            ),
            ("is not callable", callable(cell)),
        )
        if not has
    ]
    if missing:
        raise TypeError(f"The argument {cell_name!r} ({cell}) is not an RNNCell: {', '.join(missing)}.")


def _has(value: Any, name: str) -> bool:
    try:
        getattr(value, name)
    except AttributeError:
        return False
    return True


def check_floating(*kinds: Any) -> None:
    """Raises ValueError for types that no activation takes; None is a type that is not known yet."""
    for kind in kinds:
        if kind is not None and not ((found := dtypes.as_dtype(kind)).is_floating or found.is_complex):
            raise ValueError(f"RNN cell only supports floating point inputs, but saw dtype: {found}")


def check_inputs_floating(*values: Any) -> None:
    """`check_floating` of the types of all tensors in nested structures."""
    check_floating(*[tensor.dtype for tensor in flat(values)])


_MADE_BY_CALLS: dict[str, Any] = {
    **dict.fromkeys(("_graph", "_scope", "_current_scope")),
    **{name: [] for name in ("_trainable_weights", "_non_trainable_weights", "_inbound_nodes", "_outbound_nodes")},
    **{name: [] for name in ("_updates", "_losses", "_inputs_now")},
    "built": False,
}
"""Attributes that calling a layer changes, and what they are before."""


@export("nn.rnn_cell.RNNCell", "contrib.rnn.RNNCell")
class RNNCell(Layer):
    """A step of a recurrent network, `output, new_state = cell(inputs, state)`.

    Subclasses say `state_size` and `output_size` and compute `output, new_state` in `call(inputs, state)`, where they
    may call `tf.get_variable`: the cell keeps the variables. Older ones define `__call__(inputs, state, scope=None)`.

    Args:
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      name: of the cell and its variables' scope; by default that of the class, with a number.
      dtype: of the variables; by default that of the first input.
      kwargs: as of `Layer`; another keyword is a TypeError.
    """

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        """Take a step.

        Args:
          inputs: [batch, depth].
          state: [batch, state_size], or a structure of such tensors, as `state_size` is.
          scope: the variable scope for it; by default the current one of the first call.

        Returns:
          the output, [batch, output_size], and the new state, which looks like `state`.

        Raises:
          ValueError: inputs of another rank or depth than before, or as `tf.get_variable` says.
        """
        if scope is not None:
            with variable_scope(scope, custom_getter=self._rnn_get_variable) as entered:
                return super().__call__(inputs, state, scope=entered)
        kept = getattr(self, "rnncell_scope", None)
        if kept is None:
            kept = self.rnncell_scope = variable_scope(get_variable_scope(), custom_getter=self._rnn_get_variable)
        with kept:
            return super().__call__(inputs, state)

    def _rnn_get_variable(self, getter: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        variable = getter(*args, **kwargs)
        part = next(iter(variable)) if isinstance(variable, PartitionedVariable) else variable
        trainable = any(part is other for other in get_default_graph().get_collection(GraphKeys.TRAINABLE_VARIABLES))
        kept = self._trainable_weights if trainable else self._non_trainable_weights
        if all(variable is not other for other in kept):
            kept.append(variable)
        return variable

    @property
    def state_size(self) -> Any:
        """The size of the state without the batch: an int, a TensorShape, or a structure of those."""
        raise NotImplementedError("Abstract method")

    @property
    def output_size(self) -> Any:
        """The size of the output without the batch: an int, a TensorShape, or a structure of those."""
        raise NotImplementedError("Abstract method")

    def __deepcopy__(self, memo: dict[int, Any]) -> RNNCell:
        """A cell with the same settings that has not been called: what calling it has made is not copied."""
        cell = memo[id(self)] = type(self).__new__(type(self))
        for name, value in vars(self).items():
            if name in _MADE_BY_CALLS and self._graph is not None:
                vars(cell)[name] = copy.copy(_MADE_BY_CALLS[name])
            elif name != "rnncell_scope":
                vars(cell)[name] = value if isinstance(value, (Tensor, Variable)) else copy.deepcopy(value, memo)
        return cell

    def build(self, _: ShapeLike | None) -> None:
        """Make the variables, for inputs of a shape; most cells make none before `call` asks for them.

        Raises:
          ValueError: how deep the inputs are is not known, and the cell has to know it.
        """

    def get_initial_state(self, inputs: Any = None, batch_size: Any = None, dtype: DTypeLike | None = None) -> Any:
        """`zero_state` for a batch size and type, or for those of `inputs`.

        Args:
          inputs: [batch, ...]; None: `batch_size` and `dtype` say the same.
          batch_size: an int or an int32 scalar tensor.
          dtype: of the state, that of `inputs` by default.

        Returns:
          a state of zeros, which looks like `state_size`.

        Raises:
          ValueError: one of them is not given, or not that of `inputs`.
        """
        if inputs is not None:
            inputs = convert_to_tensor(inputs, name="inputs")
            own = inputs.static_shape[0]
            if batch_size is not None:
                known = constant_value(batch_size) if isinstance(batch_size, Tensor) else batch_size
                if own != known:
                    raise ValueError(
                        "batch size from input tensor is different from the input param. Input tensor batch: "
                        f"{own}, batch_size: {batch_size}"
                    )
            if dtype is not None and inputs.dtype != dtype:
                raise ValueError(
                    "dtype from input tensor is different from the input param. Input tensor dtype: "
                    f"{inputs.dtype}, dtype: {dtype}"
                )
            batch_size = own or ops.shape(inputs)[0]
            dtype = inputs.dtype
        if batch_size is None or dtype is None:
            raise ValueError(
                f"batch_size and dtype cannot be None while constructing initial state: batch_size={batch_size}, dtype={dtype}"
            )
        return self.zero_state(batch_size, dtype)

    def zero_state(self, batch_size: Any, dtype: DTypeLike) -> Any:
        """A state of zeros, which looks like `state_size`.

        Args:
          batch_size: an int or an int32 scalar tensor.
          dtype: of the tensors.

        Returns:
          tensors [batch_size, size], in the structure of `state_size`.
        """
        with self._zero_scope(batch_size):
            return zeros_of(self.state_size, batch_size, dtype)

    def _zero_scope(self, batch_size: Any) -> name_scope:
        return name_scope(f"{type(self).__name__}ZeroState", values=[batch_size])


@export("nn.rnn_cell.LayerRNNCell", "contrib.rnn.LayerRNNCell")
@documented_by(RNNCell)
class LayerRNNCell(Described, RNNCell):
    """A cell that makes its variables in `build`, as other layers do, and not in `call`."""

    def __call__(self, inputs: Any, state: Any, scope: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Take a step.

        Args:
          inputs: [batch, depth].
          state: [batch, state_size], or a structure of such tensors, as `state_size` is.
          scope: the variable scope to take where the cell has no name.
          args, kwargs: more arguments of `call`.

        Returns:
          the output, [batch, output_size], and the new state, which looks like `state`.
        """
        return Layer.__call__(self, inputs, state, *args, scope=scope, **kwargs)

    def _setting(self, name: str) -> Any:
        return getattr(self, f"_{name}")

    def _depth_of(self, input_shape: Any) -> int:
        """The size of the last dimension of the inputs. Raises ValueError where it is not known."""
        sizes = tuple(TensorShape(input_shape).as_list())
        if sizes[-1] is None:
            raise ValueError(f"Expected inputs.shape[-1] to be known, saw shape: {sizes}")
        check_floating(self.dtype)
        return sizes[-1]


def _as_it_is(x: Any) -> Any:
    return x


def activation_or_tanh(activation: Any) -> Any:
    """The function that an activation stands for, tanh where none is given."""
    return (activation_of(activation) or _as_it_is) if activation else ops.tanh
