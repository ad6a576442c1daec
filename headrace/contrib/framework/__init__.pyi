"""tf.contrib.framework: the global step, lists of variables, values of checkpoints. Made by `make names`."""

from headrace.training.contrib.framework.specs import BoundedTensorSpec as BoundedTensorSpec
from headrace.pipeline.readers.record_input import RecordInput as RecordInput
from headrace.graph.core.tensor import TensorSpec as TensorSpec
from headrace.graph.devices.replica import VariableDeviceChooser as VariableDeviceChooser
from headrace.training.contrib.arg_scope import add_arg_scope as add_arg_scope
from headrace.training.contrib.variables import add_model_variable as add_model_variable
from headrace.training.contrib.arg_scope import arg_scope as arg_scope
from headrace.training.contrib.arg_scope import arg_scope_func_key as arg_scope_func_key
from headrace.training.contrib.arg_scope import arg_scoped_arguments as arg_scoped_arguments
from headrace.graph.variables.global_step import assert_global_step as assert_global_step
from headrace.training.contrib.framework.values import assert_or_get_global_step as assert_or_get_global_step
from headrace.training.contrib.framework.tensors import assert_same_float_dtype as assert_same_float_dtype
from headrace.training.contrib.framework.tensors import assert_scalar as assert_scalar
from headrace.training.contrib.framework.tensors import assert_scalar_int as assert_scalar_int
from headrace.graph.checkpoints.initializing import assign_from_checkpoint as assign_from_checkpoint
from headrace.graph.checkpoints.initializing import assign_from_checkpoint_fn as assign_from_checkpoint_fn
from headrace.training.contrib.framework.values import assign_from_values as assign_from_values
from headrace.training.contrib.framework.values import assign_from_values_fn as assign_from_values_fn
from headrace.graph.ops.arrays.broadcast import broadcast_to as broadcast_to
from headrace.graph.ops.sparse.sparse_tensor import convert_to_tensor_or_sparse_tensor as convert_to_tensor_or_sparse_tensor
from headrace.graph.variables.initializers.convolutional import ConvolutionDeltaOrthogonal as convolutional_delta_orthogonal
from headrace.graph.variables.initializers.convolutional import ConvolutionOrthogonal1D as convolutional_orthogonal_1d
from headrace.graph.variables.initializers.convolutional import ConvolutionOrthogonal2D as convolutional_orthogonal_2d
from headrace.graph.variables.initializers.convolutional import ConvolutionOrthogonal3D as convolutional_orthogonal_3d
from headrace.graph.variables.global_step import create_global_step as create_global_step
from headrace.training.contrib.arg_scope import current_arg_scope as current_arg_scope
from headrace.training.contrib.framework.deprecation import deprecated as deprecated
from headrace.training.contrib.framework.deprecation import deprecated_arg_values as deprecated_arg_values
from headrace.training.contrib.framework.deprecation import deprecated_args as deprecated_args
from headrace.training.contrib.variables import filter_variables as filter_variables
from headrace.training.contrib.framework.graphs import fuse_op as fuse_op
from headrace.graph.variables.global_step import get_global_step as get_global_step
from headrace.training.contrib.framework.graphs import get_graph_from_inputs as get_graph_from_inputs
from headrace.training.contrib.framework.graphs import get_name_scope as get_name_scope
from headrace.graph.variables.global_step import get_or_create_global_step as get_or_create_global_step
from headrace.training.contrib.framework.graphs import get_placeholders as get_placeholders
from headrace.training.contrib.variables import get_unique_variable as get_unique_variable
from headrace.training.contrib.variables import get_variable_full_name as get_variable_full_name
from headrace.training.contrib.variables import get_variables as get_variables
from headrace.training.contrib.variables import get_variables_to_restore as get_variables_to_restore
from headrace.training.contrib.arg_scope import has_arg_scope as has_arg_scope
from headrace.training.contrib.framework.values import init_from_checkpoint as init_from_checkpoint
from headrace.training.contrib.framework.tensors import is_tensor as is_tensor
from headrace.training.contrib.framework.values import list_variables as list_variables
from headrace.training.contrib.framework.remapping import load_and_remap_matrix_initializer as load_and_remap_matrix_initializer
from headrace.training.contrib.framework.values import load_checkpoint as load_checkpoint
from headrace.training.contrib.framework.values import load_variable as load_variable
from headrace.training.contrib.variables import local_variable as local_variable
from headrace.graph.platform.all_util import make_all as make_all
from headrace.contrib.framework import nest as nest
from headrace.graph.graphdef.name_scopes import prepend_name_scope as prepend_name_scope
from headrace.training.contrib.framework.scripts import py_func as py_func
from headrace.contrib.framework import python as python
from headrace.training.contrib.framework.tensors import reduce_sum_n as reduce_sum_n
from headrace.training.contrib.framework.tensors import remove_squeezable_dimensions as remove_squeezable_dimensions
from headrace.training.contrib.framework.choices import smart_case as smart_case
from headrace.training.layers.arguments import smart_cond as smart_cond
from headrace.training.contrib.framework.choices import smart_constant_value as smart_constant_value
from headrace.training.contrib.framework.tensors import sort as sort
from headrace.graph.graphdef.name_scopes import strip_name_scope as strip_name_scope
from headrace.training.contrib.variables import variable as variable
from headrace.training.contrib.shapes import with_same_shape as with_same_shape
from headrace.training.contrib.shapes import with_shape as with_shape
from headrace.training.contrib.framework.values import zero_initializer as zero_initializer
from collections.abc import Callable as _Callable
from collections.abc import Sequence as _Sequence
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import DTypeLike as _DTypeLike
from headrace.graph.types.likes import Initializer as _Initializer
from headrace.graph.types.likes import ScopeLike as _ScopeLike
from headrace.graph.types.likes import ShapeLike as _ShapeLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.graph.variables.variable import Variable as _Variable
from headrace.training.contrib.framework.remapping import _Initializer as __Initializer
from typing import Any as _Any

