"""tf.python.training.slot_creator: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.slots import create_slot as create_slot
from headrace.graph.variables.slots import create_slot_with_initializer as create_slot_with_initializer
from headrace.graph.variables.slots import create_zeros_slot as create_zeros_slot

__all__ = [
    "create_slot",
    "create_slot_with_initializer",
    "create_zeros_slot",
]
