"""tf.contrib.slim.parallel_reader: several readers of one set of files. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.parallel_reader")
