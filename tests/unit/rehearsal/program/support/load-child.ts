/** Loads a program as the rehearsal does, without Pulumi: prints what it exports, or what it threw. */
import { createRequire } from "node:module";
import * as path from "node:path";
import { describe } from "../../../../../rehearsal/program/failures";
import { loadProgram } from "../../../../../rehearsal/program/load";
import type { Project } from "../../../../../rehearsal/program/project";

// After what nodeargs bring, which comes after this file.
setImmediate(() => {
  const project: Project = JSON.parse(process.argv[2]);
  loadProgram(project, createRequire(path.join(project.cwd, "Pulumi.yaml"))).then(
    (exported) => process.send!({ exported: { ...(exported as object) } }),
    (error) => {
      const { name, message, stack } = error;
      process.send!({ thrown: { name, message, stack }, described: describe(error, project) });
    },
  );
});
