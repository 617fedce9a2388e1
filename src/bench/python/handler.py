"""The function's job as a plain Python handler: the standard library alone, in a runtime loop of its own.

It checks what the function checks of a submit (without pydantic's leniency), submits over a connection that it keeps, and
waits in the same rhythm. It has no S3, no retries, no log line and no metrics.
"""

import binascii
import http.client
import json
import os
import random
import ssl
import struct
import time
from urllib.parse import urlsplit

FILL, FINETUNED = "flux-pro-1.0-fill", "flux-pro-1.0-fill-finetuned"
MOST_BYTES = MOST_PIXELS = 20_000_000
BFL = urlsplit(os.environ["FLUX_FILL_BFL_URL"])
KEY = os.environ["BFL_API_KEY"]
MARGIN = 1.0


class InvalidRequest(Exception):
    """Carries all faults, as FastAPI lists them."""

    def __init__(self, faults):
        named = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in faults[:5])
        super().__init__(f"The request is not valid: {named}.")
        self.faults = faults


class Failure(Exception):
    def __init__(self, name, message, status):
        super().__init__(message)
        self.name, self.status = name, status


def integer(least=None, most=None):
    def check(value):
        if isinstance(value, bool) or not isinstance(value, int):
            return "Input should be a valid integer"
        return in_range(value, least, most)
    return check


def number(least, most):
    def check(value):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return "Input should be a valid number"
        return in_range(value, least, most)
    return check


def in_range(value, least, most):
    # Written so that NaN is refused as well.
    if least is not None and not value >= least:
        return f"Input should be greater than or equal to {least}"
    if most is not None and not value <= most:
        return f"Input should be less than or equal to {most}"
    return None


def text(value):
    return None if isinstance(value, str) else "Input should be a valid string"


def boolean(value):
    return None if isinstance(value, bool) else "Input should be a valid boolean"


def url(value):
    if not isinstance(value, str) or not 1 <= len(value) <= 2083:
        return "URL should have 1 to 2083 characters"
    parts = urlsplit(value)
    return None if parts.scheme in ("http", "https") and parts.hostname else "Input should be a valid URL"


def output_format(value):
    return None if value in ("jpeg", "png", "webp") else "Input should be 'jpeg', 'png' or 'webp'"


# Name, check, and whether null is allowed: always, for plain fill, or never.
ALWAYS, PLAIN, NEVER = "always", "plain", "never"
FIELDS = {
    "image": (text, NEVER), "mask": (text, ALWAYS), "prompt": (text, PLAIN), "steps": (integer(15, 50), PLAIN),
    "prompt_upsampling": (boolean, PLAIN), "seed": (integer(), ALWAYS), "guidance": (number(1.5, 100), PLAIN),
    "output_format": (output_format, ALWAYS), "safety_tolerance": (integer(0, 6), NEVER),
    "webhook_url": (url, ALWAYS), "webhook_secret": (text, ALWAYS), "user": (text, ALWAYS),
}
FINETUNE_FIELDS = {"finetune_id": (text, NEVER), "finetune_strength": (number(0, 2), NEVER)}


def checked(body, finetuned, own=None):
    """The request to send; raises InvalidRequest. With own fields, unknown ones are faults, else they are dropped."""
    faults = []

    def fault(field, message):
        faults.append({"type": "value_error", "loc": ["body", field], "msg": message})

    fields = {**FIELDS, **FINETUNE_FIELDS} if finetuned else FIELDS
    for required in ("image", "finetune_id") if finetuned else ("image",):
        if required not in body:
            fault(required, "Field required")
    request = {}
    for field, (check, nullable) in fields.items():
        if field not in body:
            continue
        value = body[field]
        if value is None and (nullable == ALWAYS or nullable == PLAIN and not finetuned):
            continue
        message = check(value)
        if message:
            fault(field, message)
        else:
            request[field] = value
    headers = {field: picture(field, request, fault) for field in ("image", "mask") if field in request}
    image, mask = headers.get("image"), headers.get("mask")
    if image and body.get("mask") is None and not image[2]:
        fault("mask", "Value error, is required: image has no alpha channel")
    if image and mask and image[:2] != mask[:2]:
        fault("mask", f"Value error, must have the size of image, {image[0]}x{image[1]}")
    if own is not None:
        for field in body:
            if field not in fields and field not in own:
                fault(field, "Extra inputs are not permitted")
    if faults:
        raise InvalidRequest(faults)
    return request


