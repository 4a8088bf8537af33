/** Follows a run without a person, and writes what came of it, also where it came to nothing. */
import * as fs from "node:fs";
import * as path from "node:path";
import { pretendedWhat } from "../aws/codepipeline";
import { unsupportedOf } from "../aws/account/unsupported";
import { clean } from "../screen/text";
import { hiderOf, hiderOfValues } from "../screen/secrets";
import type { Rehearsal } from "../session";
import { readSettings } from "../settings/read";
import { deployments } from "../terminal/counts";
import { countFiles } from "../terminal/report";
import type { Ending } from "../terminal/verdict";
import { ApprovalNotes, type SlackActs } from "./approvals";
import type { Report } from "./schema";
import { rungAlarms } from "./alarms";
import { mapTexts } from "./map-texts";
import { stillRuns } from "../terminal/still-runs";
import { version } from "../package.json";

export interface Typed {
  readonly example?: string;
  readonly program?: string;
  readonly auto: string;
}

const nothing: Pick<
  Report,
  "pipelines" | "approvals" | "counts" | "alarms" | "deployments" | "pretended"
> = {
  ...{ pipelines: [], approvals: [], alarms: [], deployments: [], pretended: [] },
  counts: { approvals: 0, approved: 0, rejected: 0, expired: 0 },
};

export class RunReport {
  private rehearsal: Rehearsal | undefined;
  private notes: ApprovalNotes | undefined;
  private ending: Ending | undefined;
  private error: string | undefined;

  constructor(private readonly typed: Typed) {}

  /** Before the first pipeline starts. */
  follow(rehearsal: Rehearsal): SlackActs {
    this.rehearsal = rehearsal;
    this.notes = new ApprovalNotes(rehearsal);
    return this.notes;
  }

  get acts(): SlackActs | undefined {
    return this.notes;
  }

  ended(ending: Ending): void {
    this.ending = ending;
  }

  failed(error: unknown): void {
    this.error = error instanceof Error ? error.message : String(error);
  }

  /** Before the rehearsal is closed, which ends what still runs. */
  make(): Report {
    const { typed, ending, rehearsal } = this;
    const { auto: script, example, program } = typed;
    const error = this.error ?? (ending === undefined ? "The run was interrupted." : undefined);
    const passed = error === undefined && ending?.problems.length === 0;
    const report: Report = {
      ...{ reportVersion: 1, version },
      ...(program === undefined ? { example } : { program }),
      ...{ script, result: passed ? "Passed" : "Failed" },
      ...(error !== undefined && { error: error || "It said nothing." }),
      problems: [...(ending?.problems ?? [])],
      stillRuns: rehearsal === undefined ? [] : stillRuns(rehearsal.engine),
      ...(ending?.operated !== undefined && { operated: ending.operated }),
      ...(ending?.automatic !== undefined && { automatic: ending.automatic }),
      ...(ending?.inSystems !== undefined && { inSystems: ending.inSystems }),
      ...(rehearsal === undefined ? nothing : this.facts(rehearsal)),
      notRehearsed: rehearsal === undefined ? [] : unsupportedOf(rehearsal.account),
    };
    const hide = this.hider();
    // What others wrote could steer the terminal on which a job prints it.
    return mapTexts(report, (text) => hide(text).split("\n").map(clean).join("\n"));
  }

  private hider(): (text: string) => string {
    const { rehearsal, notes, typed } = this;
    if (rehearsal !== undefined) return hiderOf(rehearsal, notes?.tokens() ?? []);
    try {
      return hiderOfValues(Object.values(readSettings(typed.program ?? "").exists?.secrets ?? {}));
    } catch {
      // What cannot be read holds no value that could have been said.
      return hiderOfValues([]);
    }
  }

  private facts(rehearsal: Rehearsal): typeof nothing {
    const { engine, account } = rehearsal;
    const names = engine.pipelineNames();
    const approvals = this.notes?.all() ?? [];
    const ended = (result: string): number => approvals.filter((a) => a.result === result).length;
    return {
      pipelines: names.map((name) => ({
        name,
        executions: engine
          .executions(name)
          .map(({ pipelineExecutionId = "", status = "", sourceRevisions = [] }) => ({
            ...{ id: pipelineExecutionId, status },
            revisions: sourceRevisions.map(({ revisionId = "" }) => revisionId),
          }))
          .reverse(),
      })),
      approvals,
      counts: {
        approvals: approvals.length,
        approved: ended("Approved"),
        rejected: ended("Rejected"),
        expired: ended("Expired"),
      },
      alarms: rungAlarms(account.stores.alarms.changes()),
      deployments: names.flatMap((pipeline) =>
        deployments(engine.actionExecutions(pipeline)).map(({ stageName, actionName, bucket }) => ({
          ...{ pipeline, stage: stageName, action: actionName, bucket },
          files: countFiles(account.buckets.folder(bucket)),
        })),
      ),
      pretended: names.flatMap((pipeline) =>
        engine
          .actionExecutions(pipeline)
          .reverse()
          .flatMap(({ stageName: stage = "", actionName: action = "", output }) => {
            const what = pretendedWhat(output?.executionResult?.externalExecutionSummary);
            return what === undefined ? [] : [{ pipeline, stage, action, what }];
          }),
      ),
    };
  }
}

/** Lands whole or not at all: a job that reads half a report would take it for none. */
export function writeReport(file: string, report: Report): void {
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, `${JSON.stringify(report, null, 2)}\n`);
  fs.renameSync(draft, file);
}

/** Takes away the report of the run before, so that none is taken for this run's. Throws where it cannot. */
export function clearReport(file: string): void {
  fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  if (!fs.existsSync(file)) return;
  if (!isReport(file)) throw new Error("it is there, and is no report of a rehearsal");
  fs.rmSync(file);
}

function isReport(file: string): boolean {
  if (!fs.statSync(file).isFile()) return false;
  try {
    return "reportVersion" in (JSON.parse(fs.readFileSync(file, "utf8")) as object);
  } catch {
    return false;
  }
}
