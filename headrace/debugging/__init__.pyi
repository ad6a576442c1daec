"""tf.debugging: assertions, and checks of values. Made by `make names`."""

from headrace.graph.ops.state.control import Assert as Assert
from headrace.graph.ops.checks.finite import verify_tensor_all_finite as assert_all_finite
from headrace.graph.ops.checks.comparisons import assert_equal as assert_equal
from headrace.graph.ops.checks.kinds import assert_integer as assert_integer
from headrace.graph.ops.checks.shapes import assert_near as assert_near
from headrace.graph.ops.checks.comparisons import assert_positive as assert_positive
from headrace.graph.ops.checks.kinds import assert_proper_iterable as assert_proper_iterable
from headrace.graph.ops.checks.ranks import assert_rank as assert_rank
from headrace.graph.ops.checks.kinds import assert_same_float_dtype as assert_same_float_dtype
from headrace.graph.ops.checks.kinds import assert_scalar as assert_scalar
from headrace.graph.ops.checks.sizes import assert_shapes as assert_shapes
from headrace.graph.ops.checks.kinds import assert_type as assert_type
from headrace.graph.ops.arrays.placeholders import check_numerics as check_numerics
from headrace.graph.devices.placement_log import get_log_device_placement as get_log_device_placement
from headrace.graph.ops.math.rounding import is_nan as is_nan
from headrace.graph.ops.checks.kinds import is_non_decreasing as is_non_decreasing
from headrace.graph.ops.checks.kinds import is_numeric_tensor as is_numeric_tensor
from headrace.graph.ops.checks.kinds import is_strictly_increasing as is_strictly_increasing
from headrace.graph.devices.placement_log import set_log_device_placement as set_log_device_placement
from headrace import assert_greater as assert_greater
from headrace import assert_greater_equal as assert_greater_equal
from headrace import assert_less as assert_less
from headrace import assert_less_equal as assert_less_equal
from headrace import assert_negative as assert_negative
from headrace import assert_non_negative as assert_non_negative
from headrace import assert_non_positive as assert_non_positive
from headrace import assert_none_equal as assert_none_equal
from headrace import assert_rank_at_least as assert_rank_at_least
from headrace import assert_rank_in as assert_rank_in
from headrace import is_finite as is_finite
from headrace import is_inf as is_inf

__all__ = [
    "Assert",
    "assert_all_finite",
    "assert_equal",
    "assert_greater",
    "assert_greater_equal",
    "assert_integer",
    "assert_less",
    "assert_less_equal",
    "assert_near",
    "assert_negative",
    "assert_non_negative",
    "assert_non_positive",
    "assert_none_equal",
    "assert_positive",
    "assert_proper_iterable",
    "assert_rank",
    "assert_rank_at_least",
    "assert_rank_in",
    "assert_same_float_dtype",
    "assert_scalar",
    "assert_shapes",
    "assert_type",
    "check_numerics",
    "get_log_device_placement",
    "is_finite",
    "is_inf",
    "is_nan",
    "is_non_decreasing",
    "is_numeric_tensor",
    "is_strictly_increasing",
    "set_log_device_placement",
]
