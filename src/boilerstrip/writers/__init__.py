"""Writers: an article -> text for people and machines, and the files that it goes into."""
