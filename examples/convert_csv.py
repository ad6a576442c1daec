"""CSV files to shuffled shards of TFRecords; lines that are no rows go to a file of their own.

python examples/convert_csv.py [FILE...]

The same by the command: headrace convert --shards 4 --shuffle --quarantine bad.tfrecord iris-*.csv iris.tfrecord
"""

import pathlib
import sys
import tempfile

from headrace.formats import quarantine, tfrecord
from headrace.formats.conversion import convert

DATA = pathlib.Path(__file__).resolve().parent.parent / "sample_data"
files = sys.argv[1:] or sorted(map(str, DATA.glob("iris-*.csv")))

with tempfile.TemporaryDirectory() as directory:
    damaged = pathlib.Path(directory, "damaged.csv")
    damaged.write_text("5.1,3.5,1.4,0.2,setosa\n6.0,three,1.5,0.3,setosa\n")

    report = convert(
        [*files, damaged],
        f"{directory}/iris.tfrecord",
        shards=4,
        shuffle=True,
        seed=1,
        schema="c0:float32, c1:float32, c2:float32, c3:float32, c4:string",  # without, it would be inferred
        on_damage=quarantine.Quarantine(f"{directory}/bad.tfrecord", most=10),
    )

    print(f"schema: {report.schema}")
    for shard in report.shards:
        print(f"{pathlib.Path(shard.path).name}: {shard.rows} rows, {shard.size} bytes")
    for bad in quarantine.read(f"{directory}/bad.tfrecord"):
        print(f"left out: {(bad.data or b'').decode()} (line {bad.record})")

    rows = sum(tfrecord.count(shard.path) for shard in report.shards)
    print(f"{rows} rows in {len(report.shards)} shards, {report.left_out} left out")
