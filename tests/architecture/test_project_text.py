import re
from pathlib import Path

from tests.architecture.tracked import ROOT, files_under, lines_matching, read, tracked_files

# Where packages come from is the installer's business and changes with the house.
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted|--(extra-)?index-url|--find-links|registry\.npmjs|deb\.debian\.org"
)
MACHINE = re.compile(r"(?<![\w.])/(work|root|home/\w+|Users/\w+)/")
TEXT = {
    ".py", ".md", ".toml", ".txt", ".in", ".lock", ".sh", ".html", ".css", ".js", ".json",
    ".po", ".svg", ".yaml", ".yml", ".cfg", "",
}  # fmt: skip
TOCTREE = re.compile(r"```\{toctree\}\n(.*?)```", re.DOTALL)


def texts() -> list[Path]:
    own = Path(__file__).resolve()
    return [file for file in tracked_files() if file.suffix in TEXT and file != own]


def listed_pages() -> set[Path]:
    """The pages that a table of contents of another page leads to."""
    return {
        found
        for page in files_under("docs", suffix=".md")
        for tree in TOCTREE.findall(read(page))
        for line in tree.splitlines()
        if line and not line.startswith(":")
        for found in page.parent.glob(line if line.endswith("*") else f"{line}.md")
    }


def test_no_file_names_a_package_registry() -> None:
    assert lines_matching(REGISTRY, texts()) == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert lines_matching(MACHINE, texts()) == []


def test_every_document_can_be_reached_from_the_first_page() -> None:
    pages = set(files_under("docs", suffix=".md")) - {ROOT / "docs/index.md"}

    unreachable = pages - listed_pages()

    assert sorted(str(page.relative_to(ROOT)) for page in unreachable) == []


def test_every_changelog_fragment_is_of_a_known_kind() -> None:
    kinds = re.compile(r"[a-z0-9-]+\.(safety|new|better|fixed|running)\.md")
    fragments = {file.name for file in files_under("changelog.d", suffix=".md")} - {"README.md"}

    strange = {name for name in fragments if not kinds.fullmatch(name)}

    assert strange == set()
