"""Names that tables of deals, companies, people and activities give their columns, in the languages that HubSpot's lists cover too."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from journey_tui.sources.hubspot_headers import CONTACT as HUBSPOT_CONTACT
from journey_tui.sources.hubspot_headers import DEAL as HUBSPOT_DEAL
from journey_tui.sources.tables_sheet import TableKind
from journey_tui.sources.values import fold_header


def _columns(table: str, base: dict[str, str] | None = None) -> dict[str, str]:
    """Return field to folded names, those of `base` first where it has the field."""
    found: dict[str, str] = {}
    for line in table.strip().splitlines():
        field, _, words = line.strip().partition(":")
        folded = [fold_header(name) for name in words.split("|")]
        earlier = found.get(field, (base or {}).get(field, "")).split()
        found[field] = " ".join(dict.fromkeys(name for name in [*earlier, *folded] if name))
    return found


DEAL: Final = _columns(
    """
    id: Opportunity ID | Opp ID | Opportunity Number | Deal Number | Deal No | Deal Ref | Opportunity Ref | CRM ID | Reference | Ref | Key | No
    id: Nr | Nummer | Referenz | Référence | Referencia | Riferimento | 案件番号 | 案件ID | 商談ID
    name: Opportunity Name | Opportunity | Deal | Deal Title | Opportunity Title | Project Name | Project | Title | Name | Bezeichnung
    name: Titel | Verkaufschance | Opportunité | Affaire | Nom de l'affaire | Nom | Oportunidad | Nombre | Oportunidade | Nome
    name: Opportunità | Naam | Verkoopkans | 案件名 | 商談名 | 件名
    stage: Stage | Stage Name | Sales Stage | Opportunity Stage | Pipeline Stage | Current Stage | Deal Phase | Phase | Verkaufsphase
    stage: Vertriebsphase | Étape | Étape de vente | Etapa | Etapa de venta | Etapa de venda | Fase | Fase di vendita | Verkoopfase
    stage: ステージ | フェーズ | 商談フェーズ | 案件ステージ | Status | Deal Status | Opportunity Status | Estado | Statut | Stato | 状態
    amount: Value | Deal Value | Deal Size | Close Value | Opportunity Amount | Opportunity Value | Contract Value | Total Amount | Total
    amount: Total Value | Revenue | Expected Revenue | ACV | ARR | TCV | Price | Wert | Auftragswert | Umsatz | Valeur | Monto | Valore
    amount: Waarde | 受注金額 | 見込金額
    currency: Currency Code | Currency ISO Code | ISO Currency
    close: Expected Close Date | Expected Close | Estimated Close Date | Close | Closing Date | Closed Date | Date Closed | Won Date
    close: Target Close Date | Abschluss | Voraussichtliches Abschlussdatum | Date de clôture prévue | Fecha de cierre prevista
    close: Data prevista de fechamento | Data di chiusura prevista | Verwachte sluitingsdatum | 完了予定日 | 受注予定日
    created: Created Date | Date Created | Creation Date | Engage Date | Open Date | Opened | Start Date | Created On | Anlagedatum
    modified: Modified | Modified Date | Last Updated | Updated At | updated | Geändert am
    owner: Opportunity Owner | Account Executive | Sales Agent | Sales Rep | Sales Representative | Salesperson | Sales Person | Rep
    owner: Agent | Seller | Assigned To | Assignee | Responsible | Owner Email | Owner Name | Verkäufer | Vertriebsmitarbeiter | Inhaber
    owner: Verantwortlich | Commercial | Propriétaire | Responsable | Propietario | Vendedor | Comercial | Proprietário | Responsável
    owner: Proprietario | Venditore | Responsabile | Eigenaar | Verkoper | 担当者 | 営業担当 | 所有者
    account: Account | Account Name | Company | Company Name | Customer | Customer Name | Client | Client Name | Organization
    account: Organisation | Organization Name | Kunde | Kundenname | Firma | Unternehmen | Entreprise | Société | Nom du client
    account: Empresa | Cliente | Compañía | Azienda | Nome cliente | Klant | Bedrijf | Klantnaam | 顧客 | 顧客名 | 会社 | 会社名 | 取引先 | 取引先名
    account_id: Account ID | Company ID | Customer ID | Client ID | Organization ID
    domain: Domain | Website | Company Domain | Company Website | Account Website | Account Domain
    contact_mails: Email | Contact Email | Customer Email | Primary Contact Email | Contact E-Mail | E-Mail
    product: Product Name | Product Line | Produkt | Produit | Producto | Produto | Prodotto | 製品 | 商品
    pipeline: Sales Pipeline
    type: Opportunity Type | Type | Business Type
    record_type: Opportunity Record Type | Record Type
    next_step: Next Steps | Next Action
    description: Notes | Comments | Comment | Opportunity Description | Beschreibung | Notizen | Kommentar | Commentaires | Notas | Note | 備考
    partner: Partner | Partner Name | Reseller | Channel Partner | Partner Account
    closed: Closed
    won: Won
    """,
    HUBSPOT_DEAL,
) | {key: HUBSPOT_DEAL[key] for key in ("lost", "deleted")}
ACCOUNT: Final = _columns(
    """
    id: Account ID | Company ID | Customer ID | Client ID | Organization ID | ID
    name: Account | Account Name | Company | Company Name | Customer | Customer Name | Client | Client Name | Organization | Organisation
    name: Kunde | Firma | Unternehmen | Entreprise | Société | Empresa | Cliente | Azienda | Klant | Bedrijf | 会社名 | 取引先名 | Name
    domain: Domain | Website | Company Domain | Web Site | URL | Homepage
    parent: Subsidiary Of | Parent | Parent Account | Parent Company
    type: Type | Account Type | Relationship
    owner: Owner | Account Owner | Account Manager | Sales Agent
    about: Sector | Industry | Employees | Number of Employees | Revenue | Annual Revenue | Year Established | Office Location | Country | City
    """
)
TEAM: Final = _columns(
    """
    name: Sales Agent | Sales Rep | Rep | Agent | Salesperson | Sales Person | Account Executive | Seller | Owner | User | Full Name | Verkäufer
    manager: Manager | Sales Manager | Team Lead | Reports To | Supervisor | Vorgesetzter
    address: Email | Agent Email | Rep Email
    title: Title | Job Title | Role
    """
)
CONTACT: Final = _columns(
    """
    id: Contact ID | ID
    first: First Name
    last: Last Name | Surname
    name: Contact | Contact Name | Full Name | Name
    address: Email | Email Address | Contact Email
    title: Title | Job Title | Role
    department: Department
    company: Account | Account Name | Company | Company Name | Customer | Client | Organization
    domain: Company Domain | Domain
    """,
    HUBSPOT_CONTACT,
)
ACTIVITY: Final = _columns(
    """
    id: Activity ID | ID | Message ID
    at: Date | Activity Date | Timestamp | Datetime | Date Time | Occurred At | Sent At | Sent | When | Datum | Fecha | Data | 日付 | 日時
    type: Type | Activity Type | Kind | Channel | Typ | Tipo
    subject: Subject | Title | Summary | Betreff | Objet | Asunto | Assunto | Oggetto | Onderwerp | 件名
    text: Body | Notes | Note | Text | Description | Comments | Content | Message | Details | Notizen | Contenu | Notas | メモ | 本文
    deal: Deal ID | Opportunity ID | Deal | Opportunity | Deal Name | Opportunity Name | Related To
    account: Account | Account Name | Company | Company Name | Customer
    contact_mails: Contact Email | Email | Attendees | Participants | Recipient | To
    owner: Owner | Sales Rep | Rep | Sales Agent | User | Logged By | Created By | Author | From | Activity Owner
    status: Status
    due: Due Date | Due
    direction: Direction
    """
)

_WEAK_STAGE: Final = frozenset(
    fold_header(w) for w in ("Status", "Deal Status", "Opportunity Status", "Estado", "Statut", "Stato", "状態")
)


def recognise(keys: Set[str]) -> TableKind | None:
    """Return what the table holds if its columns are certain; deals need an id or a name, a stage, and something that deals have."""

    def has(columns: dict[str, str], *fields: str) -> int:
        return sum(bool(keys & set(columns[field].split())) for field in fields)

    stages = keys & set(DEAL["stage"].split())
    identified = has(DEAL, "id", "name")
    if stages and identified:
        firm = bool(stages - _WEAK_STAGE)
        traits = has(DEAL, "amount", "close") + has(DEAL, "account", "owner", "created", "product") * firm
        if traits and (firm or (has(DEAL, "amount") and has(DEAL, "close", "account", "owner"))):
            return TableKind("generic", "deals")
    if (
        has(ACTIVITY, "at")
        and has(ACTIVITY, "subject", "text")
        and has(ACTIVITY, "deal", "contact_mails")
        and not has(DEAL, "amount")
    ):
        return TableKind("generic", "activities")
    if has(CONTACT, "address") and (has(CONTACT, "first", "last") or "contactname" in keys):
        return TableKind("generic", "contacts")
    if has(TEAM, "name") and has(TEAM, "manager"):
        return TableKind("generic", "team")
    if has(ACCOUNT, "name") and (has(ACCOUNT, "domain", "about") and len(keys) >= 3) and not stages:
        return TableKind("generic", "accounts")
    if {"product"} <= keys and keys & {"salesprice", "price", "unitprice", "listprice"}:
        return TableKind("generic", "products", used=False)
    return None
