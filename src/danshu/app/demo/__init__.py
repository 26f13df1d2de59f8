"""Takes: an empty, migrated database.
Gives: a small merchant that never existed, with ten days of orders in every state, made by the real journey.
Writes: what the journey, the actions and the set-up write, all in one transaction.
Never: uses a real person's name, phone or address, or touches a database that has shops already.
"""

from danshu.app.demo.play import load

__all__ = ["load"]
