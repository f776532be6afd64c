"""Readers: a place on disk -> the captures in it."""
