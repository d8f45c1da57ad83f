from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("rollout", "0002_no_link_across_companies")]

    operations = [migrations.RemoveField(model_name="cultureresponse", name="answered_on")]
