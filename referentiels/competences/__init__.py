"""What people do with skills: type them, put them away, merge them."""
