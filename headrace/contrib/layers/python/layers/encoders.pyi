"""tf.contrib.layers.python.layers.encoders: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.layers.embeddings import embed_sequence as embed_sequence
from headrace.contrib.layers import bow_encoder as bow_encoder

__all__ = [
    "bow_encoder",
    "embed_sequence",
]