def argsort(
    values: _TensorLike,
    axis: int = -1,
    direction: str = 'ASCENDING',
    stable: bool = False,
    name: str | None = None,
) -> _Tensor:
    """Where the elements along an axis are, in the order of the elements.

    Args:
      values: numbers of rank 1 or more.
      axis: which.
      direction: "ASCENDING" or "DESCENDING".
      stable: accepted: of equal elements the first comes first in any case.

    Returns:
      int32 of the shape of `values`.

    Raises:
      ValueError: another direction, or an axis that is no constant scalar.
    """

def get_local_variables(
    scope: _ScopeLike | None = None,
    suffix: str | None = None,
) -> list:
    """`get_variables` of LOCAL_VARIABLES.

    Args:
      scope: a VariableScope or the beginning of names, a regular expression; None for all.
      suffix: what names end in, before the colon; None for anything.

    Returns:
      a list of variables.
    """

def get_model_variables(
    scope: _ScopeLike | None = None,
    suffix: str | None = None,
) -> list:
    """`get_variables` of MODEL_VARIABLES.

    Args:
      scope: a VariableScope or the beginning of names, a regular expression; None for all.
      suffix: what names end in, before the colon; None for anything.

    Returns:
      a list of variables.
    """

def get_trainable_variables(
    scope: _ScopeLike | None = None,
    suffix: str | None = None,
) -> list:
    """`get_variables` of TRAINABLE_VARIABLES.

    Args:
      scope: a VariableScope or the beginning of names, a regular expression; None for all.
      suffix: what names end in, before the colon; None for anything.

    Returns:
      a list of variables.
    """

def get_variables_by_name(
    given_name: str,
    scope: _ScopeLike | None = None,
) -> list:
    """The global variables of that name, in any scope.

    Args:
      given_name: the name without scopes.
      scope: a VariableScope or the beginning of names, a regular expression; None for all.

    Returns:
      a list of variables.
    """

