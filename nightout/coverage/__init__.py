"""Where people were shot and no event is planned nearby, for those who plan the next one.

counting  the numbers, in SQL
drawing   the map, drawn by the server
views     the page of the staff room and its tables
"""
