"""tf.python.ops.signal: as far as programs use it. Made by `make names`."""

from headrace.python.ops.signal import dct_ops as dct_ops
from headrace.python.ops.signal import fft_ops as fft_ops
from headrace.python.ops.signal import mel_ops as mel_ops
from headrace.python.ops.signal import mfcc_ops as mfcc_ops
from headrace.python.ops.signal import reconstruction_ops as reconstruction_ops
from headrace.python.ops.signal import shape_ops as shape_ops
from headrace.python.ops.signal import signal as signal
from headrace.python.ops.signal import spectral_ops as spectral_ops
from headrace.python.ops.signal import window_ops as window_ops

__all__ = [
    "dct_ops",
    "fft_ops",
    "mel_ops",
    "mfcc_ops",
    "reconstruction_ops",
    "shape_ops",
    "signal",
    "spectral_ops",
    "window_ops",
]
