/** Topics and schedules at the level of the ports. */
import type { Mail } from "../../../../functions/domain/mail";
import type { Schedules, TopicPublisher } from "../../../../functions/domain/ports";
import { reminderOf } from "../../../../functions/domain/reminder-event";

export class FakeTopics implements TopicPublisher {
  readonly mails: (Mail & { readonly topicArn: string })[] = [];

  async publish(_settings: object, topicArn: string, mail: Mail): Promise<void> {
    this.mails.push({ topicArn, ...mail });
  }

  /** The first words of each subject, and to which topic it went. */
  sent(): string[] {
    return this.mails.map(({ topicArn, subject }) => {
      const [title] = subject.split(":");
      return `${title} to ${topicArn.split(":").at(-1)}`;
    });
  }
}

export class FakeSchedules implements Schedules {
  readonly waiting = new Map<string, { readonly at: Date; readonly action: string }>();
  /** Every schedule that was ever made. */
  readonly made: string[] = [];

  async create(name: string, at: Date, action: string): Promise<"created" | "exists"> {
    if (this.waiting.has(name)) return "exists";
    this.waiting.set(name, { at, action });
    this.made.push(name);
    return "created";
  }

  /** The events of the schedules that are due, which are deleted then. */
  due(now: Date): object[] {
    const due = [...this.waiting].filter(([, { at }]) => at <= now);
    for (const [name] of due) this.waiting.delete(name);
    return due.map(([, { action }]) => reminderOf(action));
  }
}
