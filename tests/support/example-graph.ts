/** Deploys an example as a consumer's own test does, and gives what it registered as a graph. */
import { createRequire } from "node:module";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  deploy,
  type DeployedStack,
  type RegisteredResource,
} from "codepipeline-approvals/testing";
import { type ResourceReference, resourceReference } from "../../rehearsal/aws/account/types";
import { readProject } from "../../rehearsal/program/project";
import { withReferences } from "../../rehearsal/program/references";

const loadModule = createRequire(__filename);

const root = path.join(__dirname, "../..");
export const examples = path.join(root, "examples");

export interface Node {
  readonly type: string;
  readonly name: string;
  /** Name of the component that it belongs to. */
  readonly parent?: string;
  /** Plain inputs; JSON texts are parsed. Components have none. */
  readonly inputs: Record<string, any>;
  /** Names and types of what must be there first. */
  readonly needs: string[];
}

export interface GraphOptions {
  /** Defaults to the example's own Pulumi.rehearsal.yaml. Keys without project belong to it. */
  readonly config?: Record<string, unknown>;
  readonly partition?: string;
  readonly region?: string;
  readonly preview?: boolean;
}

/** The example's stack, as `codepipeline-approvals/testing` gives it. */
export function deployExample(example: string, options: GraphOptions = {}): Promise<DeployedStack> {
  const { name, stack, config, program } = readProject(path.join(examples, example));
  const file = program.endsWith(".ts") ? program : path.join(program, "index.ts");
  return deploy(() => loadModule(file), {
    region: "eu-west-1",
    config,
    ...options,
    project: name,
    stack,
    outputs: ({ type, name: trail }) =>
      type === "awsx:cloudtrail:Trail" ? trailOf(trail, options) : undefined,
  });
}

/** What awsx makes of a trail: the mocks know the AWS provider's resources, not awsx's components. */
function trailOf(name: string, { partition = "aws", region = "eu-west-1" }: GraphOptions): object {
  const made = (type: string, state: object): ResourceReference =>
    resourceReference({ type, name, inputs: {}, custom: true, id: name, state });
  const arn = `arn:${partition}:cloudtrail:${region}:111122223333:trail/${name}`;
  const outputs = {
    trail: made("aws:cloudtrail/trail:Trail", { name, arn }),
    bucket: made("aws:s3/bucket:Bucket", { bucket: name }),
    logGroup: made("aws:cloudwatch/logGroup:LogGroup", { name }),
  };
  const known = (pulumi.runtime.getMonitor() as any).resources;
  return withReferences({ pulumi, known, load: loadModule }, "awsx:cloudtrail:Trail", outputs);
}

/** Every resource of the program, sorted by type and name. */
export async function graphOf(example: string, options: GraphOptions = {}): Promise<Node[]> {
  return nodesOf(await deployExample(example, options));
}

/** The same of a stack that a test has already. */
export function nodesOf({ resources }: DeployedStack): Node[] {
  return resources.map(node).sort((a, b) => compare(key(a), key(b)));
}

const key = (node: Pick<Node, "type" | "name">): string => `${node.type} ${node.name}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function node({ type, name, parent, custom, inputs, dependencies }: RegisteredResource): Node {
  const component = !custom && !type.startsWith("awsx:");
  return {
    type,
    name,
    ...(parent === "" ? {} : { parent: parent.split("::").pop() }),
    inputs: component ? {} : readable(inputs),
    needs: [...new Set(dependencies.map(qualifiedName))].sort(),
  };
}

/** Type and name; the stack, of which everything is a part, is left out of the type. */
function qualifiedName(urn: string): string {
  return urn.split("::").slice(2).join(" ").replace("pulumi:pulumi:Stack$", "");
}

/** JSON texts parsed, and assets as the paths that the repository has. */
function readable(value: any): any {
  if (typeof value === "string" && /^[{[]/.test(value)) return parsed(value);
  if (Array.isArray(value)) return value.map(readable);
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value).join();
  if (keys === "asset" && typeof value.asset === "string") return path.relative(root, value.asset);
  if (keys === "archive" && typeof value.archive !== "string") return readable(value.archive);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, readable(item)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
