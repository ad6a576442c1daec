"""Functions for reading the MNIST data, as the first tutorials had them."""
import gzip
import os

import numpy


def _read32(bytestream):
    dt = numpy.dtype(numpy.uint32).newbyteorder('>')
    return numpy.frombuffer(bytestream.read(4), dtype=dt)[0]


def extract_images(filename):
    """Extract the images into a 4D uint8 numpy array [index, y, x, depth]."""
    print 'Extracting', filename
    with gzip.open(filename) as bytestream:
        magic = _read32(bytestream)
        if magic != 2051:
            raise ValueError('Invalid magic number %d in MNIST image file: %s' % (magic, filename))
        num_images = _read32(bytestream)
        rows = _read32(bytestream)
        cols = _read32(bytestream)
        buf = bytestream.read(rows * cols * num_images)
        data = numpy.fromstring(buf, dtype=numpy.uint8)
        return data.reshape(num_images, rows, cols, 1)


def extract_labels(filename):
    """Extract the labels into a 1D uint8 numpy array [index]."""
    print 'Extracting', filename
    with gzip.open(filename) as bytestream:
        magic = _read32(bytestream)
        if magic != 2049:
            raise ValueError('Invalid magic number %d in MNIST label file: %s' % (magic, filename))
        num_items = _read32(bytestream)
        return numpy.fromstring(bytestream.read(num_items), dtype=numpy.uint8)


class DataSet(object):

    def __init__(self, images, labels):
        assert images.shape[0] == labels.shape[0], (
            'images.shape: %s labels.shape: %s' % (images.shape, labels.shape))
        self._num_examples = images.shape[0]
        assert images.shape[3] == 1
        images = images.reshape(images.shape[0], images.shape[1] * images.shape[2])
        self._images = numpy.multiply(images.astype(numpy.float32), 1.0 / 255.0)
        self._labels = labels
        self._epochs_completed = 0
        self._index_in_epoch = 0

    @property
    def num_examples(self):
        return self._num_examples

    @property
    def epochs_completed(self):
        return self._epochs_completed

    def next_batch(self, batch_size):
        start = self._index_in_epoch
        self._index_in_epoch += batch_size
        if self._index_in_epoch > self._num_examples:
            self._epochs_completed += 1
            perm = numpy.arange(self._num_examples)
            numpy.random.shuffle(perm)
            self._images = self._images[perm]
            self._labels = self._labels[perm]
            start = 0
            self._index_in_epoch = batch_size
            assert batch_size <= self._num_examples
        end = self._index_in_epoch
        return self._images[start:end], self._labels[start:end]


def read_data_sets(train_dir, validation_size):
    class DataSets(object):
        pass
    data_sets = DataSets()
    images = extract_images(os.path.join(train_dir, 'train-images-idx3-ubyte.gz'))
    labels = extract_labels(os.path.join(train_dir, 'train-labels-idx1-ubyte.gz'))
    data_sets.validation = DataSet(images[:validation_size], labels[:validation_size])
    data_sets.train = DataSet(images[validation_size:], labels[validation_size:])
    return data_sets
