/** What the page shows of other systems. */

export interface SystemView {
  /** The address by which a command names it. */
  readonly id: string;
  readonly title: string;
  /** Id of the switch that takes it down. */
  readonly fault: string;
  readonly isDown: boolean;
  /** Who may do something there. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** Newest first. */
  readonly tickets: readonly TicketView[];
}

export interface TicketView {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly lines: readonly string[];
  /** What can be done now. */
  readonly actions: readonly { readonly id: string; readonly label: string }[];
}
