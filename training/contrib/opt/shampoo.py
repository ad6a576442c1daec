"""Shampoo: Adagrad with a matrix for each dimension of a variable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.types.dtypes import float32
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.assign import assign, assign_add, assign_sub
from headrace.graph.variables.scatter import scatter_add

from ...optimizers.optimizer import Optimizer
from .matrix_roots import inverse_root, square_root

ITERATIONS = 100
ROOT_EPSILON = 1e-6


@export("contrib.opt.ShampooOptimizer")
@documented_by(Optimizer)
class ShampooOptimizer(Optimizer):
    """Adagrad that multiplies the gradient by one matrix for each of its dimensions, not by a number for each element.

    For dimension i, `Gbar_i = mat_gbar_decay * Gbar_i + mat_gbar_weight * g_i`, where `g_i` is the product of the gradient with
    itself over all other dimensions; `gbar = gbar_decay * gbar + gbar_weight * gradient`. Then `variable -= learning_rate *
    product`, where the product is `gbar` times `(Gbar_i / size of i) ** (-alpha / rank)` along each dimension. A dimension
    greater than `max_matrix_size` has the diagonal alone. Source: Gupta et al., "Shampoo: Preconditioned Stochastic Tensor
    Optimization", 2018.

    The decays, the weights, `learning_rate`, `alpha` and the intervals are numbers, or functions from the step (a float32
    scalar, 1 at the first) to a number or scalar tensor; `svd_interval` is a number. Variables are float32, of rank 1 or more.

    Args:
      global_step: the variable that counts the steps.
      max_matrix_size: greater dimensions have a diagonal.
      gbar_decay, gbar_weight: of the average of gradients.
      mat_gbar_decay, mat_gbar_weight: of the averages of products.
      learning_rate: how large a step is.
      svd_interval: after how many steps the powers of the matrices are computed again.
      precond_update_interval: after how many steps the averages of products are moved.
      epsilon: added to the diagonals.
      alpha: the power of all matrices together.
      use_iterative_root: compute powers by iteration, not by a singular value decomposition; `alpha` is then 1 / p with an
        integer p.
    """

    def __init__(
        self,
        global_step: TensorLike = 0,
        max_matrix_size: int = 768,
        gbar_decay: Any = 0.0,
        gbar_weight: Any = 1.0,
        mat_gbar_decay: Any = 1.0,
        mat_gbar_weight: Any = 1.0,
        learning_rate: Any = 1.0,
        svd_interval: Any = 1,
        precond_update_interval: Any = 1,
        epsilon: float = 1e-4,
        alpha: Any = 0.5,
        use_iterative_root: bool = False,
        use_locking: bool = False,
        name: str = "Shampoo",
    ) -> None:
        super().__init__(use_locking, name)
        self._global_step = ops.cast(global_step, float32)
        self._max_matrix_size = max_matrix_size
        self._gbar_decay = gbar_decay
        self._gbar_weight = gbar_weight
        self._mat_gbar_decay = mat_gbar_decay
        self._mat_gbar_weight = mat_gbar_weight
        self._learning_rate = learning_rate
        self._svd_interval = svd_interval
        self._precond_update_interval = precond_update_interval
        self._epsilon = epsilon
        self._alpha = alpha
        self._use_iterative_root = use_iterative_root

    def _create_slots(self, var_list: Sequence[Any]) -> None:
        for variable in var_list:
            with get_default_graph().colocate_with(variable.op):
                self._zeros_slot(variable, "gbar", self._name)
                for axis, size in enumerate(variable.shape.as_list()):
                    whole = size <= self._max_matrix_size
                    if whole and self._svd_interval > 1:
                        self._get_or_make_slot(variable, ops.eye(size), f"H_{axis}", self._name)
                    start = ops.zeros([size, size] if whole else [size])
                    self._get_or_make_slot(variable, start, f"Gbar_{axis}", self._name)

    def _apply_dense(self, grad: Tensor, var: Any) -> Operation:
        step = self._global_step + 1
        weight = _at(self._gbar_weight, step)
        mean = _averaged(self.get_slot(var, "gbar"), self._gbar_decay, step, weight * grad)
        found = self._preconditioned(mean, grad, var, step, None)
        return assign_sub(var, _at(self._learning_rate, step) * found, use_locking=self._use_locking).op

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Operation:
        indices = grad.indices
        if var.shape[0] <= self._max_matrix_size or self._gbar_decay != 0.0:
            shape = ops.shape(var, out_type=indices.dtype)
            return self._apply_dense(ops.scatter_nd(ops.expand_dims(indices, 1), grad.values, shape), var)
        step = self._global_step + 1
        found = self._preconditioned(grad.values, grad.values, var, step, indices)
        return scatter_add(var, indices, -_at(self._learning_rate, step) * found, use_locking=self._use_locking).op

    def _preconditioned(self, mean: Any, grad: Tensor, var: Any, step: Tensor, indices: Tensor | None) -> Any:
        """`mean` times the power of each dimension's matrix; the rows `indices` of it alone, where there are some."""
        sizes = var.shape.as_list()
        rank = len(sizes)
        power = -_at(self._alpha, step) / rank
        # Each product takes the first dimension away and puts it at the end: after all, they stand as they stood.
        for axis, size in enumerate(sizes):
            others = [other for other in range(rank) if other != axis]
            if size <= self._max_matrix_size:
                matrix = self._power_of_matrix(grad, var, step, power, axis, others)
                mean = ops.tensordot(mean, matrix, axes=([0], [0]), name=f"precond_{axis}")
            else:
                rows = indices if axis == 0 else None
                squares = grad * grad
                if others:
                    squares = ops.reduce_sum(squares, axis=others) / (1.0 if indices is not None else float(size))
                diagonal = self._diagonal(var, step, axis, squares, rows)
                scale = ops.where(ops.greater(diagonal, 0), ops.pow(diagonal, power), ops.zeros_like(diagonal))
                mean = ops.transpose(mean, perm=[*range(1, rank), 0]) * scale
        return mean

    def _diagonal(self, var: Any, step: Tensor, axis: int, squares: Tensor, rows: Tensor | None) -> Any:
        slot: Any = self.get_slot(var, f"Gbar_{axis}")
        more = _at(self._mat_gbar_weight, step) * squares
        if rows is None:
            return _averaged(slot, self._mat_gbar_decay, step, more)
        if self._mat_gbar_decay != 1.0:
            raise AssertionError("Averages of rows do not decay: mat_gbar_decay must be 1 for sparse gradients")
        return ops.gather(scatter_add(slot, rows, more), rows)

    def _power_of_matrix(self, grad: Tensor, var: Any, step: Tensor, power: Any, axis: int, others: list[int]) -> Any:
        size = var.shape.as_list()[axis]
        slot: Any = self.get_slot(var, f"Gbar_{axis}")
        interval = _at(self._precond_update_interval, step)

        def moved() -> Any:
            outer = ops.tensordot(grad, grad, axes=(others, others), name=f"grad_outer_{axis}")
            return _averaged(slot, self._mat_gbar_decay, step, _at(self._mat_gbar_weight, step) * interval * outer)

        matrix = cond(ops.floormod(step, interval) < 1, moved, lambda: slot) / float(size)
        if self._svd_interval == 1:
            return self._power_of(matrix, size, power)
        kept: Any = self.get_slot(var, f"H_{axis}")
        due = ops.floormod(step, _at(self._svd_interval, step)) < 1
        return cond(due, lambda: assign(kept, self._power_of(matrix, size, power)), lambda: kept)

    def _power_of(self, matrix: Tensor, size: int, power: Any) -> Tensor:
        if self._use_iterative_root:
            root = square_root(matrix, size, ITERATIONS, self._epsilon)
            return inverse_root(root, size, 2 * power, ITERATIONS, ROOT_EPSILON)
        if size == 1:
            return ops.pow(matrix + self._epsilon, power)
        values, left, right = ops.svd(matrix + self._epsilon * ops.eye(size), full_matrices=True)
        return ops.matmul(right * ops.pow(ops.maximum(values, self._epsilon), power), ops.transpose(left))


def _at(parameter: Any, step: Tensor) -> Any:
    """A parameter, which may be a function, at a step."""
    return parameter(step) if callable(parameter) else parameter


def _averaged(slot: Any, decay: Any, step: Tensor, more: Any) -> Any:
    """The slot after `slot = decay * slot + more`; where nothing is kept, `more` itself, and the slot stays."""
    if decay == 0.0:
        return more
    if decay == 1.0:
        return assign_add(slot, more)
    return assign_add(slot, (_at(decay, step) - 1) * slot + more)
