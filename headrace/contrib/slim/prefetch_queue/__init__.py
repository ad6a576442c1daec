"""tf.contrib.slim.prefetch_queue: a queue that threads keep full. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.prefetch_queue")
