"""CVs received: kept, read, served."""
