"""Programs in the form and style of TensorFlow 0.x and 1.x tutorials, in Python 2 and 3, run unedited by `headrace run`."""

from __future__ import annotations

import gzip
import io
import random
import re
import struct
import zipfile

import numpy as np
from support.program_texts.old import cifar_batch, either, numbers, run, sentences, shapes


def test_mnist_mechanics(folder):
    """Feeding, flags and `app.run`, summaries of 0.6, a checkpoint; Python 2 with one module that says `division`."""
    program = folder("mnist") / "fully_connected_feed.py"
    data = program.parent / "data"
    data.mkdir()
    images, labels = shapes(np.random.default_rng(1), 1000, 28)
    (data / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(struct.pack(">4i", 2051, 1000, 28, 28) + images.tobytes()))
    (data / "train-labels-idx1-ubyte.gz").write_bytes(
        gzip.compress(struct.pack(">2i", 2049, 1000) + labels.astype(np.uint8).tobytes())
    )
    lines = run(program, "--max_steps=300", "--learning_rate", "0.1", "--train_dir", data, python2=True)
    losses = numbers(lines, r"^Step \d+: loss = ([\d.]+) ")
    assert len(losses) == 6
    assert losses[-1] < losses[0] / 2
    assert lines.count("Validation Data Eval:") == 3
    assert re.fullmatch(r"  Num examples: 200  Num correct: \d+  Precision @ 1: 0\.[89]\d+|.*1\.0000", lines[-1])
    assert {path.name for path in data.glob("model-299*")} >= {"model-299.index", "model-299.meta"}
    assert any(data.glob("events.out.tfevents.*"))


def test_cifar10_tutorial(folder):
    """Readers, distortions, `shuffle_batch` by four threads, moving averages, histograms; Python 2."""
    program = folder("cifar10") / "cifar10_train.py"
    data = program.parent / "data"
    data.mkdir()
    draw = np.random.default_rng(2)
    for name in ("data_batch_1.bin", "data_batch_2.bin"):
        (data / name).write_bytes(cifar_batch(draw, 200))
    lines = run(program, "--max_steps", "21", "--data_dir", data, "--train_dir", data / "train", python2=True)
    assert lines[0].startswith("Filling queue with 160 CIFAR images before starting to train.")
    assert len(numbers(lines, r"step \d+, loss = ([\d.]+) \([\d.]+ examples/sec; [\d.]+ sec/batch\)")) == 5
    assert (data / "train" / "checkpoint").exists()


def test_ptb_language_model(folder):
    """Supervisor, a producer, LSTMs that are unrolled, `tf.contrib`, `inspect.getargspec`; Python 2."""
    program = folder("ptb") / "ptb_word_lm.py"
    draw = random.Random(3)
    for part, count in (("train", 120), ("valid", 24), ("test", 12)):
        (program.parent / f"ptb.{part}.txt").write_text("".join(f" {line} \n" for line in sentences(draw, count)))
    saved = program.parent / "saved"
    lines = run(program, "--data_path", program.parent, "--save_path", saved, python2=True)
    train = numbers(lines, r"^Epoch: \d+ Train Perplexity: ([\d.]+)")
    assert len(train) == 3
    assert train[-1] < train[0]
    assert numbers(lines, r"^Test Perplexity: ([\d.]+)")[0] < 12
    assert lines[-1] == f"Saving model to {saved}."


@either
def test_word2vec(folder, python2):
    """A script without functions of its own main; `six`, `np.float`, the arguments of `nce_loss` as before 1.0."""
    program = folder("word2vec") / "word2vec_basic.py"
    text = " ".join(sentences(random.Random(4), 400)).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("text8", text)
    (program.parent / "text8.zip").write_bytes(packed.getvalue())
    lines = run(program, "text8.zip", len(packed.getvalue()), 301, python2=python2)
    assert lines[:2] == ["Found and verified text8.zip", "Data size 2000"]
    losses = numbers(lines, r"^Average loss at step  \d+ :  ([\d.]+)")
    assert len(losses) == 4
    assert losses[-1] < losses[0]
    assert sum(line.startswith("Nearest to ") for line in lines) == 4
    assert re.fullmatch(r"Embeddings \(9, 16\) (True|False)", lines[-1])


@either
def test_translation_with_buckets(folder, python2):
    """`tensorflow.models.rnn`, attention, a loss over samples, gfile as bytes and text; trained, then asked."""
    program = folder("translate") / "translate.py"
    draw = random.Random(5)
    english = [" ".join(line.split()[: draw.choice([4, 5])]) for line in sentences(draw, 60)]
    (program.parent / "train.en").write_text("".join(f"{line}\n" for line in english))
    (program.parent / "train.fr").write_text("".join(f"{' '.join(reversed(line.split()))} .\n" for line in english))
    where = ["--data_dir", program.parent, "--train_dir", program.parent]
    vocabulary = ["--en_vocab_size=14", "--fr_vocab_size=15"]
    lines = run(program, *where, *vocabulary, python2=python2)
    assert len(numbers(lines, r"^global step \d+ learning rate 0.5000 step-time [\d.]+ perplexity ([\d.]+)")) == 2
    lines = run(program, *where, *vocabulary, "--decode", told="the cat sees the dog\n", python2=python2)
    assert lines[0].startswith("Reading model parameters from ")
    assert lines[1].startswith("> ")


def test_slim_on_records(folder):
    """Pictures to TFRecords in Python 2; a network of slim over a data set of them, with its own training loop, in Python 3."""
    convert = folder("slim_records") / "convert_flowers.py"
    flowers = convert.parent / "flowers"
    lines = run(convert, flowers, python2=True)
    assert lines[-1] == "Wrote 24 pictures of daisy, tulip"
    assert len(list(flowers.glob("*.tfrecord"))) == 2
    trained = convert.parent / "trained"
    lines = run(convert.with_name("train_flowers.py"), "--dataset_dir", flowers, "--train_dir", trained)
    assert re.fullmatch(r"Finished training. Last batch loss [\d.]+", lines[-1])
    assert (trained / "model.ckpt-30.index").exists() or (trained / "model.ckpt-30").exists()
