"""tf.contrib.slim.data_decoder: what makes items of a record. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.data_decoder")
