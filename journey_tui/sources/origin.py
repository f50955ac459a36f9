"""Decide whether a person or a machine made a touchpoint, and name the rule that decided it (product.md §2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from journey_tui.domain.model import Origin

BY_PERSON: Final = "written by a person"
LIST_UNSUBSCRIBE: Final = "List-Unsubscribe header"
NO_REPLY: Final = "no-reply sender"
NULL_PATH: Final = "null return path"
AUTO_SUBMITTED: Final = "Auto-Submitted"
AUTOMATIC_REPLY: Final = "automatic reply"
BULK: Final = "Precedence: bulk"
MAILING_LIST: Final = "mailing list"
CALENDAR: Final = "calendar system notification"
SEQUENCE: Final = "sequence tool"
BOUNCE: Final = "bounce"
READ_RECEIPT: Final = "read receipt"
CRM_WORKFLOW: Final = "CRM workflow user"
AI_DRAFT: Final = "drafted by AI"


class Verdict(NamedTuple):
    """What made it, by which rule, and what kind of automatic message it is (`TouchpointRecord.auto`)."""

    origin: Origin
    rule: str
    auto: str = ""


_HUMAN: Final = Verdict(Origin.HUMAN, BY_PERSON)

_REPLY_SUBJECT: Final = re.compile(r"\s*(?:re|aw|sv|antw|rif|res|odp|vs|ynt|回复|答复|r)\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE)
_AWAY_SUBJECT: Final = re.compile(
    r"\s*(?:automatic reply|automated reply|auto(?:matic)?[ -]?(?:reply|response|responder)|"
    r"out of (?:the )?office(?: auto-?reply| reply)?|ooo|away from (?:the )?office|"
    r"automatische (?:antwort|reactie)|abwesenheits(?:notiz|benachrichtigung|meldung)|abwesend|réponse automatique|"
    r"absence du bureau|message d'absence|"
    r"respuesta autom[áa]tica|fuera de (?:la )?oficina|risposta automatica|fuori sede|resposta autom[áa]tica|"
    r"ausência temporária|automatisch antwoord|afwezig(?:heid)?|"
    r"autosvar|automatiskt svar|automatisk svar|frånvaro|fraværende|automaattinen vastaus|automatyczna odpowiedź|autoodpowiedź|"
    r"автоответ|автоматический ответ|"
    r"自動応答|自动回复|자동 회신)\s*(?:[:：].*|[-–].*)?",
    re.IGNORECASE | re.DOTALL,
)
_ANSWER_SUBJECT: Final = re.compile(
    r"\s*(?P<yes>accepted|zugesagt|accepté|aceptad[ao]|aceito|accettato|geaccepteerd|accepterat|accepteret|godkjent|"
    r"zaakceptowano|принято)"
    r"|\s*(?P<no>declined|abgelehnt|abgesagt|refusé|rechazad[ao]|recusado|rifiutato|geweigerd|avböjt|afvist|avslått|odrzucono|"
    r"отклонено)"
    r"|\s*(?P<maybe>tentative(?:ly accepted)?|maybe|mit vorbehalt|provisoire|provisional|provvisorio|voorlopig|preliminärt|"
    r"niepewne)",
    re.IGNORECASE,
)
_ANSWER_WORDS: Final = re.compile(
    r"has (?:tentatively )?(?:accepted|declined)|(?:accepted|declined) (?:this|the|your) (?:invitation|event|meeting)|"
    r"hat (?:diese|die|ihre) (?:einladung|besprechung)|"
    r"a (?:accepté|refusé) (?:cette|votre)|ha (?:aceptado|rechazado|accettato|rifiutato)|heeft (?:deze|uw|de) uitnodiging",
    re.IGNORECASE,
)
_MACHINE_LOCAL: Final = re.compile(
    r"(?:^|[._+-])(?:no-?_?\.?reply|noreply|do-?_?\.?not-?_?\.?reply|donotreply|dont-?reply|never-?reply|no-?response|"
    r"noresponse|nicht-?antworten|keine-?antwort|"
    r"ne-?pas-?repondre|nepasrepondre|no-?responder|nao-?responda|non-?rispondere|nonrispondere|niet-?beantwoorden|"
    r"notifications?|notify|notifier|alerts?|newsletters?|mailer-?daemon|postmaster|mdaemon|bounces?|digest|autoreply|"
    r"auto-?confirm|autoresponder|auto-?mailer|"
    r"unattended|robot|listserv|majordomo|cron|calendar-notification|calendar-server)(?:$|[._+=@-]|\d)",
    re.IGNORECASE,
)
_MACHINE_EXACT: Final = frozenset(
    "news updates update automated automation system daemon root bot mailer emailer do-not-reply invitations reminders reminder "
    "workflow workflows nobody auto".split()
)
_TOOL_HEADERS: Final = re.compile(
    r"x-(?:outreach|salesloft|hubspot|hs-|apollo|lemlist|woodpecker|mailchimp|mc-|mandrill|mkto|marketo|eloqua|elq|pardot|"
    r"klaviyo|activecampaign|sendinblue|sib-|mailin-|"
    r"constantcontact|roving|replyio|reply-io|klenty|mixmax-sequence|groove-flow|cadence|sequence|drip|customerio|iterable|"
    r"braze|sfmc|et-|campaign|instantly|smartlead|yesware-campaign)",
)
_TOOL_MAILERS: Final = re.compile(
    r"\b(?:outreach|salesloft|hubspot|apollo\.io|lemlist|woodpecker|mailchimp|mandrill|marketo|eloqua|pardot|klaviyo|"
    r"activecampaign|sendinblue|brevo|constant ?contact|reply\.io|"
    r"klenty|customer\.io|iterable|braze|mailjet|sendy|phplist|cleverreach|rapidmail|campaign ?monitor|instantly|smartlead|"
    r"salesforce marketing)\b",
    re.IGNORECASE,
)
_AI_HEADERS: Final = re.compile(
    r"x-(?:journey-draft|ai-(?:assist|generat|draft|compos|written)|.*copilot|.*gemini|.*chatgpt|.*claude|.*-ai-draft|"
    r".*-ai-compose)"
)
_CALENDAR_HEADERS: Final = re.compile(
    r"x-[a-z-]*cal[a-z]*-(?:notification|notify|event|response|rsvp)|x-(?:calhub|google-calendar)"
)
_FAILED_SUBJECT: Final = re.compile(
    r"undeliver|returned mail|delivery (?:status notification|failure|has failed|incomplete)|mail delivery (?:failed|system)|"
    r"failure notice|"
    r"could not be delivered|delayed mail|non remis|unzustellbar|no se puede entregar|impossibile recapitare|onbestelbaar|"
    r"nicht zugestellt",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_machine_address(address: str) -> bool:
    """Return whether nobody reads what is sent to the address; role mailboxes such as legal@ or sales@ are people's."""
    local = address.partition("@")[0].lower()
    return local in _MACHINE_EXACT or bool(_MACHINE_LOCAL.search(local))


