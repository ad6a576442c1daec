"""tf.flags and tf.app.run: what the command line sets, what programs read, what both are told when they are wrong."""

from __future__ import annotations

import enum
import subprocess
import sys

import absl.flags
import pytest

import headrace as tf

flags = tf.flags


@pytest.fixture
def values():
    """Flags of many kinds, of no program."""
    values = flags.FlagValues()
    flags.DEFINE_string("data_dir", "/tmp/data", "Where the data is.", flag_values=values)
    flags.DEFINE_integer("batch_size", 100, "Examples in a batch.", flag_values=values)
    flags.DEFINE_float("rate", 0.1, "The learning rate.", flag_values=values)
    flags.DEFINE_boolean("fake_data", False, "Use fake data.", flag_values=values)
    flags.DEFINE_bool("log", True, "Log.", flag_values=values, short_name="l")
    flags.DEFINE_list("layers", ["a"], "Layers.", flag_values=values)
    flags.DEFINE_enum("mode", "train", ["train", "eval"], "What to do.", flag_values=values)
    flags.DEFINE_multi_integer("step", [1], "Steps.", flag_values=values)
    flags.DEFINE_spaceseplist("words", None, "Words.", flag_values=values)
    return values


def test_flags_have_their_defaults_where_the_command_line_says_nothing(values):
    assert values(["program"]) == ["program"]
    assert (values.data_dir, values.batch_size, values.rate, values.fake_data) == ("/tmp/data", 100, 0.1, False)
    assert (values.layers, values.mode, values.step, values.words) == (["a"], "train", [1], None)


@pytest.mark.parametrize(
    ("argument", "name", "expected"),
    [
        ("--data_dir=/x=y", "data_dir", "/x=y"),
        ("--data_dir /x", "data_dir", "/x"),
        ("-data_dir /x", "data_dir", "/x"),
        ("--data_dir=", "data_dir", ""),
        ("--batch_size=0x10", "batch_size", 16),
        ("--batch_size -3", "batch_size", -3),
        ("--batch_size=3 --batch_size=4", "batch_size", 4),
        ("--rate=1e-3", "rate", 0.001),
        ("--rate=1", "rate", 1.0),
        ("--fake_data", "fake_data", True),
        ("--fake_data=T", "fake_data", True),
        ("--fake_data=0", "fake_data", False),
        ("--nolog", "log", False),
        ("--log=false", "log", False),
        ("-l=0", "log", False),
        ("--layers=a,b", "layers", ["a", "b"]),
        ('--layers=a,"b,c"', "layers", ["a", "b,c"]),
        ("--layers=", "layers", []),
        ("--mode eval", "mode", "eval"),
        ("--step=3 --step=4", "step", [3, 4]),
    ],
)
def test_the_command_line_sets_a_flag(argument, name, expected, values):
    values(["program", *argument.split()])
    assert getattr(values, name) == expected
    assert type(getattr(values, name)) is type(expected)
    assert not values[name].using_default_value


def test_what_is_no_flag_is_returned(values):
    left = values(["program", "a", "--batch_size", "3", "-", "b", "--fake_data", "c", "--", "--rate=3", "d"])
    assert left == ["program", "a", "-", "b", "c", "--rate=3", "d"]
    assert (values.batch_size, values.rate) == (3, 0.1)


def test_a_boolean_flag_takes_no_next_argument(values):
    assert values(["program", "--fake_data", "false"]) == ["program", "false"]
    assert values.fake_data is True


def test_an_unknown_flag_is_refused_or_left(values):
    with pytest.raises(flags.UnrecognizedFlagError, match=r"^Unknown command line flag 'batchsize'. Did you mean: batch_size"):
        values(["program", "--batchsize=3"])
    assert values(["program", "--other=3", "x", "--batch_size=2"], known_only=True) == ["program", "--other=3", "x"]
    assert values.batch_size == 2
    assert values(["program", "--other", "--undefok=other"]) == ["program"]


@pytest.mark.parametrize(
    ("argument", "kind", "text"),
    [
        (
            "--batch_size=3.5",
            flags.IllegalFlagValueError,
            "flag --batch_size=3.5: invalid literal for int() with base 10: '3.5'",
        ),
        ("--rate=fast", flags.IllegalFlagValueError, "flag --rate=fast: could not convert string to float: 'fast'"),
        ("--mode=test", flags.IllegalFlagValueError, "flag --mode=test: value should be one of <train|eval>"),
        ("--log=2", flags.IllegalFlagValueError, "flag --log=2: ('Non-boolean argument to boolean flag', '2')"),
        ("--batch_size", flags.Error, "Missing value for flag --batch_size"),
        ("--nolog=1", ValueError, "--nolog=1 does not take an argument"),
    ],
)
def test_a_wrong_command_line_says_what_is_wrong(argument, kind, text, values):
    with pytest.raises(kind) as caught:
        values(["program", argument])
    assert str(caught.value) == text


