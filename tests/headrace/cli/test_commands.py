"""What holds for every command: help, completion, exit codes, errors in a line, JSON alone on standard output."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys

import click
import pytest
from support import golden
from support.cli import run, start
from support.house import ROOT

from headrace import cli
from headrace.formats import files, tfrecord
from headrace.formats.errors import (
    AlreadyExistsError,
    DataLossError,
    InvalidArgumentError,
    NotFoundError,
    PermissionDeniedError,
)

SAMPLES = ROOT / "sample_data"


NAMES = [name for names in cli.COMMANDS.values() for name in names]
COMMANDS = [name for name in NAMES if importlib.util.find_spec(f"headrace.cli.{cli._TOGETHER.get(name, name)}")]
LOOKING = {
    "checkpoint": golden.DIRECTORY / "checkpoint_v2/all",
    "events": golden.DIRECTORY / "events/scalars.tfevents",
    "graph": golden.DIRECTORY / "saved_model",
    "count": SAMPLES / "iris-00000-of-00003.tfrecord",
    "head": SAMPLES / "iris-00000-of-00003.tfrecord",
    "cat": SAMPLES / "iris-00000-of-00003.tfrecord",
    "schema": SAMPLES / "iris-00000-of-00003.tfrecord",
    "stats": SAMPLES / "iris-00000-of-00003.tfrecord",
    "verify": SAMPLES / "iris-00000-of-00003.tfrecord",
    "bench": SAMPLES / "iris-00000-of-00003.tfrecord",
    "doctor": None,
}
"""Commands with `--json`, and what they look at."""

JSON = [name for name in LOOKING if name in COMMANDS]

WRITING = {
    "convert": ["x.jsonl"],
    "salvage": ["x.tfrecord"],
    "split": ["x", "--shards", "1"],
    "merge": ["x.tfrecord"],
    "shuffle": ["x.tfrecord"],
    "sample": ["x.tfrecord", "--number", "3"],
}
"""Commands that write a file, and what follows the file that they read."""


def arguments(name: str) -> list:
    return [name] if LOOKING[name] is None else [name, LOOKING[name]]


def test_the_list_of_commands_fits_on_a_screen_and_names_each():
    shown = run("--help").stdout
    lines = shown.splitlines()
    assert len(lines) <= 46
    assert max(map(len, lines)) <= 100
    assert [name for name in NAMES if f"  {name} " not in shown] == []
    assert "0 all is right, 1 the files are at fault, 2 the call is" in " ".join(shown.split())
    assert run("-h").stdout == shown


def test_no_module_is_there_that_is_no_command():
    modules = {path.stem for path in (ROOT / "headrace/cli").glob("*.py")} - {"__init__"}
    assert modules <= {cli._TOGETHER.get(name, name) for name in NAMES}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_help_fits_on_a_screen_and_has_an_example_that_names_the_command(name):
    shown = run(name, "--help")
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert len(lines) <= 46
    assert max(map(len, lines)) <= 100
    shown_by_example = shown.stdout[shown.stdout.index("Example") :]
    assert f"headrace {name} " in shown_by_example


@pytest.mark.parametrize("name", COMMANDS)
def test_each_is_a_click_command_with_help_for_all_its_options(name):
    command = cli.commands.get_command(click.Context(cli.commands), name)
    assert [one.opts for one in command.params if isinstance(one, click.Option) and not one.help] == []


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "run"])  # which takes the options of its program
def test_what_is_wrong_with_a_call_is_said_with_exit_code_2(name):
    found = run(name, "--no-such-option")
    assert found.exit_code == 2
    assert "--no-such-option" in found.stderr
    assert found.stdout == ""


def test_an_unknown_command_is_one_of_the_call():
    found = run("cuont", "x")
    assert found.exit_code == 2
    assert "No such command 'cuont'" in found.stderr


@pytest.mark.parametrize("name", [name for name in JSON if LOOKING[name]])
def test_a_file_that_is_not_there_is_named_in_one_line_with_exit_code_2(name, tmp_path):
    found = run(name, tmp_path / "absent")
    assert found.exit_code == 2
    assert found.stdout == ""
    (line,) = found.stderr.splitlines()
    assert line.startswith("headrace: ")
    assert str(tmp_path / "absent") in line


@pytest.mark.parametrize("name", [name for name in JSON if LOOKING[name]])
def test_what_lies_behind_a_url_is_looked_at_too(name):
    top = f"memory://look-{name}"
    path = LOOKING[name]
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            with files.replace(f"{top}/{file.relative_to(path.parent)}") as out:
                out.write(file.read_bytes())
    found = run(name, f"{top}/{path.name}", "--json")
    assert (found.exit_code, found.stderr) == (0, "")
    if name != "bench":
        expected = run(*arguments(name), "--json").stdout.replace(str(path), f"{top}/{path.name}")
        assert json.loads(found.stdout.splitlines()[0] if name in ("head", "cat") else found.stdout) == json.loads(
            expected.splitlines()[0] if name in ("head", "cat") else expected
        )


@pytest.mark.parametrize("name", JSON)
def test_json_is_all_that_stands_on_standard_output(name):
    found = run(*arguments(name), "--json")
    assert found.exit_code == 0
    if name in ("head", "cat"):
        assert all(json.loads(line) for line in found.stdout.splitlines())
    else:
        assert json.loads(found.stdout)


@pytest.mark.parametrize("name", ["count", "head", "schema", "stats", "checkpoint", "events"])
def test_looking_does_not_wait_for_the_imports_of_pipelines(name):
    program = f"""
