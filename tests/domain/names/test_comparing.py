"""Pairs of invented, common names: which are one name, which are two."""

import pytest

from corridor.domain.names.comparing import Listener, compare, same


def figure(one: str, other: str) -> float:
    listener = Listener()
    return compare(listener.read(one), listener.read(other))


ONE_NAME = {
    "English spelling": ("Юрий Щербаков", "Yuri Shcherbakov"),
    "French spelling": ("Юрий Щербаков", "Iouri Chtcherbakov"),
    "German spelling": ("Юрий Щербаков", "Jurij Schtscherbakow"),
    "Dutch spelling": ("Юрий Щербаков", "Joeri Sjtsjerbakov"),
    "Swedish spelling": ("Юрий Щербаков", "Jurij Sjtjerbakov"),
    "Polish spelling": ("Юрий Щербаков", "Jurij Szczerbakow"),
    "Czech spelling": ("Юрий Щербаков", "Jurij Ščerbakov"),
    "Turkish letters": ("Шамиль Хасанов", "Şamil Xasanov"),
    "Azerbaijani letters": ("Али Мамедов", "Əli Məmmədov"),
    "Lithuanian endings": ("Владимир Кузьмин", "Vladimiras Kuzminas"),
    "passport of the nineties, through French": ("Жанна Хачатурян", "Janna Khatchatourian"),
    "Georgian alphabet": ("Георгий Беридзе", "გიორგი ბერიძე"),
    "Armenian alphabet": ("Тигран Петросян", "Տիգրան Պետրոսյան"),
    "Greek alphabet": ("Елена Пападопулос", "Έλενα Παπαδόπουλος"),
    "two dots left out": ("Пётр Королёв", "Petr Korolev"),
    "two dots said": ("Пётр Королёв", "Pyotr Korolyov"),
    "palochka": ("Кӏанти Гӏазиев", "Канти Газиев"),
    "palochka typed as a letter": ("КIанти Гlазиев", "Kanti Gaziyev"),
    "palochka typed as a digit": ("К1анти Г1азиев", "Kanti Gazieff"),
    "Chechen vowels": ("Хьамзат Дадаев", "Khamzat Dadaev"),
    "Chechen form of a given name": ("Мохьмад Исаев", "Магомед Исаев"),
    "another Chechen form": ("Ӏела Тайсаев", "Али Тайсаев"),
    "written as one": ("Лом-Али Гайтаев", "Lomali Gaytaev"),
    "surname first": ("Соколова Анна Викторовна", "Anna Viktorovna Sokolova"),
    "with a comma": ("СОКОЛОВА, Анна", "Anna Sokolova"),
    "father's name left out": ("Соколова Анна Викторовна", "Anna Sokolova"),
    "father's name cut off": ("Соколова Анна Викт", "Соколова Анна Викторовна"),
    "father's name as an initial": ("Соколова Анна В.", "Соколова Анна Викторовна"),
    "initials": ("А. В. Соколова", "Анна Викторовна Соколова"),
    "an initial that sounds otherwise": ("Y. Morozov", "Евгений Морозов"),
    "Ukrainian": ("Николай Бойко", "Микола Бойко"),
    "Ukrainian father's name": ("Бойко Иван Николаевич", "Boyko Ivan Mykolayovych"),
    "Belarusian": ("Сергей Новик", "Siarhei Novik"),
    "what friends say": ("Саша Кузнецов", "Александр Кузнецов"),
    "Azerbaijani father's name": ("Мамедов Али Вагифович", "Ali Mammadov Vaqif oğlu"),
    "without vowels": ("Sokolova Anna", "Sklv Ann"),
    "title": ("доктор Анна Соколова", "Anna Sokolova"),
    "title with an accent above": ("майор Анна Соколова", "Major Anna Sokolova"),
    "look-alike letters": ("Anna Sokolova", "Аnnа Sоkоlоvа"),
    "a word of look-alikes alone": ("Karen Petrosyan", "КАRЕN РЕТRОSYАN"),
    "digits for letters": ("Alina Sokolova", "A1ina S0kolova"),
    "one letter missing": ("Анна Викторовна Соколова", "Анна Викторона Соколова"),
    "two letters turned round": ("Anna Sokolova", "Anna Sokoolva"),
}

TWO_NAMES = {
    "brothers": ("Иван Петрович Соколов", "Сергей Петрович Соколов"),
    "sisters in another alphabet": ("Галина Петровна Соколова", "Yelena Petrovna Sokolova"),
    "namesakes": ("Иван Петрович Соколов", "Ivan Sergeyevich Sokolov"),
    "namesakes whose fathers sound alike": ("Анна Михайловна Дай", "Anna Mikalaeuna Dai"),
    "given name and surname change places": ("Иван Петров", "Пётр Иванов"),
    "a surname beside a father's name": ("Сергей Михайлов", "Сергей Михайлович Волков"),
    "a long surname beside a father's name": ("Анна Викторова", "Anna Viktorovna Sokolova"),
    "another surname": ("Анна Викторовна Соколова", "Анна Викторовна Иванова"),
    "twins": ("Хусейн Бакаев", "Хасан Бакаев"),
    "given names one letter apart": ("Марина Соколова", "Мария Соколова"),
    "man and woman": ("Евгений Мороз", "Евгения Мороз"),
    "another initial": ("Б. Соколов", "Иван Соколов"),
    "a given name alone": ("Анна", "Анна Соколова"),
    "surnames with one ending": ("Иван Ковалевский", "Иван Маевский"),
    "no word in common": ("Магомед Исаев", "Anna Sokolova"),
}


@pytest.mark.parametrize("pair", ONE_NAME.values(), ids=ONE_NAME)
def test_one_name_is_known_under_another_spelling(pair: tuple[str, str]) -> None:
    assert same(figure(*pair)), figure(*pair)


@pytest.mark.parametrize("pair", TWO_NAMES.values(), ids=TWO_NAMES)
def test_two_people_are_not_called_one(pair: tuple[str, str]) -> None:
    assert not same(figure(*pair)), figure(*pair)


def test_a_father_left_out_is_no_evidence_and_another_father_is_strong_evidence() -> None:
    whole = "Соколов Иван Петрович"

    left_out, another = figure(whole, "Ivan Sokolov"), figure(whole, "Ivan Olegovich Sokolov")

    assert left_out > 0.95
    assert another < left_out - 0.3


@pytest.mark.parametrize("written", ["Korolyov Fyodor", "Korolev Fedor", "Королев Федор"])
def test_two_dots_that_are_said_or_left_out_are_the_same_name(written: str) -> None:
    assert figure("Королёв Фёдор", written) == 1.0


def test_one_word_alone_has_to_fit_better_than_two() -> None:
    alone = figure("Соколов", "Соклов")
    beside_a_given_name = figure("Иван Соколов", "Иван Соклов")

    assert alone < beside_a_given_name


@pytest.mark.parametrize("nothing", ["", " ", "—", "...", "\u200b"])
def test_a_name_without_a_word_is_like_no_other_not_even_itself(nothing: str) -> None:
    assert figure(nothing, nothing) == 0.0
    assert figure(nothing, "Анна Соколова") == 0.0


def test_an_alphabet_without_a_table_is_compared_letter_by_letter() -> None:
    assert same(figure("አበበ በቀለ", "አበበ በቀለ"))
    assert not same(figure("አበበ በቀለ", "Анна Соколова"))