def test_flags_are_read_from_a_file(values, tmp_path):
    inner = tmp_path / "inner"
    inner.write_text("--rate=3\n")
    path = tmp_path / "flags"
    path.write_text(f"# a comment\n// another\n\n--batch_size=7\n--flagfile={inner}\n--flagfile={path}\n")
    values(["program", f"--flagfile={path}", "--rate=4"])
    assert (values.batch_size, values.rate) == (7, 4.0)
    values(["program", "--rate=4", "--flagfile", str(path)])
    assert values.rate == 3.0
    with pytest.raises(flags.CantOpenFlagFileError, match=r"Unable to open flagfile: .*missing"):
        values(["program", f"--flagfile={tmp_path}/missing"])


def test_the_first_reading_parses_the_command_line_and_a_setting_before_does_not_count(values, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["program", "--batch_size=5"])
    values.batch_size = 3
    values.rate = 0.5
    assert not values.is_parsed()
    assert values.batch_size == 5
    assert values.rate == 0.5
    values.batch_size = 8
    assert values.batch_size == 8


def test_a_name_that_is_no_flag_is_an_attribute_error_and_cannot_be_set(values):
    with pytest.raises(AttributeError, match=r"^nothing$"):
        _ = values.nothing
    with pytest.raises(flags.UnrecognizedFlagError, match="Unknown command line flag 'nothing'"):
        values.nothing = 3


def test_flags_as_a_whole(values):
    values(["program", "--batch_size=5"])
    assert values.flag_values_dict()["batch_size"] == 5
    assert values["batch_size"].default == 100
    assert {name: str(flag) for name, flag in values.__flags.items()}["batch_size"] == "5"  # as programs of 1.4 print them
    assert "batch_size" in values
    assert sorted(values) == dir(values)
    del values.batch_size
    assert "batch_size" not in values
    other = flags.FlagValues()
    other.append_flag_values(values)
    assert other["rate"] is values["rate"]


def test_old_programs_parse_by_themselves(values, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["program", "--batch_size=5", "--unknown"])
    values._parse_flags()
    assert values.batch_size == 5
    shown = getattr(values, "__flags")
    assert (str(shown["batch_size"]), f"{shown}"[:19]) == ("5", "{'data_dir': '/tmp/")


def test_a_flag_is_defined_once(values):
    with pytest.raises(flags.DuplicateFlagError, match=r"^The flag 'rate' is defined twice\. First from .*test_flags"):
        flags.DEFINE_float("rate", 1.0, "Again.", flag_values=values)
    with pytest.raises(flags.FlagNameConflictsWithMethodError):
        flags.DEFINE_float("is_parsed", 1.0, "A method.", flag_values=values)
    with pytest.raises(flags.IllegalFlagValueError, match="flag --odd=x"):
        flags.DEFINE_integer("odd", "x", "A wrong default.", flag_values=values)


def test_required_flags_bounds_and_rules(values):
    flags.DEFINE_string("must", None, "Needed.", flag_values=values)
    flags.DEFINE_integer("positive", 3, "Bounded.", lower_bound=1, flag_values=values)
    flags.mark_flag_as_required("must", values)
    with pytest.raises(flags.IllegalFlagValueError, match=r"^flag --must=None: Flag --must must have a value other"):
        values(["program"])
    values(["program", "--must=x"])
    with pytest.raises(flags.IllegalFlagValueError, match=r"^flag --positive=0: 0 is not a positive integer$"):
        values.positive = 0
    assert values.positive == 3
    with pytest.raises(flags.IllegalFlagValueError, match="0 is not a positive integer"):
        values(["program", "--must=x", "--positive=0"])

    @flags.multi_flags_validator(["rate", "batch_size"], "too fast", values)
    def _(given):
        return given["rate"] * given["batch_size"] < 100

    with pytest.raises(flags.IllegalFlagValueError, match=r"^flags rate=2.0, batch_size=100: too fast$"):
        values(["program", "--positive=1", "--rate=2"])


def test_flags_that_exclude_each_other(values):
    for name in "ab":
        flags.DEFINE_string(name, None, name, flag_values=values)
    flags.mark_flags_as_mutual_exclusive(["a", "b"], required=True, flag_values=values)
    with pytest.raises(flags.IllegalFlagValueError, match=r"Exactly one of \(a, b\) must have a value other than None\."):
        values(["program"])
    values(["program", "--a=1"])
    with pytest.raises(flags.IllegalFlagValueError, match="Exactly one of"):
        values(["program", "--b=1"])


def test_enum_classes_and_aliases(values):
    class Color(enum.Enum):
        RED = 1
        BLUE = 2

    flags.DEFINE_enum_class("color", Color.RED, Color, "Color.", flag_values=values)
    flags.DEFINE_alias("colour", "color", flag_values=values)
    values(["program", "--colour=blue"])
    assert values.color is values.colour is Color.BLUE


def test_old_argument_names_of_the_functions(values):
    flags.DEFINE_string(flag_name="old", default_value="x", docstring="Old.", flag_values=values)
    values(["program"])
    assert (values.old, values["old"].help) == ("x", "Old.")


