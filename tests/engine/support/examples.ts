/** The examples as inline programs: no language host is needed, the engine is the real one. */
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { readProject } from "../../../rehearsal/program/project";
import { EngineStack, type Program } from "./engine-stack";
import { type LocalCloud, repositoryDir } from "./local-cloud";

function exampleDir(name: string): string {
  return path.join(repositoryDir, "examples", name);
}

/** Runs the example's index.ts afresh, as a new process would. */
function exampleProgram(name: string): Program {
  const folder = exampleDir(name);
  return async () => {
    for (const file of Object.keys(require.cache)) {
      if (file.startsWith(folder + path.sep)) delete require.cache[file];
    }
    const load = createRequire(path.join(folder, "Pulumi.yaml"));
    return { ...load("./index.ts") };
  };
}

/** A stack of the example, with its rehearsal's configuration and its files in the work folder. */
export async function openExample(
  cloud: LocalCloud,
  name: string,
  config: Readonly<Record<string, string>> = {},
): Promise<EngineStack> {
  const folder = exampleDir(name);
  const notTheProject = (file: string) => !/^Pulumi\..*yaml$/.test(path.basename(file));
  fs.cpSync(folder, cloud.workDir, { recursive: true, filter: notTheProject });
  const project = readProject(folder);
  return EngineStack.open(cloud, exampleProgram(name), {
    project: project.name,
    config: { ...project.config, ...config },
  });
}

/** True for an example that is a Node program: those in other languages have tests of their own. */
export function isProgram(name: string): boolean {
  return fs.existsSync(path.join(exampleDir(name), "index.ts"));
}
