"""tf.contrib.slim.dataset_data_provider: the items of a data set, one example after the other. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.dataset_data_provider")
