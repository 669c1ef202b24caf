from django.db import migrations, models

# The target's row is locked: of two who merge into each other's records at once, one waits and is
# then refused.
FLAT = """
CREATE FUNCTION incidents_merge_is_flat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE onward bigint;
BEGIN
    SELECT merged_into_id INTO onward FROM incidents_incident
        WHERE id = NEW.merged_into_id FOR SHARE;
    IF onward IS NOT NULL
        OR EXISTS (SELECT FROM incidents_incident WHERE merged_into_id = NEW.id)
    THEN
        RAISE EXCEPTION 'incident % holds merged records, or % is merged itself',
            NEW.id, NEW.merged_into_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'incidents_incident_merge_is_flat';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER incidents_merge_is_flat
    BEFORE INSERT OR UPDATE OF merged_into_id ON incidents_incident
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
    EXECUTE FUNCTION incidents_merge_is_flat();
"""
NOT_FLAT = "DROP FUNCTION incidents_merge_is_flat() CASCADE"
KINDS = [
    ("related", "related"),
    ("connected", "police say they are connected"),
    ("possible_duplicate", "may be the same incident"),
    ("same_as", "the same incident"),
    ("two", "two incidents, however alike"),
]


class Migration(migrations.Migration):
    dependencies = [("incidents", "0013_incidents_are_found_by_words")]

    operations = [
        migrations.RunSQL(FLAT, NOT_FLAT),
        migrations.AlterField(
            model_name="incidentlink",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="how linked"),
        ),
        migrations.AlterField(
            model_name="incidentlinkhistory",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="how linked"),
        ),
        migrations.RemoveConstraint(model_name="incidentlink", name="incidents_link_kind_is_known"),
        migrations.AddConstraint(
            model_name="incidentlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [code for code, _words in KINDS])),
                name="incidents_link_kind_is_known",
            ),
        ),
    ]
