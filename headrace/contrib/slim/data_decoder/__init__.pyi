"""tf.contrib.slim.data_decoder: what makes items of a record. Made by `make names`."""

from headrace.training.slim.data.decoder import DataDecoder as DataDecoder

__all__ = [
    "DataDecoder",
]
