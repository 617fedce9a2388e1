"""Makes an OpenAPI document of BFL's own page about fill-finetuned, for generators of clients.

    bfl_openapi.py PAGE >bfl.json

PAGE is the page as BFL's documentation gives it out as Markdown: one operation, resolved, in a YAML block. What the page
leaves out, GET /v1/get_result, is added as BFL's document has it.
"""

import json
import re
import sys

from ruamel.yaml import YAML

STATUS = [
    "Task not found",
    "Pending",
    "Request Moderated",
    "Content Moderated",
    "Ready",
    "Error",
]


def schema_of(node):
    """A schema in the document's own form; the page has each property in an allOf of one."""
    if isinstance(node, list):
        return [schema_of(each) for each in node]
    if not isinstance(node, dict):
        return node
    if list(node) == ["allOf"] and len(node["allOf"]) == 1:
        return schema_of(node["allOf"][0])
    schema = {
        key: schema_of(value)
        for key, value in node.items()
        if key not in ("requiredProperties", "refIdentifier", "required")
    }
    required = node.get("requiredProperties")
    if required is None and isinstance(node.get("required"), list):
        required = node["required"]
    if required:
        schema["required"] = list(required)
    return schema


def named(content, components):
    """Moves the schemas of a body to the components, and refers to them."""
    references = []
    for schema in content["application/json"]["schemaArray"]:
        components[schema["title"]] = schema_of(schema)
        references.append({"$ref": schema["refIdentifier"]})
    schema = references[0] if len(references) == 1 else {"anyOf": references}
    return {"application/json": {"schema": schema}}


def document(page):
    block = re.search(r"^````yaml[^\n]*\n(.*?)^````", page, re.M | re.S).group(1)
    source = YAML(typ="safe").load(block)
    operation = source["paths"]
    components = {name: schema_of(schema) for name, schema in source["components"]["schemas"].items()}
    body = named(operation["request"]["body"], components)
    responses = {
        code: {"description": content["application/json"]["description"], "content": named(content, components)}
        for code, content in operation["response"].items()
    }
    components["StatusResponse"] = {"type": "string", "title": "StatusResponse", "enum": STATUS}
    components["ResultResponse"] = {
        "type": "object",
        "title": "ResultResponse",
        "required": ["id", "status"],
        "properties": {
            "id": {"type": "string"},
            "status": {"$ref": "#/components/schemas/StatusResponse"},
            "result": {"anyOf": [{"type": "object", "additionalProperties": True}, {"type": "null"}]},
            "progress": {"anyOf": [{"type": "number"}, {"type": "null"}]},
            "details": {"anyOf": [{"type": "object", "additionalProperties": True}, {"type": "null"}]},
        },
    }
    result = {"application/json": {"schema": {"$ref": "#/components/schemas/ResultResponse"}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "BFL API", "version": "1"},
        "paths": {
            operation["path"]: {
                operation["method"]: {
                    "operationId": "fill_finetuned",
                    "security": [{"APIKeyHeader": []}],
                    "requestBody": {"required": True, "content": body},
                    "responses": responses,
                }
            },
            "/v1/get_result": {
                "get": {
                    "operationId": "get_result",
                    "parameters": [{"name": "id", "in": "query", "required": True, "schema": {"type": "string"}}],
                    "responses": {
                        "200": {"description": "Successful Response", "content": result},
                        "422": responses["422"],
                    },
                }
            },
        },
        "components": {
            "schemas": components,
            "securitySchemes": {"APIKeyHeader": {"type": "apiKey", "in": "header", "name": "x-key"}},
        },
    }


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        json.dump(document(file.read()), sys.stdout, indent=2)
