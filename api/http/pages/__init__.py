"""The pages (页面): plain HTML made on the server, readable without scripts, in Chinese or English."""
