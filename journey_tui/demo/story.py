"""The hand-written stories: one TOML file a deal, whose script tells in order what happened.

A line of the script `== -40 09:30 mail m7 hanna > priya; cc moira | Subject [re=m5, html]` opens an item: working day from
today, time in the deal's zone, kind, id, who to whom, subject, flags. What follows up to the next such line is its text.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import field, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final

from journey_tui.lean import dataclass

KINDS: Final = frozenset({"mail", "call", "meet", "task", "crm"})
_HEAD: Final = re.compile(
    r"^== (?P<day>[+-]\d+) (?P<clock>\d\d:\d\d) (?P<kind>\w+) (?P<id>\w+) (?P<who>[^|]*?)\s*\| (?P<subject>.*?)"
    r"(?:\s+\[(?P<flags>[^\]]*=[^\]]*|[a-z0-9, ]+)\])?$"
)
_SYSTEMS: Final = {"sys_calendar": ("Calendar", "calendar-notification"), "sys_security": ("Vendor review", "sec-noreply"),
                   "sys_tickets": ("Service desk", "no-reply")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Human:
    """Somebody who writes, speaks or is written to; systems that send mail are one too."""

    key: str
    name: str
    mail: str
    side: str
    """`seller`, `customer`, `partner` or `system`."""
    zone: str
    title: str = ""
    sig: str = ""
    quote: str = "gmail"
    """How this person's program quotes: `gmail`, `outlook` or `apple`."""
    account: str = ""
    """Key of the company in the CRM."""
    role: str = ""
    contact: bool = True
    manager: str = ""
    user_type: str = "Standard"
    automated: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a script."""

    kind: str
    id: str
    day: int
    clock: str
    by: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    flags: dict[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Company:
    """A company of the CRM: a customer's or a partner's."""

    key: str
    name: str
    domain: str
    industry: str = ""
    city: str = ""
    country: str = ""
    currency: str = "GBP"
    owner: str = ""
    partner: bool = False
    created: int = -190


@dataclass(frozen=True, slots=True)
class Story:
    """One deal with everything that happened in it."""

    key: str
    name: str
    company: Company
    owner: str
    type: str
    currency: str
    zone: str
    created: int
    partner: str
    next_step: str
    won: int | None
    lost: int | None
    people: dict[str, Human]
    """Everybody who can appear: the customer's own, the seller's, partners' and systems."""
    own: tuple[str, ...]
    """Keys of the customer's people whom this story introduces."""
    noise: dict[str, Any]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """The seller's people and the partners."""

    seller: Company
    users: dict[str, Human]
    partners: dict[str, Company]
    partner_people: dict[str, Human] = field(default_factory=dict)


def digest(*parts: str) -> str:
    """Return 16 letters and digits that depend on the parts alone."""
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def address(name: str, domain: str) -> str:
    """Return first.last@domain in plain letters."""
    plain = name.translate(str.maketrans("éíáóúüöäåèëÉÍ", "eiaouuoaaeeEI")).casefold().replace("'", "")
    words = plain.split()
    return f"{words[0]}.{''.join(words[1:])}@{domain}"


def message_id(story: str, item: str, domain: str) -> str:
    """Return the Message-ID of a mail; it does not depend on the day."""
    return f"<{story}.{item}.{digest(story, item)[:10]}@{domain}>"


@cache
def load() -> tuple[Cast, tuple[Story, ...]]:
    """Return the cast and all stories, by file name."""
    home = files("journey_tui.demo")
    cast = _cast(tomllib.loads(home.joinpath("cast.toml").read_text("utf-8")))
    found = sorted((one for one in home.joinpath("deals").iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    data = [tomllib.loads(one.read_text("utf-8")) for one in found]
    companies = {one["key"]: _company(one) for one in data if "account" in one}
    people = {one["key"]: _people(one, companies[one.get("shares", one["key"])]) for one in data}
    return cast, tuple(_story(one, companies, people, cast) for one in data)


def _cast(data: dict[str, Any]) -> Cast:
    seller = Company("seller", data["seller"]["name"], data["seller"]["domain"])
    users = {key: _human(key, value, seller.domain, "seller", value["zone"], "") for key, value in data["users"].items()}
    partners, people = {}, {}
    for key, value in data["partners"].items():
        partners[key] = Company(
            key, value["name"], value["domain"], "Technology", "Leith", "United Kingdom", "GBP", "callum", partner=True
        )
        for person, told in value["people"].items():
            people[person] = _human(person, told, value["domain"], "partner", "Europe/London", key)
    return Cast(seller, users, partners, people)


def _company(data: dict[str, Any]) -> Company:
    return Company(data["key"], data["account"], data["domain"], data["industry"], data["city"], data["country"],
                   data["currency"], data["owner"], created=data["created"] - 6)  # fmt: skip


def _human(key: str, data: dict[str, Any], domain: str, side: str, zone: str, account: str) -> Human:
    known = {
        name: data[name]
        for name in ("title", "sig", "quote", "role", "contact", "manager", "user_type", "automated")
        if name in data
    }
    return Human(key, data["name"], data.get("mail") or address(data["name"], domain), side, zone, account=account, **known)


def _people(data: dict[str, Any], company: Company) -> dict[str, Human]:
    told = data.get("people", {})
    return {key: _human(key, value, company.domain, "customer", data["zone"], company.key) for key, value in told.items()}


def _story(data: dict[str, Any], companies: dict[str, Company], people: dict[str, dict[str, Human]], cast: Cast) -> Story:
    key, shared = data["key"], data.get("shares", data["key"])
    company = companies[shared]
    systems = {
        name: Human(name, f"{company.name.split()[0]} {label}", f"{local}@{company.domain}", "system", data["zone"])
        for name, (label, local) in _SYSTEMS.items()
    }
    everybody = {**cast.users, **cast.partner_people, **systems, **people[shared], **people[key]}
    return Story(
        key, data["name"], company, data["owner"], data["type"], data["currency"], data["zone"], data["created"],
        data.get("partner", ""), data.get("next_step", ""), data.get("won"), data.get("lost"), everybody, tuple(people[key]),
        data.get("noise", {}), tuple(parse_script(data["script"]["text"], key)),
    )  # fmt: skip


def parse_script(text: str, story: str) -> list[Item]:
    """Return the items in order of their moment; raises `ValueError` naming the line that is none."""
    items: list[Item] = []
    body: list[str] = []
    for line in text.strip("\n").split("\n"):
        if not line.startswith("== "):
            body.append(line)
            continue
        _close(items, body)
        items.append(_head(line, story))
    _close(items, body)
    return sorted(items, key=lambda one: (one.day, one.clock))


def _close(items: list[Item], body: list[str]) -> None:
    if items:
        items[-1] = replace(items[-1], body="\n".join(body).strip("\n"))
    body.clear()


def _head(line: str, story: str) -> Item:
    found = _HEAD.match(line)
    if found is None or found["kind"] not in KINDS:
        raise ValueError(f"{story}: not an item: {line}")
    flags = dict((part.strip().partition("=")[::2]) for part in (found["flags"] or "").split(",") if part.strip())
    by, _, rest = found["who"].partition(" > ")
    to, _, copied = rest.partition("; cc ")
    if found["kind"] == "call":
        by, to = by.partition(", ")[0], by.partition(", ")[2]
    return Item(
        found["kind"], found["id"], int(found["day"]), found["clock"], by.strip(), _names(to), _names(copied), found["subject"],
        flags, "",
    )  # fmt: skip


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
