"""tf.python.util.nest: as far as programs use it. Made by `make names`."""

from headrace.graph.core.structures import assert_same_structure as assert_same_structure
from headrace.graph.core.structures import flatten as flatten
from headrace.graph.core.structures import is_nested as is_nested
from headrace.graph.core.structures import is_nested as is_sequence
from headrace.graph.core.structures import map_structure as map_structure
from headrace.graph.core.structures import pack_sequence_as as pack_sequence_as

__all__ = [
    "assert_same_structure",
    "flatten",
    "is_nested",
    "is_sequence",
    "map_structure",
    "pack_sequence_as",
]
