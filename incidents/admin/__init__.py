from incidents.admin import incident, lines

__all__ = ["incident", "lines"]
