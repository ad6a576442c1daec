"""tf.python.ops.lookup_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.builder import BaseSaverBuilder as BaseSaverBuilder
from headrace.graph.lookup.mutable import DenseHashTable as DenseHashTable
from headrace.graph.lookup.hash_buckets import FastHashSpec as FastHashSpec
from headrace.graph.lookup.static import StaticHashTable as HashTable
from headrace.graph.lookup.hash_buckets import HasherSpec as HasherSpec
from headrace.graph.lookup.hash_buckets import IdTableWithHashBuckets as IdTableWithHashBuckets
from headrace.graph.lookup.static import InitializableLookupTableBase as InitializableLookupTableBase
from headrace.graph.lookup.static import InitializableLookupTableBase as InitializableLookupTableBaseV1
from headrace.graph.lookup.initializers import KeyValueTensorInitializer as KeyValueTensorInitializer
from headrace.graph.lookup.interface import LookupInterface as LookupInterface
from headrace.graph.lookup.mutable import MutableHashTable as MutableHashTable
from headrace.graph.lookup.static import StaticHashTable as StaticHashTableV1
from headrace.graph.lookup.hash_buckets import StaticVocabularyTable as StaticVocabularyTableV1
from headrace.graph.lookup.hash_buckets import StrongHashSpec as StrongHashSpec
from headrace.graph.lookup.initializers import TableInitializerBase as TableInitializerBase
from headrace.graph.lookup.initializers import TextFileIdTableInitializer as TextFileIdTableInitializer
from headrace.graph.lookup.initializers import TextFileIndex as TextFileIndex
from headrace.graph.lookup.initializers import TextFileInitializer as TextFileInitializer
from headrace.graph.lookup.initializers import TextFileStringTableInitializer as TextFileStringTableInitializer
from headrace.graph.lookup.vocabularies import index_table_from_file as index_table_from_file
from headrace.graph.lookup.vocabularies import index_table_from_list as index_table_from_tensor
from headrace.graph.lookup.vocabularies import index_to_string_table_from_file as index_to_string_table_from_file
from headrace.graph.lookup.vocabularies import index_to_string_table_from_list as index_to_string_table_from_tensor
from headrace.graph.lookup.interface import tables_initializer as initialize_all_tables
from headrace.graph.lookup.interface import tables_initializer as tables_initializer

__all__ = [
    "BaseSaverBuilder",
    "DenseHashTable",
    "FastHashSpec",
    "HashTable",
    "HasherSpec",
    "IdTableWithHashBuckets",
    "InitializableLookupTableBase",
    "InitializableLookupTableBaseV1",
    "KeyValueTensorInitializer",
    "LookupInterface",
    "MutableHashTable",
    "StaticHashTableV1",
    "StaticVocabularyTableV1",
    "StrongHashSpec",
    "TableInitializerBase",
    "TextFileIdTableInitializer",
    "TextFileIndex",
    "TextFileInitializer",
    "TextFileStringTableInitializer",
    "index_table_from_file",
    "index_table_from_tensor",
    "index_to_string_table_from_file",
    "index_to_string_table_from_tensor",
    "initialize_all_tables",
    "tables_initializer",
]
