/** Shows that a program is at work: one line that counts where it can be rewritten. */
import type { PlannedAction } from "../aws/account/plan";
import { planLines } from "./plan-table";
import { clean, fit } from "../screen/text";

/** What an opening rehearsal tells. */
export type Progress =
  | {
      readonly kind: "registered";
      readonly count: number;
      readonly type: string;
      readonly name: string;
    }
  | { readonly kind: "printed"; readonly line: string }
  | {
      readonly kind: "deployed";
      readonly count: number;
      readonly gaps: readonly string[];
      /** Of a program of one's own. */
      readonly plan?: readonly PlannedAction[];
    }
  | { readonly kind: "listening"; readonly url: string; readonly credentialsFile: string }
  | { readonly kind: "page"; readonly url: string };

export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const eraseLine = "\r\u001b[K";

/** Prints progress; into a file or a pipe, only what is worth keeping. */
export function progressPrinter(output: ProgressOutput): (progress: Progress) => void {
  const { isTTY = false, columns = 80 } = output;
  const start = isTTY ? eraseLine : "";
  const line = (text: string): void => void output.write(`${start}${text}\n`);
  return (progress) => {
    switch (progress.kind) {
      case "registered": {
        const { count, type, name } = progress;
        // The last column stays empty, or some terminals wrap and the line cannot be erased.
        if (isTTY)
          output.write(start + fit(clean(`${count} resources: ${type} ${name}`), columns - 1));
        return;
      }
      case "printed":
        return line(`  ${clean(progress.line)}`);
      case "deployed":
        line(`The program registered ${progress.count} resources.`);
        if (progress.plan !== undefined) for (const row of planLines(progress.plan)) line(row);
        for (const gap of progress.gaps) line(`  Not rehearsed: ${clean(gap)}`);
        return;
      case "listening":
        line(`Local AWS endpoint: ${progress.url}`);
        return line(`Credentials of every person: ${progress.credentialsFile}`);
      case "page":
        return line(`Page (this link is for you alone): ${progress.url}`);
    }
  };
}
