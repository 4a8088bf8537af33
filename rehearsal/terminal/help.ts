/** What `--help` prints. */
import { command } from "../home";
import { defaultExample } from "./options";

const ofExamples = (examples: readonly string[]): string => `
  --example NAME  one of: ${examples.join(", ")} (defaults to ${defaultExample})`;

/** The text, with the examples that are here: none where the rehearsal is installed as a package. */
export function helpText(examples: readonly string[]): string {
  const hasExamples = examples.length > 0;
  const what = hasExamples ? "[--example NAME | --program DIR" : "[--program DIR";
  const here = hasExamples
    ? ""
    : "; defaults to the\n                  folder in which the command is typed";
  return `Runs a Pulumi program on this machine: its pipelines, its approvals. No AWS account.

  ${command} ${what} [--init] [--run-builds]] [--auto approve|reject|timeout|sla]
    [--report FILE] [--port N] [--folder DIR] [--page] [--no-page] [--page-port N]
${hasExamples ? ofExamples(examples) : ""}
  --program DIR   a program of your own: a folder with Pulumi.yaml and Pulumi.rehearsal.yaml${here}
  --init          runs the program once, and writes what it asks for, with invented values, into
                  its Pulumi.rehearsal.yaml
  --run-builds    runs the commands of its buildspecs on this machine, as you; otherwise builds
                  are pretended
  --auto SCRIPT   decides without a person: approve every request, reject the first, let the first
                  expire, or (sla) let reminders and escalations come, then approve, and verify
                  the ledger; or a script of the program's own (rehearsal:scripts); exit 0 when the
                  pipeline ends as it should
  --report FILE   with --auto: what came of it as JSON, by docs/rehearsal-report.schema.json; also
                  where it failed
  --port N        port of the local AWS endpoint on 127.0.0.1 (defaults to any free one)
  --folder DIR    where the run keeps its files; emptied first (defaults to .rehearsal/NAME)
  --page          serves the page also with --auto, and where there is no terminal: the rehearsal
                  then goes on until Ctrl-C
  --no-page       serves no page
  --page-port N   port of the page on 127.0.0.1 (defaults to any free one)
  --help          this text

Without --auto a link is printed to a page that shows the run, and the terminal asks: who are you,
approve or reject, why. The page can do more. The link carries a key: it is for you alone. Everything that a run
makes is in .rehearsal/NAME: mailbox, buckets, artifacts, credentials for any AWS SDK or the aws CLI.`;
}
