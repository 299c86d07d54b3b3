"""What the user does, one module per stage: orchestration only, no rules, no Excel, no printing."""
