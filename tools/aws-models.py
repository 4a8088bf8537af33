"""Writes rehearsal/aws/*/api-model.json: what AWS's API models allow in a request.

The operations are those that make resources, and those that the local AWS answers.

    python3 tools/aws-models.py            writes the tables
    python3 tools/aws-models.py --check    exits 1 where a table differs from what would be written

The source is botocore of the version below (Apache-2.0, Copyright Amazon.com, Inc. or its affiliates),
`pip install botocore==1.43.11`. Only facts are taken: names of operations and members, types, lengths,
ranges, patterns, enums, which members are required or sensitive, and where in HTTP they stand. No text of the documentation is.
"""
import json
import pathlib
import sys

VERSION = "1.43.11"

# Folder below rehearsal/aws: model of botocore, and the operations of which the input is taken.
SERVICES = {
    "cloudtrail": (
        "cloudtrail/2013-11-01", ["CreateTrail", "LookupEvents", "PutEventSelectors"],
    ),
    "cloudwatch": (
        "cloudwatch/2010-08-01", ["PutCompositeAlarm", "PutDashboard", "PutMetricAlarm"],
    ),
    "codebuild": ("codebuild/2016-10-06", ["CreateProject"]),
    "codeconnections": ("codeconnections/2023-12-01", ["CreateConnection"]),
    "codedeploy": ("codedeploy/2014-10-06", ["CreateApplication"]),
    "codepipeline": (
        "codepipeline/2015-07-09",
        ["CreateCustomActionType", "CreatePipeline", "DeletePipeline", "DisableStageTransition",
         "EnableStageTransition", "GetJobDetails", "GetPipeline", "GetPipelineExecution", "GetPipelineState",
         "ListActionExecutions", "ListPipelineExecutions", "ListPipelines", "ListRuleExecutions",
         "OverrideStageCondition", "PutApprovalResult", "PutJobFailureResult", "PutJobSuccessResult",
         "PutWebhook", "RetryStageExecution", "RollbackStage", "StartPipelineExecution", "StopPipelineExecution",
         "UpdatePipeline"],
    ),
    "dynamodb": (
        "dynamodb/2012-08-10",
        ["CreateTable", "DeleteItem", "GetItem", "PutItem", "Query", "Scan", "TransactWriteItems",
         "UpdateItem"],
    ),
    "events": (
        "events/2015-10-07",
        ["CreateEventBus", "PutEvents", "PutPermission", "PutRule", "PutTargets"],
    ),
    "iam": (
        "iam/2010-05-08",
        ["AddUserToGroup", "AttachGroupPolicy", "AttachRolePolicy", "AttachUserPolicy",
         "CreateGroup", "CreatePolicy", "CreateRole", "CreateUser",
         "PutGroupPolicy", "PutRolePolicy", "PutUserPolicy"],
    ),
    "kms": ("kms/2014-11-01", ["CreateAlias", "CreateKey", "GetPublicKey", "Sign", "Verify"]),
    "lambda": (
        "lambda/2015-03-31",
        ["AddPermission", "CreateEventSourceMapping", "CreateFunction",
         "CreateFunctionUrlConfig", "Invoke", "PutFunctionEventInvokeConfig"],
    ),
    "logs": ("logs/2014-03-28", ["CreateLogGroup", "PutQueryDefinition"]),
    "s3": (
        "s3/2006-03-01",
        ["CreateBucket", "DeleteObject", "GetBucketVersioning", "GetObject", "GetObjectLockConfiguration",
         "GetObjectRetention", "HeadBucket", "HeadObject", "ListObjectVersions", "ListObjectsV2",
         "PutBucketAccelerateConfiguration", "PutBucketAcl", "PutBucketCors",
         "PutBucketEncryption", "PutBucketLifecycleConfiguration", "PutBucketLogging",
         "PutBucketNotificationConfiguration", "PutBucketOwnershipControls", "PutBucketPolicy",
         "PutBucketRequestPayment", "PutBucketVersioning", "PutBucketWebsite", "PutObject",
         "PutObjectLockConfiguration", "PutObjectRetention", "PutPublicAccessBlock"],
    ),
    "scheduler": (
        "scheduler/2021-06-30",
        ["CreateSchedule", "CreateScheduleGroup", "DeleteSchedule", "GetSchedule", "ListSchedules",
         "UpdateSchedule"],
    ),
    "secretsmanager": (
        "secretsmanager/2017-10-17", ["CreateSecret", "GetSecretValue", "PutSecretValue"],
    ),
    "sns": ("sns/2010-03-31", ["CreateTopic", "Publish", "SetTopicAttributes", "Subscribe"]),
    "sqs": (
        "sqs/2012-11-05",
        ["CreateQueue", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl", "ReceiveMessage",
         "SendMessage", "SetQueueAttributes"],
    ),
    "ssm": ("ssm/2014-11-06", ["GetParameter", "PutParameter"]),
    "ssoadmin": (
        "sso-admin/2020-07-20",
        ["AttachCustomerManagedPolicyReferenceToPermissionSet", "CreatePermissionSet"],
    ),
    "sts": ("sts/2011-06-15", ["AssumeRole", "GetCallerIdentity"]),
}

