"""ctc_unique_labels: the different labels of each row, found row by row."""

from __future__ import annotations

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..ops.sequences.ctc_loss import size_of
from ..types import dtypes
from ..types.likes import TensorLike
from .functional import map_fn


@export("nn.ctc_unique_labels")
def ctc_unique_labels(labels: TensorLike, name: str | None = None) -> list[Tensor]:
    """The different labels of each row, for `ctc_loss_v2`.

    Args:
      labels: [batch, longest].

    Returns:
      int64 [batch, longest], zeros at the ends; and int32 [batch, longest], where each label stands among them.
    """
    with name_scope(name, "ctc_unique_labels", [labels]):

        def of_row(row: Tensor) -> list[Tensor]:
            found, places = ops.unique(row)
            missing = size_of(places, 0) - size_of(found, 0)
            return [ops.cast(ops.pad(found, [[0, missing]]), dtypes.int64), places]

        return map_fn(of_row, convert_to_tensor(labels, name="labels"), dtype=[dtypes.int64, dtypes.int32])
