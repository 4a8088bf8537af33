/** What reviewers write, and which uses of a break-glass role are open, as the tables keep them. */
import type { BypassEvent } from "../../../../functions/domain/bypass/bypass-event";
import type {
  OpenReviews,
  ReviewTable,
  WrittenReview,
} from "../../../../functions/domain/bypass/review-ports";
import type { FakeBypasses } from "./support";

export class FakeReviewTable implements ReviewTable {
  /** By the id of the bypass. */
  readonly items = new Map<string, WrittenReview[]>();

  /** As PutItem: one item for each reviewer and bypass. */
  put(bypass: string, review: WrittenReview): void {
    const others = (this.items.get(bypass) ?? []).filter((one) => one.reviewer !== review.reviewer);
    this.items.set(bypass, [...others, review]);
  }

  of: ReviewTable["of"] = async ({ id }) => this.items.get(id) ?? [];
}

export class FakeOpenReviews implements OpenReviews {
  readonly ids = new Set<string>();

  constructor(private readonly bypasses: FakeBypasses) {}

  open = async (bypass: string): Promise<void> => void this.ids.add(bypass);

  all = async (): Promise<string[]> => [...this.ids];

  async hold(bypass: string, now: Date) {
    const item = this.bypasses.items.get(bypass);
    if (item === undefined) return { kind: "gone" as const };
    if ((item.reviewUntil ?? 0) > now.getTime()) return { kind: "held" as const };
    item.reviewUntil = now.getTime() + 45_000;
    delete item.expires;
    return { kind: "open" as const, event: item.event as BypassEvent, told: [...item.told] };
  }

  async close(bypass: string, now: Date): Promise<void> {
    const item = this.bypasses.items.get(bypass);
    if (item !== undefined) item.expires = now.getTime() + 30 * 86_400_000;
    this.ids.delete(bypass);
  }
}
