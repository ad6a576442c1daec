# -*- coding: utf-8 -*-
"""Reverses sequences with attention, as sequence-to-sequence examples of 1.2 to 1.15 did."""
from __future__ import absolute_import, division, print_function
import collections
import numpy as np
import tensorflow as tf
from tensorflow.python.layers import core as layers_core
from tensorflow.contrib.seq2seq.python.ops import attention_wrapper
from tensorflow.python.ops.rnn_cell_impl import GRUCell
from tensorflow.python.util import nest
import tensorflow.contrib.seq2seq as seq2seq

PAD, GO, EOS = 0, 1, 2

tf.app.flags.DEFINE_integer('num_units', 24, '')
tf.app.flags.DEFINE_integer('batch_size', 16, '')
tf.app.flags.DEFINE_integer('beam_width', 3, '')
tf.app.flags.DEFINE_enum('attention', 'luong', ['luong', 'bahdanau'], '')
tf.app.flags.DEFINE_integer('steps', 60, '')
tf.app.flags.DEFINE_string('model_dir', 'model', '')
FLAGS = tf.app.flags.FLAGS

class BatchedInput(collections.namedtuple("BatchedInput", ("source", "target_input", "target_output", "source_length", "target_length"))):
    pass

def batch(rng, n):
    rows = [list(rng.randint(3, 9, rng.randint(2, 5))) for _ in range(n)]
    longest = max(map(len, rows))
    src = [r + [PAD] * (longest - len(r)) for r in rows]
    rev = [r[::-1] for r in rows]
    tgt_in = [[GO] + r + [PAD] * (longest - len(r)) for r in rev]
    tgt_out = [r + [EOS] + [PAD] * (longest - len(r)) for r in rev]
    lens = [len(r) for r in rows]
    return BatchedInput(src, tgt_in, tgt_out, lens, [l + 1 for l in lens])

class Seq2SeqModel(object):
    def __init__(self, mode):
        self.mode = mode
        self.source = tf.placeholder(tf.int32, [None, None], name='source')
        self.source_length = tf.placeholder(tf.int32, (None,), name='source_length')
        self.batch_size_dyn = tf.size(self.source_length)
        with tf.variable_scope('encoder'):
            self.embedding = tf.get_variable('embedding', [9, FLAGS.num_units])
            emb = tf.nn.embedding_lookup(self.embedding, self.source)
            cell = self._cell(1)
            bi_outputs, bi_state = tf.nn.bidirectional_dynamic_rnn(
                cell, self._cell(1), emb, dtype=tf.float32, sequence_length=self.source_length)
            encoder_outputs = tf.concat(bi_outputs, -1)
            encoder_state = bi_state[0]
        self.build_decoder(encoder_outputs, encoder_state)
        if mode == 'train':
            self.build_optimizer()
        self.saver = tf.train.Saver(tf.global_variables(), max_to_keep=2)

    def _cell(self, layers):
        if layers == 1:
            return tf.contrib.rnn.DropoutWrapper(GRUCell(FLAGS.num_units), input_keep_prob=1.0)
        return tf.contrib.rnn.MultiRNNCell([tf.contrib.rnn.GRUCell(FLAGS.num_units) for _ in range(layers)])

    def build_decoder(self, memory, encoder_state):
        source_length = self.source_length
        beam = self.mode == 'infer'
        if beam:
            memory = seq2seq.tile_batch(memory, multiplier=FLAGS.beam_width)
            source_length = seq2seq.tile_batch(source_length, FLAGS.beam_width)
            encoder_state = nest.map_structure(lambda s: seq2seq.tile_batch(s, FLAGS.beam_width), encoder_state)
        with tf.variable_scope('decoder') as decoder_scope:
            if FLAGS.attention == 'luong':
                attention = attention_wrapper.LuongAttention(FLAGS.num_units, memory, memory_sequence_length=source_length, scale=True)
            else:
                attention = attention_wrapper.BahdanauAttention(FLAGS.num_units, memory, memory_sequence_length=source_length, normalize=True)
            cell = attention_wrapper.AttentionWrapper(self._cell(1), attention, attention_layer_size=FLAGS.num_units,
                                                      alignment_history=not beam, name='attention')
            output_layer = layers_core.Dense(9, use_bias=False, name='output_projection')
            batch_size = self.batch_size_dyn * (FLAGS.beam_width if beam else 1)
            initial = cell.zero_state(batch_size, tf.float32).clone(cell_state=encoder_state)
            if not beam:
                self.target_input = tf.placeholder(tf.int32, [None, None])
                self.target_output = tf.placeholder(tf.int32, [None, None])
                self.target_length = tf.placeholder(tf.int32, [None])
                emb = tf.nn.embedding_lookup(self.embedding, self.target_input)
                helper = seq2seq.TrainingHelper(emb, self.target_length, time_major=False)
                decoder = seq2seq.BasicDecoder(cell, helper, initial)
                outputs, final_state, _ = seq2seq.dynamic_decode(decoder, swap_memory=True, scope=decoder_scope)
                self.logits = output_layer(outputs.rnn_output)
                weights = tf.sequence_mask(self.target_length, tf.shape(self.target_output)[1], dtype=tf.float32)
                self.loss = seq2seq.sequence_loss(self.logits, self.target_output, weights)
                self.alignment = final_state.alignment_history.stack()
            else:
                decoder = seq2seq.BeamSearchDecoder(
                    cell=cell, embedding=self.embedding, start_tokens=tf.fill([self.batch_size_dyn], GO), end_token=EOS,
                    initial_state=initial, beam_width=FLAGS.beam_width, output_layer=output_layer, length_penalty_weight=0.0)
                outputs, _, lengths = seq2seq.dynamic_decode(decoder, maximum_iterations=8, scope=decoder_scope)
                self.sample_id = outputs.predicted_ids

    def build_optimizer(self):
        self.global_step = tf.train.get_or_create_global_step()
        params = tf.trainable_variables()
        gradients = tf.gradients(self.loss, params, colocate_gradients_with_ops=True)
        clipped, norm = tf.clip_by_global_norm(gradients, 5.0)
        rate = tf.train.exponential_decay(0.02, self.global_step, 50, 0.9)
        self.update = tf.train.AdamOptimizer(rate).apply_gradients(zip(clipped, params), global_step=self.global_step)
        self.summary = tf.summary.merge([tf.summary.scalar("lr", rate), tf.summary.scalar("train_loss", self.loss)] +
                                        [tf.summary.scalar("grad_norm", norm)])

