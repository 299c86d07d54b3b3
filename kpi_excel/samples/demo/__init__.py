"""What the officials of the sample province fill in, and the mistakes they make: data only."""
