"""The resource types AWS::DMS::*, as CloudFormation has them, by calls of the DMS API.

What CloudFormation sends on an update is not documented. Here it sends all that can be modified, also what has not changed, and has an
instance apply it immediately: whatever a template may do to a migration, it does.
"""

import hashlib
import json
import os
import urllib.error
import urllib.request

TARGET = "AmazonDMSv20160101"
MOST_HAPPENINGS = 500

# CloudFormation spells these otherwise than the API.
API_NAMES = {
    "PostgreSqlSettings": "PostgreSQLSettings", "MySqlSettings": "MySQLSettings", "MicrosoftSqlServerSettings": "MicrosoftSQLServerSettings",
    "IbmDb2Settings": "IBMDb2Settings",
}
INTEGERS = {"AllocatedStorage", "Port", "CdcStartTime"}
BOOLEANS = {"AutoMinorVersionUpgrade", "AllowMajorVersionUpgrade", "MultiAZ", "PubliclyAccessible"}

# Properties whose change means another resource [CloudFormation registry, createOnlyProperties].
REPLACED_FOR = {
    "AWS::DMS::Certificate": ("CertificateIdentifier", "CertificatePem", "CertificateWallet"),
    "AWS::DMS::Endpoint": ("KmsKeyId", "ResourceIdentifier"),
    "AWS::DMS::ReplicationInstance": (
        "KmsKeyId", "ResourceIdentifier", "DnsNameServers", "ReplicationSubnetGroupIdentifier", "PubliclyAccessible",
    ),
    "AWS::DMS::ReplicationSubnetGroup": ("ReplicationSubnetGroupIdentifier",),
    "AWS::DMS::ReplicationTask": ("ResourceIdentifier", "SourceEndpointArn", "TargetEndpointArn", "ReplicationInstanceArn"),
}

# Types that ministack does not have and the migration does not speak to: they get a name, and nothing else. The last is of the CDK itself, and
# its function needs a client of EC2 that is not installed here.
STAND_INS = [
    "AWS::EC2::CustomerGateway", "AWS::EC2::FlowLog", "AWS::EC2::SecurityGroupEgress", "AWS::EC2::SecurityGroupIngress", "AWS::EC2::VPNConnection",
    "AWS::EC2::VPNConnectionRoute", "AWS::EC2::VPNGateway", "AWS::EC2::VPNGatewayRoutePropagation",
    "Custom::VpcRestrictDefaultSG",
]


