"""Texts and categories as numbers: vocabularies that grow while they look at data, and are frozen then."""

from __future__ import annotations

import math
import pickle
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from headrace.formats.exports import export, export_value
from headrace.graph.platform.gfile import GFile

from .tables import extract_pandas_matrix

TOKENIZER_RE = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z][a-z]+(?=[A-Z])|[\'\w\-]+", re.UNICODE)
export_value(TOKENIZER_RE, "contrib.learn.preprocessing.TOKENIZER_RE")


@export("contrib.learn.preprocessing.tokenizer")
def tokenizer(iterator: Iterable[str]) -> Iterator[list[str]]:
    """The words of texts.

    Args:
      iterator: texts.

    Yields:
      a list of words for each text.
    """
    for text in iterator:
        yield TOKENIZER_RE.findall(text)


@export("contrib.learn.preprocessing.CategoricalVocabulary")
class CategoricalVocabulary:
    """Numbers for categories, in the order in which they are met; 0 is that of the unknown ones.

    Args:
      unknown_token: what stands for the unknown ones.
      support_reverse: whether numbers can be turned back.
    """

    def __init__(self, unknown_token: Any = "<UNK>", support_reverse: bool = True) -> None:
        self._unknown_token = unknown_token
        self._support_reverse = support_reverse
        self._mapping: dict[Any, int] = {unknown_token: 0}
        self._categories: list[Any] = [unknown_token]
        self._frequencies: dict[Any, int] = defaultdict(int)
        self._frozen = False

    def __len__(self) -> int:
        return len(self._mapping)

    def freeze(self, freeze: bool = True) -> None:
        """Let unknown categories have no numbers of their own from now on.

        Args:
          freeze: False: let them have some again.
        """
        self._frozen = freeze

    def get(self, category: Any) -> int:
        """The number of a category; a new one where it is not known, 0 where the vocabulary is frozen.

        Args:
          category: any hashable value.
        """
        if category not in self._mapping:
            if self._frozen:
                return 0
            self._add(category)
        return self._mapping[category]

    def _add(self, category: Any) -> None:
        self._mapping[category] = len(self._categories)
        self._categories.append(category)

    def add(self, category: Any, count: int = 1) -> None:
        """Count a category.

        Args:
          category: any hashable value.
          count: how often it was met.
        """
        if self.get(category) > 0:
            self._frequencies[category] += count

    def trim(self, min_frequency: int, max_frequency: int = -1) -> None:
        """Leave out what is rare or frequent; the others are numbered by how often they were met.

        Args:
          min_frequency: what was met so often or less is left out.
          max_frequency: what was met so often or more is left out; -1: nothing.
        """
        by_category = sorted(self._frequencies.items(), key=lambda item: (isinstance(item[0], str), item[0]))
        ordered = sorted(by_category, key=lambda item: item[1], reverse=True)
        self._mapping, self._categories = {self._unknown_token: 0}, [self._unknown_token]
        for category, count in ordered:
            if max_frequency > 0 and count >= max_frequency:
                continue
            if count <= min_frequency:
                break
            self._add(category)
        self._frequencies = defaultdict(int, ordered[: len(self._mapping) - 1])

    def reverse(self, class_id: int) -> Any:
        """The category of a number.

        Args:
          class_id: a number that `get` gave.

        Raises:
          ValueError: the vocabulary was made without.
        """
        if not self._support_reverse:
            raise ValueError("This vocabulary wasn't initialized with support_reverse to support reverse() function.")
        return self._categories[class_id]


@export("contrib.learn.preprocessing.VocabularyProcessor")
class VocabularyProcessor:
    """Texts as numbers of their words.

    Args:
      max_document_length: so many words of a text are used; shorter ones are filled up with 0.
      min_frequency: words that were met so often or less are unknown.
      vocabulary: a CategoricalVocabulary; a new one by default.
      tokenizer_fn: from texts to their words; `tokenizer` by default.

    Example:
      >>> processor = tf.contrib.learn.preprocessing.VocabularyProcessor(3)
      >>> [row.tolist() for row in processor.fit_transform(["a b", "b c a d"])]
      [[1, 2, 0], [2, 3, 1]]
    """

    def __init__(
        self,
        max_document_length: int,
        min_frequency: int = 0,
        vocabulary: CategoricalVocabulary | None = None,
        tokenizer_fn: Callable[[Iterable[str]], Iterable[list[str]]] | None = None,
    ) -> None:
        self.max_document_length = max_document_length
        self.min_frequency = min_frequency
        self.vocabulary_ = vocabulary or CategoricalVocabulary()
        self._tokenizer = tokenizer_fn or tokenizer

    def fit(self, raw_documents: Iterable[str], unused_y: Any = None) -> VocabularyProcessor:
        """Learn the words of texts, and freeze the vocabulary.

        Args:
          raw_documents: texts.
          unused_y: accepted.

        Returns:
          itself.
        """
        for tokens in self._tokenizer(raw_documents):
            for token in tokens:
                self.vocabulary_.add(token)
        if self.min_frequency > 0:
            self.vocabulary_.trim(self.min_frequency)
        self.vocabulary_.freeze()
        return self

    def fit_transform(self, raw_documents: Iterable[str], unused_y: Any = None) -> Iterator[np.ndarray]:
        """`fit`, then `transform`.

        Args:
          raw_documents: texts.
          unused_y: accepted.

        Returns:
          an iterator of int64 [max_document_length].
        """
        self.fit(raw_documents)
        return self.transform(raw_documents)

    def transform(self, raw_documents: Iterable[str]) -> Iterator[np.ndarray]:
        """The numbers of the words of texts.

        Args:
          raw_documents: texts.

        Yields:
          int64 [max_document_length] for each text.
        """
        for tokens in self._tokenizer(raw_documents):
            ids = np.zeros(self.max_document_length, np.int64)
            for place, token in enumerate(tokens[: self.max_document_length]):
                ids[place] = self.vocabulary_.get(token)
            yield ids

    def reverse(self, documents: Iterable[Iterable[int]]) -> Iterator[str]:
        """The words of numbers.

        Args:
          documents: numbers of the words of texts.

        Yields:
          a text for each, its words with a space between.
        """
        for ids in documents:
            yield " ".join(self.vocabulary_.reverse(number) for number in ids)

    def save(self, filename: Any) -> None:
        """Write it to a file, by pickle.

        Args:
          filename: a path.
        """
        with GFile(filename, "wb") as file:
            file.write(pickle.dumps(self))

    @classmethod
    def restore(cls, filename: Any) -> VocabularyProcessor:
        """What `save` wrote. Only files that are trusted may be read: pickle runs what is in them.

        Args:
          filename: a path.
        """
        with GFile(filename, "rb") as file:
            return pickle.loads(file.read())


@export("contrib.learn.preprocessing.ByteProcessor")
class ByteProcessor:
    """Texts as their bytes.

    Args:
      max_document_length: so many bytes of a text are used; shorter ones are filled up with 0.
    """

    def __init__(self, max_document_length: int) -> None:
        self.max_document_length = max_document_length

    def fit(self, x: Iterable[Any]) -> None:
        """Nothing is learnt.

        Args:
          x: texts.
        """

    def fit_transform(self, x: Iterable[Any]) -> Iterator[np.ndarray]:
        """`transform`.

        Args:
          x: texts.

        Returns:
          an iterator of uint8 [max_document_length].
        """
        return self.transform(x)

    def reverse(self, x: Iterable[np.ndarray]) -> Iterator[str]:
        """The texts of bytes.

        Args:
          x: arrays of bytes.

        Yields:
          a text for each; an empty one for what is no UTF-8.
        """
        for data in x:
            document = np.trim_zeros(data.astype(np.int8), trim="b").tobytes()
            try:
                yield document.decode("utf-8")
            except UnicodeDecodeError:
                yield ""

    def transform(self, x: Iterable[Any]) -> Iterator[np.ndarray]:
        """The bytes of texts.

        Args:
          x: texts, or bytes.

        Yields:
          uint8 [max_document_length] for each.
        """
        for document in x:
            data = document.encode("utf-8") if isinstance(document, str) else document
            found = np.frombuffer(memoryview(data)[: self.max_document_length], np.uint8)
            yield np.pad(found, (0, self.max_document_length - len(found)), "constant")


@export("contrib.learn.preprocessing.setup_processor_data_feeder")
def setup_processor_data_feeder(x: Any) -> Any:
    """The rows of a table: the array of a pandas DataFrame, everything else as it is.

    Args:
      x: a DataFrame, an array, an iterable of rows.

    Returns:
      an array [rows, columns], or `x`.
    """
    return extract_pandas_matrix(x)


@export("contrib.learn.preprocessing.CategoricalProcessor")
class CategoricalProcessor:
    """Rows of categories as rows of their numbers; what is missing (NaN) is 0.

    Args:
      min_frequency: categories that were met so often or less are unknown.
      share: whether all columns have one vocabulary.
      vocabularies: a list of CategoricalVocabularies, one for each column; new ones by default.
    """

    def __init__(
        self, min_frequency: int = 0, share: bool = False, vocabularies: list[CategoricalVocabulary] | None = None
    ) -> None:
        self.min_frequency = min_frequency
        self.share = share
        self.vocabularies_ = vocabularies

    def freeze(self, freeze: bool = True) -> None:
        """Freeze all vocabularies.

        Args:
          freeze: as of `CategoricalVocabulary.freeze`.
        """
        for vocabulary in self.vocabularies_ or ():
            vocabulary.freeze(freeze)

    def fit(self, x: Any, unused_y: Any = None) -> CategoricalProcessor:
        """Learn the categories of rows, and freeze the vocabularies.

        Args:
          x: rows.
          unused_y: accepted.

        Returns:
          itself.
        """
        for row in setup_processor_data_feeder(x):
            if self.vocabularies_ is None:
                shared = CategoricalVocabulary()
                self.vocabularies_ = [shared if self.share else CategoricalVocabulary() for _ in row]
            for vocabulary, value in zip(self.vocabularies_, row, strict=False):
                if not _is_missing(value):
                    vocabulary.add(value)
        if self.min_frequency > 0:
            for vocabulary in self.vocabularies_ or ():
                vocabulary.trim(self.min_frequency)
        self.freeze()
        return self

    def fit_transform(self, x: Any, unused_y: Any = None) -> Iterator[np.ndarray]:
        """`fit`, then `transform`.

        Args:
          x: rows.
          unused_y: accepted.

        Returns:
          an iterator of int64 [columns].
        """
        self.fit(x)
        return self.transform(x)

    def transform(self, x: Any) -> Iterator[np.ndarray]:
        """The numbers of the categories of rows.

        Args:
          x: rows.

        Yields:
          int64 [columns] for each row.
        """
        self.freeze()
        for row in setup_processor_data_feeder(x):
            pairs = zip(self.vocabularies_ or (), row, strict=False)
            yield np.array([0 if _is_missing(value) else own.get(value) for own, value in pairs], np.int64)


def _is_missing(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)
