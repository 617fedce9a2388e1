"""Checks what keeps the workflows from paying twice, and from being refused by AWS: paid_once.py TEMPLATE"""

import json
import sys
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

# After these, Lambda or the function says that the request was never read, or BFL that it was not accepted.
NOTHING_ACCEPTED = {
    "FluxFill.RateLimited", "FluxFill.Unavailable", "FluxFill.Misconfigured", "Lambda.TooManyRequestsException",
}  # fmt: skip
# A process can exit, a sandbox time out and a service fail after a submit was sent, too.
PERHAPS_ACCEPTED = {
    "FluxFill.SubmitUnknown", "FluxFill.Internal", "Runtime.ExitError", "Runtime.Unknown", "Sandbox.Timedout",
    "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.Unknown",
    "States.Timeout", "States.TaskFailed", "States.ALL",
}  # fmt: skip
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
    for retry in submit["Retry"]:
        for error in set(retry["ErrorEquals"]) - NOTHING_ACCEPTED:
            faults.append(f"{name} must not submit again after {error}")
    for catch in submit["Catch"]:
        if catch["Next"] == "NotSubmitted":
            for error in PERHAPS_ACCEPTED & set(catch["ErrorEquals"]):
                faults.append(f"{name} takes {error} for a submit that was not sent")


for file in sorted((path.parent / "infra/statemachine").glob("*.asl.json")):
    check(file.name, file.read_text())
if "RedriveExecution" in str(template["Resources"]):
    faults.append("A redrive submits again, so nobody here may do it")

for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
