"""The organizer's desk: my events, who comes, who came.

mine       whose event it is: every page starts there
desk       all my events
event      one event: its figures, registration open or closed
editing    what an organizer may change of an event
questions  what is asked besides
people     the list of attendees
attendee   one of them: what they gave, and what is done about it
walk_in    who comes without having registered
paper      the night's sheet of paper, typed in afterwards
forms      what is typed at the desk
"""

from .mine import load_event

__all__ = ["load_event"]
