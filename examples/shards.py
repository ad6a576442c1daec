"""Files of records shuffled beyond memory, cut into shards, joined again, and sampled, without a look at what is in them.

python examples/shards.py
"""

import pathlib
import tempfile

from headrace.formats import shards, tfrecord

with tempfile.TemporaryDirectory() as directory:
    path = pathlib.Path(directory, "all.tfrecord")
    with tfrecord.Writer(path) as writer:
        writer.write_many(str(number).encode() * 50 for number in range(20_000))

    mixed = path.with_name("mixed.tfrecord")
    shards.shuffle(path, mixed, seed=7, memory=1 << 20)
    with tfrecord.open(mixed) as records:
        print("shuffled in a mebibyte:", [record[: len(record) // 50].decode() for record in records[:5]])

    for part in shards.split(mixed, path.with_name("train"), 4, compression="GZIP"):
        print(pathlib.Path(part.path).name, part.records, "records")

    again = path.with_name("again.tfrecord")
    shards.merge(shards.names(path.with_name("train"), 4), again, compression="")
    print("merged, the same bytes:", again.read_bytes() == mixed.read_bytes())

    some = shards.sample(path, path.with_name("some.tfrecord"), fraction=0.01, seed=7)
    print(some.records, "records in a sample of 1 %")
