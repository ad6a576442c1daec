"""tf.contrib.lookup.lookup_ops: as far as programs use it. Made by `make names`."""

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
from headrace.graph.lookup.vocabularies import string_to_index as string_to_index
from headrace.contrib.lookup import index_table_from_tensor as index_table_from_tensor
from headrace.contrib.lookup import index_to_string_table_from_tensor as index_to_string_table_from_tensor
from headrace.contrib.lookup import string_to_index_table_from_file as string_to_index_table_from_file
from headrace.contrib.lookup import string_to_index_table_from_tensor as string_to_index_table_from_tensor

__all__ = [
    "BaseSaverBuilder",
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
