"""Requests that say nearly the same: junk by the hundred, or one plea that many have copied.

Likeness decides nothing. It offers a heap to somebody who looks through it; whoever is set
aside is answered, counts as asked, and comes back with their next words.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from corridor.base.ids import ChainId
from corridor.domain.records import Fact

Shingles = frozenset[tuple[str, ...]]
Key = TypeVar("Key", bound=Hashable)

FEWEST_ALIKE: Final = 5
_WORDS_TOGETHER: Final = 3
_SHARED: Final = 0.6


class SetAside(Fact, frozen=True, kw_only=True, tag="set_aside/1"):
    """`like`: the request that it was compared with; `many` said nearly the same then."""

    like: ChainId
    many: int


class BroughtBack(Fact, frozen=True, kw_only=True, tag="brought_back/1"):
    """It stands in the queue again."""


def shingles(words: Sequence[str]) -> Shingles:
    """Every three words that follow each other; fewer words are one shingle."""
    last = max(1, len(words) - _WORDS_TOGETHER + 1)
    return frozenset(tuple(words[at : at + _WORDS_TOGETHER]) for at in range(last))


def groups(said: Mapping[Key, Shingles]) -> tuple[tuple[Key, ...], ...]:
    """Those of whom at least five say nearly the same, the largest group first.

    Each is compared with the first of each group. The first ones are unlike each other, so few
    share a shingle, and a thousand are compared in a moment.
    """
    same: dict[Shingles, list[Key]] = {}
    for key, words in said.items():
        same.setdefault(words, []).append(key)
    found: dict[Shingles, list[Key]] = {}
    firsts: dict[tuple[str, ...], list[Shingles]] = {}
    for words, keys in same.items():
        first = next(_nearly(words, firsts), words)
        if first is words:
            for shingle in words:
                firsts.setdefault(shingle, []).append(words)
        found.setdefault(first, []).extend(keys)
    many = [tuple(keys) for keys in found.values() if len(keys) >= FEWEST_ALIKE]
    return tuple(sorted(many, key=len, reverse=True))


def _nearly(
    words: Shingles, firsts: Mapping[tuple[str, ...], Sequence[Shingles]]
) -> Iterator[Shingles]:
    """The most alike first."""
    shared = Counter(first for shingle in words for first in firsts.get(shingle, ()))
    for first, many in shared.most_common():
        if many >= _SHARED * (len(first) + len(words) - many):
            yield first
