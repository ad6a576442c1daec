"""Collections of variables: those of a graph, and operations that initialize them.

Source of names: TensorFlow 0.6-1.15, both spellings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from .. import ops
from ..core.constants import constant
from ..core.defaults import get_default_graph
from ..core.keys import GraphKeys
from ..core.operation import Operation
from ..core.tensor import Tensor
from ..ops.arrays.shape_queries import RANK
from .variable import is_variable_initialized


@export("global_variables")
def global_variables(scope: str | None = None) -> list:
    """The variables in GLOBAL_VARIABLES: those that are saved.

    Args:
      scope: those whose name this regular expression matches from its start; all by default.

    Returns:
      A new list, in the order in which they were made.
    """
    return get_default_graph().get_collection(GraphKeys.GLOBAL_VARIABLES, scope)


@export("local_variables")
@documented_by(global_variables)
def local_variables(scope: str | None = None) -> list:
    """The variables in LOCAL_VARIABLES: counters and the like, not saved."""
    return get_default_graph().get_collection(GraphKeys.LOCAL_VARIABLES, scope)


@export("trainable_variables")
@documented_by(global_variables)
def trainable_variables(scope: str | None = None) -> list:
    """The variables in TRAINABLE_VARIABLES: those that optimizers change."""
    return get_default_graph().get_collection(GraphKeys.TRAINABLE_VARIABLES, scope)


@export("model_variables")
@documented_by(global_variables)
def model_variables(scope: str | None = None) -> list:
    """The variables in MODEL_VARIABLES."""
    return get_default_graph().get_collection(GraphKeys.MODEL_VARIABLES, scope)


@export("moving_average_variables")
@documented_by(global_variables)
def moving_average_variables(scope: str | None = None) -> list:
    """The variables in MOVING_AVERAGE_VARIABLES."""
    return get_default_graph().get_collection(GraphKeys.MOVING_AVERAGE_VARIABLES, scope)


@export("variables_initializer", "initializers.variables")
def variables_initializer(var_list: Sequence[Any], name: str = "init") -> Operation:
    """An operation that initializes the variables in the list.

    Args:
      var_list: variables; one that does nothing is made of an empty list.

    Returns:
      An Operation.
    """

    if not var_list:
        return ops.no_op(name=name)
    return ops.group(*[variable.initializer for variable in var_list], name=name)


@export("global_variables_initializer", "initializers.global_variables")
def global_variables_initializer() -> Operation:
    """An operation that initializes all global variables that are there now.

    Example:
      >>> v = tf.Variable([1.0, 2.0])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.global_variables_initializer())
      ...     print(sess.run(v))
      [1. 2.]
    """
    return variables_initializer(global_variables())


def formerly_global() -> list:
    """The local variables of the default graph that were global before TensorFlow 0.9; new ones are appended.

    Those are the counters of epochs, and the names of files that are looked up once.
    """
    return get_default_graph().shared("formerly global", list)


@export("initialize_all_variables")
def initialize_all_variables() -> Operation:
    """`global_variables_initializer`, as it was called before TensorFlow 0.12: initializes what was global before 0.9, too."""
    return variables_initializer(global_variables() + formerly_global())


@export("local_variables_initializer", "initializers.local_variables")
def local_variables_initializer() -> Operation:
    """An operation that initializes all local variables that are there now: what counts epochs is one.

    Example:
      >>> names = tf.train.string_input_producer(["a", "b"], num_epochs=1)
      >>> with tf.Session() as sess:
      ...     sess.run(tf.local_variables_initializer())
      ...     print(sess.run(tf.local_variables()[0]))
      0
    """
    return variables_initializer(local_variables())


@export("report_uninitialized_variables")
def report_uninitialized_variables(
    var_list: Sequence[Any] | None = None, name: str = "report_uninitialized_variables"
) -> Tensor:
    """The names of the variables that have no value in the session.

    Args:
      var_list: variables; the global and the local ones by default.

    Returns:
      A string vector.
    """

    if var_list is None:
        var_list = [*global_variables(), *local_variables()]
    with get_default_graph().name_scope(name):
        if not var_list:
            return constant([], dtype="string")
        missing = ops.logical_not(ops.stack([is_variable_initialized(variable) for variable in var_list]))
        return ops.boolean_mask(constant([variable.op.name for variable in var_list]), missing)


@export("assert_variables_initialized")
def assert_variables_initialized(var_list: Sequence[Any] | None = None) -> Any:
    """A tensor that fails when evaluated unless all variables have a value.

    Args:
      var_list: variables; the global and the local ones by default.

    Returns:
      int32, the ranks of the variables; None where there are none.
    """
    if var_list is None:
        var_list = [*global_variables(), *local_variables()]
    if not var_list:
        return None
    ranks = [RANK(variable) for variable in var_list]
    return ranks[0] if len(ranks) == 1 else ops.stack(ranks)
