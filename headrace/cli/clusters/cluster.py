"""`headrace cluster`."""

from __future__ import annotations

import click

from headrace.cluster import local
from headrace.cluster.tasks.names import TaskName, tasks_of


@click.group()
def cluster() -> None:
    """Start and end a Ray on this machine, on which the servers of a program find each other.

    \b
    Examples:
      headrace cluster up
      headrace cluster status
      headrace cluster down
    """


@cluster.command()
@click.argument("spec", required=False)
@click.option("--cpus", type=click.IntRange(1), metavar="N", help="How many processors its tasks may take.")
@click.option("--memory", type=click.IntRange(1), metavar="BYTES", help="Of its object store, in shared memory.")
@click.option("--port", type=click.IntRange(1, 65535), help="Of its first process; a free one by default.")
def up(spec: str | None, cpus: int | None, memory: int | None, port: int | None) -> None:
    """Start a Ray; it lives until `headrace cluster down`.

    SPEC is a cluster as JSON, or a file of it: it is checked, and what is to be started for it is shown.

    Example: headrace cluster up '{"ps": ["localhost:2222"], "worker": ["localhost:2223", "localhost:2224"]}'
    """
    wanted = None if spec is None else local.read_spec(spec)
    started = local.up(cpus, memory, port)
    click.echo(f"export RAY_ADDRESS={started.address}")
    for task in () if wanted is None else tasks_of(wanted):
        click.echo(f"# then start {task} at {wanted.task_address(*task)}")  # type: ignore[union-attr]


@cluster.command()
def status() -> None:
    """Show the servers that there are: address, task, version."""
    found = list(local.servers())
    for address, about in found:
        if about is None:
            click.echo(f"{address}\tdoes not answer")
        else:
            click.echo(f"{address}\t{TaskName(*about['task'])}\theadrace {about['version']}")
    if not found:
        click.echo("no servers")


@cluster.command()
def down() -> None:
    """End the Ray that `headrace cluster up` has started, with all that runs on it."""
    click.echo(f"ended the Ray at {local.down().address}")
