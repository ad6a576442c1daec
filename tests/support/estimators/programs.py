"""Programs with estimators, for TensorFlow 1.15 and for headrace: `tf` is given, nothing of either is imported."""

import os
import tempfile

import numpy as np


def linear_model(tf):
    """A model_fn with every argument: one weight per feature, squares, plain gradients."""

    def model_fn(features, labels, mode, params, config):
        weights = tf.get_variable("w", [2, 1], initializer=tf.constant_initializer(0.5))
        bias = tf.get_variable("b", [1], initializer=tf.zeros_initializer())
        y = tf.matmul(features["x"], weights) + bias
        if mode == tf.estimator.ModeKeys.PREDICT:
            return tf.estimator.EstimatorSpec(mode, predictions={"y": y, "double": 2 * y})
        loss = tf.losses.mean_squared_error(labels, y)
        step = tf.train.GradientDescentOptimizer(params["rate"]).minimize(loss, tf.train.get_global_step())
        metrics = {"mae": tf.metrics.mean_absolute_error(labels, y)}
        return tf.estimator.EstimatorSpec(mode, {"y": y}, loss, step, metrics)

    return model_fn


def arrays():
    x = np.arange(20, dtype=np.float32).reshape(10, 2) / 10
    return {"x": x}, (x.sum(1, keepdims=True) * 2 + 1).astype(np.float32)


def linear_estimator(tf, directory, **config):
    config = tf.estimator.RunConfig(**{"save_checkpoints_steps": 4, "tf_random_seed": 1, **config})
    return tf.estimator.Estimator(linear_model(tf), directory, config, {"rate": 0.1})


def inputs(tf, epochs=1, labels=True, batch_size=4):
    x, y = arrays()
    return tf.estimator.inputs.numpy_input_fn(x, y if labels else None, batch_size, epochs, shuffle=False)


