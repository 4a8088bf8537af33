/** What the page shows of Slack: Block Kit told so that the page needs to know none of it. */

export interface ChannelView {
  readonly id: string;
  readonly name: string;
  /** Oldest first. */
  readonly messages: readonly MessageView[];
}

export interface MessageView {
  readonly ts: string;
  /** The rehearsal's time at which it was written. */
  readonly at: string;
  readonly author: string;
  /** Without blocks, this is what shows. */
  readonly text: string;
  /** Block Kit, as the app sent it, with mentions and dates already spelled out for people. */
  readonly blocks: readonly BlockView[];
  /** `PersonView.key` of the one person who sees it. */
  readonly onlyFor?: string;
  readonly edited: boolean;
}

/** A Block Kit block as lines and buttons, so that the page needs to know no Block Kit. */
export type BlockView =
  | { readonly kind: "header"; readonly text: string }
  | { readonly kind: "divider" }
  | { readonly kind: "text"; readonly text: readonly Span[]; readonly small: boolean }
  | { readonly kind: "fields"; readonly fields: readonly (readonly Span[])[] }
  | { readonly kind: "buttons"; readonly buttons: readonly ButtonView[] };

/** A run of text in one style. `\n` breaks the line. */
export interface Span {
  readonly text: string;
  readonly style?: "bold" | "italic" | "strike" | "code" | "quote" | "mention";
  /** Only http and https links. */
  readonly href?: string;
}

export interface ButtonView {
  readonly actionId: string;
  readonly label: string;
  readonly style?: "primary" | "danger";
  /** Set for a button that opens a page: the page shows it as a link. */
  readonly href?: string;
}

/** The dialog that a click opened. */
export interface DialogView {
  readonly viewId: string;
  readonly title: string;
  readonly submit: string;
  readonly cancel: string;
  readonly text: readonly (readonly Span[])[];
  readonly inputs: readonly DialogInput[];
}

export interface DialogInput {
  readonly blockId: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional: boolean;
  readonly multiline: boolean;
  readonly maxLength?: number;
  readonly minLength?: number;
}
