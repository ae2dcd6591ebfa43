"""The `corridor` command. `main` is its entry point."""

from corridor.cli.main import main

__all__ = ["main"]
