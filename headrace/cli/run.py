"""`headrace run`."""

from __future__ import annotations

import click

from ..programs import running


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.option("--py2", "python2", is_flag=True, help="Read the program and the modules of its folders as Python 2.")
@click.option("-m", "module", is_flag=True, help="PROGRAM is the name of a module, as for python -m.")
@click.option("-v", "--verbose", is_flag=True, help="List what was mended in the sources, and which names are not there.")
@click.option("--resume", is_flag=True, help="Checkpoints have the place in the input, too: go on in the middle of an epoch.")
@click.argument("program")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(program: str, arguments: tuple[str, ...], module: bool, python2: bool, verbose: bool, resume: bool) -> None:
    """Run a TensorFlow 1 program, unedited.

    import tensorflow gives it headrace's names, whether a TensorFlow is installed or not. The exit code is the program's.

    Example: headrace run train.py --batch_size=128
    """
    running.run(program, arguments, module=module, python2=python2, verbose=verbose, resume=resume)
