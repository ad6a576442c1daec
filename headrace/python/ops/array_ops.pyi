"""tf.python.ops.array_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.arrays.gather import batch_gather as batch_gather
from headrace.graph.ops.arrays.space_to_batch import batch_to_space as batch_to_space
from headrace.graph.ops.arrays.space_to_batch import batch_to_space_nd as batch_to_space_nd
from headrace.graph.ops.math.cast import bitcast as bitcast
from headrace.graph.ops.arrays.where import boolean_mask as boolean_mask
from headrace.graph.ops.arrays.broadcast import broadcast_dynamic_shape as broadcast_dynamic_shape
from headrace.graph.ops.arrays.broadcast import broadcast_static_shape as broadcast_static_shape
from headrace.graph.ops.arrays.broadcast import broadcast_to as broadcast_to
from headrace.graph.ops.arrays.placeholders import check_numerics as check_numerics
from headrace.graph.ops.arrays.concat import concat as concat
from headrace.graph.ops.arrays.concat import concat as concat_v2
from headrace.graph.core.constants import constant as constant
from headrace.graph.ops.patches.depth import depth_to_space as depth_to_space
from headrace.graph.ops.quantized.quantize import dequantize as dequantize
from headrace.graph.ops.linalg.diagonals import diag as diag
from headrace.graph.ops.linalg.diagonals import diag_part as diag_part
from headrace.graph.ops.sequences.edit_distance import edit_distance as edit_distance
from headrace.graph.ops.arrays.reshape import expand_dims as expand_dims
from headrace.graph.ops.patches.extracting import extract_image_patches as extract_image_patches
from headrace.graph.ops.patches.extracting import extract_patches as extract_image_patches_v2
from headrace.graph.ops.patches.extracting import extract_volume_patches as extract_volume_patches
from headrace.graph.ops.quantized.fake_quant_functions import fake_quant_with_min_max_args as fake_quant_with_min_max_args
from headrace.graph.ops.arrays.fill import fill as fill
from headrace.graph.ops.strings.fingerprints import fingerprint as fingerprint
from headrace.graph.ops.arrays.gather import gather as gather
from headrace.graph.ops.arrays.gather import gather_nd as gather_nd
from headrace.graph.ops.arrays.placeholders import guarantee_const as guarantee_const
from headrace.graph.ops.arrays.placeholders import identity as identity
from headrace.graph.ops.arrays.placeholders import identity_n as identity_n
from headrace.graph.ops.arrays.unique import invert_permutation as invert_permutation
from headrace.graph.ops.linalg.bands import matrix_band_part as matrix_band_part
from headrace.graph.ops.linalg.diagonals import matrix_diag as matrix_diag
from headrace.graph.ops.linalg.diagonals import matrix_diag_part as matrix_diag_part
from headrace.graph.ops.linalg.diagonals import matrix_set_diag as matrix_set_diag
from headrace.graph.ops.arrays.transpose import matrix_transpose as matrix_transpose
from headrace.graph.ops.arrays.broadcast import meshgrid as meshgrid
from headrace.graph.ops.arrays.strided_slicing import NEW_AXIS as newaxis
from headrace.graph.ops.arrays.fill import one_hot as one_hot
from headrace.graph.ops.arrays.fill import ones as ones
from headrace.graph.ops.arrays.fill import ones_like as ones_like
from headrace.graph.ops.arrays.pad import pad as pad
from headrace.graph.ops.arrays.stack import parallel_stack as parallel_stack
from headrace.graph.ops.arrays.placeholders import placeholder as placeholder
from headrace.graph.ops.arrays.placeholders import placeholder_with_default as placeholder_with_default
from headrace.graph.ops.quantized.quantize import quantize as quantize
from headrace.graph.ops.quantized.round_trip import quantize_and_dequantize as quantize_and_dequantize
from headrace.graph.ops.quantized.round_trip import quantize_and_dequantize as quantize_and_dequantize_v2
from headrace.graph.ops.quantized.quantize import quantize_v2 as quantize_v2
from headrace.graph.ops.quantized.joining import quantized_concat as quantized_concat
from headrace.graph.ops.arrays.shape_queries import rank as rank
from headrace.graph.ops.ordering.repeating import repeat as repeat
from headrace.graph.ops.arrays.space_to_batch import required_space_to_batch_paddings as required_space_to_batch_paddings
from headrace.graph.ops.arrays.reshape import reshape as reshape
from headrace.graph.ops.arrays.slicing import reverse as reverse
from headrace.graph.ops.arrays.sequences import reverse_sequence as reverse_sequence
from headrace.graph.ops.arrays.slicing import reverse as reverse_v2
from headrace.graph.ops.arrays.scatter import scatter_nd as scatter_nd
from headrace.graph.ops.ordering.sorting import searchsorted as searchsorted
from headrace.graph.ops.arrays.sequences import sequence_mask as sequence_mask
from headrace.graph.ops.arrays.unique import setdiff1d as setdiff1d
from headrace.graph.ops.arrays.shape_queries import shape as shape
from headrace.graph.ops.arrays.shape_queries import shape_n as shape_n
from headrace.graph.ops.arrays.shape_queries import size as size
from headrace.graph.ops.arrays.slicing import slice_ as slice
from headrace.graph.ops.arrays.space_to_batch import space_to_batch as space_to_batch
from headrace.graph.ops.arrays.space_to_batch import space_to_batch_nd as space_to_batch_nd
from headrace.graph.ops.patches.depth import space_to_depth as space_to_depth
from headrace.graph.ops.sparse.making import sparse_mask as sparse_mask
from headrace.graph.ops.sparse.sparse_tensor import sparse_placeholder as sparse_placeholder
from headrace.graph.ops.arrays.split import split as split
from headrace.graph.ops.arrays.reshape import squeeze as squeeze
from headrace.graph.ops.arrays.stack import stack as stack
from headrace.graph.ops.arrays.placeholders import stop_gradient as stop_gradient
from headrace.graph.ops.arrays.strided_slicing import strided_slice as strided_slice
from headrace.graph.ops.segments.tensor_scatter import tensor_scatter_add as tensor_scatter_add
from headrace.graph.ops.arrays.pad import tile as tile
from headrace.graph.ops.arrays.transpose import transpose as transpose
from headrace.graph.ops.arrays.unique import unique as unique
from headrace.graph.ops.ordering.repeating import unravel_index as unravel_index
from headrace.graph.ops.arrays.split import unstack as unstack
from headrace.graph.ops.arrays.where import where as where
from headrace.graph.ops.arrays.where import where_v2 as where_v2
from headrace.graph.ops.arrays.fill import zeros as zeros
from headrace.graph.ops.arrays.fill import zeros_like as zeros_like
from headrace import fake_quant_with_min_max_args_gradient as fake_quant_with_min_max_args_gradient
from headrace import fake_quant_with_min_max_vars as fake_quant_with_min_max_vars
from headrace import fake_quant_with_min_max_vars_gradient as fake_quant_with_min_max_vars_gradient
from headrace import fake_quant_with_min_max_vars_per_channel as fake_quant_with_min_max_vars_per_channel
from headrace import fake_quant_with_min_max_vars_per_channel_gradient as fake_quant_with_min_max_vars_per_channel_gradient
from headrace import pack as pack
from headrace import split_v as split_v
from headrace import tensor_scatter_nd_sub as tensor_scatter_sub
from headrace import tensor_scatter_nd_update as tensor_scatter_update
from headrace import unique_with_counts as unique_with_counts
from headrace import unpack as unpack

__all__ = [
    "batch_gather",
    "batch_to_space",
    "batch_to_space_nd",
    "bitcast",
    "boolean_mask",
    "broadcast_dynamic_shape",
    "broadcast_static_shape",
    "broadcast_to",
    "check_numerics",
    "concat",
    "concat_v2",
    "constant",
    "depth_to_space",
    "dequantize",
    "diag",
    "diag_part",
    "edit_distance",
    "expand_dims",
    "extract_image_patches",
    "extract_image_patches_v2",
    "extract_volume_patches",
    "fake_quant_with_min_max_args",
    "fake_quant_with_min_max_args_gradient",
    "fake_quant_with_min_max_vars",
    "fake_quant_with_min_max_vars_gradient",
    "fake_quant_with_min_max_vars_per_channel",
    "fake_quant_with_min_max_vars_per_channel_gradient",
    "fill",
    "fingerprint",
    "gather",
    "gather_nd",
    "guarantee_const",
    "identity",
    "identity_n",
    "invert_permutation",
    "matrix_band_part",
    "matrix_diag",
    "matrix_diag_part",
    "matrix_set_diag",
    "matrix_transpose",
    "meshgrid",
    "newaxis",
    "one_hot",
    "ones",
    "ones_like",
    "pack",
    "pad",
    "parallel_stack",
    "placeholder",
    "placeholder_with_default",
    "quantize",
    "quantize_and_dequantize",
    "quantize_and_dequantize_v2",
    "quantize_v2",
    "quantized_concat",
    "rank",
    "repeat",
    "required_space_to_batch_paddings",
    "reshape",
    "reverse",
    "reverse_sequence",
    "reverse_v2",
    "scatter_nd",
    "searchsorted",
    "sequence_mask",
    "setdiff1d",
    "shape",
    "shape_n",
    "size",
    "slice",
    "space_to_batch",
    "space_to_batch_nd",
    "space_to_depth",
    "sparse_mask",
    "sparse_placeholder",
    "split",
    "split_v",
    "squeeze",
    "stack",
    "stop_gradient",
    "strided_slice",
    "tensor_scatter_add",
    "tensor_scatter_sub",
    "tensor_scatter_update",
    "tile",
    "transpose",
    "unique",
    "unique_with_counts",
    "unpack",
    "unravel_index",
    "unstack",
    "where",
    "where_v2",
    "zeros",
    "zeros_like",
]
