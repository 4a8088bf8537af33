/** How the rehearsal is here: in its repository, beside the examples, or installed as a package. */
import * as path from "node:path";

/** What a person types, by a file of the rehearsal: TypeScript is run in the repository alone. */
export const commandOf = (file: string): string =>
  path.extname(file) === ".ts" ? "npm run rehearse --" : "npx codepipeline-approvals-rehearsal";

export const command = commandOf(__filename);

/** The repository; of what is installed nothing lies there. */
export const repositoryDir = path.resolve(__dirname, "..");
export const examplesDir = path.join(repositoryDir, "examples");
