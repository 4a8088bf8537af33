/** A rehearsal from its beginning to its end: an example on a local AWS. */
import { partitionOf } from "../contract/partitions";
import * as path from "node:path";
import type { CodePipelineClientConfig } from "@aws-sdk/client-codepipeline";
import type { Account } from "./aws/account/account";
import { createAccount } from "./aws/account/create-account";
import type { Place } from "./aws/account/types";
import { Endpoint } from "./aws/api/endpoint";
import { MovableClock } from "./clock";
import { type AccessKey, writeCredentials } from "./aws/iam";
import type { Engine } from "./aws/codepipeline";
import { closer } from "./closer";
import { examplesDir, repositoryDir } from "./home";
import { checkoutOf, readProject, runtimeOf, stackFileOf } from "./program/project";
import type { InventedSettings } from "./settings/invented";
import { CallAnswers } from "./settings/calls";
import { needFitting } from "./settings/fitting";
import { needOwnNames, withScript } from "./settings/own-scripts";
import { actionsOf, readSettings } from "./settings/read";
import type { OwnScript } from "./settings/schema";
import { needSystems, takeDown } from "./settings/script-systems";
import { needVoters } from "./settings/script-votes";
import { putExisting } from "./settings/existing";
import { inventor } from "./program/invented-results";
import { deployHere } from "./program/deploy";
import type { ProgramResult } from "./program/run";
import { checkTypes, type TypeCheck } from "./program/type-check";
import { AutomaticAnswers } from "./screen/automatic";
import { type Outside, openOutside } from "./outside";
import { installApp } from "./slack/open-workspace";
import type { SlackWorkspace } from "./slack/types";
import type { Systems } from "./systems/open-systems";
import { freshFolder } from "./terminal/folder";
import type { Progress } from "./terminal/progress";

/** The account that every rehearsal runs on. */
const accountId = "111122223333";

export interface RehearsalOptions {
  /** Name of a folder under examples/. */
  readonly example?: string;
  /** Its folder, with Pulumi.yaml and Pulumi.rehearsal.yaml. Its builds are run. */
  readonly exampleDir?: string;
  /** Or the folder of a program of one's own. Its builds are pretended unless something else is said. */
  readonly programDir?: string;
  /** Runs the commands of its buildspecs on this machine. */
  readonly runBuilds?: boolean;
  /** Name of one of the program's own scripts: what it releases is released. */
  readonly script?: string;
  /** Port on 127.0.0.1. Defaults to a free one. */
  readonly port?: number;
  /** Where the run keeps its files; emptied first. Defaults to `.rehearsal/<example>`. */
  readonly folder?: string;
  readonly onProgress?: (progress: Progress) => void;
  /** Takes what the program asks for and nobody has said; it goes on with invented values. */
  readonly invented?: InventedSettings;
  /**
   * Deploys the example to the account by other means, such as the real Pulumi engine, and answers
   * the stack's outputs. Defaults to running the program here.
   */
  readonly deploy?: (account: Account) => Promise<Record<string, any>>;
  /** Called once everything stands and before the first pipeline starts: nothing is missed. */
  readonly onReady?: (rehearsal: Rehearsal) => void;
}

export interface Rehearsal {
  readonly example: string;
  /** Of the program. */
  readonly programDir: string;
  readonly folder: string;
  readonly clock: MovableClock;
  readonly account: Account;
  readonly engine: Engine;
  /** Names of actions that fail on request; may change while a pipeline runs. */
  readonly failures: Set<string>;
  readonly endpoint: Endpoint;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly credentialsFile: string;
  readonly program: ProgramResult;
  /** Of a program of one's own. */
  readonly types?: TypeCheck;
  /** The program's own script that is played. */
  readonly script?: OwnScript;
  /** What hubs have noted of requests that a function, or a condition, was asked about. */
  readonly automatic: AutomaticAnswers;
  /** The Slack workspace around the example, where it has one. */
  readonly slack?: SlackWorkspace;
  /** Other systems around it. */
  readonly systems?: Systems;
  /** Settings for any AWS SDK v3 client that calls as this person. */
  clientConfigFor(profile: string): CodePipelineClientConfig;
  /** Ends what runs. Safe to call more than once. */
  close(): Promise<void>;
}

