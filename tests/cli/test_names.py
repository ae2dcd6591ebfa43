"""`corridor names score`: row for row, and one sentence when a table cannot be scored."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.server import COMMAND, run_corridor

TABLE = """\
number,name_a,name_b,remark
1,Юрий Щербаков,Iouri Chtcherbakov,"kept, with a comma"
2,Анна Соколова,Магомед Исаев,
3,"СОКОЛОВА, Анна",Anna Sokolova,"two
lines"
"""


def score(table: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """In a folder where no desk is, and none may appear."""
    return run_corridor("names", "score", str(table), *more, data=table.parent / "nowhere")


def written(folder: Path, text: str | bytes) -> Path:
    table = folder / "table.csv"
    table.write_bytes(text.encode() if isinstance(text, str) else text)
    return table


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines(keepends=True)))


def test_every_row_comes_back_with_its_figure(tmp_path: Path) -> None:
    done = score(written(tmp_path, TABLE))

    scored = rows(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert [row["number"] for row in scored] == ["1", "2", "3"]
    assert [row["remark"] for row in scored] == ["kept, with a comma", "", "two\nlines"]
    assert [row["same"] for row in scored] == ["1", "0", "1"]
    assert [float(row["score"]) >= 0.7 for row in scored] == [True, False, True]


def test_no_desk_is_needed_and_none_is_made(tmp_path: Path) -> None:
    score(written(tmp_path, TABLE))

    assert [one.name for one in tmp_path.iterdir()] == ["table.csv"]


def test_neither_django_nor_a_key_is_loaded(tmp_path: Path) -> None:
    told = (
        "import sys; from corridor.cli.main import main\n"
        "code = main(['names', 'score', sys.argv[1]])\n"
        "print(code, sorted({'django', 'cryptography', 'sqlite3'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", told, written(tmp_path, TABLE)],
        check=True,
        capture_output=True,
        text=True,
    )

    assert done.stdout.splitlines()[-1] == "0 []"


def test_a_file_is_written_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    place = tmp_path / "scored.csv"

    done = score(written(tmp_path, TABLE), "--output", str(place))

    assert (done.returncode, done.stdout) == (0, "")
    assert len(rows(place.read_text("utf-8"))) == 3
    assert place.stat().st_mode & 0o077 == 0


def test_a_table_with_nothing_but_columns_gives_columns(tmp_path: Path) -> None:
    done = score(written(tmp_path, "name_a,name_b\n"))

    assert (done.returncode, done.stdout) == (0, "name_a,name_b,score,same\n")


def test_a_table_from_a_spreadsheet_begins_with_a_mark(tmp_path: Path) -> None:
    done = score(written(tmp_path, b"\xef\xbb\xbfname_a,name_b\r\nAnna,Anna\r\n"))

    assert done.stdout == "name_a,name_b,score,same\nAnna,Anna,1.0000,1\n"


def test_scored_again_it_has_the_figures_once(tmp_path: Path) -> None:
    first = score(written(tmp_path, TABLE)).stdout

    again = score(written(tmp_path, first)).stdout

    assert again == first


REFUSED: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "The first row has to name this column once: name_a."),
    "no such column": (
        "name_a,other\nA,B\n",
        "The first row has to name this column once: name_b.",
    ),
    "a column twice": (
        "name_a,name_a,name_b\nA,B,C\n",
        "The first row has to name this column once: name_a.",
    ),
    "a field too few": (
        "name_a,name_b\nA,B\nLyra\n",
        "Row 3 has 1 fields, the first row has 2.",
    ),
    "a field too many": (
        "name_a,name_b\nLyra,B,C\n",
        "Row 2 has 3 fields, the first row has 2.",
    ),
    "a quotation mark without its other": (
        'name_a,name_b\n"Lyra,B\n',
        "Line 2 breaks off: a quotation mark is missing or too many.",
    ),
    "a letter after a quotation mark": (
        'name_a,name_b\n"Lyra"x,B\n',
        "Line 2 breaks off: a quotation mark is missing or too many.",
    ),
    "another encoding": (
        "name_a,name_b\nАнна,Анна\n".encode("cp1251"),
        "The table is not in UTF-8: save it again as such.",
    ),
    "a zero byte": (
        "name_a,name_b\nLy\0ra,B\n",
        "Line 2 has a zero byte: this is no text.",
    ),
    "a huge name": (
        "name_a,name_b\n" + "Lyra " * 1_000 + ",B\n",
        "Row 2 has a name longer than any name is.",
    ),
    "a huge line": (
        "name_a,name_b\n" + "Lyra " * 100_000 + ",B\n",
        "Line 2 is longer than any two names are.",
    ),
}


@pytest.mark.parametrize(("table", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_table_that_cannot_be_scored_is_refused_in_a_sentence(
    tmp_path: Path, table: str | bytes, sentence: str
) -> None:
    place = tmp_path / "scored.csv"

    done = score(written(tmp_path, table), "--output", str(place))

    assert (done.returncode, done.stderr) == (2, f"{sentence}\n")
    assert [one.name for one in tmp_path.iterdir()] == ["table.csv"]


@pytest.mark.parametrize("words", [("names",), ("names", "score"), ("names", "guess", "x")])
def test_words_that_say_too_little_are_unusable(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run_corridor(*words, data=tmp_path)

    assert done.returncode == 2
    assert "usage: corridor" in done.stderr


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = score(tmp_path / "none.csv")

    assert (done.returncode, done.stderr) == (2, "The table cannot be opened.\n")


def test_an_output_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    done = score(written(tmp_path, TABLE), "--output", str(tmp_path / "no" / "scored.csv"))

    assert (done.returncode, done.stderr) == (2, "The output cannot be written.\n")


def test_who_stops_reading_is_not_shouted_at(tmp_path: Path) -> None:
    table = written(tmp_path, "name_a,name_b\n" + "Anna Sokolova,Anna Sokolova\n" * 20_000)

    with subprocess.Popen(
        [COMMAND, "names", "score", table], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        if process.stdout is None or process.stderr is None:
            raise TypeError
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (1, b"")
