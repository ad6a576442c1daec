"""headrace: TensorFlow 1 graph-mode input pipelines, run block by block, without TensorFlow.

    import headrace as tf

Here are TensorFlow 1.x's names, the old spellings beside the new ones; `tf.train`, `tf.nn`, `tf.image` and the other
groups are modules of this package. `VERSION` says which TensorFlow the names and signatures are those of,
`__version__` is headrace's own.
"""

from __future__ import annotations

from . import _checkout

__path__ = _checkout.import_layers(__path__)

from headrace.formats.example.specs import FixedLenFeature, FixedLenSequenceFeature, SparseFeature, VarLenFeature
from headrace.graph.control_flow.cond import cond
from headrace.graph.core import op as _op
from headrace.graph.core.build import convert_to_tensor, register_tensor_conversion_function
from headrace.graph.core.constants import constant
from headrace.graph.core.default_graph_functions import (
    add_to_collection,
    add_to_collections,
    container,
    control_dependencies,
    device,
    get_collection,
    get_collection_ref,
)
from headrace.graph.core.default_stacks import get_default_session
from headrace.graph.core.defaults import get_default_graph, reset_default_graph
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.devices import DeviceSpec
from headrace.graph.core.scopes.name_scope import name_scope, op_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.execution.session import InteractiveSession, Session
from headrace.graph.gradients.gradients import AggregationMethod, gradients
from headrace.graph.ops.arrays.concat import concat, pack, parallel_stack, stack
from headrace.graph.ops.arrays.diagonals import diag, diag_part, eye, matrix_diag, matrix_diag_part
from headrace.graph.ops.arrays.fill import fill, lin_space, linspace, one_hot, ones, ones_like, range, zeros, zeros_like
from headrace.graph.ops.arrays.gather import gather, gather_nd
from headrace.graph.ops.arrays.pad import broadcast_dynamic_shape, broadcast_static_shape, broadcast_to, pad, tile
from headrace.graph.ops.arrays.placeholders import (
    check_numerics,
    identity,
    placeholder,
    placeholder_with_default,
    stop_gradient,
)
from headrace.graph.ops.arrays.reshape import expand_dims, matrix_transpose, reshape, squeeze, transpose
from headrace.graph.ops.arrays.scatter import scatter_nd, sparse_to_dense
from headrace.graph.ops.arrays.sequences import meshgrid, reverse_sequence, sequence_mask
from headrace.graph.ops.arrays.shape_queries import rank, shape, shape_n, size
from headrace.graph.ops.arrays.slicing import reverse
from headrace.graph.ops.arrays.slicing import slice_ as slice
from headrace.graph.ops.arrays.split import split, unpack, unstack
from headrace.graph.ops.arrays.strided_slicing import strided_slice
from headrace.graph.ops.arrays.unique import invert_permutation, listdiff, setdiff1d, unique, unique_with_counts
from headrace.graph.ops.arrays.where import boolean_mask, where
from headrace.graph.ops.arrays.where import where as select
from headrace.graph.ops.math.argmax import arg_max, arg_min, argmax, argmin
from headrace.graph.ops.math.arithmetic import (
    add,
    clip_by_value,
    div,
    divide,
    floor_div,
    floordiv,
    floormod,
    maximum,
    minimum,
    mod,
    multiply,
    negative,
    pow,
    realdiv,
    scalar_mul,
    squared_difference,
    subtract,
    truediv,
    truncatediv,
    truncatemod,
)
from headrace.graph.ops.math.arithmetic import multiply as mul
from headrace.graph.ops.math.arithmetic import negative as neg
from headrace.graph.ops.math.arithmetic import subtract as sub
from headrace.graph.ops.math.cast import (
    bitcast,
    cast,
    saturate_cast,
    to_complex64,
    to_complex128,
    to_double,
    to_float,
    to_int32,
    to_int64,
)
from headrace.graph.ops.math.checks import (
    assert_equal,
    assert_greater,
    assert_greater_equal,
    assert_less,
    assert_less_equal,
    assert_negative,
    assert_non_negative,
    assert_non_positive,
    assert_none_equal,
    assert_positive,
    assert_rank,
)
from headrace.graph.ops.math.compare import (
    equal,
    greater,
    greater_equal,
    less,
    less_equal,
    logical_and,
    logical_not,
    logical_or,
    logical_xor,
    not_equal,
)
from headrace.graph.ops.math.complex import abs, angle, complex, conj, imag, real
from headrace.graph.ops.math.cumulative import cumprod, cumsum
from headrace.graph.ops.math.elementary import (
    acos,
    asin,
    atan,
    atan2,
    ceil,
    cos,
    cosh,
    exp,
    expm1,
    floor,
    is_finite,
    is_inf,
    is_nan,
    log,
    log1p,
    reciprocal,
    rint,
    round,
    rsqrt,
    sigmoid,
    sign,
    sin,
    sinh,
    sqrt,
    square,
    tan,
    tanh,
)
from headrace.graph.ops.math.matmul import matmul
from headrace.graph.ops.math.matmul import matmul as batch_matmul
from headrace.graph.ops.math.reduce import (
    count_nonzero,
    reduce_all,
    reduce_any,
    reduce_logsumexp,
    reduce_max,
    reduce_mean,
    reduce_min,
    reduce_prod,
    reduce_sum,
)
from headrace.graph.ops.math.sums import accumulate_n, add_n
from headrace.graph.ops.parsing.csv import decode_csv
from headrace.graph.ops.parsing.example import parse_example, parse_single_example
from headrace.graph.ops.parsing.sequence_example import parse_single_sequence_example
from headrace.graph.ops.parsing.tensor_codecs import parse_tensor, serialize_tensor
from headrace.graph.ops.random.random import multinomial, random_normal, random_uniform, truncated_normal
from headrace.graph.ops.random.shuffle import random_crop, random_shuffle
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.ops.sparse.sparse import sparse_reorder, sparse_tensor_to_dense, sparse_to_indicator
from headrace.graph.ops.sparse.sparse_tensor import (
    SparseTensor,
    SparseTensorValue,
    convert_to_tensor_or_sparse_tensor,
    sparse_placeholder,
)
from headrace.graph.ops.state.control import Assert, Print, group, no_op
from headrace.graph.ops.state.control import tuple_ as tuple
from headrace.graph.ops.state.files import matching_files, read_file, write_file
from headrace.graph.ops.state.script import py_func
from headrace.graph.ops.strings.formats import as_string, decode_base64, encode_base64
from headrace.graph.ops.strings.pieces import reduce_join, string_split
from headrace.graph.ops.strings.strings import decode_raw, string_join, string_length, string_strip, string_to_number, substr
from headrace.graph.ops.summaries.scalar import histogram_summary, merge_all_summaries, merge_summary, scalar_summary
from headrace.graph.runtime.random_seed import set_random_seed
from headrace.graph.types.dtypes import (
    DType,
    as_dtype,
    bfloat16,
    complex64,
    complex128,
    double,
    float16,
    float32,
    float64,
    half,
    int8,
    int16,
    int32,
    int64,
    qint8,
    qint16,
    qint32,
    quint8,
    quint16,
    resource,
    string,
    uint8,
    uint16,
    uint32,
    uint64,
    variant,
)
from headrace.graph.types.dtypes import bool_ as bool
from headrace.graph.types.errors import OpError
from headrace.graph.types.shapes import Dimension, TensorShape, dimension_at_index, dimension_value
from headrace.graph.variables.assign import (
    assign,
    assign_add,
    assign_sub,
    count_up_to,
    is_variable_initialized,
    scatter_add,
    scatter_sub,
    scatter_update,
)
from headrace.graph.variables.collections import (
    all_variables,
    assert_variables_initialized,
    global_variables,
    global_variables_initializer,
    initialize_all_variables,
    initialize_local_variables,
    initialize_variables,
    local_variables,
    local_variables_initializer,
    model_variables,
    moving_average_variables,
    report_uninitialized_variables,
    trainable_variables,
    variables_initializer,
)
from headrace.graph.variables.variable import Variable
from headrace.pipeline.queues.graph import FIFOQueue, PaddingFIFOQueue, PriorityQueue, QueueBase, RandomShuffleQueue
from headrace.pipeline.readers.fixed_length import FixedLengthRecordReader
from headrace.pipeline.readers.graph import ReaderBase
from headrace.pipeline.readers.identity import IdentityReader
from headrace.pipeline.readers.lines import TextLineReader
from headrace.pipeline.readers.tfrecord import TFRecordReader
from headrace.pipeline.readers.whole_file import WholeFileReader

