"""Everything that anybody may type, send or upload, at every face, with a word in it."""

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from tests.floods.asking import Answer
from tests.floods.desks import Founded
from tests.leaks.pages import PageForm
from tests.leaks.visiting import Browser, Worker, read
from tests.leaks.words import Plants

STRANGE_PATHS = ("/en/", "/ru/", "/out", "/en/back", "/desk/sign-in", "/press/", "/healthz")
PAGES = ("/desk/", "/desk/queue", "/desk/search", "/desk/enter-request", "/desk/journeys")
MORE_PAGES = ("/desk/statistics", "/desk/statement", "/desk/team", "/desk/journal")
LARGE = 60_000
LONG_FILE = (
    300  # times a word in a file: a page of it, since the desk draws every file that it shows
)


def ask_for_help(browser: Browser, *, language: str) -> str:
    """The whole way of a person: ask, be asked again, send, come back, write, withdraw not."""
    words, at = browser.plants, f"public {language}"
    said = {
        "soon": "0",
        "who": "1",
        "place": "2",
        "what": words.both(f"{at} what", kept=True),
        "name": words.both(f"{at} unknown field"),
    }
    shown = browser.post(f"/{language}/", said)
    words.secrets[f"{at} code"] = shown.receipt
    told = {
        "need": ["1", "3"],
        "tongues": [words.both(f"{at} answer to a question", kept=True)],
        "nowhere": [words.both(f"{at} answer to no question", kept=True)],
    }
    form = {**said, "token": shown.token, "told": json.dumps({"said": told})}
    later = {"do": "keep", "q_tongues": words.both(f"{at} answer that was replaced")}
    _expect(browser.post(f"/{language}/more", {**form, **later}), 200)
    files = {**form, "kind": "0"}
    _expect(_send_files(browser, f"/{language}/attach", files, at=at), 200)
    browser.post(f"/{language}/send", {**form, "do": "change"})
    _expect(browser.post(f"/{language}/send", form), 200)
    page = _expect(browser.post(f"/{language}/back", {"code": shown.receipt}), 200)
    _talk(browser, page.token, at=at, language=language)
    return shown.receipt


def _talk(browser: Browser, token: str, *, at: str, language: str) -> None:
    words, page = browser.plants, f"/{language}/page"
    said = {"token": token, "kind": "2"}
    later = _send_files(browser, f"{page}/attach", said, at=f"{at} later")
    _expect(later, 200)
    _send_files(browser, f"{page}/attach", said, at=f"{at} broken off", kept=False, lost=900)
    refused = {"token": token, "kind": "4"}
    _send_files(browser, f"{page}/attach", refused, at=f"{at} intimate", kept=False)
    message = {"token": token, "text": words.both(f"{at} message", kept=True)}
    _expect(browser.post(f"{page}/message", message), 200)
    reach = {"way": "1", "eyes": "1", "how": words.both(f"{at} how", kept=True)}
    _expect(browser.post(f"{page}/reach", {"token": token, **reach}), 200)
    answered = {"do": "keep", "asked": "tongues hurt", "q_hurt": "1"}
    answered["q_tongues"] = words.both(f"{at} later answer", kept=True)
    _expect(browser.post(f"{page}/more", {"token": token, **answered}), 200)
    lines = ("pretend", "avoid", "question", "reply", "languages")
    detail = {name: words.both(f"{at} contact {name}", kept=True) for name in lines}
    reach |= {"do": "keep", "hours": "20:00 to 23:00", "channel": "1", **detail}
    _expect(browser.post(f"{page}/contact", {"token": token, **reach}), 200)
    browser.post(f"{page}/ok", {"token": token, "answer": words.both(f"{at} answer")})
    browser.post(f"{page}/withdraw", {"token": token, "sure": words.both(f"{at} sure")})


