"""How an event is found: its words, kept by the database whenever one of them changes."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import connection, models

MOST_WORDS = 6  # of a search: more would only cost time
FEW = 2000  # events: so many are sorted at once; of more, the newest are found by walking

# Nobody looks for these, and hardly a text is without them, in one of the three languages.
SMALL = [
    *("a", "an", "and", "at", "by", "for", "from", "in", "is", "near", "of", "on", "or", "the"),
    *("to", "with", "al", "con", "de", "del", "el", "en", "la", "las", "los", "o", "para", "por"),
    *("un", "una", "y", "ak", "an", "e", "ki", "la", "lan", "nan", "oswa", "pou", "yon"),
]

# For each word asked for, in its order: whether some word of ours begins so, and if none does,
# the words most like it. "nigth" is like "night" by a third; what is much less alike than the
# best is left out, or short words would find everything.
WORDS_MEANT = r"""
WITH typed AS (
    SELECT (regexp_matches(nightout_fold(%s), '\w+', 'g'))[1] AS word
), asked AS (
    SELECT word, row_number() OVER () AS place FROM typed
    WHERE word <> ALL (%s) OR NOT EXISTS (SELECT FROM typed WHERE word <> ALL (%s))
    LIMIT %s
)
SELECT word, begins.so, alike.words
FROM asked
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT FROM events_word ours
        WHERE ours.word >= asked.word AND ours.word < asked.word || chr(1114111)
    ) AS so
) begins
CROSS JOIN LATERAL (
    SELECT array_agg(word) FILTER (WHERE likeness >= 0.75 * best) AS words
    FROM (
        SELECT ours.word, similarity(ours.word, asked.word) AS likeness,
            max(similarity(ours.word, asked.word)) OVER () AS best
        FROM events_word ours WHERE NOT begins.so AND ours.word %% asked.word
        ORDER BY likeness DESC, ours.word LIMIT 8
    ) found
) alike
ORDER BY place
"""


class Listing(models.Model):
    """One for each event. Triggers write it (events migration 0007); the program only reads."""

    # Postgres deletes it with its event: a trigger may write it again while Django still deletes.
    event = models.OneToOneField(
        "events.Event",
        models.DO_NOTHING,
        primary_key=True,
        related_name="listing",
        db_constraint=False,
    )
    # Grows with each change of the event or of what it names: iCalendar's SEQUENCE.
    revision = models.PositiveIntegerField()
    changed_at = models.DateTimeField()
    # Empty unless the event is public: what is not public is not found, by anyone, by any word.
    words = SearchVectorField(null=True)

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="events_listing_words", fastupdate=False),
            models.Index(fields=["-changed_at", "-event"], name="events_listing_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}, revision {self.revision}"


class WordQuerySet(models.QuerySet["Word"]):
    def forget_unused(self) -> int:
        """Delete the words of which no public event has one any more; how many they were."""
        used = "SELECT word FROM ts_stat('SELECT words FROM events_listing')"
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM events_word WHERE word NOT IN ({used})")  # noqa: S608
            return cursor.rowcount


class Word(models.Model):
    """A word of some public event: what a mistyped word may have meant."""

    word = models.TextField(primary_key=True, db_collation="C")

    objects = WordQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["word"], name="events_word_trgm", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.word


def words_meant(text: str) -> SearchQuery | None:
    """The search for each of the words, or for words like it; None where nothing can be found.

    A word finds what begins so ("cook" finds cookout). Only words that nothing begins with are
    taken for mistyped. Accents, case and punctuation do not matter.
    """
    with connection.cursor() as cursor:
        cursor.execute(WORDS_MEANT, [text.replace("\0", " "), SMALL, SMALL, MOST_WORDS])
        asked = cursor.fetchall()
    parts = []
    for word, begins_so, alike in asked:
        lexemes = [f"'{word}':*"] if begins_so else [f"'{it}'" for it in alike or []]
        if not lexemes:
            return None
        parts.append(f"({' | '.join(lexemes)})")
    return SearchQuery(" & ".join(parts), search_type="raw", config="simple") if parts else None
