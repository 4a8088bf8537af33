/** A local AWS account that the real Pulumi engine deploys to. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Account } from "../../../rehearsal/aws/account/account";
import { createAccount } from "../../../rehearsal/aws/account/create-account";
import { functionTokens } from "../../../rehearsal/aws/account/invokes";
import { resourceTypes } from "../../../rehearsal/aws/account/registry";
import { MovableClock } from "../../../rehearsal/clock";
import type { Step } from "../../../rehearsal/provider/operations";
import { awsSchema } from "../../../rehearsal/provider/schema";
import { type ProviderServer, serveProvider } from "../../../rehearsal/provider/server";
import { placeFor } from "../../../rehearsal/session";

export const repositoryDir = path.resolve(__dirname, "../../..");
export const region = "eu-west-1";

/** Called before each change on the account; throws to interrupt it. */
type StepListener = (step: Step) => void;

export interface LocalCloud {
  readonly account: Account;
  /** For the stack's state, the program's files and the account's. */
  readonly folder: string;
  /** Where a program's files are put; paths of assets start here. */
  readonly workDir: string;
  /** Ports of the providers that are served, by package. */
  readonly ports: Readonly<Record<string, number>>;
  onStep(listener: StepListener): void;
  close(): Promise<void>;
}

/** The AWS SDK that this project has installed: its declarations, and the provider's version. */
const sdkFolder = path.join(repositoryDir, "node_modules/@pulumi/aws");

function awsVersion(): string {
  return JSON.parse(fs.readFileSync(path.join(sdkFolder, "package.json"), "utf8")).version;
}

/** Everything that the account acts out, and no more: a program that needs more is refused. */
function schema(): string {
  const resources = resourceTypes.map(({ type }) => type).filter((type) => type.startsWith("aws:"));
  return awsSchema({ version: awsVersion(), sdkFolder, resources, functions: functionTokens });
}

/** Opens an account, empty or one that exists, and serves it as the providers `aws` and `awsx`. */
export async function openLocalCloud(existing?: Account): Promise<LocalCloud> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "engine-"));
  const workDir = path.join(folder, "program");
  fs.mkdirSync(workDir);
  const account = existing ?? emptyAccount(folder);
  let listen: StepListener = () => undefined;
  const provided = {
    ...{ account, version: awsVersion(), folder: workDir },
    onStep: (step: Step) => listen(step),
    schema,
  };
  const servers: Record<string, ProviderServer> = {
    aws: await serveProvider(provided),
    awsx: await serveProvider({
      ...provided,
      version: "3.9.0",
      builtOn: provided.version,
      schema: undefined,
    }),
  };
  const ports = Object.entries(servers).map(([name, { port }]) => [name, port] as const);
  return {
    ...{ account, folder, workDir, ports: Object.fromEntries(ports) },
    onStep: (listener) => void (listen = listener),
    close: async () => {
      for (const server of Object.values(servers)) server.close();
      if (existing === undefined) await account.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function emptyAccount(folder: string): Account {
  return createAccount({
    place: placeFor(region),
    folder: path.join(folder, "account"),
    repositoryDir,
    clock: new MovableClock(),
    endpointUrl: () => "http://127.0.0.1:1",
  });
}
