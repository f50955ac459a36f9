from __future__ import annotations

import pytest

from tests.analysis.cue_cases import reads

CASES = [
    ("asserted", "Please send the MSA to Lotte in Procurement, she redlines it."),
    ("asserted", "Attached is our security questionnaire, we need it back by the 20th."),
    ("asserted", "You have to register in our supplier portal before we can raise a purchase order."),
    ("asserted", "Our legal team will mark up the agreement next week."),
    ("asserted", "Could you fill in the vendor form and send us a W-9?"),
    ("asserted", "Lotte handles the contract from here."),
    ("asserted", "Redlines are back from our counsel, see attached."),
    ("asserted", "The DPA must be signed before any data moves."),
    ("asserted", "We need proof of insurance and a bank letter to set you up as a supplier."),
    ("asserted", "Samir will countersign the order form for us."),
    ("asserted", "InfoSec wants your penetration test report first."),
    ("asserted", "The PO goes out as soon as Lotte has released the requisition."),
    ("asserted", "Our standard terms apply; clause 14 on liability needs your lawyers' comments."),
    ("conditional", "Then it's the usual procurement process, nothing special."),
    ("conditional", "Legal might want to look at the terms."),
    ("against", "Legal is backed up until mid January."),
    ("against", "The contract is stuck with procurement."),
    ("against", "Our lawyers are swamped, they can't start before February."),
    ("nothing", "We process four hundred purchase orders a day by hand."),
    ("nothing", "Our contract with the current provider ends in June."),
    ("nothing", "It's perfectly legal to film there."),
    ("nothing", "We lost a contract because of late deliveries."),
    ("nothing", "Is data encrypted at rest?"),
    ("nothing", "In terms of timing, next week is better."),
    ("nothing", "Do you have a standard MSA?"),
    ("nothing", "The security guards at gate 3 will let you in."),
    ("nothing", "This message may contain information that is legally privileged."),
    ("asserted", "Lotte will get you set up in Coupa, she needs your VAT number and a bank letter."),
    ("asserted", "Could you have your lawyers look at section 9? Ours won't accept unlimited liability."),
    ("asserted", "I'm the one reading your terms; my comments are in the margin."),
    ("asserted", "Without a signed DPA our data protection officer won't let us start."),
    ("asserted", "We buy through a framework, so you'd need to sign the call-off."),
    ("conditional", "I suppose procurement will want three signatures on the contract."),
    ("against", "Security review is on hold, the only assessor is on parental leave until March."),
    ("nothing", "We lose about two contracts a month to a competitor."),
    ("nothing", "The terms of the lease for the warehouse were signed in 2018."),
    ("nothing", "Vendor lock-in worries me a little."),
]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_how_a_sentence_reads(expected: str, text: str) -> None:
    assert reads(text, "paper_process") == expected, text


PLAIN = [
    ("asserted", "Nobody gets our signature before legal has read it."),
    ("asserted", "Procurement won't place an order until the security review is done."),
    ("asserted", "You won't have the dean's signature without the data protection form."),
    ("asserted", "Finance does not release a PO without three quotes on file."),
    ("asserted", "I take the contract from here; Samir signs last."),
    ("asserted", "Order number 4501-77 goes on every invoice, otherwise nobody pays it."),
    ("asserted", "You need to be in our supplier system first, the form is attached."),
    ("asserted", "Our signatory is Mr. Aziz, he signs on Thursdays."),
    ("asserted", "Send me the insurance certificate and the bank letter and I open the account."),
    ("asserted", "Legal first, then data protection, then the director signs."),
    ("asserted", "We only buy on our own form, it comes from Lotte."),
    ("asserted", "The purchase order number will follow on Monday."),
    ("asserted", "Two signatures on anything over ten thousand, Samir's and mine."),
    ("asserted", "Our solicitor will want to change the liability clause."),
    ("nothing", "You will not have my answer before Friday."),
    ("nothing", "Nobody gets my vote before Tuesday."),
    ("nothing", "The buyers only place orders for flour on Mondays with our old system."),
    ("nothing", "Our customers' order numbers are typed twice."),
    ("nothing", "I'm in order and ready to go."),
    ("nothing", "He never signs up for anything."),
]


@pytest.mark.parametrize(("expected", "text"), PLAIN)
def test_papers_in_plain_words(expected: str, text: str) -> None:
    assert reads(text, "paper_process") == expected, text
