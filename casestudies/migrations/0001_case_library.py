"""The case library. The database itself refuses to change or remove a published version."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


VERSIONS_STAY = """
CREATE FUNCTION casestudies_versions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A published version is never changed or removed. Publish a new one, or withdraw the case.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER versions_stay BEFORE UPDATE OR DELETE ON casestudies_caseversion
    FOR EACH ROW EXECUTE FUNCTION casestudies_versions_stay();
ALTER TABLE casestudies_caseversion ENABLE ALWAYS TRIGGER versions_stay;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_review_invitations_and_signing_out_everywhere"),
        ("dialogues", "0002_what_was_said_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseStudy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("sent_back", "Sent back"),
                            ("published", "Published"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("body", models.JSONField(default=dict)),
                ("kept", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField()),
                ("handed_in_at", models.DateTimeField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "review_reason",
                    models.TextField(blank=True, max_length=2000, verbose_name="why it was sent back"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_studies",
                        to="accounts.agency",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="case_studies",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_studies",
                        to="accounts.revieworganization",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "case study",
                "verbose_name_plural": "case studies",
            },
        ),
        migrations.CreateModel(
            name="PublishedCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("place", models.CharField(max_length=120, verbose_name="place")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("AL", "Alabama"),
                            ("AK", "Alaska"),
                            ("AS", "American Samoa"),
                            ("AZ", "Arizona"),
                            ("AR", "Arkansas"),
                            ("CA", "California"),
                            ("CO", "Colorado"),
                            ("CT", "Connecticut"),
                            ("DE", "Delaware"),
                            ("DC", "District of Columbia"),
                            ("FL", "Florida"),
                            ("GA", "Georgia"),
                            ("GU", "Guam"),
                            ("HI", "Hawaii"),
                            ("ID", "Idaho"),
                            ("IL", "Illinois"),
                            ("IN", "Indiana"),
                            ("IA", "Iowa"),
                            ("KS", "Kansas"),
                            ("KY", "Kentucky"),
                            ("LA", "Louisiana"),
                            ("ME", "Maine"),
                            ("MD", "Maryland"),
                            ("MA", "Massachusetts"),
                            ("MI", "Michigan"),
                            ("MN", "Minnesota"),
                            ("MS", "Mississippi"),
                            ("MO", "Missouri"),
                            ("MT", "Montana"),
                            ("NE", "Nebraska"),
                            ("NV", "Nevada"),
                            ("NH", "New Hampshire"),
                            ("NJ", "New Jersey"),
                            ("NM", "New Mexico"),
                            ("NY", "New York"),
                            ("NC", "North Carolina"),
                            ("ND", "North Dakota"),
                            ("MP", "Northern Mariana Islands"),
                            ("OH", "Ohio"),
                            ("OK", "Oklahoma"),
                            ("OR", "Oregon"),
                            ("PA", "Pennsylvania"),
                            ("PR", "Puerto Rico"),
                            ("RI", "Rhode Island"),
                            ("SC", "South Carolina"),
                            ("SD", "South Dakota"),
                            ("TN", "Tennessee"),
                            ("TX", "Texas"),
                            ("UT", "Utah"),
                            ("VT", "Vermont"),
                            ("VI", "U.S. Virgin Islands"),
                            ("VA", "Virginia"),
                            ("WA", "Washington"),
                            ("WV", "West Virginia"),
                            ("WI", "Wisconsin"),
                            ("WY", "Wyoming"),
                        ],
                        max_length=2,
                        verbose_name="state",
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("city", "City or town"),
                            ("county", "County"),
                            ("tribe", "Tribal nation"),
                            ("campus", "Campus"),
                        ],
                        max_length=10,
                        verbose_name="setting",
                    ),
                ),
                ("years", models.CharField(max_length=60, verbose_name="years")),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="first year")),
                ("situation", models.CharField(max_length=400, verbose_name="situation")),
                ("trigger", models.CharField(max_length=400, verbose_name="what set it off")),
                ("format", models.CharField(max_length=400, verbose_name="format")),
                (
                    "phases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                (
                    "trigger_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                (
                    "formats",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), default=list, size=None
                    ),
                ),
                (
                    "strengths",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("tells_what_failed", models.BooleanField(default=False)),
                ("people", models.PositiveIntegerField(null=True, verbose_name="people")),
                ("words", models.TextField(blank=True, verbose_name="everything else that is searched")),
                ("published_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawal_reason",
                    models.TextField(blank=True, max_length=1000, verbose_name="why it was withdrawn"),
                ),
                (
                    "heading",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.CombinedSearchVector(
                                    django.contrib.postgres.search.SearchVector(
                                        "place", config="english", weight="A"
                                    ),
                                    "||",
                                    django.contrib.postgres.search.SearchVector(
                                        "situation", config="english", weight="B"
                                    ),
                                    django.contrib.postgres.search.SearchConfig("english"),
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    "trigger", config="english", weight="B"
                                ),
                                django.contrib.postgres.search.SearchConfig("english"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "format", config="english", weight="B"
                            ),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.CombinedSearchVector(
                                    django.contrib.postgres.search.CombinedSearchVector(
                                        django.contrib.postgres.search.SearchVector(
                                            "place", config="english", weight="A"
                                        ),
                                        "||",
                                        django.contrib.postgres.search.SearchVector(
                                            "situation", config="english", weight="B"
                                        ),
                                        django.contrib.postgres.search.SearchConfig("english"),
                                    ),
                                    "||",
                                    django.contrib.postgres.search.SearchVector(
                                        "trigger", config="english", weight="B"
                                    ),
                                    django.contrib.postgres.search.SearchConfig("english"),
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    "format", config="english", weight="B"
                                ),
                                django.contrib.postgres.search.SearchConfig("english"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "words", config="english", weight="C"
                            ),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "study",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="casestudies.casestudy",
                    ),
                ),
            ],
            options={
                "verbose_name": "published case",
            },
        ),
        migrations.CreateModel(
            name="CaseVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("body", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("writer", models.CharField(blank=True, max_length=160)),
                ("published_at", models.DateTimeField()),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="casestudies.publishedcase",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a case",
            },
        ),
        migrations.AddIndex(
            model_name="casestudy",
            index=models.Index(fields=["author", "-id"], name="case_study_by_author"),
        ),
        migrations.AddIndex(
            model_name="casestudy",
            index=models.Index(
                condition=models.Q(("state", "in_review")), fields=["-id"], name="case_study_in_review"
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "in_review", "sent_back", "published"])),
                name="case_study_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agency__isnull", False), ("organization__isnull", True)),
                    models.Q(("agency__isnull", True), ("organization__isnull", False)),
                    _connector="OR",
                ),
                name="case_study_has_one_writer",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                    models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                    _connector="OR",
                ),
                name="case_study_reviewed_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_by__isnull", True),
                    models.Q(("reviewed_by", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="case_study_reviewed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "sent_back"), _negated=True),
                    models.Q(("reviewed_at__isnull", False), models.Q(("review_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="case_study_sent_back_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "in_review"), _negated=True),
                    ("handed_in_at__isnull", False),
                    _connector="OR",
                ),
                name="case_study_in_review_was_handed_in",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedcase",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="published_case_search"),
        ),
        migrations.AddIndex(
            model_name="publishedcase",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=["place", "state", "id"],
                name="published_case_by_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "AL",
                            "AK",
                            "AS",
                            "AZ",
                            "AR",
                            "CA",
                            "CO",
                            "CT",
                            "DE",
                            "DC",
                            "FL",
                            "GA",
                            "GU",
                            "HI",
                            "ID",
                            "IL",
                            "IN",
                            "IA",
                            "KS",
                            "KY",
                            "LA",
                            "ME",
                            "MD",
                            "MA",
                            "MI",
                            "MN",
                            "MS",
                            "MO",
                            "MT",
                            "NE",
                            "NV",
                            "NH",
                            "NJ",
                            "NM",
                            "NY",
                            "NC",
                            "ND",
                            "MP",
                            "OH",
                            "OK",
                            "OR",
                            "PA",
                            "PR",
                            "RI",
                            "SC",
                            "SD",
                            "TN",
                            "TX",
                            "UT",
                            "VT",
                            "VI",
                            "VA",
                            "WA",
                            "WV",
                            "WI",
                            "WY",
                        ],
                    )
                ),
                name="published_case_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedcase",
            constraint=models.CheckConstraint(
                condition=models.Q(("setting__in", ["city", "county", "tribe", "campus"])),
                name="published_case_setting_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawal_reason", ""), ("withdrawn_at__isnull", True)),
                    models.Q(
                        ("withdrawn_at__isnull", False), models.Q(("withdrawal_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="published_case_withdrawn_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseversion",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="case_version_numbered_once"),
        ),
        migrations.RunSQL(
            VERSIONS_STAY,
            "DROP TRIGGER versions_stay ON casestudies_caseversion; DROP FUNCTION casestudies_versions_stay();",
        ),
    ]
