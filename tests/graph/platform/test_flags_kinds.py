"""tf.flags beyond the plain kinds: flags of several values, of enums, validators, and who a flag belongs to."""

from __future__ import annotations

import enum

import absl.flags
import pytest

import headrace as tf

flags = tf.flags


class Fruit(enum.Enum):
    APPLE = 1
    PEAR = 2


def _parsed(define, *arguments):
    """The values of flags that `define` makes, after a command line."""
    values = flags.FlagValues()
    define(values)
    values(["program", *arguments])
    return values


def test_flags_of_several_values():
    def define(values):
        flags.DEFINE_multi_string("word", ["a"], "Words.", flag_values=values)
        flags.DEFINE_multi_float("rate", None, "Rates.", flag_values=values)
        flags.DEFINE_multi_enum("mode", ["train"], ["train", "eval"], "Modes.", flag_values=values)
        flags.DEFINE_multi_enum_class("fruit", [Fruit.PEAR], Fruit, "Fruits.", flag_values=values)
        flags.DEFINE_multi(flags.IntegerParser(), flags.ArgumentSerializer(), "step", [1], "Steps.", flag_values=values)

    found = _parsed(define, "--word=b", "--word=c", "--rate=1.5", "--mode=eval", "--fruit=apple", "--fruit=pear", "--step=3")
    assert (found.word, found.rate, found.mode, found.step) == (["b", "c"], [1.5], ["eval"], [3])
    assert found.fruit == [Fruit.APPLE, Fruit.PEAR]
    kept = _parsed(define)
    assert (kept.word, kept.rate, kept.mode, kept.fruit, kept.step) == (["a"], None, ["train"], [Fruit.PEAR], [1])
    assert isinstance(kept["word"], flags.MultiFlag)
    assert isinstance(kept["fruit"], flags.MultiEnumClassFlag)
    with pytest.raises(flags.IllegalFlagValueError, match="mode"):
        _parsed(define, "--mode=other")


def test_flags_of_enums():
    def define(values):
        flags.DEFINE_enum("mode", "train", ["train", "eval"], "Modes.", flag_values=values)
        flags.DEFINE_enum_class("fruit", Fruit.APPLE, Fruit, "Fruits.", flag_values=values)

    found = _parsed(define, "--mode=eval", "--fruit=PEAR")
    assert (found.mode, found.fruit) == ("eval", Fruit.PEAR)
    assert isinstance(found["mode"], flags.EnumFlag)
    assert isinstance(found["fruit"], flags.EnumClassFlag)
    assert flags.EnumClassParser(Fruit, case_sensitive=False).parse("pear") is Fruit.PEAR
    assert flags.EnumClassSerializer(lowercase=True).serialize(Fruit.PEAR) == "pear"
    assert flags.EnumClassListSerializer(",", lowercase=False).serialize([Fruit.PEAR, Fruit.APPLE]) == "PEAR,APPLE"
    assert flags.CsvListSerializer(",").serialize(["a", "b,c"]) == 'a,"b,c"'


def test_flags_of_own_kinds_and_what_defining_gives():
    values = flags.FlagValues()
    holder = flags.DEFINE(flags.IntegerParser(), "size", 3, "A size.", values, flags.ArgumentSerializer())
    flags.DEFINE_flag(flags.BooleanFlag("loud", False, "Loud.", short_name="l"), values)
    values(["program", "-l", "--size=4"])
    assert (values.size, values.loud) == (4, True)
    assert isinstance(holder, flags.FlagHolder)
    assert (holder.value, holder.default, holder.name) == (4, 3, "size")


def test_what_is_set_later_counts():
    values = flags.FlagValues()
    holder = flags.DEFINE_integer("size", 3, "A size.", flag_values=values)
    flags.set_default(holder, 5)
    values(["program"])
    assert values.size == 5
    flags.override_value(holder, 7)
    assert values.size == 7


def _required(values):
    flags.DEFINE_string("path", None, "A path.", flag_values=values)
    flags.mark_flags_as_required(["path"], flag_values=values)


def test_values_are_checked():
    values = flags.FlagValues()
    for name in ("low", "high"):
        flags.DEFINE_integer(name, 3, "A number.", flag_values=values)
    for name in ("first", "second"):
        flags.DEFINE_bool(name, False, "A switch.", flag_values=values)
    flags.DEFINE_string("path", None, "A path.", flag_values=values)
    flags.DEFINE_string("word", None, "A word.", flag_values=values)
    flags.register_validator("low", lambda value: value >= 0, message="must not be below 0", flag_values=values)

    @flags.validator("high", message="must not be above 9", flag_values=values)
    def _high(value):
        return value <= 9

    flags.register_multi_flags_validator(
        ["low", "high"], lambda both: both["low"] <= both["high"], message="low is above high", flag_values=values
    )
    flags.mark_flags_as_required(["path", "word"], flag_values=values)
    flags.mark_bool_flags_as_mutual_exclusive(["first", "second"], flag_values=values)
    given = ["program", "--path=p", "--word=w"]
    values(given)
    for arguments, words in (
        (["--low=-1"], "must not be below 0"),
        (["--low=3", "--high=10"], "must not be above 9"),
        (["--low=5", "--high=4"], "low is above high"),
        (["--high=3", "--low=3", "--first", "--second"], "first|second"),
    ):
        with pytest.raises(flags.IllegalFlagValueError, match=words):
            values([*given, *arguments])
    with pytest.raises(flags.IllegalFlagValueError, match="path"):
        _parsed(_required)


def test_a_flag_may_be_declared_the_key_flag_of_a_module():
    values = flags.FlagValues()
    flags.DEFINE_integer("size", 3, "A size.", flag_values=values)
    flags.declare_key_flag("size", flag_values=values)
    assert [flag.name for flag in values.get_key_flags_for_module(__name__)] == ["size"]
    with pytest.raises(flags.Error, match="module"):
        flags.adopt_module_key_flags("no module", flag_values=values)
    flags.disclaim_key_flags()


def test_help_is_laid_out():
    assert flags.doc_to_help("  One line\n  goes on.\n\n  Another.") == "One line goes on.\n\nAnother."
    assert flags.get_help_width() >= 40


@pytest.mark.parametrize("name", ["DEFINE_multi_enum", "EnumClassFlag", "mark_bool_flags_as_mutual_exclusive", "MultiFlag"])
def test_they_are_those_of_absl(name):
    assert getattr(flags, name) is getattr(absl.flags, name)
