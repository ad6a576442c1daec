"""tf.contrib.learn.python.learn.preprocessing: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.preprocessing import ByteProcessor as ByteProcessor
from headrace.training.contrib.learn.preprocessing import CategoricalProcessor as CategoricalProcessor
from headrace.training.contrib.learn.preprocessing import CategoricalVocabulary as CategoricalVocabulary
from headrace.training.contrib.learn.preprocessing import TOKENIZER_RE as TOKENIZER_RE
from headrace.training.contrib.learn.preprocessing import VocabularyProcessor as VocabularyProcessor
from headrace.contrib.learn.python.learn.preprocessing import categorical as categorical
from headrace.contrib.learn.python.learn.preprocessing import categorical_vocabulary as categorical_vocabulary
from headrace.training.contrib.learn.preprocessing import setup_processor_data_feeder as setup_processor_data_feeder
from headrace.contrib.learn.python.learn.preprocessing import text as text
from headrace.training.contrib.learn.preprocessing import tokenizer as tokenizer

__all__ = [
    "ByteProcessor",
    "CategoricalProcessor",
    "CategoricalVocabulary",
    "TOKENIZER_RE",
    "VocabularyProcessor",
    "categorical",
    "categorical_vocabulary",
    "setup_processor_data_feeder",
    "text",
    "tokenizer",
]
