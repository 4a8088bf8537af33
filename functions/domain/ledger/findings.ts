/** What can be wrong with a ledger, and the sentence that an auditor reads. */

export type Finding =
  | {
      readonly kind: "changed";
      readonly sequence: number;
      readonly file: string;
      readonly why: string;
    }
  | {
      readonly kind: "unsigned-end";
      readonly sequence: number;
      readonly file: string;
      readonly why: string;
    }
  | { readonly kind: "missing"; readonly sequence: number; readonly through: number }
  | { readonly kind: "put-in"; readonly file: string; readonly why: string }
  | { readonly kind: "out-of-order"; readonly sequence: number; readonly file: string }
  | { readonly kind: "not-followed"; readonly sequence: number; readonly file: string }
  | { readonly kind: "incomplete"; readonly requestId: string; readonly event: number }
  | { readonly kind: "other-end"; readonly expected: string; readonly found: string };

export function findingText(finding: Finding): string {
  switch (finding.kind) {
    case "changed":
      return `Entry ${finding.sequence} was changed: ${finding.why} (${finding.file}).`;
    case "unsigned-end":
      return `Entry ${finding.sequence} was changed or put in: ${finding.why} (${finding.file}).`;
    case "missing":
      return finding.sequence === finding.through
        ? `Entry ${finding.sequence} is missing.`
        : `Entries ${finding.sequence} to ${finding.through} are missing.`;
    case "put-in":
      return `${finding.file} was put in: ${finding.why}.`;
    case "out-of-order":
      return `Entry ${finding.sequence} is not in its place (${finding.file}).`;
    case "not-followed":
      return (
        `Entry ${finding.sequence} does not follow on the entry before it, though the key signed ` +
        `both: one of them is of another ledger (${finding.file}).`
      );
    case "incomplete":
      return `Event ${finding.event} of request ${finding.requestId} is missing.`;
    case "other-end":
      return (
        `The last entry has the hash ${finding.found}, not ${finding.expected}: what came after it ` +
        "was taken away, or more was added since."
      );
  }
}
