"""Tables from files, whole and damaged."""

from __future__ import annotations

from support.compared import Programs, results
from support.compared.results import sorted_pairs, words_file

PROGRAMS = Programs(results)


def from_file(text, key_dtype, key_index, value_dtype, value_index, vocab_size=None, delimiter="\t"):
    def program(tf):
        kinds = getattr(tf, key_dtype), getattr(tf, value_dtype)
        lookup = tf.contrib.lookup
        initializer = lookup.TextFileInitializer(
            words_file(text), kinds[0], key_index, kinds[1], value_index, vocab_size, delimiter
        )
        table = lookup.HashTable(initializer, "UNK" if value_dtype == "string" else -1)
        with tf.Session() as session:
            session.run(table.init)
            return sorted_pairs(session, table)

    return program


FILES = [
    (b"a\nb\nc\n", "string", -2, "int64", -1),
    (b"a\nb\nc", "string", -2, "int64", -1),
    (b"a\r\nb\r\nc", "string", -2, "int64", -1),
    (b"a\n\nc\n", "string", -2, "int64", -1),
    (b"a\n\r\nc\n\n", "string", -2, "int64", -1),
    (b"a\nb\na\n", "string", -2, "int64", -1),
    (b"", "string", -2, "int64", -1),
    (b"", "string", -2, "int64", -1, 3),
    (b"a\nb\n", "string", -2, "int64", -1, 3),
    (b"a\nb\nc\nd\n", "string", -2, "int64", -1, 3),
    (b"a\nb\na\na\n", "string", -2, "int64", -1, 2),
    (b"a\t1\nb\t2\n", "string", 0, "int64", 1),
    (b"a\t1\nb\n", "string", 0, "int64", 1),
    (b"a\t1\nb\tx\n", "string", 0, "int64", 1),
    (b"a\t1\nb\t\n", "string", 0, "int64", 1),
    (b"a\t1\nb\t 3 \n", "string", 0, "int64", 1),
    (b"a\t1\nb\t3.5\n", "string", 0, "int64", 1),
    (b"a\t1\nb\t3.5\n", "string", 0, "float32", 1),
    (b"a\t1\nb\tz3.5\n", "string", 0, "float32", 1),
    (b"a\t1\nb\t3.5\n", "string", 0, "float64", 1),
    (b"a\t1\nb\t99999999999\n", "string", 0, "int32", 1),
    (b"1\n2\nx\n", "int64", -2, "int64", -1),
    (b"1\n2\n", "int64", -2, "int64", -1),
    (b"a\nb\n", "int64", -1, "string", -2),
    (b"a\nb\n", "int64", -1, "string", -2, 1),
    (b"a\nb\n", "int64", -1, "string", -2, 5),
    (b"a b c\nb c d\n", "string", 0, "string", 1, None, " "),
    (b"a b c\nb c d\n", "string", 0, "string", 7, None, " "),
    (b"a b c\nb c d\n", "string", 0, "string", 1, None, "ab"),
    (b"a b c\nb c d\n", "string", 0, "string", 1, None, ""),
    (b"a\t1\nb\t2\n", "string", -2, "string", 1),
    (b"a\t1\nb\t2\n\n", "string", 0, "int64", 1),
    (b"a\x00b\n\xff\n", "string", -2, "int64", -1),
    (b"a\t1\na\t2\n", "string", 0, "int64", 1),
    (b"a\t1\na\t1\n", "string", 0, "int64", 1),
]
PROGRAMS.update({f"file {number}": from_file(*one) for number, one in enumerate(FILES)})
