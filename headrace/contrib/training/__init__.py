"""tf.contrib.training: batches of records of about the same length; waiting for checkpoints. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.training")
