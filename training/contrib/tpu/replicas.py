"""What programs call that run on TPUs or elsewhere: here there is one replica, and it runs in the graph."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.while_loop import while_loop as loop
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.platform import logging
from headrace.graph.types.dtypes import bfloat16, float32
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.scope import variable_scope
from headrace.graph.variables.variable import Variable

from ...losses.weighted import Reduction
from ...optimizers.optimizer import GradientsAndVariables, Optimizer


@export("contrib.tpu.CrossShardOptimizer")
class CrossShardOptimizer(Optimizer):
    """Another optimizer: where there is one replica its gradients are those of all.

    Args:
      opt: the optimizer.
      reduction: how losses of replicas are reduced, `tf.losses.Reduction.SUM` or `MEAN`; one replica needs none.
      name: of this one.
      group_assignment: accepted, has no effect.

    Raises:
      ValueError: another reduction.
    """

    def __init__(
        self,
        opt: Optimizer,
        reduction: str = "weighted_mean",
        name: str = "CrossShardOptimizer",
        group_assignment: Any = None,
    ) -> None:
        if reduction not in (Reduction.SUM, Reduction.MEAN):
            raise ValueError(f"Unsupported reduction: {reduction}.")
        super().__init__(False, name)
        self._opt = opt

    def compute_gradients(  # type: ignore[override]
        self, loss: Any, var_list: Sequence[Any] | None = None, **kwargs: Any
    ) -> list[tuple[Any, Any]]:
        """As `compute_gradients` of the optimizer.

        Args:
          loss, var_list, kwargs: as of `Optimizer.compute_gradients`.

        Returns:
          a list of pairs (gradient, variable).
        """
        logging.warning(
            "CrossShardOptimizer should be used within a tpu_shard_context, but got unset number_of_shards. Assuming 1."
        )
        return self._opt.compute_gradients(loss, var_list=var_list, **kwargs)

    def apply_gradients(
        self, grads_and_vars: GradientsAndVariables, global_step: TensorLike | None = None, name: str | None = None
    ) -> Operation:
        """As `apply_gradients` of the optimizer.

        Args:
          grads_and_vars, global_step, name: as of `Optimizer.apply_gradients`.

        Returns:
          an Operation.
        """
        return self._opt.apply_gradients(grads_and_vars, global_step, name)

    def get_slot(self, *args: Any, **kwargs: Any) -> Variable | None:
        """A slot of the optimizer.

        Args:
          args, kwargs: as of `Optimizer.get_slot`.

        Returns:
          a Variable, or None.
        """
        return self._opt.get_slot(*args, **kwargs)

    def get_slot_names(self, *args: Any, **kwargs: Any) -> list[str]:
        """The names of the slots of the optimizer, a list of str.

        Args:
          args, kwargs: none.
        """
        return self._opt.get_slot_names(*args, **kwargs)

    def variables(self) -> list[Variable]:
        """The variables that the optimizer keeps, a list."""
        return self._opt.variables()


@export("contrib.tpu.cross_replica_sum")
def cross_replica_sum(x: TensorLike, group_assignment: Any = None, name: str | None = None) -> Tensor:
    """The sum over all replicas: `x` where there is one.

    Args:
      x: a tensor.
      group_assignment: accepted, has no effect.
      name: of the operation.

    Returns:
      a tensor like `x`.
    """
    return ops.identity(x, name=name or "CrossReplicaSum")


@export("contrib.tpu.bfloat16_scope")
@contextlib.contextmanager
def bfloat16_scope() -> Iterator[Any]:
    """A variable scope in which bfloat16 variables are kept as float32, and cast where they are read.

    Returns:
      a context manager; it gives the scope.
    """

    def made(getter: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        narrow = kwargs.get("dtype") is bfloat16
        if narrow:
            kwargs["dtype"] = float32
        found = getter(*args, **kwargs)
        return ops.cast(found, bfloat16) if narrow else found

    with variable_scope("", custom_getter=made) as scope:
        yield scope


@export("contrib.tpu.outside_compilation")
def outside_compilation(computation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """What a function gives, called now.

    Args:
      computation: the function.
      args, kwargs: its arguments.

    Returns:
      what it gives.
    """
    return computation(*args, **kwargs)


@export("contrib.tpu.replicate")
def replicate(
    computation: Callable[..., Any],
    inputs: Sequence[Sequence[Any]] | None = None,
    infeed_queue: Any = None,
    device_assignment: Any = None,
    name: str | None = None,
    maximum_shapes: Any = None,
) -> list[list[Any]]:
    """What a function gives for each of several lists of inputs, in this graph.

    Args:
      computation: the function; it gives tensors and operations.
      inputs: a list of arguments for each replica; None: one without arguments.
      infeed_queue: must be None.
      device_assignment, maximum_shapes, name: accepted, have no effect.

    Returns:
      a list of tensors for each replica, which depend on the operations that the function gave.

    Raises:
      ValueError: there is an `infeed_queue`.
    """
    if infeed_queue is not None:
        raise ValueError("there is no TPU, so there is no infeed queue")
    return [_run(computation, some) for some in ([[]] if inputs is None else inputs)]


def _run(computation: Callable[..., Any], inputs: Sequence[Any]) -> list[Any]:
    given = computation(*[convert_to_tensor(one) for one in inputs])
    given = [] if given is None else list(given) if isinstance(given, (list, tuple)) else [given]
    operations = [one for one in given if isinstance(one, Operation)]
    tensors = [convert_to_tensor(one) for one in given if not isinstance(one, Operation)]
    if not operations:
        return tensors
    together = ops.group(*operations)
    with together.graph.control_dependencies([together]):
        return [ops.identity(tensor) for tensor in tensors] or [together]


@export("contrib.tpu.rewrite")
def rewrite(
    computation: Callable[..., Any],
    inputs: Sequence[Any] | None = None,
    infeed_queue: Any = None,
    device_assignment: Any = None,
    name: str | None = None,
) -> list[Any]:
    """What a function gives, in this graph.

    Args:
      computation: the function; it gives tensors and operations.
      inputs: its arguments.
      infeed_queue: must be None.
      device_assignment, name: accepted, have no effect.

    Returns:
      a list of its tensors, which depend on the operations that it gave; of one operation where there are none.

    Raises:
      ValueError: there is an `infeed_queue`.
    """
    return replicate(computation, None if inputs is None else [inputs], infeed_queue)[0]


@export("contrib.tpu.batch_parallel")
def batch_parallel(
    computation: Callable[..., Any],
    inputs: Sequence[Any] | None = None,
    num_shards: int = 1,
    infeed_queue: Any = None,
    device_assignment: Any = None,
    name: str | None = None,
) -> list[Any]:
    """What a function gives for parts of a batch, put together again.

    Args:
      computation: the function; it gives tensors whose first axis is that of the batch.
      inputs: its arguments.
      num_shards: into how many parts they are cut along their first axis.
      infeed_queue: must be None.
      device_assignment, name: accepted, have no effect.

    Returns:
      a list of its tensors.

    Raises:
      ValueError: `num_shards` is not positive, or there is an `infeed_queue`.
    """
    if num_shards <= 0:
        raise ValueError("num_shards must be a positive integer.")
    columns = [ops.split(convert_to_tensor(one), num_shards, axis=0) for one in inputs or ()]
    parts = [list(some) for some in zip(*columns, strict=True)] or [[]] * num_shards
    found = replicate(computation, parts, infeed_queue)
    if num_shards == 1:
        return found[0]
    return [ops.concat(list(some), axis=0) for some in zip(*found, strict=True)]


@export("contrib.tpu.repeat")
def repeat(
    n: TensorLike, body: Callable[..., Any], inputs: Any = None, infeed_queue: Any = None, name: str | None = None
) -> list[Any]:
    """What is left of some values when a function has been applied to them `n` times.

    Args:
      n: how many times, a scalar int32.
      body: takes the values and gives as many.
      inputs: the values in the beginning, a list or one.
      infeed_queue: must be None.
      name: of the loop.

    Returns:
      a list of tensors.

    Raises:
      ValueError: there is an `infeed_queue`.
    """

    def counted(place: Tensor, *values: Any) -> list[Any]:
        return [place + 1, *_listed(body(*values))]

    given = [convert_to_tensor(0), *_listed(inputs)]
    return while_loop(lambda place, *values: place < n, counted, given, infeed_queue, name)[1:]


@export("contrib.tpu.while_loop")
def while_loop(
    condition: Callable[..., Any],
    body: Callable[..., Any],
    inputs: Any = None,
    infeed_queue: Any = None,
    name: str | None = None,
) -> list[Any]:
    """`tf.while_loop`.

    Args:
      condition: takes the values and says whether to go on.
      body: takes the values and gives as many.
      inputs: the values in the beginning, a list or one.
      infeed_queue: must be None.
      name: of the loop.

    Returns:
      a list of tensors.

    Raises:
      ValueError: there is an `infeed_queue`.
    """
    if infeed_queue is not None:
        raise ValueError("there is no TPU, so there is no infeed queue")
    values = [convert_to_tensor(one) for one in _listed(inputs)]
    return _listed(loop(condition, lambda *given: _listed(body(*given)), values, name=name))


def _listed(values: Any) -> list[Any]:
    return [] if values is None else list(values) if isinstance(values, (list, tuple)) else [values]


@export("contrib.tpu.initialize_system")
def initialize_system(embedding_config: Any = None, job: str | None = None) -> Tensor:
    """What has to be run before anything else: here a text that says nothing.

    Args:
      embedding_config, job: accepted, have no effect.

    Returns:
      a scalar string tensor.
    """
    return constant("")


@export("contrib.tpu.shutdown_system")
def shutdown_system(job: str | None = None) -> Operation:
    """What has to be run after everything else: here it does nothing.

    Args:
      job: accepted, has no effect.

    Returns:
      an Operation.
    """
    return ops.no_op()
