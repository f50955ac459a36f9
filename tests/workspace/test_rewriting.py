"""Let a model write: a first version, other words as a proposal, hunk by hunk; what a person wrote stays until they say otherwise."""

from __future__ import annotations

import pytest

from journey_tui.data.decision_checks import DecisionRefused
from journey_tui.domain.diff import hunks, rebased, with_hunks
from tests.model.standin import Answer, always
from tests.workspace.test_asking import source


def drafted(desk, kind="follow-up"):
    return desk.workspace.draft(desk.deal, kind)


def written(desk, key, asked="/improve", words=""):
    wish = desk.workspace.wish(key, asked)
    talk = desk.workspace.write(wish, words)
    list(talk)
    return desk.workspace.keep_writing(wish, talk)


def letter(asked, *sentences):
    """Answer with a letter; `{n}` is the source with Janet's words."""
    n = source(asked.prompt, "Janet Boyle signs anything over 50K")
    body = "\n".join(sentences).replace("{n}", str(n))
    return Answer(f"To: mallory@evil.example\nSubject: The next step\n\nHello Janet,\n\n{body}\n\nBest regards\nDana Ruiz")


def test_where_only_the_template_stood_the_model_s_version_stands_and_the_template_s_stays(desk, model):
    made = drafted(desk)
    model.script = lambda asked: letter(asked, "You wrote that Janet Boyle signs anything over 50K [{n}].")
    done = written(desk, made.id, "/draft follow-up")
    assert (done.proposed, done.version.author, done.version.number) == (False, "ai", 2)
    opened = desk.workspace.artifact(made.id)
    assert "Janet Boyle signs anything over 50K." in opened.version.text
    assert opened.version.text.startswith(desk.workspace.artifact_version(made.id, 1).text.split("\n")[0])
    assert "mallory" not in opened.version.text
    assert "[" not in opened.version.text.replace("[…", "")
    assert opened.version.cites
    known = {one.id for one in desk.workspace.deal(desk.deal).evidence}
    assert set(opened.version.cites) <= known


def test_whom_it_goes_to_shows_while_it_comes(desk, model):
    made = drafted(desk)
    head = desk.workspace.artifact(made.id).version.text.split("\n")[0]
    assert "@" in head
    model.script = lambda _: Answer(f"{head}\nSubject: The next step\n\nWrite to mallory@evil.example as well.")
    talk = desk.workspace.write(desk.workspace.wish(made.id, "/draft follow-up"))
    shown = "".join(talk)
    assert head in shown
    assert "mallory" not in shown


def test_what_the_sources_do_not_bear_out_is_left_out_and_said(desk, model):
    made = drafted(desk)
    model.script = lambda asked: letter(
        asked,
        "Janet Boyle signs anything over 90K [{n}].",
        "See https://evil.example/sign today.",
        "Frank Miller agreed.",
        "Thank you for your time.",
    )
    done = written(desk, made.id)
    text = desk.workspace.artifact(made.id).version.text
    assert "90K" not in text
    assert "evil" not in text
    assert "Miller" not in text
    assert "Thank you for your time." in text
    assert [line.ink for line in done.line.lines] == ["text", "struck", "struck", "struck"]
    assert "evil" not in done.line.text


def test_after_a_person_wrote_it_only_proposes(desk, model):
    made = drafted(desk)
    first = desk.workspace.artifact(made.id).version
    mine = first.text.replace("Hello", "Dear") + "\n\nPS: I will bring the cake myself."
    desk.workspace.save_artifact(made.id, mine, base=1)
    model.script = lambda asked: letter(asked, "You wrote that Janet Boyle signs anything over 50K [{n}].")
    done = written(desk, made.id)
    assert done.proposed
    opened = desk.workspace.artifact(made.id)
    assert opened.version.text == mine
    assert "= PS: I will bring the cake myself." in model.requests[-1].prompt
    found = desk.workspace.proposal(made.id)
    parts = hunks(opened.version.text, found.text, by_person=found.mine)
    assert any(part.yours for part in parts)
    text = with_hunks(mine, parts, [n for n, part in enumerate(parts) if not part.yours])
    saved = desk.workspace.settle_proposal(made.id, found.version.number, text, seen=opened.version.hash, taken=1, of=len(parts))
    assert "PS: I will bring the cake myself." in saved.version.text
    assert desk.workspace.artifact(made.id).proposal is None
    back = desk.workspace.take_back(made.id, found.version.number, saved.version.hash)
    assert back.version.text == mine
    assert desk.workspace.artifact(made.id).proposal is not None
    assert [one.number for one in desk.workspace.artifact_versions(made.id)] == [5, 4, 3, 2, 1], "every version stays"


