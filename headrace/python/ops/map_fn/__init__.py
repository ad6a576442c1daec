"""tf.python.ops.map_fn: functions applied to rows, each for itself. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.ops.map_fn")
