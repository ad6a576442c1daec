"""Choices that are made when the graph is built where it is known which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph.control_flow.case import chosen_case
from headrace.graph.types.likes import TensorLike

from ...layers.arguments import smart_cond as known_or_cond
from ...layers.arguments import smart_constant


@export("contrib.framework.smart_constant_value")
def smart_constant_value(pred: TensorLike) -> bool | None:
    """The value of a predicate, None where only the run tells it.

    Args:
      pred: a bool, 0 or 1, or a bool scalar tensor.

    Returns:
      a bool or None.

    Raises:
      TypeError: `pred` is none of these.
    """
    return smart_constant(pred)


@export("contrib.framework.smart_case")
def smart_case(
    pred_fn_pairs: Any, default: Callable[[], Any] | None = None, exclusive: bool = False, name: str = "smart_case"
) -> Any:
    """`tf.case`, or the one function where it is known which.

    Args:
      pred_fn_pairs: pairs of a bool, or a bool scalar tensor, and a function; or a dict of those.
      default: the function for the case that no predicate holds.
      exclusive: that more than one predicate holds is an error.
      name: of the scope.

    Returns:
      what the function gives, or what `tf.case` does.

    Raises:
      TypeError: as `tf.case`.
    """
    return chosen_case(pred_fn_pairs, default, exclusive, name, known_or_cond, known=True)
