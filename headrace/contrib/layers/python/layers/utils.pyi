"""tf.contrib.layers.python.layers.utils: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.layers.utils import append_tensor_alias as append_tensor_alias
from headrace.training.contrib.layers.utils import channel_dimension as channel_dimension
from headrace.training.contrib.layers.utils import add_outputs_to_collections as collect_named_outputs
from headrace.training.contrib.layers.utils import constant_value as constant_value
from headrace.training.contrib.layers.utils import convert_collection_to_dict as convert_collection_to_dict
from headrace.training.contrib.layers.utils import gather_tensors_aliases as gather_tensors_aliases
from headrace.training.contrib.layers.utils import get_tensor_aliases as get_tensor_aliases
from headrace.training.contrib.layers.utils import get_variable_collections as get_variable_collections
from headrace.training.contrib.layers.utils import last_dimension as last_dimension
from headrace.training.contrib.layers.utils import n_positive_integers as n_positive_integers
from headrace.training.contrib.layers.utils import smart_cond as smart_cond
from headrace.training.contrib.layers.utils import static_cond as static_cond
from headrace.training.contrib.layers.utils import two_element_tuple as two_element_tuple

__all__ = [
    "append_tensor_alias",
    "channel_dimension",
    "collect_named_outputs",
    "constant_value",
    "convert_collection_to_dict",
    "gather_tensors_aliases",
    "get_tensor_aliases",
    "get_variable_collections",
    "last_dimension",
    "n_positive_integers",
    "smart_cond",
    "static_cond",
    "two_element_tuple",
]
