"""Takes: . Gives: . Writes: . Never: ."""