import sys
import click
from headrace import cli
cli.commands.get_command(click.Context(cli.commands), {name!r})
heavy = ("headrace.pipeline.", "headrace.graph.execution", "rich", "asyncio")
print(*sorted(name for name in sys.modules if name.startswith(heavy)))
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=ROOT, timeout=60, text=True, check=True)
    assert found.stdout.split() == []


def test_every_command_is_there_without_rich():
    program = """
import sys
sys.modules["rich"] = None
import click
from headrace import cli
for name in sys.argv[1:]:
    cli.commands.get_command(click.Context(cli.commands), name)
"""
    ran = [sys.executable, "-c", program, *COMMANDS]
    found = subprocess.run(ran, capture_output=True, cwd=ROOT, timeout=60, text=True, check=False)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


@pytest.mark.parametrize("name", [name for name in JSON if LOOKING[name]])
def test_a_reader_that_goes_away_is_no_news(name):
    read, write = os.pipe()
    os.close(read)
    process = start(*arguments(name), stdout=write)
    os.close(write)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (cli.NOBODY_READS, b"")


@pytest.fixture(params=[name for name in WRITING if name in COMMANDS])
def writing(request, tmp_path, monkeypatch):
    """A command that writes; called with its source and more options."""
    monkeypatch.chdir(tmp_path)
    return lambda source, *options: run(request.param, source, *WRITING[request.param], *options)


def test_what_is_written_is_told_as_json(writing):
    found = writing(LOOKING["count"], "--json")
    assert (found.exit_code, found.stderr) == (0, "")
    assert json.loads(found.stdout)


def test_what_is_there_is_replaced_by_force_alone(writing, tmp_path):
    assert writing(LOOKING["count"]).exit_code == 0
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(before) == 1
    (name,) = before
    name.write_bytes(b"precious")
    found = writing(LOOKING["count"])
    assert found.exit_code == 2
    assert found.stderr.splitlines()[-1].startswith("headrace: ")
    assert name.read_bytes() == b"precious"
    assert writing(LOOKING["count"], "--force").exit_code == 0
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_nothing_is_written_of_what_is_not_there(writing, tmp_path):
    found = writing(tmp_path / "absent.tfrecord")
    assert found.exit_code == 2
    assert str(tmp_path / "absent.tfrecord") in found.stderr.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_of_a_damaged_file_nothing_is_written_unless_it_is_mended(writing, tmp_path, request):
    damaged = bytearray(LOOKING["count"].read_bytes())
    damaged[20] ^= 1
    source = tmp_path / "damaged.tfrecord"
    source.write_bytes(damaged)
    found = writing(source)
    if "[salvage]" in request.node.name:
        assert found.exit_code == 0
        return
    assert found.exit_code == 1
    assert "record 0" in found.stderr.splitlines()[-1]
    assert [path.name for path in tmp_path.iterdir()] == ["damaged.tfrecord"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DataLossError(None, None, "corrupted", path="a.tfrecord", record=3, offset=77), 1),
        (PermissionDeniedError(None, None, "a.tfrecord; Permission denied", path="a.tfrecord"), 1),
        (InvalidArgumentError(None, None, "no int64", path="a.csv", record=3), 1),
        (InvalidArgumentError(None, None, "no schema"), 2),
        (NotFoundError(None, None, "a.tfrecord; No such file", path="a.tfrecord"), 2),
        (AlreadyExistsError(None, None, "file already exists; b", path="b"), 2),
    ],
)
def test_an_error_is_one_line_with_its_place_and_a_code(monkeypatch, error, code):
    def fails(*_arguments, **_options):
        raise error

    monkeypatch.setattr(importlib.import_module("headrace.cli.completion"), "get_completion_class", fails)
    found = run("completion", "bash")
    assert found.exit_code == code
    (line,) = found.stderr.splitlines()
    place = [f"{error.path}"] if error.path else []
    place += [f"record {error.record}"] if error.record is not None else []
    place += [f"offset {error.offset}"] if error.offset is not None else []
    assert all(part in line for part in [str(error), *place])


