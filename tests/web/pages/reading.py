"""Reads a page as people and their machines do: headings, landmarks, names of controls."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from typing_extensions import override

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
LANDMARKS = {"nav": "navigation", "main": "main", "aside": "complementary"}
NOT_WORDS = frozenset({"icon", "template", "direction", "language", "tint", "line_language"})


class Element:
    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags: str) -> list["Element"]:
        return [element for element in self.walk() if element.tag in tags]

    @property
    def text(self) -> str:
        parts = (c if isinstance(c, str) else c.text for c in self.children)
        return " ".join("".join(parts).split())

    def inside(self, *tags: str) -> bool:
        around = self.parent
        while around is not None and around.tag not in tags:
            around = around.parent
        return around is not None


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.at = Element("document", {}, None)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.at.tag != tag or self.at.parent is None:
            raise AssertionError(f"</{tag}> closes <{self.at.tag}>")
        self.at = self.at.parent

    @override
    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def read(html: str) -> Element:
    """Build the tree; a tag closed in the wrong place fails the test."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.at is builder.root, f"<{builder.at.tag}> is never closed"
    return builder.root


def drawn(page: Any, request: HttpRequest | None = None) -> str:
    asked = request or RequestFactory().get("/")
    return render_to_string(page.template, {"page": page}, request=asked)


def headings(page: Element) -> list[str]:
    shown = (h for h in page.all("h1", "h2", "h3") if not h.inside("dialog"))
    return [f"{heading.tag} {heading.text}" for heading in shown]


def landmarks(page: Element) -> list[str]:
    """Name the landmarks in their order: what a screen reader jumps between."""
    return [named for element in page.walk() if (named := _landmark(element))]


def _landmark(element: Element) -> str:
    label = element.attributes.get("aria-label", "")
    role = element.attributes.get("role") or LANDMARKS.get(element.tag, "")
    if element.tag == "header" and not element.inside("main", "dialog", "section"):
        role = "banner"
    if role in {"navigation", "main", "complementary", "search", "banner"}:
        return f"{role} {label}".strip()
    return ""


def poisoned(model: Any, poison: str) -> Any:
    """The same page model with every text in it replaced; what are not words stays."""
    if is_dataclass(model) and not isinstance(model, type):
        changes = {
            field.name: poisoned(getattr(model, field.name), poison)
            for field in fields(model)
            if field.name not in NOT_WORDS
        }
        return replace(model, **changes)
    if type(model) is str:
        return poison if model else model
    if isinstance(model, tuple):
        return tuple(poisoned(one, poison) for one in model)
    return model


def repeated(values: Iterable[str]) -> set[str]:
    counted = Counter(values)
    return {value for value, times in counted.items() if times > 1}
