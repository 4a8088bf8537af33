/** SNS has one subscription of a topic, protocol and endpoint: what two components say of it is one. */
import { absent, quote, throwInvalid } from "../../inputs/model/checks";

/** An argument, and the component that was given it. */
export interface GivenAs {
  readonly path: string;
  readonly component: string;
}

const once = "SNS keeps one subscription a topic, protocol and endpoint";

const words = ({ path, component }: GivenAs): string => `\`${path}\` of ${quote(component)}`;

/**
 * It would end with the component that made the topic, and a second resource would end it for both.
 * `endpoint` is left out where it is no plain value: it may be secret.
 */
export function takenByOwner(mine: GivenAs, owner: GivenAs, endpoint?: string): never {
  const got = endpoint === undefined ? " one that" : `: ${quote(endpoint)}, which`;
  throwInvalid(
    mine.path,
    `${words(mine)} must not name an endpoint that the topic's own component subscribes already, ` +
      `got${got} ${words(owner)} subscribes. ${once}. Remove it from one of them.`,
  );
}

/** A subscription as the provider takes it. */
export type Settings = Readonly<Record<string, unknown>>;

/** The Region is the topic's, whether it was given or not. */
const sameAnyway = ["region", "protocol", "endpoint"];

/** What is set in one place is set in the other: SNS refuses a second time with other attributes. */
export function sameSettings(
  mine: GivenAs & { readonly settings: Settings },
  first: GivenAs & { readonly settings: Settings },
): void {
  const keys = Object.keys({ ...first.settings, ...mine.settings });
  const other = keys.find((key) => {
    const [a, b] = [mine.settings[key], first.settings[key]];
    return !sameAnyway.includes(key) && a !== b && !(absent(a) && absent(b));
  });
  if (other === undefined) return;
  const name = other === "redrivePolicy" ? "deadLetterQueueArn" : other;
  const [here, there] = [mine, first].map(({ settings }) => shown(other, settings[other]));
  throwInvalid(
    mine.path,
    `${words(mine)} must give an endpoint of one topic the settings that ${words(first)} gives it, ` +
      `got: ${quote(mine.settings["endpoint"])} ${here ? `with ${name} ${here}` : `without ${name}`}, ` +
      `there ${there ? `with ${there}` : "without"}. ${once}: give both the same settings, or remove ` +
      "one of them.",
  );
}

/** A value as the user gave it: of the queue, its ARN. */
function shown(key: string, value: unknown): string | undefined {
  if (absent(value)) return undefined;
  if (key !== "redrivePolicy") return quote(value);
  return quote((JSON.parse(value as string) as Record<string, unknown>)["deadLetterTargetArn"]);
}
