"""tf.contrib.tfprof.model_analyzer: tf.profiler under its older name. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.tfprof.model_analyzer")
