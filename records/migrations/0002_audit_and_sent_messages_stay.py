"""What the database itself refuses: changing the record, undoing "sent", rewriting a try.

`ENABLE ALWAYS` keeps a trigger awake also for replication roles, so that no setting of a connection turns it off.
"""

from django.db import migrations

AUDIT_EVENTS_STAY = """
CREATE FUNCTION records_audit_events_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Audit events are never changed or removed. Write a new event that tells what is different.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_events_refuse_change BEFORE UPDATE OR DELETE ON records_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION records_audit_events_stay();
CREATE TRIGGER audit_events_refuse_truncate BEFORE TRUNCATE ON records_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION records_audit_events_stay();
ALTER TABLE records_auditevent ENABLE ALWAYS TRIGGER audit_events_refuse_change;
ALTER TABLE records_auditevent ENABLE ALWAYS TRIGGER audit_events_refuse_truncate;
"""

SENT_IS_FINAL = """
CREATE FUNCTION records_sent_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A message that was sent stays sent. Post a new message instead.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER messages_sent_is_final BEFORE UPDATE ON records_message
    FOR EACH ROW WHEN (OLD.state = 'sent' AND (NEW.id, NEW.dedupe_key, NEW.state, NEW.sent_at)
        IS DISTINCT FROM (OLD.id, OLD.dedupe_key, OLD.state, OLD.sent_at))
    EXECUTE FUNCTION records_sent_is_final();
ALTER TABLE records_message ENABLE ALWAYS TRIGGER messages_sent_is_final;
"""

# A try may be removed only together with its message (when a retention rule says so), hence the check at commit.
TRIES_STAY = """
CREATE FUNCTION records_tries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM records_message WHERE id = OLD.message_id) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'A try to send a message is never rewritten: only its end may be added, once.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER tries_refuse_change BEFORE UPDATE ON records_messageattempt
    FOR EACH ROW WHEN (OLD.finished_at IS NOT NULL OR (NEW.id, NEW.message_id, NEW.number, NEW.started_at)
        IS DISTINCT FROM (OLD.id, OLD.message_id, OLD.number, OLD.started_at))
    EXECUTE FUNCTION records_tries_stay();
CREATE CONSTRAINT TRIGGER tries_go_only_with_their_message AFTER DELETE ON records_messageattempt
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION records_tries_stay();
ALTER TABLE records_messageattempt ENABLE ALWAYS TRIGGER tries_refuse_change;
ALTER TABLE records_messageattempt ENABLE ALWAYS TRIGGER tries_go_only_with_their_message;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.RunSQL(
            AUDIT_EVENTS_STAY,
            "DROP TRIGGER audit_events_refuse_change ON records_auditevent;"
            "DROP TRIGGER audit_events_refuse_truncate ON records_auditevent;"
            "DROP FUNCTION records_audit_events_stay();",
        ),
        migrations.RunSQL(
            SENT_IS_FINAL,
            "DROP TRIGGER messages_sent_is_final ON records_message; DROP FUNCTION records_sent_is_final();",
        ),
        migrations.RunSQL(
            TRIES_STAY,
            "DROP TRIGGER tries_refuse_change ON records_messageattempt;"
            "DROP TRIGGER tries_go_only_with_their_message ON records_messageattempt;"
            "DROP FUNCTION records_tries_stay();",
        ),
    ]
