"""tf.contrib.slim.utils: outputs of layers by name. Made by `make names`."""

from headrace.training.contrib.layers.common import convert_collection_to_dict as convert_collection_to_dict

__all__ = [
    "convert_collection_to_dict",
]
