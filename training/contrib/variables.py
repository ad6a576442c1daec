"""Variables of models: made so that they are found again, and found by scope, name and ending."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.core.default_graph_functions import add_to_collection, get_collection
from headrace.graph.core.default_graph_functions import device as device_scope
from headrace.graph.core.keys import GraphKeys
from headrace.graph.types.likes import DTypeLike, Initializer, ScopeLike, ShapeLike
from headrace.graph.variables.scope import VariableScope, get_variable
from headrace.graph.variables.variable import Variable

from .arg_scope import add_arg_scope


@export("contrib.framework.variable", "contrib.slim.variable")
@add_arg_scope
def variable(
    name: str,
    shape: ShapeLike | None = None,
    dtype: DTypeLike | None = None,
    initializer: Initializer | None = None,
    regularizer: Callable[..., Any] | None = None,
    trainable: bool = True,
    collections: Sequence[str] | None = None,
    caching_device: Any = None,
    device: Any = None,
    partitioner: Callable[..., Any] | None = None,
    custom_getter: Callable[..., Any] | None = None,
    use_resource: bool | None = None,
    synchronization: Any = None,
    aggregation: Any = None,
) -> Variable:
    """`tf.get_variable`, on a device: the variable of that name, made where it is not there.

    Args:
      name: of the variable, within the scope.
      shape: of a new variable; not needed where the initializer is a tensor.
      dtype: of a new variable, float32 by default.
      initializer: what it begins with; by default that of the scope, else GlorotUniform.
      regularizer: a function from the variable to a loss, which goes into REGULARIZATION_LOSSES; None: that of the scope.
      trainable: whether it goes into TRAINABLE_VARIABLES.
      collections: those that it goes into besides; [GLOBAL_VARIABLES] by default.
      caching_device: accepted; None by default.
      device: as of `tf.device`; None for none.
      partitioner: a function from shape and type to the numbers of parts, as of `tf.get_variable`.
      custom_getter: what is called instead of `tf.get_variable`.
      use_resource, synchronization, aggregation: accepted; all variables are of one kind.

    Returns:
      a Variable, or a PartitionedVariable with a partitioner.

    Raises:
      ValueError: as `tf.get_variable`: the variable is there and not to be shared, or the other way round; another shape.
    """
    names = list(dict.fromkeys([GraphKeys.GLOBAL_VARIABLES] if collections is None else collections))
    getter = get_variable if custom_getter is None else custom_getter
    with device_scope(device or ""):
        return getter(
            name,
            shape=shape,
            dtype=dtype,
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
            collections=names,
            caching_device=caching_device,
            partitioner=partitioner,
            use_resource=use_resource,
        )


@export("contrib.framework.model_variable", "contrib.slim.model_variable")
@documented_by(variable)
@add_arg_scope
def model_variable(
    name: str,
    shape: ShapeLike | None = None,
    dtype: DTypeLike | None = None,
    initializer: Initializer | None = None,
    regularizer: Callable[..., Any] | None = None,
    trainable: bool = True,
    collections: Sequence[str] | None = None,
    caching_device: Any = None,
    device: Any = None,
    partitioner: Callable[..., Any] | None = None,
    custom_getter: Callable[..., Any] | None = None,
    use_resource: bool | None = None,
    synchronization: Any = None,
    aggregation: Any = None,
) -> Variable:
    """`variable` that is in GLOBAL_VARIABLES and MODEL_VARIABLES besides.

    Args:
      collections: those that it goes into besides these two.
    """
    return variable(
        name,
        shape=shape,
        dtype=dtype,
        initializer=initializer,
        regularizer=regularizer,
        trainable=trainable,
        collections=[*(collections or ()), GraphKeys.GLOBAL_VARIABLES, GraphKeys.MODEL_VARIABLES],
        caching_device=caching_device,
        device=device,
        partitioner=partitioner,
        custom_getter=custom_getter,
        use_resource=use_resource,
    )


@export("contrib.framework.local_variable", "contrib.slim.local_variable")
def local_variable(
    initial_value: Any, validate_shape: bool = True, name: str | None = None, use_resource: bool | None = None
) -> Variable:
    """A variable that is neither trained nor saved, in LOCAL_VARIABLES.

    Args:
      initial_value: a tensor, what becomes one, or a function without arguments that gives one.
      validate_shape: False: a value of any shape may be assigned.
      use_resource: accepted; all variables are of one kind.

    Returns:
      a new Variable.

    Raises:
      ValueError: the initial value's shape is not known and `validate_shape` is True.
    """
    return Variable(
        initial_value, trainable=False, collections=[GraphKeys.LOCAL_VARIABLES], validate_shape=validate_shape, name=name
    )


@export("contrib.framework.global_variable", "contrib.slim.global_variable")
@documented_by(local_variable)
def global_variable(
    initial_value: Any, validate_shape: bool = True, name: str | None = None, use_resource: bool | None = None
) -> Variable:
    """A variable that is saved and not trained, in GLOBAL_VARIABLES."""
    return Variable(
        initial_value, trainable=False, collections=[GraphKeys.GLOBAL_VARIABLES], validate_shape=validate_shape, name=name
    )


@export("contrib.framework.add_model_variable", "contrib.slim.add_model_variable")
def add_model_variable(var: Any) -> None:
    """Add a variable to MODEL_VARIABLES unless it is there.

    Args:
      var: a Variable.
    """
    if not any(var is other for other in get_collection(GraphKeys.MODEL_VARIABLES)):
        add_to_collection(GraphKeys.MODEL_VARIABLES, var)


# -- finding -----------------------------------------------------------------------------------------------------------


@export("contrib.framework.get_variables", "contrib.slim.get_variables")
def get_variables(
    scope: ScopeLike | None = None, suffix: str | None = None, collection: str = GraphKeys.GLOBAL_VARIABLES
) -> list:
    """The variables of a collection, by the beginning and the end of their names.

    Args:
      scope: a VariableScope or the beginning of names, a regular expression; None for all.
      suffix: what names end in, before the colon; None for anything.
      collection: its name, GLOBAL_VARIABLES by default.

    Returns:
      a list of variables.
    """
    if isinstance(scope, VariableScope):
        scope = scope.name
    if suffix is not None:
        if scope is None:
            scope = ""
        scope = f"{scope}.*{suffix if ':' in suffix else f'{suffix}:'}"
    return get_collection(collection, scope)


@export("contrib.framework.get_model_variables", "contrib.slim.get_model_variables")
@documented_by(get_variables)
def get_model_variables(scope: ScopeLike | None = None, suffix: str | None = None) -> list:
    """`get_variables` of MODEL_VARIABLES."""
    return get_variables(scope, suffix, GraphKeys.MODEL_VARIABLES)


@export("contrib.framework.get_local_variables", "contrib.slim.get_local_variables")
@documented_by(get_variables)
def get_local_variables(scope: ScopeLike | None = None, suffix: str | None = None) -> list:
    """`get_variables` of LOCAL_VARIABLES."""
    return get_variables(scope, suffix, GraphKeys.LOCAL_VARIABLES)


@export("contrib.framework.get_trainable_variables", "contrib.slim.get_trainable_variables")
@documented_by(get_variables)
def get_trainable_variables(scope: ScopeLike | None = None, suffix: str | None = None) -> list:
    """`get_variables` of TRAINABLE_VARIABLES."""
    return get_variables(scope, suffix, GraphKeys.TRAINABLE_VARIABLES)


@export("contrib.framework.get_variables_by_suffix", "contrib.slim.get_variables_by_suffix")
@documented_by(get_variables)
def get_variables_by_suffix(suffix: str, scope: ScopeLike | None = None) -> list:
    """The global variables whose names end so."""
    return get_variables(scope=scope, suffix=suffix)


@export("contrib.framework.get_variables_by_name", "contrib.slim.get_variables_by_name")
@documented_by(get_variables)
def get_variables_by_name(given_name: str, scope: ScopeLike | None = None) -> list:
    """The global variables of that name, in any scope.

    Args:
      given_name: the name without scopes.
    """
    suffix = f"/{given_name}:|^{given_name}:"
    if isinstance(scope, VariableScope):
        scope = scope.name
    return [item for item in get_variables(scope) if re.search(suffix, item.name)]


@export("contrib.framework.get_unique_variable", "contrib.slim.get_unique_variable")
def get_unique_variable(var_op_name: str) -> Any:
    """The one variable of that full name.

    Args:
      var_op_name: the name with scopes, without `:0`.

    Returns:
      a Variable.

    Raises:
      ValueError: there is none, or only others whose names begin so.
    """
    candidates = get_variables(scope=var_op_name)
    if not candidates:
        raise ValueError(f"Couldn't find variable {var_op_name}")
    for candidate in candidates:
        if candidate.op.name == var_op_name:
            return candidate
    raise ValueError(f"Variable {var_op_name} does not uniquely identify a variable")


@export("contrib.framework.get_variable_full_name", "contrib.slim.get_variable_full_name")
def get_variable_full_name(var: Any) -> str:
    """The name under which a variable is saved: of a part, that of the whole.

    Args:
      var: a Variable.

    Returns:
      a str, without `:0`.
    """
    part = getattr(var, "_save_slice_info", None)
    return part.full_name if part else var.op.name


@export("contrib.framework.get_variables_to_restore", "contrib.slim.get_variables_to_restore")
def get_variables_to_restore(include: Sequence[str] | None = None, exclude: Sequence[str] | None = None) -> list:
    """The global variables of some scopes without those of others.

    Args:
      include: a list of scopes; all variables by default.
      exclude: a list of scopes to leave out; None for none.

    Returns:
      a list of variables.

    Raises:
      TypeError: no lists of text.
    """
    if include is None:
        wanted = get_variables()
    else:
        if not isinstance(include, (list, tuple)):
            raise TypeError("include is provided but is not a list or a tuple.")
        wanted = [found for scope in include for found in get_variables(scope)]
    without: set[int] = set()
    if exclude is not None:
        if not isinstance(exclude, (list, tuple)):
            raise TypeError("exclude is provided but is not a list or a tuple.")
        without = {id(found) for scope in exclude for found in get_variables(scope)}
    return [found for found in wanted if id(found) not in without]


@export("contrib.framework.filter_variables", "contrib.slim.filter_variables")
def filter_variables(
    var_list: Iterable[Any],
    include_patterns: Sequence[str] | None = None,
    exclude_patterns: Sequence[str] | None = None,
    reg_search: bool = True,
) -> list:
    """The variables whose names match one of some patterns and none of others, in the order of the former.

    Args:
      var_list: variables.
      include_patterns: regular expressions, one of which a name has to match; None: all variables.
      exclude_patterns: regular expressions, none of which a name may match; None for none.
      reg_search: whether a pattern may match anywhere in the name, not only at its beginning.

    Returns:
      a list of variables.
    """
    match = re.search if reg_search else re.match
    var_list = list(var_list)
    if include_patterns:
        var_list = [var for pattern in include_patterns for var in var_list if match(pattern, var.name)]
    return [var for var in var_list if not any(match(pattern, var.name) for pattern in exclude_patterns or ())]
