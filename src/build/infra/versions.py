"""Checks that a deployment makes a new version of the function whenever there is something new, that everybody calls the
version in use, and that nothing is repeated by itself that could pay twice: versions.py TEMPLATE
"""

import re
import sys
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

# Parameters of the function that are not of a version: the concurrency is the function's, and code for another
# architecture is other code.
NOT_OF_A_VERSION = {"Architecture", "ReservedConcurrency"}
# Properties that say how versions are made, not what they are.
ABOUT_VERSIONS = {"AutoPublishAlias", "VersionDescription", "DeploymentPreference", "EventInvokeConfig"}

path = Path(sys.argv[1])
template = yaml_parse(path.read_text())
openapi = yaml_parse((path.parent / "infra/openapi.yaml").read_text())
resources = template["Resources"]
function = resources["FluxFillFunction"]["Properties"]
faults = []


def parameters(node):
    """The template's parameters that a node depends on, by its conditions too."""
    if isinstance(node, list):
        return {name for item in node for name in parameters(item)}
    if not isinstance(node, dict):
        return set()
    found = parameters([value for key, value in node.items() if key != "Fn::If"])
    if "Ref" in node:
        found |= {node["Ref"]}
    if "Fn::Sub" in node:
        found |= set(re.findall(r"\$\{(\w+)}", node["Fn::Sub"]))
    if "Fn::If" in node:
        condition, *values = node["Fn::If"]
        found |= parameters([template["Conditions"][condition], *values])
    return found & template["Parameters"].keys()


def mentions(node, target):
    """Whether a text below a node has the target in it."""
    if isinstance(node, list):
        return any(mentions(item, target) for item in node)
    if isinstance(node, dict):
        return any(mentions(item, target) for item in node.values())
    return isinstance(node, str) and target in node


described = parameters(function["VersionDescription"])
made_of = parameters([value for key, value in function.items() if key not in ABOUT_VERSIONS]) - NOT_OF_A_VERSION
for name in made_of - described:
    faults.append(f"VersionDescription must have {name}: without it, a new value makes no new version")
for name in described - made_of:
    faults.append(f"VersionDescription has {name}, which is not the function's: there would be two equal versions")

for kind in ("AWS::Lambda::Permission", "AWS::IAM::Role", "AWS::Serverless::StateMachine"):
    for name, resource in resources.items():
        named = re.search(r"'FluxFillFunction(\.Arn)?'|'FluxFillFunction', 'Arn'", str(resource["Properties"]))
        if resource["Type"] == kind and named:
            faults.append(f"{name} must have the function's alias")
if mentions(openapi, "FluxFillFunction.Arn") or mentions(openapi, "${FluxFillFunction}"):
    faults.append("infra/openapi.yaml must have the function's alias")

if not function["DeploymentPreference"]["Alarms"]:
    faults.append("Nothing takes a bad version back")
latest = [r["Properties"] for r in resources.values() if r["Type"] == "AWS::Lambda::EventInvokeConfig"]
if not any(config["Qualifier"] == "$LATEST" for config in latest):
    faults.append("What is sent to $LATEST would be repeated")
for config in [function["EventInvokeConfig"], *latest]:
    if config["MaximumRetryAttempts"] not in (0, {"Fn::If": ["HasGuard", 2, 0]}):
        faults.append("An asynchronous invocation that failed would be repeated without a table, and may have been paid")
if resources["ApiAccount"].get("DependsOn") != "FillApi":
    faults.append("ApiAccount must come after the API: in an account without any it cannot be made")
for name, resource in resources.items():
    if resource["Type"] == "AWS::IAM::Role" and "PermissionsBoundary" not in resource["Properties"]:
        faults.append(f"{name} has no permissions boundary")

for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
