"""ministack with AWS DMS, which it does not have: the resource types AWS::DMS::* and the API, both forwarded to the simulator of this project.

Started by run.ts, which owns the simulator and the time. The environment says where they are:

SIMULATOR_URL   the simulated DMS
TIME_URL        POST /next lets time pass until the next thing happens in DMS
LEAP_FILE       holds the milliseconds by which the time of the test is ahead of the clock
"""

import asyncio
import json
import logging
import os
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter

from ministack import app
from ministack.core import iam_actions, iam_evaluator, router, sigv4
from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch, eventbridge, lambda_svc, sts
from ministack.services.cloudformation import provisioners, stacks

from resources import RESOURCES, REPLACED_FOR, STAND_INS, stand_in

TARGET = "AmazonDMSv20160101"
CONTROL = "DmsE2e"
# Members of requests that are the resource of an action [Service Authorization Reference, AWS Database Migration Service].
RESOURCE_MEMBERS = ("ReplicationInstanceArn", "ReplicationTaskArn", "EndpointArn")
# What Lambda does about an asynchronous invocation: one that is throttled is tried again after 1 s, then ever later, up to 5 minutes, for 6 hours;
# one that fails after 1 minute, and after 2 more [Lambda Developer Guide, Error handling for asynchronous invocation].
THROTTLED_FIRST_SECONDS = 1
THROTTLED_MOST_SECONDS = 300
THROTTLED_TRIES = 80
FAILED_SECONDS = (60, 120)
IDLE_SECONDS = 60

logger = logging.getLogger("e2e")


class Invocations:
    """
    How many are under way, and what became of those by EventBridge, which nobody else is told of.

    One that waits for a given time is not under way: it sleeps, until whoever lets time pass says that it is so late. So does one that waits in some
    of its parts only.
    """

    def __init__(self):
        self._changed = threading.Condition()
        self._running = Counter()
        self._sleepers = {}
        self.failures = []
        self.abandoned = []
        self.counts = {}

    def begin(self, name):
        with self._changed:
            self._running[name] += 1

    def end(self, name):
        with self._changed:
            self._running[name] -= 1
            self._changed.notify_all()

    def sleep(self, name, seconds):
        """Comes back when it is so much later, by the time of the test."""
        sleeper = (name, object())
        with self._changed:
            self._sleepers[sleeper] = virtual_now() + seconds
            self._running[name] -= 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: sleeper not in self._sleepers)

    def wake(self, now):
        with self._changed:
            for sleeper in [each for each, at in self._sleepers.items() if at <= now]:
                del self._sleepers[sleeper]
                self._running[sleeper[0]] += 1
            self._changed.notify_all()

    def wakes_at(self):
        """When the next one wakes, or None if none sleeps."""
        with self._changed:
            return min(self._sleepers.values(), default=None)

    def note(self, name, event, result, is_gone):
        """What failed is given up at once where the function is gone."""
        with self._changed:
            self.counts[name] = self.counts.get(name, 0) + 1
            if result.get("error"):
                (self.abandoned if is_gone else self.failures).append({"function": name, "event": event.get("detail-type"), "result": str(result.get("body"))[:500]})

    def wait_until_idle(self, seconds):
        """Gives what runs on, if anything does."""
        with self._changed:
            self._changed.wait_for(lambda: not self._awake(), seconds)
            return self._awake()

    def _awake(self):
        return sorted(name for name, count in self._running.items() if count > 0)


invocations = Invocations()


