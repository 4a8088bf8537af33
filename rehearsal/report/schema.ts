/** The report of a run without a person, for a CI job. docs/rehearsal-report.schema.json is made of it. */
import * as v from "valibot";

const described = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));
const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A moment of the rehearsal's clock. */
const moment = v.pipe(v.string(), v.isoTimestamp());

const where = { pipeline: text, stage: text, action: text };

const execution = v.strictObject({
  id: text,
  status: described(text, "CodePipeline's, for example Succeeded, Failed, InProgress."),
  revisions: described(v.array(text), "Ids of its source revisions."),
});

const pipeline = v.strictObject({
  name: text,
  executions: described(v.array(execution), "Oldest first."),
});

const approver = v.strictObject({
  name: described(text, "User, `role NAME`, or the name in Slack; `(with MFA)` where only so."),
  administrator: v.optional(
    described(v.boolean(), "True for who may do anything: the program did not name them."),
  ),
});

const decider = v.strictObject({
  arn: described(text, "Caller of PutApprovalResult, as CodePipeline has it on record."),
  slackUser: v.optional(described(text, "Who pressed the button, where it was decided in Slack.")),
});

const refusal = v.strictObject({
  who: described(text, "ARN of the caller, or the name in Slack."),
  why: described(text, "AWS's words, or what Slack's user was told."),
});

const approval = v.strictObject({
  ...where,
  execution: described(text, "Id of the pipeline's execution."),
  result: described(
    v.picklist(["Approved", "Rejected", "Expired", "Cancelled", "Waiting"]),
    "Cancelled: it ended with its execution, or could not be asked. Waiting: nobody had decided at the end.",
  ),
  mayDecide: described(
    v.array(approver),
    "When it was requested; in Slack: whom the message names.",
  ),
  requestedAt: described(moment, "Of the rehearsal's clock, as the others."),
  decidedAt: v.optional(moment),
  decidedBy: v.optional(decider),
  summary: v.optional(described(text, "What was said with the decision, or why it failed.")),
  customData: v.optional(text),
  refused: described(v.array(refusal), "Who tried and was refused."),
});

const deployment = v.strictObject({
  ...where,
  bucket: text,
  files: described(count, "Files in the bucket at the end."),
});

const pretended = v.strictObject({ ...where, what: text });

const alarm = v.strictObject({
  name: text,
  rangAt: described(moment, "When it went into ALARM."),
  reason: described(text, "CloudWatch's."),
  endedAt: v.optional(described(moment, "When it left ALARM; absent where it still rings.")),
});

const operated = v.strictObject({
  reminded: described(count, "Reminders."),
  escalated: described(count, "Escalations."),
  ledger: v.optional(
    v.strictObject({
      entries: count,
      verified: described(
        v.boolean(),
        "It verifies as it stands, and a changed byte in a copy of it is found.",
      ),
    }),
  ),
});

export const reportSchema = v.strictObject({
  reportVersion: described(v.literal(1), "Grows when a field goes or changes its meaning."),
  version: described(text, "Of codepipeline-approvals-rehearsal, which ran it."),
  example: v.optional(described(text, "Name of an example of this repository.")),
  program: v.optional(described(text, "Folder of the program, as it was typed.")),
  script: described(
    text,
    "Of --auto: approve, reject, timeout, sla, or one of `rehearsal:scripts` of the program.",
  ),
  result: described(
    v.picklist(["Passed", "Failed"]),
    "Passed: all went as the script says, and the command ended with exit code 0.",
  ),
  error: v.optional(
    described(text, "What ended the run before its end: the program's error, or an interruption."),
  ),
  problems: described(v.array(text), "What did not go as it should."),
  stillRuns: described(v.array(text), "What ran or waited at the end, and for what."),
  pipelines: v.array(pipeline),
  approvals: described(v.array(approval), "Oldest first; each attempt is one."),
  counts: v.strictObject({ approvals: count, approved: count, rejected: count, expired: count }),
  automatic: v.optional(
    described(
      count,
      "Requests that were decided without people; absent where no gate has automaticDecision.",
    ),
  ),
  inSystems: v.optional(
    described(count, "Requests that were decided in other systems; absent where there are none."),
  ),
  operated: v.optional(
    described(operated, "Of the script sla: what a hub did beside the decisions."),
  ),
  alarms: described(v.array(alarm), "Alarms that rang, oldest first."),
  deployments: described(v.array(deployment), "S3 deployments that succeeded."),
  pretended: described(v.array(pretended), "Actions that did nothing and succeeded."),
  notRehearsed: described(v.array(text), "What has no effect here: no pass of the run covers it."),
});

export type Report = v.InferOutput<typeof reportSchema>;
export type ReportedApproval = v.InferOutput<typeof approval>;
