"""What fills tables: keys and values as tensors, or the lines of a file."""

from __future__ import annotations

import os
from typing import Any

from headrace.formats.exports import export

from ..core.build import convert_to_tensor
from ..core.constants import constant
from ..core.defaults import get_default_graph
from ..core.keys import GraphKeys
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..core.traits import CONSTANT
from ..types.dtypes import DType, as_dtype, int64, string
from ..types.likes import DTypeLike, TensorLike
from . import table_ops
from .interface import LookupInterface, check_table_dtypes
from .text_files import LINE_NUMBER, WHOLE_LINE


@export("contrib.lookup.TableInitializerBase", "python.ops.lookup_ops.TableInitializerBase")
class TableInitializerBase:
    """What fills a table once.

    Args:
      key_dtype, value_dtype: of the keys and values that it gives.
    """

    def __init__(self, key_dtype: DTypeLike, value_dtype: DTypeLike) -> None:
        self._key_dtype = as_dtype(key_dtype)
        self._value_dtype = as_dtype(value_dtype)

    @property
    def key_dtype(self) -> DType:
        """The dtype of the keys it gives."""
        return self._key_dtype

    @property
    def value_dtype(self) -> DType:
        """The dtype of the values it gives."""
        return self._value_dtype

    def initialize(self, table: LookupInterface) -> Operation:
        """The operation that fills a table, which is added to the collection TABLE_INITIALIZERS.

        Args:
          table: of the types of these keys and values.
        """
        raise NotImplementedError

    @property
    def _shared_name(self) -> str:
        return ""


@export("lookup.KeyValueTensorInitializer", "contrib.lookup.KeyValueTensorInitializer")
class KeyValueTensorInitializer(TableInitializerBase):
    """Fills a table with keys and values.

    Args:
      keys, values: vectors of the same size.
      key_dtype, value_dtype: what they are converted to where they are no tensors yet.

    Example:
      >>> table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(["a", "b"], [1, 2]), -1)
      >>> with tf.Session() as sess:
      ...     sess.run(tf.tables_initializer())
      ...     sess.run(table.lookup(tf.constant(["b", "c"]))).tolist()
      [2, -1]
    """

    def __init__(
        self,
        keys: TensorLike,
        values: TensorLike,
        key_dtype: DTypeLike | None = None,
        value_dtype: DTypeLike | None = None,
        name: str | None = None,
    ) -> None:
        with _outside_of_control_flow():
            self._keys = convert_to_tensor(keys, key_dtype, name="keys")
            self._values = convert_to_tensor(values, value_dtype, name="values")
        self._name = "key_value_init" if name is None else name
        super().__init__(self._keys.dtype, self._values.dtype)

    def initialize(self, table: LookupInterface) -> Operation:
        """The operation that fills a table, which is added to the collection TABLE_INITIALIZERS.

        Args:
          table: of the types of these keys and values.

        Raises:
          TypeError: the table has keys or values of other types.
        """
        check_table_dtypes(table, self._keys.dtype, self._values.dtype)
        with name_scope(self._name, values=[table.resource_handle, self._keys, self._values]):
            filled = table_ops.IMPORT(table.resource_handle, self._keys, self._values)
        get_default_graph().add_to_collection(GraphKeys.TABLE_INITIALIZERS, filled)
        return filled


def _outside_of_control_flow() -> Any:
    """A block whose operations stand outside of the branch or loop that is being built."""
    graph = get_default_graph()
    return graph.control_dependencies(None)


@export("lookup.TextFileIndex", "contrib.lookup.TextFileIndex")
class TextFileIndex:
    """What of a line is a key or a value where it is no column."""

    WHOLE_LINE = WHOLE_LINE
    LINE_NUMBER = LINE_NUMBER


