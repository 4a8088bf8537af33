/** What neither the page nor a report shows: whoever reads it could act with it. */
import { HiddenValues } from "../hidden-values";
import type { Rehearsal } from "../session";

export type SecretHolder = Pick<Rehearsal, "slack"> & {
  readonly account: Pick<
    Rehearsal["account"],
    "directory" | "engine" | "place" | "secrets" | "parameters"
  >;
};

export type Hide = (text: string) => string;

/** What `--init` and our messages write in the place of a value; in sentences it is a word. */
const placeholder = "invented";

/** Hides keys, Slack's credentials, values of secrets and of `SecureString` parameters, and `more`. */
export function hiderOf(rehearsal: SecretHolder, more: Iterable<string> = []): Hide {
  const hidden = new HiddenValues({ shown: namesOf(rehearsal) });
  for (const value of [...secretsOf(rehearsal), ...storedIn(rehearsal.account), ...more]) {
    hidden.add(value);
  }
  return (text) => hidden.hide(text);
}

/** Of a program that failed before there was an account to ask. */
export function hiderOfValues(values: Iterable<string>): Hide {
  const hidden = new HiddenValues({ shown: new Set([placeholder]) });
  for (const value of values) hidden.add(value);
  return (text) => hidden.hide(text);
}

/** Every key and credential that the rehearsal gave out. */
export function secretsOf({
  account,
  slack,
}: Pick<SecretHolder, "slack"> & {
  readonly account: Pick<SecretHolder["account"], "directory">;
}): string[] {
  const keys = account.directory
    .accessKeys()
    .flatMap((key) => [key.accessKeyId, key.secretAccessKey, key.sessionToken]);
  const credentials: (string | undefined)[] = Object.values(slack?.credentials() ?? {});
  return [...keys, ...credentials].filter(
    (secret): secret is string => secret !== undefined && secret !== "",
  );
}

function storedIn({ secrets, parameters }: SecretHolder["account"]): string[] {
  const values = [
    ...secrets.arns().map((arn) => secrets.find(arn)?.value),
    ...parameters.arns().map((arn) => {
      const { type, value } = parameters.find(arn) ?? {};
      return type === "SecureString" ? value : undefined;
    }),
  ];
  return values.filter((value) => value !== undefined);
}

/**
 * Names of the pipelines' own parts, of people, of the Region: everybody may read them, and without
 * them neither page nor report says anything.
 */
function namesOf({ account: { directory, engine, place } }: SecretHolder): Set<string> {
  const names = engine
    .pipelineNames()
    .flatMap((pipeline) =>
      (engine.declaration(pipeline).stages ?? []).flatMap(({ name = "", actions = [] }) => [
        ...[pipeline, name],
        ...actions.map((action) => action.name ?? ""),
      ]),
    );
  const people = directory.accessKeys().map(({ profile }) => profile);
  return new Set([...names, ...people, place.region, placeholder]);
}
