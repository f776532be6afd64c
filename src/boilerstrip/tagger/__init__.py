"""tagger: a small learned judge of blocks. Page -> probabilities, in numpy only."""
