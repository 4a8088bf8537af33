/** A stack as its program registered it, and what a test says of it. */
import { fail, assertSame } from "./engine/failure";
import type { AwsScope } from "./engine/place";
import type { Json } from "./engine/plain";
import type { RegisteredResource } from "./engine/resource";
import { rightsAsked } from "./people/can-decide";
import { Deciders, title, titleOf, titleOfPerson } from "./people/deciders";
import { nameOf, type Person } from "./people/person";
import { rightsElsewhere } from "./people/elsewhere";
import { ApprovalNames } from "./people/misplaced";
import { canPublish, type Finding } from "./people/publishing";
import type { Target } from "./people/target";
import { type SlackGate, type SlackGates, slackGates } from "./people/slack";
import { assertDecidedBy } from "./people/automatic";
import { assertNamedConnectors, type NamedConnector } from "./people/connectors";
import { assertSlackDeciders, type SlackApprovers } from "./people/slack-approvers";
import { assertWantedRule, type WantedRule } from "./people/slack-rule";
import { noSuchApproval, open } from "./people/words";
import { type DeployedPipeline, type GatedOptions } from "./pipelines/pipeline";
import { approvalsOf, arnOf, pipelineNamed, pipelinesOf } from "./pipelines/pipelines";
import {
  sentence,
  unknownApprovals,
  type Unread,
  unreadPipelines,
  unreadRights,
} from "./pipelines/unread";
import type { StackParts } from "./stack-parts";

/** What `deploy` gives. */
export class DeployedStack {
  /** Every resource that the program registered, components among them. */
  readonly resources: readonly RegisteredResource[];
  /** What the program exports, as plain JSON. */
  readonly outputs: { readonly [name: string]: Json };
  /** The stack's pipelines, in the order in which they were registered. */
  readonly pipelines: readonly DeployedPipeline[];
  private readonly slack: SlackGates;
  private readonly people: Deciders;
  private readonly unread: readonly Unread[];
  private readonly approvals: readonly Target[];
  private readonly place: AwsScope;
  private readonly names: ApprovalNames;

  /** Made by `deploy`. */
  constructor({ resources, outputs, place, managedPolicies, templates }: StackParts) {
    this.resources = resources;
    this.outputs = outputs;
    this.place = place;
    this.pipelines = pipelinesOf(resources, (pipeline) => this.concerns(pipeline));
    this.unread = unreadPipelines(resources, templates);
    this.approvals = approvalsOf(this.pipelines, place);
    this.slack = slackGates(resources);
    const doubts = this.pipelines.flatMap(({ doubt }) => doubt ?? []);
    this.people = new Deciders(resources, managedPolicies, place, this.approvals, this.slack, [
      ...doubts,
      ...unreadRights(resources, templates),
    ]);
    const known = this.pipelines.filter(({ doubt }) => doubt === undefined);
    this.names = new ApprovalNames(
      this.people.directory,
      resources,
      this.slack.gates,
      known.map((pipeline) => ({ name: pipeline.name, arn: arnOf(pipeline, place) })),
      this.approvals,
    );
  }

  /** One pipeline, by its name in AWS or, where no other has it, its name in the program. */
  pipeline(name: string): DeployedPipeline {
    return pipelineNamed(name, this.pipelines, this.pipeline);
  }

  /**
   * Every chosen action of every pipeline can start only after an approval in its own pipeline:
   * see `DeployedPipeline.assertGated`. Fails where no action of any pipeline is chosen.
   */
  assertGated(options: GatedOptions = {}): void {
    const problems = [
      ...this.unread.map(sentence),
      ...this.pipelines.flatMap((pipeline) => pipeline.ungated(options)),
    ];
    if (problems.length > 0) fail(problems.join("\n\n"), this.assertGated);
    if (this.pipelines.some((pipeline) => pipeline.chosen(options).length > 0)) return;
    const all = this.pipelines.flatMap(({ actions }) => actions);
    const list = all.map(({ path, category }) => `  ${path} (${category})`).join("\n");
    fail(
      "No action of the stack is chosen by `actions`, so nothing was tested. " +
        (all.length === 0 ? "The stack has no pipeline." : `Its actions:\n${list}`),
      this.assertGated,
    );
  }

  /**
   * Somebody may decide exactly these approvals through IAM, and no other. An approval is
   * `PIPELINE/STAGE/ACTION`; an end of `/*`, or `*` alone, stands for approvals that the stack does
   * not have, or not yet. Fails where the policies of the stack leave it open.
   */
  assertCanDecide(person: Person, approvals: readonly string[]): void {
    this.refuseDoubts(this.assertCanDecide);
    const who = title(nameOf(person));
    const { rights, can } = rightsAsked(this.people, person, this.assertCanDecide);
    this.refuseMissing(approvals, this.assertCanDecide);
    const wanted = [...approvals].sort();
    const how = person.mfa === undefined ? "" : person.mfa ? " with MFA" : " without MFA";
    const reasons = rights
      .filter(({ path }) => !wanted.includes(path))
      .map(({ path, answer }) => `  ${path} is allowed by ${answer.because.join(", ")}.`);
    const words = `${who}${how} may not decide exactly these approvals.`;
    const misplaced = this.names.complaintsAbout(can);
    assertSame(can, wanted, [words, ...reasons, ...misplaced].join("\n"), this.assertCanDecide);
  }

  /**
   * Exactly these may decide an approval through IAM: of all users, roles, permission sets and
   * existing groups that the stack names, nobody else. `mfa: true` says: with MFA only.
   */
  assertDeciders(approval: string, people: readonly Person[]): void {
    this.decidersAre(approval, people, this.assertDeciders);
  }

