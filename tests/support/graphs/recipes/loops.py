"""while_loop, map_fn and scan, with any steps inside."""

from __future__ import annotations

import contextlib
from typing import Any

import headrace as tf

from ..arrays import KINDS
from ..site import Ref, Site, Unbuilt, kind_of, recipe

_DEPTH = 2


def _steps_inside(d: Any, own: int, made: list[Any], kept: list[tuple[str, Any]]) -> tuple[list, list[list]]:
    """Steps that see what a loop makes, and what of theirs has these types and shapes (any, where None)."""
    d.site.made[own] = made
    d.site.inside.add(own)
    outer, d.visible = d.visible, d.visible + [[own, place] for place in range(len(made))]
    try:
        steps, visible = d.branch(6)
    finally:
        d.visible = outer
    return steps, [_fitting(d, visible, kind, shape) for kind, shape in kept]


def _fitting(d: Any, visible: list[Ref], kind: str, shape: Any) -> list:
    found = [
        ref
        for ref in visible
        if isinstance(value := d.site.value(ref), tf.Tensor)
        and kind_of(value) == kind
        and (shape is None or value.static_shape == shape)
    ]
    if not found:
        raise Unbuilt("no value of that type and shape")
    return list(found[-1 - min(int(d.rng.expovariate(0.4)), len(found) - 1)])


def _own(d: Any) -> int:
    if d.depth >= _DEPTH:
        raise Unbuilt("deep enough")
    d._count += 1
    return d._count


def _built_inside(site: Site, at: dict, made: list[Any]) -> list[Any]:
    site.made[at["own"]] = made
    for step in at["body"]:
        with contextlib.suppress(Unbuilt):
            site.add(step)
    return [site.value(ref) for ref in at["results"]]


def _tried(draw: Any) -> Any:
    """Draws by building once; what is refused does not fit."""

    def tried(d: Any) -> Any:
        try:
            return draw(d)
        except (ValueError, TypeError, IndexError, LookupError, NotImplementedError) as error:
            raise Unbuilt(str(error)) from error

    return tried


@_tried
def _draw_while(d: Any) -> Any:
    own = _own(d)
    carried = [d.pick(KINDS) for _ in range(d.rng.choice((1, 1, 2, 3)))]
    values = [d.site.value(ref) for ref in carried]
    at: dict[str, Any] = {"own": own, "times": d.rng.choice((0, 1, 2, 3)), "body": [], "results": []}
    if d.rng.random() < 0.3:
        at["fed"] = True
        carried.append(d.pick(("int32",), 0))

    def body(i: Any, *xs: Any) -> list:
        kept = [(kind_of(x), x.static_shape) for x in xs]
        at["body"], at["results"] = _steps_inside(d, own, [i, *xs], kept)
        return [i + 1, *(d.site.value(ref) for ref in at["results"])]

    tf.while_loop(lambda i, *_: i < at["times"], body, [tf.constant(0), *values])
    return carried, at


@recipe("while", _draw_while, 4)
def _while(site: Site, inputs: list, at: dict) -> list:
    times: Any = at["times"]
    if at.get("fed"):
        *inputs, limit = inputs
        times = tf.minimum(limit, times)

    def body(i: Any, *xs: Any) -> list:
        return [i + 1, *_built_inside(site, at, [i, *xs])]

    try:
        return list(tf.while_loop(lambda i, *_: i < times, body, [tf.constant(0), *inputs]))
    except Unbuilt as error:
        raise ValueError(str(error)) from error


def _has_rows(tensor: Any) -> bool:
    return bool(tensor.static_shape)


@_tried
def _draw_map(d: Any) -> Any:
    own = _own(d)
    elems = [d.pick(KINDS, fits=_has_rows)]
    if not _has_rows(d.site.value(elems[0])):
        raise Unbuilt("no rows")
    at: dict[str, Any] = {"own": own, "body": [], "results": [], "scan": d.rng.random() < 0.3}

    def body(*xs: Any) -> Any:
        kind = kind_of(xs[0]) if at["scan"] else d.kind()
        at["body"], at["results"] = _steps_inside(d, own, list(xs), [(kind, xs[0].static_shape if at["scan"] else None)])
        at["kind"] = kind
        return d.site.value(at["results"][0])

    value = d.site.value(elems[0])
    if at["scan"]:
        tf.scan(lambda a, x: body(a, x), value)
    else:
        _typed(body, value)
    return elems, at


def _typed(body: Any, value: Any) -> Any:
    """map_fn of a body whose type is known once it is built."""
    kinds: list[Any] = []

    def once(i: Any, x: Any) -> list:
        kinds.append(body(x).dtype.base_dtype)
        return [i + 1, x]

    tf.while_loop(lambda i, x: i < 0, once, [tf.constant(0), value[0]])
    return kinds[0]


@recipe("map", _draw_map, 4)
def _map(site: Site, inputs: list, at: dict) -> list:
    def body(*xs: Any) -> Any:
        return _built_inside(site, at, list(xs))[0]

    try:
        if at["scan"]:
            return [tf.scan(lambda a, x: body(a, x), inputs[0])]
        return [tf.map_fn(body, inputs[0], dtype=tf.as_dtype(at["kind"]))]
    except Unbuilt as error:
        raise ValueError(str(error)) from error
