"""Checks that API Gateway can import an OpenAPI description, as far as its documentation tells: importable.py FILE.

It takes OpenAPI 3.0, makes models of schemas in JSON Schema draft 4, and fails on keywords that those do not have. Every
operation needs an integration, and here a key, unless a browser asks for it.
"""

import re
import sys

import yaml

# Keywords that API Gateway understands, or is known to drop.
SCHEMA_KEYWORDS = {
    "$ref", "default", "description", "enum", "format", "items", "maximum", "maxLength", "minimum", "minLength",
    "nullable", "properties", "required", "type",
}  # fmt: skip
# For browsers, which send no key.
OPEN = {"get /", "get /page/{file}"}
ANY_METHOD = "x-amazon-apigateway-any-method"
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", ANY_METHOD}

api = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
faults = []


def check_schema(where, schema):
    for keyword in schema.keys() - SCHEMA_KEYWORDS:
        faults.append(f"{where}: API Gateway cannot import the keyword {keyword}")
    if schema.get("format") in {"int32", "int64", "decimal"}:
        faults.append(f"{where}: API Gateway cannot import the format {schema['format']}")
    for name, inner in schema.get("properties", {}).items():
        check_schema(f"{where}.{name}", inner)
    if "items" in schema:
        check_schema(f"{where}[]", schema["items"])


def check_body(where, body):
    for media in body.get("content", {}).values():
        if set(media) != {"schema"} or not set(media["schema"]) == {"$ref"}:
            faults.append(f"{where}: a body must name a schema of the components, and nothing else")


def check_operation(where, operation):
    if not operation.get("security") and where not in OPEN:
        faults.append(f"{where}: nobody may get in without a key")
    if "x-amazon-apigateway-integration" not in operation:
        faults.append(f"{where}: there is no integration")
    check_body(where, operation.get("requestBody", {}))
    for status, response in operation.get("responses", {}).items():
        if "$ref" in response:
            faults.append(f"{where} {status}: API Gateway cannot import a response by reference")
        check_body(f"{where} {status}", response)


if not re.fullmatch(r"3\.0\.\d", str(api["openapi"])):
    faults.append("API Gateway imports OpenAPI 3.0 only")
for name, schema in api["components"]["schemas"].items():
    if not re.fullmatch(r"[A-Za-z0-9]+", name):
        faults.append(f"{name}: a schema's name may have letters and digits only")
    check_schema(name, schema)
for path, item in api["paths"].items():
    for method in item.keys() & METHODS:
        check_operation(f"{method} {path}", item[method])

for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
