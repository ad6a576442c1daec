"""tf.contrib.rnn: cells of recurrent networks, and what runs them over sequences. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.rnn")
