"""A model's sentence against what it cites: true ones stand as they are, and one changed word of meaning is struck or marked."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journey_tui.analysis.citing import Sources, checked, sentences
from journey_tui.domain.context import Source
from journey_tui.domain.views_workspace import AnswerLine
from journey_tui.doors.asking import sources_of
from tests.workspace.conftest import NOW

JANET = "Janet Boyle (customer), email of 3 Mar 2027, on “Their path to a decision” (supports):"
SAID = (
    "The board meets on 12 March and decides by majority. If finance agrees, we will sign in April. I can approve up to $50,000 myself.\n"
    "The pilot took 6 weeks and cut picking errors by 31%. We will not move the old scanners before the audit. "
    "Omar Haddad has not looked at security yet. Could you send the price list?\nPriya probably wants a second demo. We must keep data in Ireland."
)
SELLER = "Dana Ruiz (seller), seller of 9 Mar 2027, on “Outcome they want” (supports):"
GIVEN = (
    Source("quote", f"{JANET}\n{SAID}", "e1", "t1", False, "Janet Boyle", "customer"),
    Source(
        "quote",
        f"{SELLER}\nThe setup costs 4,000 euros and takes two days; the yearly price rises after 2028.",
        "e2",
        "t2",
        False,
        "Dana Ruiz",
        "seller",
    ),
    Source("claim", "Who can say yes: Supported. Janet Boyle wrote on 3 Mar 2027 that she approves up to 50K."),
)
PEOPLE = frozenset("janet boyle omar haddad priya nair dana ruiz fenna holt".split())


def line(sentence: str, given: tuple[Source, ...] = GIVEN) -> AnswerLine:
    """Return what becomes of one sentence."""
    (one,) = checked(sentence, Sources(given, frozenset(("northwind",)), PEOPLE)).lines
    return one


@pytest.mark.parametrize(
    "sentence",
    [
        "The board meets on 12 March [1].",
        "The board's meeting is on Friday 12 March 2027 [1].",
        "Janet Boyle wrote on 3 March that the board decides by majority [1].",
        "Janet can approve up to 50K herself [1].",
        "Janet approves up to $50,000 [1, 3].",
        "If finance agrees, they will sign in April [1].",
        "They sign in April, provided that finance agrees [1].",
        "Picking errors fell by 31 percent in the six-week pilot [1].",
        "The pilot took six weeks [1].",
        "The old scanners will not be moved before the audit [1].",
        "Omar has not looked at security yet [1].",
        "Security has not been looked at so far [1].",
        "Janet asked for the price list [1].",
        "She asks whether we could send the price list [1].",
        "Priya may want a second demo [1].",
        "Data has to stay in Ireland [1].",
        "Dana said that the setup takes 2 days and costs €4,000 [2].",
        "We said that the yearly price rises after 2028 [2].",
        "Janet wrote: “I can approve up to $50,000 myself” [1].",
        "Northwind keeps its data in Ireland [1].",
    ],
)
def test_what_is_true_stands_as_it_is(sentence):
    assert (line(sentence).ink, line(sentence).note) == ("text", "")


@pytest.mark.parametrize(
    ("sentence", "ink", "why"),
    [
        ("The board does not meet on 12 March [1].", "struck", "says “not”"),
        ("The board meets on 13 March [1].", "struck", "13"),
        ("The board meets on 12 April [1].", "struck", "12 April"),
        ("The board meets on Thursday 12 March [1].", "struck", "Thursday"),
        ("Omar Haddad can approve up to $50,000 himself [1].", "weak", "elsewhere"),
        ("Fenna can approve up to $50,000 [1].", "struck", "names Fenna"),
        ("Omar wrote that the board decides by majority [1].", "struck", "Janet Boyle's word"),
        ("We said that the board decides by majority [1].", "struck", "other side's word"),
        ("The customer said that the setup takes 2 days [2].", "struck", "other side's word"),
        ("Janet can approve up to 50 [1].", "struck", "50"),
        ("Janet can approve up to $500,000 [1].", "struck", "500,000"),
        ("Janet cannot approve up to 50K [1].", "struck", "says “not”"),
        ("They will sign in April [1].", "weak", "under a condition"),
        ("Picking errors fell by 31 days [1].", "struck", "31 days"),
        ("Picking errors rose by 31% [1].", "struck", "contrary"),
        ("The pilot took seven weeks [1].", "struck", "seven weeks"),
        ("The pilot took 31 weeks [1].", "struck", "31 weeks"),
        ("We will move the old scanners before the audit [1].", "struck", "“not” here"),
        ("They will move the old scanners after the audit [1].", "weak", "“not”"),
        ("Omar has looked at security [1].", "weak", "“not”"),
        ("They have the price list [1].", "weak", "asks this"),
        ("Priya wants a second demo [1].", "weak", "in doubt"),
        ("They may keep data in Ireland, it is optional [1].", "struck", "contrary"),
        ("The setup takes 4 days [2].", "struck", "4 days"),
        ("The yearly price falls after 2028 [2].", "struck", "contrary"),
        ("The yearly price rises before 2028 [2].", "struck", "contrary"),
        ("The setup costs 2,028 euros [2].", "struck", "2,028"),
    ],
)
def test_one_changed_word_of_meaning_is_struck_or_marked(sentence, ink, why):
    found = line(sentence)
    assert (found.ink, why in found.note) == (ink, True), found


def test_what_one_source_says_of_two_things_is_not_mixed_up():
    given = (Source("quote", "Omar Haddad (customer), email of 3 Mar 2027:\nThe pilot costs 40 euros. The licence costs 90 euros. Janet "
                    "introduces Priya to the lawyers. The review is on Monday. The audit is on Friday.", "e1", "t1", False, "Omar Haddad", "customer"),)  # fmt: skip
    assert line("The pilot costs 40 euros [1].", given).ink == "text"
    assert "elsewhere" in line("The pilot costs 90 euros [1].", given).note
    assert "elsewhere" in line("The audit is on Monday [1].", given).note
    assert "changed places" in line("Priya introduces Janet to the lawyers [1].", given).note
    assert line("Priya meets the lawyers, introduced by Janet [1].", given).ink == "text"


def test_what_cites_two_sources_may_say_what_either_says():
    other = Source(
        "message",
        "email of 4 Mar 2027, “Re: dates”, Omar Haddad:\nWe will not sign in April.",
        "",
        "t3",
        False,
        "Omar Haddad",
        "customer",
    )
    given = (*GIVEN, other)
    assert line("Omar wrote on 4 March that they will not sign in April [4].", given).ink == "text"
    assert line("They sign in April if finance agrees, and Omar says they will not sign in April [1, 4].", given).ink == "text"
    assert line("They sign in April [4].", given).ink == "struck"


MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December")
WHO = ("Janet", "Omar", "Priya", "Fenna")
DOES = (
    "approves the contract",
    "signs the order",
    "reviews the security questionnaire",
    "presents the budget",
    "visits the warehouse",
    "moves the scanners",
)
UNITS = ("days", "weeks", "months", "hours")
FACTS = st.tuples(
    st.sampled_from(WHO),
    st.sampled_from(DOES),
    st.integers(2, 28),
    st.sampled_from(MONTHS),
    st.integers(2, 90),
    st.sampled_from(UNITS),
)


def told(who: str, does: str, day: int, month: str, count: int, unit: str) -> str:
    """Return a sentence that says all of it."""
    return f"{who} {does} on {day} {month} and needs {count} {unit} for it"


@example(("Janet", DOES[0], 2, "January", 3, "days"), ("Janet", DOES[0], 3, "January", 2, "days"), 2)
@given(FACTS, FACTS, st.integers(0, 5))
def test_any_other_name_number_day_month_or_unit_is_not_believed(fact, other, at):
    given = (
        Source("quote", f"Lee Park (customer), email of 1 May 2027:\n{told(*fact)}.", "e", "t", False, "Lee Park", "customer"),
    )
    assert (line(f"{told(*fact)} [1].", given).ink, line(f"Lee wrote that {told(*fact)} [1].", given).ink) == ("text", "text")
    changed = [*fact]
    changed[at] = other[at]
    if changed == [*fact] or at == 1:
        return
    found = line(f"{told(*changed)} [1].", given)
    assert found.ink in ("struck", "weak"), found
    assert found.note
    if other[at] not in (fact[2], fact[4], 1, 5, 2027):
        assert found.ink == "struck", found


@given(FACTS, st.sampled_from(["will not say that", "denies that", "If finance agrees, ", "Probably ", "Maybe "]))
def test_a_not_an_if_or_a_maybe_that_is_left_out_is_not_believed(fact, before):
    said = f"{before} {told(*fact)}" if before[0].isupper() else f"I {before} {told(*fact)}"
    given = (Source("quote", f"Lee Park (customer), email of 1 May 2027:\n{said}.", "e", "t", False, "Lee Park", "customer"),)
    assert line(f"{said} [1].", given).ink == "text"
    assert line(f"{told(*fact)} [1].", given).ink in ("struck", "weak")
    if before[0].isupper():
        assert line(f"{told(*fact)} [1].".replace(" on ", " not on ", 1), given).ink in ("struck", "weak")


@given(FACTS, st.sampled_from(WHO))
def test_only_who_said_it_said_it(fact, speaker):
    given = (
        Source(
            "quote",
            f"{speaker} Bell (customer), email of 1 May 2027:\n{told(*fact)}.",
            "e",
            "t",
            False,
            f"{speaker} Bell",
            "customer",
        ),
    )
    for name in WHO:
        ink = line(f"{name} wrote that {told(*fact)} [1].", given).ink
        assert ink == ("text" if name == speaker else "struck"), name


# The sentences that people of the demo's deals wrote.


@pytest.fixture(scope="session")
def said(demo) -> list[tuple[Sources, int, Source, list[str]]]:
    """Return the quotes of every deal of the demo, each among all that a model is shown of its deal, with the deal's first names."""
    from journey_tui.workspace import Workspace

    workspace = Workspace(demo, person="hanna", now=NOW)
    found = []
    for row in workspace.triage(limit=200).rows:
        view = workspace.deal(row.deal_id)
        shown = workspace._shown(view, "what is open and who decides by when?", 60_000)
        sources = sources_of(shown, view)
        people = {one.name.split()[0] for one in view.reading.people if "@" not in one.name and " " in one.name}
        names = sorted(name for name in people if name.casefold() not in sources.names)
        found += [(sources, n, one, names) for n, one in enumerate(shown.sources, 1) if one.kind == "quote"]
    return found


