"""tf.python.ops.gen_io_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.state.files import matching_files as matching_files
from headrace.graph.ops.state.files import read_file as read_file
from headrace.graph.ops.state.files import write_file as write_file

__all__ = [
    "matching_files",
    "read_file",
    "write_file",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
