/**
 * Pulumi under mocks: `setMocks` is global, so this is the one place that calls it. Each test runs
 * its program through `run` or `attempt` and looks at what the program registered.
 */
import * as pulumi from "@pulumi/pulumi";
import { mocks } from "../../testing";
import "./light-traces";

export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, any>;
  readonly provider?: string;
  readonly custom?: boolean;
  readonly urn: string;
  /** URN of the parent, "" for a resource of the stack itself. */
  readonly parent: string;
  readonly protect: boolean;
  /** True where the provider is not asked to delete it. */
  readonly retainOnDelete: boolean;
  readonly aliases: { name: string; type: string; parentUrn: string; urn: string }[];
  /** URNs of all resources that this one waits for. */
  readonly dependencies: string[];
  /** How many transforms the engine was asked to run for it. */
  readonly transforms: number;
}

export interface MockOptions {
  /** Partition, Region and account of the ARNs that the mocks answer. */
  readonly partition?: string;
  readonly region?: string;
  readonly accountId?: string;
  /** Run as `pulumi preview`: outputs of new resources are unknown. */
  readonly preview?: boolean;
  /** What provider functions answer; undefined for the mocks' own answer. */
  readonly calls?: NonNullable<Parameters<typeof mocks>[0]>["calls"];
}

export interface Result<T> {
  readonly value: T;
  readonly resources: Registered[];
  readonly calls: string[];
}

/** What came of a program that may fail. */
export interface Attempt<T> {
  /** What the program returned, or undefined where it threw. */
  readonly value: T | undefined;
  /** What the program threw at once. */
  readonly thrown: unknown;
  /**
   * Rejections that nobody handled. `pulumi up` fails on each of them: the SDK's runner listens to
   * `unhandledRejection` (@pulumi/pulumi/cmd/run/index.js), as the attempt does.
   */
  readonly rejected: unknown[];
  readonly resources: Registered[];
  readonly calls: string[];
}

/** Runs a program under mocks, waits for everything that it starts, and keeps what went wrong. */
export async function attempt<T>(program: () => T, options: MockOptions = {}): Promise<Attempt<T>> {
  const resources: Registered[] = [];
  const calls: string[] = [];
  const answers = mocks({
    ...options,
    partition: options.partition ?? "aws",
    region: options.region ?? "eu-west-1",
  });
  const restore = withoutSourceMaps();
  await pulumi.runtime.setMocks(
    {
      newResource: answers.newResource,
      call(args) {
        calls.push(args.token);
        return answers.call(args);
      },
    },
    "project",
    "stack",
    options.preview ?? false,
  );
  recordRequests(resources);
  const rejected: unknown[] = [];
  const collect = (reason: unknown): void => void rejected.push(reason);
  process.on("unhandledRejection", collect);
  let value: T | undefined;
  let thrown: unknown;
  try {
    value = program();
  } catch (error) {
    thrown = error;
  }
  try {
    await settle(() => resources.length + calls.length + rejected.length);
    await pulumi.runtime.disconnect();
  } finally {
    process.off("unhandledRejection", collect);
    restore();
  }
  return { value, thrown, rejected, resources, calls };
}

/** Runs a program that should succeed: fails on what would make `pulumi up` fail. */
export async function run<T>(program: () => T, options: MockOptions = {}): Promise<Result<T>> {
  const { value, thrown, rejected, resources, calls } = await attempt(program, options);
  if (thrown !== undefined) throw thrown;
  if (rejected.length > 0) throw rejected[0];
  return { value: value as T, resources, calls };
}

/**
 * tools/register.js maps every stack trace back to TypeScript, and Pulumi takes one for every
 * resource: that would be most of a test's time.
 */
function withoutSourceMaps(): () => void {
  const errors = Error as { prepareStackTrace?: unknown };
  const mapped = errors.prepareStackTrace;
  errors.prepareStackTrace = undefined;
  return () => void (errors.prepareStackTrace = mapped);
}

/** Mocks see neither parents nor options: the requests to the mock monitor hold them. */
function recordRequests(resources: Registered[]): void {
  const monitor = pulumi.runtime.getMonitor() as any;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: any, callback: (error: any, response: any) => void) => {
    const inputs = structuredInputs(request);
    return register(request, (error: any, response: any) => {
      if (!error) resources.push(registered(request, inputs, response.getUrn()));
      callback(error, response);
    });
  };
}

function structuredInputs(request: any): Record<string, any> {
  return pulumi.runtime.deserializeProperties(request.getObject()) as Record<string, any>;
}

function registered(request: any, inputs: Record<string, any>, urn: string): Registered {
  return {
    type: request.getType(),
    name: request.getName(),
    inputs,
    provider: request.getProvider(),
    custom: request.getCustom(),
    urn,
    parent: request.getParent(),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    aliases: request.getAliasesList().map((alias: any) => ({
      name: alias.getSpec()?.getName() ?? "",
      type: alias.getSpec()?.getType() ?? "",
      parentUrn: alias.getSpec()?.getParenturn() ?? "",
      urn: alias.getUrn(),
    })),
    dependencies: request.getDependenciesList(),
    transforms: request.getTransformsList().length,
  };
}

/** Until nothing more is registered: an `apply` may create resources when it resolves. */
async function settle(progress: () => number): Promise<void> {
  for (let quiet = 0, seen = -1; quiet < 3;) {
    await (pulumi.runtime as any).waitForRPCs();
    await new Promise(setImmediate);
    quiet = progress() === seen ? quiet + 1 : 0;
    seen = progress();
  }
}

/** Waits for an output's value. Assert on what this returns, never inside `apply`. */
export function resolve<T>(output: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  const known = pulumi.output(output) as unknown as {
    // `promise` rejects where the output does; `apply` alone would never call back.
    promise(withUnknowns: boolean): Promise<pulumi.Unwrap<T>>;
  };
  return known.promise(true);
}
