"""What an incident consists of: its team, its facts board, the family's contact, dates to watch, pauses, hand-overs.

The database itself refuses to rewrite a line of the facts board: only its withdrawal may be added, once.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FACTS_STAY = """
CREATE FUNCTION dialogues_facts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A line of the facts board stays as it was said. Write a new one that replaces it.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER facts_stay BEFORE UPDATE ON dialogues_fact
    FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL OR
        (NEW.id, NEW.incident_id, NEW.replaces_id, NEW.standing, NEW.reach, NEW.text, NEW.why, NEW.until_on,
         NEW.until_words, NEW.as_of_at, NEW.written_at, NEW.written_by_id)
        IS DISTINCT FROM
        (OLD.id, OLD.incident_id, OLD.replaces_id, OLD.standing, OLD.reach, OLD.text, OLD.why, OLD.until_on,
         OLD.until_words, OLD.as_of_at, OLD.written_at, OLD.written_by_id))
    EXECUTE FUNCTION dialogues_facts_stay();
"""
UNDO_FACTS_STAY = "DROP TRIGGER facts_stay ON dialogues_fact; DROP FUNCTION dialogues_facts_stay();"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_review_invitations_and_signing_out_everywhere"),
        ("dialogues", "0002_what_was_said_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("known", "Known"),
                            ("not_known", "Not known yet"),
                            ("cannot_be_said", "Cannot be said"),
                            ("checking", "Rumor being checked"),
                        ],
                        max_length=20,
                        verbose_name="column",
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[("team", "The team only"), ("anyone", "Anyone: it goes on the handout")],
                        default="team",
                        max_length=10,
                        verbose_name="who may read it",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="what is said")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why it cannot be said")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "until_words",
                    models.CharField(blank=True, max_length=160, verbose_name="until what has happened"),
                ),
                ("as_of_at", models.DateTimeField(verbose_name="as of")),
                ("written_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawal_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was withdrawn"),
                ),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "fact",
            },
        ),
        migrations.CreateModel(
            name="FamilyContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name or office")),
                (
                    "reach",
                    models.CharField(blank=True, max_length=160, verbose_name="how the team reaches them"),
                ),
                (
                    "is_outside_investigation",
                    models.BooleanField(verbose_name="has no part in the investigation"),
                ),
                ("named_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(help_text="When another contact took over", null=True)),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "family contact",
            },
        ),
        migrations.CreateModel(
            name="FamilyTalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("talked_at", models.DateTimeField(verbose_name="when you were in contact")),
                (
                    "next_promised_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="next update promised for"),
                ),
                ("logged_at", models.DateTimeField()),
                ("struck_at", models.DateTimeField(null=True)),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "contact with the family",
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to_name", models.CharField(max_length=120, verbose_name="handed over to")),
                (
                    "note",
                    models.TextField(blank=True, max_length=2000, verbose_name="note for the next shift"),
                ),
                ("handed_at", models.DateTimeField()),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "hand-over",
            },
        ),
        migrations.CreateModel(
            name="IncidentTeamMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name or office")),
                ("organization", models.CharField(blank=True, max_length=160, verbose_name="organization")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("engagement_lead", "Engagement lead"),
                            ("family_contact", "Family contact"),
                            ("spokesperson", "Spokesperson"),
                            ("liaison", "Liaison"),
                            ("counsel", "Counsel"),
                            ("operations", "Operations"),
                            ("other", "Another part"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="part",
                    ),
                ),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "member of the incident’s team",
            },
        ),
        migrations.CreateModel(
            name="ReminderPause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("paused_at", models.DateTimeField()),
                (
                    "stays_at",
                    models.DateTimeField(help_text="When somebody decided that it stays paused", null=True),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "unsent",
                    models.PositiveIntegerField(
                        default=0, help_text="Reminders whose time passed while it ran, counted when it ended"
                    ),
                ),
            ],
            options={
                "verbose_name": "pause of reminders",
            },
        ),
        migrations.CreateModel(
            name="WatchDate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("video_release", "Video release"),
                            ("charging_decision", "Charging decision"),
                            ("funeral", "Funeral"),
                            ("trial", "Trial begins"),
                            ("verdict", "Verdict"),
                            ("anniversary", "Anniversary"),
                            ("report", "Report is published"),
                            ("other", "Another day"),
                        ],
                        max_length=20,
                        verbose_name="what happens",
                    ),
                ),
                ("is_window", models.BooleanField(default=False, verbose_name="the day is not known yet")),
                ("first_on", models.DateField(verbose_name="day, or earliest day")),
                ("last_on", models.DateField(verbose_name="latest day")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("added_at", models.DateTimeField()),
                (
                    "checked_at",
                    models.DateTimeField(
                        help_text="When somebody last asked whether the day is known", null=True
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "date to watch",
            },
        ),
        migrations.CreateModel(
            name="WatchStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("ticked_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "step before a date",
            },
        ),
        migrations.AddField(
            model_name="incident",
            name="withdrawal_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="why it was withdrawn"),
        ),
        migrations.AddField(
            model_name="incident",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="incident",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("withdrawal_reason", ""),
                        ("withdrawn_at__isnull", True),
                        ("withdrawn_by__isnull", True),
                    ),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawal_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="incident_withdrawn_pair",
            ),
        ),
        migrations.AddField(
            model_name="fact",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="dialogues.incident"
            ),
        ),
        migrations.AddField(
            model_name="fact",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="dialogues.fact",
            ),
        ),
        migrations.AddField(
            model_name="fact",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="fact",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="familycontact",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="family_contacts",
                to="dialogues.incident",
            ),
        ),
        migrations.AddField(
            model_name="familycontact",
            name="named_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="familytalk",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="family_talks",
                to="dialogues.incident",
            ),
        ),
        migrations.AddField(
            model_name="familytalk",
            name="logged_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="familytalk",
            name="struck_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="handed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="hand_overs",
                to="dialogues.incident",
            ),
        ),
        migrations.AddField(
            model_name="incidentteammember",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="team", to="dialogues.incident"
            ),
        ),
        migrations.AddField(
            model_name="incidentteammember",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="incident_places",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reminderpause",
            name="dialogue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminder_pauses",
                to="dialogues.dialogue",
            ),
        ),
        migrations.AddField(
            model_name="reminderpause",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reminderpause",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminder_pauses",
                to="dialogues.incident",
            ),
        ),
        migrations.AddField(
            model_name="reminderpause",
            name="paused_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reminderpause",
            name="stays_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="watchdate",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="watchdate",
            name="checked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="watchdate",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="watch_dates",
                to="dialogues.incident",
            ),
        ),
        migrations.AddField(
            model_name="watchdate",
            name="removed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="watchstep",
            name="ticked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="watchstep",
            name="watch_date",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="dialogues.watchdate"
            ),
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(fields=["incident", "-id"], name="fact_by_incident"),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["known", "not_known", "cannot_be_said", "checking"])),
                name="fact_standing_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("reach__in", ["team", "anyone"])), name="fact_reach_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("standing", "cannot_be_said"),
                        models.Q(("why", ""), _negated=True),
                        models.Q(
                            ("until_on__isnull", False),
                            models.Q(("until_words", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        models.Q(("standing", "cannot_be_said"), _negated=True),
                        ("until_on__isnull", True),
                        ("until_words", ""),
                        ("why", ""),
                    ),
                    _connector="OR",
                ),
                name="fact_unsaid_has_why_and_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("withdrawal_reason", ""),
                        ("withdrawn_at__isnull", True),
                        ("withdrawn_by__isnull", True),
                    ),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawal_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="fact_withdrawn_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="familycontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_outside_investigation", True)),
                name="family_contact_outside_investigation",
            ),
        ),
        migrations.AddConstraint(
            model_name="familycontact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("incident",),
                name="family_contact_one_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="familytalk",
            index=models.Index(fields=["incident", "-talked_at", "-id"], name="family_talk_by_incident"),
        ),
        migrations.AddConstraint(
            model_name="familytalk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("next_promised_at__isnull", True),
                    ("next_promised_at__gt", models.F("talked_at")),
                    _connector="OR",
                ),
                name="family_talk_next_comes_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="familytalk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("struck_at__isnull", True), ("struck_by__isnull", True)),
                    models.Q(("struck_at__isnull", False), ("struck_by__isnull", False)),
                    _connector="OR",
                ),
                name="family_talk_struck_pair",
            ),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["incident", "-id"], name="hand_over_by_incident"),
        ),
        migrations.AddIndex(
            model_name="incidentteammember",
            index=models.Index(fields=["user", "incident"], name="incident_team_by_person"),
        ),
        migrations.AddConstraint(
            model_name="incidentteammember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "part__in",
                        [
                            "engagement_lead",
                            "family_contact",
                            "spokesperson",
                            "liaison",
                            "counsel",
                            "operations",
                            "other",
                        ],
                    )
                ),
                name="incident_team_part_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentteammember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)),
                fields=("incident", "user"),
                name="incident_team_once",
            ),
        ),
        migrations.AddIndex(
            model_name="reminderpause",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["dialogue"],
                name="reminder_pause_running",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderpause",
            constraint=models.UniqueConstraint(fields=("incident", "dialogue"), name="reminder_pause_once"),
        ),
        migrations.AddConstraint(
            model_name="reminderpause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stays_at__isnull", True), ("stays_by__isnull", True)),
                    models.Q(("stays_at__isnull", False), ("stays_by__isnull", False)),
                    _connector="OR",
                ),
                name="reminder_pause_stays_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderpause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True), ("unsent", 0)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="reminder_pause_ended_pair",
            ),
        ),
        migrations.AddIndex(
            model_name="watchdate",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", True)),
                fields=["incident", "last_on"],
                name="watch_date_kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="watchdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "video_release",
                            "charging_decision",
                            "funeral",
                            "trial",
                            "verdict",
                            "anniversary",
                            "report",
                            "other",
                        ],
                    )
                ),
                name="watch_date_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="watchdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_window", False), ("last_on", models.F("first_on"))),
                    models.Q(("is_window", True), ("last_on__gt", models.F("first_on"))),
                    _connector="OR",
                ),
                name="watch_date_day_or_window",
            ),
        ),
        migrations.AddConstraint(
            model_name="watchdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                    models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                    _connector="OR",
                ),
                name="watch_date_checked_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="watchdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                    models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                    _connector="OR",
                ),
                name="watch_date_removed_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="watchstep",
            constraint=models.UniqueConstraint(fields=("watch_date", "key"), name="watch_step_once"),
        ),
        migrations.RunSQL(FACTS_STAY, UNDO_FACTS_STAY),
    ]
