"""What readers outside see: released statements, and nothing of the desk."""
