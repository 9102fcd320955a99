"""Who may open which address: the one declarative list that the access sweep holds the program to.

A new address without a line here fails the build. People are those of `world.py`; the dialogue is theirs by seat:
the liaison, the facilitator, the community co-planner, and the agency's records officer who reads the record.
"""

from dataclasses import dataclass

SIGNED_IN = frozenset(
    {
        "liaison",
        "facilitator",
        "co_planner",
        "records_officer",
        "administrator",
        "colleague",
        "stranger",
        "reviewer",
    }
)
SEE = frozenset({"liaison", "facilitator", "co_planner", "records_officer"})
MEMBERS = SIGNED_IN - {"stranger", "reviewer"}
OVERSEERS = frozenset({"administrator", "records_officer"})
LIAISONS = frozenset({"liaison", "colleague"})
KEEPERS = LIAISONS | OVERSEERS
OPENERS = frozenset({"liaison", "colleague", "stranger"})

RIGHTS = {
    "see": SEE,
    "change": frozenset({"liaison", "co_planner"}),
    "close": frozenset({"liaison"}),
    "seat": frozenset({"liaison"}),
    "sign_off": frozenset({"liaison", "co_planner"}),
    "schedule": frozenset({"liaison"}),
    "plan": frozenset({"liaison", "co_planner"}),
    "agenda": frozenset({"liaison", "co_planner", "facilitator"}),
    "participants": frozenset({"liaison", "facilitator"}),
    "invite": frozenset({"liaison"}),
    "attendance": frozenset({"liaison", "facilitator"}),
    "note": frozenset({"liaison", "co_planner", "facilitator"}),
    "commit": frozenset({"liaison", "co_planner", "facilitator"}),
    "report": frozenset({"liaison", "co_planner"}),
    "publish": frozenset({"liaison"}),
    "gate": frozenset({"liaison", "co_planner", "facilitator"}),
    "go_ahead": frozenset({"liaison"}),
    "instead": frozenset({"liaison", "co_planner"}),
    "charter": frozenset({"liaison", "co_planner"}),
}


@dataclass(frozen=True)
class Policy:
    """`may` gets in; `told` gets 403 with the reason; for everyone else the address does not exist (404)."""

    may: frozenset[str]
    told: frozenset[str] = frozenset()
    is_public: bool = False


def seat(right: str) -> Policy:
    """Who holds the right gets in; who sees the dialogue without it is told why not."""
    return Policy(RIGHTS[right], SEE - RIGHTS[right])


PUBLIC = Policy(SIGNED_IN | {"nobody"}, is_public=True)
ANYONE_SIGNED_IN = Policy(SIGNED_IN)
OPENING = Policy(OPENERS, SIGNED_IN - OPENERS)
ADMINISTRATION = Policy(frozenset({"administrator"}), MEMBERS - {"administrator"})
# An incident belongs to the agency's liaisons and its team (the administrator is on the demo's); who has a seat in a
# dialogue about it learns that it exists. Liaisons and the team work on it, the records officer reads it.
KNOWS_INCIDENT = SEE | {"colleague", "administrator"}
INCIDENT_READERS = frozenset({"liaison", "colleague", "administrator", "records_officer"})
INCIDENT_TEAM = INCIDENT_READERS - {"records_officer"}
INCIDENT_LIAISONS = frozenset({"liaison", "colleague"})
INCIDENT = Policy(KNOWS_INCIDENT)
INCIDENT_READ = Policy(INCIDENT_READERS, KNOWS_INCIDENT - INCIDENT_READERS)
INCIDENT_WORK = Policy(INCIDENT_TEAM, KNOWS_INCIDENT - INCIDENT_TEAM)
INCIDENT_CHANGE = Policy(INCIDENT_LIAISONS, KNOWS_INCIDENT - INCIDENT_LIAISONS)
# An administrator seats a liaison in a dialogue without reading it.
SEATING = Policy(frozenset({"administrator"}))
REVIEW = Policy(frozenset({"reviewer"}))
# The registers belong to the agency, not to a dialogue: roles decide, seats do not.
READINESS_READERS = frozenset({"liaison", "colleague", "administrator", "records_officer"})
READINESS = Policy(READINESS_READERS, MEMBERS - READINESS_READERS)
READINESS_KEEPERS = frozenset({"liaison", "colleague"})
READINESS_KEEPING = Policy(READINESS_KEEPERS, MEMBERS - READINESS_KEEPERS)

