"""`headrace run`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import click

from headrace.pipeline.bad_records import policy as policies

from ..programs import running


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.option("--py2", "python2", is_flag=True, help="Read the program and the modules of its folders as Python 2.")
@click.option("-m", "module", is_flag=True, help="PROGRAM is the name of a module, as for python -m.")
@click.option("-v", "--verbose", is_flag=True, help="List what was mended in the sources, and which names are not there.")
@click.option("--resume", is_flag=True, help="Checkpoints have the place in the input, too: go on in the middle of an epoch.")
@click.option("--bad-records", metavar="skip|quarantine:FILE", help="Leave bad records out; FILE is a TFRecord of them.")
@click.option("--most-bad", type=click.IntRange(0), metavar="N", help="Leave out N bad records at most.")
@click.option("--top", is_flag=True, help="Let `headrace top` look into the program.")
@click.argument("program")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(
    program: str,
    arguments: tuple[str, ...],
    module: bool,
    python2: bool,
    verbose: bool,
    bad_records: str | None,
    most_bad: int | None,
    top: bool,
    resume: bool,
) -> None:
    """Run a TensorFlow 1 program, unedited.

    import tensorflow gives it headrace's names, whether a TensorFlow is installed or not. The exit code is the program's.
    Ctrl-\\ prints who waits for whom, and the program goes on.

    \b
    Examples:
      headrace run train.py --batch_size=128
      headrace run --bad-records quarantine:bad.tfrecord --most-bad 100 train.py
    """
    with _leaving_out(bad_records, most_bad):
        running.run(program, arguments, module=module, python2=python2, verbose=verbose, top=top, resume=resume)


@contextlib.contextmanager
def _leaving_out(bad_records: str | None, most: int | None) -> Iterator[None]:
    """Say what becomes of bad records, and at the end how many there were."""
    if bad_records is None:
        if most is not None:
            raise click.UsageError("--most-bad is for --bad-records")
        yield
        return
    word, _, path = bad_records.partition(":")
    if word not in ("skip", "quarantine") or (word == "quarantine") != bool(path):
        raise click.BadParameter(f"{bad_records!r} is neither skip nor quarantine:FILE", param_hint="--bad-records")
    policy = policies.bad_records(word, most=most, path=path or None)
    with policy.everywhere():
        try:
            yield
        finally:
            if policy.count:
                click.echo(policy, err=True)
