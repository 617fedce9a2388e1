"""Checks what keeps workflows and retries from paying twice, and from being refused by AWS: paid_once.py TEMPLATE"""

import json
import sys
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

# After these, Lambda or the function says that the request was never read, or BFL that it was not accepted.
NOTHING_ACCEPTED = {
    "FluxFill.RateLimited", "FluxFill.Unavailable", "FluxFill.Misconfigured", "FluxFill.InProgress",
    "Lambda.TooManyRequestsException",
}  # fmt: skip
# A process can exit, a sandbox time out and a service fail after a submit was sent, too.
PERHAPS_ACCEPTED = {
    "FluxFill.SubmitUnknown", "FluxFill.Internal", "Runtime.ExitError", "Runtime.Unknown", "Sandbox.Timedout",
    "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.Unknown",
    "States.Timeout", "States.TaskFailed", "States.ALL",
}  # fmt: skip
# With a key, these may be tried again; the key would answer the same after the others.
SAFE_WITH_KEY = {
    "Runtime.ExitError", "Sandbox.Timedout", "Lambda.ServiceException", "Lambda.AWSLambdaException",
    "Lambda.SdkClientException", "Lambda.ClientExecutionTimeoutException", "Lambda.Unknown", "States.Timeout",
}  # fmt: skip
# What the function does with its table, no more.
TABLE_ACTIONS = {"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}
# What Step Functions is known to hand to S3 with an object.
PUT_OBJECT = {"Bucket", "Key", "Key.$", "Body", "ContentType"}

path = Path(sys.argv[1])
template = yaml_parse(path.read_text())
faults = []


def tasks(node):
    """Every task of a workflow by its name, those within a map too."""
    found = {}
    for name, state in node.get("States", {}).items():
        if state["Type"] == "Task":
            found[name] = state
        found |= tasks(state.get("ItemProcessor", {}))
    return found


def check(name, text):
    workflow = json.loads(text)
    if "arn:aws:" in text:
        faults.append(f"{name} runs in one partition of AWS only: arn:${{Partition}}:")
    if "TimeoutSeconds" not in workflow:
        faults.append(f"{name} may run for a year")
    for task, state in tasks(workflow).items():
        if state["Resource"].endswith(":s3:putObject"):
            for parameter in state["Parameters"].keys() - PUT_OBJECT:
                faults.append(f"{name}: nobody knows whether Step Functions takes {parameter} in {task}")
    submit = tasks(workflow)["Submit"]
    keyed = "idempotency_key" in text and "$.guard" in submit["Parameters"]["Payload.$"] and '"NotGuarded"' in text
    safe = NOTHING_ACCEPTED | (SAFE_WITH_KEY if keyed else set())
    for retry in submit["Retry"]:
        for error in set(retry["ErrorEquals"]) - safe:
            faults.append(f"{name} must not submit again after {error}")
    for catch in submit["Catch"]:
        if catch["Next"] == "NotSubmitted":
            for error in PERHAPS_ACCEPTED & set(catch["ErrorEquals"]):
                faults.append(f"{name} takes {error} for a submit that was not sent")


for file in sorted((path.parent / "infra/statemachine").glob("*.asl.json")):
    check(file.name, file.read_text())
table = template["Resources"]["ChargeGuard"]["Properties"]
if table.get("TimeToLiveSpecification") != {"AttributeName": "expires", "Enabled": True}:
    faults.append("The guard's records would stay for ever: they expire by the attribute expires")
if not table.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled"):
    faults.append("The guard's records could not be restored")
if not table.get("SSESpecification", {}).get("SSEEnabled"):
    faults.append("The guard's table must be encrypted by a key whose use is seen")


def statements(node):
    """Every statement of a policy below a node."""
    if isinstance(node, list):
        return [statement for item in node for statement in statements(item)]
    if not isinstance(node, dict):
        return []
    return [node] if "Action" in node else [s for value in node.values() for s in statements(value)]


about_table = [s for s in statements(template["Resources"]["FunctionRole"]) if "dynamodb" in str(s["Action"])]
if {action for s in about_table for action in s["Action"]} != TABLE_ACTIONS:
    faults.append("The function may do other things to the table than it does")
if any(not str(s["Resource"]).endswith("table/${ChargeGuard}'}") for s in about_table):
    faults.append("The function may reach other tables than its own")
if "RedriveExecution" in str(template["Resources"]):
    faults.append("A redrive submits again, so nobody here may do it")

for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
