"""What the database itself refuses: moving a note to other readers, rewriting a report or a survey sheet, using a
survey ticket again.

Rows may still be erased, when a retention rule says so.
"""

from django.db import migrations

NOTES_STAY_IN_THEIR_SPACE = """
CREATE FUNCTION dialogues_notes_stay_in_their_space() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A note stays in its space and its dialogue. Write a new one for other readers.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER notes_stay_in_their_space BEFORE UPDATE ON dialogues_note
    FOR EACH ROW WHEN ((NEW.space, NEW.dialogue_id) IS DISTINCT FROM (OLD.space, OLD.dialogue_id))
    EXECUTE FUNCTION dialogues_notes_stay_in_their_space();
"""

REPORTS_STAY = """
CREATE FUNCTION dialogues_reports_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A report on a commitment stays as it was written. Write another one.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER reports_stay BEFORE UPDATE ON dialogues_followup
    FOR EACH ROW WHEN (OLD.reported_at IS NOT NULL) EXECUTE FUNCTION dialogues_reports_stay();
"""

SURVEYS_STAY = """
CREATE FUNCTION dialogues_survey_responses_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A survey sheet stays as it was sent in. Only its release may be added, once.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER survey_responses_stay BEFORE UPDATE ON dialogues_surveyresponse
    FOR EACH ROW WHEN (OLD.is_released OR
        (NEW.id, NEW.session_id, NEW.side, NEW.answers, NEW.comment, NEW.received_on)
        IS DISTINCT FROM (OLD.id, OLD.session_id, OLD.side, OLD.answers, OLD.comment, OLD.received_on))
    EXECUTE FUNCTION dialogues_survey_responses_stay();
CREATE FUNCTION dialogues_survey_tickets_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A survey ticket counts once.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER survey_tickets_stay BEFORE UPDATE ON dialogues_surveyticket
    FOR EACH ROW WHEN (OLD.is_used) EXECUTE FUNCTION dialogues_survey_tickets_stay();
"""


def undo(**triggers: str) -> str:
    """Drop each trigger of a table, and the function named after it."""
    return "".join(
        f"DROP TRIGGER {name} ON dialogues_{table}; DROP FUNCTION dialogues_{name}();"
        for table, name in triggers.items()
    )


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0001_initial")]

    operations = [
        migrations.RunSQL(NOTES_STAY_IN_THEIR_SPACE, undo(note="notes_stay_in_their_space")),
        migrations.RunSQL(REPORTS_STAY, undo(followup="reports_stay")),
        migrations.RunSQL(
            SURVEYS_STAY, undo(surveyresponse="survey_responses_stay", surveyticket="survey_tickets_stay")
        ),
    ]
