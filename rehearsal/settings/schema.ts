/**
 * What a program does not bring itself, in the stack configuration of its rehearsal: `rehearsal:exists`,
 * `rehearsal:calls` and the others. docs/rehearsal.schema.json is made of it.
 */
import * as v from "valibot";

const described = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));
const text = v.string();
const map = <S extends v.GenericSchema>(value: S) => v.record(text, value);
const texts = v.array(text);
const policy = described(v.unknown(), "A policy document, as a mapping or as JSON.");

const role = v.strictObject({
  trusts: v.optional(
    described(
      texts,
      "Who may assume it: services (codepipeline.amazonaws.com), ARNs of roles, or accounts.",
    ),
  ),
  policies: v.optional(
    described(v.array(policy), "Its inline policies: without them it may nothing."),
  ),
});

const key = v.strictObject({
  aliases: v.optional(described(texts, "Its aliases: alias/NAME.")),
  policy: v.optional(described(policy, "Its key policy, as a mapping or as JSON.")),
});

const bucket = v.strictObject({
  folder: v.optional(described(text, "Folder with its objects, from the program's folder.")),
});

const project = v.strictObject({
  buildspec: v.optional(
    described(text, "Inline, or a path in the source. Defaults to buildspec.yml."),
  ),
});

const exists = v.strictObject({
  users: v.optional(described(texts, "Names of IAM users.")),
  groups: v.optional(described(map(texts), "IAM groups: names of their users.")),
  roles: v.optional(
    described(map(v.nullable(role)), "Roles by name, or by ARN, also of other accounts."),
  ),
  topics: v.optional(described(texts, "Names or ARNs of SNS topics.")),
  keys: v.optional(described(map(v.nullable(key)), "KMS keys, by alias (alias/NAME), id or ARN.")),
  buckets: v.optional(described(map(v.nullable(bucket)), "S3 buckets by name.")),
  customActionTypes: v.optional(
    described(texts, "Custom action types of CodePipeline, as CATEGORY/PROVIDER/VERSION."),
  ),
  projects: v.optional(described(map(v.nullable(project)), "CodeBuild projects by name.")),
  secrets: v.optional(
    described(
      map(text),
      "Secrets by name or ARN, with an invented value; also the value of a secret that the program " +
        "makes and somebody fills by hand, by its name or, without one, the resource's.",
    ),
  ),
  parameters: v.optional(described(map(text), "SSM parameters by name, with an invented value.")),
});

const call = v.strictObject({
  function: described(text, "Token of a provider function, for example aws:ec2/getVpc:getVpc."),
  arguments: v.optional(
    described(
      map(v.unknown()),
      "Only calls with these arguments, beside others. Defaults to every call.",
    ),
  ),
  result: described(map(v.unknown()), "What the function answers."),
});

const source = v.strictObject({
  folder: v.optional(
    described(
      text,
      "Folder that stands for the repository. Defaults to the program's git checkout.",
    ),
  ),
  variables: v.optional(
    described(map(text), "Output variables, in place of those that are made up."),
  ),
});

const count = (what: string) =>
  v.optional(described(v.pipe(v.number(), v.integer(), v.minValue(0)), what));

const step = v.strictObject({
  action: described(text, "What is done to the ticket: one of what it offers at that moment."),
  as: described(text, "Who does it, as that system names them."),
  waits: v.optional(
    described(v.boolean(), "True: it must decide nothing. Checked after two minutes of the clock."),
  ),
});

const system = v.strictObject({
  down: v.optional(
    described(
      v.union([v.boolean(), v.picklist(["hangs", "later"])]),
      "It is down until people have decided, and answers nothing but errors. hangs: nothing at all. " +
        "later: once there is a ticket, and after the steps.",
    ),
  ),
  steps: v.optional(
    described(v.array(step), "What is done to the ticket of each request, one after another."),
  ),
  ends: v.optional(
    described(
      v.strictObject({
        state: v.optional(described(text, "State of each of its tickets.")),
        line: v.optional(described(text, "Text in one of the lines of each of its tickets.")),
      }),
      "How its tickets must be after the run, when it is well again; for that the clock moves on.",
    ),
  ),
});

const expected = v.strictObject({
  approved: count("Requests that are approved."),
  rejected: count(
    "Requests that are rejected. With any, the pipeline must fail at the first gate.",
  ),
  expired: count("Requests that expire. With any, the pipeline must fail at the first gate."),
  inSystems: count("Requests that are decided in other systems."),
});

const vote = v.strictObject({
  as: described(text, "Who votes: a name among `users` of slack.rehearsal.yaml."),
  vote: v.picklist(["approve", "reject"]),
  counts: v.optional(
    described(v.boolean(), "False: it must not count, and the message must not show it."),
  ),
  waits: v.optional(
    described(
      v.boolean(),
      "True: the request must still wait after it, as where it does not count.",
    ),
  ),
  told: v.optional(described(text, "Text in what they must be told in private.")),
});

const script = v.strictObject({
  sources: v.optional(
    described(
      map(source),
      "What is released: entries of `sources`, in place of those of their names.",
    ),
  ),
  automatic: count("So many requests must be decided without people. Defaults to any number."),
  systems: v.optional(
    described(
      map(system),
      "What happens in systems of systems.rehearsal.yaml, by their addresses.",
    ),
  ),
  votes: v.optional(
    described(
      v.array(vote),
      "What people vote in Slack on each request of a gate with a rule, one after another, before others do.",
    ),
  ),
  decide: v.optional(
    described(
      v.picklist(["people", "console", "systems"]),
      "Who decides what still waits: people in Slack where it is shown there, or else in the console; " +
        "people in the console; nobody but the systems. Defaults to people.",
    ),
  ),
  expected: v.optional(
    described(expected, "So many requests must end so. What is left out may be any number."),
  ),
});

const action = v.strictObject({
  run: v.optional(
    described(
      v.boolean(),
      "False: it is pretended, though it could be done here, or --run-builds is given.",
    ),
  ),
  variables: v.optional(described(map(text), "Output variables of an action that is pretended.")),
  fails: v.optional(described(text, "It fails with this message.")),
});

export const settingsSchema = v.strictObject({
  exists: v.optional(described(exists, "What is there already, made by others than this program.")),
  calls: v.optional(
    described(v.array(call), "Answers of provider functions; the first that fits counts."),
  ),
  stackReferences: v.optional(
    described(map(map(v.unknown())), "Outputs of other stacks, by organization/project/stack."),
  ),
  sources: v.optional(
    described(map(source), "Source actions, by the action's name or STAGE/ACTION."),
  ),
  actions: v.optional(
    described(map(action), "Other actions, by the action's name or STAGE/ACTION."),
  ),
  scripts: v.optional(
    described(
      map(script),
      "Names that `--auto` takes beside its own: people approve what is left to them.",
    ),
  ),
});

export type RehearsalSettings = v.InferOutput<typeof settingsSchema>;
export type OwnScript = v.InferOutput<typeof script>;
export type Existing = v.InferOutput<typeof exists>;
