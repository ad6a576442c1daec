"""variable_scope and get_variable: names and settings that variables share, and variables that are found again by name.

Two prefixes go side by side. The name scope names operations and is made unique (`s`, `s_1`) each time; the variable scope
names what `get_variable` makes and is the same each time it is entered, so that the same variables are found in it.

A graph has one store of variables (`variable_store`), a thread has one current variable scope.

What library code that keeps variables beside others needs:

    with variable_scope(None, "weights/Adam"):      # below the current scope; "weights/Adam_1" where that was taken
        get_variable("", initializer=..., trainable=False)

An empty name gives the variable the name of its scope; `slot_variables.slot_variable` is this for the slots of optimizers
and the averages of variables. `pure_variable_scope` changes the variable scope and leaves the name scope alone.
"""

from __future__ import annotations

import contextlib
import enum
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export, export_value
from headrace.formats.old_forms import tell

from ..core.defaults import get_default_graph, graph_of
from ..core.keys import GraphKeys
from ..types import dtypes
from ..types.likes import DTypeLike, Initializer, ScopeLike, ShapeLike
from .pure_scope import pure_variable_scope
from .request import VariableRequest
from .scope_state import VariableScope, current_scopes, get_variable_scope, requested_variable
from .store import variable_store
from .variable import Variable


class _ReuseMode(enum.Enum):
    AUTO_REUSE = 1
    """A variable is found if it is there, and made if it is not."""


AUTO_REUSE = _ReuseMode.AUTO_REUSE
export_value(AUTO_REUSE, "AUTO_REUSE")


@export("variable_scope")
class variable_scope:
    """A name and settings for the variables that `get_variable` makes or finds inside; yields the VariableScope.

    Args:
      name_or_scope: a name below the current scope, or a VariableScope to go to, wherever it was made.
      default_name: where `name_or_scope` is None: a name that gets a number if it was used before.
      values: tensors whose graph the operations are added to.
      initializer, regularizer, caching_device, partitioner, dtype, use_resource: what `get_variable` inside takes where
        it is not told; scopes inside have them too.
      custom_getter: called instead of making or finding a variable, as `custom_getter(getter, name, **arguments)`;
        the `getter` of an inner scope is the custom getter of the outer one.
      reuse: True: variables are found, none is made, and so in all scopes inside. None or False: as the outer scope.
        AUTO_REUSE: found if there, made if not.
      constraint: for variables of this scope (not of those inside).
      auxiliary_name_scope: False leaves the name scope as it is.

    Raises:
      TypeError: no name, a name of another type, or `auxiliary_name_scope` is no bool.
      ValueError: `reuse` is something else, or True without `name_or_scope`.

    Example:
      >>> with tf.variable_scope("layer"):
      ...     w = tf.get_variable("w", [3, 2])
      >>> with tf.variable_scope("layer", reuse=True):
      ...     print(tf.get_variable("w", [3, 2]) is w, w.name)
      True layer/w:0
    """

    def __init__(
        self,
        name_or_scope: ScopeLike | None,
        default_name: str | None = None,
        values: Sequence[Any] | None = None,
        initializer: Initializer | None = None,
        regularizer: Callable[..., Any] | None = None,
        caching_device: Any = None,
        partitioner: Callable[..., Any] | None = None,
        custom_getter: Callable[..., Any] | None = None,
        reuse: Any = None,
        dtype: DTypeLike | None = None,
        use_resource: bool | None = None,
        constraint: Callable[..., Any] | None = None,
        auxiliary_name_scope: bool = True,
    ) -> None:
        if isinstance(default_name, bool) or callable(values):
            tell(
                "variable_scope(name_or_scope, reuse, initializer)",
                "variable_scope(name_or_scope, reuse=, initializer=)",
                "0.11",
            )
            reuse, default_name = default_name, None
            initializer, values = values, None
        if default_name is None and name_or_scope is None:
            raise TypeError("If default_name is None then name_or_scope is required")
        if not (reuse is None or reuse is True or reuse is False or reuse is AUTO_REUSE):
            raise ValueError("The reuse parameter must be True or False or None.")
        if not isinstance(auxiliary_name_scope, bool):
            raise TypeError(f"The auxiliary_name_scope must be `True` or `False`, while get {auxiliary_name_scope}")
        self._name_or_scope = name_or_scope
        self._default_name = default_name
        self._reuse = reuse or None
        self._settings = {
            "initializer": initializer,
            "regularizer": regularizer,
            "caching_device": caching_device,
            "partitioner": partitioner,
            "custom_getter": custom_getter,
            "dtype": dtype,
            "use_resource": use_resource,
            "constraint": constraint,
        }
        self._graph = graph_of(values or ())
        self._auxiliary_name_scope = auxiliary_name_scope
        self._name_scope: str | None = None
        self._pure: pure_variable_scope | None = None
        self._entered: list[contextlib.ExitStack] = []

    def __enter__(self) -> VariableScope:
        with contextlib.ExitStack() as stack:
            stack.enter_context(self._graph.as_default())
            if self._pure is None:
                name_scope = self._name_scope_to_enter()
                entered = None if name_scope is None else stack.enter_context(self._graph.name_scope(name_scope))
                self._pure = self._make_pure(entered)
                self._name_scope = name_scope
            elif self._name_scope is not None:
                stack.enter_context(self._graph.name_scope(self._name_scope))
            scope = stack.enter_context(self._pure)
            self._entered.append(stack.pop_all())
        return scope

    def __exit__(self, *exc_info: Any) -> None:
        self._entered.pop().__exit__(*exc_info)

    def _name_scope_to_enter(self) -> str | None:
        """The name of a new name scope, one with a slash to enter it again, "" for the root, or None to enter none."""
        target = self._name_or_scope
        if target is None:
            if self._reuse:
                raise ValueError("reuse=True cannot be used without a name_or_scope")
            name = self._default_name
        elif isinstance(target, VariableScope):
            name = target.name.rpartition("/")[2]
        elif isinstance(target, str):
            name = target
        else:
            raise TypeError("VariableScope: name_or_scope must be a string or VariableScope.")
        if self._auxiliary_name_scope:
            return name or None
        now = self._graph.get_name_scope()
        return f"{now}/" if now else ""

    def _make_pure(self, name_scope: str | None) -> pure_variable_scope:
        target = current_scopes().unique(self._default_name or "") if self._name_or_scope is None else self._name_or_scope
        return pure_variable_scope(target, self._reuse, old_name_scope=name_scope, **self._settings)