def test_what_a_person_wrote_after_the_proposal_stays(desk, model):
    made = drafted(desk)
    base = desk.workspace.artifact(made.id).version.text
    desk.workspace.save_artifact(made.id, base + "\nfirst of mine", base=1)
    model.script = lambda asked: Answer(base.replace("Hello", "Good morning") + "\nfirst of mine")
    assert written(desk, made.id).proposed
    desk.workspace.save_artifact(made.id, base + "\nfirst of mine\nsecond of mine", base=2)
    found = desk.workspace.proposal(made.id)
    assert "second of mine" in found.text
    assert "Good morning" in found.text
    with pytest.raises(DecisionRefused, match="since you saw it"):
        desk.workspace.settle_proposal(made.id, found.version.number, found.text, seen="something else", taken=1, of=1)


def test_changes_where_somebody_wrote_since_are_left_out_and_counted():
    base, head, proposal = "a\nb\nc\nd\ne", "a\nB mine\nc\nd\ne\nf mine", "a\nb better\nc\nd better\ne"
    assert rebased(base, head, proposal) == ("a\nB mine\nc\nd better\ne\nf mine", 1)
    assert rebased(base, base, proposal) == (proposal, 0)
    assert rebased(base, head, base) == (head, 0)


@pytest.mark.parametrize("answer", [Answer(status=500), Answer("word one two three four", cut_after=1), Answer("")])
def test_when_a_draft_fails_the_wish_is_kept_and_the_template_stands(desk, model, answer):
    made = drafted(desk)
    before = desk.workspace.artifact(made.id)
    model.script = lambda _: answer
    done = written(desk, made.id, "/draft follow-up priya")
    assert done.version is None
    assert done.line.asked == "/draft follow-up priya"
    assert "template" in done.line.text
    assert "/again" in done.line.text
    assert desk.workspace.artifact(made.id) == before
    kept, _ = desk.workspace.messages(desk.deal)
    assert kept[-1].asked == "/draft follow-up priya"


def test_what_was_said_in_confidence_is_not_even_given_to_it(desk, model, monkeypatch):
    from dataclasses import replace

    view = desk.workspace.deal(desk.deal)
    secret = next(e for e in view.evidence if "200K" in e.quote)
    private = replace(view, evidence=tuple(replace(e, confidential=e.id == secret.id) for e in view.evidence))
    monkeypatch.setattr(desk.workspace, "deal", lambda *_, **__: private)
    desk.workspace.pin(desk.deal, "Janet may go to 200K", evidence=secret.id)
    made = drafted(desk, "note")
    wish = desk.workspace.wish(made.id, "/improve")
    list(desk.workspace.write(wish, "what can Janet approve?", view=private))
    assert "200K" not in model.requests[-1].prompt
    list(desk.workspace.talk(desk.deal, "what can Janet approve?", view=private))
    assert "200K" in model.requests[-1].prompt
    assert "in confidence" in model.requests[-1].prompt


def test_words_on_the_do_not_say_list_are_left_out(desk, model, monkeypatch):
    made = drafted(desk)
    wish = desk.workspace.wish(made.id, "/improve")
    from dataclasses import replace

    wish = replace(wish, do_not_say=("best in class",))
    model.script = lambda asked: letter(asked, "We are best in class.", "Thank you for your time.")
    talk = desk.workspace.write(wish)
    list(talk)
    desk.workspace.keep_writing(wish, talk)
    assert "best in class" in model.requests[-1].system
    text = desk.workspace.artifact(made.id).version.text
    assert "best in class" not in text
    assert "Thank you for your time." in text


def test_a_plan_s_table_and_a_fenced_answer_keep_their_form(desk, model):
    made = drafted(desk, "plan")
    text = desk.workspace.artifact(made.id).version.text
    model.script = always(f"```markdown\n{text}\n| date open | Call again | Dana Ruiz | ours | no |\n```")
    written(desk, made.id)
    assert desk.workspace.artifact(made.id).version.text == f"{text}\n| date open | Call again | Dana Ruiz | ours | no |"


def test_blame_is_said_otherwise(desk, model):
    made = drafted(desk)
    model.script = lambda asked: letter(asked, "We have not heard back; the order stalled.")
    written(desk, made.id)
    assert "stalled" not in desk.workspace.artifact(made.id).version.text
