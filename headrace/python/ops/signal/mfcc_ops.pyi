"""tf.python.ops.signal.mfcc_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.spectral.spectra import mfccs_from_log_mel_spectrograms as mfccs_from_log_mel_spectrograms

__all__ = [
    "mfccs_from_log_mel_spectrograms",
]
