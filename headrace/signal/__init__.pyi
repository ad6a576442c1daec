"""tf.signal: Fourier transforms, windows, frames and spectra of signals. Made by `make names`."""

from headrace.graph.ops.spectral.cosine import dct as dct
from headrace.graph.ops.spectral.fourier import fft as fft
from headrace.graph.ops.spectral.fourier import fft2d as fft2d
from headrace.graph.ops.spectral.fourier import fft3d as fft3d
from headrace.graph.ops.spectral.shifts import fftshift as fftshift
from headrace.graph.ops.spectral.frames import frame as frame
from headrace.graph.ops.spectral.windows import hamming_window as hamming_window
from headrace.graph.ops.spectral.windows import hann_window as hann_window
from headrace.graph.ops.spectral.cosine import idct as idct
from headrace.graph.ops.spectral.fourier import ifft as ifft
from headrace.graph.ops.spectral.fourier import ifft2d as ifft2d
from headrace.graph.ops.spectral.fourier import ifft3d as ifft3d
from headrace.graph.ops.spectral.shifts import ifftshift as ifftshift
from headrace.graph.ops.spectral.spectra import inverse_stft as inverse_stft
from headrace.graph.ops.spectral.spectra import inverse_stft_window_fn as inverse_stft_window_fn
from headrace.graph.ops.spectral.real_fourier import irfft as irfft
from headrace.graph.ops.spectral.real_fourier import irfft2d as irfft2d
from headrace.graph.ops.spectral.real_fourier import irfft3d as irfft3d
from headrace.graph.ops.spectral.spectra import linear_to_mel_weight_matrix as linear_to_mel_weight_matrix
from headrace.graph.ops.spectral.spectra import mfccs_from_log_mel_spectrograms as mfccs_from_log_mel_spectrograms
from headrace.graph.ops.spectral.frames import overlap_and_add as overlap_and_add
from headrace.graph.ops.spectral.real_fourier import rfft as rfft
from headrace.graph.ops.spectral.real_fourier import rfft2d as rfft2d
from headrace.graph.ops.spectral.real_fourier import rfft3d as rfft3d
from headrace.graph.ops.spectral.spectra import stft as stft

__all__ = [
    "dct",
    "fft",
    "fft2d",
    "fft3d",
    "fftshift",
    "frame",
    "hamming_window",
    "hann_window",
    "idct",
    "ifft",
    "ifft2d",
    "ifft3d",
    "ifftshift",
    "inverse_stft",
    "inverse_stft_window_fn",
    "irfft",
    "irfft2d",
    "irfft3d",
    "linear_to_mel_weight_matrix",
    "mfccs_from_log_mel_spectrograms",
    "overlap_and_add",
    "rfft",
    "rfft2d",
    "rfft3d",
    "stft",
]
