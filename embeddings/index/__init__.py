"""The index of a build: the table of its indicators with names and lines for people, written once, opened unread."""
