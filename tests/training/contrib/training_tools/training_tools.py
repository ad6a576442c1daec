"""Programs with tf.contrib.training."""

from __future__ import annotations

import json

from support.compared import Programs, results
from support.compared.results import kinds, refusal, run

PROGRAMS = Programs(results)


@PROGRAMS
def parsed_values(tf):
    parse = tf.contrib.training.parse_values
    kinds = {"a": int, "b": float, "c": str, "d": bool, "e.f": int}
    texts = [
        "a=1,b=2.5,c=word",
        "a=1, b=[1,2.5 3],c=[x]",
        "c=a b,d=true",
        "d=1,a[3]=4,a[0]=5",
        "d=[true,False,0]",
        "e.f=7",
        "c=",
        "c=x=y",
        "",
        "z=1,a=2",
        "a=x",
        "b=[1,x]",
        "d=yes",
        "a=1,a=2",
        "a=[1],a=[2]",
        "a[1]=1,a[1]=2",
        "a=1,a[1]=2",
        "a[1]=1,a=2",
        "a[1]=[1,2]",
        "=1",
        "a",
        "a=[1",
        "a=1,,b=2",
        "1a=1",
    ]

    def told(text, ignore):
        return refusal(lambda: parse(text, kinds, ignore)) or parse(text, kinds, ignore)

    return [[text, told(text, False), told(text, True)] for text in texts]


def some_hparams(tf):
    return tf.contrib.training.HParams(
        rate=0.5, layers=[3, 4], name="x", on=True, count=2, nothing=None, words=["a", "b"], rates=(0.5, 1.5)
    )


@PROGRAMS
def hparams(tf):
    found = some_hparams(tf)
    before = [str(found), repr(found), found.values(), json.loads(found.to_json()), "rate" in found, "other" in found]
    found.parse("rate=1.5,layers=[5],words=[x,y z],on=false")
    found.set_hparam("count", 7)
    found.add_hparam("more", 3)
    found.del_hparam("name")
    found.parse_json('{"rate": 3, "nothing": "now something"}')
    found.override_from_dict({"more": 9}).set_from_map({"count": 1})
    found.set_model_structure({"a": 1})
    got = [
        found.get("rate"),
        found.get("absent"),
        found.get("absent", 3),
        found.get("layers", [1]),
        found.get_model_structure(),
    ]
    return [before, found.values(), type(found.rate).__name__, got, found.to_json(sort_keys=True, indent=1)]


@PROGRAMS
def hparams_as_messages(tf):
    found = tf.contrib.training.HParams(
        rate=0.5, layers=[3, 4], name="x", on=True, words=["a", "b"], several=[0.5, 1.5], flags=[True]
    )
    message = found.to_proto()
    again = tf.contrib.training.HParams.from_proto(message)
    data = message.SerializeToString(deterministic=True)
    return [data, sorted(again.values().items()), sorted(tf.contrib.training.HParams(hparam_def=message).values().items())]


@PROGRAMS
def refused_hparams(tf):
    kind = tf.contrib.training.HParams
    found = some_hparams(tf)
    message = kind(a=1).to_proto()
    return [
        refusal(lambda: kind(values=3)),
        refusal(lambda: kind(empty=[])),
        refusal(lambda: kind(message, b=2)),
        refusal(lambda: found.add_hparam("rate", 1)),
        refusal(lambda: found.set_hparam("absent", 1))[0],
        refusal(lambda: found.set_hparam("rate", "x")),
        refusal(lambda: found.set_hparam("rate", [1.0])),
        refusal(lambda: found.set_hparam("layers", 1)),
        refusal(lambda: found.set_hparam("layers", [1.5])),
        refusal(lambda: found.set_hparam("count", 1.5)),
        refusal(lambda: found.set_hparam("count", True)),
        refusal(lambda: found.set_hparam("on", 1)),
        refusal(lambda: found.set_hparam("name", 1)),
        refusal(lambda: found.get("rate", "x")),
        refusal(lambda: found.get("layers", 1)),
        refusal(lambda: found.get("layers", ["x"])),
        refusal(lambda: found.parse("absent=1")),
        refusal(lambda: kind(a={"b": 1}).to_proto()),
        refusal(lambda: found.parse_json("no json"))[0] in ("JSONDecodeError", "ValueError"),
    ]


def some_gradients(tf):
    v = tf.Variable([3.0, 4.0], name="v")
    w = tf.Variable([[1.0, 2.0], [3.0, 4.0]], name="w")
    u = tf.Variable(1.0, name="u")
    loss = tf.reduce_sum(v * v) + tf.reduce_sum(tf.gather(w, [1, 1]))
    optimizer = tf.train.GradientDescentOptimizer(0.5)
    return v, w, u, loss, optimizer.compute_gradients(loss, [v, w, u])


