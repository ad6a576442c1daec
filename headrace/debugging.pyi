"""tf.debugging: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.state.control import Assert as Assert
from headrace.graph.ops.checks.finite import verify_tensor_all_finite as assert_all_finite
from headrace.graph.ops.checks.comparisons import assert_equal as assert_equal
from headrace.graph.ops.checks.comparisons import assert_positive as assert_positive
from headrace.graph.ops.checks.ranks import assert_rank as assert_rank
from headrace.graph.ops.arrays.placeholders import check_numerics as check_numerics
from headrace.graph.ops.math.rounding import is_nan as is_nan
from collections.abc import Sequence as _Sequence
from headrace.graph.core.operation import Operation as _Operation
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def assert_greater(
    x: _Any,
    y: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x > y for all elements.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.
      data: list of what the error shows; x and y by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: x and y are of different dtypes.
      ValueError: they don't broadcast against each other.
      InvalidArgumentError: it does not hold: at once where x and y are constants, when run otherwise.
    """

def assert_greater_equal(
    x: _Any,
    y: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x >= y for all elements.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.
      data: list of what the error shows; x and y by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: x and y are of different dtypes.
      ValueError: they don't broadcast against each other.
      InvalidArgumentError: it does not hold: at once where x and y are constants, when run otherwise.
    """

def assert_less(
    x: _Any,
    y: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x < y for all elements.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.
      data: list of what the error shows; x and y by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: x and y are of different dtypes.
      ValueError: they don't broadcast against each other.
      InvalidArgumentError: it does not hold: at once where x and y are constants, when run otherwise.
    """

def assert_less_equal(
    x: _Any,
    y: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x <= y for all elements.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.
      data: list of what the error shows; x and y by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: x and y are of different dtypes.
      ValueError: they don't broadcast against each other.
      InvalidArgumentError: it does not hold: at once where x and y are constants, when run otherwise.
    """

def assert_negative(
    x: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x < 0 for all elements.

    Args:
      x: real numbers.
      data: list of what the error shows; x by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: not real numbers.
      InvalidArgumentError: it does not hold: at once where x is a constant, when run otherwise.
    """

def assert_non_negative(
    x: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x >= 0 for all elements.

    Args:
      x: real numbers.
      data: list of what the error shows; x by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: not real numbers.
      InvalidArgumentError: it does not hold: at once where x is a constant, when run otherwise.
    """

def assert_non_positive(
    x: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x <= 0 for all elements.

    Args:
      x: real numbers.
      data: list of what the error shows; x by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: not real numbers.
      InvalidArgumentError: it does not hold: at once where x is a constant, when run otherwise.
    """

def assert_none_equal(
    x: _Any,
    y: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless x != y for all elements.

    Args:
      x, y: numbers, bools or strings of one dtype; shapes broadcast.
      data: list of what the error shows; x and y by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: x and y are of different dtypes.
      ValueError: they don't broadcast against each other.
      InvalidArgumentError: it does not hold: at once where x and y are constants, when run otherwise.
    """

def assert_rank_at_least(
    x: _TensorLike,
    rank: _Any,
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless `x` has that rank or more.

    Args:
      x: any shape and dtype.
      rank: int32 scalar, perhaps a tensor: the least rank.
      data: what the error shows when run; the rank and the shape by default.
      summarize: how many elements of each.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on; it does nothing where the ranks are known and right.

    Raises:
      TypeError: a rank is not int32.
      ValueError: it is no scalar, or the ranks are known and do not agree.
      InvalidArgumentError: (when run) they do not agree.
    """

def assert_rank_in(
    x: _TensorLike,
    ranks: _Sequence[_Any],
    data: _Sequence[_Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> _Operation:
    """An operation that fails unless the rank of `x` is one of several.

    Args:
      x: any shape and dtype.
      ranks: sequence of int32 scalars, perhaps tensors.
      data: what the error shows when run; the rank and the shape by default.
      summarize: how many elements of each.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on; it does nothing where the ranks are known and right.

    Raises:
      TypeError: a rank is not int32.
      ValueError: it is no scalar, or the ranks are known and do not agree.
      InvalidArgumentError: (when run) they do not agree.
    """

def is_finite(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """Whether x is a finite number, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      bool, shape of `x`.

    Raises:
      TypeError: another dtype.
    """

def is_inf(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """Whether x is infinite, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      bool, shape of `x`.

    Raises:
      TypeError: another dtype.
    """

__all__ = [
    "Assert",
    "assert_all_finite",
    "assert_equal",
    "assert_greater",
    "assert_greater_equal",
    "assert_less",
    "assert_less_equal",
    "assert_negative",
    "assert_non_negative",
    "assert_non_positive",
    "assert_none_equal",
    "assert_positive",
    "assert_rank",
    "assert_rank_at_least",
    "assert_rank_in",
    "check_numerics",
    "is_finite",
    "is_inf",
    "is_nan",
]
