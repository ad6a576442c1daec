"""Optimizers that are no part of a graph: they call a session for a loss and its gradient, as those of SciPy do."""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.default_stacks import get_default_session
from headrace.graph.core.tensor import Tensor
from headrace.graph.gradients.gradients import gradients
from headrace.graph.platform import logging
from headrace.graph.variables.collections import trainable_variables


@export("contrib.opt.ExternalOptimizerInterface")
class ExternalOptimizerInterface:
    """Base of optimizers outside of the graph; one defines `_minimize`.

    Args:
      loss: the scalar to minimize.
      var_list: the variables to change; the trainable ones by default.
      equalities: scalars that are to be 0.
      inequalities: scalars that are to be 0 or more.
      var_to_bounds: a dict of pairs (low, high) by variable, numbers or arrays that are broadcast to its shape;
        -inf and inf where there is no bound.
      optimizer_kwargs: what the optimizer itself takes.
    """

    def __init__(
        self,
        loss: Tensor,
        var_list: Sequence[Any] | None = None,
        equalities: Sequence[Tensor] | None = None,
        inequalities: Sequence[Tensor] | None = None,
        var_to_bounds: Mapping[Any, tuple[Any, Any]] | None = None,
        **optimizer_kwargs: Any,
    ) -> None:
        self._loss = loss
        self._equalities = list(equalities or ())
        self._inequalities = list(inequalities or ())
        self._vars = trainable_variables() if var_list is None else list(var_list)
        self._shapes = [tuple(variable.shape.as_list()) for variable in self._vars]
        self._packed_bounds = None if var_to_bounds is None else self._bounds(var_to_bounds)
        self._given = [ops.placeholder(variable.dtype.base_dtype) for variable in self._vars]
        self._updates = [
            variable.assign(ops.reshape(value, shape))
            for variable, value, shape in zip(self._vars, self._given, self._shapes, strict=True)
        ]
        self.optimizer_kwargs = optimizer_kwargs
        self._packed_var = _packed(self._vars)
        self._packed_loss_grad = self._gradient(loss)
        self._packed_equality_grads = [self._gradient(one) for one in self._equalities]
        self._packed_inequality_grads = [self._gradient(one) for one in self._inequalities]
        ends = np.cumsum([0, *(int(np.prod(shape)) for shape in self._shapes)])
        self._slices = [slice(*pair) for pair in itertools.pairwise(ends)]

    def _bounds(self, var_to_bounds: Mapping[Any, tuple[Any, Any]]) -> list[tuple[Any, Any]]:
        sides: tuple[list, list] = ([], [])
        for variable, shape in zip(self._vars, self._shapes, strict=True):
            for side, bound in zip(sides, var_to_bounds.get(variable, (-np.inf, np.inf)), strict=True):
                side.extend(np.broadcast_to(bound, shape).flat)
        return list(zip(*sides, strict=True))

    def _gradient(self, value: Tensor) -> Tensor:
        found = gradients(value, self._vars)
        pairs = zip(found, self._vars, strict=True)
        return _packed([ops.zeros_like(variable) if one is None else one for one, variable in pairs])

    def minimize(
        self,
        session: Any = None,
        feed_dict: Mapping[Any, Any] | None = None,
        fetches: Sequence[Any] | None = None,
        step_callback: Callable[[np.ndarray], Any] | None = None,
        loss_callback: Callable[..., Any] | None = None,
        **run_kwargs: Any,
    ) -> None:
        """Minimize the loss, at once, and give the variables what it found.

        Args:
          session: a session; the default one by default.
          feed_dict: what is fed whenever something is computed.
          fetches: tensors that `loss_callback` gets.
          step_callback: called after each step with the variables as one vector.
          loss_callback: called with `fetches` whenever the loss was computed.
          run_kwargs: of the `session.run` that changes the variables.
        """
        session = session or get_default_session()
        feeds, more = dict(feed_dict or {}), list(fetches or ())

        def functions(tensors: Sequence[Any]) -> list[Callable[[np.ndarray], list]]:
            return [self._function([tensor], session, feeds, more) for tensor in tensors]

        loss = [self._loss, self._packed_loss_grad]
        found = self._minimize(
            initial_val=session.run(self._packed_var),
            loss_grad_func=self._function(loss, session, feeds, more, loss_callback),
            equality_funcs=functions(self._equalities),
            equality_grad_funcs=functions(self._packed_equality_grads),
            inequality_funcs=functions(self._inequalities),
            inequality_grad_funcs=functions(self._packed_inequality_grads),
            packed_bounds=self._packed_bounds,
            step_callback=step_callback or (lambda _: None),
            optimizer_kwargs=self.optimizer_kwargs,
        )
        values = {given: found[part] for given, part in zip(self._given, self._slices, strict=True)}
        session.run(self._updates, feed_dict=values, **run_kwargs)

    def _minimize(
        self,
        initial_val: np.ndarray,
        loss_grad_func: Callable[[np.ndarray], list],
        equality_funcs: list,
        equality_grad_funcs: list,
        inequality_funcs: list,
        inequality_grad_funcs: list,
        packed_bounds: list | None,
        step_callback: Callable[[np.ndarray], Any],
        optimizer_kwargs: dict[str, Any],
    ) -> np.ndarray:
        """The best vector of variables, from the first; functions take such a vector, and give lists."""
        raise NotImplementedError("To use ExternalOptimizerInterface, subclass from it and implement the _minimize() method.")

    def _function(
        self, tensors: list, session: Any, feeds: dict, fetches: list, callback: Callable[..., Any] | None = None
    ) -> Callable[[np.ndarray], list]:
        """A function from the variables as one vector to the values of tensors."""

        def computed(vector: np.ndarray) -> list:
            parts = zip(self._vars, self._slices, self._shapes, strict=True)
            values = {variable: vector[part].reshape(shape) for variable, part, shape in parts}
            found = session.run([*tensors, *fetches], feed_dict={**values, **feeds})
            if callback is not None:
                callback(*found[len(tensors) :])
            return found[: len(tensors)]

        return computed


