"""tf.python.ops.spectral_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.spectral.cosine import dct as dct
from headrace.graph.ops.spectral.fourier import fft as fft
from headrace.graph.ops.spectral.fourier import fft2d as fft2d
from headrace.graph.ops.spectral.fourier import fft3d as fft3d
from headrace.graph.ops.spectral.cosine import idct as idct
from headrace.graph.ops.spectral.fourier import ifft as ifft
from headrace.graph.ops.spectral.fourier import ifft2d as ifft2d
from headrace.graph.ops.spectral.fourier import ifft3d as ifft3d
from headrace.graph.ops.spectral.real_fourier import irfft as irfft
from headrace.graph.ops.spectral.real_fourier import irfft2d as irfft2d
from headrace.graph.ops.spectral.real_fourier import irfft3d as irfft3d
from headrace.graph.ops.spectral.real_fourier import rfft as rfft
from headrace.graph.ops.spectral.real_fourier import rfft2d as rfft2d
from headrace.graph.ops.spectral.real_fourier import rfft3d as rfft3d

__all__ = [
    "dct",
    "fft",
    "fft2d",
    "fft3d",
    "idct",
    "ifft",
    "ifft2d",
    "ifft3d",
    "irfft",
    "irfft2d",
    "irfft3d",
    "rfft",
    "rfft2d",
    "rfft3d",
]
