"""The walkthrough's face: what is asked, and how answers come in from a terminal, a list or a file."""