def get_variables_by_suffix(
    suffix: str,
    scope: _ScopeLike | None = None,
) -> list:
    """The global variables whose names end so.

    Args:
      suffix: what names end in, before the colon; None for anything.
      scope: a VariableScope or the beginning of names, a regular expression; None for all.

    Returns:
      a list of variables.
    """

def global_variable(
    initial_value: _Any,
    validate_shape: bool = True,
    name: str | None = None,
    use_resource: bool | None = None,
) -> _Variable:
    """A variable that is saved and not trained, in GLOBAL_VARIABLES.

    Args:
      initial_value: a tensor, what becomes one, or a function without arguments that gives one.
      validate_shape: False: a value of any shape may be assigned.
      use_resource: accepted; all variables are of one kind.

    Returns:
      a new Variable.

    Raises:
      ValueError: the initial value's shape is not known and `validate_shape` is True.
    """

def load_embedding_initializer(
    ckpt_path: _Any,
    embedding_tensor_name: str,
    new_vocab_size: int,
    embedding_dim: int,
    old_vocab_file: _Any,
    new_vocab_file: _Any,
    old_vocab_size: int = -1,
    num_oov_buckets: int = 0,
    initializer: _Any = None,
    max_rows_in_memory: int = -1,
) -> __Initializer:
    """`load_and_remap_matrix_initializer` for an embedding, which has a row for each word.

    Args:
      ckpt_path: the checkpoint.
      embedding_tensor_name: the embedding in the checkpoint.
      new_vocab_size: how many words there are.
      embedding_dim: how many columns.
      old_vocab_file, new_vocab_file: the words, one to a line.
      old_vocab_size: how many words of the old vocabulary count; all by default.
      num_oov_buckets: rows behind those that have words.
      initializer: what stands in new rows; truncated normal numbers of deviation 1 / sqrt(embedding_dim) by default.
      max_rows_in_memory: accepted.

    Returns:
      a function `(shape, dtype=, partition_info=) -> tensor`.

    Raises:
      TypeError: `initializer` is no function.
      ValueError: (when called) another shape, or vocabularies of which only one is given.
    """

def load_linear_multiclass_bias_initializer(
    ckpt_path: _Any,
    bias_tensor_name: str,
    new_class_vocab_size: int,
    old_class_vocab_file: _Any,
    new_class_vocab_file: _Any,
    num_class_oov_buckets: int = 0,
    initializer: _Any = None,
    max_rows_in_memory: int = -1,
) -> __Initializer:
    """`load_and_remap_matrix_initializer` for a bias [classes, 1].

    Args:
      ckpt_path: the checkpoint.
      bias_tensor_name: the bias in the checkpoint.
      new_class_vocab_size: how many classes have names.
      old_class_vocab_file, new_class_vocab_file: the names of classes, one to a line.
      num_class_oov_buckets: classes behind those that have names.
      initializer: a function from a shape to what stands where the old matrix has nothing; zeros by default.
      max_rows_in_memory: accepted.

    Returns:
      a function `(shape, dtype=, partition_info=) -> tensor`.

    Raises:
      TypeError: `initializer` is no function.
      ValueError: (when called) another shape, or vocabularies of which only one is given.
    """

