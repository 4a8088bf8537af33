/** What Slack accepts as a modal, and what its window checks before it sends one. */
import * as v from "valibot";
import { plainText, problems, viewBlocks } from "./blocks";

const modal = v.pipe(
  v.strictObject({
    type: v.literal("modal"),
    title: plainText(24),
    blocks: viewBlocks,
    submit: v.optional(plainText(24)),
    close: v.optional(plainText(24)),
    private_metadata: v.optional(v.pipe(v.string(), v.maxLength(3000))),
    callback_id: v.optional(v.pipe(v.string(), v.maxLength(255))),
    external_id: v.optional(v.pipe(v.string(), v.maxLength(255))),
    clear_on_close: v.optional(v.boolean()),
    notify_on_close: v.optional(v.boolean()),
    submit_disabled: v.optional(v.boolean()),
  }),
  v.check(
    ({ blocks, submit }) => submit !== undefined || blocks.every((block) => block.type !== "input"),
    "must have submit, because it has an input",
  ),
);

/** Why Slack refuses a view; nothing where it takes it. */
export function viewProblems(view: unknown): string[] {
  return problems(modal, view, "/view");
}

interface Input {
  readonly block_id: string;
  readonly optional?: boolean;
  readonly element: { action_id: string; min_length?: number; max_length?: number };
}

/** The inputs of a view, in order. */
export function inputsOf(view: any): Input[] {
  return view.blocks.filter(({ type }: any) => type === "input");
}

/** What Slack's own window says about values, by block id; nothing is sent then. */
export function windowErrors(
  view: any,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block_id: id, optional, element } of inputsOf(view)) {
    const value = values[id] ?? "";
    const { min_length: min = 0, max_length: max = 3000 } = element;
    if (value === "") {
      if (!optional) errors[id] = "Please complete this required field.";
    } else if (value.length < min) {
      errors[id] = `This must be at least ${min} characters long.`;
    } else if (value.length > max) {
      errors[id] = `This must be at most ${max} characters long.`;
    }
  }
  return errors;
}

/** `state.values` of a submission: what is empty is null. */
export function stateOf(view: any, values: Readonly<Record<string, string>>): any {
  return Object.fromEntries(
    inputsOf(view).map(({ block_id: id, element }) => [
      id,
      { [element.action_id]: { type: "plain_text_input", value: values[id] || null } },
    ]),
  );
}
