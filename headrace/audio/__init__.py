"""tf.audio: WAV files as samples of sound, and the other way round. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "audio")