def _send_files(  # noqa: PLR0913 - one form of files is all of these
    browser: Browser,
    path: str,
    said: Mapping[str, str],
    *,
    at: str,
    kept: bool = True,
    lost: int = 0,
) -> Answer:
    """Two files with a word in the name of each and all through it; the end may be lost."""
    words, border = browser.plants, "x3q"
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in said.items()
    ]
    for number in (1, 2):
        name = words.both(f"{at} file name {number}", kept=kept)
        content = (words.both(f"{at} file {number}", kept=kept) + " ") * (LONG_FILE // number)
        parts.append(
            f'--{border}\r\nContent-Disposition: form-data; name="file";'
            f' filename="{name}.txt"\r\nContent-Type: text/plain\r\n\r\n{content}\r\n'
        )
    body = ("".join(parts) + f"--{border}--\r\n").encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
    return browser.ask("POST", path, body=body[: len(body) - lost], headers=kind)


def send_nonsense(browser: Browser) -> None:
    """What no form of ours sends: it is refused, and leaves nothing behind either."""
    words = browser.plants
    for path in STRANGE_PATHS:
        browser.ask("GET", f"{path}?q={words.word(f'query of {path}')}")
        browser.post(path, {"token": words.both(f"token of {path}")})
    browser.ask("GET", f"/{words.word('path')}/{words.word('deeper path')}")
    browser.ask("GET", f"/desk/case/{words.word('desk path')}")
    browser.ask("GET", f"/static/{words.word('static path')}.css")
    browser.post("/en/back", {"code": words.both("wrong code")})
    browser.post("/en/", dict.fromkeys(("soon", "who", "place"), words.word("choice")))
    browser.post("/en/", {"what": words.both("too long") * LARGE})
    browser.ask("PUT", "/en/", body=words.both("put").encode())
    browser.ask("GET", "/en/", headers={"Host": words.word("host")})
    browser.post(
        "/desk/sign-in",
        {one: words.both(f"sign-in {one}") for one in ("name", "passphrase", "second")},
    )


def upload(browser: Browser, path: str) -> None:
    """A file where none is asked for: small ones and one that a server might spool."""
    words, border = browser.plants, "x3q"
    for size in (1, LARGE):
        name = words.both(f"file name at {path} {size}")
        content = (words.both(f"file at {path} {size}") + " ") * size
        body = (
            f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{name}.txt"'
            f"\r\nContent-Type: text/plain\r\n\r\n{content}\r\n--{border}--\r\n"
        )
        kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
        browser.ask("POST", path, body=body.encode(), headers=kind)


def work_at_the_desk(url: str, founded: Founded, plants: Plants) -> list[Worker]:
    """Each member signs in, follows every link and fills in every form that is shown.

    Stewards come last: their forms let members go.
    """
    workers = []
    for number, log_in in enumerate(founded.log_ins[::-1]):
        plants.secrets[f"passphrase {number}"] = log_in.passphrase
        plants.secrets[f"second factor {number}"] = log_in.second
        worker = Worker(browser=Browser(url=url, plants=plants), log_in=log_in)
        _expect(worker.sign_in(), 302)
        worker.work(*PAGES, *MORE_PAGES)
        bring_a_list(worker)
        workers.append(worker)
    return workers


def bring_a_list(worker: Worker) -> None:
    """A table with a word in its name and in every cell, taken in by whoever may."""
    browser, at = worker.browser, f"{worker.log_in.handle} list"
    form = _form_to(browser, "/desk/import", "/import/send")
    if form is None:
        return
    there = _send_list(browser, form, at=at)
    plan = _form_to(browser, there, "/plan")
    if plan is None:
        raise AssertionError(there)
    may_name = "name" in plan.controls["column-0"].values
    columns = {
        "column-0": "name" if may_name else "leave_out",
        "column-1": "words",
        "column-2": "leave_out",
    }
    said = {"alphabet": "utf-8", "sign": "comma", "days": "unsaid", "channel": "partner"}
    whole = {"csrfmiddlewaretoken": _token(plan), "language": "en", "do": "save"}
    _expect(browser.post(f"{there}/plan", {**said, **columns, **whole}), 302)
    start = _form_to(browser, there, "/start")
    if start is None:
        raise AssertionError(there)
    token = {"csrfmiddlewaretoken": _token(start)}
    _expect(browser.post(f"{there}/start", token), 302)
    while "<progress" in browser.ask("GET", there).text:
        continue
    _expect(browser.ask("GET", there), 200)


def _send_list(browser: Browser, form: PageForm, *, at: str) -> str:
    words, border = browser.plants, "x3q"
    cells = [words.both(f"{at} {place}", kept=True) for place in ("name", "words", "left out")]
    fields = {
        "csrfmiddlewaretoken": _token(form),
        "came_from": words.both(f"{at} sender", kept=True),
    }
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    file_name = words.both(f"{at} file name", kept=True)
    parts.append(
        f'--{border}\r\nContent-Disposition: form-data; name="file";'
        f' filename="{file_name}.csv"\r\nContent-Type: text/csv\r\n\r\n'
        f"{','.join(cells)}\r\n\r\n--{border}--\r\n"
    )
    kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
    sent = browser.ask("POST", "/desk/import/send", body="".join(parts).encode(), headers=kind)
    _expect(sent, 302)
    return urlsplit(browser.location).path


def _form_to(browser: Browser, page: str, end: str) -> PageForm | None:
    forms = read(browser.ask("GET", page)).forms
    return next((one for one in forms if one.action.endswith(end)), None)


def _token(form: PageForm) -> str:
    return form.controls["csrfmiddlewaretoken"].values[0]


def _expect(answer: Answer, status: int) -> Answer:
    """The way must have been gone to its end: words that never arrived prove nothing."""
    if answer.status != status:
        raise AssertionError(answer.status, answer.text)
    return answer
