"""Three drafts on one topic, and what the judge says of them."""

import sys

from judge import verdicts, writer

task = [{"role": "user", "content": f"Write ten lines on {sys.argv[1]}."}]
drafts = [str(writer.generate_reply(task)) for _ in range(3)]
print(verdicts(drafts))
