"""What repeats on the pages of one host: how pages are remembered, what is learned of them, and the file it is written to."""
