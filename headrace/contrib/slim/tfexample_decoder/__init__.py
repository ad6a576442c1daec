"""tf.contrib.slim.tfexample_decoder: items of Examples. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.tfexample_decoder")
