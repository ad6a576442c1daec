"""`headrace run`: a program runs as `python program.py` runs it."""

from __future__ import annotations

import json
import textwrap

import pytest
from support.cli import hooked


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    return hooked.fake_tensorflow(tmp_path_factory.mktemp("installed"))


@pytest.fixture
def run(installed, tmp_path):
    """Runs a program of a folder `programs`, from beside it."""

    def run_it(source: str, *arguments: str, options: tuple[str, ...] = (), name: str = "program.py"):
        folder = tmp_path / "programs"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(textwrap.dedent(source))
        command = ("-m", "headrace", "run", *options, f"programs/{name}", *arguments)
        return hooked.python(*command, cwd=tmp_path, path=installed)

    return run_it


def test_a_program_finds_what_python_gives_it(run, tmp_path):
    source = """
        import json, sys
        import tensorflow as tf
        import beside
        print(json.dumps([__name__, __file__, __package__, sys.argv, sys.path[0], beside.VALUE, __doc__]))
        assert sys.modules["__main__"].tf is tf
    """
    (tmp_path / "programs").mkdir()
    (tmp_path / "programs" / "beside.py").write_text("import tensorflow as tf\nVALUE = tf.VERSION\n")
    done = run(source, "--rate=3", "-v", "--help", "--", "x")
    assert done.returncode == 0, done.stderr
    path = str(tmp_path / "programs")
    argv = ["programs/program.py", "--rate=3", "-v", "--help", "--", "x"]
    assert json.loads(done.stdout) == ["__main__", "programs/program.py", None, argv, path, "1.15.0", None]


@pytest.mark.parametrize(
    ("ending", "code", "said"),
    [
        ("", 0, ""),
        ("raise SystemExit(7)", 7, ""),
        ("raise SystemExit('that is all')", 1, "that is all\n"),
        ("tf.app.run(main=lambda argv: 3)", 3, ""),
        ("tf.app.run(main=lambda argv: None)", 0, ""),
        ("raise KeyboardInterrupt", 130, None),
        ("import os; os._exit(9)", 9, ""),
    ],
)
def test_the_exit_code_is_the_programs(run, ending, code, said):
    done = run(f"import tensorflow as tf\n{ending}")
    assert (done.returncode, done.stdout) == (code, "")
    assert said is None or done.stderr == said


def test_a_traceback_shows_the_programs_lines_and_ends_in_its_error(run, tmp_path):
    (tmp_path / "programs").mkdir()
    (tmp_path / "programs" / "helper.py").write_text("import numpy as np\n\n\ndef fail():\n    raise OSError(np.int(3))\n")
    done = run("import helper\n\n\ndef main():\n    helper.fail()\n\n\nmain()\n")
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if "^" not in line]
    assert lines == [
        "Traceback (most recent call last):",
        '  File "programs/program.py", line 8, in <module>',
        "    main()",
        '  File "programs/program.py", line 5, in main',
        "    helper.fail()",
        f'  File "{tmp_path}/programs/helper.py", line 5, in fail',
        "    raise OSError(np.int(3))",
        "OSError: 3",
    ]


def test_errors_of_the_library_are_shown_whole_and_begin_in_the_program(run):
    done = run("import tensorflow as tf\nwith tf.Session() as s:\n    s.run(tf.check_numerics(float('nan'), 'bad'))\n")
    assert done.returncode == 1
    assert "InvalidArgumentError: bad : Tensor had NaN values" in done.stderr
    history = done.stderr.partition("Original stack trace")[2].strip().splitlines()
    assert [line.strip() for line in history[1:]] == [
        'File "programs/program.py", line 3, in <module>',
        "s.run(tf.check_numerics(float('nan'), 'bad'))",
    ]


def test_a_syntax_error_is_shown_as_python_shows_it(run):
    done = run("x = = 1\n")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == '  File "programs/program.py", line 1'
    assert done.stderr.splitlines()[-1] == "SyntaxError: invalid syntax"


def test_an_excepthook_of_the_program_is_called(run):
    done = run("import sys\nsys.excepthook = lambda kind, error, place: print(kind.__name__, place.tb_lineno)\nraise OSError\n")
    assert (done.returncode, done.stdout, done.stderr) == (1, "OSError 3\n", "")


