"""Writes one agency's form: content in, an .xlsx in bytes and the record of what it says out."""
