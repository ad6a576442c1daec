#!/usr/bin/env python
from __future__ import print_function
import sys
from argparse import ArgumentParser

import numpy as np
import scipy.misc
from PIL import Image
import tensorflow as tf

import vgg
from functools import reduce

CONTENT_LAYER = 'conv2_1'
STYLE_LAYERS = ('conv1_1', 'conv2_1')


def build_parser():
    parser = ArgumentParser()
    parser.add_argument('--content', dest='content', metavar='CONTENT', required=True)
    parser.add_argument('--styles', dest='styles', nargs='+', metavar='STYLE', required=True)
    parser.add_argument('--output', dest='output', metavar='OUTPUT', required=True)
    parser.add_argument('--iterations', type=int, dest='iterations', default=20)
    parser.add_argument('--learning-rate', type=float, dest='learning_rate', default=1e-2)
    return parser


def imread(path):
    img = scipy.misc.imread(path).astype(np.float)
    if len(img.shape) == 2:
        # grayscale
        img = np.dstack((img,img,img))
    elif img.shape[2] == 4:
        # PNG with alpha channel
        img = img[:,:,:3]
    return img


def imsave(path, img):
    img = np.clip(img, 0, 255).astype(np.uint8)
    Image.fromarray(img).save(path, quality=95)


def _tensor_size(tensor):
    from operator import mul
    return reduce(mul, (d.value for d in tensor.get_shape()), 1)


def main():
    parser = build_parser()
    options = parser.parse_args()
    content_image = scipy.misc.imresize(imread(options.content), (24, 24)) / 255.
    style_images = [scipy.misc.imresize(imread(style), (24, 24), interp='bilinear') / 255. for style in options.styles]
    shape = (1,) + content_image.shape
    content_features = {}
    style_features = [{} for _ in style_images]

    # compute content features in feedforward mode
    g = tf.Graph()
    with g.as_default(), g.device('/cpu:0'), tf.Session() as sess:
        image = tf.placeholder('float', shape=shape)
        net = vgg.Vgg19()
        net.build(image)
        content_features[CONTENT_LAYER] = getattr(net, CONTENT_LAYER).eval(
            feed_dict={image: np.array([content_image])})

    # compute style features in feedforward mode
    for i in range(len(style_images)):
        g = tf.Graph()
        with g.as_default(), g.device('/cpu:0'), tf.Session() as sess:
            image = tf.placeholder('float', shape=shape)
            net = vgg.Vgg19()
            net.build(image)
            for layer in STYLE_LAYERS:
                features = getattr(net, layer).eval(feed_dict={image: np.array([style_images[i]])})
                features = np.reshape(features, (-1, features.shape[3]))
                gram = np.matmul(features.T, features) / features.size
                style_features[i][layer] = gram

    # make stylized image using backpropogation
    with tf.Graph().as_default():
        initial = content_image[np.newaxis].astype('float32')
        image = tf.Variable(initial)
        net = vgg.Vgg19()
        net.build(image)

        content_loss = 2 * tf.nn.l2_loss(getattr(net, CONTENT_LAYER) - content_features[CONTENT_LAYER]) / \
            content_features[CONTENT_LAYER].size
        style_loss = 0
        for i in range(len(style_images)):
            style_losses = []
            for style_layer in STYLE_LAYERS:
                layer = getattr(net, style_layer)
                _, height, width, number = map(lambda i: i.value, layer.get_shape())
                size = height * width * number
                feats = tf.reshape(layer, (-1, number))
                gram = tf.matmul(tf.transpose(feats), feats) / size
                style_gram = style_features[i][style_layer]
                style_losses.append(2 * tf.nn.l2_loss(gram - style_gram) / style_gram.size)
            style_loss += 0.01 * reduce(tf.add, style_losses)
        # total variation denoising
        tv_y_size = _tensor_size(image[:,1:,:,:])
        tv_x_size = _tensor_size(image[:,:,1:,:])
        tv_loss = 1e2 * 2 * (
                (tf.nn.l2_loss(image[:,1:,:,:] - image[:,:shape[1]-1,:,:]) / tv_y_size) +
                (tf.nn.l2_loss(image[:,:,1:,:] - image[:,:,:shape[2]-1,:]) / tv_x_size))
        loss = content_loss + style_loss + tv_loss

        train_step = tf.train.AdamOptimizer(options.learning_rate, 0.9, 0.999, 1e-08).minimize(loss)

        def print_progress():
            print('  content loss: %.5g' % content_loss.eval())
            print('    style loss: %.5g' % style_loss.eval())
            print('       tv loss: %.5g' % tv_loss.eval())
            print('    total loss: %.5g' % loss.eval())

        best_loss = float('inf')
        best = None
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            print_progress()
            for i in range(options.iterations):
                train_step.run()
                this_loss = loss.eval()
                if this_loss < best_loss:
                    best_loss = this_loss
                    best = image.eval()
            print_progress()
            imsave(options.output, best.reshape(shape[1:]) * 255)


if __name__ == '__main__':
    main()
