"""Words that exist nowhere else: two random stems, Latin and Cyrillic, and an ending each.

The letters are those that every system of transliteration writes in the same way, so that one
transliteration finds them all.
"""

from dataclasses import dataclass, field

from corridor.crypto.random import random_below

LATIN = "abvgdziklmnoprstuf"
CYRILLIC = "абвгдзиклмнопрстуф"
_TO_LATIN = str.maketrans(CYRILLIC, LATIN)
_TO_CYRILLIC = str.maketrans(LATIN, CYRILLIC)


def transliterated(word: str) -> str:
    return word.translate(_TO_LATIN if word[0] in CYRILLIC else _TO_CYRILLIC)


def _letters(alphabet: str, number: int) -> str:
    return "".join(alphabet[random_below(len(alphabet))] for _ in range(number))


@dataclass(frozen=True, kw_only=True)
class Plants:
    """Which word was planted where. `kept`: the places whose words a desk means to keep.

    `secrets` are what opens things: log-ins and codes, word by word as they were shown.
    """

    latin: str = field(default_factory=lambda: _letters(LATIN, 10))
    cyrillic: str = field(default_factory=lambda: _letters(CYRILLIC, 10))
    where: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def stems(self) -> tuple[str, str]:
        return self.latin, self.cyrillic

    def word(self, place: str, *, script: str = "latin", kept: bool = False) -> str:
        """The same word whenever it is asked for the same place."""
        name = f"{place} ({script})"
        if name not in self.where:
            self.where[name] = self._new(script)
        if kept:
            self.kept.add(name)
        return self.where[name]

    def both(self, place: str, *, kept: bool = False) -> str:
        """A Latin and a Cyrillic word in one field."""
        scripts = ("latin", "cyrillic")
        return " ".join(self.word(place, script=script, kept=kept) for script in scripts)

    def keep(self, place: str) -> None:
        self.kept.update(name for name in self.where if name.startswith(f"{place} ("))

    def _new(self, script: str) -> str:
        stem, letters = (self.latin, LATIN) if script == "latin" else (self.cyrillic, CYRILLIC)
        while (word := stem + _letters(letters, 6)) in self.where.values():
            continue
        return word
