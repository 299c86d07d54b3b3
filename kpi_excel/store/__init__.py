"""The only code that touches the disk: the workspace, what came in, what is kept, what went out."""
