"""The public names. Made by `make names`."""

from headrace.graph.variables.scope import AUTO_REUSE as AUTO_REUSE
from headrace.formats.errors import AbortedError as AbortedError
from headrace.graph.gradients.accumulation import AggregationMethod as AggregationMethod
from headrace.formats.errors import AlreadyExistsError as AlreadyExistsError
from headrace.graph.ops.state.control import Assert as Assert
from headrace.formats.proto.graph_pb2 import AttrValue as AttrValue
from headrace.formats.errors import CancelledError as CancelledError
from headrace.graph.variables.accumulators import ConditionalAccumulator as ConditionalAccumulator
from headrace.graph.variables.accumulators import ConditionalAccumulatorBase as ConditionalAccumulatorBase
from headrace.formats.proto.config_pb2 import ConfigProto as ConfigProto
from headrace.pipeline.runners.coordinator import Coordinator as Coordinator
from headrace.graph.types.dtypes import DType as DType
from headrace.formats.errors import DataLossError as DataLossError
from headrace.formats.errors import DeadlineExceededError as DeadlineExceededError
from headrace.graph.devices.spec import DeviceSpec as DeviceSpec
from headrace.graph.types.shapes import Dimension as Dimension
from headrace.formats.proto.event_pb2 import Event as Event
from headrace.pipeline.queues.kinds.fifo import GraphFIFOQueue as FIFOQueue
from headrace.formats.errors import FailedPreconditionError as FailedPreconditionError
from headrace.formats.example.specs import FixedLenFeature as FixedLenFeature
from headrace.formats.example.specs import FixedLenSequenceFeature as FixedLenSequenceFeature
from headrace.pipeline.readers.fixed_length import FixedLengthRecordReader as FixedLengthRecordReader
from headrace.formats.proto.config_pb2 import GPUOptions as GPUOptions
from headrace.graph.graphdef.export import PRODUCER as GRAPH_DEF_VERSION
from headrace.graph.graphdef.export import LEAST as GRAPH_DEF_VERSION_MIN_CONSUMER
from headrace.graph.graphdef.export import LEAST as GRAPH_DEF_VERSION_MIN_PRODUCER
from headrace.graph.core.graph import Graph as Graph
from headrace.formats.proto.graph_pb2 import GraphDef as GraphDef
from headrace.graph.core.keys import GraphKeys as GraphKeys
from headrace.formats.proto.config_pb2 import GraphOptions as GraphOptions
from headrace.formats.proto.summary_pb2 import HistogramProto as HistogramProto
from headrace.pipeline.readers.identity import IdentityReader as IdentityReader
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices as IndexedSlices
from headrace.graph.execution.interactive_session import InteractiveSession as InteractiveSession
from headrace.formats.errors import InternalError as InternalError
from headrace.formats.errors import InvalidArgumentError as InvalidArgumentError
from headrace.formats.proto.event_pb2 import LogMessage as LogMessage
from headrace.pipeline.runners.looper import LooperThread as LooperThread
from headrace.formats.proto.meta_graph_pb2 import MetaGraphDef as MetaGraphDef
from headrace.formats.proto.graph_pb2 import NameAttrList as NameAttrList
from headrace.graph.core.rules.registered_gradients import NotDifferentiable as NoGradient
from headrace.formats.proto.graph_pb2 import NodeDef as NodeDef
from headrace.graph.core.rules.registered_gradients import NotDifferentiable as NotDifferentiable
from headrace.formats.errors import NotFoundError as NotFoundError
from headrace.formats.errors import OpError as OpError
from headrace.graph.core.operation import Operation as Operation
from headrace.formats.proto.config_pb2 import OptimizerOptions as OptimizerOptions
from headrace.formats.errors import OutOfRangeError as OutOfRangeError
from headrace.pipeline.queues.kinds.padding_fifo import GraphPaddingFIFOQueue as PaddingFIFOQueue
from headrace.formats.errors import PermissionDeniedError as PermissionDeniedError
from headrace.graph.ops.state.control import Print as Print
from headrace.pipeline.queues.kinds.priority import GraphPriorityQueue as PriorityQueue
from headrace.graph.types.dtypes import QUANTIZED_DTYPES as QUANTIZED_DTYPES
from headrace.pipeline.queues.queue_base import QueueBase as QueueBase
from headrace.pipeline.runners.queue_runner import QueueRunner as QueueRunner
from headrace.pipeline.queues.kinds.random_shuffle import GraphRandomShuffleQueue as RandomShuffleQueue
from headrace.pipeline.readers.graph import ReaderBase as ReaderBase
from headrace.graph.core.rules.registered_gradients import RegisterGradient as RegisterGradient
from headrace.graph.core.rules.registered_shapes import RegisterShape as RegisterShape
from headrace.graph.devices.replica import replica_device_setter as ReplicaDeviceSetter
from headrace.formats.errors import ResourceExhaustedError as ResourceExhaustedError
from headrace.formats.proto.config_pb2 import RunMetadata as RunMetadata
from headrace.formats.proto.config_pb2 import RunOptions as RunOptions
from headrace.graph.execution.session import Session as Session
from headrace.formats.proto.event_pb2 import SessionLog as SessionLog
from headrace.graph.variables.accumulators import SparseConditionalAccumulator as SparseConditionalAccumulator
from headrace.formats.example.specs import SparseFeature as SparseFeature
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor as SparseTensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensorValue as SparseTensorValue
from headrace.formats.proto.summary_pb2 import Summary as Summary
from headrace.formats.proto.summary_pb2 import SummaryMetadata as SummaryMetadata
from headrace.pipeline.readers.tfrecord import TFRecordReader as TFRecordReader
from headrace.graph.core.tensor import Tensor as Tensor
from headrace.graph.control_flow.tensor_array import TensorArray as TensorArray
from headrace.formats.proto.meta_graph_pb2 import TensorInfo as TensorInfo
from headrace.graph.types.shapes import TensorShape as TensorShape
from headrace.graph.core.tensor import TensorSpec as TensorSpec
from headrace.pipeline.readers.lines import TextLineReader as TextLineReader
from headrace.formats.errors import UnauthenticatedError as UnauthenticatedError
from headrace.formats.errors import UnavailableError as UnavailableError
from headrace.graph.gradients.gradients import UnconnectedGradients as UnconnectedGradients
from headrace.formats.errors import UnimplementedError as UnimplementedError
from headrace.formats.errors import UnknownError as UnknownError
from headrace._version import VERSION as VERSION
from headrace.formats.example.specs import VarLenFeature as VarLenFeature
from headrace.graph.variables.variable import Variable as Variable
from headrace.graph.variables.distribution import VariableAggregation as VariableAggregation
from headrace.graph.variables.scope_state import VariableScope as VariableScope
from headrace.graph.variables.distribution import VariableSynchronization as VariableSynchronization
from headrace.pipeline.readers.whole_file import WholeFileReader as WholeFileReader
from headrace._version import __version__ as __version__
from headrace.graph.ops.math.complex import abs as abs
from headrace.graph.ops.math.sums import accumulate_n as accumulate_n
from headrace.graph.ops.math.trigonometry import acos as acos
from headrace.graph.ops.math.arithmetic import add as add
from headrace.graph.ops.checks.finite import add_check_numerics_ops as add_check_numerics_ops
from headrace.graph.ops.math.sums import add_n as add_n
from headrace.pipeline.runners.queue_runner import add_queue_runner as add_queue_runner
from headrace.graph.core.default_graph_functions import add_to_collection as add_to_collection
from headrace.graph.core.default_graph_functions import add_to_collections as add_to_collections
from headrace.graph.variables.collections import global_variables as all_variables
from headrace.graph.ops.math.complex import angle as angle
from headrace import app as app
from headrace.graph.ops.math.argmax import arg_max as arg_max
from headrace.graph.ops.math.argmax import arg_min as arg_min
from headrace.graph.ops.math.argmax import argmax as argmax
from headrace.graph.ops.ordering.sorting import argsort as argsort
from headrace.graph.types.dtypes import as_dtype as as_dtype
from headrace.graph.ops.strings.formats import as_string as as_string
from headrace.graph.ops.math.trigonometry import asin as asin
from headrace.graph.ops.special.hyperbolic import asinh as asinh
from headrace.graph.ops.checks.comparisons import assert_equal as assert_equal
from headrace.graph.ops.checks.kinds import assert_integer as assert_integer
from headrace.graph.ops.checks.shapes import assert_near as assert_near
from headrace.graph.ops.checks.comparisons import assert_positive as assert_positive
from headrace.graph.ops.checks.kinds import assert_proper_iterable as assert_proper_iterable
from headrace.graph.ops.checks.ranks import assert_rank as assert_rank
from headrace.graph.ops.checks.kinds import assert_same_float_dtype as assert_same_float_dtype
from headrace.graph.ops.checks.kinds import assert_scalar as assert_scalar
from headrace.graph.ops.checks.kinds import assert_type as assert_type
from headrace.graph.variables.collections import assert_variables_initialized as assert_variables_initialized
from headrace.graph.variables.assign import assign as assign
from headrace.graph.variables.assign import assign_add as assign_add
from headrace.graph.ops.math.trigonometry import atan as atan
from headrace.graph.ops.math.functions_of_two import atan2 as atan2
from headrace import audio as audio
from headrace.graph.ops.summaries.audio import audio_summary as audio_summary
from headrace.pipeline.inputs.batching import batch as batch
from headrace.graph.ops.linalg.cholesky import cholesky as batch_cholesky
from headrace.graph.ops.linalg.cholesky import cholesky_solve as batch_cholesky_solve
from headrace.graph.ops.spectral.fourier import fft as batch_fft
from headrace.graph.ops.spectral.fourier import fft2d as batch_fft2d
from headrace.graph.ops.spectral.fourier import fft3d as batch_fft3d
from headrace.graph.ops.arrays.gather import batch_gather as batch_gather
from headrace.graph.ops.spectral.fourier import ifft as batch_ifft
from headrace.graph.ops.spectral.fourier import ifft2d as batch_ifft2d
from headrace.graph.ops.spectral.fourier import ifft3d as batch_ifft3d
from headrace.graph.ops.linalg.matmul import batch_matmul as batch_matmul
from headrace.graph.ops.linalg.bands import matrix_band_part as batch_matrix_band_part
from headrace.graph.ops.linalg.determinants import matrix_determinant as batch_matrix_determinant
from headrace.graph.ops.linalg.diagonals import matrix_diag as batch_matrix_diag
from headrace.graph.ops.linalg.diagonals import matrix_diag_part as batch_matrix_diag_part
from headrace.graph.ops.linalg.solving import matrix_inverse as batch_matrix_inverse
from headrace.graph.ops.linalg.diagonals import matrix_set_diag as batch_matrix_set_diag
from headrace.graph.ops.linalg.solving import matrix_solve as batch_matrix_solve
from headrace.graph.ops.linalg.least_squares import matrix_solve_ls as batch_matrix_solve_ls
from headrace.graph.ops.arrays.transpose import matrix_transpose as batch_matrix_transpose
from headrace.graph.ops.linalg.solving import matrix_triangular_solve as batch_matrix_triangular_solve
from headrace.graph.variables.scatter import batch_scatter_update as batch_scatter_update
from headrace.graph.ops.linalg.eigen import self_adjoint_eig as batch_self_adjoint_eig
from headrace.graph.ops.linalg.eigen import self_adjoint_eigvals as batch_self_adjoint_eigvals
from headrace.graph.ops.linalg.eigen import svd as batch_svd
from headrace.graph.ops.arrays.space_to_batch import batch_to_space as batch_to_space
from headrace.graph.ops.arrays.space_to_batch import batch_to_space_nd as batch_to_space_nd
from headrace.graph.ops.special.incomplete import betainc as betainc
from headrace.graph.types.dtypes import bfloat16 as bfloat16
from headrace.graph.ops.ordering.counting import bincount as bincount
from headrace.graph.ops.math.cast import bitcast as bitcast
from headrace import bitwise as bitwise
from headrace.graph.types.dtypes import bool_ as bool
from headrace.graph.ops.arrays.where import boolean_mask as boolean_mask
from headrace.graph.ops.arrays.broadcast import broadcast_dynamic_shape as broadcast_dynamic_shape
from headrace.graph.ops.arrays.broadcast import broadcast_static_shape as broadcast_static_shape
from headrace.graph.ops.arrays.broadcast import broadcast_to as broadcast_to
from headrace.graph.control_flow.case import case as case
from headrace.graph.ops.math.cast import cast as cast
from headrace.graph.ops.arrays.placeholders import check_numerics as check_numerics
from headrace.graph.ops.linalg.cholesky import cholesky as cholesky
from headrace.graph.ops.linalg.cholesky import cholesky_solve as cholesky_solve
from headrace.graph.ops.math.clip import clip_by_average_norm as clip_by_average_norm
from headrace.graph.ops.math.clip import clip_by_global_norm as clip_by_global_norm
from headrace.graph.ops.math.clip import clip_by_norm as clip_by_norm
from headrace.graph.ops.math.arithmetic import clip_by_value as clip_by_value
from headrace.graph.core.default_graph_functions import colocate_with as colocate_with
from headrace import compat as compat
from headrace.graph.ops.math.complex import complex as complex
from headrace.graph.types.dtypes import complex128 as complex128
from headrace.graph.types.dtypes import complex64 as complex64
from headrace.graph.ops.math.complex import abs as complex_abs
from headrace.graph.ops.arrays.concat import concat as concat
from headrace.graph.ops.arrays.concat import concat as concat_v2
from headrace.graph.control_flow.cond import cond as cond
from headrace.training.metrics.confusion import confusion_matrix as confusion_matrix
from headrace.graph.ops.math.complex import conj as conj
from headrace.graph.core.constants import constant as constant
from headrace.graph.variables.initializers.plain import Constant as constant_initializer
from headrace.graph.core.default_graph_functions import container as container
from headrace import contrib as contrib
from headrace.graph.core.default_graph_functions import control_dependencies as control_dependencies
from headrace.graph.core.build import convert_to_tensor as convert_to_tensor
from headrace.graph.ops.sparse.indexed_slices import convert_to_tensor_or_indexed_slices as convert_to_tensor_or_indexed_slices
from headrace.graph.ops.sparse.sparse_tensor import convert_to_tensor_or_sparse_tensor as convert_to_tensor_or_sparse_tensor
from headrace import core as core
from headrace.graph.ops.math.trigonometry import cos as cos
from headrace.graph.ops.math.trigonometry import cosh as cosh
from headrace.graph.variables.assign import count_up_to as count_up_to
from headrace.graph.variables.scope import create_partitioned_variables as create_partitioned_variables
from headrace.graph.ops.linalg.norms import cross as cross
from headrace.graph.ops.math.cumulative import cumsum as cumsum
from headrace.graph.gradients.custom import custom_gradient as custom_gradient
from headrace import data as data
from headrace import debugging as debugging
from headrace.graph.ops.strings.formats import decode_base64 as decode_base64
from headrace.graph.ops.parsing.compressed import decode_compressed as decode_compressed
from headrace.graph.ops.parsing.csv import decode_csv as decode_csv
from headrace.graph.ops.parsing.json_example import decode_json_example as decode_json_example
from headrace.graph.ops.strings.strings import decode_raw as decode_raw
from headrace.graph.ops.state.handles import delete_session_tensor as delete_session_tensor
from headrace.graph.ops.patches.depth import depth_to_space as depth_to_space
from headrace.graph.ops.quantized.quantize import dequantize as dequantize
from headrace.graph.ops.sparse.codecs import deserialize_many_sparse as deserialize_many_sparse
from headrace.graph.core.default_graph_functions import device as device
from headrace.graph.ops.linalg.diagonals import diag as diag
from headrace.graph.ops.linalg.diagonals import diag_part as diag_part
from headrace.graph.types.shapes import dimension_at_index as dimension_at_index
from headrace.graph.types.shapes import dimension_value as dimension_value
from headrace.graph.platform.versions import disable_v2_behavior as disable_eager_execution
from headrace.graph.variables.creators import disable_resource_variables as disable_resource_variables
from headrace.graph.platform.versions import disable_v2_behavior as disable_v2_behavior
from headrace import distributions as distributions
from headrace.graph.ops.math.division import div as div
from headrace.graph.ops.math.functions_of_two import div_no_nan as div_no_nan
from headrace.graph.ops.math.division import divide as divide
from headrace.graph.types.dtypes import float64 as double
from headrace import dtypes as dtypes
from headrace.graph.ops.arrays.partitioning import dynamic_partition as dynamic_partition
from headrace.graph.ops.arrays.partitioning import dynamic_stitch as dynamic_stitch
from headrace.graph.ops.sequences.edit_distance import edit_distance as edit_distance
from headrace.graph.ops.linalg.einsum import einsum as einsum
from headrace.pipeline.watching.signals import enable_diagnosis as enable_diagnosis
from headrace.graph.platform.versions import enable_v2_behavior as enable_eager_execution
from headrace.graph.variables.creators import enable_resource_variables as enable_resource_variables
from headrace.pipeline.watching.top import enable_top as enable_top
from headrace.graph.platform.versions import enable_v2_behavior as enable_v2_behavior
from headrace.graph.ops.strings.formats import encode_base64 as encode_base64
from headrace.graph.ops.checks.shapes import ensure_shape as ensure_shape
from headrace.graph.ops.math.compare import equal as equal
from headrace.graph.ops.special.erf import erf as erf
from headrace.graph.ops.special.erf import erfc as erfc
from headrace import errors as errors
from headrace import estimator as estimator
from headrace import examples as examples
from headrace.graph.platform.versions import executing_eagerly as executing_eagerly
from headrace.graph.ops.math.elementary import exp as exp
from headrace.graph.ops.arrays.reshape import expand_dims as expand_dims
from headrace.graph.ops.math.elementary import expm1 as expm1
from headrace.graph.checkpoints.meta_graph import export_meta_graph as export_meta_graph
from headrace.graph.ops.patches.extracting import extract_image_patches as extract_image_patches
from headrace.graph.ops.patches.extracting import extract_volume_patches as extract_volume_patches
from headrace.graph.ops.linalg.diagonals import eye as eye
from headrace.graph.ops.quantized.fake_quant_functions import fake_quant_with_min_max_args as fake_quant_with_min_max_args
from headrace import feature_column as feature_column
from headrace.graph.ops.spectral.fourier import fft as fft
from headrace.graph.ops.spectral.fourier import fft2d as fft2d
from headrace.graph.ops.spectral.fourier import fft3d as fft3d
from headrace.graph.ops.arrays.fill import fill as fill
from headrace.graph.ops.strings.fingerprints import fingerprint as fingerprint
from headrace.graph.variables.partitioners import fixed_size_partitioner as fixed_size_partitioner
from headrace import flags as flags
from headrace.graph.types.dtypes import float16 as float16
from headrace.graph.types.dtypes import float32 as float32
from headrace.graph.types.dtypes import float64 as float64
from headrace.graph.ops.math.rounding import floor as floor
from headrace.graph.ops.math.division import floordiv as floor_div
from headrace.graph.ops.math.division import floordiv as floordiv
from headrace.graph.control_flow.functional import foldl as foldl
from headrace.graph.ops.arrays.gather import gather as gather
from headrace.graph.ops.arrays.gather import gather_nd as gather_nd
from headrace.graph.core.default_graph_functions import get_collection as get_collection
from headrace.graph.core.default_graph_functions import get_collection_ref as get_collection_ref
from headrace.graph.core.defaults import get_default_graph as get_default_graph
from headrace.graph.core.default_stacks import get_default_session as get_default_session
from headrace.graph.platform.logging import get_logger as get_logger
from headrace.graph.runtime.random_seed import get_seed as get_seed
from headrace.graph.ops.state.handles import get_session_handle as get_session_handle
from headrace.graph.ops.state.handles import get_session_tensor as get_session_tensor
from headrace.graph.graphdef.tensor_messages import get_static_value as get_static_value
from headrace.graph.variables.scope import get_variable as get_variable
from headrace.graph.variables.scope_state import get_variable_scope as get_variable_scope
from headrace import gfile as gfile
from headrace.graph.ops.math.clip import global_norm as global_norm
from headrace.graph.variables.collections import global_variables as global_variables
from headrace.graph.variables.collections import global_variables_initializer as global_variables_initializer
from headrace.graph.variables.initializers.scaled import GlorotNormal as glorot_normal_initializer
from headrace.graph.variables.initializers.scaled import GlorotUniform as glorot_uniform_initializer
from headrace.graph.gradients.custom import grad_pass_through as grad_pass_through
from headrace.graph.gradients.gradients import gradients as gradients
from headrace import graph_util as graph_util
from headrace.graph.ops.state.control import group as group
from headrace.graph.ops.arrays.placeholders import guarantee_const as guarantee_const
from headrace.graph.types.dtypes import float16 as half
from headrace.graph.gradients.hessians import hessians as hessians
from headrace.graph.ops.ordering.counting import histogram_fixed_width as histogram_fixed_width
from headrace.graph.ops.ordering.counting import histogram_fixed_width_bins as histogram_fixed_width_bins
from headrace.graph.ops.summaries.scalar import histogram_summary as histogram_summary
from headrace.graph.ops.arrays.placeholders import identity as identity
from headrace.graph.ops.arrays.placeholders import identity_n as identity_n
from headrace.graph.ops.spectral.fourier import ifft as ifft
from headrace.graph.ops.spectral.fourier import ifft2d as ifft2d
from headrace.graph.ops.spectral.fourier import ifft3d as ifft3d
from headrace.graph.ops.special.incomplete import igamma as igamma
from headrace.graph.ops.math.complex import imag as imag
from headrace import image as image
from headrace.graph.ops.summaries.image import image_summary as image_summary
from headrace.graph.graphdef.importing import import_graph_def as import_graph_def
from headrace.graph.checkpoints.import_meta_graph import import_meta_graph as import_meta_graph
from headrace.graph.core.defaults import init_scope as init_scope
from headrace.graph.lookup.interface import tables_initializer as initialize_all_tables
from headrace.graph.variables.collections import initialize_all_variables as initialize_all_variables
from headrace.graph.variables.collections import local_variables_initializer as initialize_local_variables
from headrace.graph.variables.collections import variables_initializer as initialize_variables
from headrace import initializers as initializers
from headrace.graph.types.dtypes import int16 as int16
from headrace.graph.types.dtypes import int32 as int32
from headrace.graph.types.dtypes import int64 as int64
from headrace.graph.types.dtypes import int8 as int8
from headrace.graph.ops.math.elementary import reciprocal as inv
from headrace.graph.ops.arrays.unique import invert_permutation as invert_permutation
from headrace import io as io
from headrace.graph.ops.math.rounding import is_nan as is_nan
from headrace.graph.ops.checks.kinds import is_non_decreasing as is_non_decreasing
from headrace.graph.ops.checks.kinds import is_numeric_tensor as is_numeric_tensor
from headrace.graph.ops.checks.kinds import is_strictly_increasing as is_strictly_increasing
from headrace.training.contrib.framework.tensors import is_tensor as is_tensor
from headrace.graph.variables.assign import is_variable_initialized as is_variable_initialized
from headrace import layers as layers
from headrace.graph.ops.special.gamma import lbeta as lbeta
from headrace.graph.ops.math.compare import less as less
from headrace.graph.ops.special.gamma import lgamma as lgamma
from headrace.pipeline.inputs.producers import limit_epochs as limit_epochs
from headrace.graph.ops.arrays.sequences import lin_space as lin_space
from headrace import linalg as linalg
from headrace.graph.ops.arrays.sequences import lin_space as linspace
from headrace.graph.ops.arrays.unique import setdiff1d as list_diff
from headrace.graph.variables.collections import local_variables_initializer as local_variables_initializer
from headrace.graph.ops.math.elementary import log as log
from headrace.graph.ops.math.elementary import log1p as log1p
from headrace.graph.ops.special.numbers import log_sigmoid as log_sigmoid
from headrace import logging as logging
from headrace.graph.ops.math.compare import logical_and as logical_and
from headrace.graph.ops.math.compare import logical_not as logical_not
from headrace import lookup as lookup
from headrace import losses as losses
from headrace.graph.graphdef.tensor_messages import make_ndarray as make_ndarray
from headrace.graph.variables.template import make_template as make_template
from headrace.graph.graphdef.tensor_messages import make_tensor_proto as make_tensor_proto
from headrace import manip as manip
from headrace.graph.control_flow.functional import map_fn as map_fn
from headrace.pipeline.inputs.producers import match_filenames_once as match_filenames_once
from headrace.graph.ops.state.files import matching_files as matching_files
from headrace import math as math
from headrace.graph.ops.linalg.matmul import matmul as matmul
from headrace.graph.ops.linalg.bands import matrix_band_part as matrix_band_part
from headrace.graph.ops.linalg.determinants import matrix_determinant as matrix_determinant
from headrace.graph.ops.linalg.diagonals import matrix_diag as matrix_diag
from headrace.graph.ops.linalg.diagonals import matrix_diag_part as matrix_diag_part
from headrace.graph.ops.linalg.solving import matrix_inverse as matrix_inverse
from headrace.graph.ops.linalg.diagonals import matrix_set_diag as matrix_set_diag
from headrace.graph.ops.linalg.solving import matrix_solve as matrix_solve
from headrace.graph.ops.linalg.least_squares import matrix_solve_ls as matrix_solve_ls
from headrace.graph.ops.linalg.functions import matrix_square_root as matrix_square_root
from headrace.graph.ops.arrays.transpose import matrix_transpose as matrix_transpose
from headrace.graph.ops.linalg.solving import matrix_triangular_solve as matrix_triangular_solve
from headrace.graph.ops.math.arithmetic import maximum as maximum
from headrace.graph.ops.summaries.scalar import merge_all_summaries as merge_all_summaries
from headrace.graph.ops.summaries.scalar import merge_summary as merge_summary
from headrace.graph.ops.arrays.broadcast import meshgrid as meshgrid
from headrace import metrics as metrics
from headrace.graph.variables.partitioners import min_max_variable_partitioner as min_max_variable_partitioner
from headrace import models as models
from headrace.graph.ops.random.random import multinomial as multinomial
from headrace.graph.core.scopes.name_scope import name_scope as name_scope
from headrace.graph.ops.math.arithmetic import negative as neg
from headrace.graph.ops.math.arithmetic import negative as negative
from headrace import nest as nest
from headrace.graph.ops.arrays.strided_slicing import NEW_AXIS as newaxis
from headrace import nn as nn
from headrace.graph.core.rules.registered_gradients import NotDifferentiable as no_gradient
from headrace.graph.ops.state.control import no_op as no_op
from headrace.graph.variables.scope import no_regularizer as no_regularizer
from headrace.graph.ops.linalg.norms import norm as norm
from headrace.graph.ops.state.script import numpy_function as numpy_function
from headrace.graph.ops.arrays.fill import one_hot as one_hot
from headrace.graph.ops.arrays.fill import ones as ones
from headrace.graph.variables.initializers.plain import Ones as ones_initializer
from headrace.graph.ops.arrays.fill import ones_like as ones_like
from headrace.graph.core.scopes.name_scope import op_scope as op_scope
from headrace.graph.variables.initializers.scaled import Orthogonal as orthogonal_initializer
from headrace.graph.ops.arrays.pad import pad as pad
from headrace.graph.ops.arrays.stack import parallel_stack as parallel_stack
from headrace.graph.ops.parsing.example import parse_example as parse_example
from headrace.graph.ops.parsing.example import parse_single_example as parse_single_example
from headrace.graph.ops.parsing.sequence_example import parse_single_sequence_example as parse_single_sequence_example
from headrace.graph.ops.parsing.tensor_codecs import parse_tensor as parse_tensor
from headrace.graph.ops.arrays.placeholders import placeholder as placeholder
from headrace.graph.ops.arrays.placeholders import placeholder_with_default as placeholder_with_default
from headrace.graph.ops.special.gamma import polygamma as polygamma
from headrace.graph.ops.math.functions_of_two import pow as pow
from headrace.graph.ops.state.printing import print_ as print
from headrace import profiler as profiler
from headrace.graph.ops.state.script import py_func as py_func
from headrace import python as python
from headrace import python_io as python_io
from headrace.graph.types.dtypes import qint16 as qint16
from headrace.graph.types.dtypes import qint32 as qint32
from headrace.graph.types.dtypes import qint8 as qint8
from headrace.graph.ops.linalg.qr import qr as qr
from headrace import quantization as quantization
from headrace.graph.ops.quantized.quantize import quantize as quantize
from headrace.graph.ops.quantized.quantize import quantize_v2 as quantize_v2
from headrace.graph.ops.quantized.joining import quantized_concat as quantized_concat
from headrace import queue as queue
from headrace.graph.types.dtypes import quint16 as quint16
from headrace.graph.types.dtypes import quint8 as quint8
from headrace import random as random
from headrace.graph.ops.random.shuffle import random_crop as random_crop
from headrace.graph.ops.random.gamma import random_gamma as random_gamma
from headrace.graph.ops.random.random import random_normal as random_normal
from headrace.graph.variables.initializers.plain import RandomNormal as random_normal_initializer
from headrace.graph.ops.random.poisson import random_poisson as random_poisson
from headrace.graph.ops.random.shuffle import random_shuffle as random_shuffle
from headrace.graph.ops.random.random import random_uniform as random_uniform
from headrace.graph.variables.initializers.plain import RandomUniform as random_uniform_initializer
from headrace.graph.ops.arrays.sequences import range as range
from headrace.graph.ops.arrays.shape_queries import rank as rank
from headrace.graph.ops.state.files import read_file as read_file
from headrace.graph.ops.math.complex import real as real
from headrace.graph.ops.math.division import realdiv as realdiv
from headrace.graph.ops.math.elementary import reciprocal as reciprocal
from headrace.graph.gradients.custom import recompute_grad as recompute_grad
from headrace.graph.ops.strings.pieces import reduce_join as reduce_join
from headrace.graph.ops.math.reduce import reduce_sum as reduce_sum
from headrace.graph.ops.strings.matching import regex_replace as regex_replace
from headrace.graph.core.build import register_tensor_conversion_function as register_tensor_conversion_function
from headrace.graph.ops.ordering.repeating import repeat as repeat
from headrace.graph.variables.collections import report_uninitialized_variables as report_uninitialized_variables
from headrace.graph.ops.arrays.space_to_batch import required_space_to_batch_paddings as required_space_to_batch_paddings
from headrace.graph.core.defaults import reset_default_graph as reset_default_graph
from headrace.graph.ops.arrays.reshape import reshape as reshape
from headrace.graph.types.dtypes import resource as resource
from headrace import resource_loader as resource_loader
from headrace.graph.variables.creators import resource_variables_enabled as resource_variables_enabled
from headrace.graph.ops.arrays.slicing import reverse as reverse
from headrace.graph.ops.arrays.sequences import reverse_sequence as reverse_sequence
from headrace.graph.ops.arrays.slicing import reverse as reverse_v2
from headrace.graph.ops.ordering.roll import roll as roll
from headrace.graph.ops.math.rounding import round as round
from headrace.graph.ops.math.elementary import rsqrt as rsqrt
from headrace.graph.ops.math.cast import saturate_cast as saturate_cast
from headrace import saved_model as saved_model
from headrace.graph.ops.math.arithmetic import scalar_mul as scalar_mul
from headrace.graph.ops.summaries.scalar import scalar_summary as scalar_summary
from headrace.graph.control_flow.functional import scan as scan
from headrace.graph.ops.arrays.scatter import scatter_nd as scatter_nd
from headrace.graph.variables.scatter import scatter_nd_update as scatter_nd_update
from headrace.graph.variables.scatter import scatter_update as scatter_update
from headrace.graph.ops.ordering.sorting import searchsorted as searchsorted
from headrace.graph.ops.segments.ascending import segment_sum as segment_sum
from headrace.graph.ops.arrays.where import where as select
from headrace.graph.ops.linalg.eigen import self_adjoint_eig as self_adjoint_eig
from headrace.graph.ops.linalg.eigen import self_adjoint_eigvals as self_adjoint_eigvals
from headrace.graph.ops.arrays.sequences import sequence_mask as sequence_mask
from headrace.graph.ops.sparse.codecs import serialize_many_sparse as serialize_many_sparse
from headrace.graph.ops.sparse.codecs import serialize_sparse as serialize_sparse
from headrace.graph.ops.parsing.tensor_codecs import serialize_tensor as serialize_tensor
from headrace.graph.runtime.random_seed import set_random_seed as set_random_seed
from headrace.graph.ops.arrays.unique import setdiff1d as setdiff1d
from headrace import sets as sets
from headrace.graph.ops.arrays.shape_queries import shape as shape
from headrace.graph.ops.arrays.shape_queries import shape_n as shape_n
from headrace.diagnostics.doctor import show_config as show_config
from headrace.graph.ops.math.elementary import sigmoid as sigmoid
from headrace.graph.ops.math.elementary import sign as sign
from headrace import signal as signal
from headrace.graph.ops.math.trigonometry import sin as sin
from headrace.graph.ops.math.trigonometry import sinh as sinh
from headrace.graph.ops.arrays.shape_queries import size as size
from headrace.graph.ops.arrays.slicing import slice_ as slice
from headrace.graph.ops.ordering.sorting import sort as sort
from headrace.graph.ops.arrays.space_to_batch import space_to_batch as space_to_batch
from headrace.graph.ops.arrays.space_to_batch import space_to_batch_nd as space_to_batch_nd
from headrace.graph.ops.patches.depth import space_to_depth as space_to_depth
from headrace import sparse as sparse
from headrace.graph.ops.sparse.merging import sparse_add as sparse_add
from headrace.graph.ops.sparse.joining import sparse_concat as sparse_concat
from headrace.graph.ops.sparse.rows import sparse_fill_empty_rows as sparse_fill_empty_rows
from headrace.graph.ops.sparse.making import sparse_mask as sparse_mask
from headrace.graph.ops.sparse.products import sparse_matmul as sparse_matmul
from headrace.graph.ops.sparse.merging import sparse_maximum as sparse_maximum
from headrace.graph.ops.sparse.sparse import sparse_merge as sparse_merge
from headrace.graph.ops.sparse.merging import sparse_minimum as sparse_minimum
from headrace.graph.ops.sparse.sparse_tensor import sparse_placeholder as sparse_placeholder
from headrace.graph.ops.sparse.reductions import sparse_reduce_max as sparse_reduce_max
from headrace.graph.ops.sparse.reductions import sparse_reduce_sum as sparse_reduce_sum
from headrace.graph.ops.sparse.sparse import sparse_reorder as sparse_reorder
from headrace.graph.ops.sparse.making import sparse_reset_shape as sparse_reset_shape
from headrace.graph.ops.sparse.reshaping import sparse_reshape as sparse_reshape
from headrace.graph.ops.sparse.reshaping import sparse_retain as sparse_retain
from headrace.graph.ops.segments.gathered import sparse_segment_sum as sparse_segment_sum
from headrace.graph.ops.sparse.reshaping import sparse_slice as sparse_slice
from headrace.graph.ops.sparse.reductions import sparse_softmax as sparse_softmax
from headrace.graph.ops.sparse.making import sparse_split as sparse_split
from headrace.graph.ops.sparse.products import sparse_tensor_dense_matmul as sparse_tensor_dense_matmul
from headrace.graph.ops.sparse.sparse import sparse_tensor_to_dense as sparse_tensor_to_dense
from headrace.graph.ops.arrays.scatter import sparse_to_dense as sparse_to_dense
from headrace.graph.ops.sparse.sparse import sparse_to_indicator as sparse_to_indicator
from headrace.graph.ops.sparse.making import sparse_transpose as sparse_transpose
from headrace import spectral as spectral
from headrace.graph.ops.arrays.split import split as split
from headrace.graph.ops.math.elementary import sqrt as sqrt
from headrace.graph.ops.math.elementary import square as square
from headrace.graph.ops.math.functions_of_two import squared_difference as squared_difference
from headrace.graph.ops.arrays.reshape import squeeze as squeeze
from headrace.graph.ops.arrays.stack import stack as stack
from headrace.pipeline.runners.queue_runner import start_queue_runners as start_queue_runners
from headrace.graph.ops.arrays.placeholders import stop_gradient as stop_gradient
from headrace.graph.ops.arrays.strided_slicing import strided_slice as strided_slice
from headrace.graph.types.dtypes import string as string
from headrace.graph.ops.strings.strings import string_join as string_join
from headrace.graph.ops.strings.strings import string_length as string_length
from headrace.graph.ops.strings.pieces import string_split as string_split
from headrace.graph.ops.strings.strings import string_strip as string_strip
from headrace.graph.ops.strings.hashes import string_to_hash_bucket as string_to_hash_bucket
from headrace.graph.ops.strings.hashes import string_to_hash_bucket_fast as string_to_hash_bucket_fast
from headrace.graph.ops.strings.strings import string_to_number as string_to_number
from headrace import strings as strings
from headrace.graph.ops.math.arithmetic import subtract as sub
from headrace.graph.ops.strings.strings import substr as substr
from headrace.graph.ops.math.arithmetic import subtract as subtract
from headrace import summary as summary
from headrace.graph.ops.linalg.eigen import svd as svd
from headrace.graph.control_flow.case import switch_case as switch_case
from headrace.graph.lookup.interface import tables_initializer as tables_initializer
from headrace.graph.ops.math.trigonometry import tan as tan
from headrace.graph.ops.math.trigonometry import tanh as tanh
from headrace.graph.ops.segments.tensor_scatter import tensor_scatter_add as tensor_scatter_add
from headrace.graph.ops.segments.tensor_scatter import tensor_scatter_add as tensor_scatter_nd_add
from headrace.graph.ops.linalg.tensordot import tensordot as tensordot
from headrace import test as test
from headrace.graph.ops.arrays.pad import tile as tile
from headrace.graph.ops.state.clock import timestamp as timestamp
from headrace.graph.ops.math.cast import to_float as to_float
from headrace.graph.ops.linalg.norms import trace as trace
from headrace import train as train
from headrace.graph.ops.arrays.transpose import transpose as transpose
from headrace.graph.ops.math.division import truediv as truediv
from headrace.graph.variables.initializers.plain import TruncatedNormal as truncated_normal_initializer
from headrace.graph.ops.math.division import truncatediv as truncatediv
from headrace.graph.ops.state.control import tuple_ as tuple
from headrace.graph.types.dtypes import uint16 as uint16
from headrace.graph.types.dtypes import uint32 as uint32
from headrace.graph.types.dtypes import uint64 as uint64
from headrace.graph.types.dtypes import uint8 as uint8
from headrace.graph.variables.initializers.scaled import UniformUnitScaling as uniform_unit_scaling_initializer
from headrace.graph.ops.arrays.unique import unique as unique
from headrace.graph.ops.ordering.repeating import unravel_index as unravel_index
from headrace.graph.ops.segments.unsorted import unsorted_segment_max as unsorted_segment_max
from headrace.graph.ops.segments.unsorted import unsorted_segment_sum as unsorted_segment_sum
from headrace.graph.ops.arrays.split import unstack as unstack
from headrace.graph.variables.partitioners import variable_axis_size_partitioner as variable_axis_size_partitioner
from headrace.graph.variables.creators import variable_creator_scope as variable_creator_scope
from headrace.graph.variables.scope import variable_op_scope as variable_op_scope
from headrace.graph.variables.scope import variable_scope as variable_scope
from headrace.graph.variables.collections import variables_initializer as variables_initializer
from headrace.graph.variables.initializers.scaled import VarianceScaling as variance_scaling_initializer
from headrace.graph.types.dtypes import variant as variant
from headrace.graph.ops.checks.finite import verify_tensor_all_finite as verify_tensor_all_finite
from headrace import version as version
from headrace.graph.ops.arrays.where import where as where
from headrace.graph.ops.arrays.where import where_v2 as where_v2
from headrace.graph.control_flow.while_loop import while_loop as while_loop
from headrace.graph.ops.state.files import write_file as write_file
from headrace.graph.ops.arrays.fill import zeros as zeros
from headrace.graph.variables.initializers.plain import Zeros as zeros_initializer
from headrace.graph.ops.arrays.fill import zeros_like as zeros_like
from headrace.graph.ops.special.gamma import zeta as zeta
from headrace import floormod as mod
from headrace import mul as multiply
from headrace import tensor_scatter_nd_sub as tensor_scatter_sub
from headrace import tensor_scatter_nd_update as tensor_scatter_update
from builtins import bool as _bool
from builtins import tuple as _tuple
from collections.abc import Callable as _Callable
from collections.abc import Sequence as _Sequence
from headrace.graph.core.operation import Operation as _Operation
from headrace.graph.core.operators import Operators as _Operators
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.ops.arrays.unique import ListDiff as _ListDiff
from headrace.graph.ops.arrays.unique import UniqueWithCounts as _UniqueWithCounts
from headrace.graph.ops.quantized.fake_quant_functions import FakeQuantWithMinMaxVarsGradient as _FakeQuantWithMinMaxVarsGradient
from headrace.graph.ops.quantized.fake_quant_functions import FakeQuantWithMinMaxVarsPerChannelGradient as _FakeQuantWithMinMaxVarsPerChannelGradient
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor as _SparseTensor
from headrace.graph.types import dtypes as _dtypes
from headrace.graph.types.likes import DTypeLike as _DTypeLike
from headrace.graph.types.likes import Initializer as _Initializer
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import ShapeLike as _ShapeLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.graph.variables.variable import Variable as _Variable
from headrace.pipeline.inputs.batch_queue import Size as _Size
from headrace.pipeline.inputs.producers import np as _np
from headrace.pipeline.queues.graph import FIFOQueue as _FIFOQueue
from typing import Any as _Any

