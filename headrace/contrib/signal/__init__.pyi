"""tf.contrib.signal: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.spectral.frames import frame as frame
from headrace.graph.ops.spectral.frames import frame as frames
from headrace.graph.ops.spectral.windows import hamming_window as hamming_window
from headrace.graph.ops.spectral.windows import hann_window as hann_window
from headrace.graph.ops.spectral.spectra import inverse_stft as inverse_stft
from headrace.graph.ops.spectral.spectra import inverse_stft_window_fn as inverse_stft_window_fn
from headrace.graph.ops.spectral.spectra import linear_to_mel_weight_matrix as linear_to_mel_weight_matrix
from headrace.graph.ops.spectral.spectra import mfccs_from_log_mel_spectrograms as mfccs_from_log_mel_spectrograms
from headrace.graph.ops.spectral.frames import overlap_and_add as overlap_and_add
from headrace.contrib.signal import python as python
from headrace.graph.ops.spectral.spectra import stft as stft

__all__ = [
    "frame",
    "frames",
    "hamming_window",
    "hann_window",
    "inverse_stft",
    "inverse_stft_window_fn",
    "linear_to_mel_weight_matrix",
    "mfccs_from_log_mel_spectrograms",
    "overlap_and_add",
    "python",
    "stft",
]
