/** What a run left behind, and where to look at it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { mailboxFolder } from "../mail/mailbox";
import { rungAlarms } from "../report/alarms";
import type { Rehearsal } from "../session";
import type { Deployment } from "./counts";
import { clean } from "../screen/text";

/** Lines that name the folders of deployments and of the mailbox. */
export function reportLines(
  { account, folder }: Rehearsal,
  deployed: readonly Deployment[],
  from = process.cwd(),
): string[] {
  const mailbox = path.join(folder, mailboxFolder);
  const mails = countFiles(mailbox);
  const sites = deployed.map(({ stageName, actionName, bucket }) => {
    const where = account.buckets.folder(bucket);
    const files = counted(countFiles(where), "file");
    return clean(`  ${stageName} / ${actionName} → ${path.relative(from, where)} (${files})`);
  });
  const rung = rungAlarms(account.stores.alarms.changes());
  return [
    sites.length > 0 ? "Deployed:" : "Deployed: nothing.",
    ...sites,
    mails > 0 ? `E-mails: ${mails} in ${path.relative(from, mailbox)}` : "E-mails: none.",
    ...(rung.length > 0 ? ["Alarms that rang:"] : []),
    ...rung.map(({ name, rangAt, reason, endedAt }) => {
      const when = `${rangAt}${endedAt === undefined ? ", and still does" : ` to ${endedAt}`}`;
      return clean(`  ${name}, ${when}: ${reason}`);
    }),
  ];
}

export function countFiles(folder: string): number {
  if (!fs.existsSync(folder)) return 0;
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
