"""tf.python.ops.functional_ops: functions applied to rows, one after the other. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.ops.functional_ops")