def picture(field, request, fault):
    """Width, height and alpha; None and a fault if the text is no picture. A data: prefix is cut off."""
    if request[field][:5].lower() == "data:":
        head, _, rest = request[field].partition(",")
        if head.lower().endswith(";base64"):
            request[field] = rest
    try:
        # In C, four times as fast as a regular expression over the text, so the whole is decoded for the check.
        data = binascii.a2b_base64(request[field], strict_mode=True)
    except (ValueError, binascii.Error):
        fault(field, "Value error, must be base64 or a data: URI with base64")
        return None
    if len(data) > MOST_BYTES:
        fault(field, f"Value error, must have at most {MOST_BYTES} bytes")
    try:
        header = png(data) or jpeg(data) or webp(data)
    except (IndexError, struct.error):
        header = None
    if not header or not header[0] or not header[1]:
        fault(field, "Value error, must be a PNG, JPEG or WebP picture with a readable header")
        return None
    if header[0] * header[1] > MOST_PIXELS:
        fault(field, f"Value error, must have at most {MOST_PIXELS} pixels")
    return header


def png(data):
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        return None
    width, height, _, colour = struct.unpack_from(">IIBB", data, 16)
    alpha, chunk = colour in (4, 6), 33
    while not alpha and data[chunk + 4:chunk + 8] != b"IDAT":
        alpha = data[chunk + 4:chunk + 8] == b"tRNS"
        chunk += 12 + struct.unpack_from(">I", data, chunk)[0]
    return width, height, alpha


def jpeg(data):
    if data[:2] != b"\xff\xd8":
        return None
    place = 2
    while True:
        while data[place] != 0xFF:
            place += 1
        while data[place] == 0xFF:
            place += 1
        marker = data[place]
        place += 1
        if marker in (0x00, 0x01) or 0xD0 <= marker <= 0xD7:
            continue
        if marker in (0xD9, 0xDA):
            return None
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, place + 3)
            return width, height, False
        place += struct.unpack_from(">H", data, place)[0]


