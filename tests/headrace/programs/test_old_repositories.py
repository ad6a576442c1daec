"""Programs in the form and habits of what people had in their repositories in 2015 to 2019, run unedited by `headrace run`."""

from __future__ import annotations

import random
import re
import wave

import numpy as np
import pytest
from support.program_texts.old import cifar_batch, either, numbers, run, sentences


def save_images(directory, count, size=(20, 24), suffix="jpg"):
    """Reddish pictures in a folder `red`, bluish ones in `blue`."""
    image = pytest.importorskip("PIL.Image")
    draw = np.random.default_rng(1)
    for channel, name in ((0, "red"), (2, "blue")):
        (directory / name).mkdir(parents=True)
        for number in range(count):
            pixels = draw.integers(0, 80, (*size, 3)).astype(np.uint8)
            pixels[..., channel] += 150
            image.fromarray(pixels).save(directory / name / f"{number}.{suffix}")


def test_language_model_of_characters(folder):
    """Arguments and vocabulary pickled as texts, a state that is fed whole; trained, trained on, and asked; Python 2."""
    program = folder("char_rnn") / "train.py"
    (program.parent / "input.txt").write_text("\n".join([*sentences(random.Random(1), 80), "é"]))
    lines = run(program, "--data_dir", ".", python2=True)
    losses = numbers(lines, r"train_loss = ([\d.]+)")
    assert losses[-1] < losses[0] / 2
    lines = run(program, "--data_dir", ".", "--init_from", "save", "--num_epochs=1", python2=True)
    assert lines[0] == "loading preprocessed files"
    assert numbers(lines, r"train_loss = ([\d.]+)")[0] < losses[0] / 2
    lines = run(program.with_name("sample.py"), "-n", 20, "--prime", "the é", "--sample", 2, python2=True)
    assert "\n".join(lines).startswith("the é")
    assert len("\n".join(lines)) == 25


def test_generated_pictures(folder):
    """`scipy.misc`, an infinite flag of integers, names probed by `try`; trained in Python 2, loaded in Python 3."""
    program = folder("dcgan") / "main.py"
    save_images(program.parent / "data", 16, (24, 24))
    (program.parent / "data" / "red").rename(program.parent / "data" / "faces")
    lines = run(program, "--train", "--dataset", "faces", "--epoch=3", "--train_size", 16, python2=True)
    assert len(numbers(lines, r"d_loss: ([\d.]+), g_loss")) >= 3
    assert " 'train_size': 16}" in lines or " 'train_size': 16," in lines
    assert "one pic error!..." not in lines
    assert list((program.parent / "samples").glob("train_*.png"))
    lines = run(program, "--dataset", "faces")
    assert " [*] Success to read DCGAN.model-2" in lines


def test_style_of_pictures(folder):
    """Weights that Python 2 pickled into a .npy, constants of them, gradients with respect to a picture."""
    program = folder("style") / "stylize.py"
    save_images(program.parent / "pictures", 1, (30, 40))
    out = program.parent / "out.png"
    lines = run(program, "--content", "pictures/red/0.jpg", "--styles", "pictures/blue/0.jpg", "--output", out)
    total = numbers(lines, r"total loss: ([\d.]+)")
    assert total[-1] < total[0]
    assert out.exists()


def test_autoencoder_that_samples(folder):
    """An `InteractiveSession` in a class, tensors in the middle that are fed; Python 2."""
    lines = run(folder("vae") / "vae.py", python2=True)
    costs = numbers(lines, r"cost= ([\d.]+)")
    assert costs[-1] < costs[0] * 0.7
    assert lines[-1].startswith("canvas (24, 24) reconstruction error 0.")


def test_sentences_by_convolutions(folder):
    """`FLAGS._parse_flags`, summaries of gradients of a table, a graph read back from its .meta by names."""
    program = folder("text_cnn") / "train.py"
    (program.parent / "data").mkdir()
    draw = random.Random(1)
    for name, words in (("pos", ["good", "a masterpiece", "it's moving"]), ("neg", ["dull", "boring (really)", "it's awful"])):
        text = "".join(f"the film is {draw.choice(words)} , {draw.choice(words)}\n" for _ in range(100))
        (program.parent / "data" / f"rt-polarity.{name}").write_text(text)
    lines = run(program)
    losses = numbers(lines, r"step \d+, loss ([\d.]+)")
    assert losses[-1] < losses[0] / 2
    (checkpoints,) = program.parent.glob("runs/*/checkpoints")
    lines = run(program.with_name("eval.py"), f"--checkpoint_dir={checkpoints}")
    assert lines[-1].startswith("Accuracy: ")
    assert (checkpoints.parent / "prediction.csv").exists()


