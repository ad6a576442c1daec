"""What candidate samplers draw from: probabilities of classes, how classes are drawn, how often each is expected.

Probabilities and expected counts are in single precision, as TensorFlow reckons them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from headrace.formats.files import read_bytes
from headrace.formats.forks import renewed

from ...types.errors import invalid

_SINGLE = np.float32


class Drawn(NamedTuple):
    """What a draw gave: the classes, and how often each true class and each of the drawn was to be expected in it."""

    candidates: np.ndarray
    true_counts: np.ndarray
    candidate_counts: np.ndarray


class Distribution:
    """Classes 0 to size - 1 that are drawn by some law."""

    def __init__(self, size: int) -> None:
        self.size = size

    def probability(self, classes: np.ndarray) -> np.ndarray:
        """How likely one draw gives each of the classes, as float32."""
        raise NotImplementedError

    def draw(self, generator: np.random.Generator, count: int) -> np.ndarray:
        """`count` independent draws, as int64."""
        raise NotImplementedError

    def sample(self, generator: np.random.Generator, count: int, unique: bool, true_classes: np.ndarray) -> Drawn:
        """Draw `count` classes, all different if `unique`: then classes that were drawn before are drawn again."""
        if unique and count > self.size:
            raise invalid("Sampler's range is too small.")
        candidates, tries = self._distinct(generator, count) if unique else (self.draw(generator, count), count)
        return Drawn(candidates, self._expected(true_classes, count, tries), self._expected(candidates, count, tries))

    def _distinct(self, generator: np.random.Generator, count: int) -> tuple[np.ndarray, int]:
        """The first `count` different classes of a row of draws, and how many draws it took."""
        found = np.empty(0, np.int64)
        tries, more = 0, count
        while True:
            known = len(found)
            found = np.concatenate([found, self.draw(generator, more)])
            firsts = np.sort(np.unique(found, return_index=True)[1])
            if len(firsts) >= count:
                firsts = firsts[:count]
                return found[firsts], tries + int(firsts[-1]) + 1 - known
            tries += more
            found, more = found[firsts], tries

    def _expected(self, classes: np.ndarray, count: int, tries: int) -> np.ndarray:
        probability = self.probability(classes)
        if tries == count:
            return probability * _SINGLE(count)
        return -np.expm1(_SINGLE(tries) * np.log1p(-probability))


class Uniform(Distribution):
    """All are equally likely."""

    def probability(self, classes: np.ndarray) -> np.ndarray:
        return np.full(classes.shape, _SINGLE(1) / _SINGLE(self.size), _SINGLE)

    def draw(self, generator: np.random.Generator, count: int) -> np.ndarray:
        return generator.integers(0, self.size, count)


class LogUniform(Distribution):
    """Zipf's law, nearly: class k has the probability log((k + 2) / (k + 1)) / log(size + 1)."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self._log_size = np.log1p(float(size))

    def probability(self, classes: np.ndarray) -> np.ndarray:
        return (np.log((classes + 2.0) / (classes + 1.0)) / self._log_size).astype(_SINGLE)

    def draw(self, generator: np.random.Generator, count: int) -> np.ndarray:
        drawn = np.exp(generator.random(count) * self._log_size).astype(np.int64) - 1
        return drawn % self.size  # rounding may have given `size`


class Unigrams(Distribution):
    """A class is as likely as its weight says; class numbers beyond the weights have none."""

    def __init__(self, weights: np.ndarray) -> None:
        super().__init__(len(weights))
        self._weights = weights
        self._total = np.cumsum(weights)[-1]  # added one by one, in the type of the weights

    def probability(self, classes: np.ndarray) -> np.ndarray:
        inside = (classes >= 0) & (classes < self.size)
        weights = np.where(inside, self._weights[np.where(inside, classes, 0)], 0)
        return weights.astype(_SINGLE) / _SINGLE(self._total)

    def draw(self, generator: np.random.Generator, count: int) -> np.ndarray:
        bounds = np.cumsum(self._weights, dtype=np.float64)
        drawn = np.searchsorted(bounds, generator.random(count) * bounds[-1], side="right")
        return np.minimum(drawn, np.searchsorted(bounds, bounds[-1]))  # rounding may have given the last bound

    def sample(self, generator: np.random.Generator, count: int, unique: bool, true_classes: np.ndarray) -> Drawn:
        if unique and np.count_nonzero(self._weights) < min(count, self.size):
            possible = np.count_nonzero(self._weights)
            raise invalid(f"Sampler's range is too small: {possible} classes have a weight, {count} different ones are wanted")
        return super().sample(generator, count, unique, true_classes)


class LearnedUnigrams(Unigrams):
    """Each class has been seen once, and once more with every time that it was a true class."""

    def __init__(self, size: int) -> None:
        super().__init__(np.ones(size, np.int64))
        self._lock = renewed(threading.Lock())  # the weights

    def sample(self, generator: np.random.Generator, count: int, unique: bool, true_classes: np.ndarray) -> Drawn:
        with self._lock:
            drawn = super().sample(generator, count, unique, true_classes)
            seen = true_classes[(true_classes >= 0) & (true_classes < self.size)]
            np.add.at(self._weights, seen, 1)
            self._total += seen.size
            return drawn


class All(Distribution):
    """Every class, in order."""

    def sample(self, generator: np.random.Generator, count: int, unique: bool, true_classes: np.ndarray) -> Drawn:
        return Drawn(np.arange(count), np.ones(true_classes.shape, _SINGLE), np.ones(count, _SINGLE))


def fixed_unigrams(
    range_max: int,
    vocab_file: str,
    distortion: float,
    num_reserved_ids: int,
    num_shards: int,
    shard: int,
    unigrams: tuple[float, ...],
) -> Unigrams:
    """The distribution that a file or a list of frequencies says; parameters as `fixed_unigram_candidate_sampler`.

    Raises:
      InvalidArgumentError: no frequencies or both kinds of them, a line without one, or not `range_max` of them.
    """
    if not vocab_file and not unigrams:
        raise invalid("Must provide either vocab_file or unigrams.")
    if vocab_file and unigrams:
        raise invalid("Must only provide one of vocab_file and unigrams.")
    frequencies = np.array(list(_frequencies(vocab_file)) if vocab_file else unigrams, _SINGLE)
    reserved = np.count_nonzero(np.arange(num_reserved_ids) % num_shards == shard)
    # As in TensorFlow the first frequency's number is how many ids this shard, not how many the program has reserved.
    of_shard = np.arange(reserved, reserved + len(frequencies)) % num_shards == shard
    weights = np.concatenate([np.zeros(reserved, _SINGLE), np.power(frequencies[of_shard], _SINGLE(distortion))])
    if len(weights) != range_max:
        raise invalid(f"range is {range_max} must be equal to weights size  {len(weights)}")
    return Unigrams(weights)


def _frequencies(vocab_file: str) -> Iterator[float]:
    """The number in the last column of each line that is not empty."""
    for line in read_bytes(vocab_file).decode("utf-8", "surrogateescape").splitlines():
        if line:
            try:
                yield float(line.rpartition(",")[2])
            except ValueError:
                raise invalid(f"Wrong vocabulary format at line: {line}; in {vocab_file}") from None
