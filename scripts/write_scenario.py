"""Write a scenario from its stories: `write_scenario.py STORIES.toml SCENARIO.json`.

A story says what happened to the people of one case and on which days; this script gives the
days their hours and the acts their hands. The same stories always give the same bytes.
"""

# ruff: noqa: INP001 - a tool of its own, no package

import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

Story = dict[str, Any]
DEFAULTS: Story = {
    "channel": "page",
    "lang": "ru",
    "soon": "days",
    "who": "me",
    "place": "region",
    "people": ["self"],
    "by": "us",
    "said": [],
    "filings": [],
    "names": [],
    "tries": [],
    "reasons": [],
}
DAY = range(8, 21)
WORKING = range(7, 22)
LEVELS = ["unknown", "weeks", "days", "hours"]
OPENED = "2017-03-29T09:00:00"
UNTIL = "2017-05-18T08:00:00"
HEAD = {
    "format": "corridor-scenario/1",
    "title": "Spring 2017",
    "zone": "Europe/Moscow",
    "opened": OPENED,
    "until": UNTIL,
    "organisation": {
        "name": "Lighthouse Line",
        "country": "RU",
        "zone": "Europe/Moscow",
        "staffed": [{"start": 540, "end": 1380}],
        "exit_site": "https://www.yr.no/en",
        "languages": ["en", "ru"],
        "wordings": [
            {
                "language": "en",
                "region": "the republic",
                "in_region": "in the republic",
                "out_of_region": "out of the republic",
                "origin": "from the republic",
                "left": "the republic",
                "elsewhere": "elsewhere in Russia",
                "exit_site": "a weather site",
            },
            {
                "language": "ru",
                "region": "республика",
                "in_region": "в республике",
                "out_of_region": "за пределами республики",
                "origin": "из республики",
                "left": "из республики",
                "elsewhere": "в другом регионе России",
                "exit_site": "сайт погоды",
            },
        ],
    },
    "members": [
        {"handle": "lyra", "roles": ["caseworker", "intake", "relocation"]},
        {"handle": "vega", "roles": ["security", "intake", "caseworker", "steward"]},
        {"handle": "altair", "roles": ["relocation", "caseworker", "steward"]},
        {"handle": "mira", "roles": ["caseworker", "intake"]},
        {"handle": "rigel", "roles": ["lawyer", "caseworker"]},
        {"handle": "deneb", "roles": ["steward", "researcher"]},
        {"handle": "capella", "roles": ["press"]},
        {"handle": "nunki", "roles": ["intake"]},
        {"handle": "polaris", "roles": ["director"]},
    ],
}
CLAIM = {
    "words": [
        {
            "language": "en",
            "speaker": "Lithuania’s foreign minister",
            "about_one": "has been granted a visa by his country",
            "about_many": "have been granted visas by his country",
        },
        {
            "language": "ru",
            "speaker": "министр иностранных дел Литвы",
            "about_one": "получил визу его страны",
            "about_many": "получили визы его страны",
        },
    ],
    "verb": "says",
    "count": 2,
    "unit": "person",
    "as_of": "2017-05-17",
    "source": "The minister to the press, 17 May 2017",
}

STATEMENT: list[Story] = [
    {
        "act": "freeze",
        "at": "2017-05-18T07:30:00",
        "by": "polaris",
        "statement": "may",
        "granting": "LT",
    },
    {
        "act": "claim",
        "at": "2017-05-18T07:40:00",
        "by": "capella",
        "statement": "may",
        "claim": CLAIM,
    },
]


def at(on: str | date, clock: str) -> datetime:
    day = date.fromisoformat(on) if isinstance(on, str) else on
    return datetime.combine(day, time.fromisoformat(clock))


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


