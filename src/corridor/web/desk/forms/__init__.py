"""What staff may type and send, one module a page."""
