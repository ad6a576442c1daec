"""tf.python.framework.test_util: as far as programs use it. Made by `make names`."""

from headrace.graph.testing.case import TestCase as TensorFlowTestCase
from headrace.graph.testing.graph_defs import assert_equal_graph_def as assert_equal_graph_def
from headrace.graph.testing.graph_defs import assert_equal_graph_def as assert_equal_graph_def_v1
from headrace.graph.devices.available import gpu_device_name as gpu_device_name
from headrace.graph.devices.available import is_gpu_available as is_gpu_available

__all__ = [
    "TensorFlowTestCase",
    "assert_equal_graph_def",
    "assert_equal_graph_def_v1",
    "gpu_device_name",
    "is_gpu_available",
]