from . import _lazy, compat, contrib, errors, image, io, nn, python_io, random, strings, summary, train
from ._version import VERSION, __version__

__all__ = [
    "AggregationMethod",
    "Assert",
    "DType",
    "DeviceSpec",
    "Dimension",
    "FIFOQueue",
    "FixedLenFeature",
    "FixedLenSequenceFeature",
    "FixedLengthRecordReader",
    "Graph",
    "GraphKeys",
    "IdentityReader",
    "IndexedSlices",
    "InteractiveSession",
    "OpError",
    "Operation",
    "PaddingFIFOQueue",
    "Print",
    "PriorityQueue",
    "QueueBase",
    "RandomShuffleQueue",
    "ReaderBase",
    "Session",
    "SparseFeature",
    "SparseTensor",
    "SparseTensorValue",
    "TFRecordReader",
    "Tensor",
    "TensorShape",
    "TextLineReader",
    "VERSION",
    "VarLenFeature",
    "Variable",
    "WholeFileReader",
    "__version__",
    "abs",
    "accumulate_n",
    "acos",
    "add",
    "add_n",
    "add_to_collection",
    "add_to_collections",
    "all_variables",
    "angle",
    "arg_max",
    "arg_min",
    "argmax",
    "argmin",
    "as_dtype",
    "as_string",
    "asin",
    "assert_equal",
    "assert_greater",
    "assert_greater_equal",
    "assert_less",
    "assert_less_equal",
    "assert_negative",
    "assert_non_negative",
    "assert_non_positive",
    "assert_none_equal",
    "assert_positive",
    "assert_rank",
    "assert_variables_initialized",
    "assign",
    "assign_add",
    "assign_sub",
    "atan",
    "atan2",
    "batch_matmul",
    "bfloat16",
    "bitcast",
    "bool",
    "boolean_mask",
    "broadcast_dynamic_shape",
    "broadcast_static_shape",
    "broadcast_to",
    "cast",
    "ceil",
    "check_numerics",
    "clip_by_value",
    "compat",
    "complex",
    "complex128",
    "complex64",
    "concat",
    "cond",
    "conj",
    "constant",
    "container",
    "contrib",
    "control_dependencies",
    "convert_to_tensor",
    "convert_to_tensor_or_sparse_tensor",
    "cos",
    "cosh",
    "count_nonzero",
    "count_up_to",
    "cumprod",
    "cumsum",
    "decode_base64",
    "decode_csv",
    "decode_raw",
    "device",
    "diag",
    "diag_part",
    "dimension_at_index",
    "dimension_value",
    "div",
    "divide",
    "double",
    "encode_base64",
    "equal",
    "errors",
    "exp",
    "expand_dims",
    "expm1",
    "eye",
    "fill",
    "float16",
    "float32",
    "float64",
    "floor",
    "floor_div",
    "floordiv",
    "floormod",
    "gather",
    "gather_nd",
    "get_collection",
    "get_collection_ref",
    "get_default_graph",
    "get_default_session",
    "global_variables",
    "global_variables_initializer",
    "gradients",
    "greater",
    "greater_equal",
    "group",
    "half",
    "histogram_summary",
    "identity",
    "imag",
    "image",
    "initialize_all_variables",
    "initialize_local_variables",
    "initialize_variables",
    "int16",
    "int32",
    "int64",
    "int8",
    "invert_permutation",
    "io",
    "is_finite",
    "is_inf",
    "is_nan",
    "is_variable_initialized",
    "less",
    "less_equal",
    "lin_space",
    "linspace",
    "listdiff",
    "local_variables",
    "local_variables_initializer",
    "log",
    "log1p",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "matching_files",
    "matmul",
    "matrix_diag",
    "matrix_diag_part",
    "matrix_transpose",
    "maximum",
    "merge_all_summaries",
    "merge_summary",
    "meshgrid",
    "minimum",
    "mod",
    "model_variables",
    "moving_average_variables",
    "mul",
    "multinomial",
    "multiply",
    "name_scope",
    "neg",
    "negative",
    "nn",
    "no_op",
    "not_equal",
    "one_hot",
    "ones",
    "ones_like",
    "op_scope",
    "pack",
    "pad",
    "parallel_stack",
    "parse_example",
    "parse_single_example",
    "parse_single_sequence_example",
    "parse_tensor",
    "placeholder",
    "placeholder_with_default",
    "pow",
    "py_func",
    "python_io",
    "qint16",
    "qint32",
    "qint8",
    "quint16",
    "quint8",
    "random",
    "random_crop",
    "random_normal",
    "random_shuffle",
    "random_uniform",
    "range",
    "rank",
    "read_file",
    "real",
    "realdiv",
    "reciprocal",
    "reduce_all",
    "reduce_any",
    "reduce_join",
    "reduce_logsumexp",
    "reduce_max",
    "reduce_mean",
    "reduce_min",
    "reduce_prod",
    "reduce_sum",
    "register_tensor_conversion_function",
    "report_uninitialized_variables",
    "reset_default_graph",
    "reshape",
    "resource",
    "reverse",
    "reverse_sequence",
    "rint",
    "round",
    "rsqrt",
    "saturate_cast",
    "scalar_mul",
    "scalar_summary",
    "scatter_add",
    "scatter_nd",
    "scatter_sub",
    "scatter_update",
    "select",
    "sequence_mask",
    "serialize_tensor",
    "set_random_seed",
    "setdiff1d",
    "shape",
    "shape_n",
    "sigmoid",
    "sign",
    "sin",
    "sinh",
    "size",
    "slice",
    "sparse_placeholder",
    "sparse_reorder",
    "sparse_tensor_to_dense",
    "sparse_to_dense",
    "sparse_to_indicator",
    "split",
    "sqrt",
    "square",
    "squared_difference",
    "squeeze",
    "stack",
    "stop_gradient",
    "strided_slice",
    "string",
    "string_join",
    "string_length",
    "string_split",
    "string_strip",
    "string_to_number",
    "strings",
    "sub",
    "substr",
    "subtract",
    "summary",
    "tan",
    "tanh",
    "tile",
    "to_complex128",
    "to_complex64",
    "to_double",
    "to_float",
    "to_int32",
    "to_int64",
    "train",
    "trainable_variables",
    "transpose",
    "truediv",
    "truncated_normal",
    "truncatediv",
    "truncatemod",
    "tuple",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "unique",
    "unique_with_counts",
    "unpack",
    "unstack",
    "variables_initializer",
    "variant",
    "where",
    "write_file",
    "zeros",
    "zeros_like",
]

