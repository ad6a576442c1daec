"""tf.contrib.tfprof.python.tools.tfprof: as far as programs use it. Made by `make names`."""

from headrace.contrib.tfprof.python.tools.tfprof import model_analyzer as model_analyzer

__all__ = [
    "model_analyzer",
]
