"""tf.python.training.checkpoint_utils: values of checkpoints. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.training.checkpoint_utils")
