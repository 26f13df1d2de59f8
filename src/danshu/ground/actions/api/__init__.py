"""Takes: a caller's Idempotency-Key with a digest of the request.
Gives: the first result again, whatever it was; 409 while the first is at work; 422 for another request under the key.
Writes: idempotency_key.
Never: runs the same request twice at a time.
"""

from danshu.ground.actions.api.claims import forget_old
from danshu.ground.actions.api.once import IdempotencyKey, Slot, once

__all__ = ["IdempotencyKey", "Slot", "forget_old", "once"]
