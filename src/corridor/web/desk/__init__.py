"""Pages for the staff of the desk."""
