"""tf.python.ops.gen_array_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.arrays.space_to_batch import batch_to_space_nd as batch_to_space_nd
from headrace.graph.ops.math.cast import bitcast as bitcast
from headrace.graph.ops.arrays.broadcast import broadcast_to as broadcast_to
from headrace.graph.ops.arrays.placeholders import check_numerics as check_numerics
from headrace.graph.ops.patches.depth import depth_to_space as depth_to_space
from headrace.graph.ops.quantized.quantize import dequantize as dequantize
from headrace.graph.ops.linalg.diagonals import diag as diag
from headrace.graph.ops.linalg.diagonals import diag_part as diag_part
from headrace.graph.ops.patches.extracting import extract_image_patches as extract_image_patches
from headrace.graph.ops.patches.extracting import extract_volume_patches as extract_volume_patches
from headrace.graph.ops.quantized.fake_quant_functions import fake_quant_with_min_max_args as fake_quant_with_min_max_args
from headrace.graph.ops.arrays.fill import fill as fill
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
from headrace.graph.ops.arrays.fill import ones_like as ones_like
from headrace.graph.ops.arrays.placeholders import placeholder_with_default as placeholder_with_default
from headrace.graph.ops.quantized.round_trip import quantize_and_dequantize as quantize_and_dequantize_v2
from headrace.graph.ops.quantized.quantize import quantize_v2 as quantize_v2
from headrace.graph.ops.quantized.joining import quantized_concat as quantized_concat
from headrace.graph.ops.arrays.shape_queries import rank as rank
from headrace.graph.ops.arrays.reshape import reshape as reshape
from headrace.graph.ops.arrays.slicing import reverse as reverse
from headrace.graph.ops.arrays.sequences import reverse_sequence as reverse_sequence
from headrace.graph.ops.arrays.slicing import reverse as reverse_v2
from headrace.graph.ops.arrays.scatter import scatter_nd as scatter_nd
from headrace.graph.ops.arrays.shape_queries import shape as shape
from headrace.graph.ops.arrays.shape_queries import shape_n as shape_n
from headrace.graph.ops.arrays.shape_queries import size as size
from headrace.graph.ops.arrays.space_to_batch import space_to_batch_nd as space_to_batch_nd
from headrace.graph.ops.patches.depth import space_to_depth as space_to_depth
from headrace.graph.ops.arrays.placeholders import stop_gradient as stop_gradient
from headrace.graph.ops.arrays.strided_slicing import strided_slice as strided_slice
from headrace.graph.ops.segments.tensor_scatter import tensor_scatter_add as tensor_scatter_add
from headrace.graph.ops.arrays.pad import tile as tile
from headrace.graph.ops.arrays.transpose import transpose as transpose
from headrace.graph.ops.arrays.unique import unique as unique
from headrace.graph.ops.ordering.repeating import unravel_index as unravel_index
from headrace.graph.ops.arrays.where import where as where
from headrace import fake_quant_with_min_max_args_gradient as fake_quant_with_min_max_args_gradient
from headrace import fake_quant_with_min_max_vars as fake_quant_with_min_max_vars
from headrace import fake_quant_with_min_max_vars_gradient as fake_quant_with_min_max_vars_gradient
from headrace import fake_quant_with_min_max_vars_per_channel as fake_quant_with_min_max_vars_per_channel
from headrace import fake_quant_with_min_max_vars_per_channel_gradient as fake_quant_with_min_max_vars_per_channel_gradient
from headrace import tensor_scatter_nd_sub as tensor_scatter_sub
from headrace import tensor_scatter_nd_update as tensor_scatter_update
from headrace import unique_with_counts as unique_with_counts

__all__ = [
    "batch_to_space_nd",
    "bitcast",
    "broadcast_to",
    "check_numerics",
    "depth_to_space",
    "dequantize",
    "diag",
    "diag_part",
    "extract_image_patches",
    "extract_volume_patches",
    "fake_quant_with_min_max_args",
    "fake_quant_with_min_max_args_gradient",
    "fake_quant_with_min_max_vars",
    "fake_quant_with_min_max_vars_gradient",
    "fake_quant_with_min_max_vars_per_channel",
    "fake_quant_with_min_max_vars_per_channel_gradient",
    "fill",
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
    "ones_like",
    "placeholder_with_default",
    "quantize_and_dequantize_v2",
    "quantize_v2",
    "quantized_concat",
    "rank",
    "reshape",
    "reverse",
    "reverse_sequence",
    "reverse_v2",
    "scatter_nd",
    "shape",
    "shape_n",
    "size",
    "space_to_batch_nd",
    "space_to_depth",
    "stop_gradient",
    "strided_slice",
    "tensor_scatter_add",
    "tensor_scatter_sub",
    "tensor_scatter_update",
    "tile",
    "transpose",
    "unique",
    "unique_with_counts",
    "unravel_index",
    "where",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
