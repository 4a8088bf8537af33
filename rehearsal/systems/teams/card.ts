/** What Teams can show of a card that a flow posts, and why it cannot. */
type Json = Readonly<Record<string, unknown>>;

/** What people see. */
export interface Shown {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A card that is refused: the words are for whoever looks at the flow's run. */
export class CardError extends Error {
  override readonly name = "CardError";
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function listOf(value: unknown, what: string): Json[] {
  if (Array.isArray(value) && value.every(isObject)) return value as Json[];
  throw new CardError(`${what} is no list of objects.`);
}

/** Teams draws Adaptive Cards up to this one. */
const newest = 1.5;

export function shownOf(message: unknown): Shown {
  if (!isObject(message) || message.type !== "message") throw new CardError("It is no message.");
  const [attachment, ...more] = listOf(message.attachments, "attachments");
  if (attachment === undefined || more.length > 0) throw new CardError("It has not one card.");
  if (attachment.contentType !== "application/vnd.microsoft.card.adaptive") {
    throw new CardError(`A flow posts no ${String(attachment.contentType)}.`);
  }
  const card = attachment.content;
  if (!isObject(card) || card.type !== "AdaptiveCard") throw new CardError("It is no card.");
  if (!(Number(card.version) >= 1 && Number(card.version) <= newest)) {
    throw new CardError(`Version ${String(card.version)} of cards is not supported.`);
  }
  const [title = "", ...body] = listOf(card.body, "body").map(textOf);
  return { title, lines: [...body, ...listOf(card.actions ?? [], "actions").map(linkOf)] };
}

function textOf({ type, text, inlines }: Json): string {
  if (type === "TextBlock" && typeof text === "string") return text;
  if (type !== "RichTextBlock") throw new CardError(`There is no element ${String(type)} here.`);
  return listOf(inlines, "inlines")
    .map((run) => {
      if (run.type === "TextRun" && typeof run.text === "string") return run.text;
      throw new CardError(`A RichTextBlock has no ${String(run.type)}.`);
    })
    .join("");
}

/** A flow has no bot that would be told of another action. */
function linkOf({ type, title, url }: Json): string {
  if (type !== "Action.OpenUrl") throw new CardError(`A flow cannot carry out ${String(type)}.`);
  if (typeof title !== "string" || typeof url !== "string" || !/^https?:\/\//.test(url)) {
    throw new CardError("Action.OpenUrl has no title, or no address of the web.");
  }
  return `${title}: ${url}`;
}
