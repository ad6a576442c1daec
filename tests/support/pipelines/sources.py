"""Where records come from: files and readers, producers, a queue of the program's own.

Each source delivers the record's number first. Record n holds the text `text_of(n)` or numbers made of n.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

TEXTS = ("", "a", "bb 7", "c,d", "a longer text with 5 words", "0.5", "x", "7")


def text_of(number: int) -> str:
    return TEXTS[number % len(TEXTS)]


def words_of(number: int) -> list[bytes]:
    return [b"w" * (number % 3 + 1) + b"-%d" % k for k in range(number % 4)]


def numbers_of(source: dict[str, Any]) -> list[int]:
    return list(range(source["records"]))


def shared_out(source: dict[str, Any]) -> list[list[int]]:
    """The numbers of the records of each file."""
    numbers, files = numbers_of(source), source.get("files", 1)
    size = -(-len(numbers) // files) or 1
    return [numbers[size * k : size * (k + 1)] for k in range(files)]


def is_bad(source: dict[str, Any], number: int, fault: str) -> bool:
    """Whether a record has that fault: one does, or every n-th."""
    every = source.get("bad_every")
    return source.get("fault") == fault and (number == source.get("bad") or (every is not None and number % every == 1))


def _names(tf: Any, world: Any, source: dict[str, Any], names: list[str]) -> Any:
    if source.get("bad") is not None and source.get("fault") == "missing":
        names = [*names[:1], str(world.directory / "missing"), *names[1:]]
    return tf.train.string_input_producer(
        names, num_epochs=source["epochs"], shuffle=False, capacity=source.get("capacity", 32)
    )


def _line(source: dict[str, Any], number: int) -> str:
    shown = "x" if is_bad(source, number, "number") else str(number)
    kind = source["kind"]
    if kind == "csv":
        return f"{shown},{number / 2},{text_of(number).replace(',', ';')}"
    return f"{shown} {text_of(number)}".strip() if kind == "words" else shown


def _text_files(world: Any, source: dict[str, Any]) -> list[str]:
    paths = []
    for k, numbers in enumerate(shared_out(source)):
        path = world.path(f"lines-{k}")
        path.write_text("".join(_line(source, number) + "\n" for number in numbers))
        paths.append(str(path))
    return paths


def _read(tf: Any, world: Any, source: dict[str, Any], reader: Any, names: list[str]) -> Any:
    """The next record; a vector of the next ones where the source reads several at a time."""
    queue = world.once("names", lambda: _names(tf, world, source, names))
    return reader.read_up_to(queue, source["up_to"])[1] if source.get("up_to") else reader.read(queue)[1]


def _lines(tf: Any, world: Any, source: dict[str, Any]) -> list[Any]:
    line = _read(tf, world, source, tf.TextLineReader(), _text_files(world, source))
    return [tf.string_to_number(line, "int32"), line]


def _words(tf: Any, world: Any, source: dict[str, Any]) -> list[Any]:
    line = _read(tf, world, source, tf.TextLineReader(), _text_files(world, source))
    words = tf.string_split([line], " ")
    return [tf.string_to_number(words.values[0], "int32"), line, words]


def _csv(tf: Any, world: Any, source: dict[str, Any]) -> list[Any]:
    line = _read(tf, world, source, tf.TextLineReader(), _text_files(world, source))
    return [*tf.decode_csv(line, [[0], [0.0], [""]]), line]


def _fixed(tf: Any, world: Any, source: dict[str, Any]) -> list[Any]:
    paths = []
    for k, numbers in enumerate(shared_out(source)):
        path = world.path(f"fixed-{k}")
        path.write_bytes(b"head" + b"".join(n.to_bytes(4, "little") + bytes([n % 200, 7, n % 3]) for n in numbers))
        paths.append(str(path))
    record = _read(tf, world, source, tf.FixedLengthRecordReader(7, header_bytes=4), paths)
    data = tf.decode_raw(record, tf.uint8)
    data.set_shape([7])
    number = tf.reduce_sum(tf.cast(data[:4], tf.int32) * tf.constant([1, 256, 65536, 16777216]))
    return [number, data, record]


def _record_files(tf: Any, world: Any, source: dict[str, Any], content: Callable[[int], bytes]) -> list[str]:
    paths = []
    for k, numbers in enumerate(shared_out(source)):
        path = world.path(f"records-{k}")
        ends = []
        with tf.python_io.TFRecordWriter(str(path)) as writer:
            for number in numbers:
                writer.write(content(number))
                ends.append(len(content(number)) + 16)
        for place, number in enumerate(numbers):
            if is_bad(source, number, "damage"):
                _damage(path, sum(ends[:place]) + 12)
        paths.append(str(path))
    return paths


def _damage(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0x40
    path.write_bytes(data)


def _records(tf: Any, world: Any, source: dict[str, Any]) -> list[Any]:
    def content(number: int) -> bytes:
        return b"x" if is_bad(source, number, "number") else b"%d" % number

    record = _read(tf, world, source, tf.TFRecordReader(), _record_files(tf, world, source, content))
    return [tf.string_to_number(record, "int64"), record]


def _examples(tf: Any, world: Any, source: dict[str, Any]) -> list[Any]:
    def content(number: int) -> bytes:
        name = "no" if is_bad(source, number, "feature") else "n"
        whole = tf.train.Feature(int64_list=tf.train.Int64List(value=[number]))
        half = tf.train.Feature(float_list=tf.train.FloatList(value=[number / 2, -number]))
        words = tf.train.Feature(bytes_list=tf.train.BytesList(value=words_of(number)))
        numbers = tf.train.Feature(int64_list=tf.train.Int64List(value=range(number % 3)))
        features = {name: whole, "x": half, "words": words, "numbers": numbers, "list": numbers}
        return tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString()

    record = _read(tf, world, source, tf.TFRecordReader(), _record_files(tf, world, source, content))
    found = tf.parse_single_example(
        record,
        {
            "n": tf.FixedLenFeature([], tf.int64),
            "x": tf.FixedLenFeature([2], tf.float32),
            "words": tf.VarLenFeature(tf.string),
            "numbers": tf.VarLenFeature(tf.int64),
            "none": tf.FixedLenFeature([], tf.string, default_value="none"),
            "list": tf.FixedLenSequenceFeature([], tf.int64, allow_missing=True),
        },
    )
    return [found[name] for name in ("n", "x", "words", "numbers", "none", "list")]


def _whole(tf: Any, world: Any, source: dict[str, Any]) -> list[Any]:
    paths = []
    for number in numbers_of(source):
        path = world.path(f"whole-{number}")
        path.write_text("x" if is_bad(source, number, "number") else str(number))
        paths.append(str(path))
    data = _read(tf, world, source, tf.WholeFileReader(), paths)
    return [tf.string_to_number(data, "int32"), data]


def _identity(tf: Any, world: Any, source: dict[str, Any]) -> list[Any]:
    name = _read(tf, world, source, tf.IdentityReader(), [str(number) for number in numbers_of(source)])
    return [tf.string_to_number(name, "int64"), name]


def _range(tf: Any, world: Any, source: dict[str, Any]) -> list[Any]:
    queue = world.once(
        "names",
        lambda: tf.train.range_input_producer(
            source["records"],
            num_epochs=source["epochs"],
            shuffle=source.get("shuffled", False),
            seed=3,
            capacity=source.get("capacity", 32),
        ),
    )
    return [queue.dequeue()]


def _slices(tf: Any, world: Any, source: dict[str, Any]) -> list[Any]:
    numbers = numbers_of(source)
    tensors = [
        tf.constant(numbers, tf.int64),
        tf.constant([text_of(n) for n in numbers]),
        tf.constant([[n / 2, -n, 1] for n in numbers], tf.float32),
    ]
    return world.once(
        "names",
        lambda: list(
            tf.train.slice_input_producer(
                tensors,
                num_epochs=source["epochs"],
                shuffle=source.get("shuffled", False),
                seed=3,
                capacity=source.get("capacity", 32),
            )
        ),
    )


def _strings(tf: Any, world: Any, source: dict[str, Any]) -> list[Any]:
    queue = world.once("names", lambda: _names(tf, world, source, [_line(source, n) for n in numbers_of(source)]))
    text = queue.dequeue()
    return [tf.string_to_number(text, "int32"), text]


def _queue(tf: Any, world: Any, source: dict[str, Any]) -> list[Any]:
    """A queue that the program fills itself: before the runners start, or from a thread of its own."""
    numbers = numbers_of(source)

    def make() -> Any:
        queue = tf.FIFOQueue(max(source.get("capacity", 32), 1), [tf.int32, tf.string], [[], []])
        number, text = tf.placeholder(tf.int32, []), tf.placeholder(tf.string, [])
        enqueue, close = queue.enqueue([number, text]), queue.close()

        def feed(session: Any) -> None:
            for n in numbers * source["epochs"]:
                session.run(enqueue, {number: n, text: text_of(n).encode()})
            session.run(close)

        world.feeds.append(feed)
        return queue

    return list(world.once("names", make).dequeue())


def _none(tf: Any, world: Any, source: dict[str, Any]) -> list[Any]:
    return []


SOURCES: dict[str, Callable[[Any, Any, dict[str, Any]], list[Any]]] = {
    "lines": _lines,
    "words": _words,
    "csv": _csv,
    "fixed": _fixed,
    "records": _records,
    "examples": _examples,
    "whole": _whole,
    "identity": _identity,
    "range": _range,
    "slices": _slices,
    "strings": _strings,
    "queue": _queue,
    "none": _none,
}
FAULTS: dict[str, tuple[str, ...]] = {
    "lines": ("number", "missing"),
    "words": ("number", "missing"),
    "csv": ("number", "missing"),
    "fixed": ("missing",),
    "records": ("number", "damage", "missing"),
    "examples": ("feature", "damage"),
    "whole": ("number", "missing"),
    "strings": ("number",),
}
"""What may be wrong with the files of a source."""
