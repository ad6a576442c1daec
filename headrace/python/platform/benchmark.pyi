"""tf.python.platform.benchmark: as far as programs use it. Made by `make names`."""

from headrace.graph.testing.stubs import benchmark_config as benchmark_config

__all__ = [
    "benchmark_config",
]
