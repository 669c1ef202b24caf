"""The places of a file, found in the gazetteer: each distinct one once, all by one statement."""

# "Miami, FL" names its state itself. Names are compared folded; where the text names no state all
# states are looked through. Of several cities of one name the one that dwarfs the others is meant,
# as in the search box. A text that is no city's may be a county's: some files have "city or county"
# in one column.
PLACED = r"""
CREATE TEMPORARY TABLE placed AS
WITH said AS (
    SELECT place, split_part(place, E'\x1f', 1) AS city, split_part(place, E'\x1f', 2) AS county,
        split_part(place, E'\x1f', 3) AS state, split_part(place, E'\x1f', 4) AS neighborhood
    FROM (SELECT DISTINCT place FROM staged) AS each
), read AS (
    SELECT said.*, row_number() OVER () AS n,
        nightout_fold(coalesce(parts[1], city)) AS city_name,
        coalesce(parts[2], nullif(state, '')) AS in_state,
        regexp_replace(nightout_fold(county), %(suffix)s, '') AS county_name,
        regexp_replace(nightout_fold(coalesce(parts[1], city)), %(suffix)s, '') AS as_county,
        nightout_fold(neighborhood) AS hood_name
    FROM said LEFT JOIN LATERAL regexp_match(city, '^(.*\S),\s*([A-Z]{2})$') AS parts ON true
), counties AS (
    SELECT id, state, regexp_replace(name_folded, %(suffix)s, '') AS name FROM places_county
), own AS (
    SELECT n, array_agg(counties.id) AS ids FROM read JOIN counties
        ON counties.name = CASE WHEN county = '' THEN as_county ELSE county_name END
        AND (in_state IS NULL OR counties.state = in_state)
    WHERE city <> '' OR county <> ''
    GROUP BY n
), called AS (
    SELECT n, city.id, city.county_id, coalesce(city.population, 0) AS population
    FROM read JOIN places_city city
        ON city.name_folded = city_name AND (in_state IS NULL OR city.state = in_state)
    WHERE read.city <> ''
    UNION
    SELECT n, city.id, city.county_id, coalesce(city.population, 0)
    FROM read JOIN places_city city ON city.slug = read.city
), cities AS (
    SELECT n, (array_agg(called.id ORDER BY population DESC))[1] AS id,
        (array_agg(population ORDER BY population DESC))[1]
            >= 10 * coalesce((array_agg(population ORDER BY population DESC))[2], 0) AS is_certain
    FROM called JOIN read USING (n) LEFT JOIN own USING (n)
    WHERE county = '' OR called.county_id = ANY (own.ids)
    GROUP BY n
), met AS (
    SELECT read.*, CASE WHEN is_certain THEN cities.id END AS city_id,
        CASE WHEN cities.id IS NULL AND cardinality(own.ids) = 1
            AND (read.city = '' OR read.county = '') THEN own.ids[1] END AS county_id
    FROM read LEFT JOIN own USING (n) LEFT JOIN cities USING (n)
)
SELECT met.place, met.city, met.county, met.state, met.neighborhood, met.city_id, met.county_id,
    hood.id AS neighborhood_id, city.latitude, city.longitude,
    CASE WHEN met.city = '' AND met.county = '' THEN 'no_place'
        WHEN met.city_id IS NULL AND met.county_id IS NULL THEN 'unknown_place' ELSE '' END AS lacking
FROM met
LEFT JOIN places_city city ON city.id = met.city_id
LEFT JOIN LATERAL (
    SELECT min(id) AS id FROM places_neighborhood hood
    WHERE hood_name <> '' AND hood.city_id = met.city_id
        AND (name_folded = hood_name OR hood_name IN (
            SELECT nightout_fold(other) FROM unnest(string_to_array(other_names, ';')) AS other
        ))
) hood ON true
"""
SUFFIX = " (county|parish|borough|census area|municipality|municipio)$"  # of a county's folded name
