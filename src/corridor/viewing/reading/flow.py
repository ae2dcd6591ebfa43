"""Words, tables and pictures in the order of the file, collected from events of any dialect."""

from collections.abc import Callable, Iterator

from PIL import Image

from corridor.viewing.reading.blocks import Block, Figure, Paragraph, Table, Weight

FindImage = Callable[[str], Image.Image | None]


class Flow:
    """A table inside a cell becomes words of that cell: nothing is lost, only its lines."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._cell: list[str] = []
        self._row: list[str] = []
        self._rows: list[tuple[str, ...]] = []
        self._depth = 0
        self._figures: list[Figure] = []
        self.weight = Weight.BODY

    def say(self, words: str) -> None:
        self._words.append(words)

    def show(self, image: Image.Image) -> None:
        self._figures.append(Figure(image=image))

    def end_paragraph(self) -> Iterator[Block]:
        text = "".join(self._words)
        self._words.clear()
        if self._depth:
            self._cell.append(text)
        else:
            yield Paragraph(text=text, weight=self.weight)
            yield from self._shown()
        self.weight = Weight.BODY

    def begin_table(self) -> None:
        self._depth += 1

    def end_cell(self, *, times: int = 1) -> None:
        if self._depth == 1:
            self._row += ["\n".join(self._cell)] * times
            self._cell = []

    def end_row(self, *, times: int = 1) -> None:
        if self._depth == 1:
            self._rows += [tuple(self._row)] * times
            self._row = []

    def end_table(self) -> Iterator[Block]:
        self._depth = max(0, self._depth - 1)
        if self._depth == 0 and self._rows:
            yield Table(rows=tuple(self._rows))
            self._rows = []
            yield from self._shown()

    def rest(self) -> Iterator[Block]:
        """What a file that is cut left open."""
        if self._words:
            yield from self.end_paragraph()
        yield from self._shown()

    def _shown(self) -> Iterator[Block]:
        shown, self._figures = self._figures, []
        yield from shown