# Members whose shape in the model is wrong, by the service's own reference.
CORRECTED = {
    # The API reference of ReceiveMessage lists the attributes of a message; github.com/aws/aws-sdk/issues/56.
    ("sqs", "ReceiveMessageRequest", "AttributeNames"): "MessageSystemAttributeList",
}

FACTS = ["required", "min", "max", "pattern", "enum", "sensitive"]
# Of a length, at least 0 says nothing.
NUMBERS = ["integer", "long", "float", "double"]


def references(shape):
    members = list(shape.get("members", {}).values())
    return members + [shape[key] for key in ("member", "key", "value") if key in shape]


def facts(shape):
    kept = {"type": shape["type"], **{fact: shape[fact] for fact in FACTS if shape.get(fact)}}
    if shape.get("min") == 0 and shape["type"] in NUMBERS:
        kept["min"] = 0
    if "members" in shape:
        kept["members"] = {name: to["shape"] for name, to in shape["members"].items()}
        located = {
            name: f"{to['location']} {to['locationName']}"
            for name, to in shape["members"].items()
            if "location" in to
        }
        if located:
            kept["locations"] = located
    for key in ("member", "key", "value"):
        if key in shape:
            kept[key] = shape[key]["shape"]
    return kept


def table(model, source, operations):
    shapes, found = model["shapes"], {}
    for (service, name, member), shape in CORRECTED.items():
        if source.startswith(f"{service}/"):
            shapes[name]["members"][member]["shape"] = shape
    inputs = {name: model["operations"][name]["input"]["shape"] for name in operations}
    wanted = list(inputs.values())
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        found[name] = facts(shapes[name])
        wanted.extend(to["shape"] for to in references(shapes[name]))
    return {
        "comment": "Written by tools/aws-models.py, which names the licence. Do not edit.",
        "source": f"botocore {VERSION}, data/{source}, Apache-2.0",
        "inputs": dict(sorted(inputs.items())),
        "shapes": dict(sorted(found.items())),
    }


def text(written):
    """One shape a line: a new version of the models shows in a diff what it changed."""
    line = lambda value: json.dumps(value, ensure_ascii=True)
    shapes = ",\n".join(
        f"    {line(name)}: {line(shape)}" for name, shape in written["shapes"].items()
    )
    head = ",\n".join(f"  {line(key)}: {line(written[key])}" for key in ("comment", "source", "inputs"))
    return f'{{\n{head},\n  "shapes": {{\n{shapes}\n  }}\n}}\n'


def main():
    try:
        import botocore
        from botocore.loaders import Loader
    except ImportError:
        sys.exit(f"botocore is absent: pip install botocore=={VERSION}")
    if botocore.__version__ != VERSION:
        sys.exit(f"botocore {VERSION} is needed, got {botocore.__version__}")
    rehearsal = pathlib.Path(__file__).resolve().parent.parent / "rehearsal" / "aws"
    differ = []
    for folder, (source, operations) in SERVICES.items():
        service, version = source.split("/")
        model = Loader().load_service_model(service, "service-2", version)
        file = rehearsal / folder / "api-model.json"
        wanted = text(table(model, source, operations))
        if "--check" not in sys.argv:
            file.parent.mkdir(exist_ok=True)
            file.write_text(wanted)
        elif not file.exists() or file.read_text() != wanted:
            differ.append(str(file.relative_to(rehearsal)))
    if differ:
        sys.exit(f"These differ, run tools/aws-models.py: {', '.join(differ)}")
    print(f"{len(SERVICES)} tables of botocore {VERSION}")


if __name__ == "__main__":
    main()
