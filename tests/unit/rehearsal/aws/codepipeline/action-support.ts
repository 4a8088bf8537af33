/** A runner over empty local services, and runs of single actions. */
import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { deflateRawSync } from "node:zlib";
import { Buckets } from "../../../../../rehearsal/aws/s3/buckets";
import { Projects } from "../../../../../rehearsal/aws/codebuild/projects";
import {
  createRunner,
  type RunnerOptions,
} from "../../../../../rehearsal/aws/account/action-runner";
import { Jobs } from "../../../../../rehearsal/aws/codepipeline/jobs";
import type {
  ActionOutcome,
  ActionProgress,
  ActionRun,
} from "../../../../../rehearsal/aws/codepipeline/types";
import type { Functions } from "../../../../../rehearsal/aws/lambda/types";
import { MovableClock } from "../../../../../rehearsal/clock";
import { createDirectory, type IamDirectory } from "../../../../../rehearsal/aws/iam";
import { LocalParameters } from "../../../../../rehearsal/aws/ssm";
import { LocalSecrets } from "../../../../../rehearsal/aws/secretsmanager";

const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes when the tests end. */
export function temporary(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "actions-test-")));
  folders.push(folder);
  return folder;
}

/** Writes files, folders included; answers the folder. */
export function write(files: Record<string, string>, folder = temporary()): string {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return folder;
}

/** Every file of a folder with its text. */
export function read(folder: string): Record<string, string> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => fs.statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")]),
  );
}

export interface ActionSpec {
  type: string;
  configuration?: Record<string, string>;
  inputs?: Record<string, string>;
  /** Declared input artifacts; those of `inputs` when absent. */
  inputNames?: string[];
  outputs?: string[];
  encryptionKey?: ActionRun["store"]["encryptionKey"];
  /** Set: the action has a role of its own. */
  pipelineRoleArn?: string;
  signal?: AbortSignal;
  onLog?: (line: string) => void;
  onUpdate?: (progress: ActionProgress) => void;
}

export const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };

/** A Lambda without functions. */
const noFunctions: RunnerOptions["functions"] = {
  has: () => false,
  invokeAsync: () => undefined,
  events: new EventEmitter() as Functions["events"],
};

export interface Bench {
  buckets: Buckets;
  projects: Projects;
  stores: { parameters: LocalParameters; secrets: LocalSecrets };
  directory: IamDirectory;
  failures: Set<string>;
  workDir: string;
  repositoryDir: string;
  lines: string[];
  run(spec: ActionSpec): Promise<ActionOutcome>;
}

export function bench(options: Partial<RunnerOptions> = {}): Bench {
  const root = temporary();
  const buckets = new Buckets(path.join(root, "buckets"));
  const projects = new Projects();
  const failures = new Set<string>();
  const workDir = path.join(root, "run");
  const repositoryDir = path.join(root, "repository");
  fs.mkdirSync(repositoryDir);
  const lines: string[] = [];
  let executions = 0;
  const directory = createDirectory(place);
  const clock = new MovableClock();
  const stores = { parameters: new LocalParameters(clock), secrets: new LocalSecrets(clock) };
  const runner = createRunner({
    ...{ buckets, projects, stores, directory, workDir, repositoryDir, failures },
    functions: noFunctions,
    jobs: new Jobs(clock, randomUUID),
    ...options,
  });
  const run = (spec: ActionSpec) => {
    executions += 1;
    return runner.run(actionRun(spec, `execution-${executions}`, lines));
  };
  return { buckets, projects, stores, directory, failures, workDir, repositoryDir, lines, run };
}

function actionRun(spec: ActionSpec, id: string, lines: string[]): ActionRun {
  const [category, owner, provider] = spec.type.split("/");
  const inputs = spec.inputs ?? {};
  const named = (names: string[]) => names.map((name) => ({ name }));
  return {
    pipelineName: "ladder",
    pipelineExecutionId: "pipeline-execution",
    stageName: "Stage",
    actionExecutionId: id,
    action: {
      name: "Action",
      actionTypeId: {
        category: category as "Build",
        owner: owner as "AWS",
        provider,
        version: "1",
      },
      inputArtifacts: named(spec.inputNames ?? Object.keys(inputs)),
      outputArtifacts: named(spec.outputs ?? []),
    },
    configuration: spec.configuration ?? {},
    roleArn: "arn:aws:iam::111122223333:role/pipeline",
    ...(spec.pipelineRoleArn && { pipelineRoleArn: spec.pipelineRoleArn }),
    inputs: new Map(Object.entries(inputs)),
    store: {
      inputs: located(spec.inputNames ?? Object.keys(inputs)),
      outputs: located(spec.outputs ?? []),
      encryptionKey: spec.encryptionKey,
    },
    signal: spec.signal ?? new AbortController().signal,
    log: (line) => {
      lines.push(line);
      spec.onLog?.(line);
    },
    update: (progress) => spec.onUpdate?.(progress),
  };
}

const located = (names: string[]) =>
  names.map((name) => ({ name, s3location: { bucket: "store", key: `ladder/${name}/0000000` } }));

export interface ZipEntry {
  name: string;
  text: string;
  method?: 0 | 8 | 12;
  mode?: number;
}

/** A zip archive, made here so that no program of the machine is needed. */
export function zip(entries: ZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, method = 8, mode = 0 } of entries) {
    const raw = Buffer.from(text);
    const packed = method === 8 ? deflateRawSync(raw) : raw;
    const title = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(method, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(raw.length, 22);
    head.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(raw.length, 24);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE((mode << 16) >>> 0, 38);
    entry.writeUInt32LE(offset, 42);
    bodies.push(head, title, packed);
    directory.push(entry, title);
    offset += head.length + title.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}
