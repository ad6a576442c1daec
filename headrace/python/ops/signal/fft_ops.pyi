"""tf.python.ops.signal.fft_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.spectral.fourier import fft as fft
from headrace.graph.ops.spectral.fourier import fft2d as fft2d
from headrace.graph.ops.spectral.fourier import fft3d as fft3d
from headrace.graph.ops.spectral.shifts import fftshift as fftshift
from headrace.graph.ops.spectral.fourier import ifft as ifft
from headrace.graph.ops.spectral.fourier import ifft2d as ifft2d
from headrace.graph.ops.spectral.fourier import ifft3d as ifft3d
from headrace.graph.ops.spectral.shifts import ifftshift as ifftshift
from headrace.graph.ops.spectral.real_fourier import irfft as irfft
from headrace.graph.ops.spectral.real_fourier import irfft2d as irfft2d
from headrace.graph.ops.spectral.real_fourier import irfft3d as irfft3d
from headrace.graph.ops.spectral.real_fourier import rfft as rfft
from headrace.graph.ops.spectral.real_fourier import rfft2d as rfft2d
from headrace.graph.ops.spectral.real_fourier import rfft3d as rfft3d

__all__ = [
    "fft",
    "fft2d",
    "fft3d",
    "fftshift",
    "ifft",
    "ifft2d",
    "ifft3d",
    "ifftshift",
    "irfft",
    "irfft2d",
    "irfft3d",
    "rfft",
    "rfft2d",
    "rfft3d",
]
