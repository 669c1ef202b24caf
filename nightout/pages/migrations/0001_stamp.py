from django.db import migrations, models

# Once in a transaction is enough; a savepoint that is rolled back takes its mark along. The
# version comes from a sequence, which never returns: two states never share a sum, not even
# where one of them was rolled back.
FUNCTION = """
CREATE SEQUENCE pages_stamp_version;
CREATE FUNCTION nightout_stamp() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('nightout.stamped', true) IS DISTINCT FROM txid_current()::text THEN
        INSERT INTO pages_stamp AS kept (slot, version)
        VALUES (pg_backend_pid() % 64, nextval('pages_stamp_version'))
        ON CONFLICT (slot) DO UPDATE SET version = excluded.version;
        PERFORM set_config('nightout.stamped', txid_current()::text, true);
    END IF;
END $$;
"""
BACK = "DROP FUNCTION nightout_stamp(); DROP SEQUENCE pages_stamp_version;"


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("slot", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("version", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("version__gt", 0)),
                        name="pages_stamp_version_is_counted",
                    )
                ],
            },
        ),
        migrations.RunSQL(FUNCTION, BACK),
    ]
