/** What a run would ask for after the program has ended: `--init` writes that too. */
import type { Account } from "../aws/account/account";
import { lackingOf, policyOf } from "../aws/account/role-rights";
import { foreseenBuilds } from "../aws/codebuild";
import { missingOf } from "../aws/codepipeline";
import { lackingObjects } from "../aws/s3";
import type { ActionChoices } from "./choices";
import { putExisting } from "./existing";
import type { InventedSettings } from "./invented";
import { remedyLine } from "./paste";
import { roleKey } from "./role-key";
import type { Existing } from "./schema";

interface Foresight {
  readonly invented: InventedSettings;
  readonly account: Account;
  readonly programDir: string;
  /** Stands for the repositories of sources. */
  readonly repositoryDir: string;
  readonly actions: ActionChoices;
}

/** Answers a line for each thing that nobody can invent. */
export async function foresee(foresight: Foresight): Promise<string[]> {
  for (const exists of builds(foresight).flatMap(({ missing }) => missing)) {
    await put(exists, foresight);
  }
  const found = builds(foresight);
  const { account, invented } = foresight;
  const others = account.resources.filter(
    ({ type, existed }) => type === "aws:iam/role:Role" && existed === true,
  );
  for (const { arn } of others.map(({ state }) => state as { arn: string })) {
    const ofBuilds = found.filter(({ roleArn }) => roleArn === arn).flatMap(({ needs }) => needs);
    const missing = missingOf(arn, ofBuilds, account.directory).map(({ need }) => need);
    const needs = [...lackingOf(arn, account), ...missing];
    if (needs.length === 0) continue;
    const policies = [policyOf(needs)];
    const roles = { [roleKey(arn, invented.settings)]: { policies } };
    invented.add({ key: "exists", value: { roles } });
  }
  const buildspecs = found.flatMap(({ path, problem }) =>
    problem === undefined
      ? []
      : [
          `${path}: ${problem} Where the repository is another folder than the program's checkout, name it: ` +
            "rehearsal:sources, the source action, folder.",
        ],
  );
  return [...buildspecs, ...objects(foresight)];
}

/** What an object holds nobody can invent. */
function objects({ account, actions, invented }: Foresight): string[] {
  const { engine, buckets } = account;
  const lent = { buckets, actions };
  return engine
    .pipelineNames()
    .flatMap((name) => lackingObjects(engine.declaration(name), lent))
    .map(({ path, bucket, key }) => {
      const sources = { [path]: { folder: "./folder-of-the-source" } };
      const remedy = remedyLine("sources", sources, invented.settings);
      return `${path}: The program puts no object ${key} into bucket ${bucket}. ${remedy}`;
    });
}

function builds({ account, actions, repositoryDir }: Foresight) {
  const { engine, projects, stores, place, buckets } = account;
  const lent = { projects, stores, place, buckets };
  return engine
    .pipelineNames()
    .flatMap((name) => foreseenBuilds(engine.declaration(name), lent, { actions, repositoryDir }));
}

/** Two builds may miss the same value. */
async function put(exists: object, { invented, account, programDir }: Foresight): Promise<void> {
  const [[kind, values]] = Object.entries(exists) as [keyof Existing, object][];
  const known = invented.settings.exists?.[kind] ?? {};
  if (Object.keys(values).every((name) => Object.hasOwn(known, name))) return;
  invented.add({ key: "exists", value: exists });
  await putExisting(exists as Existing, account, programDir);
}
