from incidents.admin import incident, lines, names

__all__ = ["incident", "lines", "names"]
