from django.db import migrations

# Each try would wait for the disk. After a crash of the database counting begins anew, no more.
UNLOGGED = "ALTER TABLE accounts_attempt SET UNLOGGED"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_accounts")]

    operations = [migrations.RunSQL(UNLOGGED, "ALTER TABLE accounts_attempt SET LOGGED")]
