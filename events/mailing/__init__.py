"""Mails to those who have registered: composed, and sent."""
