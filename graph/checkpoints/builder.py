"""The operations that a Saver adds to a graph."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export

from .. import ops
from ..core.constants import constant
from ..core.defaults import get_default_graph
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..devices.spec import DeviceSpec
from ..ops.state import checkpoints
from .saveables import SaveableObject as Saveable
from .saveables import SaveSpec, VariableSaveable, saveables_of, shape_to_restore

V1, V2 = 1, 2


@export("python.training.saver.BaseSaverBuilder")
class BaseSaverBuilder:
    """Makes the operations that save and restore; each tensor is restored by an operation of its own."""

    SaveSpec = SaveSpec
    SaveableObject = Saveable
    VariableSaveable = VariableSaveable

    def __init__(self, write_version: int = V2) -> None:
        """The arguments.

        Args:
          write_version: SaverDef.V2, or V1 for the old form.
        """
        self._write_version = write_version

    def save_op(self, filename_tensor: Tensor, saveables: Sequence[Saveable]) -> Operation:
        """The operation that writes the saveables to one file."""
        specs = [spec for saveable in saveables for spec in saveable.specs]
        names, slices = [spec.name for spec in specs], [spec.slice_spec for spec in specs]
        tensors = [spec.tensor for spec in specs]
        if self._write_version == V1:
            return checkpoints.SAVE_SLICES(filename_tensor, names, slices, tensors, name="save")
        if self._write_version == V2:
            return checkpoints.SAVE_V2(filename_tensor, names, slices, tensors)
        raise RuntimeError(f"Unexpected write_version: {self._write_version}")

    def bulk_restore(
        self, filename_tensor: Tensor, saveables: Sequence[Saveable], preferred_shard: int, restore_sequentially: bool
    ) -> list[Tensor]:
        """The values of all saveables, one for each spec."""
        found: list[Tensor] = []
        for saveable in saveables:
            with get_default_graph().device(_cpu_of(saveable.device) if saveable.device else None):
                found += self.restore_op(filename_tensor, saveable, preferred_shard)
        return found

    def restore_op(self, filename_tensor: Tensor, saveable: Saveable, preferred_shard: int) -> list[Tensor]:
        """The values of one saveable."""
        return [
            checkpoints.RESTORE_V2(filename_tensor, [spec.name], [spec.slice_spec], dtypes=[spec.dtype])[0]
            for spec in saveable.specs
        ]

    def build(
        self,
        names_to_saveables: Any,
        reshape: bool = False,
        sharded: bool = False,
        max_to_keep: int | None = 5,
        keep_checkpoint_every_n_hours: float = 10000.0,
        name: str | None = None,
        restore_sequentially: bool = False,
        filename: Any = "model",
    ) -> Any:
        """Add the operations for these variables; the SaverDef that names them. The arguments are those of `Saver`."""
        saveables = saveables_of(names_to_saveables)
        graph_elements = [saveable.op for saveable in saveables]
        with name_scope(name, "save", graph_elements):
            path = ops.placeholder_with_default(filename or "model", shape=(), name="filename")
            path = ops.placeholder_with_default(path, shape=(), name="Const")
            if sharded:
                devices = _by_device(saveables)
                saved = self._save_sharded(path, devices)
                restored = self._restore_sharded(path, devices, restore_sequentially, reshape)
            else:
                saved = self._save(path, saveables)
                restored = self._restore(path, saveables, restore_sequentially, reshape, -1, "restore_all")
        return messages.saver_pb2.SaverDef(
            filename_tensor_name=path.name,
            save_tensor_name=saved.name,
            restore_op_name=restored.name,
            max_to_keep=max_to_keep or 0,
            sharded=sharded,
            keep_checkpoint_every_n_hours=keep_checkpoint_every_n_hours,
            version=self._write_version,  # type: ignore[arg-type]
        )

    def _save(self, path: Tensor, saveables: Sequence[Saveable]) -> Tensor:
        return ops.with_dependencies([self.save_op(path, saveables)], path)

    def _save_sharded(self, path: Tensor, devices: Sequence[tuple[str, list[Saveable]]]) -> Tensor:
        graph = get_default_graph()
        v2 = self._write_version == V2
        base = ops.string_join([path, f"_temp_{uuid.uuid4().hex}/part"]) if v2 else path
        count = constant(len(devices), name="num_shards")
        paths, saved, device = [], [], ""
        for shard, (device, saveables) in enumerate(devices):
            with graph.device(_cpu_of(device) if v2 else device):
                paths.append(checkpoints.SHARDED_FILENAME(base, shard, count))
                saved.append(self._save(paths[-1], saveables))
        with graph.control_dependencies([tensor.op for tensor in saved]):
            if not v2:
                return checkpoints.SHARDED_FILESPEC(path, count)
            with graph.device(_cpu_of(device)):
                merged = checkpoints.MERGE_V2_CHECKPOINTS(paths, path, delete_old_dirs=True)
                with graph.control_dependencies([merged]):
                    return ops.identity(path)

    def _restore(
        self,
        path: Tensor,
        saveables: Sequence[Saveable],
        restore_sequentially: bool,
        reshape: bool,
        preferred_shard: int,
        name: str,
    ) -> Operation:
        tensors = iter(self.bulk_restore(path, saveables, preferred_shard, restore_sequentially))
        assigned = []
        for saveable in saveables:
            shapes = [shape_to_restore(spec.tensor) for spec in saveable.specs] if reshape else None
            assigned.append(saveable.restore([next(tensors) for _ in saveable.specs], shapes))
        return ops.group(*assigned, name=name)

    def _restore_sharded(
        self, path: Tensor, devices: Sequence[tuple[str, list[Saveable]]], restore_sequentially: bool, reshape: bool
    ) -> Operation:
        restored = []
        for shard, (device, saveables) in enumerate(devices):
            with get_default_graph().device(device):
                restored.append(self._restore(path, saveables, restore_sequentially, reshape, shard, "restore_shard"))
        return ops.group(*restored, name="restore_all")


@export("python.training.saver.BulkSaverBuilder")
class BulkSaverBuilder(BaseSaverBuilder):
    """Restores all tensors by one operation: what Savers use."""

    def bulk_restore(
        self, filename_tensor: Tensor, saveables: Sequence[Saveable], preferred_shard: int, restore_sequentially: bool
    ) -> list[Tensor]:
        specs = [spec for saveable in saveables for spec in saveable.specs]
        with get_default_graph().device("cpu:0"):
            return checkpoints.RESTORE_V2(
                filename_tensor,
                [spec.name for spec in specs],
                [spec.slice_spec for spec in specs],
                dtypes=[spec.dtype for spec in specs],
            )


def _by_device(saveables: Sequence[Saveable]) -> list[tuple[str, list[Saveable]]]:
    """The saveables of each device, sorted by device. Raises ValueError where one is on several."""
    found: dict[str, list[Saveable]] = {}
    for saveable in saveables:
        devices = {DeviceSpec.from_string(spec.device).to_string() for spec in saveable.specs}
        if len(devices) != 1:
            raise ValueError(f"All tensors of a saveable object must be on the same device: {saveable.name}")
        found.setdefault(devices.pop(), []).append(saveable)
    return sorted(found.items())


def _cpu_of(device: str) -> str:
    """The CPU beside a device, which writes and reads files."""
    spec = DeviceSpec.from_string(device)
    spec.device_type, spec.device_index = "CPU", 0
    return spec.to_string()