def post(url, payload, headers=None):
    request = urllib.request.Request(url, data=json.dumps(payload).encode(), method="POST", headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return json.loads(response.read() or b"{}")
    except urllib.error.HTTPError as fault:
        answer = json.loads(fault.read() or b"{}")
        raise ValueError(f"{answer.get('message', answer)} (Service: DMS, Error Code: {answer.get('__type')})") from None


def call(operation, payload):
    return post(os.environ["SIMULATOR_URL"], payload, {"x-amz-target": f"{TARGET}.{operation}"})


def typed(name, value):
    """CloudFormation gives values the type that the property has, whatever an intrinsic function made of them."""
    if name in INTEGERS:
        return int(value)
    if name in BOOLEANS:
        return str(value).lower() == "true"
    return value


def api_input(props):
    return {API_NAMES.get(name, name): typed(name, value) for name, value in props.items()}


class DmsResource:
    """One resource type: what the API calls it, and what of it can be modified."""

    def __init__(self, member, created_by="Create", fixed=()):
        self.member = member
        self.created_by = created_by
        self.fixed = set(fixed)
        self.arn = f"{member}Arn"
        self.plural = f"{member}s"

    def handlers(self):
        return {"create": self.create, "update": self.update, "delete": self.delete}

    def physical_id(self, described):
        return described[self.arn]

    def attributes(self, described):
        return {}

    def reference(self, physical_id):
        return {self.arn: physical_id}

    def describe(self, physical_id):
        """The resource, or None if there is none."""
        name = {"ReplicationInstance": "replication-instance-arn", "ReplicationTask": "replication-task-arn", "Endpoint": "endpoint-arn"}[self.member]
        try:
            return call(f"Describe{self.plural}", {"Filters": [{"Name": name, "Values": [physical_id]}]})[self.plural][0]
        except (ValueError, IndexError):
            return None

    def is_settled(self, described):
        return described.get("Status") not in ("creating", "modifying", "deleting")

    def settle(self, physical_id, is_settled):
        """Lets time pass until it is as it is to be."""
        for _ in range(MOST_HAPPENINGS):
            described = self.describe(physical_id)
            if is_settled(described):
                return described
            post(os.environ["TIME_URL"] + "/next", {})
        raise TimeoutError(f"{physical_id} does not come to rest: {described}")

    def create(self, logical_id, props, stack_name):
        described = call(f"{self.created_by}{self.member}", api_input(props))[self.member]
        physical_id = self.physical_id(described)
        described = self.settle(physical_id, lambda found: found is not None and self.is_settled(found))
        return physical_id, self.attributes(described)

    def update(self, physical_id, old_props, new_props, stack_name):
        sent = {name: value for name, value in new_props.items() if name not in self.fixed and name not in ("Tags", "Password")}
        call(f"Modify{self.member}", {**self.reference(physical_id), **api_input(sent), **self.beside()})
        described = self.settle(physical_id, lambda found: found is not None and self.is_settled(found))
        return physical_id, self.attributes(described)

    def beside(self):
        return {}

    def delete(self, physical_id, props):
        if self.describe(physical_id) is None:
            return
        call(f"Delete{self.member}", self.reference(physical_id))
        self.settle(physical_id, lambda found: found is None)


class Instance(DmsResource):
    def is_settled(self, described):
        return described["ReplicationInstanceStatus"] == "available" and not described.get("PendingModifiedValues")

    def attributes(self, described):
        return {
            name: ",".join(address for address in described.get(name) or [] if address)
            for name in ("ReplicationInstancePublicIpAddresses", "ReplicationInstancePrivateIpAddresses")
        }

    def beside(self):
        return {"ApplyImmediately": True}


class Endpoint(DmsResource):
    def attributes(self, described):
        return {"ExternalId": described.get("ExternalId", "")}


class SubnetGroup(DmsResource):
    def physical_id(self, described):
        return described["ReplicationSubnetGroupIdentifier"]

    def reference(self, physical_id):
        return {"ReplicationSubnetGroupIdentifier": physical_id}

    def describe(self, physical_id):
        filters = [{"Name": "replication-subnet-group-id", "Values": [physical_id]}]
        try:
            return call("DescribeReplicationSubnetGroups", {"Filters": filters})["ReplicationSubnetGroups"][0]
        except (ValueError, IndexError):
            return None


class Certificate(DmsResource):
    """Cannot be modified, only replaced."""

    def handlers(self):
        return {"create": self.create, "delete": self.delete}

    def describe(self, physical_id):
        try:
            return call("DescribeCertificates", {"Filters": [{"Name": "certificate-arn", "Values": [physical_id]}]})["Certificates"][0]
        except (ValueError, IndexError):
            return None


RESOURCES = {
    "AWS::DMS::Certificate": Certificate("Certificate", created_by="Import").handlers(),
    "AWS::DMS::Endpoint": Endpoint("Endpoint", fixed=REPLACED_FOR["AWS::DMS::Endpoint"]).handlers(),
    "AWS::DMS::ReplicationInstance": Instance(
        "ReplicationInstance", fixed=(*REPLACED_FOR["AWS::DMS::ReplicationInstance"], "AvailabilityZone"),
    ).handlers(),
    "AWS::DMS::ReplicationSubnetGroup": SubnetGroup("ReplicationSubnetGroup").handlers(),
    "AWS::DMS::ReplicationTask": DmsResource("ReplicationTask", fixed=REPLACED_FOR["AWS::DMS::ReplicationTask"]).handlers(),
}


def stand_in(resource_type):
    def create(logical_id, props, stack_name):
        digest = hashlib.sha256(f"{stack_name}/{logical_id}".encode()).hexdigest()[:17]
        return f"{resource_type.split('::')[-1].lower()}-{digest}", {}

    return {"create": create, "update": lambda physical_id, old, new, stack_name: (physical_id, {}), "delete": lambda physical_id, props: None}