def load_variable_slot_initializer(
    ckpt_path: _Any,
    old_tensor_name: str,
    primary_partition_info: _Any,
    new_row_vocab_size: int,
    new_col_vocab_size: int,
    old_row_vocab_file: _Any = None,
    new_row_vocab_file: _Any = None,
    old_col_vocab_file: _Any = None,
    new_col_vocab_file: _Any = None,
    num_row_oov_buckets: int = 0,
    num_col_oov_buckets: int = 0,
    initializer: _Any = None,
    max_rows_in_memory: int = -1,
) -> __Initializer:
    """`load_and_remap_matrix_initializer` for a slot of an optimizer, which is parted as its variable is.

    Args:
      ckpt_path: the checkpoint.
      old_tensor_name: the matrix in it, float32.
      primary_partition_info: which part of the variable it belongs to; None for all of it.
      new_row_vocab_size, new_col_vocab_size: how many rows and columns have words.
      old_row_vocab_file, new_row_vocab_file: the words of the rows, one to a line; None: rows stay where they are.
      old_col_vocab_file, new_col_vocab_file: the words of the columns; None: columns stay where they are.
      num_row_oov_buckets, num_col_oov_buckets: rows and columns behind those that have words.
      initializer: a function from a shape to what stands where the old matrix has nothing; zeros by default.
      max_rows_in_memory: accepted.

    Returns:
      a function `(shape, dtype=, partition_info=) -> tensor`.

    Raises:
      TypeError: `initializer` is no function.
      ValueError: (when called) another shape, or vocabularies of which only one is given.
    """

def model_variable(
    name: str,
    shape: _ShapeLike | None = None,
    dtype: _DTypeLike | None = None,
    initializer: _Initializer | None = None,
    regularizer: _Callable[..., _Any] | None = None,
    trainable: bool = True,
    collections: _Sequence[str] | None = None,
    caching_device: _Any = None,
    device: _Any = None,
    partitioner: _Callable[..., _Any] | None = None,
    custom_getter: _Callable[..., _Any] | None = None,
    use_resource: bool | None = None,
    synchronization: _Any = None,
    aggregation: _Any = None,
) -> _Variable:
    """`variable` that is in GLOBAL_VARIABLES and MODEL_VARIABLES besides.

    Args:
      shape: of a new variable; not needed where the initializer is a tensor.
      dtype: of a new variable, float32 by default.
      initializer: what it begins with; by default that of the scope, else GlorotUniform.
      regularizer: a function from the variable to a loss, which goes into REGULARIZATION_LOSSES; None: that of the scope.
      trainable: whether it goes into TRAINABLE_VARIABLES.
      collections: those that it goes into besides these two.
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

__all__ = [
    "BoundedTensorSpec",
    "RecordInput",
    "VariableDeviceChooser",
    "add_arg_scope",
    "add_model_variable",
    "arg_scope",
    "arg_scope_func_key",
    "arg_scoped_arguments",
    "argsort",
    "assert_global_step",
    "assert_or_get_global_step",
    "assert_same_float_dtype",
    "assert_scalar",
    "assert_scalar_int",
    "assign_from_checkpoint",
    "assign_from_checkpoint_fn",
    "assign_from_values",
    "assign_from_values_fn",
    "convolutional_delta_orthogonal",
    "convolutional_orthogonal_1d",
    "convolutional_orthogonal_2d",
    "convolutional_orthogonal_3d",
    "create_global_step",
    "current_arg_scope",
    "deprecated",
    "deprecated_arg_values",
    "deprecated_args",
    "filter_variables",
    "fuse_op",
    "get_global_step",
    "get_graph_from_inputs",
    "get_local_variables",
    "get_model_variables",
    "get_name_scope",
    "get_or_create_global_step",
    "get_placeholders",
    "get_trainable_variables",
    "get_unique_variable",
    "get_variable_full_name",
    "get_variables",
    "get_variables_by_name",
    "get_variables_by_suffix",
    "get_variables_to_restore",
    "global_variable",
    "has_arg_scope",
    "init_from_checkpoint",
    "is_tensor",
    "list_variables",
    "load_and_remap_matrix_initializer",
    "load_checkpoint",
    "load_embedding_initializer",
    "load_linear_multiclass_bias_initializer",
    "load_variable",
    "load_variable_slot_initializer",
    "local_variable",
    "model_variable",
    "nest",
    "py_func",
    "reduce_sum_n",
    "remove_squeezable_dimensions",
    "smart_case",
    "smart_constant_value",
    "sort",
    "variable",
    "with_same_shape",
    "with_shape",
    "zero_initializer",
]
