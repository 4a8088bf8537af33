/**
 * Parts of an Adaptive Card. What others wrote stands in runs of a RichTextBlock, in which no client of Teams sees
 * Markdown, and nowhere else; a mention needs an entity of the card, and no card has one.
 */
import { oneLine, shorten } from "../../domain/text";

interface TextRun {
  readonly type: "TextRun";
  readonly text: string;
  readonly size?: "large";
  readonly weight?: "bolder";
  readonly isSubtle?: boolean;
  readonly color?: "good" | "attention" | "warning";
}

interface RichTextBlock {
  readonly type: "RichTextBlock";
  readonly spacing?: "small";
  readonly inlines: readonly TextRun[];
}

interface OpenUrl {
  readonly type: "Action.OpenUrl";
  readonly title: string;
  readonly url: string;
}

/** Teams draws cards up to 1.5; RichTextBlock is there since 1.2. */
export interface AdaptiveCard {
  readonly type: "AdaptiveCard";
  readonly $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  readonly version: "1.4";
  readonly fallbackText: string;
  readonly body: readonly RichTextBlock[];
  readonly actions: readonly OpenUrl[];
}

/** Teams shows six buttons in a row, and the others in a menu. */
const mostActions = 6;

export const cardOf = (
  body: readonly RichTextBlock[],
  actions: readonly (OpenUrl | undefined)[],
): AdaptiveCard => ({
  type: "AdaptiveCard",
  $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
  version: "1.4",
  fallbackText: "This version of Microsoft Teams cannot show the approval request.",
  body,
  actions: actions.filter((one) => one !== undefined).slice(0, mostActions),
});

/** Adaptive Cards, "Text features": `{{DATE(…)}}` would become another text; with a space it stays what it is. */
const literal = (text: string, max: number): string =>
  shorten(oneLine(text).replace(/\{(?=\{)/g, "{ "), max);

export const title = (text: string, color?: TextRun["color"]): RichTextBlock => ({
  type: "RichTextBlock",
  inlines: [
    {
      type: "TextRun",
      text: literal(text, 200),
      size: "large",
      weight: "bolder",
      ...(color && { color }),
    },
  ],
});

export const line = (text: string, max = 500): RichTextBlock => ({
  type: "RichTextBlock",
  inlines: [{ type: "TextRun", text: literal(text, max) }],
});

export const aside = (text: string): RichTextBlock => ({
  type: "RichTextBlock",
  inlines: [{ type: "TextRun", text: literal(text, 500), isSubtle: true }],
});

/** A label of ours and a value of others; nothing where there is no value. */
export function fact(label: string, value: string | undefined, max = 300): RichTextBlock[] {
  const said = literal(value ?? "", max);
  if (said === "") return [];
  return [
    {
      type: "RichTextBlock",
      spacing: "small",
      inlines: [
        { type: "TextRun", text: `${label}: `, weight: "bolder" },
        { type: "TextRun", text: said },
      ],
    },
  ];
}

/** A longer address, ten of them, would leave no room for the rest. */
const longestUrl = 1500;

/** Undefined for what is no address that a browser should be sent to. */
export function openUrl(label: string, url: string | undefined): OpenUrl | undefined {
  if (url === undefined || url.length > longestUrl || !URL.canParse(url)) return undefined;
  const { protocol, username, password, href } = new URL(url);
  if (protocol !== "https:" || username + password !== "") return undefined;
  return { type: "Action.OpenUrl", title: literal(label, 60), url: href };
}
