/** Runs a program under mocks, as `pulumi up` runs it, and waits for everything that it starts. */
import * as pulumi from "@pulumi/pulumi";
import { answering, type MockOptions } from "./mocks";
import { forgetNewModules } from "./modules";
import { beganSince } from "./pending";
import { type Json, plain } from "./plain";
import { record, type Recorder } from "./recorder";
import { refuseUnknownOutputs } from "./references";
import { collectRejections, type Rejections } from "./rejections";
import type { RegisteredResource } from "./resource";
import { withoutSourceMaps } from "./traces";
import { Transforms } from "./transforms";

/** A program: what it returns (or what the module that it loads exports) are the stack's outputs. */
export type Program = () => unknown;

export interface RunOptions extends MockOptions {
  readonly project: string;
  readonly stack: string;
  /** Full keys, values as Pulumi keeps them: text, structures as JSON. */
  readonly config: Record<string, string>;
  readonly secretKeys: string[];
}

export interface Run {
  readonly resources: readonly RegisteredResource[];
  readonly outputs: { readonly [name: string]: Json };
}

/** Mocks are global to a process, so one program runs after the other. */
let queue: Promise<unknown> = Promise.resolve();

export function run(program: Program, options: RunOptions): Promise<Run> {
  const turn = queue.then(() => runAlone(program, options));
  queue = turn.catch(() => undefined);
  return turn;
}

async function runAlone(program: Program, options: RunOptions): Promise<Run> {
  const config = pulumi.runtime.allConfig();
  pulumi.runtime.setAllConfig(options.config, options.secretKeys);
  const rejections = collectRejections();
  const forget = forgetNewModules();
  const mapTraces = withoutSourceMaps();
  const releaseReferences = refuseUnknownOutputs(options.stackReferences);
  try {
    const transforms = new Transforms();
    const answers = {
      // What the program reads of another stack is refused by name: see refuseUnknownOutputs.
      ...answering(options, () => undefined),
      registerTransform: (transform: pulumi.ResourceTransform) => transforms.addToStack(transform),
    };
    const { project, stack, preview = false } = options;
    await pulumi.runtime.setMocks(answers, project, stack, preview);
    const recorder = record(transforms);
    const outputs = await finish(program, recorder, rejections);
    recorder.end();
    return { resources: recorder.resources, outputs: await plainOutputs(outputs) };
  } finally {
    releaseReferences();
    mapTraces();
    forget();
    rejections.release();
    pulumi.runtime.setAllConfig(config);
  }
}

async function finish(
  program: Program,
  recorder: Recorder,
  rejections: Rejections,
): Promise<unknown> {
  let ended: { outputs: unknown } | { error: unknown } | undefined;
  const isBusy = beganSince();
  start(program).then(
    (outputs) => (ended = { outputs }),
    (error: unknown) => (ended = { error }),
  );
  const progress = (): string =>
    [recorder.activity(), rejections.reasons.size, ended !== undefined].join();
  // An `apply` may create resources when it resolves; a failed program may never end.
  for (let quiet = 0, seen = ""; quiet < (ended || rejections.reasons.size > 0 ? 4 : Infinity);) {
    await requests();
    await new Promise((resolve) => setImmediate(resolve));
    const now = progress();
    quiet = now === seen && !isBusy(now) ? quiet + 1 : 0;
    seen = now;
  }
  if (ended !== undefined && "error" in ended) throw programsOwn(ended.error);
  for (const reason of rejections.reasons) throw programsOwn(reason);
  if (ended === undefined) throw new Error("The program did not end.");
  return ended.outputs;
}

/** Pulumi says before an error through which properties of which resources it came. */
function programsOwn(reason: unknown): unknown {
  const [way] =
    /^(error serializing property "[^"]*": )+/.exec(String((reason as Error)?.message)) ?? [];
  if (way === undefined || !(reason instanceof Error)) return reason;
  const { stack = "" } = reason;
  reason.message = reason.message.slice(way.length);
  reason.stack = stack.replace(way, "");
  return reason;
}

/** As the Pulumi CLI does: a function that a program exports is called. Gives what is exported. */
async function start(program: Program): Promise<unknown> {
  let outputs: unknown;
  await pulumi.runtime.runInPulumiStack(async () => {
    const loaded: unknown = await program();
    const exported = isNamespace(loaded) && "default" in loaded ? loaded.default : loaded;
    outputs = withoutUndefined(
      typeof exported === "function" ? await (exported as () => unknown)() : exported,
    );
    return outputs;
  });
  // The stack's own outputs are unknown as a whole where one of them is.
  return outputs;
}

async function plainOutputs(exported: unknown): Promise<Run["outputs"]> {
  const outputs = await plain(exported);
  const isRecord = typeof outputs === "object" && outputs !== null && !Array.isArray(outputs);
  return isRecord ? outputs : {};
}

/** An export without a value is no output. Pulumi says so in a warning, in the middle of a test. */
function withoutUndefined(exported: unknown): unknown {
  if (typeof exported !== "object" || exported === null || pulumi.Output.isInstance(exported)) {
    return exported;
  }
  return Object.fromEntries(Object.entries(exported).filter(([, value]) => value !== undefined));
}

/** What `import()` gives. Of a module with a default export, that is the program. */
function isNamespace(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === "[object Module]";
}

/** Until no request is under way. The SDK does not publish the function in its typing. */
async function requests(): Promise<void> {
  const runtime = pulumi.runtime as unknown as { waitForRPCs?: () => Promise<void> };
  await runtime.waitForRPCs?.();
}
