/** Runs a program in another language than Node.js: Pulumi's engine runs it, and deploys it to the account. */
import * as fs from "node:fs";
import type { Account } from "../aws/account/account";
import { readProject, runtimeOf } from "../program/project";
import type { ProgramResult, RunOptions } from "../program/run";
import { SilenceWatch } from "../program/silence";
import { type ProviderServer, serveProvider } from "../provider/server";
import { accountForEngine } from "./account-for-engine";
import { localPackages, servePlugin } from "./component-plugins";
import { EventLog } from "./events";
import { reasonOf } from "./reasons";
import type { PulumiCli } from "./find-pulumi";
import { serveLanguage } from "./language-host";
import { Monitors, rehearsalPackage } from "./monitor";
import { namedBy } from "./named-packages";
import { type AwsSdk, awsSchemaFor, awsSdk, resolverOf, schemaOfNamed } from "./program-schema";
import { start, type Started } from "./processes";
import { makeWorkspace } from "./workspace";

export interface EngineOptions {
  readonly pulumi: PulumiCli;
  readonly account: Account;
  /** Below it lies what the engine keeps; nothing is there yet. */
  readonly folder: string;
  /** Outputs of other stacks that nobody has said are invented. */
  readonly invents: boolean;
}

/** awsx is built on the AWS provider; its components are the account's. */
const awsxVersion = "3.9.0";

/** Runs it to its end. Rejects with what failed, as `runProgram` does. */
export async function runByEngine(
  options: RunOptions,
  { pulumi, account, folder, invents }: EngineOptions,
): Promise<ProgramResult> {
  const { exampleDir, onLog = () => undefined } = options;
  const project = readProject(exampleDir);
  const runtime = runtimeOf(exampleDir);
  fs.mkdirSync(folder, { recursive: true });
  const workspace = makeWorkspace(folder, exampleDir, project);
  const named = namedBy(project.cwd, runtime);
  const packages = localPackages(exampleDir);
  const resolve = resolverOf([exampleDir, ...packages.map((one) => one.folder)]);
  const failures: string[] = [];
  const warnings: string[] = [];
  const closing: { close(): void }[] = [];
  const opened = <T extends { close(): void }>(one: T): T => {
    closing.push(one);
    return one;
  };
  const monitors = opened(
    new Monitors(project.cwd, async (component) => void (await options.create(component))),
  );
  const facade = accountForEngine({
    ...{ account, options, resolve },
    parentOf: (of) => monitors.parentOf(of),
    readOutputs: (type) =>
      named.resources.filter(({ token }) => token === type).flatMap(({ outputs }) => outputs),
    stackOutputs: (name) => named.stackOutputs(name, invents),
    onFailure: (text) => void failures.push(text),
  });
  try {
    const sdk = needSdk(awsSdk(resolve), runtime, exampleDir);
    const provided = {
      ...{ account: facade, folder: project.cwd, version: sdk.version },
      isFresh: true,
    };
    const serve = async (
      more: Partial<Parameters<typeof serveProvider>[0]>,
    ): Promise<ProviderServer> => opened(await serveProvider({ ...provided, ...more }));
    const attached: Record<string, number> = {};
    const local = new Set(packages.map(({ name }) => name));
    const others = named.packages.filter((name) => !local.has(name));
    for (const name of new Set([...others, "aws", "awsx", rehearsalPackage])) {
      const { port } = await serve(
        name === "aws"
          ? { schema: () => awsSchemaFor(sdk, named) }
          : name === "awsx"
            ? { version: awsxVersion, builtOn: sdk.version }
            : { version: "1.0.0", schema: () => schemaOfNamed(name, named) },
      );
      attached[name] = port;
    }
    const monitor = (engines: string) => monitors.open(engines);
    for (const one of packages) {
      const env = workspace.environment({});
      const plugin = opened(await servePlugin(one, { cwd: project.cwd, env, monitor }));
      attached[one.name] = plugin.port;
    }
    const language = opened(
      await serveLanguage({
        ...{ command: pulumi.host, cwd: project.cwd, monitor },
        // What the host for YAML finds wrong in a text it writes there, and tells nobody else.
        written: { out: onLog, err: (line) => void warnings.push(line) },
        env: () => workspace.environment(attached),
      }),
    );
    const args = [
      ...["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never"],
      ...["--stack", project.stack, "--config-file", workspace.stackFile],
      ...["--event-log", workspace.eventLog, "--suppress-outputs", "--suppress-progress"],
    ];
    const env = workspace.environment(attached, [runtime, language.port]);
    const engine = start(pulumi.command, args, { cwd: exampleDir, env });
    closing.push({ close: () => engine.stop() });
    await ended(engine, workspace.eventLog, { options, failures, warnings, folder: project.cwd });
    for (const line of warnings) onLog(line);
    const { name, stack, config } = project;
    return { project: name, stack, outputs: monitors.outputs ?? {}, config };
  } finally {
    for (const one of closing.reverse()) one.close();
  }
}

/** A host without SDKs asks for the schema of the provider. */
function needSdk(sdk: AwsSdk | undefined, runtime: string, folder: string): AwsSdk {
  if (sdk !== undefined) return sdk;
  if (runtime !== "yaml") return { folder, version: "7.0.0" };
  throw new Error(
    "The types of AWS's resources are read from the npm package @pulumi/aws, which is neither beside the program nor " +
      `beside a package that it uses. Install it: cd ${folder} && npm install @pulumi/aws`,
  );
}

interface Watched {
  readonly options: RunOptions;
  /** What the account has refused. */
  readonly failures: readonly string[];
  /** What the language's host has written. */
  readonly warnings: readonly string[];
  /** The program's. */
  readonly folder: string;
}

function ended(
  engine: Started,
  eventLog: string,
  { options, failures, warnings, folder }: Watched,
): Promise<void> {
  const { onLog = () => undefined } = options;
  return new Promise((resolve, reject) => {
    let output = "";
    let givenUp: string | undefined;
    const silence = new SilenceWatch(options.silence, onLog, (reason) => {
      givenUp = reason;
      engine.stop();
    });
    const log = new EventLog(eventLog, onLog, () => silence.heard());
    for (const stream of [engine.child.stdout!, engine.child.stderr!]) {
      stream.on("data", (data: Buffer) => {
        silence.heard();
        output += data.toString();
      });
    }
    engine.child.once("error", reject);
    engine.child.once("close", (code) => {
      silence.end();
      log.end();
      if (code === 0) return resolve();
      reject(
        new Error(
          givenUp ?? reasonOf(failures, log.failures(), [warnings.join("\n"), output], folder),
        ),
      );
    });
  });
}
