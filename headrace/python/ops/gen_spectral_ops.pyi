"""tf.python.ops.gen_spectral_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.spectral.fourier import fft as fft
from headrace.graph.ops.spectral.fourier import fft2d as fft2d
from headrace.graph.ops.spectral.fourier import fft3d as fft3d
from headrace.graph.ops.spectral.fourier import ifft as ifft
from headrace.graph.ops.spectral.fourier import ifft2d as ifft2d
from headrace.graph.ops.spectral.fourier import ifft3d as ifft3d

__all__ = [
    "fft",
    "fft2d",
    "fft3d",
    "ifft",
    "ifft2d",
    "ifft3d",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
