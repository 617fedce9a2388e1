"""BFL's own SDK."""

from blackforest import BFLClient
from blackforest.types.general.client_config import ClientConfig

from places import BASE_URL, KEY, PAUSE, PROMPT, base64_of, check, is_picture, until_ready

client = BFLClient(api_key=KEY, base_url=BASE_URL)
tasks = []


def picture():
    inputs = {"image": base64_of("photo.jpeg"), "mask": base64_of("mask.png"), "prompt": PROMPT}
    answer = client.generate("flux-pro-1.0-fill", inputs, ClientConfig(sync=True, polling_interval=PAUSE))
    tasks.append(answer.id)
    return is_picture(answer.result["sample"])


def picture_by_id():
    # It has no polling URLs but those that it was given itself.
    another = BFLClient(api_key=KEY, base_url=BASE_URL)
    task = until_ready(lambda: another.get_task_status(tasks[0]), lambda task: task.status == "Ready")
    return is_picture(task.result["sample"])


if check("picture", picture):
    check("by id", picture_by_id)
