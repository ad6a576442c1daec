"""tf.contrib.slim.queues: threads of a pipeline for as long as a block. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.queues")
