"""Where the records of a program come from: what is fed, queues, readers, datasets. Each gives numbers and labels."""

from __future__ import annotations

import struct

import numpy as np

ROWS, COLUMNS, CLASSES = 4, 5, 3


def _labels(writer, *shape):
    return writer.random.randint(0, CLASSES, shape)


def _records(writer, n, shuffled):
    """Numbers and labels of n records, all the same where they are shuffled: in which order, each library decides itself."""
    x, labels = writer.numbers(n, COLUMNS), _labels(writer, n).astype(np.int64)
    return [np.repeat(one[:1], n, 0) for one in (x, labels)] if shuffled else [x, labels]


def fed(writer):
    tf = writer.tf
    rows = writer.draw.choice([ROWS, None])
    x = writer.fed("x", [rows, COLUMNS], lambda: writer.numbers(ROWS, COLUMNS))
    return x, writer.fed("labels", [rows], lambda: _labels(writer, ROWS), tf.int64)


def constants(writer):
    tf = writer.tf
    return tf.constant(writer.numbers(ROWS, COLUMNS)), tf.constant(_labels(writer, ROWS), tf.int64)


def sliced(writer):
    tf = writer.tf
    shuffled = writer.flip()
    data = [tf.constant(one) for one in _records(writer, 9, shuffled)]
    x, label = tf.train.slice_input_producer(data, shuffle=shuffled, seed=3 if shuffled else None)
    return tf.train.batch([x, label], ROWS)


def queued(writer):
    """A queue that is filled before anything is taken."""
    tf = writer.tf
    kinds = [
        lambda *rest: tf.FIFOQueue(40, *rest),
        lambda *rest: tf.PaddingFIFOQueue(40, *rest),
        lambda *rest: tf.RandomShuffleQueue(40, 0, *rest, seed=writer.draw.randint(1, 99)),
    ]
    make = writer.draw.choice(kinds)
    queue = make([tf.float32, tf.int64], [[COLUMNS], []])
    writer.starts.append(queue.enqueue_many(list(map(tf.constant, _records(writer, 30, make is kinds[-1])))).name)
    if writer.flip():
        return queue.dequeue_many(ROWS)
    several = [queue.dequeue() for _ in range(1)]
    return [tf.stack([one[k] for one in several]) for k in (0, 1)]


def lines(writer):
    """Lines of numbers, and a word that a table makes a label of."""
    tf = writer.tf
    words = ["red", "green", "blue"]
    text = "".join(
        ",".join([f"{one:.4f}" for one in writer.numbers(COLUMNS)] + [words[int(_labels(writer))]]) + "\n" for _ in range(9)
    )
    writer.files["rows.csv"] = text.encode()
    names = tf.train.string_input_producer(["rows.csv"], shuffle=False)
    _, line = tf.TextLineReader().read(names)
    *columns, word = tf.decode_csv(line, [[0.0]] * COLUMNS + [[""]])
    x, word = tf.train.batch([tf.stack(columns), word], ROWS)
    table = tf.lookup.StaticHashTable(
        tf.lookup.KeyValueTensorInitializer(tf.constant(words), tf.constant([0, 1, 2], tf.int64)), 0
    )
    return x, table.lookup(word)


def examples(writer):
    """Examples of a TFRecord file, parsed one by one or several at once."""
    tf = writer.tf
    name = "rows.tfrecord"
    writer.files[name] = b"".join(_framed(_example(tf, writer)) for _ in range(9))
    _, one = tf.TFRecordReader().read(tf.train.string_input_producer([name], shuffle=False))
    spec = {"x": tf.FixedLenFeature([COLUMNS], tf.float32), "label": tf.FixedLenFeature([], tf.int64, 1)}
    spec["some"] = tf.VarLenFeature(tf.int64)
    if writer.flip():
        parsed = tf.parse_example(tf.train.batch([one], ROWS), spec)
        x, label = parsed["x"], parsed["label"]
    else:
        parsed = tf.parse_single_example(one, spec)
        x, label = tf.train.batch([parsed["x"], parsed["label"]], ROWS)
    return x, label


def _example(tf, writer):
    found = tf.train.Example()
    found.features.feature["x"].float_list.value.extend(writer.numbers(COLUMNS).tolist())
    found.features.feature["label"].int64_list.value.append(int(_labels(writer)))
    found.features.feature["some"].int64_list.value.extend([1, 2][: writer.draw.randint(0, 2)])
    return found.SerializeToString()


def _framed(record):
    length = struct.pack("<Q", len(record))
    return length + struct.pack("<I", _masked(length)) + record + struct.pack("<I", _masked(record))


_TABLE = []


def _masked(data):
    """The masked CRC32C of bytes."""
    if not _TABLE:
        for byte in range(256):
            for _ in range(8):
                byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
            _TABLE.append(byte)
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ _TABLE[(crc ^ byte) & 0xFF]
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def fixed(writer):
    """Records of a fixed length: a label and the numbers as bytes."""
    tf = writer.tf
    data = [struct.pack("<B", int(_labels(writer))) + writer.random.bytes(COLUMNS) for _ in range(9)]
    writer.files["rows.bin"] = b"".join(data)
    reader = tf.FixedLengthRecordReader(1 + COLUMNS)
    _, record = reader.read(tf.train.string_input_producer(["rows.bin"], shuffle=False))
    raw = tf.decode_raw(record, tf.uint8)
    x = tf.cast(tf.slice(raw, [1], [COLUMNS]), tf.float32) / 128.0 - 1.0
    x.set_shape([COLUMNS])
    return tf.train.batch([x, tf.cast(raw[0], tf.int64)], ROWS)


def dataset(writer):
    tf = writer.tf
    shuffled = writer.flip()
    data = tuple(_records(writer, 12, shuffled))
    found = tf.data.Dataset.from_tensor_slices(data)
    if writer.flip():
        found = found.map(lambda x, label: (x * 0.5, label))
    if shuffled:
        found = found.shuffle(5, seed=4)
    found = found.repeat().batch(ROWS)
    if writer.flip():
        iterator = tf.data.make_initializable_iterator(found)
        writer.starts.append(iterator.initializer.name)
    else:
        iterator = tf.data.make_one_shot_iterator(found)
    x, labels = iterator.get_next()
    return tf.reshape(x, [ROWS, COLUMNS]), tf.reshape(labels, [ROWS])


KINDS = [fed, fed, fed, constants, sliced, queued, lines, examples, fixed, dataset]
