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
# An incident belongs to the agency's liaisons; who sees a dialogue about it reads it as well.
INCIDENT = Policy(SEE | {"colleague"})
INCIDENT_CHANGE = Policy(frozenset({"liaison", "colleague"}), SEE - {"liaison"})
# An administrator seats a liaison in a dialogue without reading it.
SEATING = Policy(frozenset({"administrator"}))
REVIEW = Policy(frozenset({"reviewer"}))
AUTHOR = Policy(frozenset({"liaison"}))
CASE_WRITERS = OPENERS | {"reviewer"}
CASE_READERS = frozenset({"liaison", "colleague", "administrator", "reviewer"})
CASE_REVIEW = Policy(CASE_READERS - {"liaison"}, frozenset({"liaison"}))

POLICIES: dict[str, Policy] = {
    # home and plan, in the planning room
    "planning:next": ANYONE_SIGNED_IN,
    "planning:plan-show": seat("see"),
    "planning:plan-start": seat("plan"),
    "planning:next-steps-panel": seat("see"),
    "planning:step-show": seat("see"),
    "planning:step-ticks": seat("plan"),
    "planning:step-finish": seat("plan"),
    "planning:step-skip": seat("plan"),
    "planning:step-reopen": seat("plan"),
    "planning:step-arrange": seat("plan"),
    # agendas, in the planning room
    "planning:agenda-show": seat("see"),
    "planning:agenda-change": seat("agenda"),
    "planning:agenda-print": seat("see"),
    "planning:agenda-pdf": seat("see"),
    "planning:item-add": seat("agenda"),
    "planning:item-change": seat("agenda"),
    "planning:item-move": seat("agenda"),
    "planning:item-remove": seat("agenda"),
    "planning:item-restore": seat("agenda"),
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
    "dialogues:incident-change": INCIDENT_CHANGE,
    "dialogues:design-team-seat-liaison": SEATING,
    # The member is the co-planner: they may leave, and agree for themselves with their own account.
    "dialogues:design-team-agreement": Policy(frozenset(), SEE),
    "dialogues:design-team-list": seat("see"),
    "dialogues:design-team-add": seat("seat"),
    "dialogues:design-team-sign-off": seat("sign_off"),
    "dialogues:design-team-change": seat("seat"),
    "dialogues:design-team-leave": Policy(
        frozenset({"liaison", "co_planner"}), SEE - {"liaison", "co_planner"}
    ),
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
    "casestudies:version-show": PUBLIC,
    "casestudies:version-pdf": PUBLIC,
    # The case belongs to the city: its liaisons, its administrator and its reviewers answer for it.
    "casestudies:case-withdraw": Policy(CASE_READERS, SIGNED_IN - CASE_READERS),
    # writing case studies: a draft exists for its author alone, the liaison
    "casestudies:draft-list": ANYONE_SIGNED_IN,
    "casestudies:draft-start": Policy(CASE_WRITERS, SIGNED_IN - CASE_WRITERS),
    "casestudies:draft-show": AUTHOR,
    "casestudies:draft-change": AUTHOR,
    "casestudies:draft-marks": AUTHOR,
    "casestudies:draft-hand-in": AUTHOR,
    "casestudies:draft-revise": AUTHOR,
    # handed in by the liaison, who is told why not to review it
    "casestudies:review-show": CASE_REVIEW,
    "casestudies:review-publish": CASE_REVIEW,
    "casestudies:review-send-back": CASE_REVIEW,
    # a reviewer of the agency, who has no seat, writes about its dialogues as well
    "casestudies:dialogue-case": Policy(frozenset({"liaison", "reviewer"}), SEE - {"liaison"}),
    "casestudies:similar": seat("see"),
    "accounts:page-privacy": PUBLIC,
    "accounts:page-accessibility": PUBLIC,
    "accounts:page-sources": PUBLIC,
    "records:healthz": PUBLIC,
    "records:readyz": PUBLIC,
    "set_language": PUBLIC,
    # accounts
    "accounts:sign-in": PUBLIC,
    "accounts:typed-text": ANYONE_SIGNED_IN,
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
    "planning:agenda-show": seat("agenda"),  # starting the agenda
}
