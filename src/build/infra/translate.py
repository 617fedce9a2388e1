"""Prints template.yaml as CloudFormation gets it from SAM, with infra/openapi.yaml in it: translate.py TEMPLATE."""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")

from samtranslator.translator.transform import transform  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402


class NoManagedPolicies:
    """The translator asks for the account's managed policies; the template names none by short name."""

    @staticmethod
    def load():
        return {}


def included(node, folder):
    """What AWS::Include puts into a template."""
    if isinstance(node, list):
        return [included(item, folder) for item in node]
    if not isinstance(node, dict):
        return node
    include = node.get("Fn::Transform")
    if include is not None:
        return yaml_parse((folder / include["Parameters"]["Location"]).read_text())
    return {key: included(value, folder) for key, value in node.items()}


path = Path(sys.argv[1])
template = included(yaml_parse(path.read_text()), path.parent)
# What sam package does: code and workflows are in a bucket.
for resource in template["Resources"].values():
    for local in {"CodeUri", "DefinitionUri"} & resource["Properties"].keys():
        resource["Properties"][local] = "s3://bucket/key"
print(json.dumps(transform(template, {}, NoManagedPolicies()), indent=2))
