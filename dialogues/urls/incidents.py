"""Addresses of incidents and their parts."""

from django.urls import path

from dialogues.views import (
    facts,
    family_contacts,
    hand_overs,
    incident_teams,
    incidents,
    reminder_pauses,
    watch_dates,
)

ONE = "incidents/<int:pk>/"

urlpatterns = [
    path(ONE, incidents.show_incident, name="incident-show"),
    path(f"{ONE}parts/", incidents.show_parts, name="incident-parts"),
    path(f"{ONE}change/", incidents.change_incident, name="incident-change"),
    path(f"{ONE}withdraw/", incidents.withdraw_incident, name="incident-withdraw"),
    path(f"{ONE}put-back/", incidents.put_back_incident, name="incident-put-back"),
    path(f"{ONE}team/", incident_teams.show_team, name="incident-team"),
    path(f"{ONE}team/add/", incident_teams.add_to_team, name="incident-team-add"),
    path(f"{ONE}team/<int:place_pk>/change/", incident_teams.change_part, name="incident-team-change"),
    path(f"{ONE}team/<int:place_pk>/leave/", incident_teams.leave_team, name="incident-team-leave"),
    path(f"{ONE}family/", family_contacts.show_family, name="incident-family"),
    path(f"{ONE}family/contact/", family_contacts.name_contact, name="family-contact-name"),
    path(f"{ONE}family/times/write/", family_contacts.log_talk, name="family-talk-log"),
    path(f"{ONE}family/times/<int:talk_pk>/strike/", family_contacts.strike_talk, name="family-talk-strike"),
    path(f"{ONE}facts/", facts.show_board, name="incident-facts"),
    path(f"{ONE}facts/write/", facts.write_fact, name="fact-write"),
    path(f"{ONE}facts/history/", facts.list_history, name="fact-history"),
    path(f"{ONE}facts/handout/", facts.prepare_handout, name="fact-handout"),
    path(f"{ONE}facts/handout.pdf", facts.download_handout, name="fact-handout-pdf"),
    path(f"{ONE}facts/<int:fact_pk>/change/", facts.replace_fact, name="fact-replace"),
    path(f"{ONE}facts/<int:fact_pk>/withdraw/", facts.withdraw_fact, name="fact-withdraw"),
    path(f"{ONE}dates/", watch_dates.list_dates, name="incident-dates"),
    path(f"{ONE}dates/add/", watch_dates.add_date, name="watch-date-add"),
    path(f"{ONE}dates/anniversary/", watch_dates.accept_anniversary, name="watch-date-anniversary"),
    path(f"{ONE}dates/<int:date_pk>/change/", watch_dates.change_date, name="watch-date-change"),
    path(f"{ONE}dates/<int:date_pk>/remove/", watch_dates.remove_date, name="watch-date-remove"),
    path(f"{ONE}dates/<int:date_pk>/asked/", watch_dates.check_in, name="watch-date-check-in"),
    path(f"{ONE}dates/<int:date_pk>/steps/", watch_dates.tick_steps, name="watch-date-ticks"),
    path(f"{ONE}reminders/", reminder_pauses.show_pauses, name="incident-reminders"),
    path(f"{ONE}reminders/decide/", reminder_pauses.decide, name="incident-reminders-decide"),
    path(f"{ONE}hand-over/", hand_overs.list_hand_overs, name="incident-hand-over"),
    path(f"{ONE}hand-over/write/", hand_overs.hand_over, name="hand-over-write"),
    path(
        "dialogues/<int:pk>/reminders/decide/",
        reminder_pauses.decide_for_dialogue,
        name="dialogue-reminders-decide",
    ),
]
