"""tf.spectral: Fourier and cosine transforms, as they were called before TensorFlow 1.13. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "spectral")
