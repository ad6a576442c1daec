"""tf.contrib.lookup: tables from words to numbers and back. Made by `make names`."""

from headrace.graph.checkpoints.builder import BaseSaverBuilder as BaseSaverBuilder
from headrace.graph.lookup.hash_buckets import FastHashSpec as FastHashSpec
from headrace.graph.lookup.static import HashTable as HashTable
from headrace.graph.lookup.hash_buckets import HasherSpec as HasherSpec
from headrace.graph.lookup.hash_buckets import IdTableWithHashBuckets as IdTableWithHashBuckets
from headrace.graph.lookup.static import InitializableLookupTableBase as InitializableLookupTableBase
from headrace.graph.lookup.static import InitializableLookupTableBase as InitializableLookupTableBaseV1
from headrace.graph.lookup.initializers import KeyValueTensorInitializer as KeyValueTensorInitializer
from headrace.graph.lookup.interface import LookupInterface as LookupInterface
from headrace.graph.lookup.mutable import DenseHashTable as MutableDenseHashTable
from headrace.graph.lookup.mutable import MutableHashTable as MutableHashTable
from headrace.graph.lookup.hash_buckets import StrongHashSpec as StrongHashSpec
from headrace.graph.lookup.initializers import TableInitializerBase as TableInitializerBase
from headrace.graph.lookup.initializers import TextFileIdTableInitializer as TextFileIdTableInitializer
from headrace.graph.lookup.initializers import TextFileIndex as TextFileIndex
from headrace.graph.lookup.initializers import TextFileInitializer as TextFileInitializer
from headrace.graph.lookup.initializers import TextFileStringTableInitializer as TextFileStringTableInitializer
from headrace.graph.lookup.vocabularies import index_table_from_file as index_table_from_file
from headrace.graph.lookup.vocabularies import index_to_string as index_to_string
from headrace.graph.lookup.vocabularies import index_to_string_table_from_file as index_to_string_table_from_file
from headrace.contrib.lookup import lookup_ops as lookup_ops
from headrace.graph.lookup.vocabularies import string_to_index as string_to_index
from headrace.graph.lookup.hash_buckets import FastHashSpec as _FastHashSpec
from headrace.graph.lookup.interface import LookupInterface as _LookupInterface
from headrace.graph.lookup.static import StaticHashTable as _StaticHashTable
from headrace.graph.types.dtypes import DType as _DType
from headrace.graph.types.dtypes import string as _string
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def index_table_from_tensor(
    mapping: _TensorLike,
    num_oov_buckets: int = 0,
    default_value: int = -1,
    hasher_spec: _Any = _FastHashSpec,
    dtype: _DType = _string,
    name: str | None = None,
) -> _LookupInterface:
    """A table from words to their places in a vector, int64.

    Args:
      mapping: a vector of words.
      num_oov_buckets: how many numbers, behind those of the words, all other words share, by a hash.
      default_value: the number of other words where there are no buckets.
      hasher_spec: by which hash.
      dtype: of the words: string, or an integer type.

    Returns:
      A table; `tf.tables_initializer()` fills it.

    Raises:
      ValueError: no words.
      TypeError: another `dtype`.
      FailedPreconditionError: (when run) a word stands there twice, or the table was not filled.

    Example:
      >>> table = tf.contrib.lookup.index_table_from_tensor(["red", "green"], num_oov_buckets=1)
      >>> with tf.Session() as sess:
      ...     sess.run(tf.tables_initializer())
      ...     sess.run(table.lookup(tf.constant(["green", "blue"]))).tolist()
      [1, 2]
    """

def index_to_string_table_from_tensor(
    mapping: _TensorLike,
    default_value: _Any = 'UNK',
    name: str | None = None,
) -> _StaticHashTable:
    """A table from places in a vector, int64, to the words there.

    Args:
      mapping: a vector of words.
      default_value: the word of other numbers.

    Returns:
      A table; `tf.tables_initializer()` fills it.

    Raises:
      ValueError: no words.
    """

def string_to_index_table_from_file(
    vocabulary_file: _Any = None,
    num_oov_buckets: int = 0,
    vocab_size: int | None = None,
    default_value: int = -1,
    hasher_spec: _Any = _FastHashSpec,
    name: str | None = None,
) -> _LookupInterface:
    """`index_table_from_file` under its older name.

    Args:
      vocabulary_file: the file's name, or a string tensor of it.
      num_oov_buckets: how many numbers, behind those of the words, all other words share, by a hash.
      vocab_size: how many lines to read; all by default.
      default_value: the number of other words where there are no buckets.
      hasher_spec: by which hash.

    Returns:
      A table; `tf.tables_initializer()` fills it.

    Raises:
      ValueError: no file, or a number of buckets or lines that is none.
      TypeError: another `key_dtype`.
      InvalidArgumentError: (when run) a line of the file is empty or does not hold what is wanted.
      FailedPreconditionError: (when run) a word stands there twice, or the table was not filled.
    """

def string_to_index_table_from_tensor(
    mapping: _TensorLike,
    num_oov_buckets: int = 0,
    default_value: int = -1,
    hasher_spec: _Any = _FastHashSpec,
    name: str | None = None,
) -> _LookupInterface:
    """`index_table_from_tensor` under its older name, for strings.

    Args:
      mapping: a vector of words.
      num_oov_buckets: how many numbers, behind those of the words, all other words share, by a hash.
      default_value: the number of other words where there are no buckets.
      hasher_spec: by which hash.

    Returns:
      A table; `tf.tables_initializer()` fills it.

    Raises:
      ValueError: not strings.
      TypeError: another `dtype`.
      FailedPreconditionError: (when run) a word stands there twice, or the table was not filled.
    """

__all__ = [
    "FastHashSpec",
    "HashTable",
    "HasherSpec",
    "IdTableWithHashBuckets",
    "InitializableLookupTableBase",
    "InitializableLookupTableBaseV1",
    "KeyValueTensorInitializer",
    "LookupInterface",
    "MutableDenseHashTable",
    "MutableHashTable",
    "StrongHashSpec",
    "TableInitializerBase",
    "TextFileIdTableInitializer",
    "TextFileIndex",
    "TextFileInitializer",
    "TextFileStringTableInitializer",
    "index_table_from_file",
    "index_table_from_tensor",
    "index_to_string",
    "index_to_string_table_from_file",
    "index_to_string_table_from_tensor",
    "string_to_index",
    "string_to_index_table_from_file",
    "string_to_index_table_from_tensor",
]
