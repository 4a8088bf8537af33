/** Values of variables that Parameter Store and Secrets Manager keep, read as the project's role. */
import { regionalArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import { MissingError } from "../../settings/missing";
import { remedyLine } from "../../settings/paste";
import type { Tools } from "../codepipeline";
import { viaService } from "../kms";
import { secretVersion } from "../secretsmanager";
import type { Build } from "./build";
import type { Declared } from "./variables";

export interface Need {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

interface LookUp {
  /** What the project's role must be allowed. */
  readonly needs: readonly Need[];
  /** Throws where there is no such value. */
  value(): string;
}

/**
 * The value of a variable whose type is not PLAINTEXT. Throws what the service answers where the
 * project's role may not read it, or where it is not there.
 */
export function storedValue(variable: Declared, build: Build, tools: Tools): string {
  return allowed(variable, build, tools)();
}

/** Why a build would not get a value; undefined where it would. Throws where a right is missing. */
export function missingValue(variable: Declared, build: Build, tools: Tools): string | undefined {
  const value = allowed(variable, build, tools);
  try {
    value();
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
}

/** Looks the value up, once it is known that the project's role may. */
function allowed(variable: Declared, build: Build, tools: Tools): LookUp["value"] {
  const { needs, value } = storedLookUp(variable, tools);
  for (const need of needs) requireAllowed(need, variable, build, tools);
  return value;
}

type Kept = Pick<Tools, "stores" | "place" | "written">;

/** What it takes to read the value; nothing is asked yet. */
export const storedLookUp = (variable: Declared, kept: Kept): LookUp =>
  (variable.type === "PARAMETER_STORE" ? parameter : secret)(variable, kept);

function parameter(variable: Declared, { stores, place, written }: Kept): LookUp {
  const name = variable.value;
  const found = stores.parameters.find(name);
  const arn = found?.arn ?? parameterArn(name, place);
  const key = found?.type === "SecureString" ? found.keyArn : undefined;
  return {
    // Build specification reference, `env/parameter-store`: the action to add to the role.
    needs: needed("ssm:GetParameters", arn, key, "ssm", place),
    value: () => {
      if (found?.value !== undefined) return found.value;
      const message = `Decrypted Variables Error: parameter does not exist: ${name} ${of(variable)}.`;
      const refusal = { code: "ParameterNotFound", message };
      const parameters = { [name]: "invented" };
      throw new MissingError(refusal, "exists", { parameters }, written, remedyLine);
    },
  };
}

function parameterArn(name: string, place: Tools["place"]): string | undefined {
  if (name.startsWith("arn:")) return name;
  return place && regionalArn(place, "ssm", `parameter/${name.replace(/^\//, "")}`);
}

function secret(variable: Declared, { stores, place, written }: Kept): LookUp {
  const { id, jsonKey, stage, versionId } = secretReference(variable.value);
  const found = stores.secrets.find(id);
  const arn = found?.arn ?? (id.startsWith("arn:") ? id : undefined);
  return {
    // A secret's ARN ends in six random characters: that of one which is not here is not known.
    needs: needed("secretsmanager:GetSecretValue", arn, found?.keyArn, "secretsmanager", place),
    value: () => {
      // A secret that the program makes has another ARN in the next run.
      const secrets = { [found?.givenAs ?? found?.name ?? id]: invented(jsonKey) };
      const missing = (code: string, text: string): ServiceError => {
        const message = `${text} ${of(variable)}.`;
        return new MissingError({ code, message }, "exists", { secrets }, written, remedyLine);
      };
      let text: string;
      try {
        text = secretVersion(found, { VersionStage: stage, VersionId: versionId }).value;
      } catch (error) {
        const { code, message } = error as ServiceError;
        if (found?.value === undefined) throw missing(code, message);
        const kept = "The rehearsal keeps the current version alone.";
        throw new ServiceError(code, `${message} ${of(variable)}. ${kept}`);
      }
      if (jsonKey === undefined) return text;
      const value = member(text, jsonKey);
      if (value !== undefined) return value;
      const message = `Secrets Manager Error: the secret is no JSON with the key "${jsonKey}"`;
      throw missing("ResourceNotFoundException", message);
    },
  };
}

interface SecretReference {
  readonly id: string;
  readonly jsonKey?: string;
  readonly stage?: string;
  readonly versionId?: string;
}

/** `secret-id:json-key:version-stage:version-id`; an ARN as id has six colons of its own. */
export function secretReference(text: string): SecretReference {
  const parts = text.split(":");
  const length = text.startsWith("arn:") ? 7 : 1;
  const [jsonKey, stage, versionId] = parts.slice(length).map((part) => part || undefined);
  return { id: parts.slice(0, length).join(":"), jsonKey, stage, versionId };
}

/** One value of a secret that is JSON. */
function member(text: string, key: string): string | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof content !== "object" || content === null) return undefined;
  const value = (content as Record<string, unknown>)[key];
  return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
}

const of = ({ name, owner, value }: Declared): string =>
  `(variable ${name} of ${owner}, which names ${value})`;

const invented = (jsonKey: string | undefined): string =>
  jsonKey === undefined ? "invented" : JSON.stringify({ [jsonKey]: "invented" });

function needed(
  action: string,
  resource: string | undefined,
  key: string | undefined,
  service: string,
  place: Tools["place"],
): Need[] {
  const own = resource === undefined ? [] : [{ action, resource }];
  if (key === undefined || place === undefined) return own;
  return [...own, { action: "kms:Decrypt", resource: key, context: viaService(service, place) }];
}

function requireAllowed(need: Need, variable: Declared, build: Build, tools: Tools): void {
  const { roleArn } = build.project;
  if (roleArn === "") {
    build.run.log(
      `The role of project ${build.projectName} is not known here, so it is not checked for ` +
        `${need.action} on ${need.resource}.`,
    );
    return;
  }
  const context = { "aws:SecureTransport": "true", ...need.context };
  const decision = tools.directory.decideRole(roleArn, need.action, need.resource, context);
  if (decision.allowed) return;
  throw new ServiceError(
    "AccessDeniedException",
    `User: ${roleArn} is not authorized to perform: ${need.action} on resource: ` +
      `${need.resource} ${of(variable)}. ${decision.reason} Add ` +
      "the right to the policy of the project's role.",
  );
}
