"""The only code that knows Excel: bytes in, bytes out."""
