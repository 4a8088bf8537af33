"""Connectors of every kind, and a gate that one of them decides."""

import json

import pulumi
import pulumi_aws as aws
from pulumi_codepipeline_approvals import (
    ApprovalGate,
    ApprovalHub,
    GateConnectorArgs,
    JiraConnector,
    JiraIssueArgs,
    PagerDutyConnector,
    PagerDutySeverity,
    ServiceNowChangeType,
    ServiceNowConnector,
    TeamsConnector,
    WebhookConnector,
)

secret = aws.secretsmanager.Secret("secret")
hub = ApprovalHub("hub", deletion_protection=False, connectors=True)
common = {"hub": hub.connection, "credentials_secret_arn": secret.arn}

changes = ServiceNowConnector(
    "changes",
    **common,
    instance_url="https://acme.service-now.com",
    change_type=ServiceNowChangeType.EMERGENCY,
    fields={"assignment_group": "Releases"},
)
JiraConnector(
    "tickets",
    **common,
    site_url="https://acme.atlassian.net",
    fields=json.dumps({"priority": {"id": "1"}}),
    issue=JiraIssueArgs(
        project_key="OPS",
        issue_type_id="10001",
        approved_status_ids=["10010"],
        rejected_status_ids=["10020"],
    ),
)
PagerDutyConnector("pager", **common, severity=PagerDutySeverity.ERROR)
TeamsConnector("teams", **common)
web = WebhookConnector("web", **common, url="https://releases.acme.com/approvals")
ApprovalGate(
    "prod",
    pipeline_name="orders",
    emails=["qa@example.com"],
    hub=hub.connection,
    connectors=[GateConnectorArgs(connection=changes.connection, approver_ids=["ann.owner"])],
)
pulumi.export("decisionUrl", web.decision_url)
