"""The words of a receipt: easy to spell, hard to mix up, and silent about what they open."""

import re

import pytest

from corridor.crypto.word_lists import find_word, list_languages, neighbours, word_list

SPELLING = {"en": re.compile(r"[a-z]{3,8}"), "ru": re.compile(r"[а-я]{3,9}")}

# Beginnings, except where a word would forbid too much: "=war" is that word alone.
TELLING = {
    "en": """
        abduct abuse agent alarm allah amnest ambush army arrest ask asylum attack bandit
        beat betray bibl bleed blood bomb border brothel bull captiv chech christ church
        closet coffin condom consul convict corpse cop court crim cruci dagger danger dead
        death depart deport detain devil die drag drug embass emerg enem escap evac exec
        exile exit explo fag fair fear flee flight forb foreign fraud fugit gay gender genoc
        god grave guard guilt gun hang harass harm hate haven hell help hid hijab homo honor
        honour hostag hunt illeg imam immig islam jail jew jud kadyr kidnap kill knife koran
        lavend law leave lesb lgb =love mafia mask massac milit missile mosque murder muslim
        nake nazi nude nun passp perse pistol poison polic porn prais pray pride priest
        prison privat propag protect protest punish queer quran rainbow raid ransom rape
        rebel refug refus report resc rifle =rope russia sacr safe sanct save secre secur
        sex shame shelter shoot shot slave smug sniper soldier spy state stran suic sword
        target temple terror thief threat tortur trafic trap trans trial tunnel unicorn
        vanish victim viol visa warn =war weapon whip witness wound
        """,
    "ru": """
        аллах арест банд бегств бежен библ бог боль бомб боя виз вин водк войн =враг взят
        голуб =гей геи гибел граница грех гроб дезерт допрос жертв жизн заложн запрет защит
        =зло избит ислам казн камер кандал каратель кинжал клад кладб кляп конвой консул
        коран кров крест лесби лгбт любов мести милици месть мечет мешок могил мулл мусульм
        надежд наказан наркот насил ненав нож обыск опас оруж осад охран пара паспорт патрон
        петл петух пидор пистол плен побег погон погоня полиц помощ посольств похищ преслед
        преступ призрак приют пуля пыт раб радуг рана рай розыск россия русс ружь свят
        секрет секс смерт солдат спас спрят стреля страх суд судьб тайн террор травл тревог
        тюрьм убеж убий убит угроз укрыт умер уходит храм цепь церк чеч шахид шпион эваку
        эмигр =ад =брак =суд
        """,
}
INNOCENT = {
    "en": [
        "copper",
        "copy",
        "diesel",
        "diet",
        "dragon",
        "fleece",
        "gravel",
        "harmony",
        "hello",
        "lawn",
    ],
    "ru": [
        "визг",
        "винт",
        "виноград",
        "богатый",
        "кладовка",
        "жизнь",
        "мешок",
        "ножницы",
        "осадки",
        "парашют",
        "работа",
        "район",
        "судак",
        "пленка",
    ],
}
GIVEN_NAMES = {
    "en": """
        adam alan alex alice amber amy andrew angel anna april art arthur august aurora
        basil bella ben bert beth bill bob bonnie carl carol charles charlie chip chris
        christian clay cliff crystal cynthia daisy dale daniel dave david dawn dean diana
        don donna doris earl eden ella emily emma eric erin esther eva eve faith fern flora
        frank fred gene george gilbert ginger glen gloria grace grant guy harry hazel
        heather helen henry holly hope iris isaac ivy jack jacob jade jake james jane
        jasmine jason jay jean jerry jesse jewel jim jimmy joan joe joel john jordan joseph
        joy juan jude judy julia julie june kate ken kevin kim kit lance laura laurel lee
        leo lily linda lisa lois lucas lucy luke madison marcus margaret maria marina mark
        marsha martha martin mary mason matt may melody mercy michael mike miles molly
        myrtle nancy neil nick nina noah noel nora norma olive olivia opal oscar otto pansy
        pat paul pearl peg penny perry peter philip poppy ralph ray rex rich robin rod roger
        roman ron rosa rose rosemary rosie ross roy ruby rusty ruth sage sally sam sandy
        sara scott sean serena sierra simon sofia sonny sophia stella steve sue susan ted
        teddy teresa theo tim toby tom tommy tony troy vera vernon victor victoria viola
        violet virginia walter warren wesley will willy wolfgang zara zoe
        """,
    "ru": """
        август аврора агата агния ада аида алан алекс алена алина алиса алия алла альберт
        амина анатолий ангелина андрей анна антон анфиса арина аркадий арсен артем артур
        ахмед аслан богдан борис вадим валентин валерий валя варвара василий вася вера
        вероника виктор виктория виталий влад влада владимир владислав вова галина ганс
        гаянэ гена георгий герман глеб гоша григорий давид дамир даниил даша демид денис
        диана дима дина ева евгений егор екатерина елена ефим жанна жасмин женя захар заур
        зоя иван игорь илья инга инна ира ирина иса камила карина карл катя кира кирилл
        клара коля костя лада лана лариса лев лена леонид леша лиана лидия лилия лина лиза
        люба людмила магомед майя макар максим мальвина марат марина мария марк марта мила
        мира мирон михаил муса надежда назар настя нелли ника никита нина оксана олег ольга
        павел петр петя полина расул рая регина рената рита роберт роза родион роман рома
        руслан рустам саша света семен сергей слава соня софия станислав степан стелла
        султан тамара таня тарас тимур тихон умар фаина фатима федор филипп флора шамиль
        эдуард элина эльвира эмма юлия юра юрий яков ян яна ярослав
        """,
}
READ_IN_TWO_WAYS = {
    "en": """
        bass bow buffet close conduct console content contest contract convert convict desert
        digest dove entrance estimate excuse invalid lead live minute object
        perfect permit polish present produce project read rebel record refuse row separate
        sewer subject tear use wind wound does number
        """,
    "ru": """
        атлас берег вести виски выкупать гвоздики духи замок ирис кирка козлы
        кредит кружки ледник мел мука небо острота орган осел падеж парить пропасть передохнуть
        полки правило проклятый пахнуть рожки совершенный стрелки трусить угольный хлопок
        характерный чудный языковой черт черта уже все запах
        """,
}
SPELT_DIFFERENTLY_ON_TWO_SHORES = """
    aluminum armor analog behavior catalog catalogue center centre chili color colour cozy curb
    defense draft draught favor favorite fiber fibre gray grey harbor harbour honor
    jewelry labor license liter litre maneuver mold mom mum neighbor neighbour odor
    omelet omelette pajama pajamas plow plough practice program pyjamas savanna savannah theater
    theatre tire tyre vapor vapour yoghurt
    """


