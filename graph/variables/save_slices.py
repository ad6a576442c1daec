"""SaveSliceInfo: which part of a larger tensor a variable is, for checkpoints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats import proto as messages

from ..graphdef.name_scopes import prepend_name_scope, strip_name_scope


class SaveSliceInfo:
    """A variable that is saved as a part of a larger tensor.

    Attributes:
      full_name: name of the larger tensor.
      full_shape: list of int, its shape.
      var_offset: list of int, where the part begins.
      var_shape: list of int, the shape of the part.
    """

    def __init__(
        self,
        full_name: str | None = None,
        full_shape: Sequence[int] | None = None,
        var_offset: Sequence[int] | None = None,
        var_shape: Sequence[int] | None = None,
        save_slice_info_def: Any = None,
        import_scope: str | None = None,
    ) -> None:
        if save_slice_info_def is None:
            self.full_name = full_name
            self.full_shape = full_shape
            self.var_offset = var_offset
            self.var_shape = var_shape
            return
        self.full_name = prepend_name_scope(save_slice_info_def.full_name, import_scope)
        self.full_shape = list(save_slice_info_def.full_shape)
        self.var_offset = list(save_slice_info_def.var_offset)
        self.var_shape = list(save_slice_info_def.var_shape)

    @property
    def spec(self) -> str:
        """As SaveV2 and RestoreV2 take it: the shape, then `offset,size` of each dimension, `:` between them."""
        shape = " ".join(map(str, self.full_shape or ()))
        parts = (f"{offset},{size}" for offset, size in zip(self.var_offset or (), self.var_shape or (), strict=True))
        return f"{shape} {':'.join(parts)}"

    def to_proto(self, export_scope: str | None = None) -> Any:
        """As a SaveSliceInfoDef, or None where the variable lies outside `export_scope`."""
        name = self.full_name or ""
        if export_scope is not None and not name.startswith(export_scope):
            return None
        return messages.variable_pb2.SaveSliceInfoDef(
            full_name=strip_name_scope(name, export_scope),
            full_shape=self.full_shape,
            var_offset=self.var_offset,
            var_shape=self.var_shape,
        )
