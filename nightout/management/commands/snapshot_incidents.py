from django.core.management.base import BaseCommand

from incidents import snapshots


class Command(BaseCommand):
    help = "Writes the public list of incidents, without names, as files with their sums."

    def handle(self, **options: object) -> None:
        made = snapshots.make()
        self.stdout.write(f"{made.incidents} incidents with {made.people} people, as public now:")
        for file in made.files:
            self.stdout.write(f"{file.sha256}  {file.name}  ({file.bytes} bytes)")
