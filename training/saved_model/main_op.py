"""Operations that a SavedModel runs once when it is loaded."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.variables.collections import global_variables_initializer, local_variables_initializer

from ..sessions.defaults import tables_initializer


@export("saved_model.main_op.main_op")
def main_op() -> Any:
    """An operation that initializes global and local variables and tables.

    Returns:
      the Operation.
    """
    return ops.group(global_variables_initializer(), local_variables_initializer(), tables_initializer())


@export("saved_model.main_op_with_restore", "saved_model.main_op.main_op_with_restore")
def main_op_with_restore(restore_op_name: Any) -> Any:
    """An operation that initializes variables and tables, and one that runs after it.

    Args:
      restore_op_name: what runs afterwards, an Operation, a Tensor, or None for nothing.

    Returns:
      the Operation.
    """
    with get_default_graph().control_dependencies([main_op()]):
        return ops.group(restore_op_name)
