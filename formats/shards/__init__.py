"""TFRecord files cut into shards, joined, shuffled and sampled, record by record but without a look at what is in them.

    shards.split("all.tfrecord", "train", 10)  # train-00000-of-00010 ... train-00009-of-00010
    shards.merge(shards.names("train", 10), "again.tfrecord")  # the same bytes
    shards.shuffle(["a.tfrecord", "b.tfrecord"], "mixed.tfrecord", seed=1, memory=1 << 28)
    shards.sample("all.tfrecord", "some.tfrecord", fraction=0.01)

All checksums are checked on the way; where one is wrong it ends with the place, and nothing is written (`tfrecord.salvage` goes
beyond). A file appears under its name when it is complete.
"""

from __future__ import annotations

from .joining import merge
from .names import names
from .sampling import sample
from .shuffling import shuffle
from .splitting import split
from .work import Written

__all__ = ["Written", "merge", "names", "sample", "shuffle", "split"]
