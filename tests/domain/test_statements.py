"""What readers are told: never a count below five, always tied, always somebody's."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.domain.claims import (
    Claim,
    ClaimWords,
    NotTranslatedError,
    Verb,
    claim_sentence,
)
from corridor.domain.figures import Figure, Measure, Qualifier, Unit
from corridor.domain.numerals import Agreement, Language
from corridor.domain.sentences import NoSentenceError, Region, Telling, above_people
from corridor.domain.statements import (
    TOLD,
    Draft,
    Fault,
    LanguagesDifferError,
    Rule,
    TooFewError,
    attributed,
    check_agree,
    draft,
    faults,
    for_readers,
    inside,
    outward,
    plain,
)

TODAY = date(2017, 5, 17)
ENGLISH = Telling(
    language=Language.ENGLISH,
    region=Region(origin="from the republic", left="the republic"),
    since=date(2017, 4, 1),
)
RUSSIAN = Telling(
    language=Language.RUSSIAN,
    region=Region(origin="из республики", left="из республики"),
    since=date(2017, 4, 1),
)
MINISTER = Claim(
    words=(
        ClaimWords(
            language=Language.ENGLISH,
            speaker="Lithuania’s foreign minister",
            about_one="has been granted a visa by his country",
            about_many="have been granted visas by his country",
        ),
        ClaimWords(
            language=Language.RUSSIAN,
            speaker="министр иностранных дел Литвы",
            about_one="получил визу его страны",
            about_many="получили визы его страны",
        ),
    ),
    verb=Verb.SAYS,
    count=2,
    unit=Unit.PERSON,
    as_of=TODAY,
    source="interview, 17 May 2017",
)


def figure(count: int, measure: Measure = Measure.ASKED, *, as_of: date = TODAY) -> Figure:
    return Figure(measure=measure, count=count, unit=Unit.PERSON, as_of=as_of)


def drafted(telling: Telling, *figures: Figure) -> Draft:
    return draft(figures, claims=[MINISTER], as_of=TODAY, telling=telling)


def edited(written: Draft, position: int, text: str) -> Draft:
    lines = list(written.sentences)
    lines[position] = msgspec.structs.replace(lines[position], text=text)
    return msgspec.structs.replace(written, sentences=tuple(lines))


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("measure", TOLD)
def test_our_own_figures_below_five_stay_inside(count: int, measure: Measure) -> None:
    few = figure(count, measure)

    with pytest.raises(TooFewError):
        outward(few, ENGLISH)


def test_an_organisation_may_be_stricter_but_never_laxer() -> None:
    with pytest.raises(TooFewError):
        outward(figure(19), ENGLISH, small=20)
    with pytest.raises(TooFewError):
        outward(figure(4), ENGLISH, small=2)

    assert "more than ten" in outward(figure(20), ENGLISH, small=20).text


@pytest.mark.parametrize(
    ("count", "english", "russian"),
    [
        (5, "five people", "пять человек"),
        (9, "nine people", "девять человек"),
        (10, "ten people", "десять человек"),
        (11, "more than ten people", "более десяти человек"),
        (20, "more than ten people", "более десяти человек"),
        (21, "more than twenty people", "более двадцати человек"),
        (43, "more than forty people", "более сорока человек"),
        (50, "more than forty people", "более сорока человек"),
        (51, "more than fifty people", "более пятидесяти человек"),
        (83, "more than eighty people", "более восьмидесяти человек"),
        (90, "more than eighty people", "более восьмидесяти человек"),
        (91, "more than ninety people", "более девяноста человек"),
        (101, "more than one hundred people", "более ста человек"),
        (345, "more than three hundred and forty people", "более трёхсот сорока человек"),
        (1002, "more than one thousand people", "более тысячи человек"),
        (
            2000,
            "more than one thousand nine hundred and ninety people",
            "более тысячи девятисот девяноста человек",
        ),
    ],
)
def test_readers_get_a_round_ten_that_is_always_exceeded(
    count: int, english: str, russian: str
) -> None:
    assert english in outward(figure(count), ENGLISH).text
    assert russian in outward(figure(count), RUSSIAN).text


@given(st.integers(min_value=11, max_value=2000))
def test_more_than_is_true_and_hides_the_last_arrivals(count: int) -> None:
    told = for_readers(figure(count))

    assert told.qualifier is Qualifier.MORE_THAN
    assert told.count < count <= told.count + 10
    assert told.count % 10 == 0


@given(st.integers(min_value=5, max_value=2000), st.sampled_from(TOLD))
def test_the_wording_changes_exactly_where_it_says(count: int, measure: Measure) -> None:
    for telling in (ENGLISH, RUSSIAN):
        told = outward(figure(count, measure), telling)
        change = told.next_change or 0

        assert outward(figure(change - 1, measure), telling).text == told.text
        assert outward(figure(change, measure), telling).text != told.text


@pytest.mark.parametrize(
    ("count", "russian"),
    [
        (0, "к нам за помощью никто из республики не обращался."),
        (1, "к нам за помощью обратился 1 человек из республики."),
        (2, "к нам за помощью обратились 2 человека из республики."),
        (4, "к нам за помощью обратились 4 человека из республики."),
        (5, "к нам за помощью обратились 5 человек из республики."),
        (11, "к нам за помощью обратились 11 человек из республики."),
        (12, "к нам за помощью обратились 12 человек из республики."),
        (21, "к нам за помощью обратился 21 человек из республики."),
        (83, "к нам за помощью обратились 83 человека из республики."),
        (111, "к нам за помощью обратились 111 человек из республики."),
        (1001, "к нам за помощью обратился 1001 человек из республики."),
    ],
)
def test_inside_the_verb_agrees_with_every_exact_count(count: int, russian: str) -> None:
    assert inside(figure(count), RUSSIAN) == f"С 1 апреля 2017 года {russian}"


def russian_ending(count: int) -> str:
    """Written from the grammar book, apart from the code under test."""
    last_two = count % 100
    if 11 <= last_two <= 14:
        return f"обратились {count} человек из республики."
    match count % 10:
        case 1:
            return f"обратился {count} человек из республики."
        case 2 | 3 | 4:
            return f"обратились {count} человека из республики."
        case _:
            return f"обратились {count} человек из республики."


def test_every_count_to_two_thousand_reads_rightly_in_both_languages() -> None:
    counts = range(1, 2001)

    russian = [inside(figure(count), RUSSIAN) for count in counts]
    english = [inside(figure(count, Measure.OUT_OF_REGION), ENGLISH) for count in counts]

    assert all(
        text.endswith(f"помощью {russian_ending(count)}")
        for count, text in zip(counts, russian, strict=True)
    )
    assert english[0] == "1 person has left the republic."
    assert english[1:] == [f"{count} people have left the republic." for count in counts[1:]]


@pytest.mark.parametrize(
    ("measure", "english", "russian"),
    [
        (
            Measure.REACHED,
            "We have been in touch with more than seventy people.",
            "С нами на связи было или остаётся более семидесяти человек.",
        ),
        (
            Measure.OUT_OF_REGION,
            "More than seventy people have left the republic.",
            "Из республики выехало более семидесяти человек.",
        ),
        (
            Measure.ABROAD,
            "More than seventy people have reached another country.",
            "До другой страны добралось более семидесяти человек.",
        ),
    ],
)
def test_each_measure_has_its_sentence(measure: Measure, english: str, russian: str) -> None:
    assert outward(figure(74, measure), ENGLISH).text == english
    assert outward(figure(74, measure), RUSSIAN).text == russian


def test_the_region_is_named_in_the_organisations_words() -> None:
    valley = msgspec.structs.replace(
        ENGLISH, region=Region(origin="from the valley", left="the valley"), since=None
    )

    assert inside(figure(1), valley) == "1 person from the valley has asked us for help."
    assert inside(figure(6, Measure.OUT_OF_REGION), valley) == "6 people have left the valley."


def test_applications_have_no_sentence_for_readers() -> None:
    with pytest.raises(NoSentenceError):
        inside(figure(7, Measure.GRANTED), ENGLISH)


def test_a_claim_says_who_says_it_in_both_languages() -> None:
    assert claim_sentence(MINISTER, Language.ENGLISH) == (
        "Lithuania’s foreign minister says that two people have been granted visas"
        " by his country."
    )
    assert claim_sentence(MINISTER, Language.RUSSIAN) == (
        "Министр иностранных дел Литвы говорит, что два человека получили визы его страны."
    )


def test_our_two_grants_are_refused_and_stand_as_the_ministers_two() -> None:
    ours = figure(2, Measure.ABROAD)

    written = drafted(ENGLISH, figure(83), ours)

    assert written.withheld == (ours,)
    assert [line.rule for line in written.sentences] == [Rule.MORE_THAN_TEN_BELOW, Rule.CLAIM]
    assert faults(written, on=TODAY) == ()


@pytest.mark.parametrize(
    ("verb", "english", "russian"),
    [
        (Verb.SAYS, "say that", "говорят, что"),
        (Verb.DENIES, "deny that", "отрицают, что"),
        (Verb.DOCUMENTED, "have documented that", "документально подтверждают, что"),
        (Verb.COULD_NOT_VERIFY, "could not verify that", "не могут подтвердить, что"),
    ],
)
def test_a_verb_is_never_softened(verb: Verb, english: str, russian: str) -> None:
    officials = msgspec.structs.replace(
        MINISTER,
        words=(
            ClaimWords(
                language=Language.ENGLISH,
                speaker="officials",
                about_one="",
                about_many="anybody was detained",
                speakers=Agreement.MANY,
            ),
            ClaimWords(
                language=Language.RUSSIAN,
                speaker="чиновники",
                about_one="",
                about_many="кого-либо задерживали",
                speakers=Agreement.MANY,
            ),
        ),
        verb=verb,
        count=None,
    )

    assert claim_sentence(officials, Language.ENGLISH) == (
        f"Officials {english} anybody was detained."
    )
    assert claim_sentence(officials, Language.RUSSIAN) == (
        f"Чиновники {russian} кого-либо задерживали."
    )


@pytest.mark.parametrize(
    ("qualifier", "count", "english", "russian"),
    [
        (Qualifier.MORE_THAN, 100, "more than one hundred people", "более ста человек"),
        (Qualifier.AT_LEAST, 3, "at least three people", "не менее трёх человек"),
        (Qualifier.AT_LEAST, 21, "at least twenty-one people", "не менее двадцати одного чело"),
        (Qualifier.ABOUT, 60, "about sixty people", "около шестидесяти человек"),
        (Qualifier.UP_TO, 27, "up to twenty-seven people", "до двадцати семи человек"),
        (Qualifier.EXACTLY, 1, "one person has been", "один человек получил визу"),
        (Qualifier.AT_LEAST, 1, "at least one person", "не менее одного человека получили"),
    ],
)
def test_a_claims_qualifier_survives_translation(
    qualifier: Qualifier, count: int, english: str, russian: str
) -> None:
    claim = msgspec.structs.replace(MINISTER, qualifier=qualifier, count=count)

    assert english in claim_sentence(claim, Language.ENGLISH)
    assert russian in claim_sentence(claim, Language.RUSSIAN)


@pytest.mark.parametrize(
    ("unit", "qualifier", "count", "russian"),
    [
        (Unit.APPLICATION, Qualifier.EXACTLY, 1, "1 заявление"),
        (Unit.APPLICATION, Qualifier.EXACTLY, 3, "3 заявления"),
        (Unit.APPLICATION, Qualifier.AT_LEAST, 2, "не менее 2 заявлений"),
        (Unit.REQUEST, Qualifier.ABOUT, 61, "около 61 запроса"),
        (Unit.REQUEST, Qualifier.EXACTLY, 50, "50 запросов"),
    ],
)
def test_a_claim_about_things_keeps_its_unit(
    unit: Unit, qualifier: Qualifier, count: int, russian: str
) -> None:
    claim = msgspec.structs.replace(MINISTER, unit=unit, qualifier=qualifier, count=count)

    assert russian in claim_sentence(claim, Language.RUSSIAN)


def test_nobodys_words_are_invented_in_another_language() -> None:
    english_only = msgspec.structs.replace(MINISTER, words=MINISTER.words[:1])

    with pytest.raises(NotTranslatedError):
        attributed(english_only, Language.RUSSIAN)


def test_a_draft_without_fault_passes() -> None:
    written = drafted(RUSSIAN, figure(83), figure(43, Measure.OUT_OF_REGION))
    thanks = plain("Мы благодарим всех, кто этому помог 16 мая 2017 года.")
    written = msgspec.structs.replace(written, sentences=(*written.sentences, thanks))

    assert faults(written, on=TODAY) == ()


def test_a_small_figure_put_in_by_hand_is_found() -> None:
    written = drafted(ENGLISH, figure(83))
    sneaked = msgspec.structs.replace(written.sentences[0], figure=figure(4))
    written = msgspec.structs.replace(written, sentences=(sneaked,))

    assert Fault.TOO_FEW in faults(written, on=TODAY)


def test_a_claim_that_lost_its_speaker_is_found() -> None:
    written = drafted(RUSSIAN, figure(83))

    changed = edited(written, 1, "Литва выдала визы двоим.")

    assert faults(changed, on=TODAY) == (Fault.NO_SPEAKER,)


@pytest.mark.parametrize(
    "text",
    [
        "They left at 06:40.",
        "Two more fly on Friday from the airport.",
        "Они выехали поездом.",
        "Маршрут безопасен.",
    ],
)
def test_hours_and_routes_are_found(text: str) -> None:
    written = drafted(ENGLISH, figure(83))
    written = msgspec.structs.replace(written, sentences=(*written.sentences, plain(text)))

    assert Fault.HOUR_OR_ROUTE in faults(written, on=TODAY)


@pytest.mark.parametrize(
    ("telling", "text"),
    [
        (ENGLISH, "Two more are on their way."),
        (ENGLISH, "We expect 12 answers."),
        (RUSSIAN, "Ещё двое… нет, ещё трёх мы ждём."),
        (RUSSIAN, "Мы ждём ответа о 12 людях."),
        (RUSSIAN, "Литва помогла двоим."),
    ],
)
def test_a_number_in_a_plain_sentence_is_found(telling: Telling, text: str) -> None:
    written = drafted(telling, figure(83))
    written = msgspec.structs.replace(written, sentences=(*written.sentences, plain(text)))

    assert faults(written, on=TODAY) == (Fault.NUMBER_UNTIED,)


def test_a_tied_sentence_must_go_on_saying_its_number() -> None:
    written = drafted(ENGLISH, figure(83))

    changed = edited(written, 0, "More than ninety people have asked us for help.")

    assert faults(changed, on=TODAY) == (Fault.NUMBER_UNTIED,)


def test_a_figure_of_yesterday_is_found() -> None:
    written = drafted(ENGLISH, figure(83, as_of=TODAY - timedelta(days=1)))

    assert faults(written, on=TODAY) == (Fault.OLD_FIGURE,)


def test_two_languages_tell_the_same_figures_and_claims() -> None:
    english = drafted(ENGLISH, figure(83))

    check_agree(english, drafted(RUSSIAN, figure(83)))
    with pytest.raises(LanguagesDifferError):
        check_agree(english, drafted(RUSSIAN, figure(84)))
    with pytest.raises(LanguagesDifferError):
        check_agree(english, draft([figure(83)], claims=[], as_of=TODAY, telling=RUSSIAN))


def test_twenty_one_takes_a_singular_genitive() -> None:
    assert above_people(21, Language.RUSSIAN) == "более двадцати одного человека"
    assert above_people(30, Language.RUSSIAN) == "более тридцати человек"
