"""tf.contrib.learn.preprocessing: texts and categories as numbers. Made by `make names`."""

from headrace.training.contrib.learn.preprocessing import ByteProcessor as ByteProcessor
from headrace.training.contrib.learn.preprocessing import CategoricalProcessor as CategoricalProcessor
from headrace.training.contrib.learn.preprocessing import CategoricalVocabulary as CategoricalVocabulary
from headrace.training.contrib.learn.preprocessing import TOKENIZER_RE as TOKENIZER_RE
from headrace.training.contrib.learn.preprocessing import VocabularyProcessor as VocabularyProcessor
from headrace.training.contrib.framework.deprecation import deprecated as deprecated
from headrace.training.contrib.learn.preprocessing import setup_processor_data_feeder as setup_processor_data_feeder
from headrace.training.contrib.learn.preprocessing import tokenizer as tokenizer

__all__ = [
    "ByteProcessor",
    "CategoricalProcessor",
    "CategoricalVocabulary",
    "TOKENIZER_RE",
    "VocabularyProcessor",
    "deprecated",
    "setup_processor_data_feeder",
    "tokenizer",
]
