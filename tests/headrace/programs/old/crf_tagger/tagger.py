# -*- coding: utf-8 -*-
import os, sys, logging
import numpy as np
import tensorflow as tf
from tensorflow.contrib.crf import crf_log_likelihood
from tensorflow.contrib.crf import viterbi_decode
from tensorflow.contrib.layers.python.layers import initializers
from tensorflow.python.ops import array_ops
import tensorflow.contrib.rnn as rnn

UNK = "$UNK$"
NUM = "$NUM$"


class CoNLLDataset(object):
    """Class that iterates over CoNLL Dataset"""
    def __init__(self, filename, processing_word=None, processing_tag=None, max_iter=None):
        self.filename = filename
        self.processing_word = processing_word
        self.processing_tag = processing_tag
        self.max_iter = max_iter
        self.length = None

    def __iter__(self):
        niter = 0
        with open(self.filename) as f:
            words, tags = [], []
            for line in f:
                line = line.strip()
                if (len(line) == 0 or line.startswith("-DOCSTART-")):
                    if len(words) != 0:
                        niter += 1
                        if self.max_iter is not None and niter > self.max_iter:
                            break
                        yield words, tags
                        words, tags = [], []
                else:
                    ls = line.split(' ')
                    word, tag = ls[0], ls[1]
                    if self.processing_word is not None:
                        word = self.processing_word(word)
                    if self.processing_tag is not None:
                        tag = self.processing_tag(tag)
                    words += [word]
                    tags += [tag]

    def __len__(self):
        if self.length is None:
            self.length = 0
            for _ in self:
                self.length += 1
        return self.length


def get_vocabs(dataset):
    vocab_words = set()
    vocab_tags = set()
    for words, tags in dataset:
        vocab_words.update(words)
        vocab_tags.update(tags)
    return sorted(vocab_words), sorted(vocab_tags)


def _pad_sequences(sequences, pad_tok, max_length):
    sequence_padded, sequence_length = [], []
    for seq in sequences:
        seq = list(seq)
        seq_ = seq[:max_length] + [pad_tok]*max(max_length - len(seq), 0)
        sequence_padded += [seq_]
        sequence_length += [min(len(seq), max_length)]
    return sequence_padded, sequence_length


def pad_sequences(sequences, pad_tok, nlevels=1):
    if nlevels == 1:
        max_length = max(map(lambda x : len(x), sequences))
        sequence_padded, sequence_length = _pad_sequences(sequences, pad_tok, max_length)
    elif nlevels == 2:
        max_length_word = max([max(map(lambda x: len(x), seq)) for seq in sequences])
        sequence_padded, sequence_length = [], []
        for seq in sequences:
            # all words are same length now
            sp, sl = _pad_sequences(seq, pad_tok, max_length_word)
            sequence_padded += [sp]
            sequence_length += [sl]
        max_length_sentence = max(map(lambda x : len(x), sequences))
        sequence_padded, _ = _pad_sequences(sequence_padded, [pad_tok]*max_length_word, max_length_sentence)
        sequence_length, _ = _pad_sequences(sequence_length, 0, max_length_sentence)
    return sequence_padded, sequence_length


def minibatches(data, minibatch_size):
    x_batch, y_batch = [], []
    for (x, y) in data:
        if len(x_batch) == minibatch_size:
            yield x_batch, y_batch
            x_batch, y_batch = [], []
        if type(x[0]) == tuple:
            x = zip(*x)
        x_batch += [x]
        y_batch += [y]
    if len(x_batch) != 0:
        yield x_batch, y_batch