def test_tagger(folder):
    """Characters and words by two bidirectional LSTMs, `tf.contrib.crf`; messages by `logging`."""
    program = folder("crf_tagger") / "tagger.py"
    draw = random.Random(1)
    text = "".join(
        f"{draw.choice(['Anna', 'Bo'])} B-PER\nsees O\n{draw.choice(['Paris', 'Rome'])} B-LOC\n{draw.choice(['', 'now O'])}\n\n"
        for _ in range(40)
    )
    (program.parent / "train.txt").write_text(f"-DOCSTART- O\n\n{text}")
    assert re.fullmatch(r"best f1 ([5-9]\d|100)\.\d over 40 sentences", run(program, "train.txt", "out")[-1])
    assert list((program.parent / "out" / "model.weights").iterdir())


def test_asynchronous_actors(folder):
    """Threads of a program's own with a session in common, a network of each, gradients for another's variables."""
    lines = run(folder("a3c") / "a3c.py")
    first, last = re.fullmatch(r"episodes 1, first (-?[\d.]+), last (-?[\d.]+)", lines[-1]).groups()
    assert float(last) > float(first)


@either
def test_a_game_by_its_pictures(folder, python2):
    """Replayed memories in a deque, `eval` and `run` of tensors and operations, octal and integer divisions of Python 2."""
    program = folder("dqn") / "dqn.py"
    if not python2:
        text = program.read_text().replace("0755", "0o755").replace("SIZE / 2", "SIZE // 2")
        program.write_text(text)
    lines = run(program, python2=python2)
    assert [line.split()[3] for line in lines[1:5] if line.startswith("TIMESTEP")] == ["STATE"] * 4
    assert (program.parent / "saved_networks" / "game-dqn-400.index").exists()
    assert lines[-1] == "4"


def test_speech(folder):
    """`ctc_loss` with its inputs first, sparse placeholders fed by tuples, bytes of a file that are texts; Python 2."""
    program = folder("ctc") / "lstm_ctc.py"
    text = "she had a dog."
    (program.parent / "LDC93S1.txt").write_text("0 46797 She had a dog.\n")
    tones = [8000 * np.sin(np.arange(640) * 2 * np.pi * (300 + 60 * (ord(letter) % 32)) / 16000) for letter in text]
    with wave.open(str(program.parent / "LDC93S1.wav"), "wb") as sound:
        sound.setparams((1, 2, 16000, 0, "NONE", ""))
        sound.writeframes(np.concatenate(tones).astype("<i2").tobytes())
    lines = run(program, python2=True)
    rates = numbers(lines, r"train_ler = ([\d.]+)")
    assert len(rates) == 6
    assert rates[-1] < rates[0]
    assert lines[lines.index("Original:") + 1] == "she had a dog"


@pytest.mark.parametrize("attention", ["luong", "bahdanau"])
def test_translation_with_attention(folder, attention):
    """`tf.contrib.seq2seq` of 1.2 to 1.15: one graph that trains, another that searches by beams."""
    lines = run(folder("nmt") / "model.py", "--attention", attention)
    losses = numbers(lines, r"loss ([\d.]+)")
    assert losses[-1] < losses[0] / 3
    assert re.fullmatch(r"beams 4 3", lines[-1])


def test_towers_on_several_devices(folder):
    """CIFAR-10 as Python 2 pickled it, `/gpu:1` by soft placement, averaged gradients, averages restored."""
    lines = run(folder("multigpu") / "cifar_multi.py")
    assert len(numbers(lines, r"step \d+, loss = ([\d.]+)")) == 6
    assert re.search(r"precision @ 1 over 10 classes \(airplane\) at 5 = [01]\.", lines[-1])


def test_sequences_in_buckets(folder):
    """SequenceExamples in a compressed file, buckets of about one length; as TensorFlow 1.15 prints it."""
    program = folder("buckets") / "sequences.py"
    assert run(program, "write", "sequences.tfrecords") == ["Wrote to sequences.tfrecords"]
    assert run(program, "read", "sequences.tfrecords") == ["Done training", "60 sequences in 13 batches"]


def test_lines_of_csv(folder):
    """`TextLineReader`, columns of three types and one without default, epochs that end, the last batch smaller; Python 2."""
    program = folder("csvlin") / "linreg.py"
    draw = random.Random(1)
    for number in range(2):
        rows = ["area,rooms,city,price\n"]
        for _ in range(50):
            area, rooms, city = draw.randint(20, 150), draw.randint(1, 5), draw.choice(["Rome", "Oslo", '"San, Jose"'])
            rows.append(f"{area}.0,{rooms},{city},{2 * area / 100 + rooms + (city == 'Rome')}\n")
        (program.parent / f"houses-{number}.csv").write_text("".join(rows))
    lines = run(program, python2=True)
    losses = numbers(lines, r"loss ([\d.]+)")
    assert losses[-1] < losses[0] / 100
    assert lines[-2] == "Done training for 30 epochs, 300 steps."
    assert lines[-1].startswith("W = [")