def plain(value):
    """A value as JSON has it."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, np.ndarray) and value.dtype == object:
        return plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value.tolist() if hasattr(value, "tolist") else value


def variables_of(estimator):
    return {name: plain(estimator.get_variable_value(name)) for name in estimator.get_variable_names()}


def course(tf, directory):
    """What a training, an evaluation and a prediction leave."""
    estimator = linear_estimator(tf, directory, save_summary_steps=3, log_step_count_steps=5)
    estimator.train(inputs(tf, 4))
    found = {"variables": variables_of(estimator)}
    found["evaluated"] = plain(estimator.evaluate(inputs(tf)))
    found["two batches"] = plain(estimator.evaluate(inputs(tf), steps=2, name="two"))
    found["old"] = plain(estimator.evaluate(inputs(tf), checkpoint_path=os.path.join(directory, "model.ckpt-4")))
    found["predicted"] = plain(list(estimator.predict(inputs(tf, labels=False))))
    found["batches"] = plain(list(estimator.predict(inputs(tf, labels=False), ["y"], yield_single_examples=False)))
    found["latest"] = os.path.basename(estimator.latest_checkpoint())
    found["files"] = sorted(name for name in os.listdir(directory) if "tfevents" not in name)
    found["directories"] = [os.path.basename(path) for path in (estimator.eval_dir(), estimator.eval_dir("two"))]
    found["evaluation events"] = tags_of(tf, estimator.eval_dir())
    return found


def tags_of(tf, directory):
    found = []
    for name in sorted(os.listdir(directory)):
        for event in tf.train.summary_iterator(os.path.join(directory, name)) if "tfevents" in name else ():
            if event.HasField("summary"):
                found.append([event.step, sorted(value.tag for value in event.summary.value)])
    return found


def said(call):
    """The class and the text of what a call raises."""
    try:
        call()
    except Exception as error:
        return [type(error).__name__, str(error)]
    return None


def refusals(tf):
    """What is refused, and in which words; paths and addresses are left out."""
    directory = tempfile.mkdtemp()
    est = tf.estimator
    model_fn = linear_model(tf)
    spec = est.EstimatorSpec
    x, y = arrays()
    number = lambda: tf.constant(1.0)  # noqa: E731
    numpy_input = est.inputs.numpy_input_fn

    def in_graph(call):
        def inside():
            with tf.Graph().as_default():
                return call()

        return inside

    estimator = est.Estimator(model_fn, directory, params={"rate": 0.1})
    other = tf.Graph()
    with other.as_default():
        foreign = tf.constant(1.0, name="foreign")
    calls = {
        "not trained": lambda: estimator.get_variable_names(),
        "no model": lambda: est.Estimator(None, directory),
        "config": lambda: est.Estimator(model_fn, directory, config=3),
        "two directories": lambda: est.Estimator(model_fn, "/a", est.RunConfig("/b")),
        "both steps": lambda: estimator.train(inputs(tf), steps=1, max_steps=1),
        "no steps": lambda: estimator.train(inputs(tf), steps=0),
        "no max_steps": lambda: estimator.train(inputs(tf), max_steps=-1),
        "no evaluation steps": lambda: estimator.evaluate(inputs(tf), steps=0),
        "hooks": lambda: estimator.train(inputs(tf), hooks=[3]),
        "listeners": lambda: estimator.train(inputs(tf), saving_listeners=[3]),
        "export untrained": lambda: estimator.export_saved_model("/x", lambda: None),
        "export nothing": lambda: estimator.export_saved_model("/x", None),
        "three results": lambda: estimator.train(lambda: (1, 2, 3)),
        "no spec": lambda: est.Estimator(lambda features: 3, directory).train(lambda: {"x": 1}),
        "no labels": lambda: est.Estimator(lambda features: 3, directory).train(lambda: ({"x": 1}, 2)),
        "warm start": lambda: est.Estimator(model_fn, directory, params={}, warm_start_from=3),
        "warm start nothing": lambda: est.WarmStartSettings(""),
        "axis": lambda: tf.train.VocabInfo("a", 1, 0, "b", axis=2),
        "keys": lambda: list(estimator.predict(inputs(tf, labels=False), ["z"])),
        "save both": lambda: est.RunConfig(save_checkpoints_steps=1, save_checkpoints_secs=1),
        "config directory": lambda: est.RunConfig(""),
        "config steps": lambda: est.RunConfig(save_checkpoints_steps=-1),
        "config seconds": lambda: est.RunConfig(save_checkpoints_secs=-1),
        "config summaries": lambda: est.RunConfig(save_summary_steps=-1),
        "config session": lambda: est.RunConfig(session_config=1),
        "config most": lambda: est.RunConfig(keep_checkpoint_max=-1),
        "config hours": lambda: est.RunConfig(keep_checkpoint_every_n_hours=0),
        "config log": lambda: est.RunConfig(log_step_count_steps=0),
        "config seed": lambda: est.RunConfig(tf_random_seed=1.5),
        "config device": lambda: est.RunConfig(device_fn=lambda a: a),
        "config protocol": lambda: est.RunConfig(protocol="http"),
        "config delay": lambda: est.RunConfig(experimental_max_worker_delay_secs=1.5),
        "config timeout": lambda: est.RunConfig(session_creation_timeout_secs=0),
        "config replace": lambda: est.RunConfig().replace(master="a"),
        "spec train": in_graph(lambda: spec("train", loss=number())),
        "spec loss": in_graph(lambda: spec("train", train_op=tf.no_op())),
        "spec no loss": in_graph(lambda: spec("eval")),
        "spec vector": in_graph(lambda: spec("eval", loss=tf.ones([2], name="two"))),
        "spec predictions": in_graph(lambda: spec("infer")),
        "spec prediction": in_graph(lambda: spec("infer", {"a": 3})),
        "spec prediction alone": in_graph(lambda: spec("infer", 3)),
        "spec number": in_graph(lambda: spec("eval", loss=3)),
        "spec operation": in_graph(lambda: spec("train", loss=number(), train_op=3)),
        "spec foreign loss": in_graph(lambda: spec("eval", loss=foreign)),
        "spec foreign predictions": in_graph(lambda: spec("infer", {"a": foreign})),
        "spec foreign prediction": in_graph(lambda: spec("infer", foreign)),
        "spec foreign step": in_graph(lambda: spec("train", loss=number(), train_op=foreign)),
        "spec metrics": in_graph(lambda: spec("eval", loss=number(), eval_metric_ops=[1])),
        "spec metric": in_graph(lambda: spec("eval", loss=number(), eval_metric_ops={"a": 1})),
        "spec outputs": in_graph(lambda: spec("infer", {"a": number()}, export_outputs=[1])),
        "spec output": in_graph(lambda: spec("infer", {"a": number()}, export_outputs={"a": 1})),
        "spec default": in_graph(
            lambda: spec(
                "infer",
                {"a": number()},
                export_outputs={key: est.export.PredictOutput(number()) for key in ("a", "b")},
            )
        ),
        "spec hooks": in_graph(lambda: spec("eval", loss=number(), evaluation_hooks=[1])),
        "spec scaffold": in_graph(lambda: spec("eval", loss=number(), scaffold=1)),
        "spec mode": in_graph(lambda: spec("eval", loss=number())._replace(mode="train")),
        "shuffle": lambda: numpy_input(x, y),
        "empty": in_graph(lambda: numpy_input({}, shuffle=False)()),
        "empty array": in_graph(lambda: numpy_input(np.zeros(0), shuffle=False)()),
        "list": in_graph(lambda: numpy_input([1], shuffle=False)()),
        "empty labels": in_graph(lambda: numpy_input(x, {}, shuffle=False)()),
        "same key": in_graph(lambda: numpy_input(x, x, shuffle=False)()),
        "lengths": in_graph(lambda: numpy_input(x, y[:3], shuffle=False)()),
        "receiver": in_graph(lambda: est.export.ServingInputReceiver(None, number())),
        "receiver key": in_graph(lambda: est.export.ServingInputReceiver({2.5: number()}, number())),
        "receiver tensor key": in_graph(lambda: est.export.ServingInputReceiver(number(), {1: number()})),
        "receiver value": in_graph(lambda: est.export.ServingInputReceiver({"a": 1}, number())),
        "receiver tensors": in_graph(lambda: est.export.ServingInputReceiver(number(), None)),
        "receiver alternatives": in_graph(lambda: est.export.ServingInputReceiver(number(), number(), 3)),
        "tensor receiver": in_graph(lambda: est.export.TensorServingInputReceiver(None, number())),
        "tensor receiver value": in_graph(lambda: est.export.TensorServingInputReceiver(3, number())),
        "classification": in_graph(lambda: est.export.ClassificationOutput()),
        "classification scores": in_graph(lambda: est.export.ClassificationOutput(scores=3)),
        "classification classes": in_graph(lambda: est.export.ClassificationOutput(classes=3)),
        "regression": in_graph(lambda: est.export.RegressionOutput(3)),
        "prediction key": in_graph(lambda: est.export.PredictOutput({3: number()})),
        "prediction value": in_graph(lambda: est.export.PredictOutput({"a": 3})),
        "train spec": lambda: est.TrainSpec(3),
        "train spec steps": lambda: est.TrainSpec(len, 0),
        "train spec hooks": lambda: est.TrainSpec(len, hooks=[3]),
        "eval spec": lambda: est.EvalSpec(3),
        "eval spec steps": lambda: est.EvalSpec(len, 0),
        "eval spec name": lambda: est.EvalSpec(len, name=3),
        "eval spec delay": lambda: est.EvalSpec(len, start_delay_secs=-1),
        "eval spec throttle": lambda: est.EvalSpec(len, throttle_secs=-1),
        "eval spec exporters": lambda: est.EvalSpec(len, exporters=3),
        "eval spec exporter": lambda: est.EvalSpec(len, exporters=[3]),
        "exporter unnamed": lambda: est.EvalSpec(len, exporters=est.FinalExporter("", len)),
        "exporter number": lambda: est.EvalSpec(len, exporters=est.FinalExporter(3, len)),
        "exporters same": lambda: est.EvalSpec(len, exporters=[est.FinalExporter("a", len)] * 2),
        "latest keep": lambda: est.LatestExporter("a", len, exports_to_keep=0),
        "best keep": lambda: est.BestExporter("a", len, exports_to_keep=0),
        "best compare": lambda: est.BestExporter("a", len, compare_fn=None),
        "loop estimator": lambda: est.train_and_evaluate(3, est.TrainSpec(len), est.EvalSpec(len)),
        "loop training": lambda: est.train_and_evaluate(estimator, 3, est.EvalSpec(len)),
        "loop evaluation": lambda: est.train_and_evaluate(estimator, est.TrainSpec(len), 3),
        "early stopping": lambda: est.experimental.make_early_stopping_hook(3, len),
        "early stopping both": lambda: est.experimental.make_early_stopping_hook(estimator, len, 1, 1),
        "early stopping function": lambda: est.experimental.make_early_stopping_hook(estimator, 3),
        "in memory": lambda: est.experimental.InMemoryEvaluatorHook(estimator, len, every_n_iter=0),
    }
    return {name: said(call) for name, call in calls.items()}


def cluster_cases():
    """Values of TF_CONFIG."""
    cluster = {"chief": ["a:1"], "worker": ["b:1", "c:1"], "ps": ["d:1"]}
    master = {"master": ["a:1"], "worker": ["b:1"], "ps": ["d:1", "e:1"]}
    task = lambda kind, index: {"type": kind, "index": index}  # noqa: E731
    return {
        "none": {},
        "chief": {"cluster": cluster, "task": task("chief", 0)},
        "worker": {"cluster": cluster, "task": task("worker", 1), "service": {"a": 1}},
        "ps": {"cluster": cluster, "task": task("ps", 0)},
        "evaluator": {"cluster": cluster, "task": task("evaluator", 0), "eval_session_master": "x"},
        "master": {"cluster": master, "task": task("master", 0)},
        "worker of master": {"cluster": master, "task": task("worker", 0), "session_master": "y"},
        "alone": {"session_master": "s", "eval_session_master": "e", "model_dir": "/m"},
        "one node": {"cluster": {"chief": ["a:1"]}, "task": task("chief", 0)},
        "no chief": {"cluster": {"worker": ["a:1"]}, "task": task("worker", 0)},
        "two chiefs": {"cluster": {"chief": ["a:1", "b:1"]}, "task": task("chief", 0)},
        "no type": {"cluster": cluster},
        "no index": {"cluster": cluster, "task": {"type": "chief"}},
        "negative": {"cluster": cluster, "task": task("chief", -1)},
        "chief and master": {"cluster": dict(master, chief=["z:1"]), "task": task("master", 0)},
        "evaluator and master": {"cluster": master, "task": task("evaluator", 0)},
        "type alone": {"task": task("ps", 0)},
        "index alone": {"task": task("worker", 3)},
        "service": {"service": 3},
        "empty directory": {"model_dir": ""},
    }


PROPERTIES = [
    "task_type",
    "task_id",
    "global_id_in_cluster",
    "master",
    "evaluation_master",
    "is_chief",
    "num_ps_replicas",
    "num_worker_replicas",
    "service",
    "model_dir",
]


def cluster_of(tf, config):
    """What a RunConfig makes of TF_CONFIG."""
    found = tf.estimator.RunConfig()
    described = {name: getattr(found, name) for name in PROPERTIES}
    described["cluster_spec"] = found.cluster_spec.as_dict()
    filters = found.session_config and list(found.session_config.device_filters)
    described["device_filters"] = sorted(filters) if filters else filters
    return described
