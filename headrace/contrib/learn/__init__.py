"""tf.contrib.learn: experiments over estimators, and graphs that are run for their values. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.learn")
