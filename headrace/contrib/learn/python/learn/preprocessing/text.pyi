"""tf.contrib.learn.python.learn.preprocessing.text: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.preprocessing import ByteProcessor as ByteProcessor
from headrace.training.contrib.learn.preprocessing import CategoricalVocabulary as CategoricalVocabulary
from headrace.training.contrib.learn.preprocessing import TOKENIZER_RE as TOKENIZER_RE
from headrace.training.contrib.learn.preprocessing import VocabularyProcessor as VocabularyProcessor
from headrace.training.contrib.learn.preprocessing import tokenizer as tokenizer

__all__ = [
    "ByteProcessor",
    "CategoricalVocabulary",
    "TOKENIZER_RE",
    "VocabularyProcessor",
    "tokenizer",
]
