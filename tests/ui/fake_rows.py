"""Made-up deals for the list, a line each."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from journey_tui.domain.reading import Status
from journey_tui.domain.views import TriageRow
from tests.ui.fake_sources import NOW

KEYS = ("pain", "metrics", "decision_criteria", "champion", "economic_buyer", "decision_process")
GLYPH = {
    "V": Status.VERIFIED,
    "S": Status.SUPPORTED,
    "c": Status.CLAIMED,
    ".": Status.UNKNOWN,
    "x": Status.CONFLICTING,
    "t": Status.STALE,
    "-": Status.NOT_NEEDED,
    " ": Status.BLANK,
}

# account | deal | amount | close | headline | lights | truth | claim | gap | next | due in days | changed | group
ROWS = """
Northwind Robotics|Fleet Analytics expansion|184000|2026-12-18|Pilot worked; security has not looked at it yet|VVVVSc|Evaluation|Proposal|1|Send Omar the security pack|0|2|follow_up
Halden Logistics|Yard planning, two sites|96500|2027-01-29|Jonas asked for the rollout plan on Friday's call|VVSS.S|Evaluation|Evaluation|0|Write up Friday's call for Jonas and Mette|0|1|follow_up
Aldergrove Health|Records exchange|410000|2027-03-31|Their date moved to the March board; the plan holds|VVVVSV|Proposal|Proposal|0|Confirm the board agenda with Anneke|3|0|dated
Pellworth (via Corvane)|Stock accuracy, 14 stores|61200|2026-12-11|Partner has the order; customer confirmed it once|SS.VVS|Contracting|Evaluation|-2|Suggest the stage change to Corvane|4|0|dated
Basalt & Reed|Claims intake|238000|2026-12-22|Two people each say they sign; nobody has both names|VVSVxS|Evaluation|Contracting|2|Ask Ines who signs above 200,000|2|0|dated
Tannhäuser Maschinenbau|Serviceportal DACH|155000|2027-02-12|„Wir brauchen das vor der Inventur“ – Betriebsrat wird gefragt|SScS.c|Discovery|Evaluation|1|Termin mit Frau Öztürk bestätigen|1|3|dated
川崎精機 Kawasaki Seiki|Spindle monitoring|320000|2027-01-15|The plant wants it before the spring audit; 田中さん compares two|VSVSS.|Evaluation|Evaluation|0|Send 田中さん the reference call times|7|0|dated
Quillfeather Press|Rights ledger|42000|2026-12-04|The 12-day figure is from June; nobody has said it since|tVSSVS|Proposal|Proposal|0|Ask Maud whether 12 days still holds|8|0|changed
Ostrava Water|Leak triage|275000|2027-04-30|Procurement opened the portal; questionnaire due 2 Dec|VVVSSS|Proposal|Evaluation|-1|Return the supplier questionnaire|9|4|changed
Merrow Credit Union|Member onboarding|88000|2026-12-30|Quiet for 11 days; Tess is away until 17 Nov and said so|VSSVc.|Discovery|Proposal|2|Pick the thread up with Tess|1|1|changed
Fenwick Grocers|Waste forecast|51000|2027-01-08|Automated mail only since 2 Nov; store leads last spoke in October|SScc..|Discovery|Discovery|0||-|0|rest
Lindqvist Aero|Supplier audits|610000|2027-06-30|Engineering ranks five criteria; price is the fourth|VSVSS.|Evaluation|Evaluation|0|Show Sven the audit trail he ranked first|12|0|rest
Port of Calder|Berth planning|132000|2027-02-26|Harbour master named two berths for a trial in January|VSSc..|Discovery|Evaluation|1|Agree trial dates for berths 4 and 7|16|0|rest
Greyfriars Schools Trust|Attendance follow-up|28500|2027-01-22|A deal with no message from the customer yet|cc....|Discovery|Discovery|0|Ask Mrs Adeyemi what term dates mean for them|-|0|rest
"""  # noqa: E501


def triage_rows() -> list[TriageRow]:
    """Return the rows of the list, in the order of what needs you first."""
    rows = []
    for number, line in enumerate(ROWS.strip().splitlines(), 1):
        account, name, amount, close, headline, lights, truth, claim, gap, step, due, changed, group = line.split("|")
        weakest = min(range(6), key=lambda at: "x.ctSV".index(lights[at]))
        rows.append(TriageRow(
            deal_id=f"salesforce:demo:006{number:015d}", name=name, account=account, owner="Dana Ruiz" if number % 5 else "Ali Okafor",
            owner_id="salesforce:demo:005A" if number % 5 else "salesforce:demo:005B", stage=claim, amount=Decimal(amount),
            currency="EUR" if "DACH" in name else "JPY" if "Spindle" in name else "USD", close_date=date.fromisoformat(close),
            headline=headline, stoplight=tuple((key, GLYPH[light]) for key, light in zip(KEYS, lights, strict=True)),
            weakest=KEYS[weakest], truth=truth, truth_waived=truth, claim=claim, gap=int(gap), next_title=step,
            next_due=None if due == "-" else NOW.date() + timedelta(days=int(due)), next_kind="follow_up" if group == "follow_up" else "part",
            changed=int(changed), group=group, follow_up=f"tp-{number}-0" if group == "follow_up" else "", channel="Core / enterprise direct",
            changed_at=NOW - timedelta(hours=3 * number)))  # fmt: skip
    return rows
