"""ConditionalAccumulator and its kin: gradients of several steps or threads as one."""

from __future__ import annotations

from typing import Any, NamedTuple

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.operation import Operation
from ..core.tensor import Tensor
from ..ops.sparse.indexed_slices import IndexedSlices
from ..ops.state.accumulators import (
    ACCUMULATOR,
    APPLY,
    NUMBER,
    OLD_NUMBER,
    OLD_SET_STEP,
    SET_STEP,
    SPARSE_ACCUMULATOR,
    SPARSE_APPLY,
    SPARSE_TAKE,
    TAKE,
)
from ..types.dtypes import DType, as_dtype, int64
from ..types.likes import DTypeLike, ShapeLike, TensorLike
from ..types.shapes import TensorShape
from ..types.static_shapes import as_static


class SparseAccumulatorTakeGradient(NamedTuple):
    """The rows that an accumulator gave."""

    indices: Any
    values: Any
    shape: Any


@export("ConditionalAccumulatorBase")
class ConditionalAccumulatorBase:
    """Base of the accumulators: what does not depend on how gradients are given.

    Args:
      dtype: the type of the gradients.
      shape: their shape, as far as it is known.
      accumulator_ref: the tensor that stands for the accumulator.
    """

    _set_step, _number = OLD_SET_STEP, OLD_NUMBER

    def __init__(self, dtype: DTypeLike, shape: ShapeLike | None, accumulator_ref: Tensor) -> None:
        self._dtype = as_dtype(dtype)
        self._shape = TensorShape(shape)
        self._accumulator_ref = accumulator_ref
        self._name = accumulator_ref.op.name.split("/")[-1]

    @property
    def accumulator_ref(self) -> Tensor:
        """The tensor that stands for the accumulator."""
        return self._accumulator_ref

    @property
    def name(self) -> str:
        """Its name, without that of its scope."""
        return self._name

    @property
    def dtype(self) -> DType:
        """The type of the gradients."""
        return self._dtype

    def num_accumulated(self, name: str | None = None) -> Tensor:
        """How many gradients are in it.

        Args:
          name: of the operation.

        Returns:
          a scalar int32 tensor.
        """
        return self._number(self._accumulator_ref, name=name or f"{self._name}_NumAccumulated")

    def set_global_step(self, new_global_step: TensorLike, name: str | None = None) -> Operation:
        """An operation after which gradients of steps before `new_global_step` are dropped.

        Args:
          new_global_step: a scalar.
          name: of the operation.
        """
        step = ops.cast(convert_to_tensor(new_global_step), int64)
        return self._set_step(self._accumulator_ref, step, name=name)


@export("ConditionalAccumulator")
class ConditionalAccumulator(ConditionalAccumulatorBase):
    """Adds up gradients, tensors of one shape, until so many are there that somebody takes their mean.

    A gradient comes with the step in which it was computed. Those of older steps than the accumulator's own are dropped
    without a word; each `take_grad` begins the next step.

    Args:
      dtype: the type of the gradients.
      shape: their shape; None: that of the first.
      shared_name: accumulators of one shared name are one.
      name: of the operation.
      reduction_type: "MEAN" or "SUM".

    Raises:
      ValueError: another `reduction_type`.
      TypeError: `dtype` is no type of numbers.

    Example:
      >>> accumulator = tf.ConditionalAccumulator(tf.float32, shape=[2])
      >>> add, mean = accumulator.apply_grad([1.0, 3.0]), accumulator.take_grad(2)
      >>> with tf.Session() as sess:
      ...     for _ in range(2):
      ...         sess.run(add)
      ...     print(sess.run(mean))
      [1. 3.]
    """

    _set_step, _number = SET_STEP, NUMBER

    def __init__(
        self,
        dtype: DTypeLike,
        shape: ShapeLike | None = None,
        shared_name: str | None = None,
        name: str = "conditional_accumulator",
        reduction_type: str = "MEAN",
    ) -> None:
        made = ACCUMULATOR(
            dtype=as_dtype(dtype),
            shape=as_static(shape),
            shared_name=shared_name or "",
            reduction_type=reduction_type,
            name=name,
        )
        super().__init__(dtype, shape, made)

    def apply_grad(self, grad: TensorLike, local_step: TensorLike = 0, name: str | None = None) -> Operation:
        """An operation that adds a gradient, unless it is of an older step.

        Args:
          grad: a tensor of the accumulator's type and shape.
          local_step: the step in which it was computed, a scalar.
          name: of the operation.

        Raises:
          ValueError: of another type or shape.
          InvalidArgumentError: (when run) of another shape.
        """
        gradient = convert_to_tensor(grad, self._dtype)
        gradient.shape.assert_is_compatible_with(self._shape)
        step = ops.cast(convert_to_tensor(local_step), int64)
        return APPLY(self._accumulator_ref, step, gradient, name=name)

    def take_grad(self, num_required: TensorLike, name: str | None = None) -> Tensor:
        """The mean, or the sum, of all gradients that are there, once they are `num_required` or more.

        Args:
          num_required: a scalar int32, at least 1.
          name: of the operation.

        Returns:
          a tensor of the accumulator's type and shape.

        Raises:
          InvalidArgumentError: (when run) `num_required` is not positive.
        """
        taken = TAKE(self._accumulator_ref, num_required, dtype=self._dtype, name=name)
        taken.set_shape(self._shape)
        return taken