def main(unused_argv):
    rng = np.random.RandomState(1)
    train_graph, infer_graph = tf.Graph(), tf.Graph()
    with train_graph.as_default():
        tf.set_random_seed(4)
        model = Seq2SeqModel('train')
    with tf.Session(graph=train_graph, config=tf.ConfigProto(intra_op_parallelism_threads=1)) as sess:
        sess.run([tf.variables_initializer(train_graph.get_collection(tf.GraphKeys.GLOBAL_VARIABLES))])
        writer = tf.summary.FileWriter(FLAGS.model_dir, train_graph)
        for step in range(FLAGS.steps):
            b = batch(rng, FLAGS.batch_size)
            feed = {model.source: b.source, model.source_length: b.source_length, model.target_input: b.target_input,
                    model.target_output: b.target_output, model.target_length: b.target_length}
            _, loss, summary, align, gs = sess.run([model.update, model.loss, model.summary, model.alignment, model.global_step], feed)
            writer.add_summary(summary, gs)
            if step % 20 == 0 or step == FLAGS.steps - 1:
                tf.logging.info('step %d', gs)
                print('step %d loss %.3f ppl %.2f align %s' % (gs, loss, np.exp(loss), align.ndim))
        path = model.saver.save(sess, FLAGS.model_dir + '/translate.ckpt', global_step=gs)
    with infer_graph.as_default():
        infer = Seq2SeqModel('infer')
    with tf.Session(graph=infer_graph) as sess:
        infer.saver.restore(sess, tf.train.latest_checkpoint(FLAGS.model_dir))
        b = batch(rng, 4)
        ids = sess.run(infer.sample_id, {infer.source: b.source, infer.source_length: b.source_length})
        print('beams', ids.shape[0], ids.shape[2])

if __name__ == '__main__':
    tf.logging.set_verbosity(tf.logging.INFO)
    tf.app.run()