POLICIES: dict[str, Policy] = {
    # home and plan, in the planning room
    "planning:next": ANYONE_SIGNED_IN,
    "planning:plan-show": seat("see"),
    "planning:plan-start": seat("plan"),
    "planning:next-steps-panel": seat("see"),
    "planning:step-show": seat("see"),
    "planning:plan-assign": seat("plan"),
    "planning:step-ticks": seat("plan"),
    "planning:step-note": seat("plan"),
    "planning:step-finish": seat("plan"),
    "planning:step-skip": seat("plan"),
    "planning:step-reopen": seat("plan"),
    "planning:step-arrange": seat("plan"),
    "planning:plan-print": seat("see"),
    "planning:plan-pdf": seat("see"),
    # beginnings, readiness and running incidents, in the planning room
    "planning:begin": ANYONE_SIGNED_IN,
    "planning:incident-open": OPENING,
    "planning:playbook-show": INCIDENT_READ,
    "planning:playbook-people": INCIDENT_READ,
    "planning:playbook-start": INCIDENT_WORK,
    "planning:offline-worker": PUBLIC,
    "planning:readiness-show": READINESS,
    "planning:readiness-start": READINESS_KEEPING,
    "planning:plan-adopt": seat("see"),
    "planning:plan-add-step": seat("plan"),
    # an agency's own steps
    "planning:own-step-list": Policy(KEEPERS, MEMBERS - KEEPERS),
    "planning:own-step-write": Policy(LIAISONS, MEMBERS - LIAISONS),
    "planning:own-step-change": Policy(LIAISONS, MEMBERS - LIAISONS),
    "planning:own-step-retire": Policy(LIAISONS, MEMBERS - LIAISONS),
    "planning:own-step-put-back": Policy(LIAISONS, MEMBERS - LIAISONS),
    # agendas, in the planning room
    "planning:agenda-show": seat("see"),
    "planning:agenda-panel": seat("see"),
    "planning:agenda-change": seat("agenda"),
    "planning:agenda-print": seat("see"),
    "planning:agenda-pdf": seat("see"),
    "planning:item-add": seat("agenda"),
    "planning:item-change": seat("agenda"),
    "planning:item-move": seat("agenda"),
    "planning:item-remove": seat("agenda"),
    "planning:item-restore": seat("agenda"),
    # readiness registers of an agency
    "readiness:map-show": READINESS,
    "readiness:category-explain": READINESS_KEEPING,
    "readiness:gap-list-removed": READINESS,
    "readiness:gap-remove": READINESS_KEEPING,
    "readiness:gap-put-back": READINESS_KEEPING,
    "readiness:organization-list": READINESS,
    "readiness:organization-export": READINESS_KEEPING,
    "readiness:organization-show": READINESS,
    "readiness:talk-today": READINESS_KEEPING,
    "readiness:talk-note": READINESS_KEEPING,
    "readiness:talk-take-back": READINESS_KEEPING,
    "readiness:organization-list-removed": READINESS,
    "readiness:organization-add": READINESS_KEEPING,
    "readiness:organization-change": READINESS_KEEPING,
    "readiness:organization-remove": READINESS_KEEPING,
    "readiness:organization-put-back": READINESS_KEEPING,
    "readiness:neutral-list": READINESS,
    "readiness:neutral-check-number": READINESS_KEEPING,
    "readiness:neutral-list-removed": READINESS,
    "readiness:neutral-add": READINESS_KEEPING,
    "readiness:neutral-change": READINESS_KEEPING,
    "readiness:neutral-remove": READINESS_KEEPING,
    "readiness:neutral-put-back": READINESS_KEEPING,
    "readiness:facilitator-list": READINESS,
    "readiness:facilitator-show": READINESS,
    "readiness:training-note": READINESS_KEEPING,
    "readiness:training-take-back": READINESS_KEEPING,
    "readiness:facilitator-list-removed": READINESS,
    "readiness:facilitator-add": READINESS_KEEPING,
    "readiness:facilitator-change": READINESS_KEEPING,
    "readiness:facilitator-remove": READINESS_KEEPING,
    "readiness:facilitator-put-back": READINESS_KEEPING,
    "readiness:call-list": READINESS,
    "readiness:call-test": READINESS_KEEPING,
    "readiness:call-move": READINESS_KEEPING,
    "readiness:call-list-removed": READINESS,
    "readiness:call-add": READINESS_KEEPING,
    "readiness:call-change": READINESS_KEEPING,
    "readiness:call-remove": READINESS_KEEPING,
    "readiness:call-put-back": READINESS_KEEPING,
    "readiness:test-list-removed": READINESS,
    "readiness:test-remove": READINESS_KEEPING,
    "readiness:test-put-back": READINESS_KEEPING,
    "readiness:statement-list": READINESS,
    "readiness:statement-show": READINESS,
    "readiness:statement-approve": READINESS_KEEPING,
    "readiness:statement-list-removed": READINESS,
    "readiness:statement-add": READINESS_KEEPING,
    "readiness:statement-change": READINESS_KEEPING,
    "readiness:statement-remove": READINESS_KEEPING,
    "readiness:statement-put-back": READINESS_KEEPING,
    "readiness:exercise-list": READINESS,
    "readiness:exercise-list-removed": READINESS,
    "readiness:exercise-add": READINESS_KEEPING,
    "readiness:exercise-change": READINESS_KEEPING,
    "readiness:exercise-remove": READINESS_KEEPING,
    "readiness:exercise-put-back": READINESS_KEEPING,
    "readiness:folder-print": READINESS,
    # dialogues
    "dialogues:dialogue-list": ANYONE_SIGNED_IN,
    "dialogues:dialogue-open": OPENING,
    "dialogues:dialogue-list-of-agency": Policy(OVERSEERS, MEMBERS - OVERSEERS),
    "dialogues:dialogue-show": seat("see"),
    "dialogues:dialogue-change": seat("change"),
    "dialogues:dialogue-close": seat("close"),
    "dialogues:dialogue-reopen": seat("close"),
    "dialogues:record-show": seat("see"),
    "dialogues:incident-open": OPENING,
    "dialogues:incident-show": INCIDENT,
    "dialogues:incident-parts": INCIDENT_READ,
    "dialogues:incident-change": INCIDENT_CHANGE,
    "dialogues:incident-withdraw": INCIDENT_CHANGE,
    "dialogues:incident-put-back": INCIDENT_CHANGE,
    "dialogues:incident-team": INCIDENT_READ,
    "dialogues:incident-team-add": INCIDENT_WORK,
    "dialogues:incident-team-change": INCIDENT_WORK,
    "dialogues:incident-team-leave": INCIDENT_WORK,
    "dialogues:incident-family": INCIDENT_READ,
    "dialogues:family-contact-name": INCIDENT_WORK,
    "dialogues:family-talk-log": INCIDENT_WORK,
    "dialogues:family-talk-strike": INCIDENT_WORK,
    "dialogues:incident-facts": INCIDENT,
    "dialogues:fact-write": INCIDENT_WORK,
    "dialogues:fact-history": INCIDENT_READ,
    "dialogues:fact-handout": INCIDENT_READ,
    "dialogues:fact-handout-pdf": INCIDENT_READ,
    "dialogues:fact-replace": INCIDENT_WORK,
    "dialogues:fact-withdraw": INCIDENT_WORK,
    "dialogues:incident-dates": INCIDENT_READ,
    "dialogues:watch-date-add": INCIDENT_WORK,
    "dialogues:watch-date-anniversary": INCIDENT_WORK,
    "dialogues:watch-date-change": INCIDENT_WORK,
    "dialogues:watch-date-remove": INCIDENT_WORK,
    "dialogues:watch-date-check-in": INCIDENT_WORK,
    "dialogues:watch-date-ticks": INCIDENT_WORK,
    "dialogues:incident-reminders": INCIDENT_READ,
    "dialogues:incident-reminders-decide": INCIDENT_CHANGE,
    "dialogues:incident-hand-over": INCIDENT_READ,
    "dialogues:hand-over-write": INCIDENT_WORK,
    "dialogues:hand-over-sheet": INCIDENT_READ,
    "dialogues:dialogue-reminders-decide": seat("invite"),
    "dialogues:design-team-seat-liaison": SEATING,
    # The member is the co-planner: they may leave, and agree for themselves with their own account.
    "dialogues:design-team-agreement": Policy(frozenset(), SEE),
    "dialogues:design-team-list": seat("see"),
    "dialogues:design-team-add": seat("seat"),
    "dialogues:design-team-sign-off": seat("sign_off"),
    "dialogues:design-team-change": seat("seat"),
    # Only for the account that the letter was written to.
    "dialogues:seat-accept": Policy(frozenset()),
    "dialogues:design-team-leave": Policy(
        frozenset({"liaison", "co_planner"}), SEE - {"liaison", "co_planner"}
    ),
    # the gate before inviting; the member who declares is the co-planner, in their own name only
    "dialogues:design-team-declare": Policy(frozenset({"co_planner"}), SEE - {"co_planner"}),
    "dialogues:gate-show": seat("see"),
    "dialogues:gate-answer": seat("gate"),
    "dialogues:gate-go-ahead": seat("go_ahead"),
    "dialogues:gate-instead": seat("instead"),
    # a year of sustained engagement
    "dialogues:year-show": seat("see"),
    "dialogues:year-pdf": seat("see"),
    "dialogues:charter-show": seat("see"),
    "dialogues:charter-change": seat("charter"),
    "dialogues:charter-pdf": seat("see"),
    # sessions
    "dialogues:session-list": seat("see"),
    "dialogues:session-schedule": seat("schedule"),
    "dialogues:session-show": seat("see"),
    "dialogues:session-change": seat("schedule"),
    "dialogues:session-reschedule": seat("schedule"),
    "dialogues:session-cancel": seat("schedule"),
    "dialogues:session-hold": seat("schedule"),
    "dialogues:session-calendar": seat("see"),
    "dialogues:session-attendance": seat("attendance"),
    # people and invitations
    "dialogues:participant-list": seat("see"),
    "dialogues:participant-find": seat("participants"),
    "dialogues:participant-add": seat("participants"),
    "dialogues:participant-import": seat("participants"),
    "dialogues:participant-import-template": seat("participants"),
    "dialogues:participant-import-preview": seat("participants"),
    "dialogues:participant-import-discard": seat("participants"),
    "dialogues:participant-export": seat("invite"),
    "dialogues:participant-show": seat("participants"),
    "dialogues:participant-change": seat("participants"),
    "dialogues:participant-remove": seat("participants"),
    "dialogues:session-access-needs": seat("participants"),
    "dialogues:session-invite": seat("invite"),
    "dialogues:invitation-preview": seat("invite"),
    "dialogues:invitation-send": seat("invite"),
    "dialogues:invitation-list": seat("participants"),
    "dialogues:invitation-again": seat("invite"),
    "dialogues:invitation-withdraw": seat("invite"),
    "dialogues:invitation-letter": seat("invite"),
    # letters that need a person: the world's one is of the liaison's dialogue
    "dialogues:letter-list": ANYONE_SIGNED_IN,
    "dialogues:letter-again": Policy(frozenset({"liaison"})),
    "dialogues:letter-set-aside": Policy(frozenset({"liaison"})),
    # notes, commitments, surveys
    "dialogues:note-list": seat("see"),
    "dialogues:note-list-removed": seat("see"),
    "dialogues:note-write": seat("note"),
    "dialogues:note-change": seat("note"),
    "dialogues:note-remove": seat("note"),
    # The world's note stands where it is: there is nothing to put back.
    "dialogues:note-put-back": Policy(frozenset()),
    "dialogues:note-export": seat("note"),
    "dialogues:survey-results": seat("see"),
    "dialogues:commitment-list": seat("see"),
    "dialogues:commitment-make": seat("commit"),
    "dialogues:commitments-publish": seat("publish"),
    "dialogues:commitment-show": seat("see"),
    "dialogues:commitment-change": seat("commit"),
    "dialogues:commitment-postpone": seat("report"),
    "dialogues:commitment-report": seat("report"),
    # open to everyone: private links tell nothing without a right token
    "dialogues:link-open": PUBLIC,
    "dialogues:rsvp": PUBLIC,
    "dialogues:rsvp-access": PUBLIC,
    "dialogues:rsvp-access-noted": PUBLIC,
    "dialogues:rsvp-calendar": PUBLIC,
    "dialogues:rsvp-letters": PUBLIC,
    "dialogues:letters-stop": PUBLIC,
    "dialogues:survey-open": PUBLIC,
    "dialogues:survey-answer": PUBLIC,
    "dialogues:commitments-public-list": PUBLIC,
    "dialogues:commitments-public": PUBLIC,
    "dialogues:commitment-public": PUBLIC,
    "casestudies:case-list": PUBLIC,
    "casestudies:case-show": PUBLIC,
    "accounts:page-privacy": PUBLIC,
    "accounts:page-accessibility": PUBLIC,
    "accounts:page-sources": PUBLIC,
    "records:healthz": PUBLIC,
    "records:readyz": PUBLIC,
    "set_language": PUBLIC,
    # accounts
    "accounts:sign-in": PUBLIC,
    "accounts:typed-text": ANYONE_SIGNED_IN,
    # The signed-out get 403 and no sign-in page: only a script asks here.
    "accounts:sign-in-stay": Policy(SIGNED_IN, frozenset({"nobody"}), is_public=True),
    "accounts:sign-out": PUBLIC,
    "accounts:signed-out": PUBLIC,
    "accounts:password-forgotten": PUBLIC,
    "accounts:password-asked": PUBLIC,
    "accounts:password-new": PUBLIC,
    "accounts:password-reset": PUBLIC,
    "accounts:join-accept": PUBLIC,
    "accounts:join": PUBLIC,
    "accounts:account": ANYONE_SIGNED_IN,
    "accounts:account-change": ANYONE_SIGNED_IN,
    "accounts:password-change": ANYONE_SIGNED_IN,
    "accounts:sign-out-elsewhere": ANYONE_SIGNED_IN,
    "accounts:agency-show": Policy(MEMBERS),
    "accounts:agency-change": ADMINISTRATION,
    "accounts:member-list": ADMINISTRATION,
    "accounts:member-invite": ADMINISTRATION,
    "accounts:member-roles": ADMINISTRATION,
    "accounts:member-remove": ADMINISTRATION,
    "accounts:member-invitation-again": ADMINISTRATION,
    "accounts:member-invitation-withdraw": ADMINISTRATION,
    # history
    "history:search": REVIEW,
    "history:export": REVIEW,
    "history:timeline": REVIEW,
}

# Where writing needs more than reading at the same address.
WRITING: dict[str, Policy] = {
    "planning:plan-adopt": seat("plan"),  # looking is for everyone who sees the plan
    "planning:agenda-show": seat("agenda"),  # starting the agenda
}
