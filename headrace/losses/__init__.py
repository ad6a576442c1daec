"""tf.losses: what predictions and labels differ by, as one number. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "losses")
