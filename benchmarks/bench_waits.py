"""Steps that wait, per second, with one thread and with sixteen: functions that sleep, and files that are slow to come.

    python benchmarks/bench_waits.py
    python benchmarks/bench_waits.py --tensorflow /path/to/python    # in turn with TensorFlow

A `py_func` sleeps SLEEP seconds for each record. A file system answers in ANSWER seconds: each file is a record, read by
`read_file`, or three lines, read by a reader for each thread. Only headrace can be given such a file system.
"""

from __future__ import annotations

import functools
import io
import time
from typing import Any

import command_line
from cases import Case
from measures import in_turn
from programs import running
from worker import Answers, load, start, workers

SLEEP, ANSWER = 0.01, 0.02
BATCH = 4
THREADS = 16
FILES = [f"slow://{number}" for number in range(64)]
CASES = {"a function that sleeps": "sleeps", "files read whole": "read_file", "lines of files, a reader each": "readers"}


def register_slow_files() -> None:
    """Files at `slow://` are three lines that come after ANSWER seconds."""
    import fsspec

    class SlowFiles(fsspec.AbstractFileSystem):
        protocol = "slow"

        def _open(self, path: str, mode: str = "rb", **options: Any) -> io.BytesIO:
            time.sleep(ANSWER)
            return io.BytesIO(b"one\ntwo\nthree\n")

        def info(self, path: str, **options: Any) -> dict[str, Any]:
            return {"name": path, "size": 14, "type": "file"}

    fsspec.register_implementation("slow", SlowFiles, clobber=True)


def sleeping(number: Any) -> Any:
    time.sleep(SLEEP)
    return number


def batches_of(tf: Any, program: str, threads: int) -> Any:
    """The batches of a program of the current graph."""
    if program == "sleeps":
        number = tf.train.range_input_producer(1000, shuffle=False).dequeue()
        (slept,) = tf.py_func(sleeping, [number], [tf.int32])
        slept.set_shape([])
        return tf.train.batch([slept], BATCH, num_threads=threads, capacity=16 * BATCH)
    names = tf.train.string_input_producer(FILES, shuffle=False)
    if program == "read_file":
        return tf.train.batch([tf.read_file(names.dequeue())], BATCH, num_threads=threads, capacity=16 * BATCH)
    lines = [[tf.TextLineReader().read(names)[1]] for _ in range(threads)]
    return tf.train.batch_join(lines, BATCH, capacity=16 * BATCH)


def answers(library: str) -> Answers:
    tf = load(library)
    if library == "headrace":
        register_slow_files()

    def rate(program: str, threads: int, seconds: float) -> float:
        with tf.Graph().as_default():
            batch = batches_of(tf, program, threads)
            with running(tf, batch) as next_batch:
                for _ in range(threads):  # until all threads are at work, and the queue has no head start
                    next_batch()
                began, count = time.perf_counter(), 0
                while time.perf_counter() - began < seconds:
                    count += len(next_batch())
                return count / (time.perf_counter() - began)

    return {"rate": rate}


def main() -> None:
    options = command_line.parser(__doc__, repeats=3).parse_args()
    seconds = 0.1 if options.quick else 2.0
    with workers(__file__, options.tensorflow) as found:
        for case, program in CASES.items():
            asked = {"one thread": (found["headrace"], 1), "headrace": (found["headrace"], THREADS)}
            if "tensorflow" in found and program == "sleeps":
                asked["tensorflow"] = (found["tensorflow"], THREADS)
            questions = {
                name: functools.partial(worker.ask, "rate", program=program, threads=threads, seconds=seconds)
                for name, (worker, threads) in asked.items()
            }
            Case.of("waits", case, "/s", in_turn(options.repeats, questions)).report(f"waits={program}", options.json)


if __name__ == "__main__":
    start(main, answers)
