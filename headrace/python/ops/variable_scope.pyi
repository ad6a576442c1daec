"""tf.python.ops.variable_scope: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.scope import AUTO_REUSE as AUTO_REUSE
from headrace.graph.variables.distribution import VariableAggregation as VariableAggregation
from headrace.graph.variables.scope_state import VariableScope as VariableScope
from headrace.graph.variables.distribution import VariableSynchronization as VariableSynchronization
from headrace.graph.variables.pure_scope import pure_variable_scope as _pure_variable_scope
from headrace.graph.variables.scope import get_variable as get_variable
from headrace.graph.variables.scope_state import get_variable_scope as get_variable_scope
from headrace.graph.variables.scope import no_regularizer as no_regularizer
from headrace.graph.variables.scope import variable as variable
from headrace.graph.variables.scope import variable_op_scope as variable_op_scope
from headrace.graph.variables.scope import variable_scope as variable_scope
from collections.abc import Callable as _Callable
from collections.abc import Sequence as _Sequence
from headrace.graph.types.likes import DTypeLike as _DTypeLike
from headrace.graph.types.likes import Initializer as _Initializer
from headrace.graph.types.likes import ShapeLike as _ShapeLike
from headrace.graph.variables.variable import Variable as _Variable
from typing import Any as _Any

def get_local_variable(
    name: str,
    shape: _ShapeLike | None = None,
    dtype: _DTypeLike | None = None,
    initializer: _Initializer | None = None,
    regularizer: _Callable[..., _Any] | None = None,
    trainable: bool = False,
    collections: _Sequence[str] | None = None,
    caching_device: _Any = None,
    partitioner: _Callable[..., _Any] | None = None,
    validate_shape: bool = True,
    use_resource: bool | None = None,
    custom_getter: _Callable[..., _Any] | None = None,
    constraint: _Callable[..., _Any] | None = None,
    synchronization: _Any = None,
    aggregation: _Any = None,
) -> _Variable:
    """`get_variable` for a variable that is neither saved nor trained: it goes into LOCAL_VARIABLES.

    Args:
      shape: of a new variable; not with an initializer that is a value.
      dtype: float32 by default.
      initializer: a function `(shape, dtype=, partition_info=) -> tensor`, the last two where it takes them, or a function
        without arguments, or a value.
        By default the scope's, else GlorotUniform for floating types and zeros for integers, bool and string.
      regularizer: a function from the new variable to a loss, which goes into REGULARIZATION_LOSSES.
      trainable: accepted; it is never trained.
      collections, caching_device, validate_shape, constraint: as of `Variable`.
      partitioner: cuts a new variable into parts, see `partitioners`.
      use_resource, synchronization, aggregation: accepted; all variables are of one kind.
      custom_getter: see `variable_scope`.

    Returns:
      a Variable, or a PartitionedVariable where there is a partitioner.

    Raises:
      ValueError: it exists although `reuse` is False, does not exist although `reuse` is True, has another shape or
        dtype, or lacks an initializer or a shape.
    """

__all__ = [
    "AUTO_REUSE",
    "VariableAggregation",
    "VariableScope",
    "VariableSynchronization",
    "_pure_variable_scope",
    "get_local_variable",
    "get_variable",
    "get_variable_scope",
    "no_regularizer",
    "variable",
    "variable_op_scope",
    "variable_scope",
]
