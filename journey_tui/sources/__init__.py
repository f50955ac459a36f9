"""One parser a format: bytes that nobody trusts in, plain records out."""