def acosh(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The inverse of cosh, element by element; NaN below 1.

    Args:
      x: float16, float32, float64, complex64 or complex128.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """

def argmin(
    input: _TensorLike,
    axis: _IntegersLike | None = None,
    name: str | None = None,
    dimension: _IntegersLike | None = None,
    output_type: _DTypeLike = _dtypes.int64,
) -> _Tensor:
    """The place of the smallest element along an axis, the first of equals.

    NaN is never found.

    Args:
      input: numbers, rank at least 1.
      axis: int32 or int64 scalar in [-rank, rank); 0 by default.
      dimension: `axis` under its name before TensorFlow 1.0.
      output_type: int32 or int64.

    Returns:
      the shape of `input` without `axis`, type `output_type`.

    Raises:
      TypeError: not numbers, or another `output_type`.
      ValueError: `axis` is known to be out of range, or both of its names are used.
      InvalidArgumentError: (when run) `axis` is out of range, or of size 0.
    """

def assert_greater(
    x: _Any,
    y: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x > y for all elements.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.
      data: list of what the error shows; x and y by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: x and y are of different dtypes.
      ValueError: they don't broadcast against each other.
      InvalidArgumentError: it does not hold: at once where x and y are constants, when run otherwise.
    """

def assert_greater_equal(
    x: _Any,
    y: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x >= y for all elements.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.
      data: list of what the error shows; x and y by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: x and y are of different dtypes.
      ValueError: they don't broadcast against each other.
      InvalidArgumentError: it does not hold: at once where x and y are constants, when run otherwise.
    """

def assert_less(
    x: _Any,
    y: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x < y for all elements.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.
      data: list of what the error shows; x and y by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: x and y are of different dtypes.
      ValueError: they don't broadcast against each other.
      InvalidArgumentError: it does not hold: at once where x and y are constants, when run otherwise.
    """

def assert_less_equal(
    x: _Any,
    y: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x <= y for all elements.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.
      data: list of what the error shows; x and y by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: x and y are of different dtypes.
      ValueError: they don't broadcast against each other.
      InvalidArgumentError: it does not hold: at once where x and y are constants, when run otherwise.
    """

def assert_negative(
    x: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x < 0 for all elements.

    Args:
      x: real numbers.
      data: list of what the error shows; x by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: not real numbers.
      InvalidArgumentError: it does not hold: at once where x is a constant, when run otherwise.
    """

def assert_non_negative(
    x: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x >= 0 for all elements.

    Args:
      x: real numbers.
      data: list of what the error shows; x by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: not real numbers.
      InvalidArgumentError: it does not hold: at once where x is a constant, when run otherwise.
    """

def assert_non_positive(
    x: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x <= 0 for all elements.

    Args:
      x: real numbers.
      data: list of what the error shows; x by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: not real numbers.
      InvalidArgumentError: it does not hold: at once where x is a constant, when run otherwise.
    """

def assert_none_equal(
    x: _Any,
    y: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x != y for all elements.

    Args:
      x, y: numbers, bools or strings of one dtype; shapes broadcast.
      data: list of what the error shows; x and y by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: x and y are of different dtypes.
      ValueError: they don't broadcast against each other.
      InvalidArgumentError: it does not hold: at once where x and y are constants, when run otherwise.
    """

def assert_rank_at_least(
    x: _TensorLike,
    rank: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless `x` has that rank or more.

    Args:
      x: any shape and dtype.
      rank: int32 scalar, perhaps a tensor: the least rank.
      data: what the error shows when run; the rank and the shape by default.
      summarize: how many elements of each.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on; it does nothing where the ranks are known and right.

    Raises:
      TypeError: a rank is not int32.
      ValueError: it is no scalar, or the ranks are known and do not agree.
      InvalidArgumentError: (when run) they do not agree.
    """

def assert_rank_in(
    x: _TensorLike,
    ranks: _Sequence[_Any],
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless the rank of `x` is one of several.

    Args:
      x: any shape and dtype.
      ranks: sequence of int32 scalars, perhaps tensors.
      data: what the error shows when run; the rank and the shape by default.
      summarize: how many elements of each.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on; it does nothing where the ranks are known and right.

    Raises:
      TypeError: a rank is not int32.
      ValueError: it is no scalar, or the ranks are known and do not agree.
      InvalidArgumentError: (when run) they do not agree.
    """

def assign_sub(
    ref: _Any,
    value: _TensorLike,
    use_locking: _bool | None = None,
    name: str | None = None,
) -> _Any:
    """Subtract `value` from a variable.

    Args:
      ref: a Variable or a PartitionedVariable of numbers.
      value: of its type and shape.
      use_locking: whether no other change of the variable runs meanwhile; false by default.

    Returns:
      The tensor of the variable after that; a list, one for each part, of a PartitionedVariable.
    """

def atanh(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The inverse of tanh, element by element; infinite at -1 and 1, NaN beyond.

    Args:
      x: float16, float32, float64, complex64 or complex128.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """

def batch_join(
    tensors_list: _Sequence[_Any],
    batch_size: _Size,
    capacity: int = 32,
    enqueue_many: _bool = False,
    shapes: _Any = None,
    dynamic_pad: _bool = False,
    allow_smaller_final_batch: _bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> _Any:
    """`batch` of what several programs deliver, each in a thread of its own.

    Args:
      tensors_list: one structure of tensors per program, all alike.
      batch_size: elements per batch.
      capacity: most elements the queue holds (elements, not batches).
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      dynamic_pad: let unknown dimensions differ from element to element; a batch is padded to its largest.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.
      input_workers: how many processes of Ray run the program of `tensors`, in place of threads of this one; see the page
        "More than one process". None: threads do.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or there are no tensors; with `input_workers`, another process cannot run the program.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """

def ceil(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The smallest whole number not below x, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """

def count_nonzero(
    input_tensor: _TensorLike | None = None,
    axis: _IntegersLike | None = None,
    keepdims: _bool | None = None,
    dtype: _DTypeLike = _dtypes.int64,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: _bool | None = None,
    input: _TensorLike | None = None,
) -> _Tensor:
    """How many elements are not zero, along axes.

    Args:
      input_tensor, input: numbers, bools or strings, of which those not empty count.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      dtype: of the result; numbers.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), type `dtype`.

    Raises:
      TypeError: `dtype` is not of numbers.
      ValueError: the numbers by both names.
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
    """

def cumprod(
    x: _TensorLike,
    axis: _IntegersLike = 0,
    exclusive: _bool = False,
    reverse: _bool = False,
    name: str | None = None,
) -> _Tensor:
    """The products of the elements up to each one along an axis.

    Args:
      x: numbers.
      axis: int32 or int64 scalar in [-rank, rank).
      exclusive: whether the element itself is left out.
      reverse: whether it goes from the end.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
      InvalidArgumentError: (when run) `axis` is out of range, or no scalar.
    """

def digamma(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The derivative of `lgamma`, element by element.

    Args:
      x: float16, float32 or float64. At 0, -1, -2, ... the result is infinite.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """

def fake_quant_with_min_max_args_gradient(
    gradients: _TensorLike,
    inputs: _TensorLike,
    min: float = -6,
    max: float = 6,
    num_bits: int = 8,
    narrow_range: _bool = False,
    name: str | None = None,
) -> _Tensor:
    """The gradient of `fake_quant_with_min_max_args`: what comes back where its inputs lie between the limits, else 0.

    Args:
      gradients: float32, shape of `inputs`: what comes back to the outputs.
      inputs: float32, any shape.
      min, max: the limits, `min` below `max`.
      num_bits: how many bits, 2 to 16.
      narrow_range: leave out the least of the integers, so that as many are below as above.

    Returns:
      float32, shape of `inputs`.

    Raises:
      TypeError: another dtype.
      ValueError: shapes that differ.
      InvalidArgumentError: (when run) shapes that differ, limits that are none, another number of bits.
    """

def fake_quant_with_min_max_vars(
    inputs: _TensorLike,
    min: _TensorLike,
    max: _TensorLike,
    num_bits: int = 8,
    narrow_range: _bool = False,
    name: str | None = None,
) -> _Tensor:
    """`fake_quant_with_min_max_args` with limits that are tensors, and may learn.

    The gradients of the numbers below `min` go to `min`, those of the numbers above `max` to `max`.

    Args:
      inputs: float32, any shape.
      min, max: float32 scalars: the limits, `min` below `max`. Where both are 0, so is the result.
      num_bits: how many bits, 2 to 16.
      narrow_range: leave out the least of the integers, so that as many are below as above.

    Returns:
      float32, shape of `inputs`.

    Raises:
      TypeError: another dtype.
      ValueError: limits that are no scalars.
      InvalidArgumentError: (when run) another number of bits.
    """

def fake_quant_with_min_max_vars_gradient(
    gradients: _TensorLike,
    inputs: _TensorLike,
    min: _TensorLike,
    max: _TensorLike,
    num_bits: int = 8,
    narrow_range: _bool = False,
    name: str | None = None,
) -> _FakeQuantWithMinMaxVarsGradient:
    """The gradients of `fake_quant_with_min_max_vars`.

    Args:
      gradients: float32, shape of `inputs`: what comes back to the outputs.
      inputs: float32, any shape.
      min, max: float32 scalars: the limits, `min` below `max`. Where both are 0, so is the result.
      num_bits: how many bits, 2 to 16.
      narrow_range: leave out the least of the integers, so that as many are below as above.

    Returns:
      backprops_wrt_input, backprop_wrt_min, backprop_wrt_max: float32, of the shapes of `inputs`, `min` and `max`.

    Raises:
      TypeError: another dtype.
      ValueError: shapes that differ, limits that are no scalars.
      InvalidArgumentError: (when run) shapes that differ, another number of bits.
    """

def fake_quant_with_min_max_vars_per_channel(
    inputs: _TensorLike,
    min: _TensorLike,
    max: _TensorLike,
    num_bits: int = 8,
    narrow_range: _bool = False,
    name: str | None = None,
) -> _Tensor:
    """`fake_quant_with_min_max_vars` with limits for each element of the last axis.

    Args:
      inputs: float32 [..., channels].
      min, max: float32 [channels]: the limits, `min` below `max`. Where both are 0, so is the result.
      num_bits: how many bits, 2 to 16.
      narrow_range: leave out the least of the integers, so that as many are below as above.

    Returns:
      float32, shape of `inputs`.

    Raises:
      TypeError: another dtype.
      ValueError: limits that are no vectors, or not as many as channels.
      InvalidArgumentError: (when run) not as many limits as channels, another number of bits.
    """

def fake_quant_with_min_max_vars_per_channel_gradient(
    gradients: _TensorLike,
    inputs: _TensorLike,
    min: _TensorLike,
    max: _TensorLike,
    num_bits: int = 8,
    narrow_range: _bool = False,
    name: str | None = None,
) -> _FakeQuantWithMinMaxVarsPerChannelGradient:
    """The gradients of `fake_quant_with_min_max_vars_per_channel`.

    Args:
      gradients: float32, shape of `inputs`: what comes back to the outputs.
      inputs: float32 [..., channels].
      min, max: float32 [channels]: the limits, `min` below `max`. Where both are 0, so is the result.
      num_bits: how many bits, 2 to 16.
      narrow_range: leave out the least of the integers, so that as many are below as above.

    Returns:
      backprops_wrt_input, backprop_wrt_min, backprop_wrt_max: float32, of the shapes of `inputs`, `min` and `max`.

    Raises:
      TypeError: another dtype.
      ValueError: shapes that differ, limits that are no vectors, or not as many as channels.
      InvalidArgumentError: (when run) shapes that differ, not as many limits as channels, another number of bits.
    """

def floormod(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """What is left of x after `floordiv`, element by element; it has the sign of y.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
      InvalidArgumentError: (when run) an integer is divided by zero.
    """

def foldr(
    fn: _Callable[[_Any, _Any], _Any],
    elems: _Any,
    initializer: _Initializer | None = None,
    parallel_iterations: int = 10,
    back_prop: _bool = True,
    swap_memory: _bool = False,
    name: str | None = None,
) -> _Any:
    """`foldl` from the last row to the first.

    Args:
      fn: gets what it returned last, in the structure of `initializer`, and a row, in that of `elems`.
      elems: a tensor, or a nested structure of some, that have the same first dimension.
      initializer: what stands for the result before the first row; the first row itself by default.
      parallel_iterations, swap_memory: accepted; see `while_loop`.
      back_prop: whether gradients are wanted.

    Returns:
      What `fn` returned for the last row, in the structure of `initializer`.

    Raises:
      TypeError: `fn` is not callable.
    """

def get_local_variable(
    name: str,
    shape: _ShapeLike | None = None,
    dtype: _DTypeLike | None = None,
    initializer: _Initializer | None = None,
    regularizer: _Callable[..., _Any] | None = None,
    trainable: _bool = False,
    collections: _Sequence[str] | None = None,
    caching_device: _Any = None,
    partitioner: _Callable[..., _Any] | None = None,
    validate_shape: _bool = True,
    use_resource: _bool | None = None,
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

def greater(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """x > y, element by element.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      bool, the broadcast shape; False where one is NaN.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def greater_equal(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """x >= y, element by element.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      bool, the broadcast shape; False where one is NaN.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def igammac(
    a: _TensorLike,
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The upper incomplete gamma function, regularized: 1 - igamma(a, x), exact where that is small.

    Args:
      a: float32 or float64, above 0; NaN is given for others.
      x: of the same dtype, 0 or above; shapes broadcast.

    Returns:
      the broadcast shape, their dtype, in [0, 1].

    Raises:
      TypeError: other dtypes.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def is_finite(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """Whether x is a finite number, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      bool, shape of `x`.

    Raises:
      TypeError: another dtype.
    """

def is_inf(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """Whether x is infinite, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      bool, shape of `x`.

    Raises:
      TypeError: another dtype.
    """

def less_equal(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """x <= y, element by element.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      bool, the broadcast shape; False where one is NaN.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def listdiff(
    x: _TensorLike,
    y: _TensorLike,
    out_idx: _Any = _dtypes.int32,
    name: str | None = None,
) -> _ListDiff:
    """`setdiff1d`, as it was called before TensorFlow 1.0.

    Args:
      x, y: vectors of one dtype.
      out_idx: dtype of the positions, int32 or int64.

    Returns:
      out, of the dtype of `x`, and idx: `out[i] == x[idx[i]]`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) one is no vector.
      TypeError: the dtypes differ, or another `index_dtype`.
    """

def local_variables(
    scope: str | None = None,
) -> list:
    """The variables in LOCAL_VARIABLES: counters and the like, not saved.

    Args:
      scope: those whose name this regular expression matches from its start; all by default.

    Returns:
      A new list, in the order in which they were made.
    """

def logical_or(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """x or y, element by element.

    Args:
      x, y: bool; shapes broadcast.

    Returns:
      bool, the broadcast shape.

    Raises:
      TypeError: not bools.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def logical_xor(
    x: _TensorLike,
    y: _TensorLike,
    name: str = 'LogicalXor',
) -> _Tensor:
    """Either x or y, but not both, element by element.

    Args:
      x, y: bool; shapes broadcast.

    Returns:
      bool, the broadcast shape.

    Raises:
      TypeError: not bools.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def minimum(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The smaller of x and y, element by element.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype; NaN where one of them is.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def model_variables(
    scope: str | None = None,
) -> list:
    """The variables in MODEL_VARIABLES.

    Args:
      scope: those whose name this regular expression matches from its start; all by default.

    Returns:
      A new list, in the order in which they were made.
    """

def moving_average_variables(
    scope: str | None = None,
) -> list:
    """The variables in MOVING_AVERAGE_VARIABLES.

    Args:
      scope: those whose name this regular expression matches from its start; all by default.

    Returns:
      A new list, in the order in which they were made.
    """

def mul(
    x: _TensorLike,
    y: _TensorLike | None,
    name: str | None = None,
) -> _Tensor:
    """x * y, element by element.

    Args:
      x, y: numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def not_equal(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """x != y, element by element.

    Args:
      x, y: numbers, bools or strings of one dtype; shapes broadcast.

    Returns:
      bool, the broadcast shape.

    Raises:
      TypeError: the dtypes differ.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def pack(
    values: _TensorLike,
    axis: int = 0,
    name: str = 'pack',
) -> _Tensor:
    """`stack`, as it was called before TensorFlow 1.0.

    Args:
      values: list of tensors of one shape `s` and one dtype.
      axis: int in [-(rank + 1), rank + 1): where the new axis stands.

    Returns:
      shape `s` with `len(values)` put in at `axis`.

    Raises:
      ValueError: the shapes differ, or `axis` is out of range.
      TypeError: the dtypes of tensors differ.
      InvalidArgumentError: (when run) the shapes differ.
    """

def range_input_producer(
    limit: _TensorLike,
    num_epochs: int | None = None,
    shuffle: _bool = True,
    seed: int | None = None,
    capacity: int = 32,
    shared_name: str | None = None,
    name: str | None = None,
) -> _FIFOQueue:
    """A queue of the int32 numbers from 0 to `limit` - 1.

    Args:
      limit: an int32 scalar.
      num_epochs: how often each row comes, counted in a local variable; without limit for None.
      shuffle: mix the rows within each epoch.
      seed: of the mixing.
      capacity: of the queue, in elements.
      shared_name: of the queue.

    Returns:
      A FIFOQueue, whose runner `start_queue_runners` starts.

    Raises:
      ValueError: the tensor is a scalar, or the shape of a row is not known.
    """

def reduce_all(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: _bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: _bool | None = None,
) -> _Tensor:
    """Whether all elements are true, along axes; of nothing True.

    Args:
      input_tensor: bool.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      bool, the shape without the axes (of size 1 with `keepdims`).

    Raises:
      TypeError: not bools.
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
    """

def reduce_any(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: _bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: _bool | None = None,
) -> _Tensor:
    """Whether any element is true, along axes; of nothing False.

    Args:
      input_tensor: bool.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      bool, the shape without the axes (of size 1 with `keepdims`).

    Raises:
      TypeError: not bools.
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
    """

def reduce_logsumexp(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: _bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: _bool | None = None,
) -> _Tensor:
    """log(sum(exp(x))) along axes, without overflow.

    Args:
      input_tensor: float16, float32 or float64.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      TypeError: another dtype.
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
    """

def reduce_max(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: _bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: _bool | None = None,
) -> _Tensor:
    """The maximum along axes; of nothing the least number of the dtype.

    Args:
      input_tensor: real numbers.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      TypeError: not real numbers.
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
    """

def reduce_mean(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: _bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: _bool | None = None,
) -> _Tensor:
    """The mean along axes; of integers cut towards zero, of no floats NaN.

    Args:
      input_tensor: numbers.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
      TypeError: not numbers.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.reduce_mean([[1.0, 2.0], [3.0, 4.0]], axis=1, keepdims=True)).tolist()
      [[1.5], [3.5]]
    """

def reduce_min(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: _bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: _bool | None = None,
) -> _Tensor:
    """The minimum along axes; of nothing the greatest number of the dtype.

    Args:
      input_tensor: real numbers.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      TypeError: not real numbers.
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
    """

def reduce_prod(
    input_tensor: _TensorLike | None,
    axis: _IntegersLike | None = None,
    keepdims: _bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: _bool | None = None,
) -> _Tensor:
    """The product along axes; of nothing 1.

    Args:
      input_tensor: numbers.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
      TypeError: not numbers.
    """

def rint(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The nearest whole number, halves to the even one, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """

def scatter_add(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: _bool = False,
    name: str | None = None,
) -> _Tensor:
    """Add to rows of a variable; rows named twice receive both.

    Args:
      ref: a variable of one dimension or more.
      indices: int32 or int64 of any shape: numbers of rows, from 0 to before the first dimension of `ref`.
      updates: of the type of `ref`, `[*indices.shape, *ref.shape[1:]]`, or a scalar for all.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) an index that the variable has not, or updates of another shape.
    """

def scatter_div(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: _bool = False,
    name: str | None = None,
) -> _Tensor:
    """Divide rows of a variable, integers cut towards zero; rows named twice are divided by both.

    Args:
      ref: a variable of one dimension or more.
      indices: int32 or int64 of any shape: numbers of rows, from 0 to before the first dimension of `ref`.
      updates: of the type of `ref`, `[*indices.shape, *ref.shape[1:]]`, or a scalar for all.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) an index that the variable has not, or updates of another shape.
    """

def scatter_max(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: _bool = False,
    name: str | None = None,
) -> _Tensor:
    """Set rows of a variable to the greater of them and `updates`, element by element.

    Args:
      ref: a variable of one dimension or more.
      indices: int32 or int64 of any shape: numbers of rows, from 0 to before the first dimension of `ref`.
      updates: of the type of `ref`, `[*indices.shape, *ref.shape[1:]]`, or a scalar for all.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) an index that the variable has not, or updates of another shape.
    """

def scatter_min(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: _bool = False,
    name: str | None = None,
) -> _Tensor:
    """Set rows of a variable to the lesser of them and `updates`, element by element.

    Args:
      ref: a variable of one dimension or more.
      indices: int32 or int64 of any shape: numbers of rows, from 0 to before the first dimension of `ref`.
      updates: of the type of `ref`, `[*indices.shape, *ref.shape[1:]]`, or a scalar for all.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) an index that the variable has not, or updates of another shape.
    """

def scatter_mul(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: _bool = False,
    name: str | None = None,
) -> _Tensor:
    """Multiply rows of a variable; rows named twice are multiplied by both.

    Args:
      ref: a variable of one dimension or more.
      indices: int32 or int64 of any shape: numbers of rows, from 0 to before the first dimension of `ref`.
      updates: of the type of `ref`, `[*indices.shape, *ref.shape[1:]]`, or a scalar for all.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) an index that the variable has not, or updates of another shape.
    """

def scatter_nd_add(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: _bool = False,
    name: str | None = None,
) -> _Tensor:
    """Add to elements or slices of a variable, at the coordinates in the last axis of `indices`.

    Args:
      ref: a variable.
      indices: int32 or int64 `[..., k]`: k coordinates, from the first dimension of `ref` on.
      updates: of the type of `ref`, `[*indices.shape[:-1], *ref.shape[k:]]`.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) coordinates outside of the variable, or updates of another shape.
    """

def scatter_nd_sub(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: _bool = False,
    name: str | None = None,
) -> _Tensor:
    """Subtract from elements or slices of a variable, at the coordinates in the last axis of `indices`.

    Args:
      ref: a variable.
      indices: int32 or int64 `[..., k]`: k coordinates, from the first dimension of `ref` on.
      updates: of the type of `ref`, `[*indices.shape[:-1], *ref.shape[k:]]`.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) coordinates outside of the variable, or updates of another shape.
    """

def scatter_sub(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: _bool = False,
    name: str | None = None,
) -> _Tensor:
    """Subtract from rows of a variable; rows named twice give to both.

    Args:
      ref: a variable of one dimension or more.
      indices: int32 or int64 of any shape: numbers of rows, from 0 to before the first dimension of `ref`.
      updates: of the type of `ref`, `[*indices.shape, *ref.shape[1:]]`, or a scalar for all.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) an index that the variable has not, or updates of another shape.
    """

def segment_max(
    data: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The greatest of each segment's rows.

    Args:
      data: real numbers [n, ...].
      segment_ids: int32 or int64 [n], ascending from 0 or more; numbers may be left out.

    Returns:
      [last segment id + 1, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) ids that descend or are negative, or are not as many as the rows.
    """

def segment_mean(
    data: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The mean of each segment's rows.

    Args:
      data: numbers [n, ...].
      segment_ids: int32 or int64 [n], ascending from 0 or more; numbers may be left out.

    Returns:
      [last segment id + 1, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) ids that descend or are negative, or are not as many as the rows.
    """

def segment_min(
    data: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The least of each segment's rows.

    Args:
      data: real numbers [n, ...].
      segment_ids: int32 or int64 [n], ascending from 0 or more; numbers may be left out.

    Returns:
      [last segment id + 1, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) ids that descend or are negative, or are not as many as the rows.
    """

def segment_prod(
    data: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The product of each segment's rows.

    Args:
      data: numbers [n, ...].
      segment_ids: int32 or int64 [n], ascending from 0 or more; numbers may be left out.

    Returns:
      [last segment id + 1, ...], dtype of `data`; 1 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) ids that descend or are negative, or are not as many as the rows.
    """

def shuffle_batch(
    tensors: _Any,
    batch_size: _Size,
    capacity: int,
    min_after_dequeue: int,
    num_threads: int = 1,
    seed: int | None = None,
    enqueue_many: _bool = False,
    shapes: _Any = None,
    allow_smaller_final_batch: _bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> _Any:
    """Make batches of elements drawn at random from a queue.

    Args:
      tensors: list, tuple or dict of tensors, or one; component i has shape `s_i`, fully known.
      batch_size: elements per batch.
      capacity: most elements the queue holds (elements, not batches).
      min_after_dequeue: elements left behind by each draw, `< capacity`; more means better mixing, a slower start and
        more memory.
      num_threads: threads that run the program of `tensors`; with more than one the order is not kept.
      seed: of the drawing.
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.
      input_workers: how many processes of Ray run the program of `tensors`, in place of threads of this one; see the page
        "More than one process". None: threads do.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or min_after_dequeue >= capacity.
      OutOfRangeError: (when run) fewer than batch_size elements are left.

    Example:
      >>> number = tf.train.range_input_producer(6, num_epochs=1).dequeue()
      >>> batches = tf.train.shuffle_batch([number], 2, capacity=6, min_after_dequeue=3)
      >>> sorted(n for pair in tf.train.iterate(batches) for n in pair.tolist())
      [0, 1, 2, 3, 4, 5]
    """

def shuffle_batch_join(
    tensors_list: _Sequence[_Any],
    batch_size: _Size,
    capacity: int,
    min_after_dequeue: int,
    seed: int | None = None,
    enqueue_many: _bool = False,
    shapes: _Any = None,
    allow_smaller_final_batch: _bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> _Any:
    """`shuffle_batch` of what several programs deliver, each in a thread of its own.

    Args:
      tensors_list: one structure of tensors per program, all alike.
      batch_size: elements per batch.
      capacity: most elements the queue holds (elements, not batches).
      min_after_dequeue: elements left behind by each draw, `< capacity`; more means better mixing, a slower start and
        more memory.
      seed: of the drawing.
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.
      input_workers: how many processes of Ray run the program of `tensors`, in place of threads of this one; see the page
        "More than one process". None: threads do.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or min_after_dequeue >= capacity.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """

def slice_input_producer(
    tensor_list: _Sequence[_Any],
    num_epochs: int | None = None,
    shuffle: _bool = True,
    seed: int | None = None,
    capacity: int = 32,
    shared_name: str | None = None,
    name: str | None = None,
) -> list[_Tensor]:
    """A row of each tensor, all of the same number: one tensor per tensor in the list.

    Args:
      tensor_list: tensors with the same first dimension.
      num_epochs: how often each row comes, counted in a local variable; without limit for None.
      shuffle: mix the rows within each epoch.
      seed: of the mixing.
      capacity: of the queue, in elements.
      shared_name: of the queue.

    Returns:
      A list of tensors, of the shapes of the rows.

    Raises:
      ValueError: the list is empty.
    """

def sparse_reduce_max_sparse(
    sp_input: _SparseTensor,
    axis: _IntegersLike | None = None,
    keepdims: _bool | None = None,
    reduction_axes: _IntegersLike | None = None,
    keep_dims: _bool | None = None,
) -> _SparseTensor:
    """The largest elements along axes of those that are there, as a sparse tensor.

    Args:
      sp_input: SparseTensor of real numbers.
      axis, reduction_axes: axes to reduce, from the end where negative; None: all.
      keepdims, keep_dims: leave the axes there, of size 1.

    Returns:
      a SparseTensor with an element where there was at least one.

    Raises:
      TypeError: not a SparseTensor.
      InvalidArgumentError: (when run) an axis is out of range.
    """

def sparse_reduce_sum_sparse(
    sp_input: _SparseTensor,
    axis: _IntegersLike | None = None,
    keepdims: _bool | None = None,
    reduction_axes: _IntegersLike | None = None,
    keep_dims: _bool | None = None,
) -> _SparseTensor:
    """The sums of the elements along axes, as a sparse tensor.

    Args:
      sp_input: SparseTensor of numbers.
      axis, reduction_axes: axes to reduce, from the end where negative; None: all.
      keepdims, keep_dims: leave the axes there, of size 1.

    Returns:
      a SparseTensor with an element where there was at least one.

    Raises:
      TypeError: not a SparseTensor.
      InvalidArgumentError: (when run) an axis is out of range.
    """

def sparse_segment_mean(
    data: _TensorLike,
    indices: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
    num_segments: _TensorLike | None = None,
) -> _Tensor:
    """The mean of the rows `data[indices]` of each segment.

    Args:
      data: float32 or float64 [rows, ...].
      indices: int32 or int64 [n], in [0, rows).
      segment_ids: int32 [n], ascending from 0 or more; numbers may be left out.
      num_segments: int scalar; the last segment id + 1 by default.

    Returns:
      [segments, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an index out of range, ids that descend or are too great.
    """

def sparse_segment_sqrt_n(
    data: _TensorLike,
    indices: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
    num_segments: _TensorLike | None = None,
) -> _Tensor:
    """The sum of the rows `data[indices]` of each segment, divided by the root of their number.

    Args:
      data: float32 or float64 [rows, ...].
      indices: int32 or int64 [n], in [0, rows).
      segment_ids: int32 [n], ascending from 0 or more; numbers may be left out.
      num_segments: int scalar; the last segment id + 1 by default.

    Returns:
      [segments, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an index out of range, ids that descend or are too great.
    """

def split_v(
    value: _TensorLike,
    size_splits: _TensorLike,
    split_dim: _IntegersLike = 0,
    num: int | None = None,
    name: str = 'split_v',
) -> list[_Tensor]:
    """`split`, as it was called in TensorFlow 0.12 where the parts are of different sizes.

    Args:
      value: tensor of any dtype.
      size_splits: the size of each part (one may be -1: the rest), or an int: how many equal parts.
      split_dim: int in [-rank, rank).
      num: how many parts, where `size_splits` is a tensor of unknown length.

    Returns:
      a list of tensors of the dtype of `value`, in its shape but for the size along `axis`.

    Raises:
      ValueError: the sizes do not make up the axis, or `num` is not known.
      InvalidArgumentError: (when run) the same.
    """

def string_input_producer(
    string_tensor: list[_Any] | _tuple[_Any, ...] | _np.ndarray | _Operators,
    num_epochs: int | None = None,
    shuffle: _bool = True,
    seed: int | None = None,
    capacity: int = 32,
    shared_name: str | None = None,
    name: str | None = None,
    cancel_op: _Any = None,
) -> _FIFOQueue:
    """A queue of strings, such as file names for a reader.

    Args:
      string_tensor: a string vector or a list of str; a row is an element.
      num_epochs: how often each row comes, counted in a local variable; without limit for None.
      shuffle: mix the rows within each epoch.
      seed: of the mixing.
      capacity: of the queue, in elements.
      shared_name: of the queue.
      cancel_op: run instead of closing the queue when the runner is stopped.

    Returns:
      A FIFOQueue, whose runner `start_queue_runners` starts.

    Raises:
      ValueError: an empty list of strings.
      InvalidArgumentError: (when run) a tensor that turns out to be empty.

    Example:
      >>> names = tf.train.string_input_producer(["a.csv", "b.csv"], num_epochs=1, shuffle=False)
      >>> [name.decode() for name in tf.train.iterate(names.dequeue())]
      ['a.csv', 'b.csv']
    """

def string_to_hash_bucket_strong(
    input: _TensorLike,
    num_buckets: int,
    key: _Sequence[int],
    name: str | None = None,
) -> _Tensor:
    """The number of a bucket for each string, by a hash whose collisions nobody can foresee without the key (SipHash).

    Args:
      input: strings of any shape.
      num_buckets: at least 1.
      key: two numbers of 64 bits.

    Returns:
      int64 in [0, num_buckets), of the shape of the strings.

    Raises:
      InvalidArgumentError: (when run) another number of keys.
      ValueError: `num_buckets` is below 1.
      TypeError: not strings.
    """

def tensor_scatter_nd_sub(
    tensor: _TensorLike,
    indices: _TensorLike,
    updates: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """`tensor` less `updates` at coordinates; those for one place are all subtracted.

    Args:
      tensor: rank at least 1, any type of numbers.
      indices: int32 or int64 `[..., k]`: k coordinates, from the first axis of `tensor` on.
      updates: of the type of `tensor`, `[*indices.shape[:-1], *tensor.shape[k:]]`.

    Returns:
      shape and dtype of `tensor`.

    Raises:
      TypeError: tensors of different dtypes, or coordinates of another one than int32 and int64.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit, coordinates outside of `tensor`.
    """

def tensor_scatter_nd_update(
    tensor: _TensorLike,
    indices: _TensorLike,
    updates: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """`tensor` with `updates` in the place of what stands at coordinates; where one is named twice, the last one stays.

    Args:
      tensor: rank at least 1, any dtype.
      indices: int32 or int64 `[..., k]`: k coordinates, from the first axis of `tensor` on.
      updates: of the type of `tensor`, `[*indices.shape[:-1], *tensor.shape[k:]]`.

    Returns:
      shape and dtype of `tensor`.

    Raises:
      TypeError: tensors of different dtypes, or coordinates of another one than int32 and int64.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit, coordinates outside of `tensor`.
    """

def to_complex128(
    x: _TensorLike,
    name: str = 'ToComplex128',
) -> _Tensor:
    """`cast` to complex128.

    Args:
      x: tensor, SparseTensor or IndexedSlices of numbers or bools.

    Returns:
      like `x`, in complex128.

    Raises:
      TypeError: strings and other dtypes that are not numbers.
    """

def to_complex64(
    x: _TensorLike,
    name: str = 'ToComplex64',
) -> _Tensor:
    """`cast` to complex64.

    Args:
      x: tensor, SparseTensor or IndexedSlices of numbers or bools.

    Returns:
      like `x`, in complex64.

    Raises:
      TypeError: strings and other dtypes that are not numbers.
    """

def to_double(
    x: _TensorLike,
    name: str = 'ToDouble',
) -> _Tensor:
    """`cast` to float64.

    Args:
      x: tensor, SparseTensor or IndexedSlices of numbers or bools.

    Returns:
      like `x`, in float64.

    Raises:
      TypeError: strings and other dtypes that are not numbers.
    """

def to_int32(
    x: _TensorLike,
    name: str = 'ToInt32',
) -> _Tensor:
    """`cast` to int32.

    Args:
      x: tensor, SparseTensor or IndexedSlices of numbers or bools.

    Returns:
      like `x`, in int32.

    Raises:
      TypeError: strings and other dtypes that are not numbers.
    """

def to_int64(
    x: _TensorLike,
    name: str = 'ToInt64',
) -> _Tensor:
    """`cast` to int64.

    Args:
      x: tensor, SparseTensor or IndexedSlices of numbers or bools.

    Returns:
      like `x`, in int64.

    Raises:
      TypeError: strings and other dtypes that are not numbers.
    """

def trainable_variables(
    scope: str | None = None,
) -> list:
    """The variables in TRAINABLE_VARIABLES: those that optimizers change.

    Args:
      scope: those whose name this regular expression matches from its start; all by default.

    Returns:
      A new list, in the order in which they were made.
    """

def truncated_normal(
    shape: _ShapeLike,
    mean: _TensorLike = 0.0,
    stddev: _TensorLike = 1.0,
    dtype: _DTypeLike = _dtypes.float32,
    seed: int | None = None,
    name: str | None = None,
) -> _Tensor:
    """Numbers drawn from a normal distribution; those more than two `stddev` from `mean` are drawn again.

    Args:
      shape: of the result; a list of ints, a TensorShape, or a vector of int32 or int64.
      mean, stddev: of type `dtype`, broadcast against `shape`.
      dtype: float16, float32 or float64.
      seed: int, see `tf.set_random_seed`.

    Returns:
      shape `shape`, type `dtype`.

    Raises:
      TypeError: another `dtype`.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not broadcast.
      InvalidArgumentError: (when run) a negative size.
    """

def truncatemod(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """What is left of x after division rounded towards zero, element by element; it has the sign of x.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
      InternalError: (when run) an integer is divided by zero.
    """

def unique_with_counts(
    x: _TensorLike,
    out_idx: _Any = _dtypes.int32,
    name: str | None = None,
) -> _UniqueWithCounts:
    """The values of a vector in the order of their first appearance, and how often each occurs.

    Args:
      x: vector of any dtype.
      out_idx: dtype of positions, int32 or int64.

    Returns:
      y and count [number of values], and idx like `x`: `x[i] == y[idx[i]]`; count and idx of type `out_idx`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) `x` is no vector.
      TypeError: another `out_idx`.
    """

def unpack(
    value: _TensorLike,
    num: int | None = None,
    axis: int = 0,
    name: str = 'unpack',
) -> list[_Tensor]:
    """`unstack`, as it was called before TensorFlow 1.0.

    Args:
      value: tensor of any dtype, rank at least 1.
      num: how many there are, where the static shape does not say.
      axis: int in [-rank, rank).

    Returns:
      a list of `num` tensors in the shape of `value` without `axis`.

    Raises:
      ValueError: `num` is unknown or not the size of the axis, or the axis is out of range.
      InvalidArgumentError: (when run) `num` is not the size of the axis.
    """

def unsorted_segment_mean(
    data: _TensorLike,
    segment_ids: _TensorLike,
    num_segments: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The mean of each segment's rows, 0 where it has none.

    Args:
      data: floating numbers whose first dimensions are those of `segment_ids`.
      segment_ids: int32 or int64 below `num_segments`; rows of negative ones are left out.
      num_segments: int scalar.

    Returns:
      [num_segments] + the other dimensions of `data`, its dtype.

    Raises:
      ValueError: static shapes that do not fit, or a negative number of segments.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an id that is too great, or shapes that do not fit.
    """

def unsorted_segment_min(
    data: _TensorLike,
    segment_ids: _TensorLike,
    num_segments: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The least of each segment's rows, the greatest number of the dtype where it has none.

    Args:
      data: real numbers whose first dimensions are those of `segment_ids`.
      segment_ids: int32 or int64 below `num_segments`; rows of negative ones are left out.
      num_segments: int scalar.

    Returns:
      [num_segments] + the other dimensions of `data`, its dtype.

    Raises:
      ValueError: static shapes that do not fit, or a negative number of segments.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an id that is too great, or shapes that do not fit.
    """

def unsorted_segment_prod(
    data: _TensorLike,
    segment_ids: _TensorLike,
    num_segments: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The product of each segment's rows, 1 where it has none.

    Args:
      data: numbers whose first dimensions are those of `segment_ids`.
      segment_ids: int32 or int64 below `num_segments`; rows of negative ones are left out.
      num_segments: int scalar.

    Returns:
      [num_segments] + the other dimensions of `data`, its dtype.

    Raises:
      ValueError: static shapes that do not fit, or a negative number of segments.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an id that is too great, or shapes that do not fit.
    """

def unsorted_segment_sqrt_n(
    data: _TensorLike,
    segment_ids: _TensorLike,
    num_segments: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The sum of each segment's rows, divided by the root of their number.

    Args:
      data: floating numbers whose first dimensions are those of `segment_ids`.
      segment_ids: int32 or int64 below `num_segments`; rows of negative ones are left out.
      num_segments: int scalar.

    Returns:
      [num_segments] + the other dimensions of `data`, its dtype.

    Raises:
      ValueError: static shapes that do not fit, or a negative number of segments.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an id that is too great, or shapes that do not fit.
    """

__all__ = [
    "AUTO_REUSE",
    "AbortedError",
    "AggregationMethod",
    "AlreadyExistsError",
    "Assert",
    "AttrValue",
    "CancelledError",
    "ConditionalAccumulator",
    "ConditionalAccumulatorBase",
    "ConfigProto",
    "Coordinator",
    "DType",
    "DataLossError",
    "DeadlineExceededError",
    "DeviceSpec",
    "Dimension",
    "Event",
    "FIFOQueue",
    "FailedPreconditionError",
    "FixedLenFeature",
    "FixedLenSequenceFeature",
    "FixedLengthRecordReader",
    "GPUOptions",
    "GRAPH_DEF_VERSION",
    "GRAPH_DEF_VERSION_MIN_CONSUMER",
    "GRAPH_DEF_VERSION_MIN_PRODUCER",
    "Graph",
    "GraphDef",
    "GraphKeys",
    "GraphOptions",
    "HistogramProto",
    "IdentityReader",
    "IndexedSlices",
    "InteractiveSession",
    "InternalError",
    "InvalidArgumentError",
    "LogMessage",
    "LooperThread",
    "MetaGraphDef",
    "NameAttrList",
    "NoGradient",
    "NodeDef",
    "NotDifferentiable",
    "NotFoundError",
    "OpError",
    "Operation",
    "OptimizerOptions",
    "OutOfRangeError",
    "PaddingFIFOQueue",
    "PermissionDeniedError",
    "Print",
    "PriorityQueue",
    "QUANTIZED_DTYPES",
    "QueueBase",
    "QueueRunner",
    "RandomShuffleQueue",
    "ReaderBase",
    "RegisterGradient",
    "RegisterShape",
    "ReplicaDeviceSetter",
    "ResourceExhaustedError",
    "RunMetadata",
    "RunOptions",
    "Session",
    "SessionLog",
    "SparseConditionalAccumulator",
    "SparseFeature",
    "SparseTensor",
    "SparseTensorValue",
    "Summary",
    "SummaryMetadata",
    "TFRecordReader",
    "Tensor",
    "TensorArray",
    "TensorInfo",
    "TensorShape",
    "TensorSpec",
    "TextLineReader",
    "UnauthenticatedError",
    "UnavailableError",
    "UnconnectedGradients",
    "UnimplementedError",
    "UnknownError",
    "VERSION",
    "VarLenFeature",
    "Variable",
    "VariableAggregation",
    "VariableScope",
    "VariableSynchronization",
    "WholeFileReader",
    "__version__",
    "abs",
    "accumulate_n",
    "acos",
    "acosh",
    "add",
    "add_check_numerics_ops",
    "add_n",
    "add_queue_runner",
    "add_to_collection",
    "add_to_collections",
    "all_variables",
    "angle",
    "app",
    "arg_max",
    "arg_min",
    "argmax",
    "argmin",
    "argsort",
    "as_dtype",
    "as_string",
    "asin",
    "asinh",
    "assert_equal",
    "assert_greater",
    "assert_greater_equal",
    "assert_integer",
    "assert_less",
    "assert_less_equal",
    "assert_near",
    "assert_negative",
    "assert_non_negative",
    "assert_non_positive",
    "assert_none_equal",
    "assert_positive",
    "assert_proper_iterable",
    "assert_rank",
    "assert_rank_at_least",
    "assert_rank_in",
    "assert_same_float_dtype",
    "assert_scalar",
    "assert_type",
    "assert_variables_initialized",
    "assign",
    "assign_add",
    "assign_sub",
    "atan",
    "atan2",
    "atanh",
    "audio",
    "audio_summary",
    "batch",
    "batch_cholesky",
    "batch_cholesky_solve",
    "batch_fft",
    "batch_fft2d",
    "batch_fft3d",
    "batch_gather",
    "batch_ifft",
    "batch_ifft2d",
    "batch_ifft3d",
    "batch_join",
    "batch_matmul",
    "batch_matrix_band_part",
    "batch_matrix_determinant",
    "batch_matrix_diag",
    "batch_matrix_diag_part",
    "batch_matrix_inverse",
    "batch_matrix_set_diag",
    "batch_matrix_solve",
    "batch_matrix_solve_ls",
    "batch_matrix_transpose",
    "batch_matrix_triangular_solve",
    "batch_scatter_update",
    "batch_self_adjoint_eig",
    "batch_self_adjoint_eigvals",
    "batch_svd",
    "batch_to_space",
    "batch_to_space_nd",
    "betainc",
    "bfloat16",
    "bincount",
    "bitcast",
    "bitwise",
    "bool",
    "boolean_mask",
    "broadcast_dynamic_shape",
    "broadcast_static_shape",
    "broadcast_to",
    "case",
    "cast",
    "ceil",
    "check_numerics",
    "cholesky",
    "cholesky_solve",
    "clip_by_average_norm",
    "clip_by_global_norm",
    "clip_by_norm",
    "clip_by_value",
    "colocate_with",
    "compat",
    "complex",
    "complex128",
    "complex64",
    "complex_abs",
    "concat",
    "concat_v2",
    "cond",
    "confusion_matrix",
    "conj",
    "constant",
    "constant_initializer",
    "container",
    "contrib",
    "control_dependencies",
    "convert_to_tensor",
    "convert_to_tensor_or_indexed_slices",
    "convert_to_tensor_or_sparse_tensor",
    "cos",
    "cosh",
    "count_nonzero",
    "count_up_to",
    "create_partitioned_variables",
    "cross",
    "cumprod",
    "cumsum",
    "custom_gradient",
    "data",
    "debugging",
    "decode_base64",
    "decode_compressed",
    "decode_csv",
    "decode_json_example",
    "decode_raw",
    "delete_session_tensor",
    "depth_to_space",
    "dequantize",
    "deserialize_many_sparse",
    "device",
    "diag",
    "diag_part",
    "digamma",
    "dimension_at_index",
    "dimension_value",
    "disable_eager_execution",
    "disable_resource_variables",
    "disable_v2_behavior",
    "distributions",
    "div",
    "div_no_nan",
    "divide",
    "double",
    "dynamic_partition",
    "dynamic_stitch",
    "edit_distance",
    "einsum",
    "enable_diagnosis",
    "enable_eager_execution",
    "enable_resource_variables",
    "enable_top",
    "enable_v2_behavior",
    "encode_base64",
    "ensure_shape",
    "equal",
    "erf",
    "erfc",
    "errors",
    "estimator",
    "examples",
    "executing_eagerly",
    "exp",
    "expand_dims",
    "expm1",
    "export_meta_graph",
    "extract_image_patches",
    "extract_volume_patches",
    "eye",
    "fake_quant_with_min_max_args",
    "fake_quant_with_min_max_args_gradient",
    "fake_quant_with_min_max_vars",
    "fake_quant_with_min_max_vars_gradient",
    "fake_quant_with_min_max_vars_per_channel",
    "fake_quant_with_min_max_vars_per_channel_gradient",
    "feature_column",
    "fft",
    "fft2d",
    "fft3d",
    "fill",
    "fingerprint",
    "fixed_size_partitioner",
    "flags",
    "float16",
    "float32",
    "float64",
    "floor",
    "floor_div",
    "floordiv",
    "floormod",
    "foldl",
    "foldr",
    "gather",
    "gather_nd",
    "get_collection",
    "get_collection_ref",
    "get_default_graph",
    "get_default_session",
    "get_local_variable",
    "get_logger",
    "get_seed",
    "get_session_handle",
    "get_session_tensor",
    "get_static_value",
    "get_variable",
    "get_variable_scope",
    "gfile",
    "global_norm",
    "global_variables",
    "global_variables_initializer",
    "glorot_normal_initializer",
    "glorot_uniform_initializer",
    "grad_pass_through",
    "gradients",
    "graph_util",
    "greater",
    "greater_equal",
    "group",
    "guarantee_const",
    "half",
    "hessians",
    "histogram_fixed_width",
    "histogram_fixed_width_bins",
    "histogram_summary",
    "identity",
    "identity_n",
    "ifft",
    "ifft2d",
    "ifft3d",
    "igamma",
    "igammac",
    "imag",
    "image",
    "image_summary",
    "import_graph_def",
    "import_meta_graph",
    "init_scope",
    "initialize_all_tables",
    "initialize_all_variables",
    "initialize_local_variables",
    "initialize_variables",
    "initializers",
    "int16",
    "int32",
    "int64",
    "int8",
    "inv",
    "invert_permutation",
    "io",
    "is_finite",
    "is_inf",
    "is_nan",
    "is_non_decreasing",
    "is_numeric_tensor",
    "is_strictly_increasing",
    "is_tensor",
    "is_variable_initialized",
    "layers",
    "lbeta",
    "less",
    "less_equal",
    "lgamma",
    "limit_epochs",
    "lin_space",
    "linalg",
    "linspace",
    "list_diff",
    "listdiff",
    "local_variables",
    "local_variables_initializer",
    "log",
    "log1p",
    "log_sigmoid",
    "logging",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "lookup",
    "losses",
    "make_ndarray",
    "make_template",
    "make_tensor_proto",
    "manip",
    "map_fn",
    "match_filenames_once",
    "matching_files",
    "math",
    "matmul",
    "matrix_band_part",
    "matrix_determinant",
    "matrix_diag",
    "matrix_diag_part",
    "matrix_inverse",
    "matrix_set_diag",
    "matrix_solve",
    "matrix_solve_ls",
    "matrix_square_root",
    "matrix_transpose",
    "matrix_triangular_solve",
    "maximum",
    "merge_all_summaries",
    "merge_summary",
    "meshgrid",
    "metrics",
    "min_max_variable_partitioner",
    "minimum",
    "mod",
    "model_variables",
    "models",
    "moving_average_variables",
    "mul",
    "multinomial",
    "multiply",
    "name_scope",
    "neg",
    "negative",
    "nest",
    "newaxis",
    "nn",
    "no_gradient",
    "no_op",
    "no_regularizer",
    "norm",
    "not_equal",
    "numpy_function",
    "one_hot",
    "ones",
    "ones_initializer",
    "ones_like",
    "op_scope",
    "orthogonal_initializer",
    "pack",
    "pad",
    "parallel_stack",
    "parse_example",
    "parse_single_example",
    "parse_single_sequence_example",
    "parse_tensor",
    "placeholder",
    "placeholder_with_default",
    "polygamma",
    "pow",
    "print",
    "profiler",
    "py_func",
    "python_io",
    "qint16",
    "qint32",
    "qint8",
    "qr",
    "quantization",
    "quantize",
    "quantize_v2",
    "quantized_concat",
    "quint16",
    "quint8",
    "random",
    "random_crop",
    "random_gamma",
    "random_normal",
    "random_normal_initializer",
    "random_poisson",
    "random_shuffle",
    "random_uniform",
    "random_uniform_initializer",
    "range",
    "range_input_producer",
    "rank",
    "read_file",
    "real",
    "realdiv",
    "reciprocal",
    "recompute_grad",
    "reduce_all",
    "reduce_any",
    "reduce_join",
    "reduce_logsumexp",
    "reduce_max",
    "reduce_mean",
    "reduce_min",
    "reduce_prod",
    "reduce_sum",
    "regex_replace",
    "register_tensor_conversion_function",
    "repeat",
    "report_uninitialized_variables",
    "required_space_to_batch_paddings",
    "reset_default_graph",
    "reshape",
    "resource",
    "resource_loader",
    "resource_variables_enabled",
    "reverse",
    "reverse_sequence",
    "reverse_v2",
    "rint",
    "roll",
    "round",
    "rsqrt",
    "saturate_cast",
    "saved_model",
    "scalar_mul",
    "scalar_summary",
    "scan",
    "scatter_add",
    "scatter_div",
    "scatter_max",
    "scatter_min",
    "scatter_mul",
    "scatter_nd",
    "scatter_nd_add",
    "scatter_nd_sub",
    "scatter_nd_update",
    "scatter_sub",
    "scatter_update",
    "searchsorted",
    "segment_max",
    "segment_mean",
    "segment_min",
    "segment_prod",
    "segment_sum",
    "select",
    "self_adjoint_eig",
    "self_adjoint_eigvals",
    "sequence_mask",
    "serialize_many_sparse",
    "serialize_sparse",
    "serialize_tensor",
    "set_random_seed",
    "setdiff1d",
    "shape",
    "shape_n",
    "show_config",
    "shuffle_batch",
    "shuffle_batch_join",
    "sigmoid",
    "sign",
    "signal",
    "sin",
    "sinh",
    "size",
    "slice",
    "slice_input_producer",
    "sort",
    "space_to_batch",
    "space_to_batch_nd",
    "space_to_depth",
    "sparse",
    "sparse_add",
    "sparse_concat",
    "sparse_fill_empty_rows",
    "sparse_mask",
    "sparse_matmul",
    "sparse_maximum",
    "sparse_merge",
    "sparse_minimum",
    "sparse_placeholder",
    "sparse_reduce_max",
    "sparse_reduce_max_sparse",
    "sparse_reduce_sum",
    "sparse_reduce_sum_sparse",
    "sparse_reorder",
    "sparse_reset_shape",
    "sparse_reshape",
    "sparse_retain",
    "sparse_segment_mean",
    "sparse_segment_sqrt_n",
    "sparse_segment_sum",
    "sparse_slice",
    "sparse_softmax",
    "sparse_split",
    "sparse_tensor_dense_matmul",
    "sparse_tensor_to_dense",
    "sparse_to_dense",
    "sparse_to_indicator",
    "sparse_transpose",
    "spectral",
    "split",
    "split_v",
    "sqrt",
    "square",
    "squared_difference",
    "squeeze",
    "stack",
    "start_queue_runners",
    "stop_gradient",
    "strided_slice",
    "string",
    "string_input_producer",
    "string_join",
    "string_length",
    "string_split",
    "string_strip",
    "string_to_hash_bucket",
    "string_to_hash_bucket_fast",
    "string_to_hash_bucket_strong",
    "string_to_number",
    "strings",
    "sub",
    "substr",
    "subtract",
    "summary",
    "svd",
    "switch_case",
    "tables_initializer",
    "tan",
    "tanh",
    "tensor_scatter_add",
    "tensor_scatter_nd_add",
    "tensor_scatter_nd_sub",
    "tensor_scatter_nd_update",
    "tensor_scatter_sub",
    "tensor_scatter_update",
    "tensordot",
    "test",
    "tile",
    "timestamp",
    "to_complex128",
    "to_complex64",
    "to_double",
    "to_float",
    "to_int32",
    "to_int64",
    "trace",
    "train",
    "trainable_variables",
    "transpose",
    "truediv",
    "truncated_normal",
    "truncated_normal_initializer",
    "truncatediv",
    "truncatemod",
    "tuple",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uniform_unit_scaling_initializer",
    "unique",
    "unique_with_counts",
    "unpack",
    "unravel_index",
    "unsorted_segment_max",
    "unsorted_segment_mean",
    "unsorted_segment_min",
    "unsorted_segment_prod",
    "unsorted_segment_sqrt_n",
    "unsorted_segment_sum",
    "unstack",
    "variable_axis_size_partitioner",
    "variable_creator_scope",
    "variable_op_scope",
    "variable_scope",
    "variables_initializer",
    "variance_scaling_initializer",
    "variant",
    "verify_tensor_all_finite",
    "where",
    "where_v2",
    "while_loop",
    "write_file",
    "zeros",
    "zeros_initializer",
    "zeros_like",
    "zeta",
]
