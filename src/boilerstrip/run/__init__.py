"""Runs: many captures through worker processes, one bad one never stopping the rest, and a batch that survives being killed."""
