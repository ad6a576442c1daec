"""tf.contrib.learn.python.learn.preprocessing.categorical_vocabulary: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.preprocessing import CategoricalVocabulary as CategoricalVocabulary

__all__ = [
    "CategoricalVocabulary",
]
