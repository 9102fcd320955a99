"""What each person changed in an agenda, and its numbered releases. The database refuses to rewrite a release; it may be
erased with its agenda, when a retention rule says so."""

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RELEASES_STAY = """
CREATE FUNCTION planning_releases_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A release of an agenda stays as it was made. Make a new one.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER releases_stay BEFORE UPDATE ON planning_agendarelease
    FOR EACH ROW EXECUTE FUNCTION planning_releases_stay();
"""
RELEASES_MOVE = (
    "DROP TRIGGER releases_stay ON planning_agendarelease; DROP FUNCTION planning_releases_stay();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0005_mixed_surveys_and_versioned_participants"),
        ("planning", "0006_own_formats"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="what is new")),
                ("agenda_version", models.PositiveIntegerField()),
                ("content", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                (
                    "agenda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="releases",
                        to="planning.agenda",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "release of an agenda",
            },
        ),
        migrations.CreateModel(
            name="ReleaseConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("confirmed_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="dialogues.designteammember",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="planning.agendarelease",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmation of a release",
            },
        ),
        migrations.CreateModel(
            name="AgendaChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("added", "adding “%(item)s”"),
                            ("copied", "copying “%(item)s”"),
                            ("changed", "changing “%(item)s”"),
                            ("retimed", "new minutes for “%(item)s”"),
                            ("moved", "moving “%(item)s”"),
                            ("removed", "removing “%(item)s”"),
                            ("restored", "putting back “%(item)s”"),
                            ("details", "changing ground rules and welcome"),
                            ("together", "changing several items"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=160)),
                (
                    "parts",
                    models.JSONField(default=list, encoder=django.core.serializers.json.DjangoJSONEncoder),
                ),
                ("undone_at", models.DateTimeField(null=True)),
                ("is_given_up", models.BooleanField(default=False)),
                (
                    "agenda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="planning.agenda",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "change to an agenda",
                "indexes": [
                    models.Index(fields=["agenda", "made_by", "-id"], name="agenda_change_by_person")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "added",
                                    "copied",
                                    "changed",
                                    "retimed",
                                    "moved",
                                    "removed",
                                    "restored",
                                    "details",
                                    "together",
                                ],
                            )
                        ),
                        name="agenda_change_kind_known",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="agendarelease",
            constraint=models.UniqueConstraint(
                fields=("agenda", "number"), name="agenda_release_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendarelease",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="agenda_release_number_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="releaseconfirmation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("release", "member"),
                name="release_confirmed_once_per_member",
            ),
        ),
        migrations.RunSQL(RELEASES_STAY, RELEASES_MOVE),
    ]