@pytest.mark.parametrize(
    ("define", "default", "said"),
    [
        (flags.DEFINE_integer, float("inf"), "7"),
        (flags.DEFINE_integer, 1e6, "7"),
        (flags.DEFINE_string, [3, 4], "x"),
        (flags.DEFINE_float, (0.5, 1.0), "2.5"),
    ],
)
def test_a_default_of_another_type_is_kept_as_before_1_5(define, default, said, values):
    define("odd", default, "Odd.", flag_values=values)
    values(["program"])
    assert values.odd is default
    assert "odd" in values.get_help()
    values(["program", f"--odd={said}"])
    assert values.odd in (7, "x", 2.5)
    values["odd"].unparse()
    assert values.odd is default


def test_a_default_that_is_a_wrong_text_or_out_of_bounds_is_refused(values):
    with pytest.raises(flags.IllegalFlagValueError):
        flags.DEFINE_integer("odd", "many", "Odd.", flag_values=values)
    with pytest.raises(flags.IllegalFlagValueError):
        flags.DEFINE_integer("odd", 5, "Odd.", upper_bound=3, flag_values=values)


def test_absl_and_tf_have_one_registry(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["program", "--of_tf=5", "--of_absl=6"])
    tf.flags.DEFINE_integer("of_tf", 1, "Defined by tf.flags.")
    absl.flags.DEFINE_integer("of_absl", 2, "Defined by absl.flags.")
    try:
        assert tf.flags.FLAGS.of_absl == 6
        assert absl.flags.FLAGS.is_parsed()
        assert absl.flags.FLAGS.of_tf == 5
        absl.flags.FLAGS.of_tf = 7
        assert tf.flags.FLAGS.of_tf == 7
        with pytest.raises(absl.flags.DuplicateFlagError, match=r"First from .*test_flags"):
            absl.flags.DEFINE_integer("of_tf", 1, "Again.")
    finally:
        del tf.flags.FLAGS.of_tf, absl.flags.FLAGS.of_absl
        absl.flags.FLAGS.unparse_flags()


def test_parsing_defines_no_flags_and_leaves_h_to_programs(values):
    flags.DEFINE_integer("h", 28, "Height.", flag_values=values)
    before = sorted(values)
    values(["program", "-h=3"])
    assert values.h == 3
    assert sorted(values) == before


PROGRAM = '''
"""Trains."""
import headrace as tf
tf.app.flags.DEFINE_integer("batch_size", 100, "Examples in a batch.")
tf.app.flags.DEFINE_boolean("fake_data", False, "Use fake data.")
FLAGS = tf.app.flags.FLAGS
def main(argv):
    print(FLAGS.batch_size, argv[1:])
    return 3
if __name__ == "__main__":
    tf.app.run()
'''


@pytest.fixture
def program(tmp_path):
    path = tmp_path / "train.py"
    path.write_text(PROGRAM)
    return lambda *arguments: subprocess.run([sys.executable, path, *arguments], capture_output=True, text=True, timeout=50)


def test_run_gives_main_the_rest_and_exits_with_its_result(program):
    done = program("--batch_size", "5", "x", "--unknown=1")
    assert (done.stdout, done.returncode) == ("5 ['x', '--unknown=1']\n", 3)


def test_run_with_a_wrong_flag_fails(program):
    done = program("--batch_size=many")
    assert done.returncode == 1
    assert "IllegalFlagValueError: flag --batch_size=many: invalid literal" in done.stderr


def test_flags_that_absl_logging_has_can_be_defined_and_set_its_verbosity_where_it_is_imported(tmp_path):
    own = "import headrace as tf; tf.flags.DEFINE_string('log_dir', 'x', 'Logs.'); tf.flags.DEFINE_integer('v', 1, 'V.')"
    run = "tf.app.run(lambda argv: print(tf.flags.FLAGS.log_dir, tf.flags.FLAGS.v), ['program', '--log_dir=y', '-v=2'])"
    done = subprocess.run([sys.executable, "-c", f"{own}; {run}"], capture_output=True, text=True, timeout=50)
    assert (done.stdout, done.returncode) == ("y 2\n", 0), done.stderr
    own = "from absl import logging; import headrace as tf"
    run = "tf.app.run(lambda argv: logging.debug('seen'), ['program', '--verbosity=1', '--logtostderr'])"
    done = subprocess.run([sys.executable, "-c", f"{own}; {run}"], capture_output=True, text=True, timeout=50)
    assert (done.stdout, done.returncode) == ("", 0)
    assert done.stderr.endswith("seen\n")


def test_help_shows_the_flags_of_the_program(program):
    done = program("--help")
    assert done.returncode == 1
    assert done.stdout.startswith("Trains.\nflags:\n\n")
    assert done.stdout.endswith(
        "train.py:\n  --batch_size: Examples in a batch.\n    (default: '100')\n    (an integer)\n"
        "  --[no]fake_data: Use fake data.\n    (default: 'false')\n\nTry --helpfull to get a list of all flags.\n"
    )