def forward(headers, body):
    """Passes a call of the API on as it came, and gives what the simulator says."""
    request = urllib.request.Request(
        os.environ["SIMULATOR_URL"], data=body or b"{}", method="POST",
        headers={"content-type": "application/x-amz-json-1.1", "x-amz-target": headers.get("x-amz-target", "")},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, {"Content-Type": "application/x-amz-json-1.1"}, response.read()
    except urllib.error.HTTPError as fault:
        kept = {name: value for name, value in fault.headers.items() if name.lower() == "x-amzn-errortype"}
        return fault.code, {"Content-Type": "application/x-amz-json-1.1", **kept}, fault.read()


def is_of_bootstrap(access_key):
    return ":assumed-role/cdk-" in str(sts._sessions.get(access_key, {}).get("Arn", ""))


def condition_keys(service, iam_action, body, params):
    """With the condition key that ministack does not know: which policy is attached or detached."""
    policy_arns = params.get("PolicyArn") if service == "iam" else None
    given = {"iam:PolicyARN": policy_arns[0] if isinstance(policy_arns, list) else policy_arns} if policy_arns else {}
    return {**tag_context(service, iam_action, body, params), **given}


def denied(headers, body, query_params):
    """What IAM has against a call: the same that it does for ministack's own services, with the resources that DMS has for an action."""
    operation = headers.get("x-amz-target", "").split(".")[-1]
    payload = json.loads(body or b"{}")
    for resource_arn in [payload[name] for name in RESOURCE_MEMBERS if name in payload] or ["*"]:
        key = router.extract_access_key_id(headers, query_params)
        verdict = iam_evaluator.enforce(key, f"dms:{operation}", "dms", get_region(), resource_arn=resource_arn)
        if verdict:
            who = getattr(verdict, "principal_arn", key)
            return f"{who} is not authorized to perform: dms:{operation} on resource: {resource_arn}"
    return None


async def handle_dms(method, path, headers, body, query_params):
    message = denied(headers, body, query_params)
    if message:
        answer = {"__type": "AccessDeniedException", "message": message}
        return 400, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(answer).encode()
    return await asyncio.to_thread(forward, headers, body)


async def handle_control(method, path, headers, body, query_params):
    operation = headers.get("x-amz-target", "").split(".")[-1]
    answer = await asyncio.to_thread(CONTROL_CALLS[operation], json.loads(body or b"{}"))
    return 200, {"Content-Type": "application/json"}, json.dumps(answer).encode()


def put_event(event):
    """Has EventBridge deliver an event of AWS: PutEvents rightly refuses sources that begin with aws."""
    eventbridge._dispatch_event({
        "EventId": event.get("id", str(uuid.uuid4())),
        "Source": event["source"],
        "DetailType": event["detail-type"],
        "Detail": json.dumps(event["detail"]),
        "EventBusName": "default",
        "Time": event["time"],
        "Resources": event["resources"],
        "Account": get_account_id(),
        "Region": get_region(),
    })
    return {}


def tick(_):
    """Has EventBridge look at once for schedules that are due; by itself it does so every ten seconds."""
    eventbridge._tick_scheduled_rules()
    return {}


def wait_until_idle(given):
    """Wakes who has slept long enough, and comes back when no function runs, but for those that sleep."""
    invocations.wake(given["now"] / 1000)
    running = invocations.wait_until_idle(IDLE_SECONDS)
    return {
        "running": running, "wakesAt": invocations.wakes_at(), "failures": invocations.failures, "abandoned": invocations.abandoned,
        "counts": invocations.counts,
    }


def sleep(given):
    """A function waits; it sends this as virtual-time.cjs has it."""
    invocations.sleep(given["function"], given["milliseconds"] / 1000)
    return {}


CONTROL_CALLS = {"PutEvent": put_event, "Tick": tick, "WaitUntilIdle": wait_until_idle, "Sleep": sleep}


def execute(func, event):
    """Custom resources are called asynchronously [CloudFormation User Guide, Lambda-backed custom resources], so what fails is tried again."""
    name = func["config"]["FunctionName"]
    invocations.begin(name)
    try:
        return execute_until_done(func, event) if isinstance(event, dict) and "ResponseURL" in event else execute_throttled(func, event)
    finally:
        invocations.end(name)


def execute_until_done(func, event):
    """Runs a function, with the two retries that AWS makes after a failure and ministack does not."""
    name = func["config"]["FunctionName"]
    result = execute_throttled(func, event)
    for pause in FAILED_SECONDS:
        if not result.get("error"):
            break
        logger.warning("%s failed, and is tried again in %d s: %s", name, pause, result.get("body"))
        invocations.sleep(name, pause)
        if name not in lambda_svc._functions:
            break
        result = execute_throttled(func, event)
    return result


def execute_throttled(func, event):
    """Runs a function, and again while there is no capacity: reserved concurrency is kept to. Calls of a function that is gone are dropped."""
    name = func["config"]["FunctionName"]
    pause = THROTTLED_FIRST_SECONDS
    for _ in range(THROTTLED_TRIES):
        result = execute_once(func, event)
        if not result.get("throttle"):
            break
        invocations.sleep(name, pause)
        if name not in lambda_svc._functions:
            return {"body": "dropped"}
        pause = min(2 * pause, THROTTLED_MOST_SECONDS)
    return result


def deliver(arn, payload):
    """EventBridge to Lambda."""
    func, config, name = lambda_svc._get_func_record_for_ref(arn)
    if not func or not config:
        return
    record = lambda_svc._execution_record_for_config(func, config)
    event = json.loads(payload)
    invocations.begin(name)

    def run():
        result = {"error": True, "body": "not run"}
        try:
            result = execute_until_done(record, event)
        finally:
            invocations.note(name, event, result, is_gone=name not in lambda_svc._functions)
            invocations.end(name)

    threading.Thread(target=run, daemon=True).start()


def virtual_now():
    """Rules are due by the time of the test."""
    with open(os.environ["LEAP_FILE"], encoding="utf8") as file:
        return time.time() + int(file.read() or 0) / 1000


def without_expressions(props):
    """ministack knows no metric math: such an alarm gets a metric that never has data. It can be set, named and listened to, but not evaluated."""
    if "Metrics" not in props:
        return props
    kept = {name: value for name, value in props.items() if name not in ("Metrics", "ThresholdMetricId")}
    return {"Threshold": 0, **kept, "Namespace": "NotEvaluated", "MetricName": "NotEvaluated", "Statistic": "Maximum", "Period": 60}


def put_composite_alarm(logical_id, props, stack_name):
    name = props.get("AlarmName") or f"{stack_name}-{logical_id}"
    status, _, body = cloudwatch._put_composite_alarm({}, {**props, "AlarmName": name}, False, True)
    if status >= 400:
        raise ValueError(body.decode())
    return name, {"Arn": f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}"}


def delete_composite_alarm(physical_id, props):
    cloudwatch._composite_alarms.pop(physical_id, None)


def reserving(props, made):
    reserved = props.get("ReservedConcurrentExecutions")
    lambda_svc._functions[made[0]]["concurrency"] = None if reserved is None else int(reserved)
    return made


# The API.
router.SERVICE_PATTERNS["dms"] = {"target_prefixes": [TARGET], "host_patterns": [r"dms\."]}
router.SERVICE_PATTERNS["dms-e2e"] = {"target_prefixes": [CONTROL]}
app.SERVICE_HANDLERS["dms"] = handle_dms
app.SERVICE_HANDLERS["dms-e2e"] = handle_control

# IAM: the calls of the test to the adapter are not signed, functions sign with the time of the test, and the roles that the CDK's bootstrap makes
# may do all they like, as its own policies do not get past ministack.
authenticate_only = app._authenticate_only
app._authenticate_only = lambda service, *rest: None if service == "dms-e2e" else authenticate_only(service, *rest)
sigv4.request_time_failure = lambda *_, **__: None
resource_of = iam_actions.extract_resource_arn
# A rule of the default bus has no bus in its ARN [Service Authorization Reference, Amazon EventBridge].
iam_actions.extract_resource_arn = lambda *request: resource_of(*request).replace(":rule/default/", ":rule/")
tag_context = iam_actions.request_tag_context
iam_actions.request_tag_context = condition_keys
enforce = iam_evaluator.enforce
iam_evaluator.enforce = lambda key, *rest, **more: None if is_of_bootstrap(key) else enforce(key, *rest, **more)

# Resource types; those of DMS wait for DMS, so they must not stand in the way of the requests that are served meanwhile.
provisioners._RESOURCE_HANDLERS.update(RESOURCES)
provisioners._REPLACING_PROPERTIES.update(REPLACED_FOR)
provisioners._RESOURCE_HANDLERS["AWS::CloudWatch::CompositeAlarm"] = {"create": put_composite_alarm, "delete": delete_composite_alarm}
alarm = dict(provisioners._RESOURCE_HANDLERS["AWS::CloudWatch::Alarm"])
provisioners._RESOURCE_HANDLERS["AWS::CloudWatch::Alarm"].update({
    "create": lambda logical_id, props, stack_name: alarm["create"](logical_id, without_expressions(props), stack_name),
    "update": lambda physical_id, old, new, *rest: alarm["update"](physical_id, without_expressions(old), without_expressions(new), *rest),
})
for resource_type in STAND_INS:
    provisioners._RESOURCE_HANDLERS[resource_type] = stand_in(resource_type)
runs_on_worker_thread = stacks._runs_on_worker_thread
stacks._runs_on_worker_thread = lambda resource_type: resource_type.startswith("AWS::DMS::") or runs_on_worker_thread(resource_type)

# Reserved concurrency, which ministack keeps to, but does not take from templates.
function = dict(provisioners._RESOURCE_HANDLERS["AWS::Lambda::Function"])
provisioners._RESOURCE_HANDLERS["AWS::Lambda::Function"].update({
    "create": lambda logical_id, props, stack_name: reserving(props, function["create"](logical_id, props, stack_name)),
    "update": lambda physical_id, old, new, *rest: reserving(new, function["update"](physical_id, old, new, *rest)),
})

# Invocations and schedules.
execute_once = lambda_svc._execute_function_with_config_scope
lambda_svc._execute_function_with_config_scope = execute
eventbridge._dispatch_to_lambda = deliver
eventbridge._now_ts = virtual_now

if __name__ == "__main__":
    app.main()
