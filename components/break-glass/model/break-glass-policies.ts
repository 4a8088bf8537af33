/** Who may take on a break-glass role, what it may, and what its reviewers may. */
import { dnsSuffix } from "../../../contract/partitions";
import { actionKey, reasonTag, reviewerKey, type ReviewerKind } from "../../../contract/records";
import { document, type PolicyDocument, type Statement } from "../../approval/model/policies";
import type { ApprovalAction } from "../../naming/model/names";
import { parseArn } from "../../scope/model/arn";

/** A reason of ten characters and more. IAM User Guide: "?" stands for exactly one. */
const aReason = "??????????*";

/** IAM User Guide, "IAM policy elements: Variables and tags": only a user has it, and no session of a role. */
const ownName = "${aws:username}";

/**
 * Trust policy. A user takes the role on with MFA, as a session and with a source identity of their own name, and
 * says why. Each action has the condition keys that the Service Authorization Reference lists for it: of a key that a
 * request does not have, nothing is equal.
 */
export function breakGlassTrust(userArns: readonly string[]): PolicyDocument {
  const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
  const withReason = {
    StringLike: { [`aws:RequestTag/${reasonTag}`]: aReason },
    "ForAllValues:StringEquals": { "aws:TagKeys": reasonTag },
  };
  const named = { "sts:SourceIdentity": ownName };
  const allow = (Sid: string, Action: string, Condition: Statement["Condition"]): Statement => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS: [...userArns] },
    Action,
    Condition,
  });
  return document([
    allow("BreakTheGlass", "sts:AssumeRole", {
      ...mfa,
      StringEquals: { ...named, "sts:RoleSessionName": ownName },
      ...withReason,
    }),
    allow("SayWho", "sts:SetSourceIdentity", { ...mfa, StringEquals: named }),
    allow("SayWhy", "sts:TagSession", { ...mfa, ...withReason }),
  ]);
}

/** What a user needs beside the trust policy: a source identity and tags take a right on both sides. */
export function takeOnPolicy(roleArn: string): PolicyDocument {
  return document([
    {
      Sid: "TakeOnBreakGlassRole",
      Effect: "Allow",
      Action: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
      Resource: roleArn,
    },
  ]);
}

interface Arns {
  readonly actionArn: string;
  readonly pipelineArn: string;
}

/**
 * Decides exactly one approval action, and reads its pipeline. That the session has a name and a reason, the trust
 * policy says already. Of MFA a session of AssumeRole carries no sign (IAM User Guide, "Secure API access with MFA").
 */
export function breakGlassPolicy({ actionArn, pipelineArn }: Arns): PolicyDocument {
  return document([
    {
      Sid: "DecideInAnEmergency",
      Effect: "Allow",
      Action: "codepipeline:PutApprovalResult",
      Resource: actionArn,
      Condition: {
        StringLike: { "aws:SourceIdentity": "?*", [`aws:PrincipalTag/${reasonTag}`]: aReason },
      },
    },
    {
      Sid: "ReadPipeline",
      Effect: "Allow",
      Action: [
        "codepipeline:GetPipelineState",
        "codepipeline:GetPipelineExecution",
        "codepipeline:ListActionExecutions",
      ],
      Resource: pipelineArn,
    },
  ]);
}

/** Where reviews are kept, and the key that encrypts them where that is a customer's. */
export interface ReviewsTable {
  readonly arn: string;
  readonly kmsKeyArn?: string;
}

/**
 * A reviewer writes reviews of this gate below a key that has the writer's own name: a user's name, or the id of
 * a role's session. So the key proves who has written. They read, change and delete nothing of others.
 */
export function reviewerPolicy(action: ApprovalAction, table: ReviewsTable): PolicyDocument {
  const key = actionKey(action.pipelineName, action.stageName, action.actionName);
  const write = (Sid: string, kind: ReviewerKind, who: string, Condition = {}): Statement => ({
    Sid,
    Effect: "Allow",
    Action: "dynamodb:PutItem",
    Resource: table.arn,
    Condition: {
      "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": reviewerKey(key, kind, who) },
      // Of a request without keys, all values are equal to anything.
      Null: { "dynamodb:LeadingKeys": "false" },
      ...Condition,
    },
  });
  return document([
    write("ReviewAsUser", "user", ownName),
    // A user reviews under a name, and for a federated session any user picks the name: only roles' ids begin so.
    write("ReviewAsSession", "session", "${aws:userid}", {
      StringLike: { "aws:userid": "AROA*:*" },
    }),
    ...useKey(table),
  ]);
}

/** DynamoDB Developer Guide, "Encryption at rest": a customer's key is used in the caller's name. */
function useKey({ arn, kmsKeyArn }: ReviewsTable): Statement[] {
  if (kmsKeyArn === undefined) return [];
  const { region, partition } = parseArn(arn, "hub.reviewsTableArn");
  return [
    {
      Sid: "UseKeyOfReviews",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Resource: kmsKeyArn,
      Condition: {
        StringEquals: { "kms:ViaService": `dynamodb.${region}.${dnsSuffix(partition)}` },
      },
    },
  ];
}
