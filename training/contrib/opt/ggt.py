"""GGT: full-matrix Adagrad over a window of gradients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.types.dtypes import int32
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.assign import assign, assign_add, assign_sub
from headrace.graph.variables.scatter import scatter_update

from ...optimizers.optimizer import Optimizer


@export("contrib.opt.GGTOptimizer")
@documented_by(Optimizer)
class GGTOptimizer(Optimizer):
    """Full-matrix Adagrad whose matrix is that of the last gradients.

    All gradients together are one vector; its average with the decay `beta1` stands in a row of `grad_buffer`, a ring of
    `window` of them. With M the transposed buffer by the root of their number, and `U, sigma` from the singular value
    decomposition of `M^T M + svd_eps * I`, the step is `M U (sqrt(sigma) + sigma_eps)^-3 U^T M^T` times the average, and what
    those do not span by the least root, unless that is below `eps`. Source: Agarwal et al., "The Case for Full-Matrix Adaptive
    Regularization", 2018. The variables `global_step`, `grad_buffer`, `moment1` and `flat_grad` are the optimizer's own.

    Args:
      learning_rate: how large a step is.
      beta1: how much of the average of gradients is left after a step.
      window: how many averages are kept, an int.
      eps: least root of a singular value with which what is not spanned is moved, too.
      svd_eps: added to the diagonal of the matrix.
      sigma_eps: added to the roots of singular values.
    """

    def __init__(
        self,
        learning_rate: Any = 0.001,
        beta1: Any = 0.9,
        use_locking: bool = False,
        name: str = "GGT",
        window: Any = 10,
        eps: Any = 1e-4,
        svd_eps: Any = 1e-6,
        sigma_eps: Any = 1e-2,
    ) -> None:
        super().__init__(use_locking, name)
        self._hyperparameters = {
            "lr": learning_rate,
            "beta1": beta1,
            "window": window,
            "eps": eps,
            "svd_eps": svd_eps,
            "sigma_eps": sigma_eps,
        }
        self._tensors: dict[str, Tensor] = {}
        self._variables: list[Any] = []
        self.index_dict: dict[str, int] = {}
        self.shape_dict: dict[str, int] = {}

    @documented_by(Optimizer.minimize)
    def minimize(  # type: ignore[override]
        self,
        loss: Any,
        global_step: TensorLike | None = None,
        var_list: Sequence[Any] | None = None,
        gate_gradients: int = Optimizer.GATE_OP,
        aggregation_method: int | None = None,
        name: str | None = None,
        grad_loss: TensorLike | None = None,
        stop_gradients: Any = None,
        scale_loss_by_num_replicas: bool = False,
    ) -> Operation:
        """An operation that takes one step down the gradient of `loss`.

        Args:
          stop_gradients: tensors that are constants to the gradient.
          scale_loss_by_num_replicas: of no effect: there is one.
        """
        found = self.compute_gradients(
            loss, var_list, gate_gradients, aggregation_method, grad_loss, stop_gradients, scale_loss_by_num_replicas
        )
        return self._apply_gradients_of(loss, found, global_step, name)

    @documented_by(Optimizer.compute_gradients)
    def compute_gradients(  # type: ignore[override]
        self,
        loss: Any,
        var_list: Sequence[Any] | None = None,
        gate_gradients: int = Optimizer.GATE_OP,
        aggregation_method: int | None = None,
        grad_loss: TensorLike | None = None,
        stop_gradients: Any = None,
        scale_loss_by_num_replicas: bool = False,
    ) -> list[tuple[Any, Any]]:
        """The gradients of `loss`, the first half of `minimize`.

        Args:
          stop_gradients: tensors that are constants to the gradient.
          scale_loss_by_num_replicas: of no effect: there is one.
        """
        return self._gradients_of(
            loss, var_list, gate_gradients, aggregation_method, grad_loss=grad_loss, stop_gradients=stop_gradients
        )

    def _create_slots(self, var_list: Sequence[Any]) -> None:
        self.shape_dict = dict(sorted((variable.name, variable.shape.num_elements()) for variable in var_list))
        whole = 0
        for name, size in self.shape_dict.items():
            self.index_dict[name] = whole
            whole += size
        first, kind = var_list[0], var_list[0].dtype.base_dtype
        window = self._call_if_callable(self._hyperparameters["window"])
        self._create_non_slot_variable(ops.zeros([], kind), "global_step", first)
        self._create_non_slot_variable(ops.zeros([window, whole], kind), "grad_buffer", first)
        self._create_non_slot_variable(ops.zeros([whole], kind), "moment1", first)
        self._create_non_slot_variable(ops.zeros([whole], kind), "flat_grad", first)

    def _prepare(self) -> None:
        self._tensors = {
            name: convert_to_tensor(self._call_if_callable(value), name=name) for name, value in self._hyperparameters.items()
        }
        self._variables = []

    def _span(self, variable: Any) -> tuple[int, int]:
        """Where the elements of a variable stand in the vector of all."""
        start = self.index_dict[variable.name]
        return start, start + self.shape_dict[variable.name]

    def _apply_dense(self, grad: Tensor, var: Any) -> Operation:
        self._variables.append(var)
        rows = ops.range(*self._span(var))
        return scatter_update(self._get_non_slot_variable("flat_grad"), rows, ops.reshape(grad, [-1])).op

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Operation:
        raise NotImplementedError("Sparse gradient updates are not supported.")

    def _finish(self, update_ops: list[Operation], name_scope: str) -> Operation:
        kind = self._variables[0].dtype.base_dtype
        with get_default_graph().control_dependencies(update_ops):
            step = self._step(kind)
            rate = ops.cast(self._tensors["lr"], kind)
            moves = []
            for variable in self._variables:
                start, end = self._span(variable)
                move = ops.reshape(step[start:end], variable.shape)
                moves.append(assign_sub(variable, rate * move, use_locking=self._use_locking))
        return ops.group(*moves, name=name_scope)

    def _step(self, kind: Any) -> Any:
        """The step of all variables, [elements, 1], before it is scaled by the learning rate."""
        names = "beta1", "eps", "svd_eps", "sigma_eps"
        beta, eps, svd_eps, sigma_eps = (ops.cast(self._tensors[name], kind) for name in names)
        kept: Iterator[Any] = (
            self._get_non_slot_variable(name) for name in ("global_step", "grad_buffer", "moment1", "flat_grad")
        )
        steps, buffer, average, gradient = kept
        window = self._tensors["window"]
        number = assign_add(steps, 1.0)
        moved = assign(average, beta * average.read_value() + (1.0 - beta) * gradient.read_value())
        row = ops.floormod(ops.cast(number - 1.0, int32), window)
        rows = scatter_update(buffer, row, moved)
        mean = ops.expand_dims(moved, -1)
        matrix = ops.transpose(rows / ops.sqrt(ops.minimum(number, ops.cast(window, kind))))
        damping = ops.cast(ops.eye(window), kind) * svd_eps
        sigma, u, _ = ops.svd(ops.matmul(matrix, matrix, transpose_a=True) + damping)
        roots = ops.sqrt(sigma)
        least = ops.reduce_min(roots)

        def applied(diagonal: Any) -> Any:
            """M U diagonal U^T M^T mean."""
            inner = ops.matmul(u, ops.matmul(matrix, mean, transpose_a=True), transpose_a=True)
            return ops.matmul(matrix, ops.matmul(u, ops.matmul(ops.diag(diagonal), inner)))

        head = applied(1.0 / ops.pow(roots + sigma_eps, 3))
        tail = mean - applied(1.0 / sigma)
        return cond(least > eps, lambda: head + tail / least, lambda: head)
