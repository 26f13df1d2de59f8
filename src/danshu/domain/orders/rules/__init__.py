"""The pure rules of orders: building them from messages, moving claims, deriving their state."""
