"""How alike two words are, from 0 to 1."""

from rapidfuzz.distance import OSA

from corridor.domain.names.reference import weights
from corridor.domain.names.word import Sound, Word, first_sounds

_changes = OSA.distance
_letters, _words = weights().letters, weights().words
_ANY, _CONSONANT, _FAMILY = _letters.any, _letters.consonant, _letters.family


def alike(one: Word, other: Word) -> float:
    if one.initial or other.initial:
        return 0.0 if first_sounds(one).isdisjoint(first_sounds(other)) else _words.initial
    if not one.readings.isdisjoint(other.readings):
        return 1.0
    if one.fathers and other.fathers:
        near = nearest(one.fathers, other.fathers)
        return _weighed(near, one.fathers_given, other.fathers_given)
    near = _weighed(nearest(one.sounds, other.sounds), one.given, other.given)
    if (one.vowelless or other.vowelless) and same_bones(one, other):
        return max(near, _words.without_vowels)
    return near


def same_bones(one: Word, other: Word) -> bool:
    return any(a.bones == b.bones for a in one.sounds for b in other.sounds)


def _weighed(near: float, one: frozenset[int], other: frozenset[int]) -> float:
    """Two given names that are known are one or are not, however close they sound."""
    if not one or not other:
        return near
    if one.isdisjoint(other):
        return min(near, _words.other_name)
    return max(near, _words.same_name)


def nearest(one: tuple[Sound, ...], other: tuple[Sound, ...]) -> float:
    return max([_near(a, b) for a in one for b in other])


def _near(one: Sound, other: Sound) -> float:
    weight = max(one.weight, other.weight)
    cost = _ANY * _changes(one.whole, other.whole)
    if cost >= weight:
        return 0.0
    cost += _CONSONANT * _changes(one.bones, other.bones)
    cost += _FAMILY * _changes(one.families, other.families)
    return 1.0 - cost / weight if cost < weight else 0.0