/** Opens a rehearsal: when it resolves, the program's pipelines have started. */
export async function openRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const { port = 0, onProgress = () => undefined } = options;
  const exampleDir = folderOf(options);
  const example = options.example ?? path.basename(exampleDir);
  const written = readSettings(exampleDir);
  needOwnNames(written, exampleDir);
  const script = written.scripts?.[options.script ?? ""];
  const settings = withScript(written, script);
  const actions = actionsOf(settings, exampleDir);
  // Nothing of a stranger's buildspec runs on this machine unasked.
  const isOurs = options.programDir === undefined;
  const runsBuilds = isOurs || options.runBuilds === true;
  const place = placeFor(regionOf(exampleDir));
  const home = isOurs ? repositoryDir : process.cwd();
  const folder = freshFolder(options.folder ?? path.join(home, ".rehearsal", example));
  const clock = new MovableClock();
  const failures = new Set<string>();
  // Functions run when all of this stands; until then nobody asks for the addresses.
  let url = "";
  let outside: Outside | undefined;
  const account = createAccount({
    ...{ place, folder, clock, failures },
    repositoryDir: isOurs ? repositoryDir : checkoutOf(exampleDir),
    calls: new CallAnswers(settings.calls, inventor(exampleDir, place)),
    runsBuilds,
    actions,
    written: settings,
    endpointUrl: () => url,
    outside: () => outside?.urls ?? {},
  });
  const { engine, directory, stores, functions, buses, topics, buckets, resources } = account;
  const endpoint = new Endpoint({
    ...{ engine, directory, clock, place },
    ...{ stores, functions, buses, topics, buckets, resources },
  });
  const automatic = new AutomaticAnswers(endpoint);
  let types: TypeCheck | undefined;
  const close = closer(
    account,
    endpoint,
    clock,
    () => outside,
    () => types,
  );
  try {
    // What --init asks for is the same with a wrong type.
    if (!isOurs && options.invented === undefined && runtimeOf(exampleDir) === "nodejs") {
      types = checkTypes(readProject(exampleDir), (lines) => {
        for (const line of lines) onProgress({ kind: "printed", line });
      });
    }
    outside = await openOutside({ exampleDir, account, clock });
    const { slack, systems } = outside;
    needSystems(written, systems, exampleDir);
    takeDown(script, systems);
    await putExisting(settings.exists ?? {}, account, exampleDir);
    url = await endpoint.listen(port);
    const program =
      options.deploy === undefined
        ? await deployHere({
            ...{
              programDir: exampleDir,
              ...{ account, folder, settings },
              invented: options.invented,
              onProgress,
            },
            ...(isOurs ? {} : { plan: { actions, runsBuilds } }),
          })
        : await deployedBy(options.deploy, exampleDir, account);
    needFitting(settings, account, exampleDir);
    needVoters(written, slack, account.resources, exampleDir);
    installApp(slack, program.outputs);
    const credentialsFile = path.join(folder, "credentials");
    const keys = directory.accessKeys();
    writeCredentials(credentialsFile, keys);
    onProgress({ kind: "listening", url, credentialsFile });
    const clientConfigFor = (profile: string) =>
      clientConfig(url, place.region, keyOf(keys, profile));
    const rehearsal: Rehearsal = {
      ...{
        example,
        programDir: exampleDir,
        folder,
        clock,
        account,
        engine,
        failures,
        endpoint,
        url,
        slack,
        systems,
        types,
        script,
        automatic,
      },
      ...{ credentialsFile, program, clientConfigFor, close },
    };
    options.onReady?.(rehearsal);
    account.deployed();
    return rehearsal;
  } catch (error) {
    await close();
    throw error;
  }
}

async function deployedBy(
  deployer: NonNullable<RehearsalOptions["deploy"]>,
  exampleDir: string,
  account: Account,
): Promise<ProgramResult> {
  const { name: project, stack, config } = readProject(exampleDir);
  return { project, stack, config, outputs: await deployer(account) };
}

function regionOf(exampleDir: string): string {
  const region = readProject(exampleDir).config["aws:region"];
  if (region !== undefined) return region;
  const file = stackFileOf(exampleDir);
  throw new Error(`${file} sets no \`aws:region\`. Add it, for example \`aws:region: eu-west-1\`.`);
}

/** The rehearsal's account in a region. */
export function placeFor(region: string): Place {
  return { partition: partitionOf(region), region, accountId };
}

function folderOf({ example, exampleDir, programDir }: RehearsalOptions): string {
  const folder = programDir ?? exampleDir;
  if (folder !== undefined) return path.resolve(folder);
  if (example !== undefined) return path.join(examplesDir, example);
  throw new Error("Say what to open: give example, exampleDir or programDir.");
}

function keyOf(keys: readonly AccessKey[], profile: string): AccessKey {
  const key = keys.find((one) => one.profile === profile);
  if (key !== undefined) return key;
  const known = keys.map((one) => one.profile).join(", ");
  throw new Error(`No person has the profile "${profile}". Profiles: ${known}.`);
}

function clientConfig(endpoint: string, region: string, key: AccessKey): CodePipelineClientConfig {
  const { accessKeyId, secretAccessKey, sessionToken } = key;
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey, sessionToken } };
}
