from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import json
import os
from datetime import datetime
import time
import numpy as np
import tensorflow as tf
from tensorflow.python.training import session_run_hook
from tensorflow.python.training import basic_session_run_hooks
from tensorflow.python.training.session_run_hook import SessionRunArgs

flags = tf.app.flags
flags.DEFINE_string("ps_hosts", "", "Comma-separated list of hostname:port pairs")
flags.DEFINE_string("worker_hosts", "localhost:0", "Comma-separated list of hostname:port pairs")
flags.DEFINE_string("job_name", "worker", "One of 'ps', 'worker'")
flags.DEFINE_integer("task_index", 0, "Index of task within the job")
flags.DEFINE_string("train_dir", "train_logs", "")
flags.mark_flag_as_required("train_dir")
FLAGS = flags.FLAGS


class EarlyStop(session_run_hook.SessionRunHook):
    def __init__(self, loss, below):
        self._loss, self._below = loss, below
        self.seen = []

    def after_create_session(self, session, coord):
        self.seen.append('created')

    def before_run(self, run_context):
        return SessionRunArgs(fetches={'loss': self._loss}, feed_dict=None)

    def after_run(self, run_context, run_values):
        if run_values.results['loss'] < self._below:
            run_context.request_stop()

    def end(self, session):
        print('ended after', self.seen)


def main(_):
    config = {"cluster": {"worker": FLAGS.worker_hosts.split(",")}, "task": {"type": FLAGS.job_name, "index": FLAGS.task_index}}
    os.environ["TF_CONFIG"] = json.dumps(config)
    is_chief = FLAGS.task_index == 0
    with tf.Graph().as_default():
        with tf.device(tf.train.replica_device_setter(ps_tasks=0, worker_device="/job:worker/task:%d" % FLAGS.task_index) or '/cpu:0'):
            global_step = tf.contrib.framework.get_or_create_global_step()
            x = tf.random_normal([32, 4], seed=1)
            y = tf.reduce_sum(x * [1., 2., 3., 4.], 1, keep_dims=True)
            pred = tf.layers.dense(x, 1, kernel_initializer=tf.zeros_initializer())
            loss = tf.losses.mean_squared_error(y, pred)
            tf.summary.scalar('loss', loss)
            optimizer = tf.train.AdagradOptimizer(0.5)
            train_op = optimizer.minimize(loss, global_step=global_step, aggregation_method=tf.AggregationMethod.ADD_N)
        saver_hook = tf.train.CheckpointSaverHook(FLAGS.train_dir, save_steps=20, saver=tf.train.Saver(max_to_keep=2))

        class _LoggerHook(tf.train.SessionRunHook):
            """Logs loss and runtime."""

            def begin(self):
                self._step = -1

            def before_run(self, run_context):
                self._step += 1
                self._start_time = time.time()
                return tf.train.SessionRunArgs(loss)  # Asks for loss value.

            def after_run(self, run_context, run_values):
                duration = time.time() - self._start_time
                loss_value = run_values.results
                if self._step % 10 == 0:
                    format_str = ('%s: step %d, loss = %.2f (%.3f sec/batch)')
                    print(format_str % (datetime.now(), self._step, loss_value, float(duration)))

        early = EarlyStop(loss, 0.001)
        hooks = [tf.train.StopAtStepHook(last_step=40), tf.train.NanTensorHook(loss), _LoggerHook(), early]
        chief_only = [saver_hook, tf.train.SummarySaverHook(save_steps=5, output_dir=FLAGS.train_dir, summary_op=tf.summary.merge_all()),
                      tf.train.StepCounterHook(every_n_steps=10, output_dir=FLAGS.train_dir)]
        with tf.train.MonitoredTrainingSession(
            master='', is_chief=is_chief, checkpoint_dir=FLAGS.train_dir, hooks=hooks, chief_only_hooks=chief_only,
            scaffold=tf.train.Scaffold(init_op=tf.global_variables_initializer()),
            save_checkpoint_secs=None, save_summaries_steps=None, save_summaries_secs=None,
            config=tf.ConfigProto(log_device_placement=False)) as mon_sess:
            while not mon_sess.should_stop():
                _, step = mon_sess.run([train_op, global_step])
        print('stopped at', step)
        print(sorted(f for f in os.listdir(FLAGS.train_dir) if f.endswith('.index')))


if __name__ == '__main__':
    tf.app.run()
