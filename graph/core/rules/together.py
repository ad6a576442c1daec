"""Together: how several nodes of one kind, each of which changes variables of its own, are run at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

Kernel = Callable[..., bool]


class Together(NamedTuple):
    """A rule for ops that change variables element by element.

    Attributes:
      own: the position of the input that each node has for itself. What stands before and after it, but for the variables,
        is one value for all nodes.
      bind: `(variables of each node, attributes, session) -> kernel`. The kernel takes the inputs in their order without
        the variables, a tuple of values in the place of `own`. It does what the nodes' own kernels would do one after
        the other and returns True, or does nothing and returns False; then those run.
    """

    own: int
    bind: Callable[[Sequence[Sequence[Any]], dict[str, Any], Any], Kernel]
