/** The files of a pretended artifact: empty, or the smallest content that is valid in their form. */
import * as fs from "node:fs";
import * as path from "node:path";
import { glob, isWithin } from "../../files";
import type { ArtifactFiles } from "./buildspec-artifacts";

/** Stands for files whose names nobody knows. */
const unnamed = "pretended.txt";

const template = {
  AWSTemplateFormatVersion: "2010-09-09",
  // CloudFormation refuses a template without resources; this one makes nothing.
  Resources: { Pretended: { Type: "AWS::CloudFormation::WaitConditionHandle" } },
};

const container = { name: "pretended", image: "pretended:latest", essential: true };

const service = {
  Type: "AWS::ECS::Service",
  Properties: {
    TaskDefinition: "<TASK_DEFINITION>",
    LoadBalancerInfo: { ContainerName: container.name, ContainerPort: 80 },
  },
};

/** First match wins. JSON is YAML too. */
const contents: readonly (readonly [RegExp, unknown])[] = [
  // CodePipeline User Guide, "Image definitions file reference".
  [/^imagedefinitions\.json$/i, [{ name: "pretended", imageUri: "pretended:latest" }]],
  [/^imageDetail\.json$/i, { ImageURI: "pretended:latest" }],
  [/^taskdef.*\.json$/i, { family: "pretended", containerDefinitions: [container] }],
  [/^appspec.*\.(ya?ml|json)$/i, { version: 0, Resources: [{ TargetService: service }] }],
  [/\.template$|(template|packaged|stack|cloudformation).*\.(ya?ml|json)$/i, template],
  [/\.(ya?ml|json)$/i, {}],
];

/** Writes the files that an artifact declares by name into `target`; answers their names. */
export function pretendFiles(artifacts: ArtifactFiles | undefined, target: string): string[] {
  fs.mkdirSync(target, { recursive: true });
  const names = artifacts === undefined ? [unnamed] : declaredNames(artifacts, target);
  for (const name of names) {
    const file = path.join(target, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, contentOf(path.basename(name)));
  }
  return names;
}

function declaredNames(artifacts: ArtifactFiles, target: string): string[] {
  const excluded = artifacts.excludePaths.map((file) => glob(file));
  const names = artifacts.files.flatMap((file) => {
    if (/[*?]/.test(file)) return [unnamed];
    if (excluded.some((test) => test(file))) return [];
    const name = artifacts.discardPaths ? path.posix.basename(file) : path.posix.normalize(file);
    const isInside = isWithin(target, path.join(target, name)) && !/^\.?\/?$/.test(name);
    return [path.posix.isAbsolute(name) || !isInside ? unnamed : name];
  });
  return names.length === 0 ? [unnamed] : [...new Set(names)];
}

function contentOf(name: string): string {
  if (name === unnamed) return "The build was pretended: nothing ran, and nothing made this.\n";
  const found = contents.find(([pattern]) => pattern.test(name));
  return found === undefined ? "" : `${JSON.stringify(found[1], undefined, 2)}\n`;
}