def calendar_answer(subject: str) -> str:
    """Return `accepted`, `declined` or `tentative` for the subject of an answer to an invitation, else nothing."""
    found = _ANSWER_SUBJECT.match(subject)
    if not found or not re.match(r"\s*[:：]", subject[found.end() :]):
        return ""
    return "accepted" if found["yes"] else "declined" if found["no"] else "tentative"


def mail_origin(
    headers: Mapping[str, Sequence[str]],
    *,
    sender: str,
    subject: str,
    own_text: str = "",
    calendar_method: str = "",
    is_report: bool = False,
) -> Verdict:
    """Return what made a mail; `headers` by lower-case name, `sender` the address, `own_text` its new words.

    `calendar_method` is the METHOD of an iMIP part (a calendar body, not an attached file); `is_report` says delivery report.
    """
    extra = [name for name in headers if name.startswith("x-")]
    mail = _Mail(headers, sender.lower(), subject, own_text, calendar_method.upper(), is_report, extra)
    for rule in (_bounce, _receipt, _calendar, _away, _list, _unsubscribe, _machine, _submitted, _bulk, _tool, _assisted):
        verdict = rule(mail)
        if verdict:
            return verdict
    return _HUMAN


class _Mail(NamedTuple):
    headers: Mapping[str, Sequence[str]]
    sender: str
    subject: str
    own_text: str
    method: str
    is_report: bool
    extra: list[str]
    """Names of the X- headers."""

    def get(self, name: str) -> str:
        values = self.headers.get(name)
        return values[0].strip().lower() if values else ""

    @property
    def null_path(self) -> bool:
        return any(self.get(name) == "<>" for name in ("return-path", "x-envelope-from", "x-original-return-path"))

    @property
    def submitted(self) -> str:
        """Return the value of Auto-Submitted, empty where it says that a person did."""
        value = self.get("auto-submitted").partition(";")[0].strip()
        return "" if value == "no" else value


