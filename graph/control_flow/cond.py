"""cond: operations that run in one of two branches only.

Values from outside enter a branch through `Switch`, its results leave through `Merge`; plans turn both into an `if`
statement.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at

from .. import ops
from ..core.build import convert_to_tensor
from ..core.defaults import get_default_graph
from ..core.keys import GraphKeys
from ..core.operation import Operation
from ..core.structures import assert_same_structure
from ..core.tensor import Tensor
from ..types.likes import TensorLike
from .composites import expanded, flow_of, rebuilt, with_flow
from .contexts import CondContext
from .switches import SWITCH, merged


@export("cond")
@once_named_at("strict", "1.1")
def cond(
    pred: TensorLike,
    true_fn: Callable[[], Any] | None = None,
    false_fn: Callable[[], Any] | None = None,
    strict: bool = False,
    name: str | None = None,
    fn1: Callable[[], Any] | None = None,
    fn2: Callable[[], Any] | None = None,
) -> Any:
    """The results of `true_fn` where `pred` holds when run, those of `false_fn` otherwise.

    Operations that the functions make run only in their branch; what was made outside always runs.

    Args:
      pred: bool scalar tensor.
      true_fn, false_fn: return a tensor, an operation (the result is a bool tensor then: which branch ran), or lists,
        tuples or dicts of those, both alike.
      strict: keep a list of one tensor as a list.
      fn1, fn2: the same under their old names.

    Returns:
      What the functions return, in the same structure; a list of one tensor as that tensor, unless `strict`.

    Raises:
      TypeError: a function is not callable, `pred` is a Python bool or no bool, or the branches return sequences of
        different types.
      ValueError: the branches return nothing, or different structures or types, or `pred` is no scalar.
    """
    if fn1 is not None:
        if true_fn is not None:
            raise TypeError("cond(): true_fn and fn1 may not be set simultaneously.")
        true_fn = fn1
    if fn2 is not None:
        if false_fn is not None:
            raise TypeError("cond(): false_fn and fn2 may not be set simultaneously.")
        false_fn = fn2
    if true_fn is None or false_fn is None:
        raise TypeError(f"cond(): '{'true_fn' if true_fn is None else 'false_fn'}' argument required")
    if not callable(true_fn) or not callable(false_fn):
        raise TypeError("true_fn must be callable." if not callable(true_fn) else "false_fn must be callable.")
    if isinstance(pred, bool):
        raise TypeError("pred must not be a Python bool")
    graph = get_default_graph()
    with graph.name_scope(name or "cond"):
        predicate = convert_to_tensor(pred, name="pred")
        off, on = SWITCH(predicate, predicate, name="Switch")
        pivots = ops.identity(on, name="switch_t"), ops.identity(off, name="switch_f")
        predicate = ops.identity(predicate, name="pred_id")
        for tensor in (off, on, *pivots, predicate):
            graph.prevent_fetching(tensor.op)
        then = _Branch(CondContext(predicate, pivots[0], True), true_fn, "true_fn", strict)
        otherwise = _Branch(CondContext(predicate, pivots[1], False), false_fn, "false_fn", strict)
        result = _joined(then, otherwise, strict)
        if graph.context is None:
            graph.add_to_collection(GraphKeys.COND_CONTEXT, then.context)
            graph.add_to_collection(GraphKeys.COND_CONTEXT, otherwise.context)
        return result


class _Branch:
    """What a branch function returned: its structure, and its tensors inside the branch."""

    def __init__(self, context: CondContext, function: Callable[[], Any], name: str, strict: bool) -> None:
        self.context = context
        with get_default_graph().in_context(context):
            result = function()
            if result is None:
                raise ValueError(f"{name} must have a return value.")
            self.result = result if strict else _alone(result)
            self.leaves = [self._tensor(leaf) for leaf in expanded(self.result)]
            context.leave(self.leaves)

    def _tensor(self, leaf: Any) -> Tensor:
        if isinstance(leaf, Operation):
            return ops.with_dependencies([leaf], self.context.pivot)
        return self.context.result(convert_to_tensor(flow_of(leaf)))


def _alone(result: Any) -> Any:
    """The only element of a list or tuple in place of it."""
    return result[0] if isinstance(result, (list, tuple)) and len(result) == 1 else result


def _joined(then: _Branch, otherwise: _Branch, strict: bool) -> Any:
    assert_same_structure(then.result, otherwise.result)
    if not then.leaves:
        raise ValueError("true_fn and false_fn must return at least one result.")
    joined = []
    for yes, no in zip(then.leaves, otherwise.leaves, strict=True):
        if yes.dtype.base_dtype is not no.dtype.base_dtype:
            raise ValueError(f"Outputs of true_fn and false_fn must have the same type: {yes.dtype.name}, {no.dtype.name}")
        joined.append(merged([no, yes]))
    result = rebuilt(then.result, map(with_flow, expanded(then.result), joined))
    return result if strict else _alone(result)
