"""tf.contrib.framework: the global step, lists of variables, values of checkpoints."""

from __future__ import annotations

from headrace.graph.global_step import assert_global_step, create_global_step, get_global_step, get_or_create_global_step
from headrace.graph.variable_collections import local_variables as get_local_variables
from headrace.graph.variable_collections import model_variables as get_model_variables
from headrace.graph.variable_collections import trainable_variables as get_trainable_variables

from .. import _lazy

__all__ = [
    "assert_global_step", "create_global_step", "get_global_step", "get_local_variables", "get_model_variables",
    "get_or_create_global_step", "get_trainable_variables",
]

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.checkpoints.initializing": "assign_from_checkpoint assign_from_checkpoint_fn init_from_checkpoint",
        "headrace.graph.checkpoints.reader": "list_variables load_checkpoint load_variable",
    },
)
