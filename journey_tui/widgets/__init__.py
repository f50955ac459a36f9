"""The painted parts that screens are made of."""
