"""tf.python.ops.partitioned_variables: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.scope import create_partitioned_variables as create_partitioned_variables
from headrace.graph.variables.partitioners import fixed_size_partitioner as fixed_size_partitioner
from headrace.graph.variables.partitioners import min_max_variable_partitioner as min_max_variable_partitioner
from headrace.graph.variables.partitioners import variable_axis_size_partitioner as variable_axis_size_partitioner

__all__ = [
    "create_partitioned_variables",
    "fixed_size_partitioner",
    "min_max_variable_partitioner",
    "variable_axis_size_partitioner",
]