@dataclass
class Pen:
    """Writes the acts of one story; `turn` is its place among the stories."""

    story: Story
    turn: int
    pools: dict[str, list[Any]]
    acts: list[Story] = field(default_factory=list)
    spoken: int = 0

    def act(self, kind: str, when: datetime, by: str, **fields: object) -> None:
        told = {name: value for name, value in fields.items() if value is not None}
        self.acts.append({"act": kind, "at": f"{when:%Y-%m-%dT%H:%M:%S}", "by": by, **told})

    @property
    def key(self) -> str:
        return str(self.story["key"])

    @property
    def owner(self) -> str:
        return str(self.story.get("owner", "lyra"))

    @property
    def people(self) -> list[str]:
        return [f"{self.key}.{number}" for number, _ in enumerate(self.story["people"], 1)]

    @property
    def asked(self) -> datetime:
        return datetime.fromisoformat(self.story["asked"])

    @property
    def on_duty(self) -> str:
        by_day = self.asked.hour in DAY
        return "nunki" if not by_day else ("lyra", "vega", "mira")[self.turn % 3]

    @property
    def made(self) -> datetime:
        later = self.asked + minutes(95 + 7 * (self.turn % 5))
        if later.date() == self.asked.date() and later.hour in WORKING:
            return later
        return at(self.asked.date() + timedelta(days=1), "09:10") + minutes(self.turn % 40)

    @property
    def met(self) -> datetime | None:
        if "reached" not in self.story:
            return None
        met = max(
            at(self.story["reached"], "11:30") + minutes(self.turn), self.made + minutes(25)
        )
        if met.date() != date.fromisoformat(self.story["reached"]):
            raise SystemExit(f"{self.key} is made a case after it is reached")
        return met

    def from_pool(self, name: str) -> Any:
        self.spoken += 1
        pool = self.pools[name]
        return pool[(self.turn + self.spoken * 3) % len(pool)]


def write_request(pen: Pen) -> None:
    story, duty, asked = pen.story, pen.on_duty, pen.asked
    page = story["channel"] == "page"
    pen.act(
        "ask",
        asked,
        "person" if page else duty,
        case=pen.key,
        channel=story["channel"],
        language=story["lang"],
        soon=story["soon"],
        who=story["who"],
        place=story["place"],
        what=story["what"],
    )
    taken = asked + minutes(12 + pen.turn % 23 if page else 2)
    pen.act("collect", taken, duty, case=pen.key)
    if not page:
        pen.act("hand_code", taken + minutes(1), duty, case=pen.key)
    pen.act("summary", taken + minutes(3), duty, case=pen.key, line=story["line"])
    if "level" in story:
        write_level(pen, taken + minutes(5), duty, story["level"])
    for number, (way, outcome, words) in enumerate(story["tries"]):
        when = asked + minutes(40 + 55 * number)
        pen.act(
            "contact_tried", when, duty, case=pen.key, way=way, outcome=outcome, words=words
        )
    if "reply" in story:
        pen.act("answer", taken + minutes(11), duty, case=pen.key, text=story["reply"])
    if page and pen.turn % 3 == 0 and "reply" in story:
        write_reach(pen, taken + minutes(19))


def write_level(pen: Pen, when: datetime, by: str, level: str) -> None:
    reasons = pen.story["reasons"] if level != "weeks" else []
    pen.act("assess", when, by, case=pen.key, level=level, reasons=reasons)


def write_reach(pen: Pen, when: datetime) -> None:
    pen.act(
        "reach_rules",
        when,
        "person",
        case=pen.key,
        way="only_here",
        eyes="someone" if pen.turn % 2 else "nobody",
        how=pen.from_pool(f"reach_{pen.story['lang']}"),
    )


def write_case(pen: Pen) -> None:
    story, made, owner = pen.story, pen.made, pen.owner
    companions = [
        {"key": key, "label": label}
        for key, label in zip(pen.people, story["people"], strict=True)
    ]
    pen.act("make_case", made, owner, case=pen.key, people=companions)
    pen.act("take", made + minutes(1), owner, case=pen.key)
    if story["place"] == "region" and story["who"] != "disappeared":
        for person in pen.people:
            pen.act("place", made + minutes(2), owner, person=person, place="region")
    for person, names in zip(pen.people, story["names"], strict=False):
        pen.act("name_person", made + minutes(6), owner, person=person, names=spelled(*names))
    if "rules" in story:
        write_rules(pen, made + minutes(9))


def spelled(cyrillic: str, latin: str) -> list[Story]:
    return [
        {"value": value, "script": script, "sort": "legal", "safe_with": "team"}
        for value, script in ((cyrillic, "cyrillic"), (latin, "latin"))
    ]


