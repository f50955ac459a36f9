"""Plain and clipped speech: acts without a subject, papers that hold things up, offers asked of others, signing together."""

from __future__ import annotations

import pytest

from tests.analysis.cue_cases import evidence, mail, reads

CASES = [
    ("champion", "asserted", "Presented it myself, twenty minutes, with the figures."),
    ("champion", "asserted", "I have run the two boxes on the northern rounds since the 19th of October."),
    ("champion", "asserted", "Went to the works council chair today in person and asked for an earlier slot."),
    ("champion", "asserted", "I showed the video of the trial to Mr. Brandt and the four plant managers."),
    ("champion", "asserted", "I shall be recommending it on the 26th."),
    ("champion", "against", "Honestly it is difficult for me to push further inside the company at this time."),
    ("champion", "nothing", "I put the trolley in the corner."),
    ("champion", "nothing", "Met the director at the canteen."),
    ("paper_process", "asserted", "I do not start the review without a sponsor form signed by the business line."),
    ("paper_process", "asserted", "An order can be issued only when the documents are in the file."),
    ("paper_process", "asserted", "I can begin my statement when I have your data processing agreement."),
    ("paper_process", "asserted", "Sponsor form not received."),
    ("paper_process", "asserted", "Clause 9: liability for a lost load must sit at 250,000 and not at one year's fees."),
    ("paper_process", "asserted", "The works council has to give its consent in the session of 15 December."),
    ("paper_process", "nothing", "The parcel with the samples has not been received."),
    ("paper_process", "nothing", "We can start the trial when the tablets are charged."),
    ("competition", "asserted", "For your reference, we have also requested an estimate from Brightloom for the same range."),
    ("competition", "asserted", "Separately, IT is evaluating LoanVault for the same function."),
    ("competition", "asserted", "Portwise, I've a quote from them on my desk."),
    ("competition", "against", "told brightloom no this morning"),
    ("competition", "asserted", "There's nobody else at the table any more."),
    ("decision_process", "asserted", "The IT Steering Committee, which I chair, will choose between the offers on 3 November."),
    ("decision_process", "asserted", "ITSC chose Fernworks, unanimous."),
    ("decision_process", "asserted", "We've decided on you."),
    ("decision_process", "asserted", "The budget meeting for fiscal year 2027 is held on 12 February."),
    ("decision_process", "asserted", "Our section will submit the approval document by 20 November."),
    ("decision_process", "asserted", "The committee does not vote again."),
    ("decision_process", "nothing", "We chose the hotel on Monday."),
    ("decision_process", "nothing", "I submit my expense request on Friday."),
    ("competition", "asserted", "The field has been reduced to two vendors, Fernworks and Portwise."),
    ("competition", "asserted", "Portwise came in on Tuesday with an offer, and they did the phone part better."),
    ("paper_process", "asserted", "Before we sign with anyone who holds client names, I close a third-party risk review."),
    ("paper_process", "asserted", "I can not release the document for signature before I know."),
    ("champion", "against", "I am not sure I can sell it inside any more."),
    ("champion", "against", "I can't be the one that walks that upstairs."),
    ("decision_process", "asserted", "The leadership said yes yesterday."),
    ("decision_process", "against", "There is no committee tomorrow, she has taken it away from the calendar."),
    ("economic_buyer", "asserted", "I preside the committee, we are three."),
    ("economic_buyer", "asserted", "Samir and I both have to sign at that size."),
    ("economic_buyer", "asserted", "Up to 250,000 euros I need no further consent, I will sign."),
]


@pytest.mark.parametrize(("requirement", "expected", "text"), CASES)
def test_how_a_sentence_reads(requirement: str, expected: str, text: str) -> None:
    assert reads(text, requirement) == expected


def test_the_same_words_of_ours_are_no_evidence() -> None:
    for requirement, _, text in CASES:
        assert [e for e in evidence(mail(text, who=3), requirement) if e.side == "customer"] == []
