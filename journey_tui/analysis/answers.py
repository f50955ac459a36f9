"""What a model may answer: the structures that its JSON must fit. Anything else in it is ignored, never guessed at."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

MOST_ITEMS: Final = 400
"""Items of one list that are looked at; a window holds far fewer."""


class BadAnswer(ValueError):
    """The answer is not the structure that was asked for; the message says where, and quotes nothing of it."""


def _text(value: Any) -> Any:
    return "" if value is None else value


Text = Annotated[str, BeforeValidator(_text), Field(max_length=4_000)]
Label = Annotated[str, BeforeValidator(_text), Field(max_length=40)]


class Answered(BaseModel):
    """One object of an answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class EvidenceAnswer(Answered):
    """A passage that bears on a requirement."""

    touchpoint: Label
    quote: Text
    requirement: Label
    stance: Label = "supports"
    modality: Label = "asserted"
    claim: Text = ""
    parts: Annotated[dict[Label, Text], BeforeValidator(lambda value: value or {}), Field(max_length=12)] = {}
    about: Label = ""
    due: Label = ""
    act: bool = False


class RemarkAnswer(Answered):
    """Something to follow up."""

    touchpoint: Label
    quote: Text
    kind: Label
    value: Text = ""
    due: Label = ""
    to: Label = ""


class RoleAnswer(Answered):
    """Who somebody is in this decision."""

    person: Label
    role: Label
    touchpoint: Label
    quote: Text


class WordAnswer(Answered):
    """A sentence said otherwise."""

    label: Label
    text: Text
    cites: Annotated[list[Label], BeforeValidator(lambda value: value or []), Field(max_length=40)] = []


Loose = Annotated[list[Any], BeforeValidator(lambda value: [] if value is None else value), Field(max_length=MOST_ITEMS)]
"""Each item is looked at by itself, so that one bad one costs only itself."""


class ReadAnswer(BaseModel):
    """The answer to `read`."""

    model_config = ConfigDict(extra="ignore")
    evidence: Loose
    remarks: Loose = []
    roles: Loose = []


class WordsAnswer(BaseModel):
    """The answer to `words`."""

    model_config = ConfigDict(extra="ignore")
    words: Loose


A = TypeVar("A", bound=BaseModel)
_FENCE: Final = re.compile(r"^\s*```(?:json)?\s*|\s*```\s*$")


def parse(text: str, form: type[A]) -> A:
    """Return the answer in its form; raises `BadAnswer` with what is wrong in words that may go into a second prompt."""
    bare = _FENCE.sub("", text)
    first, last = bare.find("{"), bare.rfind("}")
    if first < 0 or last < first:
        raise BadAnswer("there is no JSON object in the answer")
    try:
        value = json.loads(bare[first : last + 1])
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadAnswer(f"the answer is no valid JSON{where}") from None
    try:
        return form.model_validate(value)
    except ValidationError as error:
        raise BadAnswer(_words(error)) from None


def one(item: Any, form: type[A]) -> A:
    """Return one item in its form; raises `BadAnswer`."""
    try:
        return form.model_validate(item)
    except ValidationError as error:
        raise BadAnswer(_words(error)) from None


def _words(error: ValidationError) -> str:
    """Return the first two problems by place and kind; the values stay out."""
    found = error.errors(include_input=False, include_url=False, include_context=False)[:2]
    known = ("evidence", "remarks", "roles", "words", "touchpoint", "quote", "requirement", "stance", "modality", "claim", "parts",
             "about", "due", "act", "kind", "value", "to", "person", "role", "label", "text", "cites")  # fmt: skip
    return "; ".join(f"{'.'.join(str(p) for p in one['loc'] if p in known) or 'answer'}: {one['msg']}" for one in found)


@cache
def schema(form: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON schema that a provider is asked to hold its answer to: the same one each time, not to be changed."""
    parts: dict[str, type[BaseModel]] = {
        "evidence": EvidenceAnswer,
        "remarks": RemarkAnswer,
        "roles": RoleAnswer,
        "words": WordAnswer,
    }
    lists = {name: {"type": "array", "items": parts[name].model_json_schema()} for name in form.model_fields}
    return {"type": "object", "properties": lists, "required": list(lists)}
