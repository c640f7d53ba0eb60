"""A description pasted or dropped by a commercial, read into the fields of a besoin, each with the words it came from."""
