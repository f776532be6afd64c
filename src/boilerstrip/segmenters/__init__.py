"""From a decoded capture to the blocks that a reader sees: html.py for pages, text.py for dumps."""
