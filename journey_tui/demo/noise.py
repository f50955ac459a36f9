"""The bulk between the stories: notices, bulletins, reminders, sequences, logistics, internal and private mail.

Everything is drawn from hand-written pools by a generator that is seeded with the deal's key, so it is the same every day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Final

from journey_tui.demo.crm import Tables, add_task, record_id, user_id
from journey_tui.demo.days import Days
from journey_tui.demo.letters import Letter
from journey_tui.demo.story import Cast, Human, Story, digest

_HEADERS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "tickets": (("Auto-Submitted", "auto-generated"), ("X-Service-Desk", "notice")),
    "digests": (("List-Unsubscribe", "<https://mail.example/off>"), ("Precedence", "bulk")),
    "portal": (("Auto-Submitted", "auto-generated"),),
    "reminders": (("Auto-Submitted", "auto-generated"), ("X-Calendar-Notification", "reminder")),
    "sequences": (("X-Outreach-Sequence", "night-shift-7"), ("List-Unsubscribe", "<https://mail.example/off>")),
    "newsletters": (("List-Unsubscribe", "<https://mail.example/off>"), ("Precedence", "bulk")),
    "absences": (("Auto-Submitted", "auto-replied"),),
    "it": (("Auto-Submitted", "auto-generated"),),
    "list": (("List-Id", "<night-ops.lists.example>"), ("List-Post", "<mailto:night-ops@lists.example>"), ("Precedence", "list")),
}
_SENDERS: Final = {
    "tickets": ("Service desk", "no-reply@helpdesk."), "digests": ("Noticeboard", "newsletter@"), "portal": ("Supplier portal", "notifications@portal."),
}  # fmt: skip
_OFFICE: Final = {"internal": 150, "it": 190, "private": 44, "list": 110, "newsletters": 150}
"""How many of each reach the seller's people in nine months without concerning any deal."""
_KIN: Final = (
    ("Bea Brightwell", "bea@homepost.example"),
    ("Jonas", "jonas.k@homepost.example"),
    ("Dr Patel's surgery", "frontdesk@toothandgum.example"),
)
_LISTERS: Final = (("Ottoline Grace", "ottoline@nightops-forum.example"), ("Per Lund", "per.lund@turbinehall.example"),
                   ("R. Castellanos", "rc@harbourpilots.example"))  # fmt: skip


@cache
def pools() -> dict[str, dict[str, Any]]:
    """Return the hand-written pools."""
    return tomllib.loads(files("journey_tui.demo").joinpath("pools.toml").read_text("utf-8"))


class Noise:
    """Draws the bulk of one deal, or of the office."""

    def __init__(self, key: str, days: Days) -> None:
        """Seed the generator with `key`."""
        self.key, self.days, self.random, self.count = key, days, Random(key), 0

    def letter(self, kind: str, sender: Human, to: Human, since: int, until: int, **words: str) -> Letter:
        """Return one message of a kind on a day between the two, at a time that fits the kind."""
        self.count += 1
        pool, draw = pools()[kind], self.random
        day = draw.randint(since, until)
        clock = f"{draw.randint(1, 6) if kind in _HEADERS else draw.randint(8, 17):02}:{draw.randint(0, 59):02}"
        words |= {
            "n": str(draw.randint(20, 59)) if kind != "tickets" else str(draw.randint(40000, 49999)),
            "m": str(draw.randint(40000, 49999)),
        }
        subject = draw.choice(pool["subjects"]) if "subjects" in pool else words["subject"]
        text = self.days.fill(_put(draw.choice(pool["bodies"]), {**words, "+back": f"{day + 2:+d}" if day < -2 else "+1"}))
        return Letter(
            id=f"<{self.key}.n{self.count}.{digest(self.key, str(self.count))[:8]}@{sender.mail.rpartition('@')[2]}>",
            at=self.days.at(day, clock, to.zone).replace(second=draw.randint(0, 59)), sender=sender, to=(to,), cc=(),
            subject=_put(subject, words), text=text, signed=kind == "internal", headers=_HEADERS.get(kind, ()),
        )  # fmt: skip


