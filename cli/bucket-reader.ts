/** What the command wants of a bucket, whoever answers. */

export interface ListedVersion {
  readonly key: string;
  readonly id: string;
  /** Bytes. */
  readonly size: number;
  /** When it was put, ISO 8601 in UTC. */
  readonly at: string;
  /** Whether it is a delete marker. */
  readonly isMarker: boolean;
  readonly isLatest: boolean;
}

/** Behind which key and version a page begins. */
export interface PageStart {
  readonly key: string;
  readonly id?: string;
}

interface VersionsPage {
  readonly versions: readonly ListedVersion[];
  /** Absent of the last page. */
  readonly next?: PageStart;
}

export interface BucketReader {
  /** How many objects may be read at a time. */
  readonly connections: number;
  /** The versions whose keys begin with a text: by key, the newest of each first. */
  page(prefix: string, from?: PageStart): Promise<VersionsPage>;
  /** Undefined where it has more than `most` bytes. */
  content(version: Pick<ListedVersion, "key" | "id">, most: number): Promise<Buffer | undefined>;
  close(): void;
}
