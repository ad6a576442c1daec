"""tf.python.ops.functional_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.control_flow.functional import foldl as foldl
from headrace.graph.control_flow.functional import map_fn as map_fn
from headrace.graph.control_flow.functional import scan as scan
from collections.abc import Callable as _Callable
from headrace.graph.types.likes import Initializer as _Initializer
from typing import Any as _Any

def foldr(
    fn: _Callable[[_Any, _Any], _Any],
    elems: _Any,
    initializer: _Initializer | None = None,
    parallel_iterations: int = 10,
    back_prop: bool = True,
    swap_memory: bool = False,
    name: str | None = None,
) -> _Any:
    """`foldl` from the last row to the first.

    Args:
      fn: gets what it returned last, in the structure of `initializer`, and a row, in that of `elems`.
      elems: a tensor, or a nested structure of some, that have the same first dimension.
      initializer: what stands for the result before the first row; the first row itself by default.
      parallel_iterations, swap_memory: accepted; see `while_loop`.
      back_prop: whether gradients are wanted.

    Returns:
      What `fn` returned for the last row, in the structure of `initializer`.

    Raises:
      TypeError: `fn` is not callable.
    """

__all__ = [
    "foldl",
    "foldr",
    "map_fn",
    "scan",
]
