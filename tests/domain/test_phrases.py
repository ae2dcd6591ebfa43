import pytest

from corridor.domain.errors import EmptyFieldError, RefusalError, TooLongError
from corridor.domain.phrases import phrased, room
from corridor.domain.wording_errors import HiddenSignError, SlotsChangedError, StrayMarkError
from corridor.domain.wordings import Sentence

STAFFED = Sentence(text="The desk is staffed %(hours)s.")
AGAIN = Sentence(text='<a href="%(url)s">Write to us again</a> and say so.')
FOUND = Sentence(text="%(found)d word, of %(all)d.", plural="%(found)d words, of %(all)d.")
PLAIN = Sentence(text="Contact form")


def test_words_are_cleaned_and_taken() -> None:
    said = phrased(STAFFED, ("  Мы здесь\n %(hours)s. ",), language="ru")

    assert said == ("Мы здесь %(hours)s.",)


def test_placeholders_may_stand_in_another_order() -> None:
    turned = "Из %(all)d слов: %(found)d."

    assert phrased(FOUND, (turned,) * 3, language="ru") == (turned,) * 3


def test_spelling_that_nobody_sees_is_kept() -> None:
    persian = "می\N{ZERO WIDTH NON-JOINER}خواهم"

    assert phrased(PLAIN, (persian,), language="fa") == (persian,)


@pytest.mark.parametrize(
    ("sentence", "words", "why"),
    [
        (STAFFED, "Мы здесь.", SlotsChangedError),
        (STAFFED, "Мы здесь %(hours)s %(hours)s.", SlotsChangedError),
        (STAFFED, "Мы здесь %(hour)s.", SlotsChangedError),
        (STAFFED, "Мы здесь %(hours)d.", SlotsChangedError),
        (STAFFED, "Мы здесь %(hours)s 100%.", StrayMarkError),
        (STAFFED, "Мы здесь %(hours.", SlotsChangedError),
        (AGAIN, "Напишите нам снова.", SlotsChangedError),
        (AGAIN, '</a>Напишите<a href="%(url)s"> снова.', SlotsChangedError),
        (AGAIN, '<a href="javascript:x">Напишите</a> снова.', SlotsChangedError),
        (PLAIN, "<script>x</script>", SlotsChangedError),
        (PLAIN, "a < b", StrayMarkError),
        (PLAIN, "{x}", SlotsChangedError),
        (PLAIN, "100%", StrayMarkError),
        (PLAIN, " \n ", EmptyFieldError),
        (PLAIN, "x" * (room(PLAIN) + 1), TooLongError),
        (PLAIN, "a\N{RIGHT-TO-LEFT OVERRIDE}b", HiddenSignError),
        (PLAIN, "a\N{LEFT-TO-RIGHT MARK}b", HiddenSignError),
        (PLAIN, "a\N{ARABIC LETTER MARK}b", HiddenSignError),
        (PLAIN, "a\N{FIRST STRONG ISOLATE}b", HiddenSignError),
        (PLAIN, "a\N{POP DIRECTIONAL ISOLATE}b", HiddenSignError),
        (PLAIN, "a\N{TAG LATIN SMALL LETTER A}b", HiddenSignError),
        (PLAIN, "a\x02b", HiddenSignError),
        (PLAIN, "a\N{ZERO WIDTH SPACE}b", HiddenSignError),
    ],
)
def test_what_a_page_could_not_hold_is_refused(
    sentence: Sentence, words: str, why: type[RefusalError]
) -> None:
    with pytest.raises(why):
        phrased(sentence, (words,), language="ru")


@pytest.mark.parametrize(("language", "forms"), [("ru", 2), ("ru", 4), ("ar", 3), ("zh", 2)])
def test_a_language_that_counts_in_other_forms_needs_all_of_them(
    language: str, forms: int
) -> None:
    with pytest.raises(EmptyFieldError):
        phrased(FOUND, (FOUND.plural,) * forms, language=language)
