"""Who wrote what in a mail: new words, quotes with their authors, forwarded passages, signatures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_tui.domain.model import Segment
from journey_tui.sources.mail_text import Writer, signature_title, split_text, unflow

SENT = datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=1)))
OWEN = Writer("Owen Pryce", "owen@tarn.example", SENT, "Re: proposal")


def parts(text: str, writer: Writer = OWEN) -> list[tuple[str, str, str]]:
    """Return (role, speaker, words) of a text's segments."""
    shown, segments = split_text(text, writer)
    return [(one.role, one.speaker, shown[one.start : one.end]) for one in segments]


def quoted(text: str, writer: Writer = OWEN) -> Segment:
    return next(one for one in split_text(text, writer)[1] if one.role in ("quoted", "forwarded"))


@pytest.mark.parametrize(
    "line",
    [
        "On Tue, 17 Nov 2026 at 18:22, Tessa Berg <tessa@sell.example> wrote:",
        "On Tue, Nov 17, 2026 at 6:22 PM Tessa Berg <tessa@sell.example>\nwrote:",
        "On 17 Nov 2026, at 18:22, Tessa Berg <tessa@sell.example> wrote:",
        'On Nov 17, 2026 6:22 PM, "Tessa Berg" <tessa@sell.example> wrote:',
        "Am 17.11.2026 um 18:22 schrieb Tessa Berg <tessa@sell.example>:",
        "Am Di., 17. Nov. 2026 um 18:22 Uhr schrieb Tessa Berg <\ntessa@sell.example>:",
        "Le mar. 17 nov. 2026 à 18:22, Tessa Berg <tessa@sell.example> a écrit :",
        "El mar, 17 nov 2026 a las 18:22, Tessa Berg (<tessa@sell.example>) escribió:",
        "Il giorno mar 17 nov 2026 alle ore 18:22 Tessa Berg <tessa@sell.example> ha scritto:",
        "Em ter., 17 de nov. de 2026 às 18:22, Tessa Berg <tessa@sell.example> escreveu:",
        "Op di 17 nov 2026 om 18:22 schreef Tessa Berg <tessa@sell.example>:",
        "Den tis 17 nov. 2026 kl 18:22 skrev Tessa Berg <tessa@sell.example>:",
        "wt., 17 lis 2026 o 18:22 Tessa Berg <tessa@sell.example> napisał(a):",
        "вт, 17 нояб. 2026 г. в 18:22, Tessa Berg <tessa@sell.example>:",
        "2026年11月17日(火) 18:22 Tessa Berg <tessa@sell.example>:",
        "Tessa Berg <tessa@sell.example> 于2026年11月17日周二 18:22写道：",
        '17.11.2026, 18:22, "Tessa Berg" <tessa@sell.example>:',
    ],
)
def test_attributions_of_common_clients_name_author_and_date(line: str) -> None:
    """Each quoted passage is its author's, whatever the language of the client."""
    found = quoted(f"Yes.\n\n{line}\n\n> May we start?\n")
    assert (found.speaker, found.address) == ("Tessa Berg", "tessa@sell.example")
    assert found.at == datetime(2026, 11, 17, 17, 22, tzinfo=UTC)
    assert parts(f"Yes.\n\n{line}\n\n> May we start?\n")[0] == ("new", "Owen Pryce", "Yes.")


def test_a_date_that_can_be_read_two_ways_is_left_open() -> None:
    assert quoted("On 04/02/2026 06:26 PM, Megan One wrote:\n> Hi\n").at is None


def test_attribution_inside_the_quote_names_its_author() -> None:
    """Apple Mail puts the attribution behind the mark."""
    found = parts("Fine!\n\n> On 27 Oct 2026, at 15:30, Tessa Berg <tessa@sell.example> wrote:\n> \n> Attached.\n")
    assert found == [("new", "Owen Pryce", "Fine!"), ("quoted", "Tessa Berg", "Attached.")]


def test_levels_of_quoting_have_their_own_authors() -> None:
    text = (
        "Ok.\n\nOn 17 Nov 2026, at 18:22, Tessa Berg <t@sell.example> wrote:\n> When?\n>\n"
        "> On 16 Nov 2026, at 10:00, Philippa Renshaw <p@tarn.example> wrote:\n>> We need it by March.\n> Understood.\n"
    )
    assert parts(text) == [
        ("new", "Owen Pryce", "Ok."),
        ("quoted", "Tessa Berg", "When?"),
        ("quoted", "Philippa Renshaw", "We need it by March."),
        ("quoted", "Tessa Berg", "Understood."),
    ]


