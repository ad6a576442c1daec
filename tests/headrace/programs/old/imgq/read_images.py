import os, sys
import tensorflow as tf
import numpy as np
from scipy import misc
from PIL import Image
import cPickle as pickle

IMAGE_SIZE = 16
flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_string('dir', 'images', 'folder of pictures')
flags.DEFINE_integer('threads', 2, 'readers')

def labels_of(directory):
    names = [d for d in os.listdir(directory) if os.path.isdir(os.path.join(directory, d))]
    names.sort(cmp=lambda a, b: cmp(a.lower(), b.lower()))
    return {n: i for i, n in enumerate(names)}

def write_list(directory, labels):
    """path label, one a line, as caffe has it"""
    out = open('list.txt', 'w')
    for name, label in sorted(labels.iteritems(), key=lambda (k, v): v):
        for f in sorted(os.listdir(os.path.join(directory, name))):
            print >>out, '%s %d' % (os.path.join(directory, name, f), label)
    out.close()

def read_labeled_image_list(image_list_file):
    f = open(image_list_file, 'r')
    filenames = []
    labels = []
    for line in f:
        filename, label = line[:-1].split(' ')
        filenames.append(filename)
        labels.append(int(label))
    return filenames, labels

def read_images_from_disk(input_queue):
    label = input_queue[1]
    file_contents = tf.read_file(input_queue[0])
    example = tf.image.decode_jpeg(file_contents, channels=3)
    return example, label

def batches_by_list():
    image_list, label_list = read_labeled_image_list('list.txt')
    images = tf.convert_to_tensor(image_list, dtype=tf.string)
    labels = tf.convert_to_tensor(label_list, dtype=tf.int32)
    input_queue = tf.train.slice_input_producer([images, labels], num_epochs=2, shuffle=True, seed=1)
    joined = []
    for _ in range(FLAGS.threads):
        image, label = read_images_from_disk(input_queue)
        image = tf.image.resize_images(image, [IMAGE_SIZE, IMAGE_SIZE])
        image = tf.image.random_flip_left_right(image)
        image.set_shape((IMAGE_SIZE, IMAGE_SIZE, 3))
        image = (tf.cast(image, tf.float32) - 127.5) / 128.0
        joined.append([image, label])
    return tf.train.batch_join(joined, batch_size=5, shapes=[(IMAGE_SIZE, IMAGE_SIZE, 3), ()], enqueue_many=False,
                               capacity=4 * FLAGS.threads * 5, allow_smaller_final_batch=True)

def batches_by_whole_files():
    queue = tf.train.string_input_producer(tf.train.match_filenames_once(os.path.join(FLAGS.dir, '*', '*.jpg')), shuffle=False, num_epochs=1)
    key, value = tf.WholeFileReader().read(queue)
    image = tf.image.decode_jpeg(value, channels=3, try_recover_truncated=True)
    image = tf.image.resize_image_with_crop_or_pad(image, 18, 20)
    parts = tf.string_split([key], '/').values
    return tf.train.shuffle_batch([image, parts[-2], key], batch_size=4, capacity=20, min_after_dequeue=4, allow_smaller_final_batch=True)

def main(argv=None):
    labels = labels_of(FLAGS.dir)
    write_list(FLAGS.dir, labels)
    image_batch, label_batch = batches_by_list()
    whole, names, keys = batches_by_whole_files()
    sess = tf.Session()
    sess.run(tf.initialize_all_variables())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess, coord)
    counts = {}
    try:
        while True:
            im, la = sess.run([image_batch, label_batch])
            assert im.shape[1:] == (16, 16, 3) and abs(im).max() <= 1.
            for l in la: counts[l] = counts.get(l, 0) + 1
    except tf.errors.OutOfRangeError, e:
        print 'epochs over', sorted(counts.items())
    seen = set()
    try:
        for step in xrange(1000):
            im, n, k = sess.run([whole, names, keys])
            if n[0] == 'red': step += 0
            for a, b in zip(n, k):
                assert a in labels, a
                seen.add(b)
    except tf.errors.OutOfRangeError:
        print 'files', len(seen), 'kinds', len(labels)
    coord.request_stop()
    coord.join(threads, stop_grace_period_secs=5)
    sess.close()
    img = misc.imresize(misc.imread(sorted(seen)[0]), 0.5)
    misc.imsave('small.png', img)
    print img.shape, img.dtype, Image.open('small.png').size
    pickle.dump(labels, open('labels.pkl', 'w'))
    print pickle.load(open('labels.pkl'))

if __name__ == '__main__':
    tf.app.run()
