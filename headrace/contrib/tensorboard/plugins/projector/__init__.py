"""tf.contrib.tensorboard.plugins.projector: what TensorBoard's projector shows. Made by `make names`."""

from ..... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.tensorboard.plugins.projector")