def _bounce(mail: _Mail) -> Verdict | None:
    local = mail.sender.partition("@")[0]
    daemon = local in ("mailer-daemon", "postmaster", "mdaemon", "mail-daemon", "microsoftexchange") or local.startswith(
        "microsoftexchange"
    )
    failed = (daemon or mail.null_path) and _FAILED_SUBJECT.search(mail.subject) is not None
    if mail.is_report or failed or "x-failed-recipients" in mail.headers:
        return Verdict(Origin.AUTOMATED, NULL_PATH if mail.null_path else BOUNCE, "bounce")
    return None


def _receipt(mail: _Mail) -> Verdict | None:
    """A report that is none of delivery says that a mail was read."""
    return Verdict(Origin.AUTOMATED, READ_RECEIPT) if mail.get("content-type").startswith("multipart/report") else None


def _calendar(mail: _Mail) -> Verdict | None:
    answer = calendar_answer(mail.subject)
    if mail.method in ("REPLY", "COUNTER"):
        return Verdict(Origin.AUTOMATED, CALENDAR, "calendar_response")
    system = any(_CALENDAR_HEADERS.match(name) for name in mail.extra) or mail.sender.startswith("calendar-")
    if answer and (system or _wordless(mail.own_text)):
        return Verdict(Origin.AUTOMATED, CALENDAR, "calendar_response")
    if system or mail.method in ("REQUEST", "CANCEL"):
        return Verdict(Origin.AUTOMATED, CALENDAR)
    return None


def _wordless(text: str) -> bool:
    """Return whether the text is nobody's own: empty, or what a calendar program writes."""
    return not text.strip() or (len(text) < 600 and _ANSWER_WORDS.search(text) is not None)


def _away(mail: _Mail) -> Verdict | None:
    away = _AWAY_SUBJECT.fullmatch(mail.subject) is not None
    if mail.submitted in ("auto-replied", "auto-notified") or (mail.submitted and away):
        return Verdict(Origin.AUTOMATED, AUTO_SUBMITTED, "auto_reply")
    marked = any(
        name in mail.headers for name in ("x-autoreply", "x-autorespond", "x-auto-reply", "x-autoreply-from", "x-autogenerated")
    )
    marked = marked or mail.get("precedence") in ("auto_reply", "auto-reply")
    if marked or away:
        return Verdict(Origin.AUTOMATED, AUTOMATIC_REPLY, "auto_reply")
    return None


def _list(mail: _Mail) -> Verdict | None:
    """A discussion list: what people answer there is theirs, but concerns no deal; the rest is the list's."""
    names = mail.headers
    post = "list-post" in names and mail.get("list-post") != "no"
    server = any(
        name in names for name in ("x-mailman-version", "x-beenthere", "mailing-list", "x-mailing-list", "x-listserver", "x-loop")
    )
    tagged = bool(re.match(r"\s*(?:re:\s*)?\[[\w .-]{2,30}\]", mail.subject, re.IGNORECASE)) and _list_path(mail)
    if not (post or server or mail.get("precedence") == "list" or tagged):
        return None
    answers = "in-reply-to" in names or "references" in names or bool(_REPLY_SUBJECT.match(mail.subject))
    if answers and not mail.submitted and not is_machine_address(mail.sender):
        return Verdict(Origin.HUMAN, BY_PERSON, "list")
    return Verdict(Origin.AUTOMATED, MAILING_LIST, "list")


def _list_path(mail: _Mail) -> bool:
    """Return whether the mail came back through the server that it was sent to, and not from the sender's."""
    path = mail.get("return-path").strip("<>")
    domain = path.rpartition("@")[2]
    robot = bool(re.match(r"(?:postmaster|owner|bounces?|.*-(?:bounces?|owner|errors|admin|request))(?:[+=@-]|$)", path))
    return robot and bool(domain) and not mail.sender.endswith("@" + domain) and f"@{domain}" in mail.get("to") + mail.get("cc")


def _unsubscribe(mail: _Mail) -> Verdict | None:
    return (
        Verdict(Origin.AUTOMATED, LIST_UNSUBSCRIBE, "list" if "list-id" in mail.headers else "")
        if "list-unsubscribe" in mail.headers
        else None
    )


def _machine(mail: _Mail) -> Verdict | None:
    if is_machine_address(mail.sender):
        return Verdict(Origin.AUTOMATED, NO_REPLY)
    return Verdict(Origin.AUTOMATED, NULL_PATH) if mail.null_path else None


def _submitted(mail: _Mail) -> Verdict | None:
    return Verdict(Origin.AUTOMATED, AUTO_SUBMITTED) if mail.submitted else None


