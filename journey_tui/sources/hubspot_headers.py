"""Names of HubSpot's columns: internal properties, and the labels of its user interface in the languages it exports.

Exports carry the user's language in their headers, while association columns stay English.
Each list is folded when it is read (lower case, no accents, letters and digits alone), so `Deal-Name` and `dealname` are one.
"""

from __future__ import annotations

from typing import Final

from journey_tui.sources.values import fold_header


def _columns(table: str) -> dict[str, str]:
    """Return field to folded names, blank-separated: `field: First name | Second name`, a line each."""
    found: dict[str, str] = {}
    for line in table.strip().splitlines():
        field, _, names = line.strip().partition(":")
        folded = dict.fromkeys(fold_header(name) for name in names.split("|"))
        found[field] = " ".join([*found.get(field, "").split(), *folded]).strip()
    return found


_RECORD_ID: Final = (
    "Record ID | hs_object_id | ID de registro | Datensatz-ID | Datensatz ID | ID d'enregistrement | ID de l'enregistrement "
    "| ID de fiche d'informations | ID fiche d'info | ID du dossier | ID do registro | ID de registo | ID record | ID del record "
    "| Record-ID | レコードID"
)
_CREATED: Final = (
    "Create Date | createdate | Created | hs_createdate | created_at | Fecha de creación | Erstellungsdatum | Erstellt am | Date de création "
    "| Data de criação | Data di creazione | Data creazione | Aanmaakdatum | Datum aangemaakt | 作成日"
)
_MODIFIED: Final = (
    "Last Modified Date | hs_lastmodifieddate | lastmodifieddate | Last modified | Fecha de última modificación "
    "| Datum der letzten Änderung | Zuletzt geändert am | Date de dernière modification | Data da última modificação "
    "| Data ultima modifica | Datum laatste wijziging | 最終更新日 | 最終変更日"
)
_DELETED: Final = "is_deleted | _fivetran_deleted | archived | hs_is_deleted"

