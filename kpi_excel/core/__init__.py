"""The field's rules: pure, standard library only, no Excel, no disk, no clock."""
