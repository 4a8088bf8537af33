/**
 * The ledger's table and bucket: what the component makes, what the function's rights name, and what the
 * function writes there.
 */

/** Hash key (string) and range key (number) of the table of the ledger. */
export const partitionAttribute = "partition";
export const sequenceAttribute = "sequence";

/** Values of the hash key: the entries, by number, and beside them what is noted, each with the number 0. */
export const ledgerPartitions = {
  entries: "entries",
  /** Number and hash of the newest entry: each entry follows on it. */
  head: "head",
  /** How far the entries are in the bucket. */
  archive: "archive",
  /** What it begins with where it says how far the events of a request are in the ledger. */
  request: "request#",
  /** What it begins with where it says that an event is there that belongs to no request. */
  event: "event#",
} as const;

/** What the keys of the entries begin with in the bucket. */
export const entriesPrefix = "entries/";

/** KMS API Reference, Sign: how the hash of an entry is signed. */
export const ledgerSignature = { algorithm: "ECDSA_SHA_256", messageType: "DIGEST" } as const;

/** Where the public key is in the bucket, as PEM. */
export const publicKeyFile = "public-key.pem";
