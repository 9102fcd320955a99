"""Cards of the library say so when a case did not work out. The files are brought in anew after every migrate."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0001_case_library")]

    operations = [
        migrations.AddField(
            model_name="publishedcase",
            name="did_not_work_out",
            field=models.BooleanField(default=False, db_default=False),
        )
    ]
