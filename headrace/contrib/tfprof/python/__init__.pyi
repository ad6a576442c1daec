"""tf.contrib.tfprof.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.tfprof.python import tools as tools

__all__ = [
    "tools",
]
