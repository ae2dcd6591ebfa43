"""The face that a person in danger meets: a form, a code, a page behind the code."""
