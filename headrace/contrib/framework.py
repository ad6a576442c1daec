"""tf.contrib.framework: the global step, lists of variables, values of checkpoints."""

from __future__ import annotations

from .. import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.checkpoints.initializing": "assign_from_checkpoint assign_from_checkpoint_fn init_from_checkpoint",
        "headrace.graph.checkpoints.reader": "list_variables load_checkpoint load_variable",
        "headrace.graph.variables.global_step": "assert_global_step create_global_step get_global_step"
        " get_or_create_global_step",
        "headrace.training.contrib.arg_scope": "add_arg_scope arg_scope arg_scoped_arguments current_arg_scope has_arg_scope",
        "headrace.training.contrib.variables": "add_model_variable filter_variables get_local_variables get_model_variables"
        " get_trainable_variables get_unique_variable get_variable_full_name get_variables get_variables_by_name"
        " get_variables_by_suffix get_variables_to_restore global_variable local_variable model_variable variable",
    },
)
