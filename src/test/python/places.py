"""What the cases need: the test PublishedClientsIT starts them, and tells by environment variables. Each prints a line of
JSON for what it has seen; all else that clients print is not read."""

import base64
import json
import os
import time
import urllib.request

BASE_URL = os.environ["BASE_URL"]
KEY = os.environ["KEY"]
PROMPT = os.environ["PROMPT"]

PAUSE = 0.1
MOST_LOOKS = 300


def base64_of(name):
    """A file of the project's sample events, as clients send it."""
    with open(os.path.join(os.environ["EVENTS"], name), "rb") as file:
        return base64.b64encode(file.read()).decode()


def is_picture(url):
    """Whether a JPEG is there."""
    with urllib.request.urlopen(url) as answer:
        return answer.read(3) == b"\xff\xd8\xff"


def until_ready(look, is_done):
    """Looks at a task until it is done."""
    for _ in range(MOST_LOOKS):
        task = look()
        if is_done(task):
            return task
        time.sleep(PAUSE)
    raise TimeoutError("the task is not done")


def check(name, case):
    """Runs a case, which is to return whether there is a picture, and tells how it went. Gives whether it went well."""
    try:
        seen = {"check": name, "pictures": int(case())}
    except Exception as error:
        seen = {"check": name, "pictures": 0, "error": f"{type(error).__name__}: {error}"[:500]}
    print("\n" + json.dumps(seen), flush=True)
    return seen["pictures"] > 0
