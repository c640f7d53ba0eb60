"""Interviews (BES-6): slots proposed to both sides, confirmed by signed links, reminded, followed by two feedbacks."""
