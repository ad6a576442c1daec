"""tf.quantization: floats as integers of few bits, and back. Made by `make names`."""

from headrace.graph.ops.quantized.quantize import dequantize as dequantize
from headrace.graph.ops.quantized.fake_quant_functions import fake_quant_with_min_max_args as fake_quant_with_min_max_args
from headrace.graph.ops.quantized.quantize import quantize as quantize
from headrace.graph.ops.quantized.round_trip import quantize_and_dequantize as quantize_and_dequantize
from headrace.graph.ops.quantized.joining import quantized_concat as quantized_concat
from headrace import fake_quant_with_min_max_args_gradient as fake_quant_with_min_max_args_gradient
from headrace import fake_quant_with_min_max_vars as fake_quant_with_min_max_vars
from headrace import fake_quant_with_min_max_vars_gradient as fake_quant_with_min_max_vars_gradient
from headrace import fake_quant_with_min_max_vars_per_channel as fake_quant_with_min_max_vars_per_channel
from headrace import fake_quant_with_min_max_vars_per_channel_gradient as fake_quant_with_min_max_vars_per_channel_gradient

__all__ = [
    "dequantize",
    "fake_quant_with_min_max_args",
    "fake_quant_with_min_max_args_gradient",
    "fake_quant_with_min_max_vars",
    "fake_quant_with_min_max_vars_gradient",
    "fake_quant_with_min_max_vars_per_channel",
    "fake_quant_with_min_max_vars_per_channel_gradient",
    "quantize",
    "quantize_and_dequantize",
    "quantized_concat",
]
