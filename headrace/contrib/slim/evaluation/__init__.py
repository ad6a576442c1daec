"""tf.contrib.slim.evaluation: values of a model in its checkpoints. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.evaluation")
