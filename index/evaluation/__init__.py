"""How well questions with known answers find them. The door is `evaluate`."""
