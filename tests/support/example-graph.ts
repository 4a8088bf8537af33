/** Runs an example's program under mocks and gives what it registered as a graph of plain values. */
import { createRequire } from "node:module";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Created, RegisteredResource } from "../../rehearsal/account/types";
import { resourceReference } from "../../rehearsal/account/types";
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

const accountId = "111122223333";

/** Every resource of the program, sorted by type and name. */
export async function graphOf(example: string, options: GraphOptions = {}): Promise<Node[]> {
  const project = readProject(path.join(examples, example));
  const { partition = "aws", region = "eu-west-1", preview = false } = options;
  const place = { partition, region };
  const requests: any[] = [];
  pulumi.runtime.setAllConfig(configOf(project, options.config));
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, custom }) => {
        const { id, state } = answer(type, name, inputs, place);
        if (preview && custom) return { id: undefined, state: inputs };
        const known = (pulumi.runtime.getMonitor() as any).resources;
        return { id, state: withReferences({ pulumi, known, load: loadModule }, type, state) };
      },
      call: ({ token }) =>
        token === "aws:index/getRegion:getRegion"
          ? { region }
          : { partition, accountId, id: partition },
    },
    project.name,
    project.stack,
    preview,
  );
  const monitor = pulumi.runtime.getMonitor() as any;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: any, callback: any) => {
    // Read now: the mocks turn the request's inputs into the state.
    const object = pulumi.runtime.deserializeProperties(request.getObject());
    requests.push({ request, object });
    return register(request, callback);
  };
  await load(path.join(examples, example), project.program);
  pulumi.runtime.setAllConfig({});
  return requests.map(node).sort((a, b) => compare(key(a), key(b)));
}

const key = (node: Pick<Node, "type" | "name">): string => `${node.type} ${node.name}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function configOf(project: ReturnType<typeof readProject>, given?: Record<string, unknown>) {
  if (given === undefined) return project.config;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name.includes(":") ? name : `${project.name}:${name}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

/** Each run loads the program anew; what it imports from packages stays loaded. */
async function load(folder: string, program: string): Promise<void> {
  for (const file of Object.keys(loadModule.cache)) {
    if (file.startsWith(folder + path.sep)) delete loadModule.cache[file];
  }
  const failures: unknown[] = [];
  const collect = (reason: unknown): void => void failures.push(reason);
  process.on("unhandledRejection", collect);
  try {
    loadModule(program.endsWith(".ts") ? program : path.join(program, "index.ts"));
    for (let turn = 0; turn < 5; turn += 1) {
      await (pulumi.runtime as any).waitForRPCs();
      await new Promise(setImmediate);
    }
    await pulumi.runtime.disconnect();
  } finally {
    process.off("unhandledRejection", collect);
  }
  if (failures.length > 0) throw failures[0];
}

/** What the provider would answer: names as given, and ARNs. */
function answer(
  type: string,
  name: string,
  inputs: Record<string, any>,
  { partition, region }: { partition: string; region: string },
): Created {
  const named = inputs.name ?? inputs.bucket ?? name;
  const at = (service: string, resource: string, where = `${region}:${accountId}`) =>
    `arn:${partition}:${service}:${where}:${resource}`;
  const kind = type.split(":")[2];
  const arns: Record<string, string> = {
    "aws:s3/bucket:Bucket": at("s3", named, ":"),
    "aws:s3/bucketObjectv2:BucketObjectv2": at("s3", `${inputs.bucket}/${inputs.key}`, ":"),
    "aws:sns/topic:Topic": at("sns", named),
    "aws:codebuild/project:Project": at("codebuild", `project/${named}`),
    "aws:cloudwatch/logGroup:LogGroup": at("logs", `log-group:${named}`),
    "aws:cloudwatch/eventRule:EventRule": at("events", `rule/${named}`),
    "aws:cloudtrail/trail:Trail": at("cloudtrail", `trail/${named}`),
    "aws:codepipeline/pipeline:Pipeline": at("codepipeline", named),
    "aws:dynamodb/table:Table": at("dynamodb", `table/${named}`),
    "aws:lambda/function:Function": at("lambda", `function:${named}`),
    "aws:sqs/queue:Queue": at("sqs", named),
  };
  const urls: Record<string, object> = {
    Queue: { url: `https://sqs.${region}.amazonaws.com/${accountId}/${named}` },
    FunctionUrl: { functionUrl: `https://${inputs.functionName}.lambda-url.${region}.on.aws/` },
  };
  const iam = type.startsWith("aws:iam/")
    ? at("iam", `${kind.toLowerCase()}${inputs.path ?? "/"}${named}`, `:${accountId}`)
    : undefined;
  const arn = inputs.arn ?? arns[type] ?? iam;
  const state = { ...inputs, name: named, bucket: named, ...(arn && { arn }), ...urls[kind] };
  if (type !== "awsx:cloudtrail:Trail") return { id: `${name}-id`, state };

  const made = (child: string): RegisteredResource => {
    const created = answer(child, name, {}, { partition, region });
    return { type: child, name, inputs: {}, custom: true, ...created };
  };
  const trail = {
    trail: resourceReference(made("aws:cloudtrail/trail:Trail")),
    bucket: resourceReference(made("aws:s3/bucket:Bucket")),
    logGroup: resourceReference(made("aws:cloudwatch/logGroup:LogGroup")),
  };
  return { id: "", state: trail };
}

function node({ request, object }: any): Node {
  const type: string = request.getType();
  const component = !request.getCustom() && !type.startsWith("awsx:");
  const parent = nameOf(request.getParent());
  const needs: string[] = request.getDependenciesList();
  return {
    type,
    name: request.getName(),
    ...(parent === undefined ? {} : { parent }),
    inputs: component ? {} : plain(object),
    needs: [...new Set(needs.map((urn) => urn.split("::").slice(2).join(" ")))].sort(),
  };
}

/** The stack itself is nobody's component. */
function nameOf(urn: string): string | undefined {
  return urn === "" || urn.includes("pulumi:pulumi:Stack") ? undefined : urn.split("::").pop();
}

function plain(value: any): any {
  if (pulumi.asset.Asset.isInstance(value)) return path.relative(root, (value as any).path);
  if (pulumi.asset.Archive.isInstance(value)) {
    const { path: archive, assets } = value as any;
    return archive === undefined ? plain(assets) : { archive };
  }
  if (typeof value === "string" && /^[{[]/.test(value)) return parsed(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
