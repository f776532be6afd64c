"""Site rules for boilerstrip."""
