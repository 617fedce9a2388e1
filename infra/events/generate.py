#!/usr/bin/env python3
"""Makes mask.png and every event in this folder from photo.jpeg.

    python3 infra/events/generate.py            # needs Pillow
    python3 infra/events/generate.py SOURCE.jpg # makes photo.jpeg first, from the full photograph

The same input gives the same files, as long as Pillow's encoders stay the same.
"""

import base64
import io
import json
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

FOLDER = Path(__file__).resolve().parent
SIZE = (480, 320)
THUMBNAIL = (288, 192)
PROMPT = "An empty launch pad at dusk, clear sky, no rocket"
TASK = "6b1ff0e6-36b6-4b7f-9f0e-3e4f5a6b7c8d"
FILL = "/v1/flux-pro-1.0-fill"
FINETUNED = "/v1/flux-pro-1.0-fill-finetuned"
GET_RESULT = "/v1/get_result"
# Times of AWS' own samples would look odd beside a rocket of 2015; any fixed one will do.
EPOCH_MILLIS = 1795176000000
COMMON_TIME = "20/Nov/2026:12:00:00 +0000"
ACCOUNT = "123456789012"
REQUEST_ID = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"
USER_AGENT = "curl/8.5.0"
CALLER = "203.0.113.7"


# ---- pictures


def make_photo(source):
    Image.open(source).convert("RGB").resize(SIZE, Image.LANCZOS).save(
        FOLDER / "photo.jpeg", quality=85, optimize=True
    )


def make_mask():
    """White over the rocket and its mount, down to the roof it stands on; black elsewhere."""
    scale = 4  # drawn larger, so that the rounded outline is round
    mask = Image.new("L", (SIZE[0] * scale, SIZE[1] * scale), 0)
    draw = ImageDraw.Draw(mask)
    draw.rounded_rectangle([v * scale for v in (224, 86, 261, 303)], radius=16 * scale, fill=255)
    mount = (224, 252, 261, 252, 274, 270, 274, 303, 208, 303, 208, 270)
    draw.polygon([v * scale for v in mount], fill=255)
    mask = mask.filter(ImageFilter.GaussianBlur(3 * scale)).point(lambda v: 255 if v >= 110 else 0)
    mask = mask.resize(SIZE, Image.LANCZOS).point(lambda v: 255 if v >= 128 else 0)
    mask.save(FOLDER / "mask.png", optimize=True)
    return mask


def encoded(image, image_format, **options):
    out = io.BytesIO()
    image.save(out, image_format, **options)
    return base64.b64encode(out.getvalue()).decode("ascii")


def file_base64(name):
    return base64.b64encode((FOLDER / name).read_bytes()).decode("ascii")


# ---- envelopes, after the sample events in AWS' documentation


def v1(method, path, body=None, query=None, headers=None, is_base64=False):
    headers = {
        "accept": "application/json",
        "content-type": "application/json",
        "Host": "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
        "User-Agent": USER_AGENT,
        "X-Forwarded-For": CALLER,
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
        **(headers or {}),
    }
    return {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": query,
        "multiValueQueryStringParameters": query and {name: [value] for name, value in query.items()},
        "pathParameters": {"proxy": path.lstrip("/")},
        "stageVariables": None,
        "requestContext": {
            "resourceId": "2gxmpl",
            "resourcePath": "/{proxy+}",
            "httpMethod": method,
            "extendedRequestId": "JJbxmplHYosFVYQ=",
            "requestTime": COMMON_TIME,
            "path": "/prod" + path,
            "accountId": ACCOUNT,
            "protocol": "HTTP/1.1",
            "stage": "prod",
            "domainPrefix": "a1b2c3d4e5",
            "requestTimeEpoch": EPOCH_MILLIS,
            "requestId": REQUEST_ID,
            "identity": {
                "cognitoIdentityPoolId": None,
                "accountId": None,
                "cognitoIdentityId": None,
                "caller": None,
                "sourceIp": CALLER,
                "principalOrgId": None,
                "accessKey": None,
                "cognitoAuthenticationType": None,
                "cognitoAuthenticationProvider": None,
                "userArn": None,
                "userAgent": USER_AGENT,
                "user": None,
            },
            "domainName": "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
            "apiId": "a1b2c3d4e5",
        },
        "body": body,
        "isBase64Encoded": is_base64,
    }


def v2(method, path, body=None, query=None, headers=None, domain=None, extra_context=None):
    domain = domain or "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com"
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "&".join(f"{name}={value}" for name, value in (query or {}).items()),
        "headers": {
            "accept": "application/json",
            "content-type": "application/json",
            "host": domain,
            "user-agent": USER_AGENT,
            "x-forwarded-for": CALLER,
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
            **(headers or {}),
        },
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": domain.split(".")[0],
            **(extra_context or {}),
            "domainName": domain,
            "domainPrefix": domain.split(".")[0],
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": CALLER,
                "userAgent": USER_AGENT,
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": "$default",
            "stage": "$default",
            "time": COMMON_TIME,
            "timeEpoch": EPOCH_MILLIS,
        },
        "isBase64Encoded": False,
    }
    if query:
        event["queryStringParameters"] = query
    if body is not None:
        event["body"] = body
    return event


