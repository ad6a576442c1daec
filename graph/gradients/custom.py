"""Functions that bring their own gradients: custom_gradient, and what is made of it."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.defaults import get_default_graph
from ..core.graph import Graph
from ..core.keys import GraphKeys
from ..core.rules.registered_gradients import rules_of_its_own
from ..core.structures import flatten, pack_sequence_as
from ..core.tensor import Tensor
from .gradients import gradients

_VARIABLES = (GraphKeys.GLOBAL_VARIABLES, GraphKeys.LOCAL_VARIABLES, GraphKeys.TRAINABLE_VARIABLES)


@export("custom_gradient")
def custom_gradient(f: Callable[..., Any]) -> Callable[..., Any]:
    """Decorator for a function of tensors that says itself what its gradient is.

    Args:
      f: takes tensors by position, and returns a pair: its result, a tensor or a structure of tensors, and a function
        `grad_fn(*grads)`. That gets a gradient for each tensor of the result, and returns one for each argument. Where `f`
        uses variables that are trained, those are given as `variables=`, a list, and it returns a second list, with a
        gradient for each of them.

    Returns:
      a function of the same arguments, which returns the result alone.

    Raises:
      ValueError: (when called) by keywords.
      TypeError: (when called) `f` uses variables, and `grad_fn` takes no `variables`.
      ValueError: (in `tf.gradients`) there is not one gradient for each argument, or for each variable.

    Example:
      >>> @tf.custom_gradient
      ... def softplus(x):
      ...     e = tf.exp(x)
      ...     return tf.log(1 + e), lambda dy: dy * (1 - 1 / (1 + e))
      >>> x = tf.constant(100.0)
      >>> with tf.Session() as sess:
      ...     float(sess.run(tf.gradients(softplus(x), x))[0])
      1.0
    """

    @functools.wraps(f)
    def decorated(*args: Any, **kwargs: Any) -> Any:
        return _called(f, args, kwargs)

    return decorated


def _called(f: Callable, args: tuple, kwargs: dict) -> Any:
    if kwargs:
        raise ValueError(
            "The custom_gradient decorator currently supports keywords arguments only when eager execution is enabled."
        )
    tensors = [convert_to_tensor(x) for x in args]
    graph = get_default_graph()
    made_before = graph.version
    result, grad_fn = f(*tensors)
    results = [convert_to_tensor(x) for x in flatten(result)]
    variables = _variables_between(graph, made_before, results, args)
    if variables and not _takes_variables(grad_fn):
        raise TypeError(
            "If using @custom_gradient with a function that uses variables, then grad_fn must accept a keyword argument "
            "'variables'."
        )
    for tensor in results:
        ops.identity(tensor)  # TensorFlow's graph has these, too

    def rule(op: Any, *grads: Any) -> list:
        given = grads[: len(results)]
        if not variables:
            return [None] * len(results) + flatten(grad_fn(*given))
        of_inputs, of_variables = grad_fn(*given, variables=variables)
        if len(of_variables) != len(variables):
            raise ValueError("Must return gradient for each variable from @custom_gradient grad_fn.")
        return [None] * len(results) + flatten(of_inputs) + list(of_variables)

    rules = rules_of_its_own(graph)
    name = f"CustomGradient-{len(rules)}"
    rules[name] = rule
    with graph.gradient_override_map({"IdentityN": name}):
        outputs = ops.identity_n([*results, *tensors, *variables])
    return pack_sequence_as(result, outputs[: len(results)])


def _takes_variables(function: Callable) -> bool:
    parameters = inspect.signature(function).parameters
    return "variables" in parameters or any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters.values())


def _variables_between(graph: Graph, made_before: int, results: Sequence[Tensor], args: Sequence[Any]) -> list:
    """The trained variables, other than `args`, that results read by operations that were made since."""
    known = dict.fromkeys(v for key in _VARIABLES for v in graph.get_collection(key) if getattr(v, "trainable", False))
    read = {tensor: v for v in known if v not in args for tensor in (v._as_graph_element(), v.value())}
    made = set(graph.get_operations()[made_before:])
    found, left = set(), list(results)
    while left:
        tensor = left.pop()
        if tensor in read:
            found.add(read[tensor])
        elif tensor.op in made:
            made.remove(tensor.op)
            left.extend(tensor.op.inputs)
    return [v for v in known if v in found]


@export("recompute_grad")
def recompute_grad(f: Callable[..., Any]) -> Callable[..., Any]:
    """A function that is computed a second time for its gradients, so that nothing of the first has to be kept.

    Args:
      f: from tensors to a tensor; variables that it uses are those of a scope that is entered with `reuse`, since it is called
        again.

    Returns:
      a function of the same arguments and result.
    """

    @custom_gradient
    @functools.wraps(f)
    def inner(*args: Any) -> tuple:
        def grad(dresult: Any, variables: Sequence[Any] = ()) -> Any:
            with get_default_graph().control_dependencies([dresult]):
                again = f(*args)
            found = gradients(again, [*args, *variables], dresult)
            return (found[: len(args)], found[len(args) :]) if variables else found

        return f(*args), grad

    return inner


@export("grad_pass_through")
def grad_pass_through(f: Callable[..., Any]) -> Callable[..., Any]:
    """A function that has the gradient of the identity: what reaches its result reaches its arguments as it is.

    Args:
      f: from tensors to as many tensors of the same shapes.

    Returns:
      a function of the same arguments and result; variables in it receive no gradients.

    Example:
      >>> x = tf.constant([1.5])
      >>> y = tf.grad_pass_through(tf.floor)(x)
      >>> with tf.Session() as sess:
      ...     [value.tolist() for value in sess.run([y] + tf.gradients(y, x))]
      [[1.0], [1.0]]
    """

    @custom_gradient
    @functools.wraps(f)
    def inner(*args: Any) -> tuple:
        def grad(*grads: Any, variables: Sequence[Any] = ()) -> Any:
            return (grads, [None] * len(variables)) if variables else grads

        return f(*args), grad

    return inner
