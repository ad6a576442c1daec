"""Programs with lookup tables."""

from __future__ import annotations

import functools

from support.compared import Programs, results
from support.compared.results import kinds, refusal, run, words_file

PROGRAMS = Programs(results)


def of_pairs(tf, keys, values, key_dtype, value_dtype, default):
    lookup = tf.contrib.lookup
    return lookup.HashTable(lookup.KeyValueTensorInitializer(keys, values, key_dtype, value_dtype), default)


@PROGRAMS
def index_table_from_tensor(tf):
    table = tf.contrib.lookup.index_table_from_tensor(["a", "b", "c"], num_oov_buckets=3)
    words = tf.constant([["b", "x"], ["zebra", ""]])
    sparse = tf.SparseTensor([[0, 1], [2, 0]], ["c", "q"], [3, 2])
    found = table.lookup(words), table.lookup(sparse), table.size()
    return [run(tf, list(found)), table.name, kinds(tf), table.key_dtype.name, table.value_dtype.name]


@PROGRAMS
def index_table_of_integers(tf):
    table = tf.contrib.lookup.index_table_from_tensor([7, 100, -3], num_oov_buckets=2, dtype=tf.int64)
    plain = tf.contrib.lookup.index_table_from_tensor([7, 100, -3], default_value=9, dtype=tf.int32)
    keys = [-3, 7, 100, 5, 6]
    return run(tf, [table.lookup(tf.constant(keys, tf.int64)), plain.lookup(tf.constant(keys, tf.int64))])


@PROGRAMS
def index_table_from_file(tf):
    table = tf.contrib.lookup.index_table_from_file(words_file(b"a\nb\nc\n"), num_oov_buckets=1, vocab_size=2)
    collections = [tf.GraphKeys.TABLE_INITIALIZERS, tf.GraphKeys.ASSET_FILEPATHS]
    return [
        run(tf, table.lookup(tf.constant(["b", "c", "d"])), table.size()),
        kinds(tf),
        [[one.name for one in tf.get_collection(collection)] for collection in collections],
        tf.get_default_graph().get_operation_by_name("string_to_index/hash_table/hash_table").get_attr("shared_name"),
    ]


@PROGRAMS
def index_to_string(tf):
    words = tf.contrib.lookup.index_to_string_table_from_tensor(["a", "b"], default_value="?")
    lines = tf.contrib.lookup.index_to_string_table_from_file(words_file(b"x\ny\n"))
    keys = tf.constant([[1, 5], [-1, 0]], tf.int64)
    return [
        run(tf, words.lookup(keys), lines.lookup(keys)),
        kinds(tf),
        words.name,
        lines.default_value.name,
    ]


@PROGRAMS
def older_names(tf):
    lookup, keys = tf.contrib.lookup, tf.constant(["b", "z"])
    tables = [
        lookup.string_to_index_table_from_tensor(["a", "b"], 2),
        lookup.string_to_index_table_from_file(words_file(b"a\nb\n"), default_value=8),
    ]
    found = [table.lookup(keys) for table in tables]
    found.append(lookup.string_to_index(keys, ["a", "b"], 5))
    found.append(lookup.index_to_string(tf.constant([0, 9], tf.int64), ["a", "b"], "none"))
    return [run(tf, found), kinds(tf)]


@PROGRAMS
def hashers(tf):
    lookup, words = tf.contrib.lookup, tf.constant(["b", "z", "", "a longer word than most of them are"])
    table = of_pairs(tf, ["a", "b"], [0, 1], tf.string, tf.int64, -1)
    found = []
    for hasher in (lookup.FastHashSpec, lookup.StrongHashSpec([3, 5]), lookup.HasherSpec("legacy", None)):
        found.append(lookup.IdTableWithHashBuckets(table, 10, hasher).lookup(words))
        found.append(lookup.IdTableWithHashBuckets(None, 10, hasher, name="scope/own").lookup(words))
    alone = lookup.IdTableWithHashBuckets(None, 4)
    integers = lookup.IdTableWithHashBuckets(None, 10, key_dtype=tf.int32).lookup(tf.constant([1, 2, 3]))
    none = lookup.IdTableWithHashBuckets(table, 0)
    made = [run(tf, found, integers, alone.size(), none.lookup(words)), alone.name, none.name, alone.init.type]
    unknown = lookup.IdTableWithHashBuckets(None, 4, lookup.HasherSpec("other", None))
    return [*made, refusal(lambda: unknown.lookup(words)), none.init is table.init]


