"""Some of the records of files, at random."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..errors import AbortedError, InvalidArgumentError
from ..files.directories import check_absent
from ..files.paths import Path
from ..records import Records
from ..tfrecord import Writer
from ..workers import Progress
from .keys import Keys
from .work import Paths, Sources, Written

_BITS = 16
_PIECE = 1 << 18


def sample(
    sources: Paths,
    target: Path,
    *,
    number: int | None = None,
    fraction: float | None = None,
    seed: int = 0,
    compression: str | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Written:
    """Write some of the records of all files to one, in their order. Every choice of so many records is as likely as any other.

    Args:
      sources: TFRecord files, paths or URLs; how each is compressed is seen by its content.
      target: the file to be written.
      number: how many records to take. Or:
      fraction: of the records, in [0, 1]; the number is rounded.
      seed: >= 0; the same records, the same seed, the same choice. A smaller sample of the same seed is part of a larger one.
      compression: of the target: "", "GZIP" or "ZLIB"; None: what its suffix tells (`.gz`, `.zz`); where
        neither its name nor that of the first source tells, that of the first source.
      force: whether a file that is there is replaced.
      progress: called with how many records, and how many bytes of the sources, are done since the last call.
    Returns:
      What was written.

    Raises:
      InvalidArgumentError: neither or both of number and fraction are given, or one is out of its range.
      AlreadyExistsError: there is a file called `target`.
      DataLossError: a record is damaged.
      AbortedError: a source was changed meanwhile.
      the errors of `files.open_stream` and `files.create`.
    """
    if (number is None) == (fraction is None):
        raise InvalidArgumentError(None, None, "either the number or the fraction of the records must be given")
    if fraction is not None and not 0 <= fraction <= 1:
        raise InvalidArgumentError(None, None, f"fraction must be in [0, 1]; got {fraction}")
    files = Sources(sources)
    check_absent(target, force)
    total = files.count()
    wanted = number if number is not None else round((fraction or 0) * total)
    if not 0 <= wanted <= total:
        raise InvalidArgumentError(None, None, f"number must be in [0, {total}], the records there are; got {wanted}")
    choice = Choice(total, wanted, seed)
    records = 0
    with Writer(target, files.compression(target, compression), atomic=True) as writer:
        for block in files.blocks(progress):
            chosen = choice.of_next(len(block))
            writer.copy(Records(block.buffer, block.starts[chosen], block.ends[chosen]))
            records += len(chosen)
    if records != wanted:
        raise AbortedError(None, None, "there are fewer records than were counted: a source was changed meanwhile")
    return Written.to(target, wanted)


class Choice:
    """`wanted` of the numbers below `total`: those with the least keys. Memory does not grow with either."""

    def __init__(self, total: int, wanted: int, seed: int) -> None:
        self._keys = Keys(seed)
        self._limit, self._ties = _limit(total, wanted, seed)

    def of_next(self, count: int) -> np.ndarray:
        """Which of the next numbers are chosen: int64, counted from the first of them."""
        keys = self._keys.next(count)
        chosen = keys < self._limit
        ties = np.flatnonzero(keys == self._limit)[: self._ties]
        self._ties -= len(ties)
        chosen[ties] = True
        return np.flatnonzero(chosen)


def _limit(total: int, wanted: int, seed: int) -> tuple[np.uint64, int]:
    """The key below which all are chosen, and how many are chosen that have that very key.

    The keys are drawn once to count how many begin with each 16 bits, and once more for those that begin as the limit does.
    """
    counts = np.zeros(1 << _BITS, np.int64)
    shift = np.uint64(64 - _BITS)
    for keys in _drawn(total, seed):
        counts += np.bincount((keys >> shift).astype(np.int64), minlength=1 << _BITS)
    behind = np.cumsum(counts)
    if not wanted:
        return np.uint64(0), 0
    place = int(np.searchsorted(behind, wanted))
    near = np.sort(np.concatenate([keys[keys >> shift == place] for keys in _drawn(total, seed)]))
    rest = wanted - int(behind[place] - counts[place])
    limit = near[rest - 1]
    return limit, rest - int(np.searchsorted(near, limit))


def _drawn(total: int, seed: int) -> Iterator[np.ndarray]:
    keys = Keys(seed)
    for begin in range(0, total, _PIECE):
        yield keys.next(min(_PIECE, total - begin))
