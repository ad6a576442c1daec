"""tf.test: test cases with sessions, and what they compare."""

from __future__ import annotations

from . import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.testing.case": "TestCase get_temp_dir main mock",
        "headrace.graph.testing.devices": "assert_equal_graph_def gpu_device_name is_built_with_cuda"
        " is_built_with_gpu_support=is_built_with_cuda is_built_with_rocm=is_built_with_cuda is_gpu_available",
        "headrace.graph.testing.gradient_checker": "compute_gradient compute_gradient_error",
    },
)
