"""A client that knows a task by its id alone."""

import os

from places import BASE_URL, KEY, PROMPT, base64_of, check, is_picture, until_ready

# Without a key for its own default client it cannot be imported.
os.environ["BFL_API_KEY"] = KEY
from black_forest_labs import Client  # noqa: E402

client = Client(api_key=KEY, base_url=BASE_URL)


def picture():
    task = client.generate(
        "flux-pro-1.0-fill", image=base64_of("photo.jpeg"), mask=base64_of("mask.png"), prompt=PROMPT
    )
    task = until_ready(lambda: client.get_result(task.id), lambda seen: seen.is_done)
    return is_picture(task.result.sample)


check("by id", picture)
