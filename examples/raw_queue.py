"""A queue by hand: own threads fill it under a Coordinator, the main thread takes batches out.

python examples/raw_queue.py
"""

import threading

import headrace as tf

WORKERS, EACH = 3, 40

queue = tf.FIFOQueue(capacity=10, dtypes=[tf.int32, tf.float32], shapes=[[], [2]], name="points")
number = tf.placeholder(tf.int32, [])
point = tf.placeholder(tf.float32, [2])
enqueue = queue.enqueue([number, point])
close = queue.close()
numbers, points = queue.dequeue_up_to(16)

with tf.Session() as sess:
    coord = tf.train.Coordinator()

    def work(worker):
        with coord.stop_on_exception():
            for i in range(EACH):
                if coord.should_stop():
                    return
                sess.run(enqueue, feed_dict={number: worker * EACH + i, point: [worker, i]})

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(WORKERS)]
    for thread in threads:
        thread.start()

    def close_when_all_is_in():
        for thread in threads:
            thread.join()
        sess.run(close)

    closer = threading.Thread(target=close_when_all_is_in)
    closer.start()

    seen = []
    try:
        while True:
            n, p = sess.run([numbers, points])
            seen.extend(n.tolist())
            print(f"{len(n)} points, their mean {p.mean(axis=0).round(1)}")
    except tf.errors.OutOfRangeError:
        print(f"{len(seen)} points in all, each once: {sorted(seen) == list(range(WORKERS * EACH))}")
    coord.request_stop()
    coord.join([*threads, closer])