@PROGRAMS
def refused_hashers(tf):
    lookup = tf.contrib.lookup
    floats = of_pairs(tf, ["a"], [1.0], tf.string, tf.float32, 0.0)
    numbers = of_pairs(tf, [1], [1], tf.int64, tf.int64, 0)
    small = of_pairs(tf, [1], [1], tf.int32, tf.int32, 0)
    return [
        refusal(lambda: lookup.StrongHashSpec([1])),
        refusal(lambda: lookup.StrongHashSpec([1, 2.0])),
        refusal(lambda: lookup.IdTableWithHashBuckets(None, 0)),
        refusal(lambda: lookup.IdTableWithHashBuckets(None, 2, "fast")),
        refusal(lambda: lookup.IdTableWithHashBuckets(None, 2, key_dtype=tf.float32)),
        refusal(lambda: lookup.IdTableWithHashBuckets(floats, 2)),
        refusal(lambda: lookup.IdTableWithHashBuckets(numbers, 2, key_dtype=tf.string)),
        refusal(lambda: lookup.IdTableWithHashBuckets(small, 2)),
        refusal(lambda: lookup.IdTableWithHashBuckets(numbers, 2).lookup(tf.constant([1]))),
        refusal(lambda: tf.lookup.StaticVocabularyTable(None, 0)),
    ]


@PROGRAMS
def refused_vocabularies(tf):
    lookup = tf.contrib.lookup
    return [
        refusal(lambda: lookup.index_table_from_tensor(None)),
        refusal(lambda: lookup.index_table_from_tensor(["a"], -1)),
        refusal(lambda: lookup.index_table_from_tensor(["a"], dtype=tf.float32)),
        refusal(lambda: lookup.index_table_from_tensor(["a"], dtype=tf.int64)),
        refusal(lambda: lookup.index_table_from_tensor([1], dtype=tf.string)),
        refusal(lambda: lookup.index_table_from_tensor([1.5], dtype=tf.string)),
        refusal(lambda: lookup.index_table_from_file()),
        refusal(lambda: lookup.index_table_from_file("")),
        refusal(lambda: lookup.index_table_from_file("a", -1)),
        refusal(lambda: lookup.index_table_from_file("a", vocab_size=0)),
        refusal(lambda: lookup.index_table_from_file(tf.constant("a"), vocab_size=-2)),
        refusal(lambda: lookup.index_table_from_file("a", key_dtype=tf.float32)),
        refusal(lambda: lookup.index_to_string_table_from_tensor(None)),
        refusal(lambda: lookup.index_to_string_table_from_file("")),
        refusal(lambda: lookup.index_to_string_table_from_file("a", vocab_size=0)),
        refusal(lambda: lookup.string_to_index_table_from_tensor([1])),
        refusal(lambda: lookup.TextFileInitializer("", tf.string, -2, tf.int64, -1)),
        refusal(lambda: lookup.TextFileInitializer("a", tf.string, -3, tf.int64, -1)),
        refusal(lambda: lookup.TextFileInitializer("a", tf.string, -2, tf.int64, -3)),
        refusal(lambda: lookup.TextFileInitializer("a", tf.string, -1, tf.int64, -1)),
        refusal(lambda: lookup.TextFileInitializer("a", tf.float32, -2, tf.int64, -1)),
        refusal(lambda: lookup.TextFileInitializer("a", tf.string, -2, tf.string, -1)),
        refusal(lambda: lookup.TextFileInitializer("a", tf.string, -2, tf.int64, -2)),
        refusal(lambda: lookup.TextFileInitializer("a", tf.string, -2, tf.int64, -1, 0)),
    ]


@PROGRAMS
def static_table(tf):
    words = tf.lookup.KeyValueTensorInitializer(["a", "b"], [1, 2], value_dtype=tf.int64)
    table = tf.lookup.StaticHashTable(words, -1)
    keys = tf.constant(["a", "c"])
    made = table.lookup(keys), table.size(), table.export()
    return [
        run(tf, made[0], made[1]),
        kinds(tf),
        made[0].shape.as_list(),
        made[2][1].shape.as_list(),
        table.name,
    ]


@PROGRAMS
def vocabulary_table(tf):
    initializer = tf.lookup.TextFileInitializer(words_file(b"a\nb\n"), tf.string, -2, tf.int64, -1)
    table = tf.lookup.StaticVocabularyTable(initializer, 3)
    alone = tf.lookup.StaticVocabularyTable(None, 3)
    keys = tf.constant(["b", "x", "y"])
    return [
        run(tf, table.lookup(keys), alone.lookup(keys), table.size(), alone.size()),
        table.name,
        alone.name,
        kinds(tf),
    ]


