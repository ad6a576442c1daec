"""Initial values that depend on other variables, guarded: what to compute so that the order of initialization does not matter.

Source of the rule: tf.Variable, TensorFlow 1.15, which reads `initialized_value()` of such variables.
"""

from __future__ import annotations

from typing import Any

from ..core.build import copied_node
from ..core.graph import Graph
from ..core.keys import GraphKeys
from ..core.tensor import Tensor
from ..core.traits import REF_VARIABLE
from ..core.traversal import topological_order
from ..runtime.kernels import ref_inputs


def guarded(value: Tensor, name: str) -> Tensor:
    """`value`, computed anew from the initial values of the variables in it that have no value yet.

    Args:
      name: of the variable that starts with `value`; what is computed anew has it at the end of its name.
    """
    order = topological_order([value])
    if not any(REF_VARIABLE in operation.definition.traits for operation in order):
        return value
    known = _variables(value.graph)
    instead: dict[Tensor, Tensor] = {}
    for operation in order:
        if REF_VARIABLE in operation.definition.traits:
            if operation.name in known:
                instead[operation.outputs[0]] = known[operation.name].initialized_value()
        elif any(tensor in instead for tensor in operation.inputs):
            if operation.context is not None or ref_inputs(operation):
                continue  # a branch may ask itself what is initialized; what changes a variable needs the variable
            inputs = [instead.get(tensor, tensor) for tensor in operation.inputs]
            copy = copied_node(operation, inputs, f"{operation.name.rpartition('/')[2]}_{name}")
            instead.update(zip(operation.outputs, copy.outputs, strict=True))
    return instead.get(value, value)


def _variables(graph: Graph) -> dict[str, Any]:
    variables = [*graph.get_collection(GraphKeys.GLOBAL_VARIABLES), *graph.get_collection(GraphKeys.LOCAL_VARIABLES)]
    return {variable.op.name: variable for variable in variables if hasattr(variable, "initialized_value")}
