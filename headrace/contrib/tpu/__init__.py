"""tf.contrib.tpu: programs for TPUs run where there is none. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.tpu")
