"""A description pasted or dropped, read into the fields of a besoin, each value with the words it came from."""