def _put(text: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        text = text.replace(f"{{{name}", f"{{{value}") if name.startswith("+") else text.replace(f"{{{name}}}", value)
    return text


def deal_letters(story: Story, days: Days) -> Iterator[Letter]:
    """Yield the machines' mail and the logistics of one deal."""
    noise, plan = Noise(story.key, days), story.noise
    rep, domain = story.people[story.owner], story.company.domain
    short = " ".join(story.company.name.split()[:2])
    first, last = story.created, story.won or story.lost or -1
    persons = [story.people[key] for key in story.own if story.people[key].contact]
    for kind, (label, local) in _SENDERS.items():
        sender = Human(kind, f"{story.company.name} {label}", local + domain, "system", story.zone)
        for _ in range(plan.get(kind, 0)):
            yield noise.letter(kind, sender, rep, first, last)
    clock = Human("reminders", "Calendar", "calendar-notification@cal.tillerman.example", "system", rep.zone)
    for _ in range(plan.get("reminders", 0)):
        yield noise.letter("reminders", clock, rep, first, last, name=short)
    for _ in range(plan.get("sequences", 0)):
        who = noise.random.choice(persons)
        yield noise.letter("sequences", rep, who, first, last, first=who.name.split()[0])
    for _ in range(plan.get("absences", 0)):
        who = noise.random.choice(persons[:2])
        yield noise.letter("absences", who, rep, first, -12, subject="Automatic reply: Quick one")
    yield from _chatter(story, noise, rep)


def _chatter(story: Story, noise: Noise, rep: Human) -> Iterator[Letter]:
    """Yield short questions about rooms and trains with their short answers."""
    plan = story.noise.get("chatter")
    if not plan:
        return
    who, pool, draw = story.people[plan["with"]], pools()["chatter"], noise.random
    for _ in range(plan["count"]):
        day, hour = draw.randint(*plan["span"]), draw.randint(8, 13)
        subject, question, answers = draw.choice(pool["talks"])
        noise.count += 2
        ids = [f"<{story.key}.n{n}.{digest(story.key, str(n))[:8]}@{one.mail.rpartition('@')[2]}>"
               for n, one in ((noise.count - 1, rep), (noise.count, who))]  # fmt: skip
        asked = Letter(
            ids[0], noise.days.at(day, f"{hour:02}:{draw.randint(0, 59):02}", story.zone), rep, (who,), (), subject, question
        )
        yield asked
        yield Letter(ids[1], noise.days.at(day, f"{hour + 1 + draw.randint(0, 2):02}:{draw.randint(0, 59):02}", story.zone), who, (rep,), (),
                     f"Re: {subject}", draw.choice(answers), who.quote, signed=False, parent=asked)  # fmt: skip


def office_letters(cast: Cast, days: Days) -> Iterator[Letter]:
    """Yield what concerns no deal: internal, private, lists, newsletters, the seller's own machines."""
    noise = Noise("office", days)
    draw = noise.random
    users = [cast.users[key] for key in ("hanna", "marek", "luisa", "callum", "ifeoma")]
    robot = Human("it", "Tillerman IT", "no-reply@it.tillerman.example", "system", "Europe/London")
    for kind, count in _OFFICE.items():
        for _ in range(count):
            to = draw.choice(users)
            name, mail = draw.choice({"private": _KIN, "list": _LISTERS}.get(kind) or pools()["newsletters"]["senders"])
            others = [*(one for one in users if one is not to), cast.users["desmond"]]
            sender = (
                draw.choice(others)
                if kind == "internal"
                else robot
                if kind == "it"
                else Human(kind, name, mail, "other", to.zone)
            )
            yield noise.letter(kind, sender, cast.users["hanna"] if kind == "private" else to, -190, -1)


def add_machine_tasks(tables: Tables, story: Story, days: Days) -> None:
    """Add what workflows and the usage feed write into the CRM."""
    noise = Noise(f"{story.key}/crm", days)
    for kind, who in (("workflow", "robot"), ("product", "integration")):
        pool = pools()[kind]
        for number in range(story.noise.get(kind, 0)):
            draw = noise.random
            at = days.at(draw.randint(story.created, -1), f"{draw.randint(1, 5):02}:{draw.randint(0, 59):02}", "UTC")
            words = {
                "n": str(draw.randint(2, 240)),
                "m": str(draw.randint(2, 40)),
                "feature": draw.choice(pools()["product"]["features"]),
            }
            add_task(tables, record_id("00T", story.key, kind, str(number)), story, at, user_id(who), _put(draw.choice(pool["subjects"]), words),
                     _put(draw.choice(pool["bodies"]), words), "Other")  # fmt: skip
