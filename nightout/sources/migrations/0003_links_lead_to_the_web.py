from django.db import migrations, models


class Migration(migrations.Migration):
    """A link of another kind could run as a script where somebody follows it."""

    dependencies = [("sources", "0002_pages_grow_stale_with_each_change")]

    operations = [
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("url", ""), ("url__regex", "^(https?|ftps?)://"), _connector="OR"
                ),
                name="sources_source_url_is_of_the_web",
            ),
        ),
    ]
