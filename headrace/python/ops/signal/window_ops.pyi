"""tf.python.ops.signal.window_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.spectral.windows import hamming_window as hamming_window
from headrace.graph.ops.spectral.windows import hann_window as hann_window

__all__ = [
    "hamming_window",
    "hann_window",
]