class NERModel(object):
    def __init__(self, nwords, ntags, nchars, embeddings, logger, dir_output):
        self.nwords, self.ntags, self.nchars = nwords, ntags, nchars
        self.embeddings = embeddings
        self.logger = logger
        self.dir_output = dir_output
        self.hidden_size_lstm = 12
        self.hidden_size_char = 5
        self.dim_char = 4

    def add_placeholders(self):
        self.word_ids = tf.placeholder(tf.int32, shape=[None, None], name="word_ids")
        self.sequence_lengths = tf.placeholder(tf.int32, shape=[None], name="sequence_lengths")
        self.char_ids = tf.placeholder(tf.int32, shape=[None, None, None], name="char_ids")
        self.word_lengths = tf.placeholder(tf.int32, shape=[None, None], name="word_lengths")
        self.labels = tf.placeholder(tf.int32, shape=[None, None], name="labels")
        self.dropout = tf.placeholder(dtype=tf.float32, shape=[], name="dropout")
        self.lr = tf.placeholder(dtype=tf.float32, shape=[], name="lr")

    def add_word_embeddings_op(self):
        with tf.variable_scope("words"):
            _word_embeddings = tf.Variable(self.embeddings, name="_word_embeddings", dtype=tf.float32, trainable=False)
            word_embeddings = tf.nn.embedding_lookup(_word_embeddings, self.word_ids, name="word_embeddings")
        with tf.variable_scope("chars"):
            _char_embeddings = tf.get_variable(name="_char_embeddings", dtype=tf.float32,
                                               shape=[self.nchars, self.dim_char],
                                               initializer=initializers.xavier_initializer())
            char_embeddings = tf.nn.embedding_lookup(_char_embeddings, self.char_ids, name="char_embeddings")
            # put the time dimension on axis=1
            s = tf.shape(char_embeddings)
            char_embeddings = tf.reshape(char_embeddings, shape=[s[0]*s[1], s[-2], self.dim_char])
            word_lengths = tf.reshape(self.word_lengths, shape=[s[0]*s[1]])
            cell_fw = rnn.LSTMCell(self.hidden_size_char, state_is_tuple=True)
            cell_bw = rnn.LSTMCell(self.hidden_size_char, state_is_tuple=True)
            _output = tf.nn.bidirectional_dynamic_rnn(cell_fw, cell_bw, char_embeddings,
                                                      sequence_length=word_lengths, dtype=tf.float32)
            # read and concat output
            _, ((_, output_fw), (_, output_bw)) = _output
            output = tf.concat([output_fw, output_bw], axis=-1)
            # shape = (batch size, max sentence length, char hidden size)
            output = tf.reshape(output, shape=[s[0], s[1], 2*self.hidden_size_char])
            word_embeddings = tf.concat([word_embeddings, output], axis=-1)
        self.word_embeddings = tf.nn.dropout(word_embeddings, self.dropout)

    def add_logits_op(self):
        with tf.variable_scope("bi-lstm"):
            cell_fw = tf.contrib.rnn.LSTMCell(self.hidden_size_lstm)
            cell_bw = tf.contrib.rnn.LSTMCell(self.hidden_size_lstm)
            (output_fw, output_bw), _ = tf.nn.bidirectional_dynamic_rnn(
                cell_fw, cell_bw, self.word_embeddings,
                sequence_length=self.sequence_lengths, dtype=tf.float32)
            output = tf.concat([output_fw, output_bw], axis=-1)
            output = tf.nn.dropout(output, self.dropout)
        with tf.variable_scope("proj"):
            W = tf.get_variable("W", dtype=tf.float32, shape=[2*self.hidden_size_lstm, self.ntags])
            b = tf.get_variable("b", shape=[self.ntags], dtype=tf.float32, initializer=tf.zeros_initializer())
            nsteps = tf.shape(output)[1]
            output = tf.reshape(output, [-1, 2*self.hidden_size_lstm])
            pred = tf.matmul(output, W) + b
            self.logits = tf.reshape(pred, [-1, nsteps, self.ntags])

    def add_loss_op(self):
        log_likelihood, trans_params = crf_log_likelihood(self.logits, self.labels, self.sequence_lengths)
        self.trans_params = trans_params # need to evaluate it for decoding
        self.loss = tf.reduce_mean(-log_likelihood)
        tf.summary.scalar("loss", self.loss)

    def add_train_op(self, clip=5.):
        with tf.variable_scope("train_step"):
            optimizer = tf.train.AdamOptimizer(self.lr)
            grads, vs     = zip(*optimizer.compute_gradients(self.loss))
            grads, gnorm  = tf.clip_by_global_norm(grads, clip)
            self.train_op = optimizer.apply_gradients(zip(grads, vs))

    def build(self):
        self.add_placeholders()
        self.add_word_embeddings_op()
        self.add_logits_op()
        self.add_loss_op()
        self.add_train_op()
        self.logger.info("Initializing tf session")
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())
        self.saver = tf.train.Saver()
        self.merged = tf.summary.merge_all()
        self.file_writer = tf.summary.FileWriter(self.dir_output, self.sess.graph)

    def get_feed_dict(self, words, labels=None, lr=None, dropout=None):
        char_ids, word_ids = zip(*words)
        word_ids, sequence_lengths = pad_sequences(word_ids, 0)
        char_ids, word_lengths = pad_sequences(char_ids, pad_tok=0, nlevels=2)
        feed = {self.word_ids: word_ids, self.sequence_lengths: sequence_lengths}
        feed[self.char_ids] = char_ids
        feed[self.word_lengths] = word_lengths
        if labels is not None:
            labels, _ = pad_sequences(labels, 0)
            feed[self.labels] = labels
        if lr is not None:
            feed[self.lr] = lr
        if dropout is not None:
            feed[self.dropout] = dropout
        return feed, sequence_lengths

    def run_epoch(self, train, dev, epoch):
        for i, (words, labels) in enumerate(minibatches(train, 10)):
            fd, _ = self.get_feed_dict(words, labels, 0.02, 0.9)
            _, train_loss, summary = self.sess.run([self.train_op, self.loss, self.merged], feed_dict=fd)
        self.file_writer.add_summary(summary, epoch)
        metrics = self.run_evaluate(dev)
        msg = " - ".join(["{} {:04.2f}".format(k, v) for k, v in metrics.items()])
        self.logger.info(msg)
        return metrics["f1"]

    def predict_batch(self, words):
        fd, sequence_lengths = self.get_feed_dict(words, dropout=1.0)
        viterbi_sequences = []
        logits, trans_params = self.sess.run([self.logits, self.trans_params], feed_dict=fd)
        # iterate over the sentences because no batching in vitervi_decode
        for logit, sequence_length in zip(logits, sequence_lengths):
            logit = logit[:sequence_length] # keep only the valid steps
            viterbi_seq, viterbi_score = viterbi_decode(logit, trans_params)
            viterbi_sequences += [viterbi_seq]
        return viterbi_sequences, sequence_lengths

    def run_evaluate(self, test):
        accs = []
        correct_preds, total_correct, total_preds = 0., 0., 0.
        for words, labels in minibatches(test, 10):
            labels_pred, sequence_lengths = self.predict_batch(words)
            for lab, lab_pred, length in zip(labels, labels_pred, sequence_lengths):
                lab      = lab[:length]
                lab_pred = lab_pred[:length]
                accs    += [a==b for (a, b) in zip(lab, lab_pred)]
                lab_chunks = set((i, t) for i, t in enumerate(lab) if t)
                lab_pred_chunks = set((i, t) for i, t in enumerate(lab_pred) if t)
                correct_preds += len(lab_chunks & lab_pred_chunks)
                total_preds   += len(lab_pred_chunks)
                total_correct += len(lab_chunks)
        p   = correct_preds / total_preds if correct_preds > 0 else 0
        r   = correct_preds / total_correct if correct_preds > 0 else 0
        f1  = 2 * p * r / (p + r) if correct_preds > 0 else 0
        acc = np.mean(accs)
        return {"acc": 100*acc, "f1": 100*f1}


