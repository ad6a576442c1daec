"""tf.python.ops.signal.spectral_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.spectral.spectra import inverse_stft as inverse_stft
from headrace.graph.ops.spectral.spectra import inverse_stft_window_fn as inverse_stft_window_fn
from headrace.graph.ops.spectral.spectra import stft as stft

__all__ = [
    "inverse_stft",
    "inverse_stft_window_fn",
    "stft",
]
