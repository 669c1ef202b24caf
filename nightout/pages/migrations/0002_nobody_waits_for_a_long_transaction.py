from django.db import migrations

# A transaction keeps its slot until its end, and an import may last a minute: who finds the slot
# of its own taken takes another that is free. Only where all are taken somebody waits.
FUNCTION = """
INSERT INTO pages_stamp (slot, version)
SELECT slot, nextval('pages_stamp_version') FROM generate_series(0, 63) AS slot
ON CONFLICT DO NOTHING;
CREATE OR REPLACE FUNCTION nightout_stamp() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    own integer := pg_backend_pid() % 64;
    free integer;
BEGIN
    IF current_setting('nightout.stamped', true) IS DISTINCT FROM txid_current()::text THEN
        SELECT slot INTO free FROM pages_stamp WHERE slot = own FOR NO KEY UPDATE SKIP LOCKED;
        IF free IS NULL THEN
            SELECT slot INTO free FROM pages_stamp FOR NO KEY UPDATE SKIP LOCKED LIMIT 1;
        END IF;
        INSERT INTO pages_stamp AS kept (slot, version)
        VALUES (coalesce(free, own), nextval('pages_stamp_version'))
        ON CONFLICT (slot) DO UPDATE SET version = excluded.version;
        PERFORM set_config('nightout.stamped', txid_current()::text, true);
    END IF;
END $$;
"""
BACK = """
CREATE OR REPLACE FUNCTION nightout_stamp() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('nightout.stamped', true) IS DISTINCT FROM txid_current()::text THEN
        INSERT INTO pages_stamp AS kept (slot, version)
        VALUES (pg_backend_pid() % 64, nextval('pages_stamp_version'))
        ON CONFLICT (slot) DO UPDATE SET version = excluded.version;
        PERFORM set_config('nightout.stamped', txid_current()::text, true);
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_stamp")]

    operations = [migrations.RunSQL(FUNCTION, BACK)]
