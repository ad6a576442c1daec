"""What is in a checkpoint, without a graph."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from headrace.formats.checkpoint import element_types, open_checkpoint
from headrace.formats.checkpoint.v1_reader import V1Reader
from headrace.formats.errors import NotFoundError, UnimplementedError
from headrace.formats.exports import export
from headrace.formats.files import directories

from ..platform import logging
from ..types.dtypes import DType, as_dtype
from .management import NoCheckpointError, latest_checkpoint


@export("train.NewCheckpointReader", "python.pywrap_tensorflow.CheckpointReader")
class CheckpointReader:
    """Reads a checkpoint.

    Args:
      filepattern: what `Saver.save` returned.

    Raises:
      NotFoundError: there is none. DataLossError: it is damaged.
    """

    def __init__(self, filepattern: Any) -> None:
        self._reader = open_checkpoint(filepattern)

    def has_tensor(self, tensor_str: str) -> bool:
        """Whether there is a tensor of the name `tensor_str`."""
        return tensor_str in self._reader

    def get_tensor(self, tensor_str: Any) -> Any:
        """The value of `tensor_str`: an array, a NumPy scalar for rank 0, bytes for strings; bfloat16 as its bits, uint16.

        Raises:
          NotFoundError: there is no such tensor.
          DataLossError, OutOfRangeError: its bytes are damaged.
        """
        name = os.fsdecode(tensor_str)
        if name not in self._reader and isinstance(self._reader, V1Reader):  # TensorFlow has other words when it restores
            message = f"{name} not found in checkpoint file; {self._reader.prefix}"
            raise NotFoundError(None, None, message, path=self._reader.prefix)
        value = self._reader.read(name)
        return value[()] if value.ndim == 0 else value

    def get_variable_to_shape_map(self) -> dict[str, list[int]]:
        """The shape of each tensor by its name."""
        return {name: list(self._reader.entry(name).shape) for name in self._reader.names()}

    def get_variable_to_dtype_map(self) -> dict[str, DType]:
        """The type of each tensor by its name. Raises UnimplementedError for a type that there is not."""
        return {name: self._type_of(name) for name in self._reader.names()}

    def _type_of(self, name: str) -> DType:
        kind = self._reader.entry(name).dtype
        try:
            return as_dtype(kind)
        except TypeError as error:
            message = f"Tensors of type {element_types.name_of(kind)} cannot be read; tensor '{name}' in {self._reader.prefix}"
            raise UnimplementedError(None, None, message, path=self._reader.prefix) from error

    def debug_string(self) -> bytes:
        """A line for each tensor: name, type, shape."""
        return self._reader.debug_string().encode("latin-1")


NewCheckpointReader = CheckpointReader


def _prefix_of(ckpt_dir_or_file: Any) -> str | None:
    path = os.fsdecode(ckpt_dir_or_file)
    return latest_checkpoint(path) if directories.is_directory(path) else path


@export("train.load_checkpoint")
def load_checkpoint(ckpt_dir_or_file: Any) -> CheckpointReader:
    """A reader of a checkpoint, or of the latest one in a directory.

    Args:
      ckpt_dir_or_file: a checkpoint, or a directory, of which the latest is taken.

    Returns:
      A CheckpointReader: `get_tensor(name)`, `get_variable_to_shape_map()` and others.

    Raises:
      NoCheckpointError: there is none in the directory.
    """
    prefix = _prefix_of(ckpt_dir_or_file)
    if prefix is None:
        directory = os.fsdecode(ckpt_dir_or_file)
        message = f"Couldn't find 'checkpoint' file or checkpoints in given directory {directory}"
        raise NoCheckpointError(None, None, message, path=directory)
    return CheckpointReader(prefix)


@export("train.load_variable")
def load_variable(ckpt_dir_or_file: Any, name: str) -> Any:
    """The value of a variable in a checkpoint.

    Args:
      ckpt_dir_or_file: a checkpoint, or a directory, of which the latest is taken.
      name: of the variable; `:0` at its end is left out.

    Returns:
      An array; a NumPy scalar for rank 0, bytes for strings, bfloat16 as uint16 of the same bits.

    Raises:
      NoCheckpointError: there is none in the directory.
      NotFoundError: the checkpoint has no such variable.
    """
    return load_checkpoint(ckpt_dir_or_file).get_tensor(name.removesuffix(":0"))


@export("train.list_variables")
def list_variables(ckpt_dir_or_file: Any) -> list[tuple[str, list[int]]]:
    """Name and shape of each variable in a checkpoint, sorted by name.

    Args:
      ckpt_dir_or_file: a checkpoint, or a directory, of which the latest is taken.

    Returns:
      A list of pairs of a str and a list of int.

    Raises:
      NoCheckpointError: there is none in the directory.
    """
    return sorted(load_checkpoint(ckpt_dir_or_file).get_variable_to_shape_map().items())


@export(
    "contrib.training.wait_for_new_checkpoint",
    "contrib.slim.evaluation.wait_for_new_checkpoint",
    "python.training.checkpoint_utils.wait_for_new_checkpoint",
)
def wait_for_new_checkpoint(
    checkpoint_dir: Any, last_checkpoint: str | None = None, seconds_to_sleep: float = 1, timeout: float | None = None
) -> str | None:
    """Wait until a directory has a later checkpoint than the last.

    Args:
      checkpoint_dir: the directory.
      last_checkpoint: the one that is known already; None for none.
      seconds_to_sleep: between two looks.
      timeout: in seconds; None waits for ever.

    Returns:
      The name of the checkpoint, for `Saver.restore`; None where none has come within the timeout.
    """
    logging.info("Waiting for new checkpoint at %s", checkpoint_dir)
    end = None if timeout is None else time.time() + timeout
    while True:
        path = latest_checkpoint(checkpoint_dir)
        if path is not None and path != last_checkpoint:
            logging.info("Found new checkpoint at %s", path)
            return path
        if end is not None and time.time() + seconds_to_sleep > end:
            return None
        time.sleep(seconds_to_sleep)


@export(
    "train.checkpoints_iterator",
    "contrib.training.checkpoints_iterator",
    "contrib.slim.evaluation.checkpoints_iterator",
)
def checkpoints_iterator(
    checkpoint_dir: Any,
    min_interval_secs: float = 0,
    timeout: float | None = None,
    timeout_fn: Callable[[], bool] | None = None,
) -> Iterator[str]:
    """Yield the latest checkpoint of a directory each time there is a new one; those in between are passed over.

    Args:
      checkpoint_dir: the directory.
      min_interval_secs: seconds between two checkpoints at least.
      timeout: seconds to wait for one; None waits for ever.
      timeout_fn: called after that; True ends it, False waits on.

    Yields:
      Names of checkpoints, for `Saver.restore`.
    """
    path = None
    while True:
        found = wait_for_new_checkpoint(checkpoint_dir, path, timeout=timeout)
        if found is None:
            if timeout_fn is None:
                logging.info("Timed-out waiting for a checkpoint.")
                return
            if timeout_fn():
                return
            continue
        path, start = found, time.time()
        yield path
        time.sleep(max(0.0, start + min_interval_secs - time.time()))


def number_of_parameters(reader: CheckpointReader, exclude: str = "") -> int:
    """Elements of all tensors, but for those whose name matches the regular expression `exclude`."""
    import re

    shapes = reader.get_variable_to_shape_map()
    return sum(int(np.prod(shape)) for name, shape in shapes.items() if not (exclude and re.search(exclude, name)))
