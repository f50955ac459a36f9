"""Up to what amount, or above which, a person is said to sign."""

import pytest

from tests.analysis.cue_cases import evidence, mail

CASES = [
    ("I can sign anything up to €80,000 myself.", ("up_to", "80000")),
    ("I sign contracts up to one hundred and fifty thousand.", ("up_to", "150000")),
    ("Everything above 40,000 euros is decided by Samir Aziz.", ("above", "40000")),
    ("Over half a million it needs Samir Aziz's signature.", ("above", "500000")),
    ("My limit is seventy-five, so Samir's name has to be on it.", ("above", "75000")),
    ("My own limit is £30k, I can approve this.", ("up_to", "30000")),
    ("I approve it within ten days.", None),
    ("I have signed for this since 2019.", None),
]


@pytest.mark.parametrize(("text", "limit"), CASES)
def test_the_limit_of_a_statement_of_authority(text: str, limit: tuple[str, str] | None) -> None:
    found = [dict(item.parts) for item in evidence(mail(text), "economic_buyer")]
    limits = [(part, parts[part]) for parts in found for part in ("up_to", "above") if part in parts]
    assert limits == ([limit] if limit else [])
