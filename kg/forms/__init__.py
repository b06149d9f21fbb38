"""The forms (表式) that can be read: each turns a text layer into a reading, or says that the page is not its own."""