@export("variable_op_scope")
@contextlib.contextmanager
def variable_op_scope(
    values: Sequence[Any],
    name_or_scope: ScopeLike | None,
    default_name: str | None = None,
    initializer: Initializer | None = None,
    regularizer: Callable[..., Any] | None = None,
    caching_device: Any = None,
    partitioner: Callable[..., Any] | None = None,
    custom_getter: Callable[..., Any] | None = None,
    reuse: Any = None,
    dtype: DTypeLike | None = None,
    use_resource: bool | None = None,
    constraint: Callable[..., Any] | None = None,
) -> Iterator[VariableScope]:
    """`variable_scope` as it was called before TensorFlow 1.0, the values first.

    Args:
      values, name_or_scope, default_name, initializer, regularizer, caching_device, partitioner, custom_getter: as of
        `variable_scope`.
      reuse, dtype, use_resource, constraint: as of `variable_scope`, too.

    Returns:
      A context manager that gives the VariableScope.
    """
    with variable_scope(
        name_or_scope,
        default_name,
        values,
        initializer,
        regularizer,
        caching_device,
        partitioner,
        custom_getter,
        reuse,
        dtype,
        use_resource,
        constraint,
    ) as scope:
        yield scope


@export("get_variable")
def get_variable(
    name: str,
    shape: ShapeLike | None = None,
    dtype: DTypeLike | None = None,
    initializer: Initializer | None = None,
    regularizer: Callable[..., Any] | None = None,
    trainable: bool | None = None,
    collections: Sequence[str] | None = None,
    caching_device: Any = None,
    partitioner: Callable[..., Any] | None = None,
    validate_shape: bool = True,
    use_resource: bool | None = None,
    custom_getter: Callable[..., Any] | None = None,
    constraint: Callable[..., Any] | None = None,
    synchronization: Any = None,
    aggregation: Any = None,
) -> Variable:
    """The variable of that name in the current variable scope, found or made, as the scope's `reuse` says.

    Args:
      name: without the scope.
      shape: of a new variable; not with an initializer that is a value.
      dtype: float32 by default.
      initializer: a function `(shape, dtype=, partition_info=) -> tensor`, the last two where it takes them, or a function
        without arguments, or a value.
        By default the scope's, else GlorotUniform for floating types and zeros for integers, bool and string.
      regularizer: a function from the new variable to a loss, which goes into REGULARIZATION_LOSSES.
      trainable, collections, caching_device, validate_shape, constraint: as of `Variable`.
      partitioner: cuts a new variable into parts, see `partitioners`.
      custom_getter: see `variable_scope`.
      use_resource, synchronization, aggregation: accepted; all variables are of one kind.

    Returns:
      a Variable, or a PartitionedVariable where there is a partitioner.

    Raises:
      ValueError: it exists although `reuse` is False, does not exist although `reuse` is True, has another shape or
        dtype, or lacks an initializer or a shape.
    """
    request = VariableRequest(
        name=name,
        shape=shape,
        dtype=dtype,
        initializer=initializer,
        regularizer=regularizer,
        trainable=trainable,
        collections=collections,
        caching_device=caching_device,
        partitioner=partitioner,
        validate_shape=validate_shape,
        use_resource=use_resource,
        constraint=constraint,
        synchronization=synchronization,
        aggregation=aggregation,
    )
    return requested_variable(get_variable_scope(), variable_store(), request, custom_getter)


