"""tf.contrib.signal.python.ops.mel_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.spectral.spectra import linear_to_mel_weight_matrix as linear_to_mel_weight_matrix

__all__ = [
    "linear_to_mel_weight_matrix",
]
