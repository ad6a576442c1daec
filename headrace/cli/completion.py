"""`headrace completion`: what makes a shell complete commands, options and files."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from .. import cli


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that completes commands, options and files in a shell.

    Example: headrace completion bash >> ~/.bashrc
    """
    found = get_completion_class(shell)
    assert found is not None  # click has one for each of the choices
    click.echo(found(cli.commands, {}, "headrace", "_HEADRACE_COMPLETE").source())
