"""The library's number words against a table written by hand, for every count that we tell."""

import pytest

from corridor.domain.numerals import (
    Agreement,
    Language,
    above_in_words,
    agreement,
    in_words,
)


def table(words: str) -> tuple[str, ...]:
    return tuple(words.split())


EN_SMALL = table(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
)
EN_TENS = table("- - twenty thirty forty fifty sixty seventy eighty ninety")
RU_SMALL = table(
    "- один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
    "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
RU_TENS = table(
    "- - двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
)
RU_HUNDREDS = table(
    "- сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"
)
RU_SMALL_OF = table(
    "- одного двух трёх четырёх пяти шести семи восьми девяти десяти одиннадцати "
    "двенадцати тринадцати четырнадцати пятнадцати шестнадцати семнадцати восемнадцати "
    "девятнадцати"
)
RU_TENS_OF = table(
    "- - двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяноста"
)
RU_HUNDREDS_OF = table(
    "- ста двухсот трёхсот четырёхсот пятисот шестисот семисот восьмисот девятисот"
)
THOUSANDS = {"": {1: "тысяча", 2: "две тысячи"}, "of": {1: "тысячи", 2: "двух тысяч"}}


def english(number: int) -> str:
    if number < 20:
        return EN_SMALL[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return EN_TENS[tens] + (f"-{EN_SMALL[rest]}" if rest else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{EN_SMALL[hundreds]} hundred" + (f" and {english(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    joined = " and " if 0 < rest < 100 else " "
    return f"{EN_SMALL[thousands]} thousand" + (f"{joined}{english(rest)}" if rest else "")


def russian(number: int, *, form: str) -> str:
    small, tens, hundreds = (
        (RU_SMALL_OF, RU_TENS_OF, RU_HUNDREDS_OF) if form else (RU_SMALL, RU_TENS, RU_HUNDREDS)
    )
    words = [THOUSANDS[form][number // 1000]] if number >= 1000 else []
    number %= 1000
    if number >= 100:
        words.append(hundreds[number // 100])
    number %= 100
    if number >= 20:
        words.append(tens[number // 10])
        number %= 10
    if number:
        words.append(small[number])
    return " ".join(words)


def test_words_are_those_of_a_table_written_by_hand() -> None:
    counts = range(1, 2001)

    told = {
        number: (
            in_words(number, Language.ENGLISH),
            above_in_words(number, Language.ENGLISH),
            in_words(number, Language.RUSSIAN),
            above_in_words(number, Language.RUSSIAN),
        )
        for number in counts
    }

    assert told == {
        number: (
            english(number),
            english(number),
            russian(number, form=""),
            russian(number, form="of"),
        )
        for number in counts
    }


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "одного"),
        (4, "четырёх"),
        (40, "сорока"),
        (80, "восьмидесяти"),
        (90, "девяноста"),
        (100, "ста"),
        (200, "двухсот"),
        (1000, "тысячи"),
        (1990, "тысячи девятисот девяноста"),
        (2000, "двух тысяч"),
    ],
)
def test_more_than_takes_the_genitive(number: int, words: str) -> None:
    assert above_in_words(number, Language.RUSSIAN) == words


@pytest.mark.parametrize(
    ("numbers", "agrees"),
    [
        ((1, 21, 31, 101, 121, 1001, 1991), Agreement.ONE),
        ((2, 3, 4, 22, 24, 33, 102, 1004, 1994), Agreement.FEW),
        ((0, 5, 10, 11, 12, 14, 20, 25, 111, 112, 1011, 1113, 2000), Agreement.MANY),
    ],
)
def test_russian_counts_bind_their_noun_in_three_ways(
    numbers: tuple[int, ...], agrees: Agreement
) -> None:
    assert {agreement(number, Language.RUSSIAN) for number in numbers} == {agrees}


@pytest.mark.parametrize("number", [0, 2, 11, 21, 101])
def test_only_one_is_singular_in_english(number: int) -> None:
    assert agreement(1, Language.ENGLISH) is Agreement.ONE
    assert agreement(number, Language.ENGLISH) is Agreement.MANY
