"""Records what TensorFlow makes of the programs beside this file: a `.json` for each topic.

    python1.15 tests/golden/seq2seq/record.py [topic ...]

Run it with a Python that has TensorFlow 1.15.5.
"""

import json
import sys

import running
import tensorflow as tf


def main():
    for topic in sys.argv[1:] or running.TOPICS:
        found = {name: running.run(tf, one) for name, one in running.programs(topic).items()}
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(one, separators=(',', ':'))}" for name, one in found.items())
        (running.DIRECTORY / (topic + ".json")).write_text(f"{{\n{lines}\n}}\n")
        print(topic, len(found), {name: one["error"] for name, one in found.items() if "error" in one})


if __name__ == "__main__":
    main()