@PROGRAMS
def types_of_keys_and_values(tf):
    found = []
    for key_dtype, keys in ((tf.string, ["a", "b"]), (tf.int64, [5, 6]), (tf.int32, [-1, 200])):
        for value_dtype, values, default in (
            (tf.string, ["x", "y"], "z"),
            (tf.int32, [1, 2], 3),
            (tf.float32, [1.5, 2.5], 0.25),
            (tf.float64, [1.5, 2.5], 0.25),
        ):
            table = of_pairs(tf, keys, values, key_dtype, value_dtype, default)
            found.append(table.lookup(tf.constant([keys[1], keys[0], "q" if key_dtype == tf.string else 77], key_dtype)))
    flags = of_pairs(tf, ["a"], [True], tf.string, tf.bool, False)
    return run(tf, found, flags.lookup(tf.constant(["a", "b"])))


@PROGRAMS
def not_initialized(tf):
    table = of_pairs(tf, ["a", "b"], [1, 2], tf.string, tf.int64, -1)
    with tf.Session() as session:
        return [
            session.run(table.size()),
            refusal(lambda: session.run(table.lookup(tf.constant(["a"])))),
            refusal(lambda: session.run(table.export()[0])),
        ]


@PROGRAMS
def keys_twice(tf):
    found = []
    for keys, values, dtypes in (
        (["a", "b", "a"], [0, 1, 2], (tf.string, tf.int64)),
        ([1, 1], [1.5, 2], (tf.int64, tf.float32)),
        ([1, 1], [2, 2], (tf.int64, tf.float32)),
        (["a", "a"], ["x", "y"], (tf.string, tf.string)),
    ):
        table = of_pairs(tf, keys, values, *dtypes, "" if dtypes[1] == tf.string else 0)
        with tf.Session() as session:
            found.append(refusal(functools.partial(session.run, table.init)) or session.run(table.size()))
    return found


@PROGRAMS
def initialized_twice(tf):
    keys = tf.placeholder(tf.string, [2])
    table = of_pairs(tf, keys, [1, 2], None, tf.int64, -1)
    with tf.Session() as session:
        session.run(table.init, {keys: ["a", "b"]})
        session.run(table.init, {keys: ["c", "d"]})
        return session.run(table.lookup(tf.constant(["a", "c"])))


@PROGRAMS
def shared(tf):
    lookup = tf.contrib.lookup
    first = lookup.HashTable(lookup.KeyValueTensorInitializer(["a"], [7], value_dtype=tf.int64), -1, shared_name="one")
    second = lookup.HashTable(lookup.KeyValueTensorInitializer(["b"], [8], value_dtype=tf.int64), -1, shared_name="one")
    other = lookup.HashTable(lookup.KeyValueTensorInitializer([1], [8], tf.int64, tf.int64), -1, shared_name="one")
    with tf.Session() as session:
        session.run(first.init)
        found = session.run(second.lookup(tf.constant(["a", "b"])))
        return [found, refusal(lambda: session.run(other.size()))]


@PROGRAMS
def refused_keys(tf):
    lookup = tf.contrib.lookup
    table = of_pairs(tf, ["a"], [1], tf.string, tf.int64, -1)
    sizes = tf.placeholder(tf.int64)
    uneven = lookup.HashTable(lookup.KeyValueTensorInitializer(["a"], sizes), -1)
    mutable = lookup.MutableHashTable(tf.string, tf.int64, -1)
    with tf.Session() as session:
        return [
            refusal(lambda: table.lookup(tf.constant([1]))),
            refusal(lambda: mutable.lookup(tf.constant([1])))[0],
            refusal(lambda: mutable.remove(tf.constant([1]))),
            refusal(lambda: session.run(uneven.init, {sizes: [1, 2]})),
            refusal(lambda: of_pairs(tf, ["a"], [1], tf.string, tf.int64, [1, 2])),
            refusal(lambda: lookup.KeyValueTensorInitializer(["a"], [1], tf.string, tf.int64).initialize(mutable).name),
            refusal(lambda: lookup.KeyValueTensorInitializer([1], [1], tf.int64, tf.int64).initialize(mutable)),
            refusal(lambda: lookup.KeyValueTensorInitializer(["a"], [1.0]).initialize(mutable)),
        ]