def telling(word: str, language: str) -> bool:
    if word in INNOCENT[language]:
        return False
    return any(
        word == stem[1:] if stem.startswith("=") else word.startswith(stem)
        for stem in TELLING[language].split()
    )


@pytest.mark.parametrize("language", list_languages())
def test_a_list_is_2048_different_words_in_order(language: str) -> None:
    words = word_list(language)

    assert len(words) == 2_048
    assert list(words) == sorted(set(words))


@pytest.mark.parametrize("language", list_languages())
def test_four_letters_are_enough_to_tell_any_two_words_apart(language: str) -> None:
    words = word_list(language)

    assert len({word[:4] for word in words}) == len(words)


@pytest.mark.parametrize("language", list_languages())
def test_every_word_is_plain_letters_of_a_middle_length(language: str) -> None:
    odd = [word for word in word_list(language) if not SPELLING[language].fullmatch(word)]

    assert odd == []


@pytest.mark.parametrize("language", list_languages())
def test_no_word_tells_what_the_paper_is_about(language: str) -> None:
    assert [word for word in word_list(language) if telling(word, language)] == []


@pytest.mark.parametrize("language", list_languages())
@pytest.mark.parametrize("unwanted", [GIVEN_NAMES, READ_IN_TWO_WAYS], ids=["names", "two ways"])
def test_no_word_is_a_name_or_is_read_in_two_ways(
    language: str, unwanted: dict[str, str]
) -> None:
    assert set(word_list(language)) & set(unwanted[language].split()) == set()


def test_no_english_word_is_spelt_differently_on_two_shores() -> None:
    assert set(word_list("en")) & set(SPELT_DIFFERENTLY_ON_TWO_SHORES.split()) == set()


def test_no_word_stands_in_two_lists() -> None:
    lists = [set(word_list(language)) for language in list_languages()]

    assert sum(map(len, lists)) == len(set().union(*lists))


@pytest.mark.parametrize("language", list_languages())
def test_a_word_is_found_whole_and_cut_but_not_grown(language: str) -> None:
    for place, word in enumerate(word_list(language)):
        assert find_word(word, language=language) == place
        assert find_word(word[:4], language=language) == place
        assert find_word(word + "ъъ", language=language) is None


def test_three_letters_of_a_longer_word_are_not_enough() -> None:
    assert find_word("umb", language="en") is None
    assert find_word("", language="en") is None


def test_a_near_miss_brings_the_word_it_missed() -> None:
    assert "orbit" in neighbours("orbet", language="en")
    assert len(neighbours("bore", language="en")) <= 3