def get_logger(filename):
    logger = logging.getLogger('logger')
    logger.setLevel(logging.DEBUG)
    logging.basicConfig(format='%(message)s', level=logging.DEBUG)
    handler = logging.FileHandler(filename)
    handler.setLevel(logging.DEBUG)
    handler.setFormatter(logging.Formatter('%(asctime)s:%(levelname)s: %(message)s'))
    logging.getLogger().addHandler(handler)
    return logger


def main():
    filename, out = sys.argv[1:]
    if not os.path.exists(out):
        os.makedirs(out)
    logger = get_logger(os.path.join(out, "log.txt"))
    words, tags = get_vocabs(CoNLLDataset(filename))
    word_ids = {w: i for i, w in enumerate(words)}
    tag_ids = {t: i for i, t in enumerate(sorted(tags, key=lambda t: t != 'O'))}
    char_ids = {c: i for i, c in enumerate(sorted(set("".join(words))))}
    f = lambda w: ([char_ids[c] for c in w], word_ids[w])
    data = CoNLLDataset(filename, f, lambda t: tag_ids[t])
    np.random.seed(1)
    tf.set_random_seed(1)
    np.savez_compressed(os.path.join(out, "glove.npz"), embeddings=np.random.randn(len(words), 8))
    with np.load(os.path.join(out, "glove.npz")) as loaded:
        embeddings = loaded["embeddings"]
    model = NERModel(len(words), len(tags), len(char_ids), embeddings, logger, out)
    model.build()
    best_score = 0
    for epoch in range(6):
        score = model.run_epoch(data, CoNLLDataset(filename, f, lambda t: tag_ids[t], max_iter=20), epoch)
        if score >= best_score:
            best_score = score
            model.saver.save(model.sess, os.path.join(out, "model.weights/"))
    print("best f1 %.1f over %d sentences" % (best_score, len(data)))


if __name__ == "__main__":
    main()
