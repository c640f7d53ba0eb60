"""The board of the positionnements (`/besoins/tableau/`) and the same data as a list."""
