/** Statements that a company adds to the policy of a topic: read, checked, and never in place of ours. */
import { parseArn } from "../../scope/model/arn";
import { type Check, quote, throwInvalid } from "../../inputs/model/checks";
import { topicActions, topicPolicySize } from "../../inputs/model/limits";
import {
  awsAccounts,
  isPlainRecord,
  namesSource,
  servicesOf,
  type Written,
} from "./statement-parts";
import {
  document,
  type PolicyDocument,
  type Statement,
  topicPolicy,
} from "../../approval/model/policies";

/** JSON text: one statement, a list of them, or a policy document that holds them. */
export const topicPolicyStatements: Check<string> = (value, path) => {
  // Held against ours at once; the topic's own ARN, and so the size, is known later.
  const topicArn = "arn:aws:sns:eu-west-1:111122223333:topic";
  const own = topicPolicy(topicArn, parseArn(topicArn, path));
  withStatements(own, addedStatements(value, topicArn, path), path);
};

/** The statements, for exactly this topic; one without a Sid is given one. */
export function addedStatements(text: string, topicArn: string, path: string): Statement[] {
  return readStatements(text, path).map((statement, index) => ({
    ...(statement as unknown as Statement),
    Sid: statement.Sid ?? `AddedStatement${index + 1}`,
    Resource: topicArn,
  }));
}

/** Ours first and as they are: an added statement has another Sid, and none is taken away. */
export function withStatements(
  policy: PolicyDocument,
  added: readonly Statement[],
  path: string,
): PolicyDocument {
  const seen = new Set(policy.Statement.map(({ Sid }) => Sid));
  for (const { Sid } of added) {
    if (seen.has(Sid)) {
      throwInvalid(
        path,
        `\`${path}\` must have statements of Sids of their own, got: ${quote(Sid)}, which another ` +
          "statement of the topic's policy has. Rename it, or leave `Sid` out.",
      );
    }
    seen.add(Sid);
  }
  const whole = document([...policy.Statement, ...added]);
  const { bytes, statements } = topicPolicySize;
  const size = Buffer.byteLength(JSON.stringify(whole));
  if (size > bytes || whole.Statement.length > statements) {
    throwInvalid(
      path,
      `\`${path}\` must leave the topic's policy at ${bytes} bytes and ${statements} statements at ` +
        `most, the quota of SNS, got: ${size} bytes and ${whole.Statement.length} statements. Leave ` +
        "some out, or name their actions and principals in fewer.",
    );
  }
  return whole;
}

function readStatements(text: unknown, path: string): Written[] {
  const shape = `\`${path}\` must be JSON text of a policy statement, of a list of them, or of a policy document`;
  const remedy = "Write it with JSON.stringify, in YAML with fn::toJSON.";
  let parsed: unknown;
  try {
    parsed = JSON.parse(text as string);
  } catch {
    throwInvalid(path, `${shape}, got: ${quote(text)}. ${remedy}`);
  }
  const held = isPlainRecord(parsed) && "Statement" in parsed ? parsed.Statement : parsed;
  const list = Array.isArray(held) ? held : [held];
  if (list.length === 0 || !list.every(isPlainRecord))
    throwInvalid(path, `${shape}, got: ${quote(text)}. ${remedy}`);
  for (const [index, statement] of list.entries())
    judge(statement as Written, `${index + 1}`, path);
  return list as Written[];
}

function judge(statement: Written, number: string, path: string): void {
  const no = (rule: string, got: unknown, remedy: string): never =>
    throwInvalid(path, `\`${path}\` ${rule} in statement ${number}, got: ${quote(got)}. ${remedy}`);
  const { Effect, Action } = statement;
  if (Effect !== "Allow" && Effect !== "Deny") {
    no('must have the Effect "Allow" or "Deny"', Effect, "Give it one of the two.");
  }
  for (const key of ["Resource", "NotResource", "NotAction"]) {
    if (key in statement) {
      no(
        `must have no ${key}`,
        statement[key],
        key === "NotAction"
          ? "Name the actions."
          : "Leave it out: it is always the gate's own topic.",
      );
    }
  }
  const actions = Array.isArray(Action) ? Action : [Action];
  const wrong = actions.find((action) => !isTopicAction(action));
  if (actions.length === 0 || wrong !== undefined || Action === undefined) {
    no(
      "must name actions that SNS takes in the policy of a topic",
      wrong ?? Action,
      `They are ${topicActions.join(", ")}.`,
    );
  }
  judgePrincipal(statement, no);
}

/** What a company forbids is its own affair; what it allows must not open the topic to the world. */
function judgePrincipal(
  statement: Written,
  no: (rule: string, got: unknown, remedy: string) => never,
): void {
  const { Effect, Principal, Condition } = statement;
  if ("Principal" in statement && "NotPrincipal" in statement) {
    // IAM User Guide, "NotPrincipal": a statement has one of the two.
    no("must not have Principal and NotPrincipal both", statement.NotPrincipal, "Leave one out.");
  }
  if (Effect === "Deny" && "NotPrincipal" in statement) return;
  if (Principal === undefined) {
    no("must name its Principal", statement.NotPrincipal, "Say whom it allows.");
  }
  if (Effect === "Deny") return;
  const named = [...awsAccounts(Principal), ...servicesOf(Principal)];
  const isWritten = Principal === "*" || (isPlainRecord(Principal) && named.length > 0);
  const others = isPlainRecord(Principal)
    ? Object.keys(Principal).filter((kind) => kind !== "AWS" && kind !== "Service")
    : [];
  if (!isWritten || others.length > 0 || !named.every((one) => typeof one === "string")) {
    no(
      "must have a Principal of AWS or Service, which are what publishes to a topic",
      Principal,
      'Write { "AWS": "arn:..." } or { "Service": "..." }.',
    );
  }
  const open = Principal === "*" || awsAccounts(Principal).includes("*");
  if (open && !namesSource(Condition, "anybody")) {
    no(
      'must not allow everybody: a Principal "*" needs a Condition that names accounts or an organization',
      Principal,
      "Add StringEquals of aws:PrincipalOrgID, or name the account.",
    );
  }
  if (servicesOf(Principal).length > 0 && !namesSource(Condition, "service")) {
    no(
      "must say on whose behalf a service may act: it needs a Condition on its source",
      Principal,
      "Add StringEquals of aws:SourceAccount, or ArnLike of aws:SourceArn.",
    );
  }
}

/** IAM compares actions without regard to case; AWS's own topic policies write SNS:Publish. */
function isTopicAction(action: unknown): boolean {
  if (typeof action !== "string") return false;
  return topicActions.some((known) => known.toLowerCase() === action.toLowerCase());
}
