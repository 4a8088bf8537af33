/** Limits on what callers send, from the CodePipeline API model (2015-07-09). */

export interface Constraint {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly values?: readonly string[];
}

const name: Constraint = { min: 1, max: 100, pattern: "[A-Za-z0-9.@\\-_]+" };
const uuid: Constraint = {
  pattern: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
};
const page: Constraint = { min: 1, max: 100 };

/** By member name, whatever structure holds it: the API uses a name for one thing only. */
const members: Readonly<Record<string, Constraint>> = {
  pipelineName: name,
  stageName: name,
  actionName: name,
  pipelineExecutionId: uuid,
  token: uuid,
  maxResults: page,
  nextToken: { min: 1, max: 2048 },
  version: { min: 1 },
  summary: { min: 0, max: 512 },
  status: { values: ["Approved", "Rejected"] },
  reason: { max: 200 },
  retryMode: { values: ["FAILED_ACTIONS", "ALL_ACTIONS"] },
  startTimeRange: { values: ["Latest", "All"] },
  clientRequestToken: { min: 1, max: 128, pattern: "[a-zA-Z0-9-]+" },
  variables: { min: 1, max: 50 },
  value: { min: 1, max: 1000 },
  sourceRevisions: { min: 0, max: 50 },
  revisionValue: { min: 1, max: 1500 },
  revisionType: {
    values: ["COMMIT_ID", "IMAGE_DIGEST", "S3_OBJECT_VERSION_ID", "S3_OBJECT_KEY"],
  },
};

/** Where a structure has limits of its own for a member. */
const ofStructure: Readonly<Record<string, Constraint>> = {
  "GetPipelineInput.name": name,
  "GetPipelineStateInput.name": name,
  "StartPipelineExecutionInput.name": name,
  "PipelineVariable.name": { min: 1, max: 128, pattern: "[A-Za-z0-9@\\-_]+" },
  "ListPipelinesInput.maxResults": { min: 1, max: 1000 },
};

/** Limits of a member of a structure. */
export type Constraints = (structure: string, member: string) => Constraint;

/** For services whose own code says what is wrong. */
export const unconstrained: Constraints = () => ({});

export function constraintOf(structure: string, member: string): Constraint {
  return ofStructure[`${structure}.${member}`] ?? members[member] ?? {};
}

function size(value: unknown): { of: number; what: string } {
  if (typeof value === "number") return { of: value, what: "value" };
  return { of: (value as { length: number }).length, what: "length" };
}

/** What a value fails to satisfy, each in AWS's wording. */
export function violations(value: unknown, constraint: Constraint): string[] {
  const { min, max, pattern, values } = constraint;
  const { of, what } = size(value);
  const out: string[] = [];
  if (min !== undefined && of < min) {
    out.push(`Member must have ${what} greater than or equal to ${min}`);
  }
  if (max !== undefined && of > max) {
    out.push(`Member must have ${what} less than or equal to ${max}`);
  }
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value as string)) {
    out.push(`Member must satisfy regular expression pattern: ${pattern}`);
  }
  if (values !== undefined && !values.includes(value as string)) {
    out.push(`Member must satisfy enum value set: [${values.join(", ")}]`);
  }
  return out;
}
