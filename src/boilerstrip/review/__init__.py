"""Review: what became of captures, as figures and differences; for the commands and pages that show it."""
