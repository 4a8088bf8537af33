/** Requests as 0.1.0 kept them: it knew Slack alone. Read as what this version keeps. */
import { channelBefore } from "../../contract/identities";
import { schemaVersion } from "../../contract/records";

type Item = Record<string, unknown>;

const isItem = (value: unknown): value is Item =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is in the place of `change`, where it is there at all. */
const changed = (value: unknown, change: (item: Item) => Item): unknown =>
  isItem(value) ? change(value) : value;

const each = (values: unknown, change: (item: Item) => Item): unknown =>
  Array.isArray(values) ? values.map((value) => changed(value, change)) : values;

/** `{ id, name }` was a person of Slack. */
const actor = ({ name, ...person }: Item): Item => ({
  ...person,
  channel: channelBefore,
  displayName: name,
});

const withActor = (item: Item): Item =>
  "person" in item ? { ...item, person: changed(item.person, actor) } : item;

/** A channel and a time named a message of Slack. */
const message = ({ channel: place, ts: id, ...rest }: Item): Item => ({
  ...rest,
  channel: channelBefore,
  place,
  id,
});

/** Everything else than a request of 0.1.0 is answered as it is. */
export function fromBefore(item: unknown): unknown {
  if (!isItem(item) || item.schemaVersion !== undefined) return item;
  const { teamId, appId, enterpriseId, messages, attempt, earlierAttempts, outcome, ...rest } =
    item;
  const facts = Object.entries({ teamId, appId, enterpriseId });
  const origin = Object.fromEntries(facts.filter(([, fact]) => fact !== undefined));
  return {
    ...rest,
    schemaVersion,
    messages: each(messages, message),
    ...(attempt === undefined ? {} : { attempt: changed(attempt, withActor) }),
    ...(earlierAttempts === undefined ? {} : { earlierAttempts: each(earlierAttempts, withActor) }),
    ...(outcome === undefined ? {} : { outcome: changed(outcome, withActor) }),
    ...(Object.keys(origin).length > 0 ? { origins: { [channelBefore]: origin } } : {}),
  };
}
