"""Programs of tf.contrib.learn, run by TensorFlow 1.15 (`cases.json`) and here. See support/compared."""

import numpy as np
from support.compared import Programs, graphs


def preprocessing(tf):
    return tf.contrib.learn.preprocessing


TEXTS = ["The quick brown fox's tail", "the HTTPServer is quick-ish", "", "naïve_1 fox quick fox"]


def _vocabulary(tf, use):
    processor = preprocessing(tf).VocabularyProcessor(4)
    rows = [row.tolist() for row in processor.fit_transform(TEXTS)]
    unknown = [row.tolist() for row in processor.transform(["quick zebra"])]
    return [rows, unknown, list(processor.reverse(rows)), len(processor.vocabulary_)]


def _frequent(tf, use):
    processor = preprocessing(tf).VocabularyProcessor(5, min_frequency=1)
    processor.fit(TEXTS)
    return [[row.tolist() for row in processor.transform(TEXTS)], list(processor.reverse([[1, 2, 0]]))]


def _trimmed(tf, use):
    vocabulary = preprocessing(tf).CategoricalVocabulary("?", support_reverse=True)
    for word, count in (("b", 3), ("a", 3), (7, 3), ("c", 1), ("d", 9)):
        vocabulary.add(word, count)
    vocabulary.trim(1, 9)
    vocabulary.freeze()
    found = [[word, vocabulary.get(word)] for word in ("a", "b", 7, "c", "d", "?")]
    return [found, [vocabulary.reverse(k) for k in range(len(vocabulary))]]


def _irreversible(tf, use):
    preprocessing(tf).CategoricalVocabulary(support_reverse=False).reverse(0)


def _categories(tf, use):
    rows = [["a", 1], ["b", float("nan")], ["a", 2]]
    own = preprocessing(tf).CategoricalProcessor()
    shared = preprocessing(tf).CategoricalProcessor(min_frequency=1, share=True)
    return [[row.tolist() for row in one.fit_transform(rows)] for one in (own, shared)]


def _bytes(tf, use):
    processor = preprocessing(tf).ByteProcessor(4)
    rows = list(processor.fit_transform(["abcdef", b"x", "é"]))
    return [[row.tolist() for row in rows], list(processor.reverse(rows))]


def _tokens(tf, use):
    return [list(preprocessing(tf).tokenizer(TEXTS)), preprocessing(tf).TOKENIZER_RE.pattern]


def _made(name, *args, **options):
    def program(tf, use):
        made = tf.contrib.learn.datasets.make_dataset(name, *args, **options)
        return [np.asarray(made.data), np.asarray(made.target)]

    return program


def _plain(program):
    """A program whose outcome is a value of Python, as text."""

    def described(tf, use):
        return repr(program(tf, use))

    return described


PROGRAMS = Programs(
    graphs,
    {
        "vocabulary": _plain(_vocabulary),
        "frequent": _plain(_frequent),
        "trimmed": _plain(_trimmed),
        "irreversible": _irreversible,
        "categories": _plain(_categories),
        "bytes": _plain(_bytes),
        "tokens": _plain(_tokens),
        "circles": _made("circles", 7),
        "circles_of_three": _made("circles", 11, noise=0.5, seed=3, factor=0.5, n_classes=3),
        "spirals": _made("spirals", 9, noise=0.1),
        "bernoulli": _made("spirals", 8, mode="bernoulli", n_loops=1, exp_scale=0.3),
        "fermat": _made("spirals", 7, mode="fermat"),
        "no_mode": _made("spirals", 7, mode="other"),
        "no_dataset": _made("other"),
        "not_found": lambda tf, use: tf.contrib.learn.datasets.load_dataset("other"),
        "run_n": _plain(lambda tf, use: [int(one["x"]) for one in tf.contrib.learn.run_n({"x": tf.Variable(3) + 1}, n=2)]),
        "run_nothing": lambda tf, use: tf.contrib.learn.run_n({}),
        "keys": _plain(
            lambda tf, use: [
                [getattr(tf.contrib.learn, kind).__dict__[name] for name in names.split()]
                for kind, names in (
                    ("ModeKeys", "TRAIN EVAL INFER"),
                    ("TaskType", "MASTER PS WORKER"),
                    ("ProblemType", "UNSPECIFIED CLASSIFICATION LINEAR_REGRESSION LOGISTIC_REGRESSION"),
                    ("PredictionKey", "CLASSES PROBABILITIES LOGITS LOGISTIC SCORES TOP_K GENERIC"),
                )
            ]
        ),
        "no_mode_key": lambda tf, use: tf.contrib.learn.ModeKeys.validate("other"),
        "no_files": lambda tf, use: tf.contrib.learn.read_batch_examples([], 2, tf.TextLineReader),
    },
)
