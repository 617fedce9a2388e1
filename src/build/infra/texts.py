"""Checks what no other checker reads in template.yaml: JSON in texts, and what it must agree in with infra/openapi.yaml
and the workflows. texts.py TEMPLATE
"""

import json
import re
import sys
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

path = Path(sys.argv[1])
template = yaml_parse(path.read_text())
openapi = yaml_parse((path.parent / "infra/openapi.yaml").read_text())
faults = []


def is_json(what, text):
    try:
        return json.loads(re.sub(r"\$\{[A-Za-z:.]+}|\$context[A-Za-z.]+", "value", text))
    except ValueError as e:
        faults.append(f"{what} is not JSON: {e}")
        return {}


def texts(node):
    """Every text under a node."""
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, list):
        return [text for item in node for text in texts(item)]
    return [node] if isinstance(node, str) else []


def tasks(node):
    """What the tasks of a workflow call, as the actions of a policy."""
    if isinstance(node, list):
        return {action for item in node for action in tasks(item)}
    if not isinstance(node, dict):
        return set()
    actions = tasks(list(node.values()))
    call = re.fullmatch(r"arn:\$\{Partition}:states:::(?:aws-sdk:)?(\w+):(\w+)", str(node.get("Resource", "")))
    if call:
        action = f"{call[1]}:{call[2][0].upper()}{call[2][1:]}"
        actions.add("lambda:InvokeFunction" if action == "lambda:Invoke" else action)
    return actions


resources = template["Resources"]
api = resources["FillApi"]["Properties"]
dashboard = resources["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
is_json("The dashboard", dashboard)
is_json("The format of access logs", api["AccessLogSetting"]["Format"])
for kind, answer in openapi["x-amazon-apigateway-gateway-responses"].items():
    for text in answer["responseTemplates"].values():
        body = is_json(f"The gateway's answer {kind}", text.replace("$context.error.messageString", '"text"'))
        if "detail" not in body:
            faults.append(f"The gateway's answer {kind} has no detail")

# By its name and stage an API's metrics are found.
if api["Name"] != openapi["info"]["title"]:
    faults.append("The API's name is not the title in infra/openapi.yaml")
for setting in api["MethodSettings"]:
    route = setting["ResourcePath"][1:].replace("~1", "/")
    if route != "*" and setting["HttpMethod"].lower() not in openapi["paths"].get(route, {}):
        faults.append(f"There is no {setting['HttpMethod']} {route} to throttle")

alarms = {name for name, resource in resources.items() if resource["Type"] == "AWS::CloudWatch::Alarm"}
shown = set(re.findall(r"\$\{(\w+)\.Arn}", dashboard))
for name in alarms ^ shown:
    faults.append(f"{name} is an alarm or on the dashboard, but not both")
for name in alarms:
    if "AlarmTopicArn" not in texts(resources[name]["Properties"]["AlarmActions"]):
        faults.append(f"{name} tells no topic")

for name, resource in resources.items():
    if resource["Type"] == "AWS::Serverless::StateMachine":
        workflow = (path.parent / resource["Properties"]["DefinitionUri"]).read_text()
        role = resources[resource["Properties"]["Role"]["Fn::GetAtt"][0]]
        for action in tasks(json.loads(workflow)) - set(texts(role["Properties"]["Policies"])):
            faults.append(f"{name} may not call {action}")
        for text in set(re.findall(r"\$\{(\w+)}", workflow)) ^ resource["Properties"]["DefinitionSubstitutions"].keys():
            faults.append(f"{name} and its definition do not agree in {text}")

for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
