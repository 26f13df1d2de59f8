"""Takes: a connection string and statements from `sql/` folders.
Gives: a pool, the SQL loader, the unit of work (one transaction that counts its statements) and migrations.
Writes: only its own `schema_migration` table.
Never: knows what an order is.
"""
