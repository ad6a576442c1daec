"""tf.contrib.slim.parallel_reader: several readers of one set of files. Made by `make names`."""

from headrace.training.slim.data.reading import ParallelReader as ParallelReader
from headrace.training.slim.data.reading import get_data_files as get_data_files
from headrace.training.slim.data.reading import parallel_read as parallel_read
from headrace.graph.core.tensor import Tensor as _Tensor
from typing import Any as _Any

def single_pass_read(
    data_sources: _Any,
    reader_class: _Any,
    reader_kwargs: _Any = None,
    scope: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """Key and value of one record after the other, of each file once, in order.

    Args:
      data_sources: files, or patterns of names.
      reader_class: of the readers, made with `reader_kwargs`.
      reader_kwargs: a dict of arguments of `reader_class`; None for none.
      scope: the name scope of the operations, "single_pass_read" by default.

    Returns:
      key and value, two string scalars.

    Raises:
      ValueError: there are no files.
    """

__all__ = [
    "ParallelReader",
    "get_data_files",
    "parallel_read",
    "single_pass_read",
]
