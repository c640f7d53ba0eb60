"""Views of the room: companies, contacts, and the échanges logged on them."""
