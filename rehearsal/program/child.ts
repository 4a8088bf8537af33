/**
 * The program's process. It runs the example's program as the Pulumi CLI's language host does, with
 * the local account in the place of the Pulumi engine: each registration and each invoke is one
 * question to the parent.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { createRequire } from "node:module";
import * as path from "node:path";
import type * as Pulumi from "@pulumi/pulumi";
import type { Created, Registration } from "../aws/account/types";
import { describeAll, neverResolved } from "./failures";
import { hushRepeats, tellExits } from "./console";
import { loadProgram } from "./load";
import { parentIn } from "./parents";
import type { FromProgram, Question, ToProgram } from "./types";
import type { Project } from "./project";
import { completed } from "./invented-outputs";
import { withReferences } from "./references";
import { watchOutputs } from "./stack-outputs";
import { known, plain } from "./values";

interface Waiting {
  resolve(value: any): void;
  reject(error: Error): void;
}

const waiting = new Map<number, Waiting>();
const failures = new Set<unknown>();
let questions = 0;

function send(message: FromProgram, sent?: () => void): void {
  process.send!(message, undefined, undefined, sent);
}

function ask(question: Question): Promise<any> {
  const id = ++questions;
  // The channel alone must not keep the process alive, or the end of the program is never seen.
  process.channel!.ref();
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    send({ ...question, id });
  });
}

function onMessage(message: ToProgram): void {
  if (message.kind === "start") {
    process.channel!.unref();
    void start(message.project);
    return;
  }
  const { resolve, reject } = waiting.get(message.id)!;
  waiting.delete(message.id);
  if (waiting.size === 0) process.channel!.unref();
  if (message.kind === "answer") resolve(message.value);
  // What a provider function refuses reaches the program by its details, as gRPC has them.
  else reject(Object.assign(new Error(message.message), { details: message.message }));
}

async function start(project: Project): Promise<void> {
  const load = createRequire(path.join(project.cwd, "Pulumi.yaml"));
  let outputs: Record<string, any> | undefined;
  let pending: Set<string> | undefined;
  onEnd(() => {
    if (failures.size === 0 && outputs === undefined) failures.add(neverResolved(pending));
    const result: FromProgram =
      failures.size > 0
        ? { kind: "failed", message: describeAll(failures, project) }
        : { kind: "done", outputs: outputs! };
    send(result, () => process.disconnect());
  });
  try {
    const pulumi: typeof Pulumi = load("@pulumi/pulumi");
    pulumi.runtime.setAllConfig(project.config);
    await useAccount(pulumi, project, load);
    const exported = await pulumi.runtime.runInPulumiStack(async () => {
      const program: any = await loadProgram(project, load);
      pending = pendingOf(pulumi, program ?? {});
      return program;
    });
    outputs = await known(pulumi, exported ?? {});
  } catch (error) {
    failures.add(error);
  }
}

/** The names of the outputs that have no value yet. */
function pendingOf(pulumi: typeof Pulumi, outputs: Record<string, any>): Set<string> {
  const pending = new Set(Object.keys(outputs));
  for (const [name, value] of Object.entries(outputs)) {
    void known(pulumi, value).then(() => pending.delete(name));
  }
  return pending;
}

/** Puts the account in the engine's place. */
async function useAccount(
  pulumi: typeof Pulumi,
  project: Project,
  load: NodeJS.Require,
): Promise<void> {
  const parents = new AsyncLocalStorage<string>();
  const mocks: Pulumi.runtime.Mocks = {
    call: async ({ token, inputs }) =>
      ask({ kind: "call", token, args: await plain(pulumi, inputs) }),
    newResource: async ({ type, name, inputs, custom, id, provider }) => {
      const parent = parentIn(parents.getStore());
      const registration: Registration = {
        type,
        name,
        inputs: await plain(pulumi, inputs),
        custom: custom === true,
        ...(id ? { id } : {}),
        ...(parent ? { parent } : {}),
        ...(provider ? { provider } : {}),
      };
      const created: Created = await ask({ kind: "create", registration });
      const known = (pulumi.runtime.getMonitor() as any).resources;
      return {
        id: created.id,
        state: withReferences(
          { pulumi, known, load },
          type,
          completed(created, type, load.resolve),
        ),
      };
    },
  };
  await pulumi.runtime.setMocks(mocks, project.name, project.stack);
  watchOutputs(pulumi, (stack, output) => ask({ kind: "output", stack, output }));
  tellParents(pulumi.runtime.getMonitor(), parents);
}

/** Mocks are not told below what a resource is made; the request that reaches them says so. */
function tellParents(monitor: any, parents: AsyncLocalStorage<string>): void {
  for (const method of ["registerResource", "readResource"]) {
    const serve = monitor[method].bind(monitor);
    monitor[method] = (request: any, ...rest: unknown[]) =>
      parents.run(request.getParent(), () => serve(request, ...rest));
  }
}

/** Calls `end` once, when nothing is left to run, after all other handlers of the same event. */
function onEnd(end: () => void): void {
  process.once("beforeExit", () => {
    // @pulumi/aws registers bucket notifications in its own handler, which must come first.
    process.once("beforeExit", end);
    setImmediate(() => undefined);
  });
}

hushRepeats();
tellExits();
process.on("uncaughtException", (error) => failures.add(error));
process.on("unhandledRejection", (error) => failures.add(error));
process.on("message", onMessage);
