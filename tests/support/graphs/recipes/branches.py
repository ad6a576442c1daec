"""cond, what waits for what, and what is checked on the way."""

from __future__ import annotations

from typing import Any

import headrace as tf

from ..arrays import KINDS, REALS
from ..site import Unbuilt, kind_of, recipe


def _draw_cond(d: Any) -> Any:
    if d.depth >= 3:
        raise Unbuilt("deep enough")
    predicate = d.pick(("bool",), 0)
    at: dict[str, Any] = {"then": [], "else": [], "results": [[], []]}
    kinds: list[str] = []

    def branch(position: int) -> Any:
        steps, visible = d.branch(6)
        at[("then", "else")[position]] = steps
        found = [ref for ref in visible if isinstance(value := d.site.value(ref), tf.Tensor) and kind_of(value) in KINDS]
        if position == 0:
            chosen = [found[-1 - min(int(d.rng.expovariate(0.4)), len(found) - 1)] for _ in range(d.rng.choice((1, 1, 2)))]
            kinds.extend(kind_of(d.site.value(ref)) for ref in chosen)
        else:
            chosen = []
            for kind in kinds:
                fitting = [ref for ref in found if kind_of(d.site.value(ref)) == kind]
                if not fitting:
                    raise Unbuilt("no value of that type")
                chosen.append(fitting[-1 - min(int(d.rng.expovariate(0.4)), len(fitting) - 1)])
        at["results"][position] = [list(ref) for ref in chosen]
        return [d.site.value(ref) for ref in chosen]

    try:
        tf.cond(d.site.value(predicate), lambda: branch(0), lambda: branch(1))
    except (ValueError, TypeError, IndexError) as error:
        raise Unbuilt(str(error)) from error
    return [predicate], at


@recipe("cond", _draw_cond, 5)
def _cond(site: Any, inputs: list, at: dict) -> list:
    def branch(steps: list, results: list) -> Any:
        def build() -> list:
            for step in steps:
                try:
                    site.add(step)
                except Unbuilt:
                    continue
            return [site.value(ref) for ref in results]

        return build

    yes, no = at["results"]
    try:
        return tf.cond(inputs[0], branch(at["then"], yes), branch(at["else"], no), strict=True)
    except Unbuilt as error:
        raise ValueError(str(error)) from error


@recipe("assert", lambda d: ([d.pick(("bool",)), d.pick(KINDS)], {}))
def _assert(site: Any, inputs: list, at: dict) -> list:
    return [tf.Assert(tf.reduce_all(inputs[0]), [inputs[1], "seen"])]


_CHECKS = ("assert_equal", "assert_less", "assert_non_negative", "assert_positive")


@recipe("check", lambda d: ([first := d.pick(REALS), d.like(first)], {"f": d.rng.choice(_CHECKS)}))
def _check(site: Any, inputs: list, at: dict) -> list:
    return [getattr(tf, at["f"])(*(inputs if at["f"] in _CHECKS[:2] else inputs[:1]))]


@recipe("checked_by", lambda d: ([d.pick(KINDS), d.pick(("bool",))], {}))
def _checked_by(site: Any, inputs: list, at: dict) -> list:
    with tf.control_dependencies([tf.Assert(tf.reduce_any(inputs[1]), ["none"])]):
        return [tf.identity(inputs[0])]


def _nodes(d: Any) -> Any:
    found = [ref for ref in d.visible if isinstance(d.site.value(ref), (tf.Tensor, tf.Operation))]
    if not found:
        raise Unbuilt("nothing to wait for")
    return d.rng.sample(found, min(len(found), d.rng.choice((1, 2, 3)))), {}


@recipe("group", _nodes)
def _group(site: Any, inputs: list, at: dict) -> list:
    return [tf.group(*inputs)]


@recipe("tuple", lambda d: ([d.pick(KINDS), d.pick(KINDS)], {}))
def _tuple(site: Any, inputs: list, at: dict) -> list:
    return tf.tuple(inputs)
