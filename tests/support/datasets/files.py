"""The files that `programs` read, written without TensorFlow."""

import gzip
import sqlite3
import struct


def _crc32c(data):
    crc = 0xFFFFFFFF
    for byte in bytearray(data):
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def _masked(data):
    crc = _crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def framed(record):
    """A record as it stands in a file of TFRecords."""
    length = struct.pack("<Q", len(record))
    return length + struct.pack("<I", _masked(length)) + record + struct.pack("<I", _masked(record))


def _example(a, texts):
    """A serialized Example with the int64 feature `a` and the texts of the feature `b`."""
    values = b"".join(b"\x0a" + bytes(bytearray([len(x)])) + x for x in texts)
    features = [(b"a", b"\x1a", b"\x0a" + b"\x01" + bytes(bytearray([a]))), (b"b", b"\x0a", values)]
    entries = b""
    for key, kind, content in features:
        feature = kind + bytes(bytearray([len(content)])) + content
        entry = b"\x0a" + bytes(bytearray([len(key)])) + key + b"\x12" + bytes(bytearray([len(feature)])) + feature
        entries += b"\x0a" + bytes(bytearray([len(entry)])) + entry
    return b"\x0a" + bytes(bytearray([len(entries)])) + entries


def write_files():
    """Write them all into the working directory."""
    lines, raw = b"one\ntwo\r\n\nfour", b"HabcdefTT"
    records = framed(b"first") + framed(b"") + framed(b"third")
    contents = {
        "lines": lines,
        "bytes": raw,
        "records": records,
        "damaged": framed(b"good") + framed(b"other")[:-3] + b"xyz",
        "table": b'a,b,c\n1,2.5,x\n2,,y\n3,0.5,"z,"\n',
        "examples": b"".join(framed(_example(k, [b"t"] * k)) for k in range(3)),
    }
    for name, content in contents.items():
        with open(name, "wb") as file:
            file.write(content)
    for name in ("lines", "bytes", "records"):
        with gzip.open(name + ".gz", "wb") as file:
            file.write(contents[name])
    connection = sqlite3.connect("data.db")
    connection.execute("create table people (name text, number integer)")
    connection.executemany("insert into people values (?, ?)", [("ann", 1), ("bob", 2)])
    connection.commit()
    connection.close()