def test_the_place_is_said_once():
    error = DataLossError(None, None, "a: record 1 at offset 12: bad", path="a", record=1, offset=12)
    assert cli.one_line(error) == "a: record 1 at offset 12: bad"
    error = DataLossError(None, None, "a: record 1 at offset 123: bad", path="a", record=1, offset=12)
    assert cli.one_line(error) == "offset 12: a: record 1 at offset 123: bad"


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_interrupt_ends_with_130_and_a_line(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    process = start("graph", tmp_path / "pipe")
    with open(tmp_path / "pipe", "wb"):  # returns when the command has opened its end
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"headrace: interrupted\n")


@pytest.mark.skipif(os.name != "posix", reason="names of any bytes")
@pytest.mark.parametrize("name", [b"plain [x]", b"-dash", b"\xff\xfe", "\u00e9".encode(), b"a\nb", b"{x}*"])
def test_names_of_files_may_have_any_characters(tmp_path, name):
    path = os.path.join(os.fsencode(tmp_path), name)
    with tfrecord.Writer(path) as writer:
        writer.write(b"x")
    process = start("graph", "--", name, cwd=tmp_path)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, b"")
    assert b"Traceback" not in err
    assert err.count(b"\n") == 1


def test_python_m_headrace_is_the_command():
    found = subprocess.run(
        [sys.executable, "-m", "headrace", "--version"], capture_output=True, cwd=ROOT, timeout=60, check=True, text=True
    )
    assert found.stdout == run("--version").stdout != ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_options_and_files(shell):
    script = run("completion", shell).stdout
    assert "_HEADRACE_COMPLETE" in script

    def completed(*words):
        environment = {"_HEADRACE_COMPLETE": f"{shell}_complete", "COMP_WORDS": " ".join(words), "COMP_CWORD": words[-1]}
        if shell != "fish":
            environment["COMP_CWORD"] = str(len(words) - 1)
        process = start(env=environment)
        out, err = process.communicate(timeout=60)
        assert err == b""
        return out.decode()

    assert "checkpoint" in completed("headrace", "chec")
    assert "--tag" in completed("headrace", "events", "--t")
    assert "file" in completed("headrace", "events", "sample")


def test_warnings_are_lines_too(tmp_path):
    with tfrecord.Writer(tmp_path / "torn") as writer:
        writer.write(b"")
    with open(tmp_path / "torn", "ab") as file:
        file.write(b"1234")
    process = start("events", tmp_path / "torn")
    _, err = process.communicate(timeout=60)
    (line,) = err.decode().splitlines()
    assert line.startswith("headrace: warning: ")
    assert "4 stray bytes at offset 16" in line


def test_warnings_about_a_program_name_its_line(tmp_path):
    (tmp_path / "old.py").write_text("import tensorflow as tf\ntf.initialize_all_variables\n")
    process = start("run", tmp_path / "old.py")
    _, err = process.communicate(timeout=60)
    assert f"{tmp_path / 'old.py'}:2: OldFormWarning: tf.initialize_all_variables is " in err.decode()
