"""case and switch_case: the first of several functions whose condition holds, or the one of a number."""

from __future__ import annotations

import collections
import functools
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at

from .. import ops
from ..core.constants import constant
from ..core.defaults import get_default_graph
from ..core.operation import Operation
from ..core.structures import flat, packed
from ..core.tensor import Tensor
from ..platform import logging
from ..types import dtypes
from .cond import cond


@export("case")
@once_named_at("strict", "1.1")
def case(
    pred_fn_pairs: Any,
    default: Callable[[], Any] | None = None,
    exclusive: bool = False,
    strict: bool = False,
    name: str = "case",
) -> Any:
    """The results of the first function whose predicate holds when run.

    Args:
      pred_fn_pairs: pairs of a bool scalar tensor and a function; or a dict of those, in the order of the predicates' names
        unless it is an OrderedDict.
      default: the function for the case that no predicate holds; without it, that is an error when run.
      exclusive: that more than one predicate holds is an error when run.
      strict: keep a list of one tensor as a list.

    Returns:
      What the functions return, in the same structure; a list of one tensor as that tensor, unless `strict`.

    Raises:
      TypeError: a pair is none, a predicate no bool tensor, or a function not callable.
      InvalidArgumentError: (when run) no predicate holds and there is no `default`, or several do that must not.
    """
    return chosen_case(pred_fn_pairs, default, exclusive, name, functools.partial(cond, strict=strict))


def chosen_case(
    pred_fn_pairs: Any,
    default: Callable[[], Any] | None,
    exclusive: bool,
    name: str,
    choose: Callable[..., Any],
    known: bool = False,
) -> Any:
    """`case` by another function than `tf.cond`; `known`: predicates may be bools of Python's."""
    predicates, actions = _pairs(pred_fn_pairs, exclusive, name, known)
    with get_default_graph().name_scope(name or "case"):
        if default is None:
            default, predicates, actions = _checked_default(predicates, actions)
        chosen = default
        for predicate, action in reversed(list(zip(predicates, actions, strict=True))):
            chosen = functools.partial(choose, predicate, true_fn=action, false_fn=chosen)
        if not exclusive:
            return chosen()
        with get_default_graph().control_dependencies([_at_most(predicates, 1, "Input error: exclusive=True")]):
            return chosen()


def _pairs(given: Any, exclusive: bool, name: str, known: bool) -> tuple[Sequence[Any], Sequence[Any]]:
    if not isinstance(given, (list, tuple, dict)):
        raise TypeError("fns must be a list, tuple, or dict")
    if isinstance(given, collections.OrderedDict):
        given = list(given.items())
    elif isinstance(given, dict):
        given = sorted(given.items(), key=lambda item: item[0].name)
        if not exclusive:
            logging.warning(
                "%s: An unordered dictionary of predicate/fn pairs was provided, but exclusive=False. The order of conditional "
                "tests is deterministic but not guaranteed.",
                name,
            )
    for pair in given:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise TypeError("Each entry in pred_fn_pairs must be a 2-tuple")
        predicate, function = pair
        if isinstance(predicate, Tensor):
            if predicate.dtype.base_dtype is not dtypes.bool_:
                raise TypeError(f"pred must be Tensor of type bool: {predicate.name}")
        elif not known:
            raise TypeError(f"pred must be a Tensor, got: {predicate}")
        elif not isinstance(predicate, bool):
            raise TypeError(f"pred must be a Tensor or bool, got: {predicate}")
        if not callable(function):
            raise TypeError(f"fn for pred {getattr(predicate, 'name', predicate)} must be callable.")
    predicates, actions = zip(*given)  # noqa: B905  # pairs, and at least one
    return predicates, actions


