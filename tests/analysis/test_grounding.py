from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from journey_tui.analysis.grounding import ground, ungrounded
from journey_tui.analysis.sentences import LONGEST, sentences
from journey_tui.text import normalise


def test_a_quote_is_found_across_line_wraps_quote_marks_and_dashes():
    text = "He said: “we don’t\n   do late papers” – and left."
    place = ground('"we don\'t do late papers" - and left', text)
    assert place is not None
    assert text[place[0] : place[1]] == "“we don’t\n   do late papers” – and left"


def test_a_quote_with_other_words_is_not_found():
    assert ground("we do late papers", "we don't do late papers") is None
    assert ground("", "anything") is None
    assert ground("   ", "anything") is None


def test_composed_and_decomposed_letters_are_alike():
    text = "Le comite\u0301 se re\u0301unit."
    place = ground("Le comité se réunit.", text)
    assert place == (0, len(text))


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60))
def test_what_is_found_reads_the_same(before: str, quote: str, after: str):
    text = before + quote + after
    place = ground(quote, text)
    if place is not None:
        assert normalise(text[place[0] : place[1]]) == normalise(quote)


def test_a_claim_keeps_to_its_quote():
    quote = "The board meets on 17 December."
    assert ungrounded("The board meets on 17 December", quote, quote) == ()
    assert "19 is not in the source" in ungrounded("The board meets on 19 December", quote, quote)
    assert "negation differs" in ungrounded("The board does not meet on 17 December", quote, quote)
    assert "tense differs" in ungrounded(
        "The board will meet on 17 December", "The board met on 17 December.", quote + " The board met on 17 December."
    )
    assert "the quote is not in the source" in ungrounded("x", "never said", quote)
    assert any("Acme" in reason for reason in ungrounded("They weigh Acme now", "They weigh others now", "They weigh others now"))


def test_sentences_are_cut_with_their_places():
    text = "Hi Tom,\n\nwe met Dr. Holm at 10 a.m. on 4. December. Fine?\n- first point\n- second point\nGreta"
    cut = [text[start:end] for start, end in sentences(text)]
    assert cut == ["Hi Tom,", "we met Dr. Holm at 10 a.m. on 4. December.", "Fine?", "first point", "second point", "Greta"]


def test_wrapped_lines_stay_one_sentence():
    text = "The council picks the supplier in its December meeting and after that\nPatrick releases the money."
    assert len(sentences(text)) == 1


@given(st.text(max_size=1500))
def test_sentences_never_overlap_and_fit_a_quote(text: str):
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        assert end - start <= LONGEST
        last = end