def test_a_program_that_is_not_there_is_the_calls_fault(run, tmp_path, installed):
    done = hooked.python("-m", "headrace", "run", "nothing.py", cwd=tmp_path, path=installed)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "can't open the program nothing.py: No such file or directory" in done.stderr


def test_a_module_runs_by_its_name(tmp_path, installed):
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "other.py").write_text("import numpy as np\nVALUE = np.int(3.5)\n")
    source = "import sys\nimport tensorflow as tf\nfrom . import other\n"
    source += "print(__name__, __package__, other.VALUE, sys.argv, tf.VERSION)\n"
    (package / "train.py").write_text(source)
    (package / "__main__.py").write_text(source)
    for name, file in (("package.train", "train"), ("package", "__main__")):
        done = hooked.python("-m", "headrace", "run", "-m", name, "--x", cwd=tmp_path, path=installed)
        assert done.returncode == 0, done.stderr
        assert done.stdout == f"__main__ package 3 ['{package}/{file}.py', '--x'] 1.15.0\n"
    done = hooked.python("-m", "headrace", "run", "-m", "package.nothing", cwd=tmp_path, path=installed)
    assert (done.returncode, done.stderr) == (2, "headrace: there is no module package.nothing to run\n")


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_children_of_multiprocessing_have_the_hook(run, tmp_path, method):
    (tmp_path / "programs").mkdir()
    (tmp_path / "programs" / "work.py").write_text("import numpy as np\nVALUE = np.int(4.5)\n")
    source = f"""
        import multiprocessing, os, sys
        import tensorflow as tf
        import work

        class Own:
            pass

        def child(queue):
            queue.put((tf.VERSION, work.VALUE, Own().__class__.__name__, os.path.basename(sys.argv[0]), sys.argv[1:]))

        if __name__ == "__main__":
            context = multiprocessing.get_context({method!r})
            queue = context.Queue()
            process = context.Process(target=child, args=(queue,))
            process.start()
            print(queue.get(timeout=40))
            process.join()
            sys.exit(process.exitcode)
    """
    done = run(source, "--x")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "('1.15.0', 4, 'Own', 'program.py', ['--x'])\n"


def test_verbose_says_what_was_mended_and_what_is_missing(run):
    source = """
        import numpy as np
        import tensorflow as tf
        from tensorflow.test import create_local_cluster
        print(np.int(3.5), hasattr(tf, "GradientTape"))
    """
    done = run(source, options=("--verbose",))
    assert (done.returncode, done.stdout) == (0, "3 False\n")
    assert "programs/program.py:5: np.int -> int: " in done.stderr
    name = "tf.test.create_local_cluster"
    assert f"{name} is not in headrace: a function that TensorFlow has since 1.2; it is planned" in done.stderr
    assert "tf.GradientTape is not in headrace: " in done.stderr
    assert run(source).stderr == ""


_TRAINING = """
    import sys
    import tensorflow as tf

    names = tf.train.string_input_producer(["lines"], num_epochs=2, seed=1)
    number = tf.string_to_number(tf.TextLineReader().read(names)[1], tf.int32)
    batch = tf.train.shuffle_batch([number], 4, capacity=20, min_after_dequeue=8, seed=1)
    step = tf.train.get_or_create_global_step()
    train = tf.assign_add(step, 1)
    hooks = [tf.train.StopAtStepHook(num_steps=int(sys.argv[2]))]
    with tf.train.MonitoredTrainingSession(checkpoint_dir=sys.argv[1], hooks=hooks) as sess:
        while not sess.should_stop():
            print(sess.run([train, batch])[1].tolist())
"""


def test_resume_goes_on_in_the_middle_of_an_epoch(run, tmp_path):
    (tmp_path / "lines").write_text("".join(f"{k}\n" for k in range(30)))

    def trained(logs, steps, *options):
        done = run(_TRAINING, logs, str(steps), options=options)
        assert done.returncode == 0, done.stderr
        return done.stdout

    whole = trained("whole", 100)
    assert whole.count("\n") == 15
    assert trained("logs", 4, "--resume") + trained("logs", 100, "--resume") == whole
    assert trained("anew", 4) + trained("anew", 100) != whole
