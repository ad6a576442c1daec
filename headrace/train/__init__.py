"""tf.train: input pipelines, their threads, training, and the messages of Example files. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "train")
