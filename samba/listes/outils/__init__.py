"""The buttons of every list: its columns, its saved searches, its export."""