def _packed(tensors: Sequence[Any]) -> Any:
    """Tensors as one vector; None for none."""
    flat = [ops.reshape(tensor, [-1]) for tensor in tensors]
    return None if not flat else flat[0] if len(flat) == 1 else ops.concat(flat, 0)


@export("contrib.opt.ScipyOptimizerInterface")
@documented_by(ExternalOptimizerInterface)
class ScipyOptimizerInterface(ExternalOptimizerInterface):
    """`scipy.optimize.minimize` for the variables of a graph; SciPy must be installed.

    Args:
      optimizer_kwargs: what `scipy.optimize.minimize` takes, as `method` ("L-BFGS-B" by default) and `options`.
    """

    _DEFAULT_METHOD = "L-BFGS-B"

    def _minimize(
        self,
        initial_val: np.ndarray,
        loss_grad_func: Callable[[np.ndarray], list],
        equality_funcs: list,
        equality_grad_funcs: list,
        inequality_funcs: list,
        inequality_grad_funcs: list,
        packed_bounds: list | None,
        step_callback: Callable[[np.ndarray], Any],
        optimizer_kwargs: dict[str, Any],
    ) -> np.ndarray:
        def loss_and_gradient(vector: np.ndarray) -> tuple[Any, np.ndarray]:
            loss, gradient = loss_grad_func(vector)
            return loss, gradient.astype(np.float64)

        constraints = [
            {"type": kind, "fun": function, "jac": gradient}
            for kind, values, slopes in (
                ("eq", equality_funcs, equality_grad_funcs),
                ("ineq", inequality_funcs, inequality_grad_funcs),
            )
            for function, gradient in zip(values, slopes, strict=True)
        ]
        given = dict(optimizer_kwargs)
        settings = {
            "jac": True,
            "callback": step_callback,
            "method": given.pop("method", self._DEFAULT_METHOD),
            "constraints": constraints,
            "bounds": packed_bounds,
        }
        for name in settings:
            if name in given:
                if name == "bounds":
                    raise ValueError("Bounds must be set using the var_to_bounds argument")
                raise ValueError(f"Optimizer keyword arg '{name}' is set automatically and cannot be injected manually")
        try:
            scipy = importlib.import_module("scipy.optimize")
        except ImportError as error:
            raise ImportError("tf.contrib.opt.ScipyOptimizerInterface needs SciPy: pip install scipy") from error
        result = scipy.minimize(loss_and_gradient, initial_val, **settings, **given)
        lines = ["Optimization terminated with:", "  Message: %s", "  Objective function value: %f"]
        values = [result.message, result.fun]
        for key, line in (("nit", "  Number of iterations: %d"), ("nfev", "  Number of functions evaluations: %d")):
            if hasattr(result, key):
                lines.append(line)
                values.append(result[key])
        logging.info("\n".join(lines), *values)
        return result["x"]
