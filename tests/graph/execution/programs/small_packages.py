"""Small packages: what TensorBoard's projector reads, the elements of a list one after the other."""

from __future__ import annotations

import os
import tempfile

from support.compared import Programs, results
from support.compared.results import nodes, tried

PROGRAMS = Programs(results)


@PROGRAMS
def projector(tf):
    projector = tf.contrib.tensorboard.plugins.projector
    config = projector.ProjectorConfig()
    embedding = config.embeddings.add(tensor_name="emb", metadata_path="m.tsv")
    embedding.sprite.image_path = "a.png"
    embedding.sprite.single_image_dim.extend([28, 28])
    fields = [[field.name, field.number] for field in projector.EmbeddingInfo.DESCRIPTOR.fields]

    class Nowhere:
        def get_logdir(self):
            return None

    with tempfile.TemporaryDirectory() as directory:
        writer = tf.summary.FileWriter(directory)
        projector.visualize_embeddings(writer, config)
        writer.close()
        with open(os.path.join(directory, "projector_config.pbtxt")) as file:
            text = file.read()
    messages = sorted(projector.DESCRIPTOR.message_types_by_name)
    sprite = projector.SpriteMetadata(image_path="b").image_path
    return text, fields, messages, sprite, tried(lambda: projector.visualize_embeddings(Nowhere(), config))


@PROGRAMS
def obtain_next(tf, session):
    counter = tf.get_variable("c", initializer=tf.constant(-1, tf.int64))
    following = tf.contrib.input_pipeline.obtain_next(["a", "b", "c"], counter)
    session.run(counter.initializer)
    found = [session.run(following) for _ in range(5)]
    refused = tried(lambda: tf.contrib.input_pipeline.obtain_next(["a"], 3))
    return found, nodes(tf.get_default_graph())[:6], following.shape.as_list(), session.run(counter), refused


@PROGRAMS
def sharded_optimizer(tf):
    v = tf.get_variable("v", initializer=[1.0, 2.0])
    optimizer = tf.contrib.tpu.CrossShardOptimizer(tf.train.MomentumOptimizer(0.1, 0.9))
    train = optimizer.minimize(tf.reduce_sum(v * v))
    return [
        train.name,
        [optimizer.get_slot(v, "momentum").name, optimizer.get_slot_names(), [one.name for one in optimizer.variables()]],
        optimizer.get_name(),
        tried(lambda: tf.contrib.tpu.CrossShardOptimizer(tf.train.MomentumOptimizer(0.1, 0.9), reduction="none")),
        [one.name for one in tf.global_variables()],
    ]


@PROGRAMS
def narrow_scope(tf):
    with tf.contrib.tpu.bfloat16_scope():
        wide = tf.get_variable("wide", [2])
    return wide.name, wide.dtype.base_dtype.name


@PROGRAMS
def server_def(tf):
    cluster = tf.train.ClusterDef(job=[tf.train.JobDef(name="worker", tasks={0: "here:1"})])
    made = tf.train.ServerDef(cluster=cluster, job_name="worker", task_index=0, protocol="grpc")
    return str(made), [[field.name, field.number] for field in tf.train.ServerDef.DESCRIPTOR.fields]
