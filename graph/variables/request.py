"""VariableRequest: what `get_variable` was asked for, as one value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ..types import dtypes
from .distribution import checked_kinds

_OF_THE_SCOPE = ("dtype", "initializer", "regularizer", "reuse", "caching_device", "partitioner", "use_resource", "constraint")
"""What a request that leaves it open takes from the variable scope."""


class VariableRequest(NamedTuple):
    """A variable to be found by its name, and all that is needed to make it where it is not there.

    The fields are the arguments of TensorFlow's getter of variables, in its order and with its defaults: those that a
    custom getter is called with, and may call `getter` with. `scope.get_variable` says what each means.

    A tuple, since one is made at each step of the way to a variable, and a frozen dataclass takes four times as long to make.
    """

    name: str
    shape: Any = None
    dtype: Any = dtypes.float32
    initializer: Any = None
    regularizer: Any = None
    reuse: Any = None
    trainable: bool | None = None
    collections: Sequence[str] | None = None
    caching_device: Any = None
    partitioner: Any = None
    validate_shape: bool = True
    use_resource: bool | None = None
    constraint: Any = None
    synchronization: Any = None
    aggregation: Any = None

    def within(self, scope: Any) -> VariableRequest:
        """The request by full name; what it leaves open (None) is as the VariableScope `scope` says."""
        inherited = {field: getattr(scope, field) for field in _OF_THE_SCOPE if getattr(self, field) is None}
        return self._replace(name=f"{scope.name}/{self.name}" if scope.name else self.name, **inherited)

    def with_defaults(self) -> VariableRequest:
        """The request with a DType that is no reference, and with synchronization, aggregation and trainable settled.

        Raises:
          ValueError: no such synchronization or aggregation.
          TypeError: no such dtype.
        """
        synchronization, aggregation, trainable = checked_kinds(
            self.synchronization, self.aggregation, self.trainable, self.name
        )
        return self._replace(
            dtype=dtypes.as_dtype(self.dtype).base_dtype,
            synchronization=synchronization,
            aggregation=aggregation,
            trainable=trainable,
        )

    def as_kwargs(self) -> dict[str, Any]:
        """The keywords that a custom getter is called with besides `getter`; `constraint`, the newest, is the last."""
        arguments = self._asdict()
        arguments["constraint"] = arguments.pop("constraint")
        return arguments
