"""The sample province as plain data, one file per sheet of the registry; the names, figures and telephones are invented."""
