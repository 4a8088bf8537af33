/** What the engine keeps of a run: everything lies below the run's folder, and nothing of it in the program's. */
import * as fs from "node:fs";
import * as path from "node:path";
import { stringify } from "yaml";
import { cleanEnvironment } from "../program/environment";
import { type Project, readStackConfig } from "../program/project";

export interface Workspace {
  /** `Pulumi.rehearsal.yaml` without what is for the rehearsal: the engine writes into it. */
  readonly stackFile: string;
  /** What the engine tells, a JSON object a line. */
  readonly eventLog: string;
  /** Of every process of the run: no way to a real account, to the user's backend or to a download. */
  environment(
    attached: Readonly<Record<string, number>>,
    language?: readonly [runtime: string, port: number],
  ): NodeJS.ProcessEnv;
}

/** A local backend with an empty stack, as `pulumi stack init` makes it, which would write into the program's folder. */
export function makeWorkspace(folder: string, programDir: string, project: Project): Workspace {
  const backend = path.join(folder, "backend");
  const { name, stack } = project;
  const file = path.join(backend, ".pulumi/stacks", name, `${stack}.json`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(path.join(backend, ".pulumi/meta.yaml"), "version: 1\n");
  const latest = { manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "" } };
  const checkpoint = { stack: `organization/${name}/${stack}`, latest };
  fs.writeFileSync(file, JSON.stringify({ version: 3, checkpoint }));
  const stackFile = path.join(folder, `Pulumi.${stack}.yaml`);
  fs.writeFileSync(stackFile, stringify({ config: configOf(programDir) }));
  return {
    stackFile,
    eventLog: path.join(folder, "events.json"),
    environment: (attached, language) => ({
      ...cleanEnvironment(process.env),
      PULUMI_HOME: path.join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${backend}`,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // A provider on the PATH would reach what it is made for.
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      PULUMI_DEBUG_COMMANDS: "true",
      PULUMI_DEBUG_PROVIDERS: Object.entries(attached)
        .map(([name, port]) => `${name}:${port}`)
        .join(","),
      ...(language && { PULUMI_DEBUG_LANGUAGES: language.join(":") }),
      PYTHONDONTWRITEBYTECODE: "1",
    }),
  };
}

function configOf(programDir: string): Record<string, unknown> {
  const entries = Object.entries(readStackConfig(programDir));
  return Object.fromEntries(entries.filter(([key]) => !key.startsWith("rehearsal:")));
}
