"""A damaged TFRecord file: what is wrong with it, what of it can be read, and a whole file of its good records.

python examples/mend_records.py
"""

import pathlib
import tempfile

from headrace.formats import tfrecord

with tempfile.TemporaryDirectory() as directory:
    path = pathlib.Path(directory, "log.tfrecord")
    with tfrecord.Writer(path) as writer:
        writer.write_many(f"line {number}".encode() for number in range(1000))

    content = bytearray(path.read_bytes())
    content[5000] ^= 1  # one bit
    del content[9000:9100]  # a hole
    del content[-7:]  # the disk was full
    path.write_bytes(content)

    report = tfrecord.verify(path)
    print(report.records, "good records,", report.lost_bytes, "bytes are damaged:")
    for damage in report.damage:
        print(f"  {damage.kind} at {damage.begin}, up to {damage.end}")

    lost: list[tfrecord.Damage] = []
    lines = [record for block in tfrecord.read_good(path, lost.append) for record in block]
    print("read on over", len(lost), "places, up to", lines[-1].decode())

    mended = path.with_name("mended.tfrecord")
    tfrecord.salvage(path, mended)
    print("mended:", tfrecord.verify(mended).is_whole, "with", tfrecord.count(mended), "records")
