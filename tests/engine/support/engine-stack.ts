/** One stack on the real engine: the Automation API, with what tests ask of it. */
import * as path from "node:path";
import * as auto from "@pulumi/pulumi/automation";
import { pulumiCli } from "./cli";
import "../../support/light-traces";
import "./connection";
import { type LocalCloud, region } from "./local-cloud";

/** One resource that an operation changes. */
export interface Change {
  /** `create`, `update`, `replace`, `create-replacement`, `delete`, ... as the engine says it. */
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Inputs that differ. */
  readonly diffs: readonly string[];
  /** Inputs that need a new resource. */
  readonly keys: readonly string[];
}

export interface StackSettings {
  readonly project?: string;
  readonly config?: Readonly<Record<string, string>>;
  /** Further providers to attach: package and port. */
  readonly attach?: Readonly<Record<string, number>>;
  /** A folder to look for plugins in first. */
  readonly plugins?: string;
  /** How many resources the engine changes at once. Defaults to its own number. */
  readonly parallel?: number;
}

export type Program = auto.PulumiFn;
type Operation = (onEvent: (event: auto.EngineEvent) => void) => Promise<unknown>;

const stackName = "test";

/** A local backend and a passphrase, and no way to a real account or a download. */
export function environment(
  { folder, ports }: LocalCloud,
  { attach = {}, plugins }: StackSettings = {},
) {
  const attached = Object.entries({ ...ports, ...attach }).map(([name, port]) => `${name}:${port}`);
  return {
    PULUMI_CONFIG_PASSPHRASE: "only for tests",
    PULUMI_DEBUG_PROVIDERS: attached.join(","),
    ...(plugins !== undefined && { PATH: [plugins, process.env.PATH].join(path.delimiter) }),
    PULUMI_HOME: path.join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
}

type Steps = (event: auto.EngineEvent) => { metadata: auto.StepEventMetadata } | undefined;

/** What the engine is about to do. */
const planned: Steps = ({ resourcePreEvent }) => resourcePreEvent;

/** What it found: a refresh plans to refresh everything, and tells a difference only afterwards. */
const found: Steps = ({ resOutputsEvent }) => resOutputsEvent;

/** Changes of the events of one operation, without what stays and without the components' reads. */
function changesOf(events: readonly auto.EngineEvent[], steps: Steps): Change[] {
  return events
    .flatMap((event) => steps(event)?.metadata ?? [])
    .filter(({ op }) => !["same", "read", "refresh"].includes(op))
    .map(({ op, urn, type, diffs, keys }) => ({
      ...{ op, urn, type, name: urn.split("::").slice(3).join("::") },
      ...{ diffs: diffs ?? [], keys: keys ?? [] },
    }));
}

/** A resource as the state file has it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly inputs?: Record<string, any>;
  readonly outputs?: Record<string, any>;
  readonly protect?: boolean;
  readonly dependencies?: readonly string[];
}

export class EngineStack {
  /** What every operation so far warned of. */
  readonly warnings: string[] = [];
  /** False while an inline program has begun and not ended; true where there is none. */
  private isWhole = true;

  private constructor(
    readonly stack: auto.Stack,
    private readonly settings: StackSettings,
  ) {
    // After each operation the Automation API runs the CLI up to three times more, for an answer that nobody reads.
    stack.outputs = () => Promise.resolve({});
    stack.info = () => Promise.resolve(undefined);
  }

  /** A stack of a program that runs in this process. */
  static async open(
    cloud: LocalCloud,
    program: Program,
    settings: StackSettings = {},
  ): Promise<EngineStack> {
    const { project = "engine" } = settings;
    const select = (options: auto.LocalWorkspaceOptions): Promise<auto.Stack> =>
      auto.LocalWorkspace.createOrSelectStack(
        { stackName, projectName: project, program },
        { ...options, projectSettings: { name: project, runtime: "nodejs" } },
      );
    const stack = await EngineStack.select(cloud, settings, cloud.workDir, select);
    stack.use(program);
    return stack;
  }

  /** A stack of the project in a folder, run by its language's host. */
  static openFolder(
    cloud: LocalCloud,
    folder: string,
    settings: StackSettings = {},
  ): Promise<EngineStack> {
    const select = (options: auto.LocalWorkspaceOptions): Promise<auto.Stack> =>
      auto.LocalWorkspace.createOrSelectStack({ stackName, workDir: folder }, options);
    return EngineStack.select(cloud, settings, folder, select);
  }

  private static async select(
    cloud: LocalCloud,
    settings: StackSettings,
    workDir: string,
    select: (options: auto.LocalWorkspaceOptions) => Promise<auto.Stack>,
  ): Promise<EngineStack> {
    const stack = await select({
      ...{ pulumiCommand: await pulumiCli(), workDir },
      envVars: environment(cloud, settings),
    });
    const all = { "aws:region": region, ...settings.config };
    await stack.setAllConfig(
      Object.fromEntries(Object.entries(all).map(([key, value]) => [key, { value }])),
    );
    return new EngineStack(stack, settings);
  }

  /** What an update would do. */
  preview(program?: Program): Promise<Change[]> {
    return this.runProgram((onEvent) => this.stack.preview({ ...this.common(program), onEvent }));
  }

  up(program?: Program): Promise<Change[]> {
    return this.runProgram((onEvent) => this.stack.up({ ...this.common(program), onEvent }));
  }

  /** What differs from the state, which has it now as well. */
  refresh(): Promise<Change[]> {
    return this.run((onEvent) => this.stack.refresh({ ...this.common(), onEvent }), found);
  }

  destroy(): Promise<Change[]> {
    return this.run((onEvent) => this.stack.destroy({ ...this.common(), onEvent }));
  }

  /** Stack outputs, secrets unwrapped. */
  async outputs(): Promise<Record<string, any>> {
    const outputs = await this.stack.workspace.stackOutputs(stackName);
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  async resources(): Promise<StateResource[]> {
    const { deployment } = await this.stack.exportStack();
    return deployment.resources ?? [];
  }

  /** Puts the program in the place of the one before. */
  use(program: Program): void {
    this.stack.workspace.program = async () => {
      this.isWhole = false;
      const outputs = await program();
      this.isWhole = true;
      return outputs;
    };
  }

  private common(program?: Program) {
    if (program !== undefined) this.use(program);
    const { parallel } = this.settings;
    return { ...(parallel === undefined ? {} : { parallel }), color: "never" as const };
  }

  /** What the engine did of half a program says nothing: the SDK may have ended it in silence. */
  private async runProgram(operation: Operation): Promise<Change[]> {
    this.isWhole = this.stack.workspace.program === undefined;
    const changes = await this.run(operation);
    if (!this.isWhole) throw new Error("The program did not run to its end, and nobody said why.");
    return changes;
  }

  private async run(operation: Operation, steps = planned): Promise<Change[]> {
    const events: auto.EngineEvent[] = [];
    await operation((event) => void events.push(event));
    const said = events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []);
    this.warnings.push(
      ...said.filter(({ severity }) => severity === "warning").map(({ message }) => message),
    );
    return changesOf(events, steps);
  }
}
