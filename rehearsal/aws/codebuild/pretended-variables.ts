/** Values for the variables that a pretended build exports. */
import type { Tools } from "../codepipeline";
import type { Build } from "./build";
import { codeBuildVariables } from "./environment";
import { type Declared, plainValues } from "./variables";

export interface PretendedVariables {
  readonly values: Record<string, string>;
  /** The names whose values nobody declared. */
  readonly invented: readonly string[];
}

/** What the settings say wins; then what the build was given; the rest is invented. */
export function pretendedVariables(
  names: readonly string[],
  build: Build,
  declared: readonly Declared[],
  tools: Tools,
): PretendedVariables {
  const settings = tools.choiceOf(build.run).variables ?? {};
  const known: Record<string, string> = {
    ...plainValues(declared),
    ...codeBuildVariables(build, tools),
    ...settings,
  };
  const invented = names.filter((name) => !Object.hasOwn(known, name));
  return {
    values: {
      ...Object.fromEntries(
        names.map((name) => [
          name,
          Object.hasOwn(known, name) ? known[name] : invent(name, build, tools),
        ]),
      ),
      ...settings,
    },
    invented,
  };
}

type Guess = (build: Build, tools: Tools) => string;

const shortVersion: Guess = ({ sourceVersion }) => sourceVersion.slice(0, 7);

/** Names that many buildspecs export. First match wins. */
const plausible: readonly (readonly [RegExp, Guess])[] = [
  [/SHORT_?(SHA|COMMIT|HASH)|(SHA|COMMIT|HASH)_?SHORT/, shortVersion],
  [/(^|_)(COMMIT|SHA|COMMIT_?(ID|SHA|HASH)|GIT_?HASH|REVISION)$/, (build) => build.sourceVersion],
  [/(^|_)TAG$/, shortVersion],
  [/(^|_)VERSION$/, ({ number }) => `0.0.${number}`],
  [/(^|_)BUILD_(NUMBER|NO)$/, ({ number }) => String(number)],
  [/(^|_)BRANCH(_NAME)?$/, () => "main"],
  [
    /(^|_)(IMAGE|IMAGE_URI)$/,
    (build, tools) => `${registry(tools)}/pretended:${shortVersion(build, tools)}`,
  ],
  [/(^|_)(REPOSITORY|REPO|ECR)_UR[IL]$/, (_, tools) => `${registry(tools)}/pretended`],
];

const registry = ({ place }: Tools): string =>
  `${place?.accountId ?? "111122223333"}.dkr.ecr.${place?.region ?? "us-east-1"}.amazonaws.com`;

function invent(name: string, build: Build, tools: Tools): string {
  const guess = plausible.find(([pattern]) => pattern.test(name.toUpperCase()));
  return guess === undefined ? `invented-${name}` : guess[1](build, tools);
}
