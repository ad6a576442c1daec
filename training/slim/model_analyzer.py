"""How much memory the operations and the variables of a model take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.graph import Graph


@export("contrib.slim.model_analyzer.tensor_description")
def tensor_description(var: Any) -> str:
    """Type and size of a tensor or variable, as "(float32 1x8x8x1024)".

    Args:
      var: a tensor or a variable.

    Returns:
      a text.
    """
    return f"({var.dtype.name} {'x'.join(map(str, var.shape))})"


@export("contrib.slim.model_analyzer.analyze_ops")
def analyze_ops(graph: Graph, print_info: bool = False) -> int:
    """How many elements all outputs of operations have; those of unknown sizes count as none.

    Args:
      graph: whose operations.
      print_info: whether each is printed with its outputs.

    Returns:
      an int.
    """
    lines = ["---------", "Operations: name -> (type shapes) [size]", "---------"]
    total = 0
    for operation in graph.get_operations():
        size = sum(output.shape.num_elements() or 0 for output in operation.outputs)
        outputs = ", ".join(tensor_description(output) for output in operation.outputs if output.shape)
        lines.append(f"{operation.name} \t-> {outputs} [{size}]")
        total += size
    if print_info:
        print("\n".join(lines))
    return total


@export("contrib.slim.model_analyzer.analyze_vars")
def analyze_vars(variables: Iterable[Any], print_info: bool = False) -> tuple[int, int]:
    """How many elements and bytes variables have; those of unknown sizes count as none.

    Args:
      variables: such as `tf.global_variables()`.
      print_info: whether each is printed.

    Returns:
      (elements, bytes), two ints.
    """
    lines = ["---------", "Variables: name (type shape) [size]", "---------"]
    elements, total = 0, 0
    for variable in variables:
        size = variable.shape.num_elements() or 0
        lines.append(f"{variable.name} {tensor_description(variable)} [{size}, bytes: {size * variable.dtype.size}]")
        elements += size
        total += size * variable.dtype.size
    if print_info:
        lines += [f"Total size of variables: {elements}", f"Total bytes of variables: {total}"]
        print("\n".join(lines))
    return elements, total