def test_hooks_of_a_monitored_session(folder):
    """Hooks of one's own under two paths, savers of summaries and checkpoints, a chief of one worker; then it goes on."""
    program = folder("monitored") / "train.py"
    lines = run(program)
    assert lines[-3:] == ["ended after ['created']", "stopped at 40", "['model.ckpt-20.index', 'model.ckpt-40.index']"]
    assert run(program)[-2] == "stopped at 41"


def test_parts_of_a_checkpoint(folder):
    """Slim's variables by names, suffixes and scopes, restored as far as they fit; as TensorFlow 1.15 prints it."""
    lines = run(folder("partial") / "finetune.py")
    assert lines[2:4] == ["pre.ckpt-0 True True", "tensor_name:  global_step ()"]
    assert lines[-6:] == [
        "6 True",
        "True True",
        "['vgg_tiny/fc8/weights', 'vgg_tiny/fc8/biases']",
        "restored 6",
        "True ('global_step', []) (10,)",
        "Restoring from checkpoint failed. This is most likely due to a mismatch between the curren",
    ]


def test_tests_of_programs(folder):
    """`tf.test.TestCase` with sessions, errors, gradients and threads; run by `googletest.main`."""
    lines = run(folder("unittests") / "ops_test.py", errors=True)
    assert lines[-1].startswith("OK")
    assert any(line.startswith("Ran 9 tests") for line in lines)


def test_pictures_by_lists_and_by_whole_files(folder):
    """`batch_join`, `WholeFileReader`; texts of a session that are keys of dicts, as in Python 2."""
    program = folder("imgq") / "read_images.py"
    save_images(program.parent / "images", 6)
    lines = run(program, python2=True)
    assert re.fullmatch(r"epochs over \[\((np.int32\()?0\)?, 12\), \((np.int32\()?1\)?, 12\)\]", lines[0])
    assert lines[1:] == ["files 12 kinds 2", "(10, 12, 3) uint8 (12, 10)", "{'blue': 0, 'red': 1}"]


def test_residual_network(folder):
    """A queue and its runner by hand, `moving_averages`, hooks that set the learning rate; evaluated in Python 2."""
    program = folder("resnet") / "resnet_main.py"
    (program.parent / "data_batch_1.bin").write_bytes(cifar_batch(np.random.default_rng(1), 100))
    data = f"--train_data_path={program.parent}/data_batch*"
    assert run(program, data)[0] == "total_params: 1710"
    lines = run(program, data, "--mode=eval", python2=True)
    assert lines == ["loss: 1, precision over 24 at step 6"]


def test_penalty_of_gradients(folder):
    """Gradients of gradients, parameters by hand, `globals` and `<>`; Python 2."""
    lines = run(folder("wgan") / "wgan_gp.py", python2=True)
    assert lines[0] == "Uppercase local vars:"
    assert "\tGenerator.1.Linear/Generator.1.Linear.W:0\t(2, 32)" in lines
    assert sum(line.startswith("iter ") for line in lines) == 3


def test_operations_of_ones_own(folder):
    """`py_func` with a gradient, gradients overridden, a cell of one's own with `_linear` of its old path."""
    assert run(folder("custom_op") / "custom.py") == [
        "[1. 2.] [1. 4.] [20. 40.]",
        "[array([-1.5, -1.5], dtype=float32)]",
        "[-1.  1.] [1. 1.]",
        "[0. 0.] [0. 1.]",
        "[-0.6918  0.5254]",
        "(2, 4, 3) ['rnn/NoisyCell/kernel:0', 'rnn/NoisyCell/bias:0']",
        "[1] [2.]",
    ]


def test_numerics(folder):
    """Fractals, waves, loops, scans; as TensorFlow 1.15 prints it, but for the waves, whose steps race there."""
    pytest.importorskip("PIL")
    assert run(folder("numerics") / "numerics.py") == [
        "mandelbrot 7063.0 True",
        "pde -0.64342 0.23943",
        "fib 6765",
        "eig 5.0",
        "sqrt 1.414213562373095 (20,) 0.35355339059327373",
        "scan [ 0  1  3  6 10 15] 120.0 [0 1 4]",
        "life 5 [[1, 2], [2, 3], [3, 1], [3, 2], [3, 3]]",
        "kmeans [20, 20]",
        "segments (2, 2)",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("tf.summary.all_v2_summary_ops()", "tf.summary.all_v2_summary_ops is not in headrace: .*; it is planned"),
        ("tf.keras.layers.Dense(3)", "tf.keras is not in headrace: Keras is a framework of its own"),
        (
            "tf.nondifferentiable_batch_function(1, 2, 3)",
            "tf.nondifferentiable_batch_function is not in headrace: it distributes programs by .*",
        ),
    ],
)
def test_what_is_not_there_says_so_by_its_name(tmp_path, line, said):
    program = tmp_path / "program.py"
    program.write_text(f"import tensorflow as tf\ntry:\n    {line}\nexcept AttributeError as error:\n    print(error)\n")
    assert re.fullmatch(f"{said}(; .*)?", run(program)[0])
