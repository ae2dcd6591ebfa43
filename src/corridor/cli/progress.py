"""How far long work has come: a line on stderr that redraws itself on a terminal."""

import sys
from typing import Final, TextIO

WIDTH: Final = 30
STEP: Final = 10


class Bar:
    """Where stderr is no terminal, a line for every tenth; `quiet`: nothing at all."""

    def __init__(self, *, quiet: bool, out: TextIO | None = None) -> None:
        self._out = sys.stderr if out is None else out
        self._quiet = quiet
        self._redraws = self._out.isatty()
        self._shown = -1

    def moves(self, done: int, whole: int) -> bool:
        """Whether there is anything new to draw: a note may cost something."""
        return not self._quiet and self._step(done, whole) != self._shown

    def show(self, done: int, whole: int, *, note: str) -> None:
        self._shown = self._step(done, whole)
        filled = "#" * (self._shown * WIDTH // 100)
        line = f"{filled:.<{WIDTH}} {self._shown:3d} %  {note}"
        self._out.write(f"\r{line}" if self._redraws else f"{line}\n")
        self._out.flush()

    def end(self) -> None:
        if self._redraws and self._shown >= 0:
            self._out.write("\n")

    def _step(self, done: int, whole: int) -> int:
        percent = 100 if whole == 0 else done * 100 // whole
        return percent if self._redraws else percent // STEP * STEP
