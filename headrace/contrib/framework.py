"""tf.contrib.framework: the global step and lists of variables."""

from __future__ import annotations

from headrace.graph.global_step import assert_global_step, create_global_step, get_global_step, get_or_create_global_step
from headrace.graph.variable_collections import local_variables as get_local_variables
from headrace.graph.variable_collections import model_variables as get_model_variables
from headrace.graph.variable_collections import trainable_variables as get_trainable_variables

__all__ = [
    "assert_global_step", "create_global_step", "get_global_step", "get_local_variables", "get_model_variables",
    "get_or_create_global_step", "get_trainable_variables",
]