def test_answers_between_and_below_quotes_are_new() -> None:
    text = "On 17 Nov 2026, Tessa Berg wrote:\n> Who signs?\nPhilippa Renshaw\n> By when?\n17 December.\n"
    assert [(role, words) for role, _, words in parts(text)] == [
        ("quoted", "Who signs?"),
        ("new", "Philippa Renshaw"),
        ("quoted", "By when?"),
        ("new", "17 December."),
    ]


BLOCKS = [
    "________________________________\nFrom: Tessa Berg <t@sell.example>\nSent: Monday, November 16, 2026 4:50 PM\n"
    "To: Owen Pryce\nSubject: Final\n",
    "-----Original Message-----\nFrom: Tessa Berg [mailto:t@sell.example]\nSent: 16 November 2026 16:50\nTo: Owen\nSubject: Final\n",
    "Von: Tessa Berg <t@sell.example>\nGesendet: Montag, 16. November 2026 16:50\nAn: Owen Pryce\nBetreff: Final\n",
    "De : Tessa Berg <t@sell.example>\nEnvoyé : lundi 16 novembre 2026 16:50\nÀ : Owen Pryce\nObjet : Final\n",
    "*From:* Tessa Berg <t@sell.example<mailto:t@sell.example>>\n*Sent:* Monday, November 16, 2026 4:50 PM\n*To:* Owen\n*Subject:* x\n",
    "Date: Mon, 16 Nov 2026 16:50:00 +0100\nSubject: Final\nFrom: t@sell.example\nTo: owen@tarn.example\n",
]


@pytest.mark.parametrize("block", BLOCKS)
def test_header_blocks_hand_everything_below_to_their_author(block: str) -> None:
    shown, segments = split_text(f"Received.\n\n{block}\nHere it is.\n\nPage 3 matters.\n", OWEN)
    new, old = segments
    assert (new.role, shown[new.start : new.end]) == ("new", "Received.")
    assert (old.role, old.address) == ("quoted", "t@sell.example")
    assert old.at == datetime(2026, 11, 16, 15, 50, tzinfo=UTC)
    assert shown[old.start : old.end] == "Here it is.\n\nPage 3 matters."


def test_a_name_without_an_address_has_none() -> None:
    found = quoted("Ok\n\nFrom: Tessa Berg\nSent: 16 November 2026 16:50\nTo: Owen\nSubject: x\n\nHi\n")
    assert (found.speaker, found.address) == ("Tessa Berg", "")


def test_labelled_lines_that_are_no_header_stay_new() -> None:
    text = "My hours:\n\nFrom: 9am\nTo: 5pm\nSubject: lunch\n\nworks"
    assert [role for role, _, _ in parts(text)] == ["new"]


def test_a_sentence_that_reports_what_somebody_wrote_stays_new() -> None:
    text = "On Tuesday Philippa wrote: we will sign on 3 May 2026.\n\nThat is all I know."
    assert [role for role, _, _ in parts(text)] == ["new"]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("FW: offer", "Look.\n\nFrom: Tessa Berg <t@s.example>\nSent: 16 Nov 2026 16:50\nTo: Owen\nSubject: offer\n\nOur offer."),
        ("Re: offer", "Look.\n\n---------- Forwarded message ---------\nFrom: Tessa Berg <t@s.example>\nDate: Mon, 16 Nov 2026 at 16:50\n"
                      "Subject: offer\nTo: Owen <o@t.example>\n\n\nOur offer."),
        ("offer", "Look.\n\nBegin forwarded message:\n\n> From: Tessa Berg <t@s.example>\n> Subject: offer\n> Date: 16 November 2026 at 16:50:00 GMT\n"
                  "> To: Owen <o@t.example>\n>\n> Our offer."),
        ("WG: offer", "Look.\n\nVon: Tessa Berg <t@s.example>\nGesendet: 16. November 2026 16:50\nAn: Owen\nBetreff: offer\n\nOur offer."),
    ],
)  # fmt: skip
def test_forwarded_passages_are_told_from_quoted_ones(subject: str, text: str) -> None:
    found = parts(text, Writer("Owen Pryce", "owen@tarn.example", SENT, subject))
    assert found == [("new", "Owen Pryce", "Look."), ("forwarded", "Tessa Berg", "Our offer.")]


SIGNATURES = [
    "Kind regards\n\nOwen Pryce\nDirector of Finance & Regulation",
    "Thanks\nOwen",
    "Owen\n\n--\nOwen Pryce\nHead of Metering",
    "Owen Pryce\nHead of Metering | Tarn Valley\n+44 20 5550 0142",
    "--\nOwen Pryce, PhD\nHead of Metering\nThis email is intended for the addressee only and may contain information\nthat is privileged.",
    "Owen Pryce, Head of Metering, Tarn Valley",
    "O",
    "Mit freundlichen Grüßen\nOwen Pryce\n\nTarn GmbH\nGeschäftsführer: A B\nAmtsgericht Köln HRB 12345",
    "Sent from my iPhone",
    "Gesendet von Outlook für iOS",
]


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signatures_are_cut_off_whole(signature: str) -> None:
    found = parts(f"We need it by March.\n\n{signature}\n")
    assert [(role, words) for role, _, words in found] == [("new", "We need it by March."), ("signature", signature)]


