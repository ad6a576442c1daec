"""tf.contrib.tfprof.python.tools: as far as programs use it. Made by `make names`."""

from headrace.contrib.tfprof.python.tools import tfprof as tfprof

__all__ = [
    "tfprof",
]
