"""Forms and links of a page, as a browser without scripts reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

Attributes = list[tuple[str, str | None]]


@dataclass(kw_only=True)
class Control:
    """`values` are what may be chosen; a text field has none."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class PageForm:
    action: str
    method: str
    controls: dict[str, Control] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def is_like(self, other: "PageForm") -> bool:
        """The same form, shown again."""
        return (self.action, self.controls.keys()) == (other.action, other.controls.keys())


class PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.links: list[str] = []
        self._form: PageForm | None = None
        self._select: str = ""

    @override
    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        said = {name: value or "" for name, value in attrs}
        match tag:
            case "a" if "href" in said:
                self.links.append(said["href"])
            case "form":
                self._form = PageForm(
                    action=said.get("action", ""), method=said.get("method", "get").lower()
                )
                self.forms.append(self._form)
            case "input" | "textarea" | "select" | "button" | "option":
                self._control(tag, said)
            case _:
                pass

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = ""

    def _control(self, tag: str, said: dict[str, str]) -> None:
        if self._form is None:
            return
        name, kind = said.get("name", ""), said.get("type", "text")
        if tag == "option":
            name, kind = self._select, "choice"
        elif tag == "button":
            self._form.buttons.append((name, said.get("value", "")))
            return
        elif tag == "select":
            self._select, kind = name, "choice"
        elif tag == "textarea":
            kind = "text"
        if not name:
            return
        control = self._form.controls.setdefault(name, Control(name=name, kind=kind))
        if kind in {"radio", "checkbox", "hidden", "choice"} and "value" in said:
            control.values.append(said["value"])