@export("lookup.TextFileInitializer", "contrib.lookup.TextFileInitializer")
class TextFileInitializer(TableInitializerBase):
    """Fills a table with what the lines of a text file hold.

    Args:
      filename: the file's name, or a string tensor of it.
      key_dtype, value_dtype: of the table.
      key_index, value_index: the column that holds the key, or the value, counted from 0; TextFileIndex.WHOLE_LINE, for
        strings (a key may be an integer), or TextFileIndex.LINE_NUMBER, counted from 0, for int64.
      vocab_size: how many lines to read; all by default.
      delimiter: one character between columns.

    Raises:
      ValueError: there is no name, or an index, a type or a size does not fit.
    """

    def __init__(
        self,
        filename: Any,
        key_dtype: DTypeLike,
        key_index: int,
        value_dtype: DTypeLike,
        value_index: int,
        vocab_size: int | None = None,
        delimiter: str = "\t",
        name: str | None = None,
    ) -> None:
        if not isinstance(filename, Tensor) and not filename:
            raise ValueError(f"Filename required for {name}.")
        self._given = filename
        key, value = as_dtype(key_dtype), as_dtype(value_dtype)
        if key_index < WHOLE_LINE:
            raise ValueError(f"Invalid key index {key_index}.")
        if key_index == LINE_NUMBER and key != int64:
            raise ValueError(f"Signature mismatch. Keys must be dtype {int64}, got {key}.")
        if key_index == WHOLE_LINE and not key.is_integer and key != string:
            raise ValueError(f"Signature mismatch. Keys must be integer or string, got {key}.")
        if value_index < WHOLE_LINE:
            raise ValueError(f"Invalid value index {value_index}.")
        if value_index == LINE_NUMBER and value != int64:
            raise ValueError(f"Signature mismatch. Values must be dtype {int64}, got {value}.")
        if value_index == WHOLE_LINE and value != string:
            raise ValueError(f"Signature mismatch. Values must be dtype {string}, got {value}.")
        if vocab_size is not None and vocab_size <= 0:
            raise ValueError(f"Invalid vocab_size {vocab_size}.")
        self._key_index = key_index
        self._value_index = value_index
        self._vocab_size = vocab_size
        self._delimiter = delimiter
        self._name = name
        with _outside_of_control_flow(), get_default_graph().device("CPU"):
            self._filename = filename if isinstance(filename, Tensor) else constant(os.fspath(filename), name="asset_path")
        super().__init__(key, value)

    def initialize(self, table: LookupInterface) -> Operation:
        """The operation that fills a table, which is added to the collection TABLE_INITIALIZERS.

        The name of the file is added to ASSET_FILEPATHS, where it is known.

        Args:
          table: of the types of these keys and values.

        Raises:
          TypeError: the table has keys or values of other types.
        """
        check_table_dtypes(table, self.key_dtype, self.value_dtype)
        graph = get_default_graph()
        with name_scope(self._name, "text_file_init", [table.resource_handle]):
            filled = table_ops.INITIALIZE_FROM_TEXT_FILE(
                table.resource_handle,
                self._filename,
                key_index=self._key_index,
                value_index=self._value_index,
                vocab_size=-1 if self._vocab_size is None else self._vocab_size,
                delimiter=self._delimiter,
            )
        graph.add_to_collection(GraphKeys.TABLE_INITIALIZERS, filled)
        if CONSTANT in self._filename.op.definition.traits:
            graph.add_to_collection(GraphKeys.ASSET_FILEPATHS, self._filename)
        return filled

    @property
    def _shared_name(self) -> str:
        size = f"{self._vocab_size:d}_" if self._vocab_size else ""
        return f"hash_table_{self._given}_{size}{self._key_index}_{self._value_index}"


@export("contrib.lookup.TextFileStringTableInitializer", "python.ops.lookup_ops.TextFileStringTableInitializer")
class TextFileStringTableInitializer(TextFileInitializer):
    """Fills a table from int64 to strings with what the lines of a text file hold.

    Args:
      filename: the file's name, or a string tensor of it.
      key_column_index, value_column_index: the columns that hold keys and values, or what `TextFileIndex` has for them.
      vocab_size: how many lines to read; all by default.
      delimiter: one character between columns.
    """

    def __init__(
        self,
        filename: Any,
        key_column_index: int = TextFileIndex.LINE_NUMBER,
        value_column_index: int = TextFileIndex.WHOLE_LINE,
        vocab_size: int | None = None,
        delimiter: str = "\t",
        name: str | None = "text_file_string_table_init",
    ) -> None:
        super().__init__(filename, int64, key_column_index, string, value_column_index, vocab_size, delimiter, name)


@export("contrib.lookup.TextFileIdTableInitializer", "python.ops.lookup_ops.TextFileIdTableInitializer")
class TextFileIdTableInitializer(TextFileInitializer):
    """Fills a table from strings to int64 with what the lines of a text file hold.

    Args:
      filename: the file's name, or a string tensor of it.
      key_column_index, value_column_index: the columns that hold keys and values, or what `TextFileIndex` has for them.
      vocab_size: how many lines to read; all by default.
      delimiter: one character between columns.
      key_dtype: of the keys: string, or an integer type.
    """

    def __init__(
        self,
        filename: Any,
        key_column_index: int = TextFileIndex.WHOLE_LINE,
        value_column_index: int = TextFileIndex.LINE_NUMBER,
        vocab_size: int | None = None,
        delimiter: str = "\t",
        name: str | None = "text_file_id_table_init",
        key_dtype: DTypeLike = string,
    ) -> None:
        super().__init__(filename, key_dtype, key_column_index, int64, value_column_index, vocab_size, delimiter, name)
