/** A site of Jira Cloud: its issues, what became of them, and who did it. */
import type { Clock } from "../../clock";
import type { JiraEntry } from "./entry";

export interface User {
  readonly accountId: string;
  readonly displayName: string;
}

export interface ChangeItem {
  readonly field: string;
  readonly from: string;
  readonly fromString: string;
  readonly to: string;
  readonly toString: string;
}

export interface Approval {
  readonly id: string;
  readonly created: Date;
  completed?: Date;
  finalDecision: "approved" | "declined" | "pending";
  readonly answers: Map<string, "approved" | "declined" | "pending">;
}

export interface Issue {
  readonly id: string;
  readonly key: string;
  readonly created: Date;
  readonly creator: User;
  /** Text, or a document. */
  readonly description: unknown;
  statusId: string;
  summary: string;
  labels: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
  readonly properties: Map<string, unknown>;
  readonly changes: { id: string; created: Date; author: User; items: ChangeItem[] }[];
  readonly comments: { id: string; created: Date; author: User; body: unknown }[];
  /** Absent where it is no request of the service desk. */
  readonly approval?: Approval;
}

export type NewIssue = Pick<Issue, "description" | "summary" | "labels" | "fields">;

export class Site {
  readonly issues: Issue[] = [];
  private last = 10_000;

  constructor(
    readonly entry: JiraEntry,
    private readonly clock: Clock,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  get statusIds(): string[] {
    return Object.keys(this.entry.statuses);
  }

  /** By its id, or by its key. */
  find(idOrKey: string): Issue | undefined {
    return this.issues.find(({ id, key }) => id === idOrKey || key === idOrKey);
  }

  create(creator: User, content: NewIssue, isRequest: boolean): Issue {
    const created = this.now();
    const { approvers = Object.keys(this.entry.people), projectKey } = this.entry;
    const approval: Approval = {
      ...{ id: this.nextId(), created, finalDecision: "pending" },
      answers: new Map(approvers.map((one) => [one, "pending"])),
    };
    const issue: Issue = {
      ...content,
      ...{ id: this.nextId(), key: `${projectKey}-${this.issues.length + 1}` },
      ...{ created, creator, statusId: this.statusIds[0] },
      ...{ properties: new Map(), changes: [], comments: [] },
      ...(isRequest && { approval }),
    };
    this.issues.push(issue);
    return issue;
  }

  move(issue: Issue, author: User, to: string): void {
    const { statuses } = this.entry;
    const from = issue.statusId;
    issue.statusId = to;
    const names = { fromString: statuses[from], toString: statuses[to] };
    this.note(issue, author, { field: "status", from, to, ...names });
  }

  relabel(issue: Issue, author: User, labels: readonly string[]): void {
    const [fromString, toString] = [issue.labels.join(" "), labels.join(" ")];
    issue.labels = labels;
    this.note(issue, author, { field: "labels", from: "", to: "", fromString, toString });
  }

  comment(issue: Issue, author: User, body: unknown): string {
    const id = this.nextId();
    issue.comments.push({ id, created: this.now(), author, body });
    return id;
  }

  /** The last answer that is needed ends the approval, and moves the request. */
  answer(issue: Issue, person: User, decision: "approved" | "declined"): void {
    const { approval } = issue;
    if (approval?.finalDecision !== "pending")
      throw new Error(`${issue.key} has no approval that is open.`);
    if (approval.answers.get(person.accountId) !== "pending")
      throw new Error(`${person.displayName} is not asked to approve ${issue.key}.`);
    approval.answers.set(person.accountId, decision);
    const approved = [...approval.answers.values()].filter((one) => one === "approved").length;
    if (decision === "approved" && approved < this.entry.approvalsNeeded) return;
    approval.finalDecision = decision;
    approval.completed = this.now();
    this.move(issue, person, this.statusIds[decision === "approved" ? 1 : 2]);
  }

  nextId(): string {
    return String((this.last += 1));
  }

  private note(issue: Issue, author: User, item: ChangeItem): void {
    issue.changes.push({ id: this.nextId(), created: this.now(), author, items: [item] });
  }
}
