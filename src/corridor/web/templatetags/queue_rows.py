"""The rows of the queue: most of its page. What is the same in each is drawn once a language.

The template `desk/queue/row.html` is drawn with a hole in place of every value. The holes are
filled with what the marks' own tags draw, each different mark once a page, and with escaped
text. Nothing of anybody is kept longer than the page.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape
from typing import Final, TypeVar

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from corridor.web.desk.pages.queue import QueueGroup, QueueRow
from corridor.web.ui.icons import draw_icon
from corridor.web.ui.marks import DueMark, Pill, StepMark
from corridor.web.ui.templatetags.ui import avatar, pill, step_bar, urgency

register = template.Library()

_HOLE: Final = re.compile("\0(\\w+)\0")
_LANGUAGES: Final = 64
Shown = TypeVar("Shown")


class _Holes:
    """Stands for a row while the stencil is cut."""

    def __getattr__(self, name: str) -> str:
        return f"\0{name}\0"


@lru_cache(maxsize=_LANGUAGES)
def _stencil(language: str) -> tuple[str, ...]:  # noqa: ARG001 - the one that is spoken now
    """Markup and names of holes by turns."""
    return tuple(_HOLE.split(render_to_string("desk/queue/row.html", {"row": _Holes()})))


@register.simple_tag
def queue_rows(groups: Iterable[QueueGroup]) -> SafeString:
    drawing = _Drawing(_stencil(get_language() or ""))
    return SafeString("".join(map(drawing.group, groups)))


class _Drawing:
    """One page's rows. An icon is drawn where it first stands, and pointed at from there on."""

    def __init__(self, stencil: tuple[str, ...]) -> None:
        self._stencil = stencil
        self._drawn: dict[object, str] = {}
        self._icons: set[str] = set()

    def group(self, group: QueueGroup) -> str:
        return _heading(group) + "".join(map(self._fill, group.rows))

    def _fill(self, row: QueueRow) -> str:
        parts = list(self._stencil)
        values = self._values(row)
        for place in range(1, len(parts), 2):
            value = values[parts[place]]
            parts[place] = value if isinstance(value, SafeString) else escape(value)
        return "".join(parts)

    def _values(self, row: QueueRow) -> dict[str, str]:
        return {
            "ref": row.ref,
            "code": row.code,
            "name": row.name,
            "title": _title(row),
            "summary": row.summary,
            "where": row.where,
            "people": row.people,
            "next": row.next,
            "urgency": self._once(urgency, row.urgency),
            "step": self._once(_step, row.step),
            "owner": self._once(avatar, row.owner),
            "due": "" if row.due is None else self._once(_due, row.due),
            "tags": _tags(map(self._pill, row.tags)) if row.tags else "",
        }

    def _pill(self, shown: Pill) -> str:
        if not shown.icon:
            return self._once(pill, shown)
        first = shown.icon not in self._icons
        self._icons.add(shown.icon)
        return self._once(_first_pill if first else _later_pill, shown)

    def _once(self, draw: Callable[[Shown], SafeString], shown: Shown) -> str:
        known = self._drawn.get((draw, shown))
        if known is None:
            known = self._drawn[(draw, shown)] = draw(shown)
        return known


def _title(row: QueueRow) -> SafeString:
    name = escape(row.name)
    if row.url:
        return SafeString(f'<a href="{escape(row.url)}"><bdi>{name}</bdi></a>')
    return SafeString(f'<bdi class="strong">{name}</bdi>')


def _first_pill(shown: Pill) -> SafeString:
    return _around(shown, lambda name, shape: f'<g id="{name}">{shape}</g>')


def _later_pill(shown: Pill) -> SafeString:
    return _around(shown, lambda name, _shape: f'<use href="#{name}"/>')


def _around(shown: Pill, inside: Callable[[str, str], str]) -> SafeString:
    whole = draw_icon(shown.icon)
    start, end = whole.index(">") + 1, whole.rindex("</svg>")
    changed = whole[:start] + inside(f"icon-{shown.icon}", whole[start:end]) + whole[end:]
    return SafeString(pill(shown).replace(whole, changed))


def _step(step: StepMark) -> SafeString:
    """An empty class says nothing, six times a row."""
    return SafeString(step_bar(step).replace(' class=""', ""))


def _due(due: DueMark) -> SafeString:
    return format_html('<small class="{}">{}</small>', due.tone, due.words)


def _tags(drawn: Iterable[str]) -> SafeString:
    return SafeString(f'<div class="tags">{"".join(drawn)}</div>')


def _heading(group: QueueGroup) -> str:
    return format_html(
        '<tr class="grp"><th colspan="7" scope="colgroup">{} <b>{}</b></th></tr>',
        group.heading,
        group.words,
    )
