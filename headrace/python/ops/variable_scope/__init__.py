"""tf.python.ops.variable_scope: scopes that share variables. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.ops.variable_scope")
