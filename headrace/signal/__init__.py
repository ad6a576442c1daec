"""tf.signal: Fourier transforms, windows, frames and spectra of signals. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "signal")