@export("SparseConditionalAccumulator")
class SparseConditionalAccumulator(ConditionalAccumulatorBase):
    """A ConditionalAccumulator of gradients of some rows. The mean of a row is that of the gradients that have it.

    Args:
      dtype: the type of the gradients.
      shape: the shape of the whole; None, or in part, where it is not known.
      shared_name: accumulators of one shared name are one.
      name: of the operation.
      reduction_type: "MEAN" or "SUM".

    Raises:
      ValueError: another `reduction_type`.
      TypeError: `dtype` is no type of numbers.
    """

    def __init__(
        self,
        dtype: DTypeLike,
        shape: ShapeLike | None = None,
        shared_name: str | None = None,
        name: str = "sparse_conditional_accumulator",
        reduction_type: str = "MEAN",
    ) -> None:
        made = SPARSE_ACCUMULATOR(
            dtype=as_dtype(dtype),
            shape=as_static(shape),
            shared_name=shared_name or "",
            reduction_type=reduction_type,
            name=name,
        )
        super().__init__(dtype, shape, made)

    def apply_indexed_slices_grad(self, grad: IndexedSlices, local_step: TensorLike = 0, name: str | None = None) -> Operation:
        """`apply_grad` of IndexedSlices.

        Args:
          grad: the IndexedSlices.
          local_step: the step in which it was computed, a scalar.
          name: of the operation.

        Returns:
          an Operation.
        """
        return self.apply_grad(grad.indices, grad.values, grad.dense_shape, local_step, name)

    def apply_grad(
        self,
        grad_indices: TensorLike,
        grad_values: TensorLike,
        grad_shape: TensorLike | None = None,
        local_step: TensorLike = 0,
        name: str | None = None,
    ) -> Operation:
        """An operation that adds a gradient of some rows, unless it is of an older step.

        Args:
          grad_indices: the numbers of the rows, a vector, in their order; each of them once.
          grad_values: the rows.
          grad_shape: the shape of the whole; None where it is not known.
          local_step: the step in which it was computed, a scalar.
          name: of the operation.

        Raises:
          InvalidArgumentError: (when run) the shapes do not fit, or an index is not within them.
        """
        step = ops.cast(convert_to_tensor(local_step), int64)
        return SPARSE_APPLY(
            self._accumulator_ref,
            step,
            ops.cast(grad_indices, int64),
            grad_values,
            ops.cast([] if grad_shape is None else grad_shape, int64),
            has_known_shape=grad_shape is not None,
            name=name,
        )

    def take_grad(self, num_required: TensorLike, name: str | None = None) -> SparseAccumulatorTakeGradient:
        """The mean, or the sum, of all gradients that are there, once they are `num_required` or more.

        Args:
          num_required: a scalar int32, at least 1.
          name: of the operation.

        Returns:
          a tuple (indices, values, shape): int64, of the accumulator's type, int64; -1 in the shape where the number of
          rows is not known.

        Raises:
          InvalidArgumentError: (when run) `num_required` is not positive.
        """
        return SparseAccumulatorTakeGradient(*SPARSE_TAKE(self._accumulator_ref, num_required, dtype=self._dtype, name=name))

    @documented_by(take_grad)
    def take_indexed_slices_grad(self, num_required: TensorLike, name: str | None = None) -> IndexedSlices:
        """`take_grad` as IndexedSlices.

        Returns:
          IndexedSlices.
        """
        taken = self.take_grad(num_required, name)
        return IndexedSlices(indices=taken.indices, values=taken.values, dense_shape=taken.shape)
