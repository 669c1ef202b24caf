from nightout.staffroom import SpanForm


class ReportedCountForm(SpanForm):
    first_column, last_column = "period_from", "period_to"
    precision_column = "period_precision"
