/**
 * AWS managed policies, as far as they say something about `codepipeline:PutApprovalResult`: AWS
 * Managed Policy Reference Guide. Every other one is not known here, and an assertion that depends
 * on it says so.
 */

const allow = (element: object): object => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "ByAws", Effect: "Allow", Resource: "*", ...element }],
});

const approve = "codepipeline:PutApprovalResult";

/** By the part of the ARN after `:iam::aws:policy/`. */
const allowing: Readonly<Record<string, object>> = {
  AdministratorAccess: allow({ Action: "*" }),
  PowerUserAccess: allow({ NotAction: ["iam:*", "organizations:*", "account:*"] }),
  AWSCodePipelineApproverAccess: allow({ Action: approve }),
  AWSCodePipelineFullAccess: allow({ Action: "codepipeline:*" }),
  AWSCodePipeline_FullAccess: allow({ Action: "codepipeline:*" }),
};

/** These hold no right to decide. */
const silent = [
  "AmazonDynamoDBReadOnlyAccess",
  "AmazonS3FullAccess",
  "AmazonS3ReadOnlyAccess",
  "AmazonSNSFullAccess",
  "AmazonSNSReadOnlyAccess",
  "AmazonSQSFullAccess",
  "AmazonSQSReadOnlyAccess",
  "AWSCodePipeline_ReadOnlyAccess",
  "AWSCodePipelineReadOnlyAccess",
  "CloudWatchLogsFullAccess",
  "CloudWatchLogsReadOnlyAccess",
  "IAMReadOnlyAccess",
  "IAMUserChangePassword",
  "ReadOnlyAccess",
  "SecurityAudit",
  "job-function/Billing",
  "job-function/ViewOnlyAccess",
  "service-role/AWSLambdaBasicExecutionRole",
  "service-role/AWSLambdaVPCAccessExecutionRole",
];

const nothing = { Version: "2012-10-17", Statement: [] };
const denyAll = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
};

/** The document as far as approvals go; undefined where the policy is not known. */
export function awsManagedPolicy(arn: string): object | undefined {
  const [, name] = /^arn:aws[a-z-]*:iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  if (name === undefined) return undefined;
  if (name === "AWSDenyAll") return denyAll;
  return allowing[name] ?? (silent.includes(name) ? nothing : undefined);
}
