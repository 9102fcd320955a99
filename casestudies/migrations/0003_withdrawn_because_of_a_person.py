"""A withdrawal has a kind. What was withdrawn before was withdrawn for what it said; nothing of it was hidden."""

from django.db import migrations, models

KIND_OF_EARLIER_ONES = """
UPDATE casestudies_publishedcase SET withdrawal_kind = 'content' WHERE withdrawn_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0002_say_what_did_not_work_out")]

    operations = [
        migrations.AddField(
            model_name="publishedcase",
            name="hidden_through",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="publishedcase",
            name="withdrawal_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("content", "Something in it is wrong, or does not hold any more"),
                    ("person", "Because of a person: someone could be recognized, or asks for it"),
                ],
                default="",
                max_length=10,
                verbose_name="kind of withdrawal",
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(KIND_OF_EARLIER_ONES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="publishedcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawal_kind", ""), ("withdrawn_at__isnull", True)),
                    models.Q(("withdrawal_kind", "content"), ("withdrawn_at__isnull", False)),
                    models.Q(
                        ("hidden_through__gte", models.F("number")),
                        ("withdrawal_kind", "person"),
                        ("withdrawn_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="published_case_withdrawal_kind_known",
            ),
        ),
    ]
