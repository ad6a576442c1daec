"""Programs as users write them."""

from __future__ import annotations

import headrace as tf


def loop(fetches, initialize=True):
    """A whole program, from the start of its queue runners to their end.

    Returns:
      what the loop got; the error that ended it; what `join` raised, or None.
    """
    got = []
    with tf.Session() as session:
        if initialize:
            session.run([tf.local_variables_initializer(), tf.global_variables_initializer()])
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        try:
            while True:
                got.append(session.run(fetches))
        except tf.errors.OpError as error:
            ended = error
        coordinator.request_stop()
        try:
            coordinator.join(threads)
        except tf.errors.OpError as error:
            return got, ended, error
        return got, ended, None