def _checked_default(
    predicates: Sequence[Any], actions: Sequence[Any]
) -> tuple[Callable[[], Any], Sequence[Any], Sequence[Any]]:
    """The last function as the one for all other cases, and the pairs that are left; it fails unless its predicate holds."""
    *others, last = predicates

    def default() -> Any:
        words = (
            f"Implementation error: selected default action #{len(others)} was called, but some of other predicates are True: "
        )
        data = ("Input error: None of conditions evaluated as True:", ops.stack(list(predicates), name="preds_c"))
        with get_default_graph().control_dependencies([_at_most(others, 0, words), ops.Assert(last, data)]):
            return actions[-1]()

    return default, others, actions[:-1]


def _at_most(predicates: Sequence[Tensor], limit: int, words: str) -> Operation:
    """What fails where more of the predicates hold."""
    all_of_them = ops.stack(list(predicates), name="preds_c")
    count = ops.reduce_sum(ops.cast(all_of_them, dtypes.int32), name="num_true_conds")
    holds = ops.less_equal(count, constant(limit, name="n_true_conds"))
    names = ", ".join(getattr(predicate, "name", str(predicate)) for predicate in predicates)
    return ops.Assert(
        holds, [f"{words}: more than {limit} conditions ({names}) evaluated as True:", all_of_them], summarize=len(predicates)
    )


@export("switch_case")
def switch_case(branch_index: Any, branch_fns: Any, default: Callable[[], Any] | None = None, name: str = "switch_case") -> Any:
    """The results of the function of that number; of `default`, or else the last one, for a number that no function has.

    Args:
      branch_index: int scalar tensor.
      branch_fns: functions, or pairs of a number and a function, or a dict of those; numbers from 0 without gaps.
      default: the function for all other numbers.

    Returns:
      What the functions return, in the same structure.

    Raises:
      TypeError: `branch_index` is no integer tensor, a number no int, or a function not callable.
      ValueError: there is no function, or numbers have gaps.
    """
    actions = _numbered(branch_fns, default, branch_index)
    graph = get_default_graph()
    # TensorFlow has one operation of this name, whose branches are functions; what it gives is called as there.
    with graph.name_scope(name or "case"), graph.name_scope("indexed_case"):
        choose = functools.partial(cond, strict=True)
        chosen = actions[-1]
        for number, action in reversed(list(enumerate(actions[:-1]))):
            chosen = functools.partial(choose, ops.equal(branch_index, number), action, chosen)
        result = chosen() if len(actions) > 1 else choose(ops.equal(branch_index, 0), actions[0], actions[0])
        return packed(result, iter([leaf if leaf is None else ops.identity(leaf) for leaf in flat(result)]))


def _numbered(branch_fns: Any, default: Callable[[], Any] | None, branch_index: Any) -> list[Callable[[], Any]]:
    if not isinstance(branch_index, Tensor):
        raise TypeError(f"branch_index must a Tensor, got {type(branch_index)}")
    if not branch_index.dtype.is_integer:
        raise TypeError(f"branch_index must an integer Tensor, got {branch_index.dtype!r}")
    if not branch_fns:
        raise ValueError("Must provide at least one item in branch_fns")
    if not isinstance(branch_fns, (list, tuple, dict)):
        raise TypeError("branch_fns must be a list, tuple, or dict")
    pairs = list(branch_fns.items()) if isinstance(branch_fns, dict) else list(branch_fns)
    if all(map(callable, pairs)):
        pairs = list(enumerate(pairs))
    for pair in pairs:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise TypeError("Each entry in branch_fns must be a 2-tuple")
        key, function = pair
        if not isinstance(key, int):
            raise TypeError(f"key must be a Python `int`, got {type(key)}")
        if not callable(function):
            raise TypeError(f"fn for key {key} must be callable.")
    keys = sorted(key for key, _ in pairs)
    if keys != list(range(len(keys))):
        raise ValueError(
            f"branch indices (keys) must form contiguous range of [0 to {len(keys)}) but found {{{','.join(map(str, keys))}}}"
        )
    actions = [function for _, function in sorted(pairs, key=lambda pair: pair[0])]
    return actions if default is None else [*actions, default]