CONTENT = [
    "Thanks",
    "ok",
    "Option A is cheap.\n--\nOption B needs Part 11 by March and we must have it signed off by legal.",
    "The signer is:\n\nPhilippa Renshaw\nDirector of Finance & Regulation\np.renshaw@tarn.example",
    "I spoke to\nOwen\nand he agreed.",
    "Philippa Renshaw\nDirector of Finance\n\nis the one who signs.",
    "I treat this as confidential. We would like to buy once our legal team agrees.",
    "We want:\n1. Price\n2. Contract\n3. Dates",
    "I will decide on Friday and call you.\n\nPlease send the contract to our legal team.",
]


@pytest.mark.parametrize("content", CONTENT)
def test_content_is_never_taken_for_a_signature(content: str) -> None:
    assert [(role, words) for role, _, words in parts(content)] == [("new", content)]


@pytest.mark.parametrize("mark", ["PS: ", "P.S. ", "PS "])
def test_a_postscript_is_the_writers_words(mark: str) -> None:
    found = parts(f"Agreed.\n\nBest,\nOwen\n\n{mark}the board meets on 17 December.")
    assert [role for role, _, _ in found] == ["new", "signature", "new"]
    assert found[2][2].endswith("the board meets on 17 December.")


def test_a_slogan_under_the_signature_does_not_hide_it() -> None:
    text = "Budget is 200k.\n\nOwen Pryce\nHead of Metering\n\nWe are proud winners of the 2025 Water Awards."
    assert ("signature", "Owen Pryce", "Owen Pryce\nHead of Metering") in parts(text)


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        (
            "Kind regards\n\nPhilippa Renshaw\nDirector of Finance & Regulation",
            "Philippa Renshaw",
            "Director of Finance & Regulation",
        ),
        ("Ruben Achter, Solutions Engineering, Halden Systems", "Ruben Achter", "Solutions Engineering"),
        ("Hye-jin Kwon\nInformation Security", "Hye-jin Kwon", "Information Security"),
        ("Tessa Berg\nEnterprise Account Executive | Halden Systems\n+44 20", "Tessa Berg", "Enterprise Account Executive"),
        ("Jane Roe, VP, Information Security at Acme", "Jane Roe", "VP, Information Security"),
        ("Roe, Jane\nHead of Procurement, EMEA\nm: 0770 900 123", "Jane Roe", "Head of Procurement"),
        ("*Jane Roe*\n*General Counsel*", "Jane Roe", "General Counsel"),
        ("Ines Okoro\nHalden Systems, Hamburg", "Ines Okoro", ""),
        ("Tessa Berg\nAccount Executive", "Owen Pryce", ""),
        ("Best\nO", "Owen Pryce", ""),
    ],
)
def test_titles_are_read_from_signatures(text: str, name: str, title: str) -> None:
    assert signature_title(text, name) == title


def test_flowed_text_is_unwrapped_and_its_quotes_kept_apart() -> None:
    assert unflow("We need \nit by \nMarch.\n> and \n> the rest\n-- \nO") == "We need it by March.\n> and the rest\n--\nO"


def test_a_figure_after_a_bare_mark_is_no_quote() -> None:
    assert [role for role, _, _ in parts("We have\n>50 users\nin Cork.")] == ["new"]


LINES = st.sampled_from(
    ["", "> ", ">> x", "yes", "--", "Owen", "Kind regards", "On 1 May 2026, Al <a@b.c> wrote:", "From: Al <a@b.c>", "Sent: 1 May 2026",
     "Subject: x", "To: b", "________________", "-----Original Message-----", "PS: no", "Sent from my iPhone", "This is confidential."]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=20), max_size=25))
@settings(max_examples=150, deadline=None)
def test_segments_never_overlap_and_lie_in_the_text(lines: list[str]) -> None:
    """Whatever the lines: segments are in order, not empty, and within the text."""
    shown, segments = split_text("\n".join(lines), OWEN)
    end = 0
    for one in segments:
        assert end <= one.start < one.end <= len(shown)
        assert shown[one.start : one.end].strip()
        end = one.end


@given(
    st.lists(
        st.sampled_from(["We need it by March.", "I can approve up to 50k.", "Please call me on Friday, we must decide.", ""]),
        max_size=8,
    )
)
@settings(max_examples=60, deadline=None)
def test_plain_sentences_are_all_new(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert "".join(words for role, _, words in parts(text) if role == "new").split() == text.split()
