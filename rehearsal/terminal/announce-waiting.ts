/** Beside a page and without keys the terminal says what waits, for whom, and where it is decided. */
import type { ApprovalRequest } from "../aws/codepipeline";
import { allowedNames, people } from "../screen/people";
import { clean, moment } from "../screen/text";
import type { Rehearsal } from "../session";

type Tell = (line: string) => void;

/** Tells of each request once, of those that wait already too, and what to do next. */
export function announceWaiting(rehearsal: Rehearsal, url: string, tell: Tell): void {
  const { engine } = rehearsal;
  tell(expected(rehearsal));
  const told = new Set<string>();
  const look = (): void => {
    for (const request of engine.pending()) {
      if (told.has(request.token)) continue;
      told.add(request.token);
      for (const line of waiting(rehearsal, request)) tell(line);
      tell(`  Decide here: ${url}`);
    }
  };
  engine.on("changed", look);
  look();
}

/** What will ask for a decision, and how the rehearsal ends. */
function expected({ engine }: Rehearsal): string {
  const names = engine.pipelineNames();
  const end = "Ctrl-C ends the rehearsal.";
  if (names.length === 0) {
    return `The program makes no pipeline, so nothing will ask for a decision. ${end}`;
  }
  const asks = names.some((name) =>
    (engine.declaration(name).stages ?? []).some(({ actions = [] }) =>
      actions.some(({ actionTypeId }) => actionTypeId?.category === "Approval"),
    ),
  );
  return asks
    ? `Next: open the link, and decide there what waits. ${end}`
    : `No pipeline has an approval action, so nothing will ask for a decision. ${end}`;
}

function waiting({ account, slack }: Rehearsal, request: ApprovalRequest): string[] {
  const { pipelineName, stageName, actionName, expires } = request;
  const names = allowedNames(people(account.directory, account.place, request)).map(clean);
  const inSlack = slack === undefined ? [] : ["whom its message in Slack calls upon"];
  const who = [...names, ...inSlack].join(", ");
  return [
    clean(`⏳ ${pipelineName}: ${stageName} / ${actionName} waits for a decision`),
    `  Until ${moment(expires)}. May decide: ${who || "nobody"}`,
  ];
}