def write_rules(pen: Pen, when: datetime) -> None:
    rings = pen.story.get("rings", False)
    pen.act(
        "contact_rules",
        when,
        pen.owner,
        case=pen.key,
        channels=["phone"] if rings else [],
        hours=[{"start": 780, "end": 900}] if rings else [],
        how=pen.story["rules"],
    )


def write_meeting(pen: Pen) -> None:
    met = pen.met
    if met is None:
        return
    for person in pen.people[: pen.story.get("reached_people", len(pen.people))]:
        pen.act("step", met, pen.owner, person=person, step="in_touch")
    speaker, language = pen.people[0], pen.story["lang"]
    for purpose in ("case_services", "statistics"):
        pen.act(
            "consent",
            met + minutes(4),
            pen.owner,
            person=speaker,
            purpose=purpose,
            language=language,
        )
    if pen.turn % 3 == 1:
        pen.act(
            "refuse_consent",
            met + minutes(5),
            pen.owner,
            person=speaker,
            purpose="story_anonymous",
        )


def write_talk(pen: Pen) -> None:
    said = pen.story["said"]
    answers = list(pen.story.get("answers", []))
    for number, (text, when) in enumerate(zip(said, moments(pen), strict=True)):
        pen.act("write", when, "person", case=pen.key, text=text)
        if when < at("2017-05-17", "20:00"):
            own = number == len(said) - 1 and answers
            reply = answers.pop() if own else pen.from_pool(f"thanks_{pen.story['lang']}")
            pen.act("answer", when + minutes(25), pen.owner, case=pen.key, text=reply)


def moments(pen: Pen) -> Iterator[datetime]:
    """The first words come just before we are in touch; the last after what they speak of."""
    story, met = pen.story, pen.met
    if "said_on" in story:
        for number, on in enumerate(story["said_on"]):
            same = met is not None and met.date() == date.fromisoformat(on)
            yield met - minutes(8) if same and met else at(on, "20:05") + minutes(number)
        return
    for number, _ in enumerate(story["said"]):
        last = number == len(story["said"]) - 1
        days = [story[name] for name in ("abroad", "out") if isinstance(story.get(name), str)]
        if last and days:
            yield at(days[0], "20:30")
        elif met is not None and number == 0:
            yield met - minutes(8)
        elif met is not None:
            yield met + timedelta(days=2 * number)


def write_way_out(pen: Pen) -> None:
    if "out" not in pen.story:
        return
    out = pen.story["out"]
    days = out if isinstance(out, list) else [out] * len(pen.people)
    for number, day in enumerate(dict.fromkeys(filter(None, days)), 1):
        people = [key for key, left in zip(pen.people, days, strict=True) if left == day]
        if pen.story["by"] == "us":
            write_journey(pen, number, day, people)
        when = at(day, "19:45") + minutes(pen.turn % 10)
        by = driver(pen) if pen.story["by"] == "us" else pen.owner
        for person in people:
            pen.act(
                "step",
                when,
                by,
                person=person,
                step="out_of_region",
                exit_by=pen.story["by"],
            )


def driver(pen: Pen) -> str:
    return ("altair", "lyra")[pen.turn % 2]


def write_journey(pen: Pen, number: int, day: str, people: list[str]) -> None:
    journey, by = f"{pen.key}.way.{number}", driver(pen)
    planned = day_before(pen, date.fromisoformat(day))
    times = f"{pen.key}.times.{number}"
    pen.act(
        "task",
        planned - minutes(40),
        by,
        case=pen.key,
        task=times,
        title="Agree the check-in times",
        due=day,
        owner=by,
    )
    plan_journey(pen, journey, people, leaves=at(day, "07:20"), hours=11)
    pen.act("task_done", planned + minutes(3), by, task=times)
    pen.act("start_leg", at(day, "07:25"), by, journey=journey)
    if pen.key == "walnut":
        pen.act("alarm_taken", at(day, "13:42"), "lyra", journey=journey)
        pen.act("check_in_heard", at(day, "14:10"), "lyra", journey=journey, verdict="fine")
    else:
        pen.act("check_in", at(day, "12:50"), "person", case=pen.key, answer="a")
        pen.act(
            "check_in_heard", at(day, "12:56"), by, journey=journey, answer="a", verdict="fine"
        )
    pen.act("end_leg", at(day, "19:35"), by, journey=journey, how="arrived")