def webp(data):
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    if data[12:16] == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF, False
    if data[12:16] == b"VP8L" and data[20] == 0x2F:
        bits = struct.unpack_from("<I", data, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    if data[12:16] == b"VP8X":
        return (int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1,
                bool(data[20] & 0x10))
    return None


class Bfl:
    """BFL's API over a connection that is kept."""

    def __init__(self):
        self.connection = http.client.HTTPSConnection(
            BFL.hostname, BFL.port, timeout=20, context=ssl.create_default_context())

    def ask(self, method, path, body=None):
        headers = {"x-key": KEY, "content-type": "application/json"}
        try:
            self.connection.request(method, path, body, headers)
            with self.connection.getresponse() as answer:
                return answer.status, json.loads(answer.read())
        except Exception:
            self.connection.close()
            raise

    def submit(self, endpoint, request):
        try:
            status, answer = self.ask("POST", f"/v1/{endpoint}", json.dumps(request).encode())
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise Failure("FluxFill.SubmitUnknown", f"The answer was lost ({type(error).__name__}).", 502) from None
        if status != 200:
            raise Failure("FluxFill.SubmitUnknown", f"BFL answered HTTP {status}.", 502)
        return answer

    def wait(self, task, seconds):
        """Polls until the task is finished or the time is up; gives what was heard last."""
        polling, began = urlsplit(task["polling_url"]), time.monotonic()
        if (polling.scheme, polling.netloc) != (BFL.scheme, BFL.netloc):
            return {}
        last = {}
        while True:
            waited = time.monotonic() - began
            pause = min(max(waited / 10, 0.25), 5) * (1 - 0.25 * random.random())
            if waited + pause >= seconds:
                return last
            time.sleep(pause)
            _, last = self.ask("GET", f"{polling.path}?{polling.query}")
            if last.get("status") not in ("Pending", "Reasoning", "Generating"):
                return last


def direct(event, bfl, seconds_left):
    finetuned = "finetune_id" in event or "finetune_strength" in event
    request = checked(event, finetuned, own=("wait",))
    wait = seconds_left if event.get("wait") is True else event.get("wait", 0)
    message = number(0, None)(wait)
    if message:
        raise InvalidRequest([{"type": "value_error", "loc": ["body", "wait"], "msg": message}])
    endpoint = FINETUNED if finetuned else FILL
    accepted = bfl.submit(endpoint, request)
    result = {"id": accepted["id"], "endpoint": endpoint, "status": "Pending", "polling_url": accepted["polling_url"]}
    if wait:
        task = bfl.wait(accepted, min(wait, seconds_left))
        result.update({field: task[field] for field in ("status", "progress", "result", "cost") if task.get(field)})
    return result


def over_http(event, bfl, seconds_left):
    del seconds_left
    try:
        if event["httpMethod"] != "POST":
            return answer(405, {"detail": "This path takes POST only."})
        endpoint = event["path"].rpartition("/v1/")[2]
        if endpoint not in (FILL, FINETUNED):
            return answer(404, {"detail": "There is no such path here."})
        body = event.get("body") or ""
        try:
            request = json.loads(binascii.a2b_base64(body) if event.get("isBase64Encoded") else body)
        except ValueError:
            return answer(400, {"detail": "The body is not JSON."})
        if not isinstance(request, dict):
            return answer(422, {"detail": [{"loc": ["body"], "msg": "Input should be a valid dictionary"}]})
        accepted = bfl.submit(endpoint, checked(request, endpoint == FINETUNED))
        headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
        base = f"https://{headers.get('host', 'localhost')}{event['requestContext'].get('path', '').rpartition('/v1/')[0]}"
        return answer(200, {"id": accepted["id"], "polling_url": f"{base}/v1/get_result?id={accepted['id']}"})
    except InvalidRequest as invalid:
        return answer(422, {"detail": invalid.faults})
    except Failure as failure:
        return answer(failure.status, {"detail": str(failure), "type": failure.name})


def answer(status, body):
    return {"statusCode": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body),
            "isBase64Encoded": False}


def handle(event, bfl, seconds_left):
    if not isinstance(event, dict):
        raise Failure("FluxFill.InvalidRequest", "The event must be a JSON object.", 422)
    is_http = "httpMethod" in event and "requestContext" in event
    return (over_http if is_http else direct)(event, bfl, seconds_left)


def main():
    bfl = Bfl()
    runtime = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    api = "/2018-06-01/runtime/invocation/"
    while True:
        runtime.request("GET", api + "next")
        with runtime.getresponse() as invocation:
            event, headers = invocation.read(), invocation.headers
        left = int(headers["Lambda-Runtime-Deadline-Ms"]) / 1000 - time.time() - MARGIN
        try:
            kind, result = "response", handle(json.loads(event), bfl, left)
        except InvalidRequest as invalid:
            message = f"{invalid} {json.dumps({'detail': invalid.faults})}"
            kind, result = "error", {"errorType": "FluxFill.InvalidRequest", "errorMessage": message}
        except Failure as failure:
            kind, result = "error", {"errorType": failure.name, "errorMessage": str(failure)}
        except Exception as error:  # A loop that ends would be a cold start for the next event.
            kind, result = "error", {"errorType": "FluxFill.Internal", "errorMessage": type(error).__name__}
        runtime.request("POST", f"{api}{headers['Lambda-Runtime-Aws-Request-Id']}/{kind}", json.dumps(result).encode())
        runtime.getresponse().read()


if __name__ == "__main__":
    main()
