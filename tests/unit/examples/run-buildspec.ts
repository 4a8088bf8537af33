/** Runs a buildspec as CodeBuild does: one shell, the source as its folder, command by command. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { examples } from "../../support/example-graph";

export interface Built {
  readonly status: number | null;
  readonly output: string;
  readonly folder: string;
  /** What is exported; nothing after a command that failed. */
  readonly variables: Record<string, string>;
}

export interface BuildOptions {
  /** Files to begin with, in the examples' folder, or a folder made by the caller. */
  readonly source: string;
  readonly buildspec: string;
  /** Changes the files before the build. */
  readonly change?: (folder: string) => void;
  /** A shell script that takes a tool's place. */
  readonly tools?: Readonly<Record<string, string>>;
  /** Another input artifact of the build: its name, and its files. */
  readonly beside?: readonly [name: string, folder: string];
}

const folders: string[] = [];
after(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true });
});

export function build({ source, buildspec, change, tools = {}, beside }: BuildOptions): Built {
  const [folder, own] = [temporary(), temporary()];
  fs.cpSync(path.resolve(examples, source), folder, { recursive: true });
  change?.(folder);
  for (const [name, script] of Object.entries(tools)) {
    fs.writeFileSync(path.join(own, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const spec = parse(fs.readFileSync(path.join(examples, buildspec), "utf8"));
  const file = path.join(own, "variables");
  const { status, stdout } = spawnSync("sh", ["-c", scriptOf(spec, file)], {
    cwd: folder,
    env: {
      ...process.env,
      PATH: `${own}:${process.env.PATH}`,
      TMPDIR: own,
      LC_ALL: "C.UTF-8",
      ...spec.env?.variables,
      CODEBUILD_BUILD_NUMBER: "7",
      ...(beside && { [`CODEBUILD_SRC_DIR_${beside[0]}`]: path.resolve(examples, beside[1]) }),
    },
    encoding: "utf8",
  });
  const entries = fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\0") : [];
  const variables = entries.filter(Boolean).map((entry) => entry.split(/=(.*)/s, 2));
  return { status, output: stdout, folder, variables: Object.fromEntries(variables) };
}

/** A command that is a list of commands fails only if the last one does, as at CodeBuild. */
function scriptOf(spec: any, variables: string): string {
  const commands = ["install", "pre_build", "build", "post_build"].flatMap(
    (phase): string[] => spec.phases[phase]?.commands ?? [],
  );
  const names: string[] = spec.env?.["exported-variables"] ?? [];
  const show = names.map((name) => `printf '${name}=%s\\0' "$${name}" >> '${variables}'`);
  const checked = commands.map(
    (command) =>
      `eval '${command.replaceAll("'", `'\\''`)}'\nstatus=$?\n[ $status = 0 ] || exit $status`,
  );
  return [...checked, ...show].join("\n");
}

function temporary(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "example-build-"));
  folders.push(folder);
  return folder;
}
