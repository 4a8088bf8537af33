/** Runs a Pulumi program in this process, without AWS, and gives its stack to be looked at. */
import { type Program, run } from "./engine/run";
import { placeOf } from "./engine/place";
import type { MockOptions } from "./engine/mocks";
import { DeployedStack } from "./stack";

/** How a program is deployed for a test. */
export interface DeployOptions extends MockOptions {
  /**
   * The stack's configuration. A key without a project belongs to the project; a value that is not
   * text is handed over as JSON, as `pulumi config set --path` does. Defaults to none.
   */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Keys of `config` that are secrets. Defaults to none. */
  readonly secretKeys?: readonly string[];
  /** What `pulumi.getProject()` gives. Defaults to "project". */
  readonly project?: string;
  /** What `pulumi.getStack()` gives. Defaults to "test". */
  readonly stack?: string;
  /**
   * Documents of managed policies that the stack attaches and does not create, by ARN: of another
   * stack, or of AWS where it is newer than the list that this package has.
   */
  readonly managedPolicies?: Readonly<Record<string, object | string>>;
  /**
   * Templates of CloudFormation, by what names them: the URL, also within another template, or the
   * id or name of a serverless application or of a product. Defaults to none.
   */
  readonly templates?: Readonly<Record<string, object | string>>;
}

/**
 * Runs a program as `pulumi up` would, against mocks, and gives what it registered. Rejects with
 * the program's own error: what it throws, also inside `apply`.
 *
 * `deploy(() => require("../index"))` loads the program anew each time; what lies in `node_modules`
 * stays loaded. A runner with a module cache of its own needs its own words before a second
 * deployment: `jest.resetModules()`, `vi.resetModules()`. Native `import()` loads a file once.
 *
 * Mocks are global to a process (`pulumi.runtime.setMocks`): deployments therefore run one after
 * the other, and the mocks of the last one stay set. Nothing is created outside this process.
 */
export async function deploy(
  program: () => unknown,
  options: DeployOptions = {},
): Promise<DeployedStack> {
  const { project = "project", stack = "test" } = options;
  const key = (name: string): string => (name.includes(":") ? name : `${project}:${name}`);
  const config = Object.fromEntries(
    Object.entries(options.config ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        key(name),
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
  );
  const secretKeys = (options.secretKeys ?? []).map(key);
  const place = placeOf(options, config["aws:region"]);
  const { resources, outputs } = await run(program as Program, {
    ...options,
    ...place,
    project,
    stack,
    config,
    secretKeys,
  });
  if (resources.length === 0) {
    throw new Error(
      "The program registered no resource, so there is nothing to test. If it was loaded before, " +
        "its module is not run again: call `jest.resetModules()` or `vi.resetModules()` before " +
        "each `deploy`, or export a function from the program and call it in `deploy`.",
    );
  }
  return new DeployedStack({
    resources,
    outputs,
    place,
    managedPolicies: options.managedPolicies ?? {},
    templates: options.templates ?? {},
  });
}
