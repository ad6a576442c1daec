"""tf.contrib.signal.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.signal.python.ops import mel_ops as mel_ops
from headrace.contrib.signal.python.ops import mfcc_ops as mfcc_ops
from headrace.contrib.signal.python.ops import reconstruction_ops as reconstruction_ops
from headrace.contrib.signal.python.ops import shape_ops as shape_ops
from headrace.contrib.signal.python.ops import spectral_ops as spectral_ops
from headrace.contrib.signal.python.ops import window_ops as window_ops

__all__ = [
    "mel_ops",
    "mfcc_ops",
    "reconstruction_ops",
    "shape_ops",
    "spectral_ops",
    "window_ops",
]
