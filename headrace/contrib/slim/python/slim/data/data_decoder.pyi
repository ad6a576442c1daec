"""tf.contrib.slim.python.slim.data.data_decoder: as far as programs use it. Made by `make names`."""

from headrace.training.slim.data.decoder import DataDecoder as DataDecoder

__all__ = [
    "DataDecoder",
]
