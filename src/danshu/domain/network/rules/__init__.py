"""Takes: address texts, receiver columns, phone texts; division codes.
Gives: Address, Phone, Division values, each with what was guessed and how sure it is.
Writes: nothing.
Never: touches a database or HTTP; reads only the package's own data files, once.
"""

from danshu.domain.network.rules.address import Address, match_address, match_columns
from danshu.domain.network.rules.divisions import Division, Divisions, distance_km, divisions
from danshu.domain.network.rules.paste import smart_paste
from danshu.domain.network.rules.phones import Phone, normalize_phone

__all__ = [
    "Address",
    "Division",
    "Divisions",
    "Phone",
    "distance_km",
    "divisions",
    "match_address",
    "match_columns",
    "normalize_phone",
    "smart_paste",
]
