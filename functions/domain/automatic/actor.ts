/** In whose name a gate decides by itself: the function that it asks, or its own conditions. */
import { createHash } from "node:crypto";
import { automaticChannel } from "../../../contract/identities";
import type { Actor, GateSettings } from "../types";

export type AutomaticDecision = NonNullable<GateSettings["automaticDecision"]>;

/** A gate that decides by itself, as its record says. */
export type AutomaticGate = GateSettings & { readonly automaticDecision: AutomaticDecision };

/** Of the id of an actor: domain/session.ts. */
const longestId = 40;

export function actorOf({ functionArn }: AutomaticDecision): Actor {
  if (functionArn === undefined) {
    const [id, displayName] = ["automaticDecision=when", "automaticDecision.when"];
    return { channel: automaticChannel, id, displayName };
  }
  const name = functionName(functionArn);
  return { channel: automaticChannel, id: idOf(name, functionArn), displayName: name };
}

/** As it is kept with the answer: the function's name, or `when`. */
export const askedOf = ({ functionArn }: AutomaticDecision): string =>
  functionArn === undefined ? "when" : functionName(functionArn);

/** Lambda API Reference, Invoke: `arn:aws:lambda:REGION:ACCOUNT:function:NAME`, then a version or an alias. */
const functionName = (arn: string): string => arn.split(":")[6];

/** A hyphen stands between the parts of a session's name, and no function has a full stop in its name. */
function idOf(name: string, arn: string): string {
  const id = name.replaceAll("-", ".");
  if (id.length <= longestId) return id;
  const digest = createHash("sha256").update(arn).digest("hex").slice(0, 12);
  return `${id.slice(0, longestId - 1 - digest.length)}=${digest}`;
}
