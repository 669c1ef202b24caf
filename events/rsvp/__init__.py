"""Registering without an account: the event's form, and the pages of the personal link."""
