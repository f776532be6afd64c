"""Training of the weights: outside the package, run from a checkout (see README.md)."""
