"""tf.python.ops.control_flow_ops: what runs before or instead of what. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.ops.control_flow_ops")
