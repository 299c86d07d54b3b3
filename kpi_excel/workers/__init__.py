"""Where reading runs: supervised child processes, here or on a cluster."""