DEAL: Final = _columns(
    f"""
    id: {_RECORD_ID} | Deal ID | deal_id | id
    name: Deal Name | dealname | Nombre del negocio | Nombre del trato | Deal-Name | Name des Deals | Nom de la transaction
    name: Nome do negócio | Nome trattativa | Nome della trattativa | Nome del deal | Nome affare | Dealnaam | Naam van deal | 取引名
    stage: Deal Stage | dealstage | Etapa del negocio | Etapa del trato | Deal-Phase | Phase de la transaction | Étape de la transaction
    stage: Etapa do negócio | Fase da negociação | Fase della trattativa | Fase trattativa | Fase del deal | Fase dell'affare | Dealfase
    stage: 取引ステージ | deal_pipeline_stage_id
    pipeline: Pipeline | Proceso | パイプライン | 取引パイプライン | deal_pipeline_id | Deal-Pipeline
    amount: Amount | Importe | Valor | Cantidad | Betrag | Montant | Importo | Bedrag | 金額 | 取引額
    currency: Currency | deal_currency_code | Moneda | Währung | Devise | Moeda | Valuta | 通貨
    close: Close Date | closedate | Fecha de cierre | Abschlussdatum | Date de fermeture | Date de clôture | Data de fechamento
    close: Data de encerramento | Data di chiusura | Data chiusura | Sluitingsdatum | Afsluitdatum | Sluitdatum | クローズ日 | 完了日
    created: {_CREATED}
    modified: {_MODIFIED}
    owner: Deal owner | hubspot_owner_id | owner_id | Propietario del negocio | Propietario del trato | Deal-Inhaber | Inhaber des Deals
    owner: Zuständiger Mitarbeiter | Für Deal zuständiger Mitarbeiter | Propriétaire de la transaction | Proprietário do negócio
    owner: Proprietario della trattativa | Proprietario del deal | Proprietario dell'affare | Dealeigenaar | Eigenaar van deal
    owner: 取引担当者 | 取引の担当者 | Owner
    type: Deal Type | dealtype | Tipo de negocio | Tipo de trato | Deal-Typ | Type de transaction | Tipo de negócio | Tipo di trattativa
    type: Tipo di deal | Dealtype | Type deal | 取引タイプ | 取引の種類
    next_step: Next step | hs_next_step | Siguiente paso | Próximo paso | Nächster Schritt | Étape suivante | Prochaine étape
    next_step: Próxima etapa | Passaggio successivo | Prossimo passaggio | Volgende stap | 次のステップ
    description: Deal Description | description | Descripción del negocio | Deal-Beschreibung | Description de la transaction
    description: Descrição do negócio | Descrizione della trattativa | Dealbeschrijving | 取引の説明
    closed: Is deal closed? | Is Closed | hs_is_closed
    won: Is Closed Won | hs_is_closed_won
    lost: Is closed lost | hs_is_closed_lost
    product: Associated Product | Associated Products | Products | Product | product_name | Solution
    company_ids: Associated Company IDs (Primary) | Associated Company IDs | Associated Company ID | hs_primary_associated_company
    company_ids: associations.companies | associatedcompanyid | company_id
    company: Associated Company (Primary) | Associated Company Names (Primary) | Associated Company | Associated Company Names
    domain: Associated Company Domain | Company Domain Name
    contact_ids: Associated Contact IDs (Primary) | Associated Contact IDs | Associated Contact ID | associations.contacts | contact_id
    contact_mails: Associated Contact Email | Associated Contact Emails | Associated Email Address | Contact Email
    deleted: {_DELETED}
    """
)
COMPANY: Final = _columns(
    f"""
    id: {_RECORD_ID} | Company ID | company_id | id
    name: Company name | name | Nombre de la empresa | Name des Unternehmens | Unternehmensname | Nom de l'entreprise | Nome da empresa
    name: Nome azienda | Nome dell'azienda | Bedrijfsnaam | Naam van bedrijf | 会社名
    domain: Company Domain Name | domain | Nombre de dominio de la empresa | Domain-Name des Unternehmens | Unternehmens-Domain-Name
    domain: Nom de domaine de l'entreprise | Nome de domínio da empresa | Nome dominio azienda | Nome di dominio dell'azienda
    domain: Bedrijfsdomeinnaam | Domeinnaam van bedrijf | 会社のドメイン名 | 会社ドメイン名
    website: Website URL | Website | hs_additional_domains | URL del sitio web | Website-URL | URL du site web | URL do site | URL sito web
    website: ウェブサイトURL
    type: Type | Company Type | Tipo | Typ | 種類 | タイプ
    owner: Company owner | hubspot_owner_id | owner_id | Propietario de la empresa | Inhaber des Unternehmens | Unternehmensinhaber
    owner: Propriétaire de l'entreprise | Proprietário da empresa | Proprietario dell'azienda | Bedrijfseigenaar | 会社の担当者
    parent: Parent Company ID | hs_parent_company_id | Associated Parent Company IDs
    deleted: {_DELETED}
    """
)
CONTACT: Final = _columns(
    f"""
    id: {_RECORD_ID} | Contact ID | contact_id | vid | id
    first: First Name | firstname | Nombre | Vorname | Prénom | Nome | Voornaam | 名
    last: Last Name | lastname | Apellidos | Apellido | Nachname | Nom | Nom de famille | Sobrenome | Cognome | Achternaam | 姓
    name: Full Name | name | Nombre completo | Nome completo | Nom complet | 氏名
    address: Email | Email Address | Correo | Correo electrónico | E-Mail | E-Mail-Adresse | E-mail | Adresse e-mail | E-mailadres
    address: Eメール | メールアドレス | Eメールアドレス
    title: Job Title | jobtitle | Cargo | Puesto | Position | Jobbezeichnung | Berufsbezeichnung | Intitulé du poste | Poste | Qualifica
    title: Posizione lavorativa | Functie | Functietitel | 役職
    department: Department | Departamento | Abteilung | Département | Service | Reparto | Dipartimento | Afdeling | 部署
    company: Company name | Company | Associated Company (Primary) | Associated Company | Nombre de la empresa | Unternehmensname
    company: Nom de l'entreprise | Nome da empresa | Nome azienda | Bedrijfsnaam | 会社名
    company_ids: Associated Company IDs (Primary) | Associated Company IDs | associatedcompanyid | Associated Company ID
    company_ids: Primary Associated Company ID | associations.companies
    domain: Associated Company Domain | Company Domain Name
    role: Buying Role | hs_buying_role | Rol de compra | Kaufrolle | Rolle bei der Kaufentscheidung | Rôle d'achat | Função de compra
    role: Ruolo d'acquisto | Aankooprol | Inkooprol | 購買の役割
    deal_ids: Associated Deal IDs | associations.deals
    deleted: {_DELETED}
    """
)
ACTIVITY: Final = _columns(
    f"""
    id: Activity ID | {_RECORD_ID} | engagement_id | hs_engagement_id | id
    type: Activity Type | Engagement Type | hs_engagement_type | type | Tipo de actividad | Aktivitätstyp | Type d'activité
    type: Tipo de atividade | Tipo di attività | Activiteitstype | アクティビティータイプ
    at: Activity Date | hs_timestamp | timestamp | occurred_at | Fecha de la actividad | Aktivitätsdatum | Datum der Aktivität
    at: Date de l'activité | Data da atividade | Data dell'attività | Activiteitsdatum | Activity date | アクティビティーの日付
    start: hs_meeting_start_time | Meeting start time | start_time | Start time
    end: hs_meeting_end_time | Meeting end time | end_time | End time
    created: {_CREATED}
    owner: Activity Owner | Activity assigned to | hubspot_owner_id | owner_id | Assigned to | Propietario de la actividad
    owner: Propriétaire de l'activité | Aktivität zugewiesen an | Atividade atribuída a | Attività assegnata a | Created by user
    subject: Call/Meeting Title/Subject | Subject | hs_email_subject | Email subject | hs_call_title | Call Title | hs_meeting_title
    subject: Meeting name | Meeting title | hs_task_subject | Task title | Task name | title | Asunto | Betreff | Objet | Assunto | Oggetto
    text: Notes/Description | hs_email_text | Email body | hs_note_body | Note body | hs_call_body | Call notes | hs_meeting_body
    text: Meeting description | hs_task_body | Task notes | body | hs_communication_body | Communication body | hs_body_preview | Notes
    text: Description | Body
    html: hs_email_html | Email HTML
    internal: hs_internal_meeting_notes | Internal meeting notes
    outcome: Call Outcome | hs_call_disposition | Call disposition
    meeting_outcome: Meeting Outcome | hs_meeting_outcome
    status: Task Status | hs_task_status | hs_email_status | hs_call_status | Email send status | status
    due: Task Due Date | hs_task_due_date | Due date
    direction: hs_email_direction | Email direction | hs_call_direction | Call direction | Direction
    from: hs_email_from_email | Email from address | From | hs_email_sender_email | from_email
    from_name: hs_email_from_firstname | Email from first name | from_name
    to: hs_email_to_email | Email to address | To | to_email
    cc: hs_email_cc_email | Email cc address | Cc
    bcc: hs_email_bcc_email | Email bcc address | Bcc
    message: hs_email_message_id | Email message ID | message_id
    thread: hs_email_thread_id
    automation: hs_sequence_id | Sequence ID | hs_engagement_source | Engagement source | hs_object_source | Record source
    contact_mails: Associated Contact Email | Associated Contact Emails | Contact Email
    contact_ids: Associated Contact IDs | Associated Contact ID | associations.contacts | contact_id
    deal_ids: Associated Deal IDs | Associated Deal ID | associations.deals | deal_id
    company_ids: Associated Company IDs | Associated Company IDs (Primary) | associations.companies | company_id
    deleted: {_DELETED}
    """
)
OWNER: Final = _columns(
    """
    id: owner_id | hubspot_owner_id | Record owner ID
    user: User ID | active_user_id | hs_internal_user_id | userIdIncludingInactive | hs_user_id
    first: first_name | First Name | hs_given_name | Vorname | Nombre | Prénom | Nome | Voornaam
    last: last_name | Last Name | hs_family_name | Surname | Nachname | Apellidos | Nom | Sobrenome | Cognome | Achternaam
    name: name | Full name | hs_searchable_calculated_name
    address: email | Email | Email address | hs_email | E-Mail | E-Mail-Adresse | Correo | E-mail
    type: type
    manager: Manager | Manager email | Manager ID | Manager name | manager_owner_id | Reports to | Team lead
    deleted: _fivetran_deleted | archived | Deactivated | Is deactivated | hs_deactivated
    active: active | Is active
    """
)
OWNER_MARKS: Final = frozenset(
    "ownerid teams team assignedteams assignedteam primaryteam mainteam extrateams additionalteams secondaryteams assignedrole "
    "permissionsets permissionset permissions seat lastlogindate lastlogin lastactive invitestatus deactivated isdeactivated partneruser "
    "scimstatus roleids roleid primaryteamid superadmin manager hubspotownerid hsinternaluserid".split()
)
"""What a table of users says besides who they are (Settings, Users & Teams, Export users; the users' and settings APIs)."""


def names(columns: dict[str, str], field: str) -> frozenset[str]:
    """Return the folded names of a field."""
    return frozenset(columns[field].split())
