"""Checks that callers get in by BFL's header, that limits carry the load, and that API Gateway's own answers let nobody pay
twice: template.yaml and infra/openapi.yaml together. api.py TEMPLATE
"""

import sys
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

# What API Gateway answers before it has handed the request to the function: only this may be 5xx, after which clients send
# a request again by themselves.
NOT_HANDLED = {"INTEGRATION_FAILURE", "AUTHORIZER_FAILURE", "AUTHORIZER_CONFIGURATION_ERROR"}
# Kinds that are 5xx unless they are given another code.
SERVER_ERRORS = NOT_HANDLED | {"DEFAULT_5XX", "API_CONFIGURATION_ERROR", "INTEGRATION_TIMEOUT"}
# 24 tasks of a BFL account, looked at twice a second, and as much again.
POLLS_PER_SECOND = 100
SUBMITS = {"/v1/flux-pro-1.0-fill", "/v1/flux-pro-1.0-fill-finetuned"}
POLLS = "/v1/get_result"
# For browsers, which send no key.
OPEN = {"/", "/page/{file}"}

path = Path(sys.argv[1])
template = yaml_parse(path.read_text())
openapi = yaml_parse((path.parent / "infra/openapi.yaml").read_text())
resources = template["Resources"]
faults = []


def number(value):
    """A number, or the default of the parameter that a value refers to."""
    return template["Parameters"][value["Ref"]]["Default"] if isinstance(value, dict) else value


def check_key():
    schemes = openapi["components"]["securitySchemes"]
    authorizers = {name for name, scheme in schemes.items() if "x-amazon-apigateway-authorizer" in scheme}
    keys = {name for name, scheme in schemes.items() if scheme["name"] == "x-api-key"}
    if openapi["x-amazon-apigateway-api-key-source"] != "AUTHORIZER":
        faults.append("The key must come from the authorizer: most clients send no header but x-key")
    for name in authorizers:
        authorizer = schemes[name]["x-amazon-apigateway-authorizer"]
        if schemes[name]["name"] != "x-key" or authorizer["identitySource"] != "method.request.header.x-key":
            faults.append(f"{name} must take the key from x-key")
        if authorizer["type"] != "request" or authorizer["authorizerResultTtlInSeconds"] < 300:
            faults.append(f"{name} must be a REQUEST authorizer whose answers are kept")
    for route, item in openapi["paths"].items():
        if route in OPEN:
            if set(item) != {"get"} or item["get"]["security"] != []:
                faults.append(f"{route} must be there without a key, to be read only")
            continue
        for method, operation in item.items():
            named = {name for requirement in operation["security"] for name in requirement}
            if not named & authorizers or not named & keys:
                faults.append(f"{method} {route} must have the authorizer, and ask for a key of the usage plan")
    sources = [
        str(resource["Properties"].get("SourceArn"))
        for resource in resources.values()
        if resource["Type"] == "AWS::Lambda::Permission"
    ]
    if not any("${FillApi}/authorizers/*" in source for source in sources):
        faults.append("API Gateway may not invoke the authorizer")
    if not any("${FillApi}/${FillApi.Stage}/*" in source for source in sources):
        faults.append("API Gateway may not invoke the function")


def check_limits():
    settings = {
        (setting["HttpMethod"], setting["ResourcePath"][1:].replace("~1", "/")): number(setting["ThrottlingRateLimit"])
        for setting in resources["FillApi"]["Properties"]["MethodSettings"]
    }
    plan = resources["UsagePlan"]["Properties"]
    polls = settings.get(("GET", POLLS), 0)
    if polls < POLLS_PER_SECOND:
        faults.append(f"{POLLS} must have {POLLS_PER_SECOND} requests a second, not {polls}")
    for route in SUBMITS:
        submits = settings.get(("POST", route))
        if submits is None or submits >= polls:
            faults.append(f"POST {route} must be throttled below {POLLS}")
    if ("*", "*") in settings and settings["*", "*"] < polls:
        faults.append("The stage takes fewer requests than its routes")
    if number(plan["Throttle"]["RateLimit"]) < polls:
        faults.append("A key has fewer requests a second than looks at tasks are allowed")
    if any(setting["MetricsEnabled"] for setting in resources["FillApi"]["Properties"]["MethodSettings"]):
        faults.append("Metrics of methods are billed, and nobody reads them")


def check_paths():
    for route in openapi["paths"]:
        if route in OPEN:
            continue
        if "{" in route:
            faults.append(f"{route}: the function reads the end of a path only, so API Gateway must know the whole")
        if route.endswith("/"):
            faults.append(f"{route}: API Gateway takes a path with and without a slash at its end for the same")


def check_answers():
    answers = openapi["x-amazon-apigateway-gateway-responses"]
    for kind in SERVER_ERRORS:
        # DEFAULT_5XX counts for those that are not there.
        code = answers.get(kind, answers["DEFAULT_5XX"]).get("statusCode", "500")
        if kind in NOT_HANDLED:
            continue
        if code != "424":
            faults.append(f"The gateway's answer {kind} must be 424: after {code} a client may submit again")
    for kind, answer in answers.items():
        again = answer.get("statusCode") in {"429", "503"}
        if again != ("gatewayresponse.header.retry-after" in answer.get("responseParameters", {})):
            faults.append(f"The gateway's answer {kind} must tell when to repeat, exactly if it may be repeated")
    for kind in ("UNAUTHORIZED", "INVALID_API_KEY", "ACCESS_DENIED"):
        answer = answers.get(kind, {})
        texts = answer.get("responseTemplates", {}).values()
        if answer.get("statusCode") != "403" or not any("Not authenticated - Invalid Authentication" in t for t in texts):
            faults.append(f"The gateway's answer {kind} must be BFL's to a wrong key")


check_key()
check_limits()
check_paths()
check_answers()
for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
