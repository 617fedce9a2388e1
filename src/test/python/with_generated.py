"""A client generated from BFL's own description of fill-finetuned, which knows a task by its id alone."""

import os
import sys

from places import BASE_URL, KEY, PROMPT, base64_of, check, is_picture, until_ready

sys.path.insert(0, os.environ["GENERATED"])
from bfl_api_client import AuthenticatedClient  # noqa: E402
from bfl_api_client.api.default import fill_finetuned, get_result  # noqa: E402
from bfl_api_client.models import FinetuneFluxProFillInputs, StatusResponse  # noqa: E402

client = AuthenticatedClient(
    base_url=BASE_URL, token=KEY, auth_header_name="x-key", prefix="", raise_on_unexpected_status=True
)


def picture():
    inputs = FinetuneFluxProFillInputs(
        finetune_id="my-finetune", image=base64_of("photo.jpeg"), mask=base64_of("mask.png"), prompt=PROMPT
    )
    task = fill_finetuned.sync(client=client, body=inputs)
    done = until_ready(
        lambda: get_result.sync(client=client, id=task.id), lambda seen: seen.status == StatusResponse.READY
    )
    return is_picture(done.result["sample"])


check("by id", picture)