def test_every_sentence_of_the_demo_stands_when_it_is_repeated(said):
    assert len(said) > 80
    for sources, n, one, _ in said:
        for sentence in sentences(" ".join(one.said.split())):
            for told in (f"{sentence} [{n}]", f"{one.speaker} wrote that {sentence} [{n}]"):
                assert checked(told, sources).lines[0].ink == "text", told


def changed(sentence: str, kind: str) -> Iterator[str]:
    """Yield a sentence with one change of its meaning."""
    if kind == "number":
        for found in re.finditer(r"\d+(?:[.,]\d+)*", sentence):
            yield f"{sentence[: found.start()]}{int(re.sub(r'[.,]', '', found.group())) + 1}{sentence[found.end() :]}"
    elif kind == "month":
        for found in re.finditer(rf"\b(?:{'|'.join(MONTHS)})\b", sentence):
            yield f"{sentence[: found.start()]}{MONTHS[(MONTHS.index(found.group()) + 5) % len(MONTHS)]}{sentence[found.end() :]}"
    elif kind == "not" and not re.search(r"\b(?:not|never|no|nobody|nothing|none|cannot|without)\b|n't", sentence):
        for found in re.finditer(
            r"\b(?:is|are|was|were|will|can|must|has|have|does|did)\b(?=\s+(?!to\b|only\b)\w[^.,;:]*\b\w{5,})", sentence
        ):
            yield f"{sentence[: found.end()]} not{sentence[found.end() :]}"


@pytest.mark.parametrize("kind", ["number", "month", "not"])
def test_no_sentence_of_the_demo_stands_with_one_change(said, kind):
    tried = 0
    for sources, n, one, _ in said:
        for sentence in sentences(" ".join(one.said.split())):
            for other in changed(sentence, kind):
                tried += 1
                assert checked(f"{other} [{n}]", sources).lines[0].ink in ("struck", "weak"), other
    assert tried > 20


def test_no_sentence_of_the_demo_is_another_person_s_word(said):
    tried = 0
    for sources, n, one, names in said:
        sentence = next(sentences(" ".join(one.said.split())))
        for name in names:
            if name in one.speaker or name in sentence:
                continue
            tried += 1
            assert checked(f"{name} wrote that {sentence} [{n}]", sources).lines[0].ink == "struck", (name, sentence)
    assert tried > 100
