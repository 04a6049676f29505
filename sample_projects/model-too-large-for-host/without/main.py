"""A draft on one topic, and what the judge says of it."""

import sys

from judge import verdict, writer

draft = str(writer.generate_reply([{"role": "user", "content": f"Write ten lines on {sys.argv[1]}."}]))
print(draft)
print(verdict(draft))
