"""Variable: a tensor that keeps its value from run to run."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export
from headrace.formats.old_forms import tell

from .. import ops
from ..control_flow.cond import cond
from ..core.build import convert_to_tensor, register_tensor_conversion_function
from ..core.default_stacks import session_for
from ..core.defaults import get_default_graph, init_scope
from ..core.graph import Graph
from ..core.keys import GraphKeys
from ..core.operation import Operation
from ..core.operators import Operators
from ..core.tensor import Tensor
from ..graphdef.name_scopes import prepend_name_scope, strip_name_scope
from ..ops.state import variable
from ..types import dtypes
from ..types.likes import DTypeLike, ShapeLike, TensorLike
from ..types.shapes import TensorShape
from ..types.static_shapes import as_static
from . import save_slices
from .assign import (
    assign,
    assign_add,
    assign_sub,
    count_up_to,
    is_variable_initialized,
)
from .creators import Created
from .distribution import VariableAggregation, VariableSynchronization, checked_kinds
from .initial_values import guarded
from .scatter import Scattered


@export("Variable")
class Variable(Scattered, Operators, metaclass=Created):
    """A tensor that keeps its value from run to run, in each session its own.

    Args:
      initial_value: a tensor or what converts to one, or a function without arguments that gives it.
      trainable: whether optimizers change it: put it into TRAINABLE_VARIABLES.
      collections: those that it goes into; [GLOBAL_VARIABLES] by default.
      validate_shape: False lets `initial_value` have an unknown shape, and assignments change the shape.
      caching_device: the device of the operation that reads it.
      name: "Variable" by default.
      variable_def: a VariableDef; instead of all else, the variable that it tells of is looked up in the graph.
      dtype: of the value; `initial_value` is converted to it.
      expected_shape, shape: of the initial value, where the graph does not know it; `shape` goes first.
      import_scope: scope before the names in `variable_def`.
      constraint: a function that optimizers apply to the value after each update.
      use_resource: accepted; all variables are of one kind.
      synchronization, aggregation: kept for programs that ask for them.

    Raises:
      ValueError: no initial value, or one of unknown shape while `validate_shape`.

    Example:
      >>> total = tf.Variable(0.0, name="total")
      >>> add = total.assign_add(2.5)
      >>> with tf.Session() as sess:
      ...     sess.run(tf.global_variables_initializer())
      ...     print(sess.run(add), sess.run(add))
      2.5 5.0
    """

    SaveSliceInfo = save_slices.SaveSliceInfo
    _save_slice_info: save_slices.SaveSliceInfo | None = None

    def __init__(
        self,
        initial_value: Any = None,
        trainable: bool | None = None,
        collections: Sequence[str] | None = None,
        validate_shape: bool = True,
        caching_device: Any = None,
        name: str | None = None,
        variable_def: Any = None,
        dtype: DTypeLike | None = None,
        expected_shape: ShapeLike | None = None,
        import_scope: str | None = None,
        constraint: Callable[..., Any] | None = None,
        use_resource: bool | None = None,
        synchronization: Any = None,
        aggregation: Any = None,
        shape: ShapeLike | None = None,
    ) -> None:
        if variable_def is not None:
            if initial_value is not None:
                raise ValueError("variable_def and initial_value are mutually exclusive.")
            self._take_from(variable_def, import_scope)
            return
        if initial_value is None:
            raise ValueError("initial_value must be specified.")
        if constraint is not None and not callable(constraint):
            raise ValueError("The `constraint` argument must be a callable.")
        self._synchronization, self._aggregation, trainable = checked_kinds(synchronization, aggregation, trainable, name)
        if collections is None:
            collections = [GraphKeys.GLOBAL_VARIABLES]
        if not isinstance(collections, (list, tuple, set)):
            raise ValueError(
                f"collections argument to Variable constructor must be a list, tuple, or set. Got {collections} of "
                f"type {type(collections)}"
            )
        collections = list(collections)
        if trainable and GraphKeys.TRAINABLE_VARIABLES not in collections:
            collections.append(GraphKeys.TRAINABLE_VARIABLES)
        self._trainable = trainable
        self._constraint = constraint
        # An initializer must not wait for what surrounds the variable: it would run again in each initialization. Nor
        # does it belong to the branch of a cond where the variable was made.
        with init_scope():
            known = expected_shape if shape is None else shape
            self._build(initial_value, validate_shape, caching_device, name, dtype, known)
        self.graph.add_to_collections(collections, self)

    def _build(
        self, initial_value: Any, validate_shape: bool, caching_device: Any, name: str | None, dtype: Any, shape: Any
    ) -> None:
        graph = get_default_graph()
        base = "Variable" if name is None and not callable(initial_value) else name or "Variable"
        with graph.name_scope(base) as scope:
            # What is called to give the initial value belongs on the device of the variable, which is not there yet.
            group = scope[:-1] if callable(initial_value) else None
            if callable(initial_value):
                with graph.colocation.entered(group), graph.name_scope("Initializer"), graph.device(None):
                    value = convert_to_tensor(initial_value(), dtype, name="initial_value")
            else:
                value = convert_to_tensor(initial_value, dtype, name="initial_value")
            if value.op.context is not None:
                raise ValueError(
                    f"Initializer for variable {scope} is from inside a control-flow construct, such as a loop or "
                    "conditional. When creating a variable inside a loop or conditional, use a lambda as the initializer."
                )
            self._initial_value: Tensor | None = value
            known = value.static_shape if shape is None else as_static(shape)
            if validate_shape and (known is None or None in known):
                raise ValueError(f"initial_value must have a shape specified: {value}")
            with graph.colocation.entered(group) if group else contextlib.nullcontext():
                self._variable = variable.VARIABLE(
                    dtype=value.dtype.base_dtype, shape=known if validate_shape else None, name=scope
                )
            # Variables in it may be initialized at the same time: without their values, their initial values serve.
            self._first_value = guarded(value, self._variable.op.name.rpartition("/")[2])
            self._initializer_op = variable.ASSIGN(
                self._variable, self._first_value, validate_shape=validate_shape, name="Assign"
            ).op
            with graph.colocate_with(self.op) if caching_device is None else graph.device(caching_device):
                self._snapshot = ops.identity(self._variable, name="read")

    def _take_from(self, variable_def: Any, import_scope: str | None) -> None:
        graph = get_default_graph()

        def found(name: str) -> Any:
            return graph.as_graph_element(prepend_name_scope(name, import_scope))

        self._variable = found(variable_def.variable_name)
        self._initializer_op = found(variable_def.initializer_name)
        self._first_value = self._initializer_op.inputs[1]
        self._initial_value = found(variable_def.initial_value_name) if variable_def.initial_value_name else None
        self._snapshot = found(variable_def.snapshot_name)
        self._synchronization, self._aggregation, self._trainable = checked_kinds(
            variable_def.synchronization, variable_def.aggregation, variable_def.trainable, variable_def.variable_name
        )
        self._constraint = None
        if variable_def.HasField("save_slice_info_def"):
            slices = variable_def.save_slice_info_def
            self._save_slice_info = self.SaveSliceInfo(save_slice_info_def=slices, import_scope=import_scope)

    # -- what it is ----------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """`op:0`."""
        return self._variable.name

    @property
    def _shared_name(self) -> str:
        return self.op.name

    @property
    def op(self) -> Operation:
        """Its operation."""
        return self._variable.op

    def ref(self) -> Tensor:
        """`_ref`, as it was called before TensorFlow 1.0."""
        tell("Variable.ref", "Variable._ref", "1.0")
        return self._variable

    @property
    def graph(self) -> Graph:
        """The graph it is in."""
        return self._variable.graph

    @property
    def device(self) -> str:
        """The device of its operation, "" where none is said."""
        return self._variable.device

    @property
    def dtype(self) -> dtypes.DType:
        """The reference type of the elements, such as `float32_ref`."""
        return self._variable.dtype

    @property
    def shape(self) -> TensorShape:
        """The shape of its value, as far as the graph knows it."""
        return self._variable.shape

    def get_shape(self) -> TensorShape:
        """The attribute `shape`: that of the value as far as the graph knows it."""
        return self._variable.shape

    def set_shape(self, shape: Any) -> None:
        """Add what the program knows of the shape. Raises ValueError where `shape` contradicts what is known."""
        self._variable.set_shape(shape)
        self._snapshot.set_shape(shape)

    @property
    def trainable(self) -> bool:
        """Whether optimizers change it."""
        return self._trainable

    @property
    def synchronization(self) -> VariableSynchronization:
        """When its copies would be joined; kept for programs that ask."""
        return self._synchronization

    @property
    def aggregation(self) -> VariableAggregation:
        """How its copies would be joined; kept for programs that ask."""
        return self._aggregation

    @property
    def constraint(self) -> Any:
        """A function that optimizers apply to the value after each update, or None."""
        return self._constraint

    @property
    def initializer(self) -> Operation:
        """The operation that gives it its initial value."""
        return self._initializer_op

    @property
    def initial_value(self) -> Tensor | None:
        """The tensor it starts with; None where a variable was made of a VariableDef that does not name it."""
        return self._initial_value

    def _set_save_slice_info(self, save_slice_info: save_slices.SaveSliceInfo | None) -> None:
        """Say which part of a larger tensor it is, for checkpoints."""
        self._save_slice_info = save_slice_info

    def _get_save_slice_info(self) -> save_slices.SaveSliceInfo | None:
        return self._save_slice_info

    def to_proto(self, export_scope: str | None = None) -> Any:
        """The VariableDef with the names of its operations, or None where it lies outside `export_scope`."""
        if export_scope is not None and not self._variable.name.startswith(export_scope):
            return None

        def named(element: Any) -> str:
            return "" if element is None else strip_name_scope(element.name, export_scope)

        return messages.variable_pb2.VariableDef(
            variable_name=named(self._variable),
            initializer_name=named(self._initializer_op),
            snapshot_name=named(self._snapshot),
            initial_value_name=named(self._initial_value),
            save_slice_info_def=None if self._save_slice_info is None else self._save_slice_info.to_proto(export_scope),
            trainable=self._trainable,
            synchronization=f"VARIABLE_SYNCHRONIZATION_{self._synchronization.name}",
            aggregation=f"VARIABLE_AGGREGATION_{self._aggregation.name}",
        )

    @staticmethod
    def from_proto(variable_def: Any, import_scope: str | None = None) -> Variable:
        """The variable of the default graph that the VariableDef `variable_def` tells of, its names below `import_scope`.

        Raises:
          KeyError: it is not there.
        """
        return type.__call__(Variable, variable_def=variable_def, import_scope=import_scope)

    def _as_graph_element(self) -> Tensor:
        return self._variable

    def _ref(self) -> Tensor:
        return self._variable

    def __repr__(self) -> str:
        return f"<tf.Variable '{self.name}' shape={self.shape} dtype={self.dtype.name}>"

    __hash__ = object.__hash__

    def __iter__(self) -> Any:
        raise TypeError("'Variable' object is not iterable.")

    # -- reading -------------------------------------------------------------------------------------------------------

    def value(self) -> Tensor:
        """The tensor of its value."""
        return self._snapshot

    def read_value(self) -> Tensor:
        """A tensor of its value, read where the operation stands among control dependencies."""
        return ops.identity(self._variable, name="read")

    def initialized_value(self) -> Tensor:
        """Its value if it is initialized, its initial value otherwise."""

        return cond(is_variable_initialized(self), self.read_value, lambda: self._first_value)

    def eval(self, session: Any = None) -> Any:
        """Its value in `session` (default: the default session)."""
        return self._variable.eval(session=session)

    # -- changing ------------------------------------------------------------------------------------------------------

    def assign(self, value: TensorLike, use_locking: bool = False, name: str | None = None, read_value: bool = True) -> Any:
        """Give it the new `value`, as `tf.assign` does.

        Returns:
          The variable's tensor after that, or the operation if not `read_value`.
        """
        return _result(assign(self, value, use_locking=use_locking, name=name), read_value)

    def assign_add(self, delta: TensorLike, use_locking: bool = False, name: str | None = None, read_value: bool = True) -> Any:
        """Add `delta` to it, with `use_locking` while no other change runs.

        Returns:
          The variable's tensor after that, or the operation if not `read_value`.
        """
        return _result(assign_add(self, delta, use_locking, name), read_value)

    def assign_sub(self, delta: TensorLike, use_locking: bool = False, name: str | None = None, read_value: bool = True) -> Any:
        """Subtract `delta` from it, with `use_locking` while no other change runs.

        Returns:
          The variable's tensor after that, or the operation if not `read_value`.
        """
        return _result(assign_sub(self, delta, use_locking, name), read_value)

    def count_up_to(self, limit: int) -> Tensor:
        """The tensor of its value before it is counted one on. OutOfRangeError when run at `limit`."""
        return count_up_to(self, limit)

    def load(self, value: TensorLike, session: Any = None) -> None:
        """Set its value in `session` (default: the default session) to the array `value`, without adding to the graph."""
        session_for(self._variable, session).run(self._initializer_op, {self._initializer_op.inputs[1]: value})


def _result(tensor: Tensor, read_value: bool) -> Any:
    return tensor if read_value else tensor.op


def _convert(value: Variable, dtype: dtypes.DType | None, name: str | None, as_ref: bool) -> Tensor:
    if dtype is not None and not dtype.is_compatible_with(value.dtype.base_dtype):
        raise ValueError(
            f"Incompatible type conversion requested to type {dtype.name!r} for variable of type {value.dtype.name!r}"
        )
    return value._ref() if as_ref else value.value()


register_tensor_conversion_function(Variable, _convert)
