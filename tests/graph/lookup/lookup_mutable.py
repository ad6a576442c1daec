"""Tables that programs change, and their place in checkpoints."""

from __future__ import annotations

from support.compared import Programs, results
from support.compared.results import kinds, refusal, sorted_pairs

PROGRAMS = Programs(results)


@PROGRAMS
def mutable(tf):
    table = tf.contrib.lookup.MutableHashTable(tf.string, tf.int64, -1)
    seen = table.lookup([["a", "z"]]), table.size()
    with tf.Session() as session:
        found = [session.run(seen)]
        for change in (
            table.insert(["a", "b", "c"], [1, 2, 3]),
            table.insert(["a", "d", "d"], [7, 8, 9]),
            table.remove(tf.constant(["a", "q"])),
            table.insert("e", 5),
            table.insert([["f", "g"]], [[6, 7]]),
        ):
            session.run(change)
            found.append(session.run(seen))
        return [found, sorted_pairs(session, table), table.name, kinds(tf)]


@PROGRAMS
def mutable_of_tensors(tf):
    table = tf.contrib.lookup.MutableHashTable(tf.int64, tf.float32, [-1.0, -2.0], name="vectors")
    seen = table.lookup(tf.constant([[1], [9]], tf.int64))
    bad, shaped = tf.placeholder(tf.float32), tf.constant([1], tf.int64)
    exported = table.export()
    with tf.Session() as session:
        session.run(table.insert(tf.constant([1, 2], tf.int64), [[1.0, 2.0], [3.0, 4.0]]))
        return [
            session.run(seen),
            seen.shape.as_list(),
            exported[1].shape.as_list(),
            sorted_pairs(session, table),
            refusal(lambda: session.run(table.insert(shaped, bad), {bad: [1.0]})),
        ]


@PROGRAMS
def refused_values(tf):
    table = tf.contrib.lookup.MutableHashTable(tf.string, tf.int64, -1)
    keys, values = tf.placeholder(tf.string), tf.placeholder(tf.int64)
    insert = table.insert(keys, values)
    with tf.Session() as session:
        return [
            refusal(lambda: session.run(insert, {keys: ["a"], values: [1, 2]})),
            refusal(lambda: session.run(insert, {keys: ["a", "b"], values: [[1], [2]]})),
            refusal(lambda: session.run(tf.contrib.lookup.MutableHashTable(tf.int32, tf.string, "").size()))[0],
        ]


@PROGRAMS
def dense(tf):
    lookup = tf.contrib.lookup
    numbers = lookup.MutableDenseHashTable(tf.int64, tf.int64, -1, 0, -9, initial_num_buckets=4)
    found = []
    with tf.Session() as session:
        for key in range(1, 9):
            session.run(numbers.insert(tf.constant([key * 7], tf.int64), [key]))
            found.append(session.run([numbers.size(), numbers.export()[0]]))
        session.run(numbers.remove(tf.constant([14, 999], tf.int64)))
        session.run(numbers.insert_or_assign(tf.constant([30, 7], tf.int64), [50, 60]))
        session.run(numbers.erase(tf.constant([21], tf.int64)))
        found.append(session.run([numbers.size(), list(numbers.export()), numbers.lookup(tf.constant([14, 30, 7], tf.int64))]))
    return found


@PROGRAMS
def dense_texts(tf):
    table = tf.contrib.lookup.MutableDenseHashTable(tf.string, tf.float32, -1.0, "", "-", initial_num_buckets=4)
    words = ["a", "b", "c", "dd", "eee", "a longer word than most of them are"]
    with tf.Session() as session:
        session.run(table.insert(words, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]))
        session.run(table.remove(tf.constant(["b", "zz"])))
        session.run(table.insert(["b2"], [9.0]))
        return session.run([list(table.export()), table.lookup([words[-1], "b", "zz", "c"]), table.size()])


@PROGRAMS
def dense_vectors(tf):
    table = tf.contrib.lookup.MutableDenseHashTable(tf.int64, tf.float32, [-1.0, -2.0], [0, 0], [-1, -1], initial_num_buckets=8)
    keys = tf.constant([[1, 2], [3, 4], [-7, 1 << 40]], tf.int64)
    seen = table.lookup(keys)
    wrong = tf.placeholder(tf.float32)
    with tf.Session() as session:
        session.run(table.insert(keys[:2], [[1.0, 2.0], [3.0, 4.0]]))
        return [
            session.run([seen, list(table.export())]),
            seen.shape.as_list(),
            refusal(lambda: session.run(table.lookup(tf.constant([1, 2], tf.int64)))),
            refusal(lambda: session.run(table.insert(keys, wrong), {wrong: [1.0]})),
        ]


@PROGRAMS
def refused_dense(tf):
    def made(**options):
        given = {"empty_key": 0, "deleted_key": -9, "initial_num_buckets": 4}
        given.update(options)
        return tf.contrib.lookup.MutableDenseHashTable(tf.int64, tf.int64, -1, **given)

    def of(*numbers):
        return tf.constant(numbers, tf.int64)

    with tf.Session() as session:
        return [
            refusal(lambda: session.run(made().lookup(of(0)))),
            refusal(lambda: session.run(made().lookup(of(-9)))),
            refusal(lambda: session.run(made().insert(of(0), [1]))),
            refusal(lambda: session.run(made().insert(of(-9), [1]))),
            refusal(lambda: session.run(made().remove(of(0)))),
            refusal(lambda: session.run(made().insert(of(1, 2), [1]))),
            refusal(lambda: session.run(made().lookup(tf.constant([[1, 2, 3], [3, 4, 5]], tf.int64)))),
            refusal(lambda: session.run(made(initial_num_buckets=3).size())),
            refusal(lambda: session.run(made(deleted_key=0).size())),
            refusal(lambda: session.run(made(empty_key=[0, 0], deleted_key=[-1]).size())),
            refusal(lambda: made(empty_key=[[0]], deleted_key=[[1]]))[0],
        ]


@PROGRAMS
def saved(tf):
    lookup = tf.contrib.lookup
    words = lookup.MutableHashTable(tf.string, tf.int64, -1, name="words")
    unsaved = lookup.MutableHashTable(tf.string, tf.int64, -1, name="unsaved", checkpoint=False)
    dense = lookup.MutableDenseHashTable(tf.int64, tf.int64, -1, 0, -9, initial_num_buckets=8, name="dense")
    variable = tf.Variable(1.0, name="v")
    saver = tf.train.Saver()
    with tf.Session() as session:
        session.run([variable.initializer, words.insert(["a", "b"], [1, 2]), unsaved.insert(["a"], [1])])
        session.run(dense.insert(tf.constant([11, 12, 27], tf.int64), [1, 2, 5]))
        path = saver.save(session, "./model")
        session.run([words.insert(["c"], [3]), dense.insert(tf.constant([9], tf.int64), [3])])
        saver.restore(session, path)
        return [
            tf.train.list_variables(path),
            sorted_pairs(session, words),
            session.run(list(dense.export())),
            [one.name for one in tf.get_collection(tf.GraphKeys.SAVEABLE_OBJECTS)],
            kinds(tf),
        ]
