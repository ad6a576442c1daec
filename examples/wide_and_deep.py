"""A wide and deep model of a CSV file: trained, evaluated after each checkpoint, exported and loaded again.

python examples/wide_and_deep.py [FILE...]
"""

import pathlib
import sys
import tempfile

import headrace as tf

DATA = pathlib.Path(__file__).resolve().parent.parent / "sample_data"
files = sys.argv[1:] or sorted(map(str, DATA.glob("iris-*.csv")))
KINDS = ["setosa", "versicolor", "virginica"]
NAMES = ["sepal_length", "sepal_width", "petal_length", "petal_width"]


def parse(line):
    columns = tf.decode_csv(line, record_defaults=[[0.0], [0.0], [0.0], [0.0], [""]])
    return dict(zip(NAMES, columns, strict=False)), columns[-1]


def train_input_fn():
    return tf.data.TextLineDataset(files).map(parse).shuffle(300).repeat().batch(32)


def eval_input_fn():
    return tf.data.TextLineDataset(files).map(parse).batch(50)


numbers = [tf.feature_column.numeric_column(name) for name in NAMES]
buckets = [
    tf.feature_column.bucketized_column(column, boundaries)
    for column, boundaries in zip(numbers[2:], ([2.0, 4.0, 5.0, 6.0], [0.5, 1.2, 1.6, 2.0]), strict=True)
]
crossed = tf.feature_column.crossed_column(buckets, hash_bucket_size=30)

with tempfile.TemporaryDirectory() as directory:
    estimator = tf.estimator.DNNLinearCombinedClassifier(
        model_dir=directory,
        linear_feature_columns=[*buckets, crossed],
        linear_optimizer=tf.train.FtrlOptimizer(0.05),
        dnn_feature_columns=[*numbers, tf.feature_column.embedding_column(crossed, 4)],
        dnn_optimizer=tf.train.AdagradOptimizer(0.05),
        dnn_hidden_units=[16, 8],
        n_classes=3,
        label_vocabulary=KINDS,
        config=tf.estimator.RunConfig(tf_random_seed=1, save_checkpoints_steps=100),
    )
    spec = tf.feature_column.make_parse_example_spec([*numbers])
    exporter = tf.estimator.FinalExporter("final", tf.estimator.export.build_parsing_serving_input_receiver_fn(spec))
    metrics, (exported,) = tf.estimator.train_and_evaluate(
        estimator,
        tf.estimator.TrainSpec(train_input_fn, max_steps=200),
        tf.estimator.EvalSpec(eval_input_fn, steps=None, exporters=exporter, throttle_secs=0),
    )
    print(f"step {metrics['global_step']}: accuracy {metrics['accuracy']:.2f}, loss {metrics['average_loss']:.2f}")

    flower = dict(zip(NAMES, [5.1, 3.5, 1.4, 0.2], strict=True))
    example = tf.train.Example()
    for name, value in flower.items():
        example.features.feature[name].float_list.value.append(value)
    with tf.Graph().as_default(), tf.Session() as sess:
        signature = tf.saved_model.load(sess, [tf.saved_model.SERVING], exported).signature_def["serving_default"]
        inputs, outputs = signature.inputs["inputs"].name, signature.outputs
        fetched = [outputs["classes"].name, outputs["scores"].name]
        (classes,), (scores,) = sess.run(fetched, {inputs: [example.SerializeToString()]})
    print(f"{', '.join(map(str, flower.values()))} cm: {classes[scores.argmax()].decode()}")