def plan_journey(
    pen: Pen,
    journey: str,
    people: list[str],
    *,
    leaves: datetime,
    hours: int,
) -> None:
    planned = day_before(pen, leaves.date())
    mode, goal = pen.pools["ways"][pen.turn % len(pen.pools["ways"])]
    due = leaves + timedelta(hours=hours) / 2
    pen.act(
        "plan_journey",
        planned,
        driver(pen),
        case=pen.key,
        journey=journey,
        people=people,
        leg={
            "mode": mode,
            "from_area": "region",
            "to_area": goal,
            "leaves_at": f"{leaves:%Y-%m-%dT%H:%M:%S}",
            "arrives_at": f"{leaves + timedelta(hours=hours):%Y-%m-%dT%H:%M:%S}",
        },
        check_in={
            "where": pen.from_pool("meeting"),
            "due_at": f"{due:%Y-%m-%dT%H:%M:%S}",
            "grace": 30,
            "meanings": meanings(pen.turn),
        },
    )


def day_before(pen: Pen, day: date) -> datetime:
    return at(day - timedelta(days=1), "17:30") + minutes(pen.turn % 20)


def meanings(turn: int) -> list[Story]:
    """The first answer is always well; which of the others means danger differs."""
    rest = ["duress", "unclear"] if turn % 2 else ["unclear", "duress"]
    return [
        {"answer": answer, "verdict": verdict}
        for answer, verdict in zip("abc", ["fine", *rest], strict=True)
    ]


def write_open_journey(pen: Pen) -> None:
    """Wren is on the way when the story ends, and has not been heard where trains change."""
    if pen.key != "wren":
        return
    leaves = at("2017-05-17", "15:05")
    plan_journey(pen, "wren.way.1", pen.people, leaves=leaves, hours=31)
    pen.act("start_leg", leaves + minutes(4), driver(pen), journey="wren.way.1")


def write_abroad(pen: Pen) -> None:
    story = pen.story
    if "abroad" in story:
        by = story.get("abroad_by", "us")
        for person in pen.people:
            pen.act(
                "step",
                at(story["abroad"], "18:10"),
                pen.owner,
                person=person,
                step="abroad",
                exit_by=by,
            )
    if "settled" in story:
        for person in pen.people:
            pen.act(
                "step", at(story["settled"], "16:00"), pen.owner, person=person, step="settled"
            )
    if "back" in story:
        for person in pen.people:
            pen.act(
                "place", at(story["back"], "21:10"), pen.owner, person=person, place="region"
            )


def write_silence(pen: Pen) -> None:
    story, person = pen.story, pen.people[0]
    if "quiet" in story:
        pen.act("quiet", at(story["quiet"], "10:15"), pen.owner, person=person)
    if "heard" in story:
        pen.act("heard_again", at(story["heard"], "09:50"), pen.owner, person=person)
    if "missing" in story:
        when = max(at(story["missing"], "11:20"), pen.made + minutes(10))
        pen.act("missing", when, pen.owner, person=person)
    if "found" in story and pen.met is not None:
        pen.act("found", pen.met - minutes(4), pen.owner, person=person, place="region")


def write_work(pen: Pen) -> None:
    story = pen.story
    if "note" in story:
        days = [
            story[name] for name in ("quiet", "missing", "back", "reached") if name in story
        ]
        when = max(at(days[0], "13:40"), pen.made + minutes(40))
        pen.act("note", when, pen.owner, case=pen.key, text=story["note"])
    if "task" in story:
        title, due, owner = story["task"]
        when = max(at("2017-05-15", "10:05"), pen.made + minutes(50)) + minutes(pen.turn % 50)
        pen.act(
            "task",
            when,
            pen.owner,
            case=pen.key,
            task=f"{pen.key}.next",
            title=title,
            due=due,
            owner=owner,
        )
    if "hand_over" in story:
        day, to = story["hand_over"]
        pen.act("hand_over", at(day, "10:30"), pen.owner, case=pen.key, to=to)
    if "close" in story:
        day, reason, words = story["close"]
        pen.act("close", at(day, "17:00"), pen.owner, case=pen.key, reason=reason, words=words)


