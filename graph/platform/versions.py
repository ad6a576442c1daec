"""What programs ask or say so that they run with several versions of TensorFlow and of Python."""

from __future__ import annotations

import datetime
import numbers
import os
from typing import Any

import numpy as np

from headrace.formats.exports import export, export_value
from headrace.formats.text import as_str_any

integral_types = (numbers.Integral, np.integer)
real_types = (numbers.Real, np.integer, np.floating)
complex_types = (numbers.Complex, np.number)
bytes_or_text_types = (bytes, str)
export_value(bytes_or_text_types, "compat.bytes_or_text_types")
export_value(complex_types, "compat.complex_types")
export_value(integral_types, "compat.integral_types")
export_value(real_types, "compat.real_types")

_HORIZON = datetime.date(2019, 10, 14)
"""The day of TensorFlow 1.15: what came later is not there."""


@export("compat.path_to_str")
def path_to_str(path: Any) -> Any:
    """An `os.PathLike` as text; anything else as it is.

    Args:
      path: any value.

    Returns:
      str, or `path` itself.
    """
    return as_str_any(os.fspath(path)) if hasattr(path, "__fspath__") else path


@export("compat.forward_compatible")
def forward_compatible(year: int, month: int, day: int) -> bool:
    """Whether something that came to TensorFlow on a day is there.

    Args:
      year, month, day: int.

    Returns:
      bool.
    """
    return datetime.date(year, month, day) < _HORIZON


@export("disable_eager_execution", "disable_v2_behavior")
def disable_v2_behavior() -> None:
    """Accepted for programs that say so to TensorFlow 2: headrace has no other behaviour."""


@export("executing_eagerly")
def executing_eagerly() -> bool:
    """False: tensors have values in a session only."""
    return False


@export("enable_eager_execution", "enable_v2_behavior")
def enable_v2_behavior() -> None:
    """Raises ValueError: headrace has the behaviour of TensorFlow 1 only."""
    raise ValueError("headrace runs graphs in sessions, as TensorFlow 1 does; it has neither eager execution nor v2 behavior")
