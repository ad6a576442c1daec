"""tf.python.ops.tensor_array_ops: arrays of tensors, written and read while a step runs. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.ops.tensor_array_ops")
