"""assign, assign_add, scatter_update and the like: operations that change variables."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ..core.tensor import Tensor
from ..ops.state import variable as ops_of_variables
from ..types.likes import TensorLike


def _is_in_parts(ref: Any) -> bool:
    return hasattr(ref, "_get_variable_list")  # a PartitionedVariable, which changes its parts itself


@export("assign")
def assign(
    ref: Any, value: TensorLike, validate_shape: bool | None = None, use_locking: bool | None = None, name: str | None = None
) -> Any:
    """Give a variable a new value.

    Args:
      ref: a Variable or a PartitionedVariable.
      value: of its type and shape.
      validate_shape: whether a value of another shape is refused; true by default.
      use_locking: whether no other change of the variable runs meanwhile; true by default.

    Returns:
      The tensor of the variable after that; a list, one for each part, of a PartitionedVariable.

    Raises:
      ValueError, InvalidArgumentError: (in the graph, when run) the shapes differ while `validate_shape`.
    """
    if _is_in_parts(ref):
        return ref.assign(value, name=name)
    validate = True if validate_shape is None else validate_shape
    return ops_of_variables.ASSIGN(
        ref, value, validate_shape=validate, use_locking=True if use_locking is None else use_locking, name=name
    )


@export("assign_add")
def assign_add(ref: Any, value: TensorLike, use_locking: bool | None = None, name: str | None = None) -> Any:
    """Add `value` to a variable.

    Args:
      ref: a Variable or a PartitionedVariable of numbers.
      value: of its type and shape.
      use_locking: whether no other change of the variable runs meanwhile; false by default.

    Returns:
      The tensor of the variable after that; a list, one for each part, of a PartitionedVariable.
    """
    if _is_in_parts(ref):
        return ref.assign_add(value)
    return ops_of_variables.ASSIGN_ADD(ref, value, use_locking=bool(use_locking), name=name)


@export("assign_sub")
@documented_by(assign_add)
def assign_sub(ref: Any, value: TensorLike, use_locking: bool | None = None, name: str | None = None) -> Any:
    """Subtract `value` from a variable."""
    if _is_in_parts(ref):
        return ref.assign_sub(value)
    return ops_of_variables.ASSIGN_SUB(ref, value, use_locking=bool(use_locking), name=name)


@export("count_up_to")
def count_up_to(ref: Any, limit: int, name: str | None = None) -> Tensor:
    """Count an integer variable one on.

    Args:
      ref: an int32 or int64 scalar variable.
      limit: the last value that it takes, an int.

    Returns:
      The tensor of its value before that.

    Raises:
      OutOfRangeError: (when run) the variable has reached `limit`.
    """
    return ops_of_variables.COUNT_UP_TO(ref, limit=int(limit), name=name)


@export("is_variable_initialized")
def is_variable_initialized(variable: Any) -> Tensor:
    """Whether a variable has a value in the session.

    Args:
      variable: a variable.

    Returns:
      A bool scalar.
    """
    return ops_of_variables.IS_VARIABLE_INITIALIZED(variable)
