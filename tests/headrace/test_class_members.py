"""The public members of TensorFlow 1.15's classes: all are there, or docs/differences.md says why not."""

from __future__ import annotations

import functools
import importlib
import inspect
import re
from pathlib import Path

import pytest
from support import golden

import headrace as tf

CLASSES = golden.load("api/class_members.json")
ROOT = Path(__file__).resolve().parents[2]
_HEADING = "## Members of classes that are not there"


def absences():
    """`Class.member` -> reason, as the section of docs/differences.md lists them; `*` stands for every class."""
    section = (ROOT / "docs/differences.md").read_text().partition(_HEADING)[2].partition("\n## ")[0]
    found = {}
    for row in re.findall(r"^\| (`.*?) \| (.*) \|$", section, re.MULTILINE):
        for name in re.findall(r"`([^`]+)`", row[0]):
            found[name] = row[1]
    return found


ABSENT = absences()


@functools.cache
def found(name):
    thing = tf
    for part in name.split(".")[1:]:
        try:
            thing = getattr(thing, part)
        except AttributeError:
            try:
                thing = importlib.import_module(f"{thing.__name__}.{part}")
            except (AttributeError, ImportError):
                return None
    return thing


HERE = [name for name in CLASSES if inspect.isclass(found(name))]


def is_absent(kind, member):
    return f"{kind}.{member}" in ABSENT or f"*.{member}" in ABSENT


def has(kind, member):
    """Whether the class, or what its constructors set, has the member."""
    if hasattr(kind, "DESCRIPTOR") and member in kind.DESCRIPTOR.fields_by_name:
        return True
    makers = [base.__init__ for base in kind.__mro__ if inspect.isfunction(base.__init__)]
    return hasattr(kind, member) or any(member in inspect.unwrap(maker).__code__.co_names for maker in makers)


def default_text(value):
    if isinstance(value, tf.DType):
        return f"tf.{value.name}"
    if isinstance(value, (list, tuple)) and any(isinstance(item, tf.DType) for item in value):
        return f"({', '.join(map(default_text, value))})"
    if value is None or isinstance(value, (bool, int, float, str, bytes, list, tuple, dict)):
        return repr(value)
    return f"<{getattr(value, '__name__', type(value).__name__)}>"


def parameters(kind, member):
    """[name, default] of each parameter but self, or None where they cannot be told."""
    try:
        signature = inspect.signature(getattr(kind, member))
    except (TypeError, ValueError):
        return None
    marks = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    listed = [
        [marks.get(p.kind, "") + p.name] + ([] if p.default is p.empty else [default_text(p.default)])
        for p in signature.parameters.values()
    ]
    return listed[1:] if inspect.isfunction(inspect.getattr_static(kind, member)) else listed


DEFAULTS_THAT_MEAN_THE_SAME = {
    "<VariableSynchronization>": "None",
    "<VariableAggregation>": "None",
}
"""Of TensorFlow: here."""


def fits(mine, theirs):
    """Whether a call that theirs takes is one that mine takes; what mine has beyond them has a default."""
    takes_all = {parameter[0][:1] for parameter in mine} & {"*"} == {"*"}
    for position, (name, *default) in enumerate(theirs):
        if name.startswith("*"):
            continue
        if position >= len(mine) or mine[position][0].startswith("*"):
            return takes_all
        if mine[position][0] != name:
            return False
        same = [DEFAULTS_THAT_MEAN_THE_SAME.get(text, text) for text in default]
        if mine[position][1:] not in (default, same):
            return False
    return all(len(rest) == 2 or rest[0].startswith("*") for rest in mine[len(theirs) :])


def test_most_classes_are_there():
    assert len(HERE) > 160


@pytest.mark.parametrize("kind", HERE)
def test_all_members_of_tensorflows_classes_are_there(kind):
    here = found(kind)
    missing = [member for member in CLASSES[kind]["members"] if not has(here, member)]
    assert [member for member in missing if not is_absent(kind, member)] == []


@pytest.mark.parametrize("kind", HERE)
def test_methods_take_what_tensorflows_take(kind):
    here = found(kind)
    for member, theirs in CLASSES[kind]["members"].items():
        if not isinstance(theirs, list) or not has(here, member) or is_absent(kind, f"{member}()"):
            continue
        mine = parameters(here, member)
        if mine is not None:
            assert fits(mine, theirs), (member, mine, theirs)


def test_every_absence_is_one_and_has_a_reason():
    assert ABSENT
    for name, reason in ABSENT.items():
        kind, _, member = name.rpartition(".")
        classes = [one for one in HERE if kind in ("*", one)]
        assert classes, name
        assert len(reason) > 20
        if not member.endswith("()"):
            assert all(not has(found(one), member) for one in classes if member in CLASSES[one]["members"]), name
            assert any(member in CLASSES[one]["members"] for one in classes), name