  /**
   * Every right and every Slack gate that names one approval names one that a pipeline of the stack
   * has. Pipelines of other stacks are named in `otherPipelines`. Fails where nothing names one.
   */
  assertRightsMatchPipelines(options: { readonly otherPipelines?: readonly string[] } = {}): void {
    const from = this.assertRightsMatchPipelines;
    this.refuseDoubts(from, [...this.slack.doubts, ...this.names.doubts]);
    const problems = this.names.all(options.otherPipelines ?? []);
    if (problems.length > 0) fail(problems.join("\n"), from);
    if (this.names.named.length > 0) return;
    fail("No right and no Slack gate of the stack names an approval, so nothing was tested.", from);
  }

  /**
   * Every approval that is announced by a topic can be: the pipeline's role may publish to it, and
   * use its key where that is a customer's. An approval without a topic needs nothing. Fails where
   * the stack has no approval, and where its policies leave it open.
   */
  assertPipelinesCanPublish(): void {
    const from = this.assertPipelinesCanPublish;
    this.refuseDoubts(from);
    if (this.approvals.length === 0)
      fail("The stack has no approval, so nothing was tested.", from);
    const all = this.pipelines.flatMap((pipeline) => this.announced(pipeline));
    const problems = all.filter(({ can }) => can !== "yes");
    if (problems.length > 0) fail(problems.map(({ words }) => `${words}.`).join("\n"), from);
  }

  /**
   * Who may decide through IAM, by approval, as a test can compare it: `user quinn`, and `user emil
   * with MFA` where the right depends on it. Throws where the stack's policies leave it open.
   */
  deciders(): Record<string, string[]> {
    this.refuseDoubts(this.deciders);
    const { deciders, doubts } = this.people.byPath();
    if (doubts.length > 0) fail(open(doubts), this.deciders);
    return Object.fromEntries(
      [...deciders].map(([path, those]) => [path, those.map(titleOf).sort()]),
    );
  }

  /**
   * Exactly these people and user groups may decide an approval in Slack; with none, the approval
   * is not in Slack.
   */
  assertSlackApprovers(approval: string, approvers: SlackApprovers): void {
    const from = this.assertSlackApprovers;
    assertSlackDeciders(approval, approvers, this.gatesOf(approval, from), from);
  }

  /**
   * An approval needs what is wanted: so many people, so many of each group, and neither its starter nor its
   * author. Nobody decides it alone through IAM but those of `aboveRule`. What is left out is not asked.
   */
  assertRule(approval: string, wanted: WantedRule, aboveRule: readonly Person[] = []): void {
    const from = this.assertRule;
    const gates = this.gatesOf(approval, from);
    assertWantedRule(approval, wanted, gates, from);
    this.decidersAre(approval, aboveRule, from);
  }

  /**
   * Exactly this decides an approval without people where it can: the function with this ARN, or "when" where
   * conditions on variables of the pipeline do; with nothing, people alone decide.
   */
  assertAutomaticDecision(approval: string, by?: string): void {
    this.gatesOf(approval, this.assertAutomaticDecision);
    assertDecidedBy(approval, by, this.slack.automatic, this.assertAutomaticDecision);
  }

  /** An approval names exactly these connectors, each with who may decide through it; with none, it names none. */
  assertConnectors(approval: string, connectors: readonly NamedConnector[] = []): void {
    this.gatesOf(approval, this.assertConnectors);
    assertNamedConnectors(approval, connectors, this.slack.connected, this.assertConnectors);
  }

  /** The approvals that are shown in Slack. Throws where one is not known. */
  slackGates(): readonly SlackGate[] {
    if (this.slack.doubts.length > 0) fail(open(this.slack.doubts), this.slackGates);
    return this.slack.gates;
  }

  private decidersAre(
    approval: string,
    people: readonly Person[],
    from: (...args: never[]) => unknown,
  ): void {
    const words = `Not exactly these may decide ${approval}.`;
    const wanted = people.map(titleOfPerson);
    const deciders = this.deciders();
    this.refuseMissing([approval], from);
    if (!(approval in deciders)) fail(noSuchApproval(approval, Object.keys(deciders)), from);
    const elsewhere = rightsElsewhere(approval, deciders, this.approvals, this.place);
    if (elsewhere !== undefined) fail(`${words}\n${elsewhere}`, from);
    const reasons = [words, ...this.names.complaints(approval.split("/")[0])].join("\n");
    assertSame(deciders[approval], wanted.sort(), reasons, from);
  }

  /** What stands against a pipeline of which every action is gated. */
  private concerns(pipeline: DeployedPipeline): string[] {
    const silenced = this.announced(pipeline).filter(({ can }) => can === "no");
    return [...this.names.complaints(pipeline.name), ...silenced.map(({ words }) => `${words}.`)];
  }

  /** None for an approval that is not in Slack. */
  private gatesOf(approval: string, from: (...args: never[]) => unknown): SlackGate[] {
    this.refuseMissing([approval], from);
    const all = [...this.approvals, ...this.slackGates()].map(({ path }) => path);
    if (!all.includes(approval)) fail(noSuchApproval(approval, all), from);
    return this.slackGates().filter(({ path }) => path === approval);
  }

  private announced({ announcements }: DeployedPipeline): Finding[] {
    const { directory } = this.people;
    return announcements.map((one) => canPublish(one, directory, this.resources, this.place));
  }

  private refuseMissing(paths: readonly string[], from: (...args: never[]) => unknown): void {
    const missing = paths.flatMap((path) => this.names.missing(path) ?? []);
    if (missing.length > 0) fail(missing.join("\n"), from);
  }

  private refuseDoubts(from: (...args: never[]) => unknown, more: readonly string[] = []): void {
    const doubts = [...this.unread.map(unknownApprovals), ...this.people.doubts, ...more];
    if (doubts.length > 0) fail(open(doubts), from);
  }
}
