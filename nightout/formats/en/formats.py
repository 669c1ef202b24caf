# The day comes first, so that spans read well: "16–17 June 2018".
DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
TIME_FORMAT = "P"
DATETIME_FORMAT = "j F Y, P"
