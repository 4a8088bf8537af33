/** The CodeBuild action: a build that runs on this machine, or one that is pretended. */
import type { Provider } from "../codepipeline";
import { newBuild } from "./build";
import { pretendBuild } from "./pretended-build";
import { runBuild } from "./run-build";

/** Builds the input artifact by the project's buildspec; its exported variables become the action's. */
export const codeBuild: Provider = async (run, tools) => {
  const build = newBuild(run, tools);
  return tools.runsBuild(run) ? runBuild(build, tools) : pretendBuild(build, tools);
};
