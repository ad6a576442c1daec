"""tf.contrib.slim: the layers of tf.contrib.layers, scopes of arguments, losses, metrics, training."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.contrib.slim": "dataset dataset_data_provider evaluation learning losses metrics parallel_reader"
        " prefetch_queue tfexample_decoder utils",
        "headrace.training.contrib.arg_scope": "add_arg_scope arg_scope arg_scoped_arguments current_arg_scope has_arg_scope",
        "headrace.training.contrib.combinators": "repeat stack",
        "headrace.training.contrib.convolutions": "avg_pool2d conv2d conv2d_transpose convolution2d convolution2d_transpose"
        " max_pool2d separable_conv2d separable_convolution2d",
        "headrace.training.contrib.layers": "bias_add dropout flatten fully_connected linear one_hot_encoding relu relu6"
        " softmax unit_norm",
        "headrace.training.contrib.normalization": "batch_norm",
        "headrace.training.contrib.variables": "add_model_variable filter_variables get_local_variables get_model_variables"
        " get_trainable_variables get_unique_variable get_variable_full_name get_variables get_variables_by_name"
        " get_variables_by_suffix get_variables_to_restore global_variable local_variable model_variable variable",
        "headrace.graph.variables.global_step": "assert_global_step create_global_step get_global_step get_or_create_global_step",
        "headrace.graph.variables.initializers.scaled": "variance_scaling_initializer xavier_initializer"
        " xavier_initializer_conv2d=xavier_initializer",
        "headrace.training.regularizers": "apply_regularization l1_l2_regularizer l1_regularizer l2_regularizer sum_regularizer",
    },
)
