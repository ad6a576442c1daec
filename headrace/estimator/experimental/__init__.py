"""tf.estimator.experimental: hooks that end a training early, parts of models. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "estimator.experimental")
