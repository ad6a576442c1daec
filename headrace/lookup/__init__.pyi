"""tf.lookup: tables from keys to values. Made by `make names`."""

from headrace.graph.lookup.initializers import KeyValueTensorInitializer as KeyValueTensorInitializer
from headrace.graph.lookup.static import StaticHashTable as StaticHashTable
from headrace.graph.lookup.hash_buckets import StaticVocabularyTable as StaticVocabularyTable
from headrace.graph.lookup.initializers import TextFileIndex as TextFileIndex
from headrace.graph.lookup.initializers import TextFileInitializer as TextFileInitializer
from headrace.lookup import experimental as experimental

__all__ = [
    "KeyValueTensorInitializer",
    "StaticHashTable",
    "StaticVocabularyTable",
    "TextFileIndex",
    "TextFileInitializer",
    "experimental",
]
