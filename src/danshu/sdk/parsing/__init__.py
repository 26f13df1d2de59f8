"""Takes: rows of a sheet, as text. Gives: money, quantities, times and texts read from their cells, and the rows of an
order together; what cannot be read becomes a RowError that names row, column, value and mend in two languages.
Writes: nothing.
Never: guesses a unit, a zone, a sign or a missing value.
"""
