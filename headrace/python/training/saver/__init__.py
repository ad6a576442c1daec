"""tf.python.training.saver: Saver, what it is made of, and the files of checkpoints. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.training.saver")
