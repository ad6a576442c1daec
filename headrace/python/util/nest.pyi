"""tf.python.util.nest: as far as programs use it. Made by `make names`."""

from headrace.graph.core.structures import assert_same_structure as assert_same_structure
from headrace.training.contrib.framework.nest import assert_shallow_structure as assert_shallow_structure
from headrace.graph.core.structures import flatten as flatten
from headrace.training.contrib.framework.nest import flatten_dict_items as flatten_dict_items
from headrace.training.contrib.framework.nest import flatten_up_to as flatten_up_to
from headrace.training.contrib.framework.nest import flatten_with_joined_string_paths as flatten_with_joined_string_paths
from headrace.training.contrib.framework.nest import flatten_with_tuple_paths as flatten_with_tuple_paths
from headrace.graph.core.structures import is_nested as is_nested
from headrace.graph.core.structures import is_nested as is_sequence
from headrace.graph.core.structures import map_structure as map_structure
from headrace.training.contrib.framework.nest import map_structure_up_to as map_structure_up_to
from headrace.training.contrib.framework.nest import map_structure_with_paths as map_structure_with_paths
from headrace.graph.core.structures import pack_sequence_as as pack_sequence_as
from headrace.training.contrib.framework.nest import yield_flat_paths as yield_flat_paths

__all__ = [
    "assert_same_structure",
    "assert_shallow_structure",
    "flatten",
    "flatten_dict_items",
    "flatten_up_to",
    "flatten_with_joined_string_paths",
    "flatten_with_tuple_paths",
    "is_nested",
    "is_sequence",
    "map_structure",
    "map_structure_up_to",
    "map_structure_with_paths",
    "pack_sequence_as",
    "yield_flat_paths",
]
