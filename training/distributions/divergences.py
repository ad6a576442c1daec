"""Divergences between distributions, by the classes of the two."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.formats.forks import renewed
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor

_lock = renewed(threading.Lock())
_registered: dict[tuple[type, type], Callable[..., Tensor]] = {}  # guarded by _lock


def _rule_of(first: type, second: type) -> Callable[..., Tensor] | None:
    """The rule of the nearest pair of classes from which the two come."""
    pairs = [(i + k, (a, b)) for i, a in enumerate(first.__mro__) for k, b in enumerate(second.__mro__)]
    with _lock:
        return next((_registered[pair] for _, pair in sorted(pairs, key=lambda one: one[0]) if pair in _registered), None)


@export("distributions.kl_divergence", "contrib.distributions.kl_divergence")
def kl_divergence(distribution_a: Any, distribution_b: Any, allow_nan_stats: bool = True, name: str | None = None) -> Tensor:
    """The divergence (of Kullback and Leibler) from a distribution to another.

    Args:
      distribution_a, distribution_b: distributions.
      allow_nan_stats: False: NaN is refused when the graph runs.

    Returns:
      [*batch_shape], in nats.

    Raises:
      NotImplementedError: nobody registered a rule for such a pair.

    Example:
      >>> a, b = tf.distributions.Normal(0.0, 1.0), tf.distributions.Normal(1.0, 1.0)
      >>> with tf.Session() as sess:
      ...     float(sess.run(tf.distributions.kl_divergence(a, b)))
      0.5
    """
    rule = _rule_of(type(distribution_a), type(distribution_b))
    if rule is None:
        raise NotImplementedError(
            "No KL(distribution_a || distribution_b) registered for distribution_a type "
            f"{type(distribution_a).__name__} and distribution_b type {type(distribution_b).__name__}"
        )
    with name_scope("KullbackLeibler"):
        found = rule(distribution_a, distribution_b, name=name)
        if allow_nan_stats:
            return found
        found = ops.identity(found, name="kl")
        message = (
            f"KL calculation between {distribution_a.name} and {distribution_b.name} returned NaN values (and was called with "
            "allow_nan_stats=False). Values:"
        )
        holds = ops.logical_not(ops.reduce_any(ops.is_nan(found)))
        with get_default_graph().control_dependencies([ops.Assert(holds, [message, found])]):
            return ops.identity(found, name="checked_kl")


def cross_entropy(ref: Any, other: Any, allow_nan_stats: bool = True) -> Tensor:
    """The entropy of a distribution and the divergence to another."""
    with name_scope(None, "cross_entropy"):
        return ref.entropy() + kl_divergence(ref, other, allow_nan_stats=allow_nan_stats)


@export("distributions.RegisterKL", "contrib.distributions.RegisterKL")
class RegisterKL:
    """A decorator of functions that give the divergence between distributions of two classes.

    Args:
      dist_cls_a, dist_cls_b: the classes. The function gets the two distributions and a `name`.

    Raises:
      TypeError: no function. ValueError: there is one for these classes.
    """

    def __init__(self, dist_cls_a: type, dist_cls_b: type) -> None:
        self._key = dist_cls_a, dist_cls_b

    def __call__(self, kl_fn: Callable[..., Tensor]) -> Callable[..., Tensor]:
        if not callable(kl_fn):
            raise TypeError(f"kl_fn must be callable, received: {kl_fn}")
        with _lock:
            if self._key in _registered:
                first, second = (one.__name__ for one in self._key)
                raise ValueError(f"KL({first} || {second}) has already been registered to: {_registered[self._key]}")
            _registered[self._key] = kl_fn
        return kl_fn
