/** What reviews of uses of a break-glass role need of the world. */
import type { BypassEvent } from "./bypass-event";

/** As a reviewer has written it. */
export interface WrittenReview {
  /** The key, which IAM guards. */
  readonly reviewer: string;
  /** Absent also where it is no text. */
  readonly reason?: string;
}

/** What reviewers of the gates of a bypass have written of it: at most so much as a run can read. */
export interface ReviewTable {
  of(bypass: Pick<BypassEvent, "id" | "gates">): Promise<readonly WrittenReview[]>;
}

/** Uses that nobody has reviewed. */
export interface OpenReviews {
  open(bypass: string): Promise<void>;
  /** Ids of the bypasses. */
  all(): Promise<readonly string[]>;
  /**
   * Keeps what the hub knows of it until it is closed, and is this run's for as long as a run may take. "held" where
   * it is another's, "gone" where the hub does not know the bypass.
   */
  hold(
    bypass: string,
    now: Date,
  ): Promise<
    | { readonly kind: "held" }
    | { readonly kind: "gone" }
    | { readonly kind: "open"; readonly event: BypassEvent; readonly told: readonly string[] }
  >;
  close(bypass: string, now: Date): Promise<void>;
}

/** What a hub has that lets gates have a break-glass role. */
export interface ReviewPorts {
  readonly tableName: string;
  readonly written: ReviewTable;
  readonly open: OpenReviews;
}
