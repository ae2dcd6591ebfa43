"""A page with holes: what is the same for everybody is drawn once, the holes for each person.

The stencil is cut from a page that has a frame and no person, so nobody's words can stay in it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NoReturn

from django.template import Context, NodeList, Template
from django.template.engine import Engine

from corridor.web.public.pages import Frame, PublicPage
from corridor.web.speech import said_in_english, spelled_out

_HOLE: Final = re.compile("\0(\\d+)\0")
_AT_MOST: Final = 128


class OutsideError(Exception):
    """A template shows something of the person outside `{% anew %} … {% endanew %}`."""


class Outline:
    """Stands for a page while its stencil is cut: the frame, and where its content begins."""

    def __init__(self, frame: Frame, *, skip_to: str) -> None:
        self.frame = frame
        self.skip_to = skip_to
        self.holes: list[NodeList] = []

    def cut(self, hole: NodeList) -> str:
        self.holes.append(hole)
        return f"\0{len(self.holes) - 1}\0"

    def __getattr__(self, name: str) -> NoReturn:
        raise OutsideError(name)


@dataclass(frozen=True, kw_only=True)
class Stencil:
    """The parts of a page in bytes, and between each two of them a hole."""

    template: Template
    parts: tuple[bytes, ...]
    holes: tuple[NodeList, ...]

    def fill(self, page: PublicPage) -> bytes:
        context = Context({"page": page})
        first, *parts = self.parts
        filled = [first]
        state = context.render_context.push_state(self.template)
        with state, context.bind_template(self.template):
            for hole, part in zip(self.holes, parts, strict=True):
                filled += (hole.render(context).encode(), part)
        return b"".join(filled)


def draw(page: PublicPage) -> bytes:
    """The page in the language that is spoken now, which must be that of its frame."""
    drawn = _stencil(page.template, page.frame, page.skip_to).fill(page)
    return spelled_out(drawn.decode()).encode() if said_in_english(drawn) else drawn


@lru_cache(maxsize=_AT_MOST)
def _stencil(name: str, frame: Frame, skip_to: str) -> Stencil:
    template = Engine.get_default().get_template(name)
    outline = Outline(frame, skip_to=skip_to)
    drawn = template.render(Context({"page": outline}))
    first, *rest = _HOLE.split(drawn)
    return Stencil(
        template=template,
        parts=(first.encode(), *(part.encode() for part in rest[1::2])),
        holes=tuple(outline.holes[int(number)] for number in rest[::2]),
    )