def alb(method, path, body):
    return {
        "requestContext": {
            "elb": {
                "targetGroupArn": f"arn:aws:elasticloadbalancing:eu-central-1:{ACCOUNT}"
                ":targetgroup/flux-fill/49e9d65c45c6791a"
            }
        },
        "httpMethod": method,
        "path": path,
        "multiValueQueryStringParameters": {},
        "multiValueHeaders": {
            "accept": ["application/json"],
            "content-type": ["application/json"],
            "host": ["flux-fill-1234567890.eu-central-1.elb.amazonaws.com"],
            "user-agent": [USER_AGENT],
            "x-amzn-trace-id": ["Root=1-5c536348-3d683b8b04734faae651f476"],
            "x-forwarded-for": [CALLER],
            "x-forwarded-port": ["443"],
            "x-forwarded-proto": ["https"],
        },
        "body": body,
        "isBase64Encoded": False,
    }


def authorizer(method, path, key):
    """What a REST API with a REQUEST authorizer asks: the same, and whose key it is."""
    event = v1(method, path, headers={"x-key": key})
    del event["body"], event["isBase64Encoded"]
    return {
        "type": "REQUEST",
        "methodArn": f"arn:aws:execute-api:eu-central-1:{ACCOUNT}:a1b2c3d4e5/prod/{method}{path}",
        **event,
    }


# ---- events


def events(mask):
    photo = Image.open(FOLDER / "photo.jpeg").convert("RGB")
    small_photo = photo.resize(THUMBNAIL, Image.LANCZOS)
    small_mask = mask.resize(THUMBNAIL, Image.LANCZOS).point(lambda v: 255 if v >= 128 else 0)

    full = {"image": file_base64("photo.jpeg"), "mask": file_base64("mask.png"), "prompt": PROMPT, "seed": 42}
    small = {
        "image": encoded(small_photo, "JPEG", quality=80, optimize=True),
        "mask": encoded(small_mask, "PNG", optimize=True),
        "prompt": PROMPT,
        "seed": 42,
    }
    finetuned = {"finetune_id": "my-finetune", "finetune_strength": 1.1, **small}
    without_mask = {name: value for name, value in small.items() if name != "mask"}

    holed = small_photo.convert("RGBA")
    holed.paste((0, 0, 0, 0), mask=small_mask)

    yield "direct-submit", full
    yield "direct-wait", {**full, "output_format": "jpeg", "wait": 20}
    yield "direct-finetuned", finetuned
    yield "direct-webhook", {
        **small,
        "webhook_url": "https://example.com/flux-fill/done",
        "webhook_secret": "change-me",
    }
    yield "direct-alpha", {**without_mask, "image": encoded(holed, "PNG", optimize=True), "wait": 20}
    yield "direct-data-uri", {
        **small,
        "image": "data:image/jpeg;base64," + small["image"],
        "mask": "data:image/png;base64," + small["mask"],
    }
    yield "direct-pick-up", {
        "id": TASK,
        "polling_url": f"https://api.eu2.bfl.ai{GET_RESULT}?id={TASK}",
        "wait": 20,
    }

    body = json.dumps(small)
    yield "api-gateway-v1-submit", v1("POST", FILL, body)
    yield "api-gateway-v1-submit-base64", v1(
        "POST", FILL, base64.b64encode(body.encode()).decode("ascii"), is_base64=True
    )
    yield "api-gateway-v1-get-result", v1("GET", GET_RESULT, query={"id": TASK})
    yield "api-gateway-v2-submit", v2("POST", FILL, body)
    yield "api-gateway-v2-submit-wait", v2("POST", FILL, json.dumps(full), headers={"prefer": "wait=20"})
    yield "api-gateway-v2-finetuned", v2("POST", FINETUNED, json.dumps(finetuned))
    yield "api-gateway-v2-get-result", v2("GET", GET_RESULT, query={"id": TASK})
    yield "function-url-submit", v2(
        "POST",
        FILL,
        body,
        domain="abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-central-1.on.aws",
        extra_context={"authentication": None},
    )
    yield "alb-submit", alb("POST", FILL, body)
    yield "api-gateway-authorizer", authorizer("POST", FILL, "a-key-of-this-api-0001")

    yield "invalid-everything", {
        "image": "!!! not base64 !!!",
        "mask": 1,
        "prompt": ["An empty launch pad"],
        "steps": 14,
        "prompt_upsampling": "maybe",
        "seed": 0.5,
        "guidance": 100.5,
        "output_format": "gif",
        "safety_tolerance": 7,
        "webhook_url": "",
        "webhook_secret": 5,
        "user": 7,
        "finetune_strength": 2.1,
        "wait": -1,
        "output": "https://example.com/out",
        "idempotency_key": "",
    }
    yield "invalid-mask-size", {**small, "mask": full["mask"]}
    yield "invalid-no-mask", without_mask
    yield "invalid-unknown-field", {**small, "gidance": 30}
    yield "invalid-base64", {**small, "image": small["image"][:100] + "*" + small["image"][100:]}
    yield "invalid-api-gateway-not-json", v2("POST", FILL, '{"image": ')
    yield "invalid-api-gateway-path", v2("POST", "/v1/flux-pro-1.1", body)
    yield "invalid-api-gateway-method", v2("GET", FILL)
    yield "invalid-array", [small]
    yield "invalid-null", None


def main():
    if len(sys.argv) > 1:
        make_photo(sys.argv[1])
    for name, event in events(make_mask()):
        (FOLDER / f"{name}.json").write_text(json.dumps(event, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
