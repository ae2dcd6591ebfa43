#!/usr/bin/env python3
"""Gather every sentence for people, and compile the catalogues.

.venv/bin/python scripts/messages.py          gather into src/corridor/locale, compile
.venv/bin/python scripts/messages.py --check  change nothing, name what is wrong

Needs nothing but Python and Django: no gettext tools have to be installed.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "src" / "corridor"
LOCALE: Final = SOURCE / "locale"
PLURALS: Final = {
    "en": "nplurals=2; plural=(n != 1);",
    "ru": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
        "(n%100<10 || n%100>=20) ? 1 : 2);"
    ),
}
SOURCE_LANGUAGE: Final = "en"
_PLACEHOLDER: Final = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|<[^>]+>")
_LITERAL: Final = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL: Final = re.compile(
    rf"(?<!\w)(n?p?gettext|_)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)\s*(?:,\s*count\s*)?\)"
)
_CONTEXT: Final = {"pgettext", "npgettext"}
_PLURAL: Final = {"ngettext", "npgettext"}


class Key(NamedTuple):
    """What is looked up: a sentence, its plural, and where its meaning needs one, a context."""

    context: str
    sentence: str
    plural: str

    def lookup(self) -> str:
        named = f"{self.context}\x04{self.sentence}" if self.context else self.sentence
        return f"{named}\0{self.plural}" if self.plural else named


@dataclass(frozen=True)
class Entry:
    files: frozenset[str] = frozenset()
    said: tuple[str, ...] = ()
    fuzzy: bool = False


@dataclass
class Catalogue:
    language: str
    entries: dict[Key, Entry] = field(default_factory=dict)

    def header(self) -> str:
        return (
            "Project-Id-Version: Corridor\n"
            f"Language: {self.language}\n"
            "MIME-Version: 1.0\n"
            "Content-Type: text/plain; charset=UTF-8\n"
            "Content-Transfer-Encoding: 8bit\n"
            f"Plural-Forms: {PLURALS[self.language]}\n"
        )


# --- gather ------------------------------------------------------------------------------


def gather() -> dict[Key, frozenset[str]]:
    """Every sentence of the source, with the files that say it."""
    found: dict[Key, set[str]] = {}
    for path in sorted(SOURCE.rglob("*")):
        for key in _said_in(path):
            found.setdefault(key, set()).add(path.relative_to(ROOT).as_posix())
    return {key: frozenset(files) for key, files in found.items()}


def _said_in(path: Path) -> Iterator[Key]:
    if path.suffix == ".py":
        yield from keys_of_python(path.read_text(encoding="utf-8"))
    elif path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
        yield from keys_of_template(path.read_text(encoding="utf-8"))


def keys_of_python(source: str) -> Iterator[Key]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            name = node.func.id if isinstance(node.func, ast.Name) else called
            literals = [a.value for a in node.args if isinstance(a, ast.Constant)]
            yield from _key(name or "", [said for said in literals if isinstance(said, str)])


def keys_of_template(source: str) -> Iterator[Key]:
    from django.utils.translation.template import templatize  # noqa: PLC0415 - see main

    for call in _CALL.finditer(templatize(source)):
        literals = re.findall(_LITERAL, call[2])
        yield from _key(call[1], [ast.literal_eval(literal) for literal in literals])


def _key(name: str, said: list[str]) -> Iterator[Key]:
    call = name.removesuffix("_lazy").removesuffix("_noop")
    if call not in {"_", "gettext"} | _CONTEXT | _PLURAL:
        return
    context = said.pop(0) if call in _CONTEXT and said else ""
    if said:
        yield Key(context, said[0], said[1] if call in _PLURAL and len(said) > 1 else "")


# --- keep --------------------------------------------------------------------------------


def read(language: str) -> Catalogue:
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    catalogue = Catalogue(language=language)
    if path.exists():
        for block in path.read_text(encoding="utf-8").split("\n\n")[1:]:
            key, entry = _entry(block)
            catalogue.entries[key] = entry
    return catalogue


def _entry(block: str) -> tuple[Key, Entry]:
    fields: dict[str, str] = {}
    files: set[str] = set()
    current = ""
    for line in block.splitlines():
        if line.startswith("#:"):
            files.add(line[2:].strip())
        elif line.startswith("#"):
            continue
        else:
            opening = re.match(r"(msg\w+(?:\[\d\])?) ", line)
            current = opening[1] if opening else current
            literal = line[len(opening[0]) :] if opening else line
            fields[current] = fields.get(current, "") + ast.literal_eval(literal)
    said = tuple(text for name, text in fields.items() if name.startswith("msgstr"))
    key = Key(
        fields.get("msgctxt", ""), fields.get("msgid", ""), fields.get("msgid_plural", "")
    )
    return key, Entry(files=frozenset(files), said=said, fuzzy="#, fuzzy" in block)


def merged(kept: Catalogue, found: dict[Key, frozenset[str]]) -> Catalogue:
    """What the source says now, in the words kept so far; what it no longer says goes."""
    entries = {
        key: replace(kept.entries.get(key, Entry()), files=files)
        for key, files in found.items()
    }
    return Catalogue(language=kept.language, entries=entries)


def as_text(catalogue: Catalogue) -> str:
    def order(item: tuple[Key, Entry]) -> tuple[str, Key]:
        return min(item[1].files), item[0]

    blocks = [f'msgid ""\nmsgstr ""\n{_lines(catalogue.header())}']
    for key, entry in sorted(catalogue.entries.items(), key=order):
        blocks.append("\n".join(_block(key, entry, catalogue.language)))
    return "\n\n".join(blocks) + "\n"


def _block(key: Key, entry: Entry, language: str) -> Iterator[str]:
    yield from (f"#: {file}" for file in sorted(entry.files))
    if key.context:
        yield f"msgctxt {_quoted(key.context)}"
    yield f"msgid {_quoted(key.sentence)}"
    if not key.plural:
        yield f"msgstr {_quoted(''.join(entry.said[:1]))}"
        return
    yield f"msgid_plural {_quoted(key.plural)}"
    forms = int(re.findall(r"nplurals=(\d)", PLURALS[language])[0])
    for form in range(forms):
        yield f"msgstr[{form}] {_quoted(entry.said[form] if form < len(entry.said) else '')}"


def _lines(text: str) -> str:
    return "\n".join(_quoted(line) for line in text.splitlines(keepends=True))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


# --- compile -----------------------------------------------------------------------------


def compiled(catalogue: Catalogue) -> bytes:
    """The binary form that gettext reads: two tables of lengths and places, then the words."""
    texts = {"": catalogue.header()}
    for key, entry in catalogue.entries.items():
        if any(entry.said) and not entry.fuzzy:
            texts[key.lookup()] = "\0".join(entry.said)
    pairs = sorted((name.encode(), said.encode()) for name, said in texts.items())
    start = 28 + 16 * len(pairs)
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 28)
    tables, words = b"", b""
    for column in (0, 1):
        for pair in pairs:
            tables += struct.pack("<2I", len(pair[column]), start + len(words))
            words += pair[column] + b"\0"
    return header + tables + words


# --- check -------------------------------------------------------------------------------


def faults(catalogue: Catalogue, found: dict[Key, frozenset[str]]) -> Iterator[str]:
    for key in found.keys() - catalogue.entries.keys():
        yield f"{catalogue.language}: not gathered yet: {key.sentence}"
    for key in catalogue.entries.keys() - found.keys():
        yield f"{catalogue.language}: said nowhere any more: {key.sentence}"
    if catalogue.language == SOURCE_LANGUAGE:
        return
    for key, entry in catalogue.entries.items():
        yield from (
            f"{catalogue.language}: {fault}: {key.sentence}" for fault in wrong(key, entry)
        )


def wrong(key: Key, entry: Entry) -> Iterator[str]:
    if entry.fuzzy:
        yield "marked as a guess"
    if not entry.said or not all(entry.said):
        yield "not translated"
        return
    asked = _placeholders([key.plural or key.sentence])
    if any(_placeholders([said]) != asked for said in entry.said):
        yield "other placeholders"


def _placeholders(texts: Iterable[str]) -> list[str]:
    return sorted(found for text in texts for found in _PLACEHOLDER.findall(text))


def stale(catalogue: Catalogue) -> bool:
    path = LOCALE / catalogue.language / "LC_MESSAGES" / "django.mo"
    return not path.exists() or path.read_bytes() != compiled(catalogue)


def main() -> int:
    from django.conf import settings  # noqa: PLC0415 - templates are cut up by Django's own rules

    if not settings.configured:
        settings.configure(USE_I18N=True)
    found = gather()
    checking = "--check" in sys.argv[1:]
    told = 0
    for language in PLURALS:
        catalogue = read(language) if checking else merged(read(language), found)
        if not checking:
            _write(catalogue)
        lines = [*faults(catalogue, found)]
        lines += [f"{language}: not compiled"] if stale(catalogue) else []
        told += len(lines)
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if told else 0


def _write(catalogue: Catalogue) -> None:
    folder = LOCALE / catalogue.language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "django.po").write_text(as_text(catalogue), encoding="utf-8")
    (folder / "django.mo").write_bytes(compiled(catalogue))


if __name__ == "__main__":
    sys.exit(main())
