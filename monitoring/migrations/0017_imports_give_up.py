from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0016_answers_lose_their_address")]

    operations = [
        migrations.AddField(
            model_name="mentionimport",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
