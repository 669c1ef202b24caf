from collections import Counter

from django.core.management import CommandError, CommandParser
from django.core.management.base import BaseCommand

from events.forgetting import due_now, forget_due
from events.models import Event
from nightout.audit.forgetting import policy, sample_anew


class Command(BaseCommand):
    help = "Forgets who came, so many days after an event as its agencies have set. Run it daily."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Say what would be forgotten, and change nothing.",
        )
        parser.add_argument("--event", default="", metavar="SLUG", help="Of this event only.")

    def handle(self, *, dry_run: bool, event: str, **options: object) -> None:
        due = due_now(slug=event)
        if event and not due and not Event.objects.filter(slug=event).exists():
            raise CommandError(f"There is no event {event}.")
        total: Counter[str] = Counter()
        for each in due:
            rows = each.rows if dry_run else forget_due(each)
            self.stdout.write(f"{each.words}: {in_words(rows)}")
            total += rows
        if total and not dry_run:
            sample_anew({model for _rule, model in policy().ending_with("event")})
        what = "would be forgotten" if dry_run else "forgotten"
        self.stdout.write(f"{len(due)} events, {what}: {in_words(total)}")


def in_words(rows: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in rows.items()) or "nothing"
