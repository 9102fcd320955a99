"""Plans of incidents and of agencies, steps that come back, and what was recorded of each step."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def take_agency_of_dialogue(apps, _schema_editor):
    """Every plan so far is of a dialogue."""
    plans = apps.get_model("planning", "Plan").objects
    agency = apps.get_model("dialogues", "Dialogue").objects.filter(pk=models.OuterRef("dialogue"))
    plans.filter(agency=None).update(agency=models.Subquery(agency.values("agency")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_review_invitations_and_signing_out_everywhere"),
        ("dialogues", "0002_what_was_said_stays"),
        ("planning", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StepRecord",
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
                            ("noted", "Noted"),
                            ("done", "Done"),
                            ("skipped", "Skipped"),
                            ("reopened", "Opened again"),
                        ],
                        max_length=10,
                        verbose_name="what it is",
                    ),
                ),
                ("done_at", models.DateTimeField(verbose_name="when it was done")),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="what was done")),
                ("recorded_at", models.DateTimeField()),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "record of a step",
            },
        ),
        migrations.AddField(
            model_name="plan",
            name="agency",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="accounts.agency",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="incident",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="plans",
                to="dialogues.incident",
            ),
        ),
        migrations.AddField(
            model_name="planstep",
            name="done_before_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="planstep",
            name="found_by",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                default=list,
                help_text="Facts that show it, by their keys",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="planstep",
            name="is_found",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="planstep",
            name="turn",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="plan",
            name="dialogue",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="plans",
                to="dialogues.dialogue",
            ),
        ),
        migrations.RunPython(take_agency_of_dialogue, migrations.RunPython.noop, elidable=True),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop, elidable=True),
        migrations.AlterField(
            model_name="plan",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="accounts.agency"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(fields=("incident",), name="plan_once_per_incident"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dialogue__isnull", True), ("incident__isnull", True)),
                fields=("agency",),
                name="plan_once_per_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("dialogue__isnull", True), ("incident__isnull", True), _connector="OR"),
                name="plan_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="planstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_before_at__isnull", True), ("turn", 0)),
                    models.Q(("done_before_at__isnull", False), ("turn__gt", 0)),
                    _connector="OR",
                ),
                name="plan_step_turn_has_moment",
            ),
        ),
        migrations.AddField(
            model_name="steprecord",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="steprecord",
            name="step",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="records", to="planning.planstep"
            ),
        ),
        migrations.AddIndex(
            model_name="steprecord",
            index=models.Index(fields=["step", "-done_at", "-id"], name="step_record_by_step"),
        ),
        migrations.AddConstraint(
            model_name="steprecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["noted", "done", "skipped", "reopened"])),
                name="step_record_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="steprecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "noted"), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="step_record_note_has_words",
            ),
        ),
    ]
