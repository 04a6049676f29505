"""The measurements themselves: what they are made with is right."""
