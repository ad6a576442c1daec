"""tf.test: test cases with sessions, and what they compare. Made by `make names`."""

from headrace.graph.testing.stubs import StubOutForTesting as StubOutForTesting
from headrace.graph.testing.case import TestCase as TestCase
from headrace.graph.testing.graph_defs import assert_equal_graph_def as assert_equal_graph_def
from headrace.graph.testing.stubs import benchmark_config as benchmark_config
from headrace.graph.testing.gradient_checker import compute_gradient as compute_gradient
from headrace.graph.testing.case import get_temp_dir as get_temp_dir
from headrace.graph.devices.available import gpu_device_name as gpu_device_name
from headrace.graph.devices.available import is_built_with_cuda as is_built_with_cuda
from headrace.graph.devices.available import is_built_with_cuda as is_built_with_gpu_support
from headrace.graph.devices.available import is_built_with_cuda as is_built_with_rocm
from headrace.graph.devices.available import is_gpu_available as is_gpu_available
from headrace.graph.testing.case import main as main
from headrace.graph.testing.case import mock as mock
from headrace.graph.testing.stubs import test_src_dir_path as test_src_dir_path
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def compute_gradient_error(
    x: _TensorLike,
    x_shape: _Any,
    y: _Tensor,
    y_shape: _Any,
    x_init_value: _TensorLike | None = None,
    delta: float = 0.001,
    init_targets: _Any = None,
    extra_feed_dict: dict | None = None,
) -> float:
    """The greatest difference between the two results of `compute_gradient`.

    Args:
      x: float tensor, or a list of them.
      x_shape: its shape, or a list of such.
      y: float tensor.
      y_shape: its shape.
      x_init_value: where to take them, or a list; random by default.
      delta: how far x is changed for the differences, to both sides.
      init_targets: operations to run before.
      extra_feed_dict: what else to feed.

    Returns:
      float.

    Raises:
      ValueError: there is no default session.
      TypeError: x or y is no float tensor.
    """

__all__ = [
    "StubOutForTesting",
    "TestCase",
    "assert_equal_graph_def",
    "benchmark_config",
    "compute_gradient",
    "compute_gradient_error",
    "get_temp_dir",
    "gpu_device_name",
    "is_built_with_cuda",
    "is_built_with_gpu_support",
    "is_built_with_rocm",
    "is_gpu_available",
    "main",
    "mock",
    "test_src_dir_path",
]