def write_filings(pen: Pen) -> None:
    papers: set[str] = set()
    for number, filing in enumerate(pen.story["filings"], 1):
        person, key = pen.people[filing["who"] - 1], f"{pen.key}.file.{number}"
        when = at(filing["on"], "14:00") + minutes(number)
        pen.act(
            "consent",
            when - minutes(90),
            pen.owner,
            person=person,
            purpose="share_embassy",
            recipient=filing["country"],
            language=pen.story["lang"],
        )
        pen.act(
            "lodge",
            when,
            "rigel",
            person=person,
            filing=key,
            country=filing["country"],
            route=filing["route"],
        )
        if person not in papers:
            pen.act("step", when + minutes(9), pen.owner, person=person, step="papers")
        papers.add(person)
        write_decision(pen, filing, key)


def write_decision(pen: Pen, filing: Story, key: str) -> None:
    words = filing.get("words")
    if "granted" in filing:
        pen.act("grant", at(filing["granted"], "15:20"), "rigel", filing=key)
    if "refused" in filing:
        pen.act("refuse", at(filing["refused"], "11:02"), "rigel", filing=key, words=words)
    if "withdrawn" in filing:
        when = at(filing["withdrawn"], "12:30")
        pen.act("withdraw_filing", when, "rigel", filing=key, words=words)


def write_last_level(pen: Pen) -> None:
    """An old assessment reads "unknown": open cases are looked at again on the last day."""
    story = pen.story
    if "close" in story or story.get("unanswered"):
        return
    level = story.get("closing_level", usual_level(story))
    lowered = LEVELS.index(level) < LEVELS.index(story["level"])
    pen.act(
        "assess",
        at("2017-05-17", "08:40") + minutes(3 * pen.turn),
        pen.owner,
        case=pen.key,
        level=level,
        reasons=story["reasons"] if level in {"hours", "days"} else [],
        words=why_lower(story) if lowered else None,
        second=("vega" if pen.owner != "vega" else "lyra") if lowered else None,
    )


def usual_level(story: Story) -> str:
    if "abroad" in story:
        return "weeks"
    if story["level"] == "unknown":
        return "unknown"
    due = story.get("task", ["", "2017-06-30"])[1]
    if "out" in story:
        return "days" if due <= "2017-05-21" else "weeks"
    return "days"


def why_lower(story: Story) -> str:
    if "abroad" in story:
        return "In another country, among people who were told."
    if "out" in story:
        return "Out of the republic and in a safe place; looked at together this morning."
    if "missing" in story or "quiet" in story:
        return "What can be done at once has been done; the search goes on by days."
    return "Heard this week, no new sign of danger; agreed between two."


def write_story(story: Story, turn: int, pools: dict[str, list[Any]]) -> list[Story]:
    pen = Pen(story=DEFAULTS | story, turn=turn, pools=pools)
    write_request(pen)
    if not pen.story.get("unanswered"):
        write_case(pen)
    write_meeting(pen)
    write_talk(pen)
    write_way_out(pen)
    write_open_journey(pen)
    write_abroad(pen)
    write_silence(pen)
    write_filings(pen)
    write_work(pen)
    write_last_level(pen)
    return pen.acts


def write(stories: Story) -> str:
    acts = [
        act
        for turn, story in enumerate(stories["case"])
        for act in write_story(story, turn, stories["pools"])
    ]
    acts += STATEMENT
    acts.sort(key=lambda act: act["at"])
    head = json.dumps(HEAD, ensure_ascii=False, indent=1).removesuffix("\n}")
    lines = ",\n".join(json.dumps(act, ensure_ascii=False) for act in acts)
    return f'{head},\n "acts": [\n{lines}\n]}}\n'


def main() -> None:
    stories, scenario = map(Path, sys.argv[1:3])
    scenario.write_text(write(tomllib.loads(stories.read_text("utf-8"))), "utf-8")


if __name__ == "__main__":
    main()
