"""The freelance's file: create, edit, show."""