@PROGRAMS
def gradients(tf):
    training = tf.contrib.training
    v, _, _, _, pairs = some_gradients(tf)

    def values(found):
        return [None if g is None else g.values if isinstance(g, tf.IndexedSlices) else g for g, _ in found]

    changed = [
        values(training.clip_gradient_norms(pairs, 1.0)),
        values(training.clip_gradient_norms_fn(5.0)(pairs)),
        values(training.multiply_gradients(pairs, {v: 2.0, "w": tf.constant(3.0)})),
    ]
    summaries = training.add_gradients_summaries(pairs)
    return [
        run(tf, [one for found in changed for one in found if one is not None]),
        [one.name for one in summaries],
        [one.op.type for one in summaries],
        refusal(lambda: training.multiply_gradients(tuple(pairs), {v: 1})),
        refusal(lambda: training.multiply_gradients(pairs, {})),
        refusal(lambda: training.multiply_gradients(pairs, [v])),
        refusal(lambda: training.multiply_gradients(pairs, {"u": 2.0})),
    ]


@PROGRAMS
def train_op(tf):
    training = tf.contrib.training
    v, _, _, loss, _ = some_gradients(tf)
    counted = tf.Variable(0.0, trainable=False, name="counted")
    tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, tf.assign_add(counted, 1.0))
    optimizer = tf.train.GradientDescentOptimizer(0.25)
    op = training.create_train_op(
        loss, optimizer, transform_grads_fn=training.clip_gradient_norms_fn(2.0), summarize_gradients=True
    )
    step = tf.train.get_global_step()
    names = [
        name for name, _ in kinds(tf) if name.startswith(("update_barrier", "control_dependency", "train_op", "summarize"))
    ]
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for _ in range(3):
            session.run(op)  # the loss is that before or after the step: TensorFlow's threads race
        after = session.run([v, counted, step])
    return [after, op.name, names, tf.get_collection(tf.GraphKeys.TRAIN_OP)[0] is op, op.dtype.name]


@PROGRAMS
def trained(tf):
    training = tf.contrib.training
    _, _, _, loss, _ = some_gradients(tf)
    op = training.create_train_op(loss, tf.train.GradientDescentOptimizer(0.25))
    hooks = [tf.train.StopAtStepHook(last_step=4)]
    last = training.train(op, "logs", hooks=hooks, save_summaries_steps=None)
    checkpoint = tf.train.latest_checkpoint("logs")
    return [
        type(last).__name__,
        checkpoint.replace("\\", "/").split("/")[-1],
        tf.train.load_variable(checkpoint, "v"),
        refusal(lambda: training.train(op, None)),
        refusal(lambda: training.train(op, None, save_summaries_steps=None)),
    ]


def checkpoints(tf, *values):
    with tf.Graph().as_default():
        v = tf.get_variable("v", [])
        tf.train.get_or_create_global_step()
        saver = tf.train.Saver()
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for value in values:
                session.run(v.assign(value) if hasattr(v, "assign") else tf.assign(v, value))
                path = saver.save(session, "./model")
    return path


@PROGRAMS
def evaluated_once(tf):
    training = tf.contrib.training
    path = checkpoints(tf, 5.0)
    v = tf.get_variable("v", [])
    tf.train.get_or_create_global_step()
    seen = tf.get_variable("seen", [], initializer=tf.zeros_initializer(), collections=["local_variables"], trainable=False)
    tf.summary.scalar("v", v)
    hooks = [training.StopAfterNEvalsHook(3), training.SummaryAtEndHook(log_dir="evaluations")]
    final = training.evaluate_once(path, eval_ops=tf.assign_add(seen, v), final_ops={"seen": seen, "v": v}, hooks=hooks)
    (name,) = tf.gfile.ListDirectory("evaluations")
    events = list(tf.train.summary_iterator("evaluations/" + name))
    written = [[one.tag, one.simple_value] for event in events for one in event.summary.value]
    step = training.get_or_create_eval_step()
    return [final, written, step.name, [one.name for one in tf.get_collection(tf.GraphKeys.EVAL_STEP)], step.dtype.name]


@PROGRAMS
def evaluated_repeatedly(tf):
    training = tf.contrib.training
    checkpoints(tf, 5.0, 7.0)
    v = tf.get_variable("v", [])
    tf.train.get_or_create_global_step()
    asked = []

    def over():
        asked.append(1)
        return len(asked) == 2

    options = {"eval_interval_secs": 0, "timeout": 0.01, "timeout_fn": over}
    by_time = training.evaluate_repeatedly(".", final_ops=v, **options)
    hooks = [training.StopAfterNEvalsHook(2)]
    by_count = training.evaluate_repeatedly(
        ".", eval_ops={"v": v}, final_ops=v * 2.0, hooks=hooks, eval_interval_secs=0, max_number_of_evaluations=1
    )
    nothing = training.evaluate_repeatedly("absent", final_ops=v, timeout=0.01)
    return [by_time, len(asked), by_count, nothing, refusal(lambda: training.SummaryAtEndHook())]
