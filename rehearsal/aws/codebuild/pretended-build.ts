/** A build that is pretended: nothing of its buildspec runs, and what it would make is invented. */
import { ServiceError } from "../../errors";
import { type ActionOutcome, artifactFolder, pretendedSummary, type Tools } from "../codepipeline";
import { buildId, type Build } from "./build";
import { type Buildspec, parseBuildspec } from "./buildspec";
import { expanded } from "./expand";
import { buildspecText } from "./locate-buildspec";
import { type Output, outputNames, outputsOf } from "./outputs";
import { pretendFiles } from "./pretended-files";
import { pretendedVariables } from "./pretended-variables";
import { setting } from "./setting";
import { missingValue } from "./stored-values";
import { type Declared, declaredVariables, exportable, plainValues } from "./variables";

/** Refuses what needs no run to be refused: rights, names of artifacts, variables' types. */
export function pretendBuild(build: Build, tools: Tools): ActionOutcome {
  const { run, projectName } = build;
  run.log(
    `Pretended: nothing of the buildspec of project ${projectName} runs. To run it on this ` +
      "machine: --run-builds.",
  );
  if (run.configuration["BatchEnabled"] === "true") {
    run.log("One build is pretended for the batch that the action asks for.");
  }
  const buildspec = readable(build, tools);
  const declared = declaredVariables(build, buildspec?.variables ?? []);
  for (const variable of declared.filter(({ type }) => type !== "PLAINTEXT")) {
    const missing = missingValue(variable, build, tools);
    if (missing === undefined) continue;
    run.log(`A build that runs would fail: ${missing}`);
  }
  const names = exportable(buildspec?.exportedVariables ?? [], declared, run);
  const { values, invented } = pretendedVariables(names, build, declared, tools);
  for (const name of invented) run.log(`Invented: ${name}=${values[name]}`);
  return {
    status: "Succeeded",
    summary: pretendedSummary(`build ${build.number} of ${projectName}`),
    externalExecutionId: buildId(build),
    variables: values,
    outputs: pretendOutputs(build, buildspec, declared, tools),
  };
}

/** The buildspec; undefined, and said, where it is not here or cannot be read. */
function readable(build: Build, tools: Tools): Buildspec | undefined {
  const { run } = build;
  try {
    return parseBuildspec(buildspecText(build, tools));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    run.log(
      `${error.message} So its variables and the names of its files are not known. Variables that ` +
        "later actions use can be given. " +
        setting(run, { variables: { NAME: "value" } }, tools),
    );
    return undefined;
  }
}

function pretendOutputs(
  build: Build,
  buildspec: Buildspec | undefined,
  declared: readonly Declared[],
  tools: Tools,
): Record<string, string> {
  const { run } = build;
  const values = { ...plainValues(declared), CODEBUILD_SRC_DIR: "." };
  const outputs: readonly (Output | { artifact: string; files?: undefined })[] =
    buildspec === undefined
      ? outputNames(run).map((artifact) => ({ artifact }))
      : outputsOf(run, buildspec.artifacts);
  return Object.fromEntries(
    outputs.map(({ artifact, files }) => {
      const target = artifactFolder(run, tools, artifact);
      const known = files && expanded(files, values, (name) => `invented-${name}`);
      const written = pretendFiles(known, target);
      run.log(`Pretended artifact ${artifact}: ${written.join(", ")}.`);
      tools.revisions.set(target, build.sourceVersion);
      return [artifact, target];
    }),
  );
}
