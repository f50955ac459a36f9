"""Classes of words that several requirements share: who, money, saying yes, where one decides."""

from __future__ import annotations

from typing import Final

ROLE: Final = (
    r"(?:(?:group |regional |deputy |chief |interim |acting |local |global |country )*(?:cfo|ceo|coo|cto|cio|ciso|cpo|cro|cmo|chro|md|fd|evp|svp|vp(?: of \w+| \w+)?|"
    r"(?:finance|managing|commercial|operations|executive|medical|plant|site|technical|it|hr|purchasing|procurement|logistics|sales|\w+) director|director(?: of (?:the )?\w+)?|"
    r"chief executive|chief \w+(?: officer)?|(?:financial )?controller|(?:plant|general|country|managing|line|site|division|department|budget|finance|\w+) manager|"
    r"head of (?:the )?\w+(?: \w+)?|treasurer|owners?|founders?|president|chair(?:man|woman|person)?|managing partner|partners|bursar|principal|"
    r"head ?teacher|provost|dean|registrar|boss|mayor|superintendent|minister|secretary general|general secretary|board|board of directors|"
    r"supervisory board|trustees|exco|executive committee|finance committee|shareholders|leadership team|head office|parent company|holding|headquarters|hq))"
)
"""A role or body by which one may call who decides; in lower case."""
MONEY: Final = (
    r"(?:money|moneys|funds?|funding|budgets?|spend(?:ing|s)?|expenditure|expenses|purse(?: strings)?|cash|capex|opex|investments?|purchases?|purchasing|"
    r"costs?|orders?|che(?:que|ck)s?|amounts?|sums?|price)"
)
YES: Final = (
    r"(?:approv(?:al|es?|ed|ing)|sign(?:s|ed|ing|ature|-?off)?|ok(?:ay|ays|s)?|oks|consent|blessing|go-?ahead|green light|authori[sz](?:e[sd]?|ing|ation)|"
    r"agree(?:s|d|ment)?|say-?so|nod|decision|releases?|released|permission|clearance)"
)
NUMBER_OF_MONEY: Final = (
    r"(?:(?:[£$€] ?|eur |usd |gbp |chf )?\d[\d.,]*(?: ?(?:k|m|mn|thousand|million|grand|euros?|pounds?|dollars?|eur|usd|gbp|chf)\b)?|"
    r"(?:a |one |two |three |five |ten |twenty |thirty |forty |fifty |a hundred |a quarter of a |half a )+(?:hundred|thousand|million|grand|k)(?: thousand)?|a hundred|six figures|"
    r"that|this|(?:this|that) (?:size|amount|level|limit))"
)
