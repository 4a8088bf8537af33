"""A release passes two stages of human approval on its way to production."""

import pulumi
import pulumi_aws as aws
from pulumi_codepipeline_approvals import ApprovalGate, ApprovalOrder, MultiApprovalStage

config = pulumi.Config()
pipeline_name = f"{pulumi.get_project()}-{pulumi.get_stack()}"


def people(rung: str) -> list[str]:
    """IAM users who may decide at one rung: from the configuration, nobody at first."""
    return config.get_object(f"{rung}Approvers") or []


def policy(*statements: dict) -> pulumi.Output[str]:
    return pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": list(statements)})


def bucket(name: str) -> aws.s3.Bucket:
    """A bucket that nobody reads or writes without TLS."""
    # An example is torn down with everything in it. Leave force_destroy out where data matters.
    made = aws.s3.Bucket(name, force_destroy=True)
    tls_only = {
        "Sid": "DenyWithoutTls",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [made.arn, pulumi.Output.concat(made.arn, "/*")],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    aws.s3.BucketPolicy(name, bucket=made.bucket, policy=policy(tls_only))
    return made


def allow(actions: list[str], *resources: pulumi.Input[str]) -> dict:
    return {"Effect": "Allow", "Action": actions, "Resource": list(resources)}


s3 = {"owner": "AWS", "provider": "S3", "version": "1"}


def put_site(target: aws.s3.Bucket) -> dict:
    return {
        **s3,
        "name": "Deploy",
        "category": "Deploy",
        "input_artifacts": ["site"],
        "configuration": {"BucketName": target.bucket, "Extract": "true"},
    }


source, artifacts, staging, production = map(
    bucket, ["source", "artifacts", "staging", "production"]
)
versions = aws.s3.BucketVersioning(
    "versions", bucket=source.bucket, versioning_configuration={"status": "Enabled"}
)
site = aws.s3.BucketObjectv2(
    "site",
    bucket=versions.bucket,
    key="site.zip",
    source=pulumi.AssetArchive(
        {"index.html": pulumi.StringAsset("<title>Approved by people</title>")}
    ),
)

approve_staging = ApprovalGate(
    "ApproveStaging",
    pipeline_name=pipeline_name,
    custom_data="Put version #{source.VersionId} on staging?",
    timeout_in_minutes=24 * 60,
    emails=config.get_object("stagingEmails") or [],
    approvers={"users": people("staging")},
)
sign_off = MultiApprovalStage(
    "SignOff",
    pipeline_name=pipeline_name,
    order=ApprovalOrder.SEQUENTIAL,
    custom_data="Release version #{source.VersionId} to everybody?",
    external_entity_link=pulumi.Output.format(
        "https://console.aws.amazon.com/s3/buckets/{0}", staging.bucket
    ),
    approvals=[
        {"name": "qa", "approvers": {"users": people("qa")}},
        {"name": "product", "approvers": {"users": people("product"), "require_mfa": True}},
    ],
)


def objects(*buckets: aws.s3.Bucket) -> list[pulumi.Output[str]]:
    return [pulumi.Output.concat(bucket.arn, "/*") for bucket in buckets]


trust = {
    "Effect": "Allow",
    "Principal": {"Service": "codepipeline.amazonaws.com"},
    "Action": "sts:AssumeRole",
    "Condition": {
        "StringEquals": {"aws:SourceAccount": aws.get_caller_identity_output().account_id}
    },
}
role = aws.iam.Role("role", assume_role_policy=policy(trust))
rights = policy(
    allow(
        ["s3:GetBucketVersioning", "s3:GetBucketLocation", "s3:ListBucket"],
        source.arn,
        artifacts.arn,
    ),
    allow(["s3:GetObject", "s3:GetObjectVersion"], *objects(source, artifacts)),
    allow(["s3:PutObject"], *objects(artifacts, staging, production)),
)
role_policies = [
    aws.iam.RolePolicy(name, role=role.name, policy=document)
    for name, document in {
        "rights": rights,
        # What the role needs to ask.
        "askStaging": approve_staging.pipeline_policy_json,
        "askSignOff": sign_off.pipeline_policy_json,
    }.items()
]

get_site = {
    **s3,
    "name": "Source",
    "namespace": "source",
    "category": "Source",
    "output_artifacts": ["site"],
    "configuration": {
        "S3Bucket": versions.bucket,
        "S3ObjectKey": site.key,
        "PollForSourceChanges": "true",
    },
}
pipeline = aws.codepipeline.Pipeline(
    "pipeline",
    name=pipeline_name,
    pipeline_type="V2",
    role_arn=role.arn,
    artifact_stores=[{"type": "S3", "location": artifacts.bucket}],
    stages=[
        {"name": "Source", "actions": [get_site]},
        approve_staging.stage,
        {"name": "DeployStaging", "actions": [put_site(staging)]},
        sign_off.stage,
        {"name": "DeployProduction", "actions": [put_site(production)]},
    ],
    # The first execution starts with the pipeline: its rights come before it.
    opts=pulumi.ResourceOptions(depends_on=role_policies),
)

pulumi.export("pipelineName", pipeline.name)
pulumi.export("stagingApprovers", approve_staging.approver_group_name)
pulumi.export("signOffApprovers", sign_off.approver_group_names)
