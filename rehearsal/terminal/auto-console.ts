/** The console half of the unattended rehearsal: who decides there, and who is refused. */
import type { ApprovalStatus } from "@aws-sdk/client-codepipeline";
import type { Colors } from "picocolors/types";
import { answerText } from "../screen/automatic";
import { notified, type PendingApproval } from "../screen/card";
import { putApprovalResult } from "../screen/decision";
import { paint } from "../screen/marks";
import { allowedNames, firstAllowed, wrongPerson } from "../screen/people";
import { clean, cleanLines, moment } from "../screen/text";
import type { Rehearsal } from "../session";

/** What is needed of the script. */
interface ConsoleScript {
  readonly print: (line: string) => void;
  readonly colours: Colors;
}

interface Progress {
  readonly problems: string[];
}

const minute = 60_000;

/** Per decision: what the person does, why, and its colour. */
const words = {
  Approved: ["approves", "Checked in rehearsal.", "Succeeded"],
  Rejected: ["rejects", "Not ready, says the rehearsal.", "Failed"],
} as const;

/** What is asked, of whom, and until when. */
export function introduce(approval: PendingApproval, options: ConsoleScript): void {
  const { request, people, deliveries, left } = approval;
  const { print, colours } = options;
  print(paint(colours, "Waiting", `⏳ ${clean(`${request.stageName} / ${request.actionName}`)}`));
  const [first, ...others] = cleanLines(request.customData ?? "");
  if (first !== "") print(`  customData: ${first}`);
  for (const line of others) print(`              ${line}`);
  if (request.externalEntityLink) print(`  link: ${clean(request.externalEntityLink)}`);
  if (left !== undefined) print(`  ${answerText(left)}`);
  print(`  expires: ${moment(request.expires)}`);
  print(`  may decide: ${clean(allowedNames(people).join(", ") || "nobody")}`);
  for (const line of notified(request, deliveries, process.cwd())) print(`  notified: ${line}`);
}

/** Somebody whom no policy allows it tries to approve, and must be refused. */
export async function tryWrongPerson(
  rehearsal: Rehearsal,
  { request, people }: PendingApproval,
  { print }: ConsoleScript,
  { problems }: Progress,
): Promise<void> {
  const wrong = wrongPerson(people);
  const gate = `${request.stageName} / ${request.actionName}`;
  if (wrong === undefined) {
    problems.push(`Everybody may decide ${gate}, so nobody could be shown to be refused.`);
    return;
  }
  const { profile } = wrong.key;
  const config = rehearsal.clientConfigFor(profile);
  const answer = await putApprovalResult(config, request, "Approved", "Not mine to approve.");
  if (answer.kind === "refused" && answer.code === "AccessDeniedException") {
    print(clean(`  ${profile} tries to approve and is refused: ${answer.code}: ${answer.message}`));
  } else {
    const got = answer.kind === "accepted" ? "was accepted" : `got ${answer.code}`;
    problems.push(`${profile} may not decide ${gate}, but ${got}.`);
  }
}

/** The first who may decides. */
export async function decideInConsole(
  rehearsal: Rehearsal,
  { request, people }: PendingApproval,
  status: ApprovalStatus,
  { print, colours }: ConsoleScript,
  { problems }: Progress,
): Promise<void> {
  const gate = `${request.stageName} / ${request.actionName}`;
  const person = firstAllowed(people);
  if (person === undefined) {
    problems.push(`Nobody may decide ${gate}: no policy allows it to any person.`);
    return;
  }
  const { profile } = person.key;
  const [verb, reason, state] = words[status];
  print(paint(colours, state, clean(`  ${profile} ${verb}: ${reason}`)));
  const config = rehearsal.clientConfigFor(profile);
  const answer = await putApprovalResult(config, request, status, reason);
  if (answer.kind === "refused") {
    problems.push(`${profile} may decide ${gate}, but got ${answer.code}: ${answer.message}`);
  }
}

/** Nobody decides in time. */
export function letExpire(
  { clock }: Rehearsal,
  { request }: PendingApproval,
  { print, colours }: ConsoleScript,
): void {
  print(
    paint(colours, "Failed", `  nobody decides; the clock moves past ${moment(request.expires)}`),
  );
  clock.advance(request.expires.getTime() - clock.now().getTime() + minute);
}