@export("get_local_variable")
@documented_by(get_variable)
def get_local_variable(
    name: str,
    shape: ShapeLike | None = None,
    dtype: DTypeLike | None = None,
    initializer: Initializer | None = None,
    regularizer: Callable[..., Any] | None = None,
    trainable: bool = False,
    collections: Sequence[str] | None = None,
    caching_device: Any = None,
    partitioner: Callable[..., Any] | None = None,
    validate_shape: bool = True,
    use_resource: bool | None = None,
    custom_getter: Callable[..., Any] | None = None,
    constraint: Callable[..., Any] | None = None,
    synchronization: Any = None,
    aggregation: Any = None,
) -> Variable:
    """`get_variable` for a variable that is neither saved nor trained: it goes into LOCAL_VARIABLES.

    Args:
      trainable: accepted; it is never trained.
    """
    request = VariableRequest(
        name=name,
        shape=shape,
        dtype=dtype,
        initializer=initializer,
        regularizer=regularizer,
        trainable=False,
        collections=[*(collections or ()), GraphKeys.LOCAL_VARIABLES],
        caching_device=caching_device,
        partitioner=partitioner,
        validate_shape=validate_shape,
        use_resource=use_resource,
        constraint=constraint,
        synchronization=synchronization,
        aggregation=aggregation,
    )
    return requested_variable(get_variable_scope(), variable_store(), request, custom_getter)


@export("create_partitioned_variables")
def create_partitioned_variables(
    shape: Sequence[int],
    slicing: Sequence[int],
    initializer: Initializer,
    dtype: DTypeLike = dtypes.float32,
    trainable: bool = True,
    collections: Sequence[str] | None = None,
    name: str | None = None,
    reuse: Any = None,
) -> list[Variable]:
    """The parts of a variable, found or made; `get_variable` with a partitioner does the same.

    Args:
      shape: of the whole variable, a list of int.
      slicing: into how many parts the variable is cut in each dimension; all but one of them 1.
      initializer: a function, as of `get_variable`.
      dtype: of the variable.
      trainable, collections: as of `Variable`.
      name: of a variable scope, whose name is the variable's; "PartitionedVariable" by default.
      reuse: as of `variable_scope`.

    Returns:
      A list of Variables.

    Raises:
      ValueError: `slicing` does not fit `shape`; the current scope has a custom getter; what `get_variable` raises.
    """
    if len(shape) != len(slicing):
        raise ValueError(
            f"The 'shape' and 'slicing' of a partitioned Variable must have the length: shape: {shape}, slicing: {slicing}"
        )
    if len(shape) < 1:
        raise ValueError(f"A partitioned Variable must have rank at least 1: shape: {shape}")
    with variable_scope(name, "PartitionedVariable", reuse=reuse) as scope:
        if scope.custom_getter is not None:
            raise ValueError(
                "Private access to _get_partitioned_variable is not allowed when a custom getter is set.  Current custom "
                f"getter: {scope.custom_getter}.  It is likely that you're using create_partitioned_variables.  If so, "
                "consider instead using get_variable with a non-empty partitioner parameter instead."
            )
        request = VariableRequest(
            name=scope.name,
            shape=shape,
            dtype=dtypes.as_dtype(dtype),
            initializer=scope.initializer if initializer is None else initializer,
            regularizer=scope.regularizer,
            reuse=scope.reuse,
            trainable=trainable,
            collections=collections,
            caching_device=scope.caching_device,
            partitioner=lambda **_: slicing,
            constraint=scope.constraint,
        )
        with get_default_graph().name_scope(None):
            found = variable_store().get_partitioned(request)
    return list(found)


@export("no_regularizer")
def no_regularizer(_: Any) -> None:
    """The regularizer of scopes and variables that shall have no loss although the scope around them has a regularizer."""


@export("python.ops.variable_scope.variable")
def variable(initial_value: Any = None, trainable: bool | None = None, **arguments: Any) -> Variable:
    """A variable that `tf.Variable` makes: named by the name scope, not by the variable scope.

    `initial_value`, `trainable` and the other `arguments` are its.
    """
    return Variable(initial_value, trainable, **arguments)