def _bulk(mail: _Mail) -> Verdict | None:
    if mail.get("precedence") in ("bulk", "junk"):
        return Verdict(Origin.AUTOMATED, BULK)
    return Verdict(Origin.AUTOMATED, MAILING_LIST, "list") if "list-id" in mail.headers else None


def _tool(mail: _Mail) -> Verdict | None:
    named = any(_TOOL_HEADERS.match(name) for name in mail.extra)
    if named or _TOOL_MAILERS.search(mail.get("x-mailer") + " " + mail.get("user-agent")):
        return Verdict(Origin.AUTOMATED, SEQUENCE)
    return None


def _assisted(mail: _Mail) -> Verdict | None:
    for name in mail.extra:
        values = mail.headers[name]
        if _AI_HEADERS.match(name) and values and values[0].strip().lower() not in ("", "no", "false", "0", "none"):
            return Verdict(Origin.AI_ASSISTED, AI_DRAFT)
    return None


_ROBOT_TYPES: Final = frozenset(
    {"automatedprocess", "cloudintegrationuser", "integrationuser", "einsteinagent", "guest", "botuser"}
)
_ROBOT_NAMES: Final = re.compile(
    r"(?<!\w)(?:automated process|flow automation|workflow|process automation|automation|integration(?:s)?(?: user)?|"
    r"api(?: user)?|data (?:loader|import|sync)|"
    r"system(?: user| administrator account)?|service account|svc|bot|robot|robo|chatbot|platform integration user|"
    r"insights integration|security user|"
    r"marketing (?:automation|cloud|operations bot)|hubspot|marketo|pardot|outreach|salesloft|zapier|mulesoft|connector|sync|"
    r"batch|scheduler|crm admin bot|webhook|etl)(?!\w)",
    re.IGNORECASE,
)
_ROBOT_LOGIN: Final = re.compile(
    r"(?:^|[._+-])(?:autoproc|automatedprocess|automated|automation|integration|integrationuser|api|apiuser|workflow|flow|bot|"
    r"robot|svc|service|sync|noreply|no-reply|system|dataloader|etl|zapier|"
    r"marketo|pardot|insightssecurity|cloud)(?:$|[._+@-]|\d)",
    re.IGNORECASE,
)


def crm_user_automated(name: str, user_type: str = "", username: str = "", title: str = "") -> bool:
    """Return whether a CRM user is a machine: an automated process, an integration, a workflow, a bot."""
    if user_type.replace(" ", "").lower() in _ROBOT_TYPES:
        return True
    if _ROBOT_NAMES.search(name):
        # "Integration Lead Jo Hart" names a job, not a machine: a machine's name is the whole of it.
        return not _personal(name)
    local = username.partition("@")[0]
    if local and _ROBOT_LOGIN.search(local) and not _personal(name):
        return True
    return bool(
        re.fullmatch(
            r"(?:automated process|integration(?: user)?|service account|bot|system(?: user)?)", title.strip(), re.IGNORECASE
        )
    )


def _personal(name: str) -> bool:
    """Return whether two capitalised words remain once the machine's are taken away."""
    left = [
        word
        for word in _ROBOT_NAMES.sub(" ", name).split()
        if word[:1].isupper() and word.isalpha() and word.lower() not in _NOT_NAMES
    ]
    return len(left) >= 2


_NOT_NAMES: Final = frozenset(
    "user users account admin administrator salesforce hubspot crm sales marketing data cloud platform service process the of for "
    "lead team support operations global internal external test analytics insights customer flow".split()
)

_TOOL_SUBTYPES: Final = re.compile(
    r"list ?e?mail|mass ?e?mail|marketing ?e?mail|sequence|cadence|drip|nurture|campaign|auto(?:mation|mated)|workflow",
    re.IGNORECASE,
)
_TOOL_SUBJECT: Final = re.compile(
    r"\s*(?:mass email|list email|marketing email)\s*:|\s*[\[(](?:outreach|salesloft|sequence|cadence)[\])].*[\[(](?:out|step|"
    r"auto)\b",
    re.IGNORECASE,
)


def activity_origin(*, by_automated: bool, subtype: str = "", subject: str = "") -> Verdict:
    """Return what made a CRM activity: a machine among the users, a list mail or a sequence, else a person."""
    if by_automated:
        return Verdict(Origin.AUTOMATED, CRM_WORKFLOW)
    if _TOOL_SUBTYPES.search(subtype) or _TOOL_SUBJECT.match(subject):
        return Verdict(Origin.AUTOMATED, SEQUENCE)
    return _HUMAN
