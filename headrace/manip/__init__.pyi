"""tf.manip: elements rolled along axes. Made by `make names`."""

from headrace.graph.ops.arrays.space_to_batch import batch_to_space_nd as batch_to_space_nd
from headrace.graph.ops.arrays.gather import gather_nd as gather_nd
from headrace.graph.ops.arrays.reshape import reshape as reshape
from headrace.graph.ops.arrays.slicing import reverse as reverse
from headrace.graph.ops.ordering.roll import roll as roll
from headrace.graph.ops.arrays.scatter import scatter_nd as scatter_nd
from headrace.graph.ops.arrays.space_to_batch import space_to_batch_nd as space_to_batch_nd
from headrace.graph.ops.arrays.pad import tile as tile

__all__ = [
    "roll",
]
