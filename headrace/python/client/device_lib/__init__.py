"""tf.python.client.device_lib: the devices of this machine. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.client.device_lib")
