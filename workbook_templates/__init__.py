"""The shipped form specs, one TOML per form; a workspace may override them in its own workbook_templates/."""
