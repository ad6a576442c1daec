"""A TFRecord file as a sequence: its length, any record, slices, another order, by an index that is made once.

python examples/random_access.py
"""

import pathlib
import random
import tempfile

from headrace.formats import tfrecord

with tempfile.TemporaryDirectory() as directory:
    path = pathlib.Path(directory, "words.tfrecord")
    with tfrecord.Writer(path) as writer:
        writer.write_many(f"word {number}".encode() for number in range(10_000))

    with tfrecord.open(path) as records:
        print(len(records), "records, the last is", records[-1].decode())
        print("every thousandth:", [record.decode() for record in records[::1000]])

        order = list(range(len(records)))
        random.Random(1).shuffle(order)
        train, test = records[order[:9000]], records[order[9000:]]  # nothing is read yet
        print("the first to train with:", train[0].decode())

    print("beside the file:", [each.name for each in path.parent.iterdir() if each != path])
    with tfrecord.open(path) as records:  # the index is there already
        seen = sum(len(block) for block in records[order[9000:]].blocks())
    print(len(train), "to train,", seen, "to test")
