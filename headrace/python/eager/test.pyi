"""tf.python.eager.test: as far as programs use it. Made by `make names`."""

from headrace.graph.testing.stubs import StubOutForTesting as StubOutForTesting
from headrace.graph.testing.case import TestCase as TestCase
from headrace.graph.testing.graph_defs import assert_equal_graph_def as assert_equal_graph_def
from headrace.graph.testing.gradient_checker import compute_gradient as compute_gradient
from headrace.graph.testing.case import get_temp_dir as get_temp_dir
from headrace.graph.devices.available import gpu_device_name as gpu_device_name
from headrace.graph.devices.available import is_built_with_cuda as is_built_with_cuda
from headrace.graph.devices.available import is_built_with_cuda as is_built_with_gpu_support
from headrace.graph.devices.available import is_built_with_cuda as is_built_with_rocm
from headrace.graph.devices.available import is_gpu_available as is_gpu_available
from headrace.graph.testing.stubs import test_src_dir_path as test_src_dir_path
from headrace.test import compute_gradient_error as compute_gradient_error

__all__ = [
    "StubOutForTesting",
    "TestCase",
    "assert_equal_graph_def",
    "compute_gradient",
    "compute_gradient_error",
    "get_temp_dir",
    "gpu_device_name",
    "is_built_with_cuda",
    "is_built_with_gpu_support",
    "is_built_with_rocm",
    "is_gpu_available",
    "test_src_dir_path",
]
