"""Files from a frightened person's phone, scripts off: added, sent, added later, deleted."""

from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from corridor.crypto.random import random_bytes
from tests.support.browser import Windows, accessibility_faults
from tests.support.server import RunningDesk

SUMMONS = FilePayload(name="summons.jpg", mimeType="image/jpeg", buffer=random_bytes(400_000))
THREAT = FilePayload(name="угроза.ogg", mimeType="audio/ogg", buffer=random_bytes(90_000))


def add(page: Page, *files: FilePayload, kind: str = "0") -> None:
    page.select_option("#kind", kind)
    page.set_input_files("#file", list(files))
    page.click("#attach button:not([name])")


def write(page: Page, served: RunningDesk) -> str:
    """The words are written, not sent; the code that they will have."""
    page.goto(f"{served.url}/en/")
    page.fill("#what", "Two men wait outside. I have a paper from them.")
    page.click("#ask button:last-of-type")
    return " ".join(page.locator("#receipt li").all_inner_texts())


def come_back(page: Page, served: RunningDesk, code: str) -> None:
    page.goto(f"{served.url}/en/back")
    page.fill("#code", code)
    page.click("#back button")


def withdraw(page: Page, code: str) -> None:
    page.click("#stop summary")
    page.fill("#sure", code.split(maxsplit=1)[0])
    page.click("#withdraw button")


def on_disk(data: Path) -> set[Path]:
    return {path for path in (data / "blobs").rglob("*") if path.is_file()}


def test_files_come_with_the_words_and_later_and_go_when_they_are_deleted(
    served: RunningDesk, windows: Windows, data: Path
) -> None:
    page = windows.open(scripts="off", size="phone")
    others = on_disk(data)
    code = write(page, served)

    add(page, SUMMONS, THREAT)
    assert page.locator("#attach p", has_text="summons.jpg").count() == 1
    assert page.locator(".answers dd", has_text="угроза.ogg").count() == 1
    page.click("#attach button[name=drop] >> nth=1")
    expect(page.locator("#attach button[name=drop]")).to_have_count(1)
    page.click("#send button:not([name])")

    assert "Your message is with us" in page.inner_text("h1")
    assert len(on_disk(data) - others) == 1
    come_back(page, served, code)
    add(page, THREAT, kind="1")
    assert "Your files are with us." in page.inner_text("[role=status]")
    assert page.locator(".talk .me", has_text="угроза.ogg").count() == 1
    add(page, SUMMONS, kind="4")
    assert "You owe nobody such a picture" in page.inner_text("#err")
    assert len(on_disk(data) - others) == 2
    page.locator(".talk button[name=drop]").last.click()
    assert "The file is deleted." in page.inner_text("[role=status]")
    assert len(on_disk(data) - others) == 1
    withdraw(page, code)
    assert "It is withdrawn" in page.inner_text("h1")
    assert on_disk(data) == others
    assert [one for one in windows.complaints if "status of 422" not in one] == []


def test_whoever_cannot_see_finds_every_part_of_it(
    served: RunningDesk, windows: Windows
) -> None:
    page = windows.open(scripts="on", size="phone")
    code = write(page, served)
    add(page, SUMMONS, kind="")
    refused = accessibility_faults(page)
    add(page, SUMMONS)
    listed = accessibility_faults(page)
    page.click("#send button:not([name])")

    come_back(page, served, code)

    assert refused == listed == accessibility_faults(page) == []
