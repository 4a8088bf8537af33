/** Reads what the page asks for; nothing is carried out that was not understood to the last field. */
import * as v from "valibot";
import type { Command } from "./types";

/** CodePipeline's names, Slack's ids and tokens are all shorter. */
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
/** What CodePipeline and Slack say about a text that is too long is for them to say. */
const text = v.pipe(v.string(), v.maxLength(5000));

/** A year: the longest approval times out after 60 days. */
export const longestAdvance = 366 * 24 * 60;
const mostValues = 20;

/** A record takes a list for an object with numbers as names. */
const noList = v.custom<Record<string, string>>((value) => !Array.isArray(value));

const ask = v.variant("kind", [
  v.strictObject({
    kind: v.literal("decide"),
    as: name,
    token: name,
    status: v.picklist(["Approved", "Rejected"]),
    summary: text,
  }),
  v.strictObject({ kind: v.literal("click"), as: name, channel: name, ts: name, actionId: name }),
  v.strictObject({
    kind: v.literal("submit"),
    as: name,
    viewId: name,
    values: v.pipe(noList, v.record(name, text), v.maxEntries(mostValues)),
  }),
  v.strictObject({
    kind: v.literal("advance"),
    minutes: v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(longestAdvance)),
  }),
  v.strictObject({ kind: v.literal("commit"), pipelineName: name }),
  v.strictObject({ kind: v.literal("fault"), id: name, on: v.boolean() }),
  v.strictObject({
    kind: v.literal("retry"),
    pipelineName: name,
    stageName: name,
    executionId: name,
  }),
  v.strictObject({
    kind: v.literal("override"),
    as: name,
    pipelineName: name,
    stageName: name,
    executionId: name,
    conditionType: v.picklist(["BEFORE_ENTRY", "ON_SUCCESS"]),
  }),
  v.strictObject({
    kind: v.literal("rollback"),
    as: name,
    pipelineName: name,
    stageName: name,
    targetId: name,
  }),
  v.strictObject({ kind: v.literal("work"), as: name, system: name, ticket: name, action: name }),
  v.strictObject({ kind: v.literal("stop"), pipelineName: name, executionId: name }),
]);

/** What was asked for, or what is wrong with it. */
export type ParsedCommand = { readonly ask: Command } | { readonly problem: string };

/** Reads an ask from the body of a request. */
export function parseCommand(body: string): ParsedCommand {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    return { problem: "An ask is JSON, and this is none." };
  }
  const result = v.safeParse(ask, content);
  if (result.success) return { ask: result.output };
  const [issue] = result.issues;
  const field = v.getDotPath(issue);
  return { problem: `The ask is not understood${field === null ? "" : ` at ${field}`}.` };
}
