"""What each page shows, as plain frozen values. A view fills one, a template draws it."""
