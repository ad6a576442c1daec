"""tf.python.tools.inspect_checkpoint: what is in a checkpoint. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.tools.inspect_checkpoint")
