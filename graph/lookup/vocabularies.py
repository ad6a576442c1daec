"""Tables between texts and their numbers in a vocabulary, from a file or from a tensor."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.scopes.name_scope import name_scope
from ..core.static_values import constant_value
from ..core.tensor import Tensor
from ..types.dtypes import DType, int64, string
from ..types.likes import TensorLike
from .hash_buckets import FastHashSpec, IdTableWithHashBuckets
from .initializers import KeyValueTensorInitializer, TextFileIdTableInitializer, TextFileIndex, TextFileStringTableInitializer
from .interface import LookupInterface
from .static import StaticHashTable


def _check_file(vocabulary_file: Any) -> None:
    if vocabulary_file is None or (isinstance(vocabulary_file, str) and not vocabulary_file):
        raise ValueError("vocabulary_file must be specified and must not be empty.")


def _check_buckets(num_oov_buckets: int) -> None:
    if num_oov_buckets < 0:
        raise ValueError(f"num_oov_buckets must be greater or equal than 0, got {num_oov_buckets}.")


def _check_keys(dtype: DType) -> None:
    if not dtype.is_integer and dtype.base_dtype != string:
        raise TypeError("Only integer and string keys are supported.")


def _with_buckets(table: StaticHashTable, num_oov_buckets: int, hasher_spec: Any, key_dtype: DType) -> LookupInterface:
    if not num_oov_buckets:
        return table
    return IdTableWithHashBuckets(table, num_oov_buckets, hasher_spec, key_dtype=key_dtype)


@export("contrib.lookup.index_table_from_file", "python.ops.lookup_ops.index_table_from_file")
def index_table_from_file(
    vocabulary_file: Any = None,
    num_oov_buckets: int = 0,
    vocab_size: int | None = None,
    default_value: int = -1,
    hasher_spec: Any = FastHashSpec,
    key_dtype: DType = string,
    name: str | None = None,
    key_column_index: int = TextFileIndex.WHOLE_LINE,
    value_column_index: int = TextFileIndex.LINE_NUMBER,
    delimiter: str = "\t",
) -> LookupInterface:
    """A table from the words in a file, one to a line, to their numbers, int64 from 0.

    Args:
      vocabulary_file: the file's name, or a string tensor of it.
      num_oov_buckets: how many numbers, behind those of the words, all other words share, by a hash.
      vocab_size: how many lines to read; all by default.
      default_value: the number of other words where there are no buckets.
      hasher_spec: by which hash.
      key_dtype: of the words: string, or an integer type.
      key_column_index, value_column_index: which columns of a line are words and numbers, or what `TextFileIndex` has.
      delimiter: one character between columns.

    Returns:
      A table; `tf.tables_initializer()` fills it.

    Raises:
      ValueError: no file, or a number of buckets or lines that is none.
      TypeError: another `key_dtype`.
      InvalidArgumentError: (when run) a line of the file is empty or does not hold what is wanted.
      FailedPreconditionError: (when run) a word stands there twice, or the table was not filled.
    """
    _check_file(vocabulary_file)
    _check_buckets(num_oov_buckets)
    if vocab_size is not None and vocab_size < 1:
        told = vocabulary_file
        if isinstance(vocabulary_file, Tensor):
            known = constant_value(vocabulary_file)
            told = "?" if known is None else known.item()
        raise ValueError(f"vocab_size must be greater than 0, got {vocab_size}. vocabulary_file: {told}")
    _check_keys(key_dtype)
    with name_scope(name, "string_to_index"):
        with name_scope(None, "hash_table"):
            initializer = TextFileIdTableInitializer(
                vocabulary_file,
                key_column_index,
                value_column_index,
                vocab_size,
                delimiter,
                "table_init",
                int64 if key_dtype.is_integer else key_dtype,
            )
            table = StaticHashTable(initializer, default_value)
        return _with_buckets(table, num_oov_buckets, hasher_spec, key_dtype)


@export("python.ops.lookup_ops.index_table_from_tensor")
def index_table_from_list(
    vocabulary_list: TensorLike,
    num_oov_buckets: int = 0,
    default_value: int = -1,
    hasher_spec: Any = FastHashSpec,
    dtype: DType = string,
    name: str | None = None,
) -> LookupInterface:
    """A table from words to their places in a vector, int64.

    Args:
      vocabulary_list: a vector of words.
      num_oov_buckets: how many numbers, behind those of the words, all other words share, by a hash.
      default_value: the number of other words where there are no buckets.
      hasher_spec: by which hash.
      dtype: of the words: string, or an integer type.

    Returns:
      A table; `tf.tables_initializer()` fills it.

    Raises:
      ValueError: no words, words of another type, or a number of buckets that is none.
      TypeError: another `dtype`.
      FailedPreconditionError: (when run) a word stands there twice, or the table was not filled.
    """
    if vocabulary_list is None:
        raise ValueError("vocabulary_list must be specified.")
    _check_buckets(num_oov_buckets)
    _check_keys(dtype)
    with name_scope(name, "string_to_index"):
        keys = convert_to_tensor(vocabulary_list)
        if keys.dtype.is_integer != dtype.is_integer:
            raise ValueError(f"Expected {'integer' if dtype.is_integer else 'non-integer'}, got {keys.dtype}.")
        if not dtype.is_integer and keys.dtype.base_dtype != dtype:
            raise ValueError(f"Expected {dtype}, got {keys.dtype}.")
        numbers = ops.cast(ops.range(ops.size(keys)), int64)
        with name_scope(None, "hash_table"):
            keys = ops.cast(keys, int64) if keys.dtype.is_integer else keys
            initializer = KeyValueTensorInitializer(keys, numbers, keys.dtype.base_dtype, int64, "table_init")
            table = StaticHashTable(initializer, default_value)
        return _with_buckets(table, num_oov_buckets, hasher_spec, dtype)


@export("contrib.lookup.index_table_from_tensor")
@documented_by(index_table_from_list)
def index_table_from_tensor(
    mapping: TensorLike,
    num_oov_buckets: int = 0,
    default_value: int = -1,
    hasher_spec: Any = FastHashSpec,
    dtype: DType = string,
    name: str | None = None,
) -> LookupInterface:
    """A table from words to their places in a vector, int64.

    Args:
      mapping: a vector of words.

    Returns:
      A table; `tf.tables_initializer()` fills it.

    Raises:
      ValueError: no words.

    Example:
      >>> table = tf.contrib.lookup.index_table_from_tensor(["red", "green"], num_oov_buckets=1)
      >>> with tf.Session() as sess:
      ...     sess.run(tf.tables_initializer())
      ...     sess.run(table.lookup(tf.constant(["green", "blue"]))).tolist()
      [1, 2]
    """
    if mapping is None:
        raise ValueError("mapping must be specified.")
    return index_table_from_list(mapping, num_oov_buckets, default_value, hasher_spec, dtype, name)


@export("contrib.lookup.string_to_index_table_from_file")
@documented_by(index_table_from_file)
def string_to_index_table_from_file(
    vocabulary_file: Any = None,
    num_oov_buckets: int = 0,
    vocab_size: int | None = None,
    default_value: int = -1,
    hasher_spec: Any = FastHashSpec,
    name: str | None = None,
) -> LookupInterface:
    """`index_table_from_file` under its older name."""
    return index_table_from_file(vocabulary_file, num_oov_buckets, vocab_size, default_value, hasher_spec, string, name)


@export("contrib.lookup.string_to_index_table_from_tensor")
@documented_by(index_table_from_tensor)
def string_to_index_table_from_tensor(
    mapping: TensorLike,
    num_oov_buckets: int = 0,
    default_value: int = -1,
    hasher_spec: Any = FastHashSpec,
    name: str | None = None,
) -> LookupInterface:
    """`index_table_from_tensor` under its older name, for strings.

    Raises:
      ValueError: not strings.
    """
    with name_scope(name, "string_to_index") as scope:
        mapping = convert_to_tensor(mapping)
    if mapping.dtype.base_dtype != string:
        raise ValueError("string_to_index_table_from_tensor requires string.")
    return index_table_from_tensor(mapping, num_oov_buckets, default_value, hasher_spec, name=scope)


@export("contrib.lookup.string_to_index")
def string_to_index(tensor: Any, mapping: TensorLike, default_value: int = -1, name: str | None = None) -> Any:
    """The places of words in a vector; `tf.tables_initializer()` has to be run before.

    Args:
      tensor: words of any shape, or a SparseTensor of them.
      mapping: the vector of words.
      default_value: the place of words that are not in it.

    Returns:
      int64 of the shape of `tensor`.
    """
    return index_table_from_tensor(mapping, default_value=default_value, name=name).lookup(tensor)


@export("contrib.lookup.index_to_string_table_from_file", "python.ops.lookup_ops.index_to_string_table_from_file")
def index_to_string_table_from_file(
    vocabulary_file: Any,
    vocab_size: int | None = None,
    default_value: Any = "UNK",
    name: str | None = None,
    key_column_index: int = TextFileIndex.LINE_NUMBER,
    value_column_index: int = TextFileIndex.WHOLE_LINE,
    delimiter: str = "\t",
) -> StaticHashTable:
    """A table from numbers, int64 from 0, to the words in a file, one to a line.

    Args:
      vocabulary_file: the file's name, or a string tensor of it.
      vocab_size: how many lines to read; all by default.
      default_value: the word of other numbers.
      key_column_index, value_column_index: which columns of a line are numbers and words, or what `TextFileIndex` has.
      delimiter: one character between columns.

    Returns:
      A table; `tf.tables_initializer()` fills it.

    Raises:
      ValueError: no file, or a number of lines that is none.
    """
    _check_file(vocabulary_file)
    if vocab_size is not None and vocab_size < 1:
        raise ValueError(f"vocab_size must be greater than 0, got {vocab_size}.")
    with name_scope(name, "index_to_string"):
        initializer = TextFileStringTableInitializer(
            vocabulary_file, key_column_index, value_column_index, vocab_size, delimiter, "table_init"
        )
        return StaticHashTable(initializer, default_value)


@export("python.ops.lookup_ops.index_to_string_table_from_tensor")
def index_to_string_table_from_list(
    vocabulary_list: TensorLike, default_value: Any = "UNK", name: str | None = None
) -> StaticHashTable:
    """A table from places in a vector, int64, to the words there.

    Args:
      vocabulary_list: a vector of words.
      default_value: the word of other numbers.

    Returns:
      A table; `tf.tables_initializer()` fills it.

    Raises:
      ValueError: no words.
    """
    if vocabulary_list is None:
        raise ValueError("vocabulary_list must be specified.")
    with name_scope(name, "index_to_string"):
        words = convert_to_tensor(vocabulary_list, string)
        keys = ops.cast(ops.range(ops.size(words)), int64)
        return StaticHashTable(KeyValueTensorInitializer(keys, words, int64, string, "table_init"), default_value)


@export("contrib.lookup.index_to_string_table_from_tensor")
@documented_by(index_to_string_table_from_list)
def index_to_string_table_from_tensor(
    mapping: TensorLike, default_value: Any = "UNK", name: str | None = None
) -> StaticHashTable:
    """A table from places in a vector, int64, to the words there.

    Args:
      mapping: a vector of words.

    Returns:
      A table; `tf.tables_initializer()` fills it.

    Raises:
      ValueError: no words.
    """
    if mapping is None:
        raise ValueError("mapping must be specified.")
    return index_to_string_table_from_list(mapping, default_value, name)


@export("contrib.lookup.index_to_string")
def index_to_string(tensor: Any, mapping: TensorLike, default_value: Any = "UNK", name: str | None = None) -> Any:
    """The words at places in a vector; `tf.tables_initializer()` has to be run before.

    Args:
      tensor: int64 of any shape, or a SparseTensor of them.
      mapping: the vector of words.
      default_value: the word at other places.

    Returns:
      strings of the shape of `tensor`.
    """
    return index_to_string_table_from_tensor(mapping, default_value, name).lookup(tensor)
