"""Takes: an export file (csv, txt, xlsx, xls, and .gz of these) in whatever encoding, and the formats it may have.
Gives: its header, what is odd about it, and its rows one by one, cleaned of what spreadsheet programs put into cells.
Writes: nothing.
Never: turns an id into a number, guesses a missing cell, or keeps a text file in memory.
"""

from danshu.sdk.sheets.header import HEADER_ROWS_SEARCHED, detect, header_key, written_names
from danshu.sdk.sheets.sheet import Sheet, open_sheet
from danshu.sdk.sheets.source import Limits, Progress

__all__ = [
    "HEADER_ROWS_SEARCHED",
    "Limits",
    "Progress",
    "Sheet",
    "detect",
    "header_key",
    "open_sheet",
    "written_names",
]
