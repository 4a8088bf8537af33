/** What `pulumi up` makes of a program that its author may not expect. */
import * as fs from "node:fs";
import * as path from "node:path";
import { kindOf } from "./hook";
import { hasLoader } from "./nodejs-options";
import { addCommand } from "./package-manager";
import type { Project } from "./project";
import { finds } from "./typescript";

/** Of the file from which the program is loaded. */
export function noticesOf({ program, cwd, nodejs }: Project, file: string): string[] {
  const notices: string[] = [];
  if (file !== program && isBesideTypeScript(file)) {
    notices.push(
      `There is index.ts beside index.js, and Pulumi runs index.js. To run the other: \`main: index.ts\` ` +
        "in Pulumi.yaml.",
    );
  }
  const isTypeScript = /\.m?tsx?$/.test(file) && nodejs.typescript;
  if (
    isTypeScript &&
    kindOf(file) === "module" &&
    !hasLoader(nodejs) &&
    !finds("ts-node/esm", cwd)
  ) {
    notices.push(
      "Pulumi leaves TypeScript in ES modules to Node.js itself where ts-node is not installed: it then " +
        "checks no types, takes no enum, and does not find a.ts as ./a.js. Here it does. Type in " +
        `${cwd}: ${addCommand(cwd, "ts-node", "develop")}`,
    );
  }
  return notices;
}

const isBesideTypeScript = (file: string): boolean =>
  path.basename(file) === "index.js" && fs.existsSync(path.join(path.dirname(file), "index.ts"));
