/**
 * What Slack accepts as blocks. Slack API documentation, "Blocks", "Block elements" and "Composition
 * objects"; the kinds that it lists and that are not here are refused, so that nothing passes that
 * was not checked.
 */
import * as v from "valibot";

export const limits = {
  blocks: 50,
  viewBlocks: 100,
  /** Not documented; measured on the serialised blocks (slackapi/bolt-js, issue 2509). */
  allBlocks: 13_200,
} as const;

const shortText = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max));

export const plainText = (max: number) =>
  v.strictObject({
    type: v.literal("plain_text"),
    text: shortText(max),
    emoji: v.optional(v.boolean()),
  });

const mrkdwn = (max: number) =>
  v.strictObject({
    type: v.literal("mrkdwn"),
    text: shortText(max),
    verbatim: v.optional(v.boolean()),
  });

const anyText = (max: number) => v.variant("type", [plainText(max), mrkdwn(max)]);

const url = v.pipe(v.string(), v.maxLength(3000), v.regex(/^[a-z][a-z0-9+.-]*:\S+$/i, "is no URL"));
const style = v.optional(v.picklist(["primary", "danger"]));
const actionId = v.optional(shortText(255));
const blockId = { block_id: v.optional(shortText(255)) };

const confirmation = v.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style,
});

const button = v.strictObject({
  type: v.literal("button"),
  text: plainText(75),
  action_id: actionId,
  url: v.optional(url),
  value: v.optional(shortText(2000)),
  style,
  confirm: v.optional(confirmation),
  accessibility_label: v.optional(shortText(75)),
});

const textInput = v.strictObject({
  type: v.literal("plain_text_input"),
  action_id: actionId,
  multiline: v.optional(v.boolean()),
  initial_value: v.optional(v.pipe(v.string(), v.maxLength(3000))),
  min_length: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3000))),
  max_length: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3000))),
  placeholder: v.optional(plainText(150)),
  focus_on_load: v.optional(v.boolean()),
});

const header = v.strictObject({ type: v.literal("header"), text: plainText(150), ...blockId });

const section = v.pipe(
  v.strictObject({
    type: v.literal("section"),
    text: v.optional(anyText(3000)),
    fields: v.optional(v.pipe(v.array(anyText(2000)), v.minLength(1), v.maxLength(10))),
    accessory: v.optional(button),
    expand: v.optional(v.boolean()),
    ...blockId,
  }),
  v.check(
    ({ text, fields }) => text !== undefined || fields !== undefined,
    "must have text or fields",
  ),
);

const actions = v.strictObject({
  type: v.literal("actions"),
  elements: v.pipe(
    v.array(button),
    v.minLength(1),
    v.maxLength(25),
    v.check(
      (elements) => areUnique(elements.map((element) => element.action_id)),
      "has an action_id twice",
    ),
  ),
  ...blockId,
});

const context = v.strictObject({
  type: v.literal("context"),
  elements: v.pipe(v.array(anyText(3000)), v.minLength(1), v.maxLength(10)),
  ...blockId,
});

const divider = v.strictObject({ type: v.literal("divider"), ...blockId });

const input = v.strictObject({
  type: v.literal("input"),
  label: plainText(2000),
  element: textInput,
  hint: v.optional(plainText(2000)),
  optional: v.optional(v.boolean()),
  dispatch_action: v.optional(v.boolean()),
  ...blockId,
});

const messageBlocks = v.pipe(
  v.array(v.variant("type", [header, section, actions, context, divider])),
  v.maxLength(limits.blocks),
  v.check((blocks) => areUnique(blocks.map((block) => block.block_id)), "has a block_id twice"),
);

/** Blocks of a modal, which may have inputs. */
export const viewBlocks = v.pipe(
  v.array(v.variant("type", [header, section, actions, context, divider, input])),
  v.maxLength(limits.viewBlocks),
  v.check((blocks) => areUnique(blocks.map((block) => block.block_id)), "has a block_id twice"),
);

function areUnique(names: readonly (string | undefined)[]): boolean {
  const given = names.filter((name) => name !== undefined);
  return new Set(given).size === given.length;
}

/** Why Slack refuses blocks of a message, in its words' form; nothing where it takes them. */
export function blockProblems(blocks: unknown): string[] {
  return problems(messageBlocks, blocks, "/blocks");
}

/** Each violation of a schema, with a pointer to where it is, as Slack reports them. */
export function problems(schema: v.GenericSchema, value: unknown, root = ""): string[] {
  const result = v.safeParse(schema, value);
  if (result.success) return [];
  return result.issues.map((issue) => {
    const path = (issue.path ?? []).map(({ key }) => `/${String(key)}`).join("");
    return `[ERROR] ${issue.message} [json-pointer:${root}${path}]`;
  });
}
