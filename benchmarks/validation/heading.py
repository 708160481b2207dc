"""What stands above the figures of a page: how they were made, on what machine, with what versions."""

from collections.abc import Iterator, Mapping
from typing import Any


def heading(head: str, found: Mapping[str, Any], adds: str, steadier: str) -> Iterator[str]:
    """Yield the first lines of a page.

    Args:
        head: its title, and what leads to other files.
        adds: what measuring itself adds to the load of the machine.
        steadier: what tells more than a clock where the machine was at work for others too, with its verb.
    """
    yield from head.splitlines()
    yield ""
    yield f"    {found['command']}"
    yield ""
    machine = found["machine"]
    yield (
        f"Measured on {found['day']}, on {machine['cores']} cores of a machine with {machine['memory']},"
        f" {machine['architecture']}, {machine['python']};"
    )
    yield ", ".join(f"{name} {version}" for name, version in found["versions"].items()) + "."
    yield (
        f"Load of the machine, to which measuring itself adds {adds}: {machine['load']}. Where it was at work for others"
        f" too, the seconds of a clock tell little; {steadier} less on that."
    )
    yield ""
