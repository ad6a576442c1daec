"""tf.contrib.learn.learn_runner: experiments that are run. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.learn.learn_runner")