_op.OP_PACKAGES += [
    f"{__name__}.{package}"
    for package in ("graph.ops", "graph.control_flow", "pipeline.queues", "pipeline.readers", "training.optimizers")
]

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace": "app examples flags gfile initializers layers logging losses metrics python resource_loader test",
        "headrace.formats.proto.config_pb2": "ConfigProto GPUOptions GraphOptions OptimizerOptions RunMetadata RunOptions",
        "headrace.formats.proto.event_pb2": "Event LogMessage SessionLog",
        "headrace.formats.proto.graph_pb2": "AttrValue GraphDef NameAttrList NodeDef",
        "headrace.formats.proto.meta_graph_pb2": "MetaGraphDef",
        "headrace.graph.core.default_graph_functions": "colocate_with",
        "headrace.graph.graphdef.importing": "import_graph_def",
        "headrace.formats.proto.summary_pb2": "HistogramProto Summary",
        "headrace.graph.ops.math.clip": "clip_by_average_norm clip_by_global_norm clip_by_norm global_norm",
        "headrace.graph.ops.math.checks": "add_check_numerics_ops verify_tensor_all_finite",
        "headrace.graph.core.rules.registered_gradients": "NoGradient=NotDifferentiable NotDifferentiable RegisterGradient",
        "headrace.graph.gradients.hessians": "hessians",
        "headrace.training.metrics.confusion": "confusion_matrix",
        "headrace.graph.ops.arrays.partitioning": "dynamic_partition dynamic_stitch",
        "headrace.graph.ops.math.safe_division": "div_no_nan",
        "headrace.graph.ops.math.tensordot": "tensordot",
        "headrace.graph.ops.math.segments": "segment_max segment_mean segment_min segment_prod segment_sum",
        "headrace.graph.ops.parsing.compressed": "decode_compressed",
        "headrace.graph.ops.sparse.codecs": "deserialize_many_sparse serialize_many_sparse serialize_sparse",
        "headrace.graph.ops.strings.hashes": "string_to_hash_bucket string_to_hash_bucket_fast string_to_hash_bucket_strong",
        "headrace.graph.ops.arrays.space_to_batch": "batch_to_space batch_to_space_nd space_to_batch space_to_batch_nd",
        "headrace.graph.ops.math.sparse_segments": "sparse_segment_mean sparse_segment_sqrt_n sparse_segment_sum",
        "headrace.graph.ops.math.unsorted_segments": "unsorted_segment_max unsorted_segment_mean unsorted_segment_min"
        " unsorted_segment_prod unsorted_segment_sqrt_n unsorted_segment_sum",
        "headrace.graph.variables.initializers.plain": "constant_initializer=Constant ones_initializer=Ones"
        " random_normal_initializer=RandomNormal random_uniform_initializer=RandomUniform"
        " truncated_normal_initializer=TruncatedNormal zeros_initializer=Zeros",
        "headrace.graph.variables.initializers.scaled": "glorot_normal_initializer=GlorotNormal"
        " glorot_uniform_initializer=GlorotUniform orthogonal_initializer=Orthogonal"
        " uniform_unit_scaling_initializer=UniformUnitScaling variance_scaling_initializer=VarianceScaling",
        "headrace.graph.ops.summaries.audio": "audio_summary",
        "headrace.graph.ops.summaries.image": "image_summary",
        "headrace.graph.variables.partitioners": "fixed_size_partitioner min_max_variable_partitioner variable_axis_size_partitioner",
        "headrace.graph.variables.distribution": "VariableAggregation VariableSynchronization",
        "headrace.graph.platform.versions": "disable_eager_execution=disable_v2_behavior disable_v2_behavior"
        " enable_eager_execution=enable_v2_behavior enable_v2_behavior executing_eagerly",
        "headrace.graph.variables.template": "make_template",
        "headrace.graph.variables.scope": "AUTO_REUSE VariableScope create_partitioned_variables get_local_variable"
        " get_variable get_variable_scope no_regularizer variable_op_scope variable_scope",
        "headrace.training.sessions.defaults": "initialize_all_tables=tables_initializer tables_initializer",
    },
)
