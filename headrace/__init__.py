"""headrace: TensorFlow 1 graph-mode input pipelines, run block by block, without TensorFlow.

    import headrace as tf

Here are TensorFlow 1.x's names, the old spellings beside the new ones; `tf.train`, `tf.nn`, `tf.image` and the other
groups are modules of this package. `VERSION` says which TensorFlow the names and signatures are those of,
`__version__` is headrace's own.
"""

from __future__ import annotations

from headrace.formats.example_specs import FixedLenFeature, FixedLenSequenceFeature, SparseFeature, VarLenFeature
from headrace.graph.build import convert_to_tensor, register_tensor_conversion_function
from headrace.graph.conditional import cond
from headrace.graph.constants import constant
from headrace.graph.default_scopes import (
    add_to_collection,
    add_to_collections,
    container,
    control_dependencies,
    device,
    get_collection,
    get_collection_ref,
)
from headrace.graph.defaults import get_default_graph, get_default_session, reset_default_graph
from headrace.graph.devices import DeviceSpec
from headrace.graph.dtypes import (
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
from headrace.graph.dtypes import bool_ as bool
from headrace.graph.errors import OpError
from headrace.graph.gradients import AggregationMethod, gradients
from headrace.graph.graph import Graph, Operation
from headrace.graph.indexed_slices import IndexedSlices, unsorted_segment_sum
from headrace.graph.keys import GraphKeys
from headrace.graph.ops.cast import (
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
from headrace.graph.ops.checks import (
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
from headrace.graph.ops.compare import (
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
from headrace.graph.ops.control import Assert, Print, group, no_op
from headrace.graph.ops.control import tuple_ as tuple
from headrace.graph.ops.cumulative import cumprod, cumsum
from headrace.graph.ops.diagonals import diag, diag_part, eye, matrix_diag, matrix_diag_part
from headrace.graph.ops.elementary import (
    abs,
    acos,
    angle,
    asin,
    atan,
    atan2,
    ceil,
    complex,
    conj,
    cos,
    cosh,
    exp,
    expm1,
    floor,
    imag,
    is_finite,
    is_inf,
    is_nan,
    log,
    log1p,
    real,
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
from headrace.graph.ops.files import matching_files, read_file, write_file
from headrace.graph.ops.filling import fill, lin_space, linspace, one_hot, ones, ones_like, range, zeros, zeros_like
from headrace.graph.ops.gathering import gather, gather_nd
from headrace.graph.ops.joining import concat, pack, parallel_stack, stack
from headrace.graph.ops.math import (
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
from headrace.graph.ops.math import multiply as mul
from headrace.graph.ops.math import negative as neg
from headrace.graph.ops.math import subtract as sub
from headrace.graph.ops.matmul import matmul
from headrace.graph.ops.matmul import matmul as batch_matmul
from headrace.graph.ops.padding import broadcast_dynamic_shape, broadcast_static_shape, broadcast_to, pad, tile
from headrace.graph.ops.parsing import decode_csv
from headrace.graph.ops.parsing_examples import parse_example, parse_single_example
from headrace.graph.ops.parsing_sequences import parse_single_sequence_example
from headrace.graph.ops.placeholders import check_numerics, identity, placeholder, placeholder_with_default, stop_gradient
from headrace.graph.ops.random import multinomial, random_normal, random_uniform, truncated_normal
from headrace.graph.ops.random_order import random_crop, random_shuffle
from headrace.graph.ops.reduce import (
    arg_max,
    arg_min,
    argmax,
    argmin,
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
from headrace.graph.ops.scattering import scatter_nd, sparse_to_dense
from headrace.graph.ops.script import py_func
from headrace.graph.ops.selecting import boolean_mask, where
from headrace.graph.ops.selecting import where as select
from headrace.graph.ops.sequences import meshgrid, reverse_sequence, sequence_mask
from headrace.graph.ops.sets import invert_permutation, listdiff, setdiff1d, unique, unique_with_counts
from headrace.graph.ops.shaping import expand_dims, matrix_transpose, rank, reshape, shape, shape_n, size, squeeze, transpose
from headrace.graph.ops.slicing import reverse
from headrace.graph.ops.slicing import slice_ as slice
from headrace.graph.ops.sparse import sparse_reorder, sparse_tensor_to_dense, sparse_to_indicator
from headrace.graph.ops.splitting import split, unpack, unstack
from headrace.graph.ops.strided_slicing import strided_slice
from headrace.graph.ops.string_formats import as_string, decode_base64, encode_base64
from headrace.graph.ops.string_pieces import reduce_join, string_split
from headrace.graph.ops.strings import decode_raw, string_join, string_length, string_strip, string_to_number, substr
from headrace.graph.ops.summaries import histogram_summary, merge_all_summaries, merge_summary, scalar_summary
from headrace.graph.ops.sums import accumulate_n, add_n
from headrace.graph.ops.tensor_codecs import parse_tensor, serialize_tensor
from headrace.graph.random_seed import set_random_seed
from headrace.graph.scope import name_scope, op_scope
from headrace.graph.session import InteractiveSession, Session
from headrace.graph.shapes import Dimension, TensorShape, dimension_at_index, dimension_value
from headrace.graph.sparse_tensor import SparseTensor, SparseTensorValue, convert_to_tensor_or_sparse_tensor, sparse_placeholder
from headrace.graph.tensor import Tensor
from headrace.graph.variable_changes import (
    assign,
    assign_add,
    assign_sub,
    count_up_to,
    is_variable_initialized,
    scatter_add,
    scatter_sub,
    scatter_update,
)
from headrace.graph.variable_collections import (
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
from headrace.graph.variables import Variable
from headrace.pipeline.graph_queues import FIFOQueue, PaddingFIFOQueue, PriorityQueue, QueueBase, RandomShuffleQueue
from headrace.pipeline.reader_ops import (
    FixedLengthRecordReader,
    IdentityReader,
    ReaderBase,
    TextLineReader,
    TFRecordReader,
    WholeFileReader,
)

from . import _lazy, compat, contrib, errors, image, io, nn, python_io, random, strings, summary, train
from ._version import VERSION, __version__

__all__ = [
    "AggregationMethod", "Assert", "DType", "DeviceSpec", "Dimension", "FIFOQueue", "FixedLenFeature",
    "FixedLenSequenceFeature", "FixedLengthRecordReader", "Graph", "GraphKeys", "IdentityReader", "IndexedSlices",
    "InteractiveSession", "OpError", "Operation", "PaddingFIFOQueue", "Print", "PriorityQueue", "QueueBase",
    "RandomShuffleQueue", "ReaderBase", "Session", "SparseFeature", "SparseTensor", "SparseTensorValue",
    "TFRecordReader", "Tensor", "TensorShape", "TextLineReader", "VERSION", "VarLenFeature", "Variable",
    "WholeFileReader", "__version__", "abs", "accumulate_n", "acos", "add", "add_n", "add_to_collection",
    "add_to_collections", "all_variables", "angle", "arg_max", "arg_min", "argmax", "argmin", "as_dtype", "as_string",
    "asin", "assert_equal", "assert_greater", "assert_greater_equal", "assert_less", "assert_less_equal",
    "assert_negative", "assert_non_negative", "assert_non_positive", "assert_none_equal", "assert_positive",
    "assert_rank", "assert_variables_initialized", "assign", "assign_add", "assign_sub", "atan", "atan2",
    "batch_matmul", "bfloat16", "bitcast", "bool", "boolean_mask", "broadcast_dynamic_shape", "broadcast_static_shape",
    "broadcast_to", "cast", "ceil", "check_numerics", "clip_by_value", "compat", "complex", "complex128", "complex64",
    "concat", "cond", "conj", "constant", "container", "contrib", "control_dependencies", "convert_to_tensor",
    "convert_to_tensor_or_sparse_tensor", "cos", "cosh", "count_nonzero", "count_up_to", "cumprod", "cumsum", "decode_base64",
    "decode_csv", "decode_raw", "device", "diag", "diag_part", "dimension_at_index", "dimension_value", "div", "divide",
    "double", "encode_base64", "equal", "errors", "exp", "expand_dims", "expm1", "eye", "fill", "float16", "float32",
    "float64", "floor", "floor_div", "floordiv", "floormod", "gather", "gather_nd", "get_collection",
    "get_collection_ref", "get_default_graph", "get_default_session", "global_variables",
    "global_variables_initializer", "gradients", "greater", "greater_equal", "group", "half", "histogram_summary",
    "identity", "imag", "image", "initialize_all_variables", "initialize_local_variables", "initialize_variables",
    "int16", "int32", "int64", "int8", "invert_permutation", "io", "is_finite", "is_inf", "is_nan",
    "is_variable_initialized", "less", "less_equal", "lin_space", "linspace", "listdiff", "local_variables",
    "local_variables_initializer", "log", "log1p", "logical_and", "logical_not", "logical_or", "logical_xor",
    "matching_files", "matmul", "matrix_diag", "matrix_diag_part", "matrix_transpose", "maximum", "merge_all_summaries",
    "merge_summary", "meshgrid", "minimum", "mod", "model_variables", "moving_average_variables", "mul", "multinomial",
    "multiply", "name_scope", "neg", "negative", "nn", "no_op", "not_equal", "one_hot", "ones", "ones_like", "op_scope",
    "pack", "pad", "parallel_stack", "parse_example", "parse_single_example", "parse_single_sequence_example",
    "parse_tensor", "placeholder", "placeholder_with_default", "pow", "py_func", "python_io", "qint16", "qint32",
    "qint8", "quint16", "quint8", "random", "random_crop", "random_normal", "random_shuffle", "random_uniform", "range",
    "rank", "read_file", "real", "realdiv", "reciprocal", "reduce_all", "reduce_any", "reduce_join", "reduce_logsumexp",
    "reduce_max", "reduce_mean", "reduce_min", "reduce_prod", "reduce_sum", "register_tensor_conversion_function",
    "report_uninitialized_variables", "reset_default_graph", "reshape", "resource", "reverse", "reverse_sequence",
    "rint", "round", "rsqrt", "saturate_cast", "scalar_mul", "scalar_summary", "scatter_add", "scatter_nd",
    "scatter_sub", "scatter_update", "select", "sequence_mask", "serialize_tensor", "set_random_seed", "setdiff1d",
    "shape", "shape_n", "sigmoid", "sign", "sin", "sinh", "size", "slice", "sparse_placeholder", "sparse_reorder",
    "sparse_tensor_to_dense", "sparse_to_dense", "sparse_to_indicator", "split", "sqrt", "square", "squared_difference",
    "squeeze", "stack", "stop_gradient", "strided_slice", "string", "string_join", "string_length", "string_split",
    "string_strip", "string_to_number", "strings", "sub", "substr", "subtract", "summary", "tan", "tanh", "tile",
    "to_complex128", "to_complex64", "to_double", "to_float", "to_int32", "to_int64", "train", "trainable_variables",
    "transpose", "truediv", "truncated_normal", "truncatediv", "truncatemod", "tuple", "uint16", "uint32", "uint64",
    "uint8", "unique", "unique_with_counts", "unpack", "unsorted_segment_sum", "unstack", "variables_initializer",
    "variant", "where", "write_file", "zeros", "zeros_like",
]

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace": "app examples flags gfile initializers layers logging losses metrics python resource_loader test",
        "headrace.formats.proto.config_pb2": "ConfigProto GPUOptions GraphOptions OptimizerOptions RunMetadata RunOptions",
        "headrace.formats.proto.event_pb2": "Event LogMessage SessionLog",
        "headrace.formats.proto.graph_pb2": "AttrValue GraphDef NameAttrList NodeDef",
        "headrace.formats.proto.meta_graph_pb2": "MetaGraphDef",
        "headrace.graph.default_scopes": "colocate_with",
        "headrace.graph.graphdef_import": "import_graph_def",
        "headrace.formats.proto.summary_pb2": "HistogramProto Summary",
        "headrace.graph.clipping": "clip_by_average_norm clip_by_global_norm clip_by_norm global_norm",
        "headrace.graph.numerics": "add_check_numerics_ops verify_tensor_all_finite",
        "headrace.graph.gradient_registry": "NoGradient=NotDifferentiable NotDifferentiable RegisterGradient",
        "headrace.graph.hessians": "hessians",
        "headrace.graph.confusion": "confusion_matrix",
        "headrace.graph.ops.partitioning": "dynamic_partition dynamic_stitch",
        "headrace.graph.ops.safe_division": "div_no_nan",
        "headrace.graph.ops.tensordot": "tensordot",
        "headrace.graph.ops.segments": "segment_max segment_mean segment_min segment_prod segment_sum",
        "headrace.graph.ops.compressed": "decode_compressed",
        "headrace.graph.ops.sparse_codecs": "deserialize_many_sparse serialize_many_sparse serialize_sparse",
        "headrace.graph.ops.string_hashes": "string_to_hash_bucket string_to_hash_bucket_fast string_to_hash_bucket_strong",
        "headrace.graph.ops.space_to_batch": "batch_to_space batch_to_space_nd space_to_batch space_to_batch_nd",
        "headrace.graph.ops.sparse_segments": "sparse_segment_mean sparse_segment_sqrt_n sparse_segment_sum",
        "headrace.graph.ops.unsorted_segments": "unsorted_segment_max unsorted_segment_mean unsorted_segment_min"
        " unsorted_segment_prod unsorted_segment_sqrt_n",
        "headrace.graph.initializers": "constant_initializer=Constant ones_initializer=Ones"
        " random_normal_initializer=RandomNormal random_uniform_initializer=RandomUniform"
        " truncated_normal_initializer=TruncatedNormal zeros_initializer=Zeros",
        "headrace.graph.initializers_scaled": "glorot_normal_initializer=GlorotNormal"
        " glorot_uniform_initializer=GlorotUniform orthogonal_initializer=Orthogonal"
        " uniform_unit_scaling_initializer=UniformUnitScaling variance_scaling_initializer=VarianceScaling",
        "headrace.graph.ops.summaries_audio": "audio_summary",
        "headrace.graph.ops.summaries_image": "image_summary",
        "headrace.graph.partitioners": "fixed_size_partitioner min_max_variable_partitioner variable_axis_size_partitioner",
        "headrace.graph.variable_kinds": "VariableAggregation VariableSynchronization",
        "headrace.graph.versions": "disable_eager_execution=disable_v2_behavior disable_v2_behavior"
        " enable_eager_execution=enable_v2_behavior enable_v2_behavior executing_eagerly",
        "headrace.graph.template": "make_template",
        "headrace.graph.variable_scope": "AUTO_REUSE VariableScope create_partitioned_variables get_local_variable"
        " get_variable get_variable_scope no_regularizer variable_op_scope variable_scope",
        "headrace.pipeline.sessions.scaffold": "initialize_all_tables=tables_initializer tables_initializer",
    },
)
