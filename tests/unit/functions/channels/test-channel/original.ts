/** What the board hands to the decider: the words of a member, which the board has signed. */
import { createHmac, timingSafeEqual } from "node:crypto";
import * as v from "valibot";

const schema = v.object({
  channel: v.literal("board"),
  id: v.string(),
  action: v.string(),
  token: v.string(),
  member: v.string(),
  result: v.picklist(["Approved", "Rejected"]),
  reason: v.optional(v.string()),
  card: v.string(),
  signature: v.string(),
});

export type Original = v.InferOutput<typeof schema>;

export function readOriginal(event: unknown): Original | undefined {
  const parsed = v.safeParse(schema, event);
  return parsed.success ? parsed.output : undefined;
}

const signatureOf = ({ signature: _, ...words }: Original, secret: string): Buffer =>
  createHmac("sha256", secret)
    .update(JSON.stringify(Object.entries(words).sort()))
    .digest();

const secret = "the-board's-secret";

export const isSigned = (original: Original): boolean => {
  const given = Buffer.from(original.signature, "hex");
  const expected = signatureOf(original, secret);
  return given.length === expected.length && timingSafeEqual(given, expected);
};

/** As the board would sign it, or somebody with another secret. */
export function signed(words: Omit<Original, "channel" | "signature">, by = secret): Original {
  const original: Original = { channel: "board", ...words, signature: "" };
  return { ...original, signature: signatureOf(original, by).toString("hex") };
}
